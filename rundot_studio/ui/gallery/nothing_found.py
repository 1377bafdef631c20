"""What the gallery says where no picture is as it was asked for, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.theme import GAP, TEXT_PX

if TYPE_CHECKING:
    from .filters import Filters


class NothingFound(QWidget):
    """Lies in the middle of ``area``, no larger than it must be: pictures can be dropped all round it."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self.words = Label(colour="faint", pixels=TEXT_PX)
        self.clear = Button(self.tr("Clear"), kind=ButtonKind.LINK)
        describe(self.clear, self.tr("Clear search and filters"), self.tr("Show all pictures again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (self.words, self.clear):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def show_for(self, filters: "Filters", count: int) -> None:
        """``count`` is how many rows there are; with nothing asked for there is nothing to clear either."""
        self.setVisible(count == 0 and bool(filters.text or filters.active))
        self.words.setText(
            self.tr("No picture has these words.") if filters.text else self.tr("No picture is like this.")
        )
        self.place()

    def place(self) -> None:
        """Keep in the middle when the area has another size."""
        area = self.parentWidget()
        assert area is not None
        self.adjustSize()
        self.move(area.rect().center() - self.rect().center())
