"""A small bar in an upper corner of the canvas: what changes how a picture is seen, and nothing in it."""

from collections.abc import Sequence

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.theme import tokens_of

INSET = 2


class CornerBar(QWidget):
    """Stays readable on any picture, as it has a ground of its own."""

    def __init__(self, name: str, controls: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._controls = controls
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, INSET, INSET, INSET)
        row.setSpacing(INSET)
        for control in controls:
            row.addWidget(control)

    def settle(self, *, shown: bool) -> None:
        """Take the size of what is in it; hidden where that is nothing."""
        self.setVisible(shown and any(not control.isHidden() for control in self._controls))
        self.adjustSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens_of(self).control)
