"""A sheet: a large card in the middle of the window with a heading. Escape or a press beside it closes it."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from .buttons import Button, ButtonKind
from .describe import describe
from .fields import Label
from .painting import fill_rounded, painting
from .plain_keys import is_plain_override
from .popover import draw_shadow, next_in_card
from .theme import GAP, GAP_LARGE, HEADING_PX, tokens_of

MARGIN = 32
"""Between the card and the window's edges, where the window is small."""


class Sheet(QWidget):
    """Lies over its window, which stays alive behind it. Put content into ``body``; ``head`` takes controls beside the
    heading. The keyboard stays in it, or in what lies over it, until it is closed; then it goes back to where it
    was."""

    closed = Signal()
    SHADOW = 18

    def __init__(self, window: QWidget, heading: str, *, width: int = 860, height: int = 640) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = (width, height)
        self._focus_before: QWidget | None = None
        self._focus_here: QWidget | None = None
        self._holding = QTimer(self)
        self._holding.setSingleShot(True)
        self._holding.setInterval(0)
        self._holding.timeout.connect(self._hold_focus)
        self.setAccessibleName(heading)
        self.card = QWidget(self)
        self.heading = Label(heading, colour="text", pixels=HEADING_PX, bold=True)
        self.close_button = Button(icon="close", kind=ButtonKind.QUIET)
        describe(self.close_button, self.tr("Close"), "", "Esc")
        self.close_button.clicked.connect(self.dismiss)
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP)
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_LARGE + GAP, GAP_LARGE, GAP_LARGE, GAP)
        bar.addLayout(self.head, 1)
        bar.addWidget(self.close_button)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(self.body, 1)
        self.hide()

    @property
    def place(self) -> QRect:
        """Where the card is, in the window."""
        return self.card.geometry()

    def open(self, focus: QWidget | None = None) -> None:
        """Show it, and put the cursor into ``focus``."""
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
            self._window.installEventFilter(self)
            _application().focusChanged.connect(self._focus_moved)
        self._arrange()
        self.show()
        self.raise_()
        (focus or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        if not self.isVisible():
            return
        self._window.removeEventFilter(self)
        _application().focusChanged.disconnect(self._focus_moved)
        self._holding.stop()
        self._focus_here = None
        self.hide()
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self._focus_here = new
        else:
            self._holding.start()

    def _hold_focus(self) -> None:
        """A shortcut has led behind it, or what had the keyboard is gone: take it back, so that Escape is heard."""
        focus = QApplication.focusWidget()
        if not self.isVisible() or not self._window.isActiveWindow() or (focus is not None and not self._covers(focus)):
            return
        here = self._focus_here
        if here is None or not isValid(here) or not here.isVisible() or not here.isEnabled():
            here = self.close_button
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _covers(self, widget: QWidget) -> bool:
        """Whether the widget lies behind the sheet: what is raised later comes later among the window's children."""
        step: QWidget | None = widget
        while step is not None and step.parentWidget() is not self._window:
            step = step.parentWidget()
        if step is None or step is self or step.isWindow():
            return False
        children = self._window.children()
        return children.index(step) < children.index(self)

    def event(self, event: QEvent) -> bool:
        """Single keys are shortcuts of the window behind, which is not to change unseen."""
        if is_plain_override(event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        room = self._window.rect()
        self.setGeometry(room)
        width = min(self._wanted[0], room.width() - 2 * MARGIN)
        height = min(self._wanted[1], room.height() - 2 * MARGIN)
        self.card.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the card."""
        found = next_in_card(self.card, forward)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.place.contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        card = QRectF(self.place)
        with painting(self) as painter:
            painter.save()
            painter.setOpacity(0.45)
            painter.fillRect(self.rect(), tokens.veil)
            painter.restore()
            draw_shadow(painter, card, self.SHADOW)
            fill_rounded(painter, card.adjusted(-1, -1, 1, 1), tokens.handle, 11)
            fill_rounded(painter, card, tokens.panel, 10)


def is_covered(window: QWidget) -> bool:
    """Whether a sheet lies over the window."""
    return bool(sheets_over(window))


def sheets_over(window: QWidget) -> list[Sheet]:
    """The sheets that are open over the window."""
    sheets = window.findChildren(Sheet, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [sheet for sheet in sheets if sheet.isVisible()]


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
