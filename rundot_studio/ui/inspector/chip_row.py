"""A row of chips that begins new lines, with the button that adds one at its end."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.flow_layout import FlowLayout

from .mark_chips import AddChip, MarkChip


class ChipRow(QWidget):
    """Chips are made anew with each change; the keyboard stays at its place among them."""

    def __init__(self, add: AddChip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = add
        self.chips: list[MarkChip] = []
        self._row = FlowLayout(self, gap=4)
        self._row.addWidget(add)

    def show_chips(self, chips: Sequence[MarkChip]) -> None:
        place = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        while self._row.takeAt(0) is not None:
            pass
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = list(chips)
        for widget in (*chips, self.add):
            self._row.addWidget(widget)
            widget.show()
        if place is not None:
            (chips[min(place, len(chips) - 1)] if chips else self.add).setFocus()
        before: QWidget | None = None
        for widget in (*chips, self.add):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        self._row.invalidate()
        self._row.update()
        self.updateGeometry()

    def put_at_end(self, widget: QWidget) -> None:
        """In place of the button that adds: the field for a new one."""
        self._row.addWidget(widget)
