"""Five stars that are given with a click or the keys 0 to 5."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_focus, painting
from rundot_studio.ui.controls.theme import tokens_of

STARS = 5
STAR_PX = 16
SIDE = 3
HEIGHT = 22


class StarRow(QWidget):
    """``chosen`` tells how many, 0 to 5. A press on the last star that is lit takes the stars away."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stars: int | None = 0
        self._pointed = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_stars(0)

    @property
    def stars(self) -> int | None:
        return self._stars

    def set_stars(self, stars: int | None) -> None:
        """None where several pictures have different ones."""
        self._stars = stars
        told = self.tr("different stars") if stars is None else self.tr("{0} of 5 stars").format(stars)
        describe(self, self.tr("Rating: {0}").format(told), self.tr("Click, or press 0 to 5"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(STARS * STAR_PX + 2 * SIDE, HEIGHT)

    def star_at(self, x: float) -> int:
        """1 to 5."""
        return min(STARS, max(1, int((x - SIDE) // STAR_PX) + 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.star_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(0)

    def _point(self, stars: int) -> None:
        if stars != self._pointed:
            self._pointed = stars
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            stars = self.star_at(event.position().x())
            self.chosen.emit(0 if stars == self._stars else stars)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, now = event.key(), self._stars or 0
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self.chosen.emit(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Right and now < STARS:
            self.chosen.emit(now + 1)
        elif key == Qt.Key.Key_Left and now > 0:
            self.chosen.emit(now - 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        lit = self._pointed or self._stars or 0
        with painting(self) as painter:
            for number in range(STARS):
                filled = number < lit
                colour = (tokens.text if self._pointed else tokens.secondary) if filled else tokens.faint
                x = SIDE + number * STAR_PX
                draw_icon(painter, "star-filled" if filled else "star", colour, x, (HEIGHT - 14) / 2, 14)
            draw_focus(painter, self, tokens, 6)
