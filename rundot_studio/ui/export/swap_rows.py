"""Pictures of a project beside the newer ones that would take their place, each with a switch."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import painting
from rundot_studio.ui.controls.theme import GAP, tokens_of
from rundot_studio.ui.controls.toggle import Toggle
from rundot_studio.ui.pictures.rounded_picture import fill_checkered
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource

SIDE = 72


@dataclass(frozen=True)
class Replacement:
    """``before`` is None for a picture that is not in the library any more; ``chosen`` whether it is to be done."""

    key: str
    frame: str
    before: Picture | None
    after: Picture
    chosen: bool


class Pair(QWidget):
    """Old and new side by side, with an arrow between."""

    GAP = 26

    def __init__(self, replacement: Replacement, thumbnails: ThumbnailSource) -> None:
        super().__init__()
        self._replacement = replacement
        self._thumbnails = thumbnails
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thumbnails.ready.connect(self._refresh)
        self.setAccessibleName(self.tr("The picture of {0}, and a newer one").format(replacement.frame))

    def _refresh(self, _picture_id: str) -> None:
        """A method, unlike a function, is disconnected when the widget goes."""
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(2 * SIDE + self.GAP, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._draw(painter, self._replacement.before, QRectF(0, 0, SIDE, SIDE))
            colour = tokens_of(self).secondary
            draw_icon(painter, "chevron-right", colour, SIDE + self.GAP / 2 - 9, SIDE / 2 - 9, 18)
            self._draw(painter, self._replacement.after, QRectF(SIDE + self.GAP, 0, SIDE, SIDE))

    def _draw(self, painter: QPainter, picture: Picture | None, room: QRectF) -> None:
        fill_checkered(painter, room, tokens_of(self), 6, 6)
        if picture is None:
            draw_icon(painter, "ghost", tokens_of(self).faint, room.center().x() - 12, room.center().y() - 12, 24)
            return
        pixmap = self._thumbnails.get(picture, round(SIDE * self.devicePixelRatioF()), always=True)
        if not pixmap.isNull():
            size = QSize(pixmap.size()).scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(room.center())
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))


class SwapRow(QWidget):
    """``switched`` tells (key, on)."""

    switched = Signal(str, bool)

    def __init__(self, replacement: Replacement, thumbnails: ThumbnailSource) -> None:
        super().__init__()
        self.replacement = replacement
        self.toggle = Toggle(replacement.frame)
        self.toggle.setChecked(replacement.chosen)
        describe(self.toggle, self.tr("Replace {0}").format(replacement.frame))
        self.toggle.clicked.connect(lambda on: self.switched.emit(replacement.key, on))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.toggle)
        words.addWidget(Label(self._sizes(), tabular=True, wrap=True))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP, 0, GAP)
        row.setSpacing(GAP * 2)
        row.addWidget(Pair(replacement, thumbnails), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _sizes(self) -> str:
        before, after = self.replacement.before, self.replacement.after
        new = f"{after.width} × {after.height}"
        if before is None:
            return new
        old = f"{before.width} × {before.height}"
        return self.tr("{0}, as before").format(new) if old == new else f"{old} → {new}"
