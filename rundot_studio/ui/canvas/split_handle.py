"""The handle between before and after: a slider to the keyboard and to screen readers, painted as a round knob."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget

from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_ring, fill_rounded, painting
from rundot_studio.ui.controls.theme import tokens_of

KNOB = 28
SIZE = KNOB + 12
STEPS = 1000
_STEP = 50
_PAGE = 200


class SplitHandle(QSlider):
    """Its value is the share of the picture left of it, in thousandths. The mouse is left to what lies below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, STEPS)
        self.setValue(STEPS // 2)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setFixedSize(SIZE, SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Before and after"))
        self.setAccessibleDescription(self.tr("How much of the picture shows what it was made from"))
        self.hide()

    @property
    def share(self) -> float:
        return self.value() / STEPS

    def set_share(self, share: float) -> None:
        self.setValue(round(min(max(share, 0.0), 1.0) * STEPS))

    def step(self, *, right: bool) -> None:
        self.setValue(self.value() + (_STEP if right else -_STEP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            fine = _STEP // 10
            self.setValue(self.value() + (fine if event.key() == Qt.Key.Key_Right else -fine))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        inset = (SIZE - KNOB) / 2
        knob = QRectF(inset, inset, KNOB, KNOB)
        fill_rounded(painter, knob.adjusted(-2, -1, 2, 3), QColor(0, 0, 0, 50), 16)
        fill_rounded(painter, knob, "#ffffff", KNOB / 2)
        if self.hasFocus():
            draw_ring(painter, knob.adjusted(-4, -4, 4, 4), tokens_of(self).accent, KNOB / 2 + 4)
        draw_icon(painter, "split", "#1c1c1c", knob.x() + 5, knob.y() + 5, 18)
