"""What the tour lays over the window without being in anybody's way: presses go through to what lies below."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.painting import draw_ring, painting
from rundot_studio.ui.controls.popover import SHADOW_SHIFT, draw_shadow
from rundot_studio.ui.controls.theme import RADIUS, tokens_of

from .placing import Placement, Side

RING_GAP = 7
"""Pixels between the part and the ring round it."""
GLOW = 9
"""How far the ring's glow reaches."""
GLOW_ALPHA = 9
SHADOW = 14
BEAK = 8
"""How far the beak sticks out of the card, and half of how wide it is."""
CARD_RADIUS = 10


class _Seen(QWidget):
    """Is seen, and nothing else."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()


class Ring(_Seen):
    """A line round the part that is spoken of, with a soft glow."""

    def surround(self, part: QRect) -> None:
        """``part`` in the coordinates of the ring's window."""
        reach = RING_GAP + GLOW
        self.setGeometry(part.adjusted(-reach, -reach, reach, reach))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        line = QRectF(self.rect()).adjusted(GLOW, GLOW, -GLOW, -GLOW)
        radius = RADIUS + RING_GAP - 2
        glow = QColor(tokens.accent)
        glow.setAlpha(GLOW_ALPHA)
        with painting(self) as painter:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for reach in range(1, GLOW):  # strokes of growing width add up to a fall-off
                painter.setPen(QPen(glow, 2 * reach))
                painter.drawRoundedRect(line, radius, radius)
            draw_ring(painter, line, tokens.accent, radius)


class CardGround(_Seen):
    """The shadow of the card, its edge and its beak. The card itself lies over it and takes the presses."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._placement = Placement(QRect())

    def lie_under(self, placement: Placement) -> None:
        self._placement = placement
        reach = SHADOW + SHADOW_SHIFT
        self.setGeometry(placement.card.adjusted(-reach, -reach, reach, reach))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        card = QRectF(self._placement.card.translated(-self.pos()))
        shape = QPainterPath()
        shape.addRoundedRect(card, CARD_RADIUS, CARD_RADIUS)
        if self._placement.beak is not None and self._placement.side is not None:
            shape = shape.united(_beak(QPointF(self._placement.beak - self.pos()), self._placement.side))
        with painting(self) as painter:
            draw_shadow(painter, card, SHADOW)
            painter.setPen(QPen(QColor(tokens.handle), 2))
            painter.setBrush(QColor(tokens.panel))
            painter.drawPath(shape)


def _beak(at: QPointF, side: Side) -> QPainterPath:
    """``at`` is where it grows out of the card's edge."""
    out = {Side.RIGHT: (-1, 0), Side.LEFT: (1, 0), Side.BELOW: (0, -1), Side.ABOVE: (0, 1)}[side]
    tip = at + QPointF(*out) * BEAK
    along = QPointF(out[1], out[0]) * BEAK
    inside = QPointF(*out) * -2
    path = QPainterPath(at + along + inside)
    path.lineTo(at + along)
    path.lineTo(tip)
    path.lineTo(at - along)
    path.lineTo(at - along + inside)
    path.closeSubpath()
    return path
