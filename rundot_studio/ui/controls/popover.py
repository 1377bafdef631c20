"""A popover: a raised card over the window that goes with Escape or a click beside it. Never modal."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from .columns import ScrollColumn
from .painting import fill_rounded, painting
from .plain_keys import is_plain_override
from .theme import GAP_SMALL, tokens_of

SHADOW_SHIFT = 3


class Popover(QWidget):
    """Covers its window with nothing but the card, so that a click anywhere else closes it.

    Tab stays within the card. A card that is higher than the window scrolls.
    """

    closed = Signal()
    SHADOW = 12
    GROUND = "control"
    """The token of the card's colour."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._anchor: QWidget | None = None
        self._width = 0
        self._focus_before: QWidget | None = None
        self.card = QWidget()
        self.rows = QVBoxLayout(self.card)
        self.rows.setContentsMargins(GAP_SMALL, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        self.rows.setSpacing(2)
        self._frame = ScrollColumn(self.card, self)
        self.hide()

    @property
    def place(self) -> QRect:
        """Where the card is, in the window."""
        return self._frame.geometry()

    def open_below(self, anchor: QWidget, width: int) -> None:
        """Show the card under ``anchor``, or above it where there is more room; always within the window."""
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self._anchor = anchor
        self._width = width
        self.setGeometry(self._window.rect())
        self.arrange()
        self.show()
        self.raise_()

    def arrange(self) -> None:
        """Fit the card to what is in it now."""
        if self._anchor is None:
            return
        window = self._window
        _settle(self.card)
        layout = self.card.layout()
        assert layout is not None
        wanted = (
            layout.totalHeightForWidth(self._width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        )
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + GAP_SMALL))
        room_below = window.height() - corner.y() - 2 * GAP_SMALL
        foot = self._anchor.mapTo(window, QPoint(0, 0)).y() - GAP_SMALL
        room_above = foot - 2 * GAP_SMALL
        height = min(wanted, room_below)
        if wanted > room_below and room_above > room_below:
            height = min(wanted, room_above)
            corner.setY(foot - height)
        x = min(corner.x(), window.width() - self._width - 2 * GAP_SMALL)
        self._frame.setGeometry(QRect(max(2 * GAP_SMALL, x), corner.y(), self._width, height))
        self.update()

    def dismiss(self) -> None:
        if self.isVisible():
            self.hide()
            self._give_focus_back()
            self.closed.emit()

    def _give_focus_back(self) -> None:
        """Qt would leave the keyboard with what is hidden now; whoever hears ``closed`` may give it to another one."""
        before, self._focus_before = self._focus_before, None
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus.clearFocus()

    def event(self, event: QEvent) -> bool:
        """Single keys are shortcuts of the window behind, which is not to change unseen."""
        if is_plain_override(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks round the card; the window behind it is out of reach until it is closed."""
        found = next_in_card(self.card, forward)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            self._frame.ensureWidgetVisible(found)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.place.contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        card = QRectF(self.place)
        with painting(self) as painter:
            draw_shadow(painter, card, self.SHADOW)
            fill_rounded(painter, card.adjusted(-1, -1, 1, 1), tokens.handle, 9)
            fill_rounded(painter, card, getattr(tokens, self.GROUND))


def _settle(widget: QWidget) -> None:
    """Have all layouts below know their sizes now: Qt tells each level's change to the next one only with an event."""
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _settle(child)
    layout = widget.layout()
    if layout is not None:
        layout.activate()


def next_in_card(card: QWidget, forward: bool) -> QWidget | None:
    """The control within ``card`` that Tab leads to from where the focus is; None where there is no other."""
    start = QApplication.focusWidget()
    if start is None or not card.isAncestorOf(start):
        start = card
    step = start
    while True:
        found = step.nextInFocusChain() if forward else step.previousInFocusChain()
        if found is None or found is start:
            return None
        step = found
        if card.isAncestorOf(found) and _takes_tab(found):
            return found


def _takes_tab(widget: QWidget) -> bool:
    tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabs) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def draw_shadow(painter: QPainter, card: QRectF, reach: int) -> None:
    """A soft shadow a little below the card: widening rounded rectangles that add up to a fall-off.

    It ends ``reach`` pixels beside and above the card, and as much again as it is shifted below.
    """
    shade = QColor(0, 0, 0, 3)
    for step in range(reach, 0, -1):
        fill_rounded(painter, card.adjusted(-step, SHADOW_SHIFT - step, step, SHADOW_SHIFT + step), shade, 8 + step)
