"""The dialog over the window: calm, never modal, and never in the way of what is being typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.sheet import Sheet

from .content import CrashContent
from .telling import Telling

WIDTH = 600


class CrashSheet(Sheet):
    """As high as its words. A press beside it does not close it: it came unasked, and may be met by chance."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=WIDTH, height=0)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.content = CrashContent()
        self.body.addLayout(self.content)
        self.content.grown.connect(self._fit)
        self.content.left.connect(self.dismiss)

    def tell(self, telling: Telling) -> None:
        """Show it, opening the sheet where it is closed.

        The keyboard comes to the sheet and to none of its buttons: a space that was on its way into the prompt
        must not answer.
        """
        if self.heading.text() != telling.heading:
            self.heading.setText(telling.heading)
            self.setAccessibleName(telling.heading)
        self.setAccessibleDescription(telling.words)
        if not self.isVisible():
            self.content.start_over()
        self.content.tell(telling)
        if not self.isVisible():
            self.open(self)

    def _fit(self) -> None:
        layout = self.card.layout()
        assert layout is not None
        width = min(WIDTH, self._window.width())
        self._wanted = (WIDTH, layout.totalHeightForWidth(width))
        self._arrange()
        self.update()  # its shadow goes with it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
