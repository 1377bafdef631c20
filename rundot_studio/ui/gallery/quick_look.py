"""A picture large over the window, to look and go on: arrows walk, Space and Escape close."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.painting import CENTRE, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import DARK, SMALL_PX, TEXT_PX, sized
from rundot_studio.ui.pictures.loader import PictureLoader, Read
from rundot_studio.ui.pictures.rounded_picture import draw_clipped, fill_checkered
from rundot_studio.ui.pictures.words import caption

MARGIN = 32
FOOT = 64
SCRIM = 225
"""How dark the window behind is, of 255: one shade in both themes, as a picture is judged before black."""


class QuickLook(QWidget):
    """``stepped`` tells how many cards to go on, ``closed`` that it is gone."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, window: QWidget, loader: PictureLoader) -> None:
        super().__init__(window)
        self._window = window
        self._loader = loader
        self._picture: Picture | None = None
        self._image = QImage()
        self._stand_in = QPixmap()
        self._title = ""
        self._place = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Quick look"))
        loader.loaded.connect(self._loaded)
        window.installEventFilter(self)
        self.hide()

    @property
    def picture(self) -> Picture | None:
        """What is shown, while it is open."""
        return self._picture

    def show_picture(self, picture: Picture, title: str, stand_in: QPixmap, read: Read, place: str) -> None:
        """Open, or go on to this picture; ``stand_in`` is shown until its file is read. ``place`` is ``3 of 40``."""
        self._picture = picture
        self._title = title
        self._place = place
        self._stand_in = stand_in
        self._image = QImage()
        self.setAccessibleDescription(f"{title}, {self._facts()}")
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.update()
        longest = round(max(self.width(), self.height()) * self.devicePixelRatioF())
        self._loader.request(
            ("look", picture.id),
            read,
            longest=longest,
            wanted=lambda: self._picture is not None and self._picture.id == picture.id,
        )

    def close_look(self) -> None:
        if self.isVisible():
            self._picture = None
            self._image = QImage()
            self.hide()
            self.closed.emit()

    def _loaded(self, key: object, image: QImage) -> None:
        if self._picture is not None and key == ("look", self._picture.id):
            self._image = image
            self.update()

    def _facts(self) -> str:
        assert self._picture is not None
        picture = self._picture
        parts = [f"{picture.width} × {picture.height}"]
        words = caption(picture)
        if words:
            parts.append(self.tr("seed {0}").format(words) if words.isdecimal() else words)
        parts.append(self._place)
        return "  ·  ".join(part for part in parts if part)

    def picture_place(self) -> QRectF:
        """Where the picture is: as large as fits, never larger than its pixels but for small ones."""
        assert self._picture is not None
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -FOOT - MARGIN / 2)
        size = QSize(self._picture.width, self._picture.height).scaled(
            room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
        )
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(0, 0, 0, SCRIM))
            place = self.picture_place()
            shown: QImage | QPixmap = self._stand_in if self._image.isNull() else self._image
            if self._picture.has_alpha:
                fill_checkered(painter, place, DARK, 10)
            if shown.isNull():
                fill_rounded(painter, place, DARK.panel)
            else:
                draw_clipped(painter, place, shown, QRectF(0, 0, shown.width(), shown.height()), 0)
            title = QRectF(MARGIN, self.height() - FOOT + 6, self.width() - 2 * MARGIN, 22)
            draw_text(painter, title, self._title, DARK.text, sized(self.font(), TEXT_PX, bold=True), CENTRE)
            small = sized(self.font(), SMALL_PX, tabular=True)
            draw_text(painter, title.translated(0, 22), self._facts(), DARK.secondary, small, CENTRE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_look()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press anywhere closes, as a picture on the wall is left."""
        self.close_look()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Nothing behind it takes the keyboard while it is open."""
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
