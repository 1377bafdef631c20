"""A card that floats over the canvas, with a soft shadow: the ground of the tool bar and of the brush's bar."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.popover import SHADOW_SHIFT, draw_shadow
from rundot_studio.ui.controls.theme import tokens_of

SHADOW = 14


class FloatingCard(QWidget):
    """Its layout keeps :data:`SHADOW` pixels free on every side."""

    def paintEvent(self, event: QPaintEvent) -> None:
        card = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        with painting(self) as painter:
            draw_shadow(painter, card, SHADOW - SHADOW_SHIFT)
            fill_rounded(painter, card, tokens_of(self).control, 10)


class FloatingBar(FloatingCard):
    """A card that lies at the bottom in the middle of the canvas."""

    def fit_into(self, width: int, height: int) -> None:
        """Take the place at the bottom of an area of this size."""
        raise NotImplementedError
