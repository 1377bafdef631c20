"""What stands in the inspector's place before anything can be chosen, from the first paint on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE

MARGINS = (GAP_LARGE, GAP, GAP_LARGE, GAP_LARGE)
"""Of the inspector's column: left, top, right, bottom."""


def nothing_chosen() -> Label:
    return Label(
        QCoreApplication.translate(
            "Inspector", "Choose a picture to see how it was made, and to use its recipe again."
        ),
        wrap=True,
    )


class InspectorStart(QWidget):
    """The inspector itself follows when it is first asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.addWidget(nothing_chosen())
        column.addStretch(1)
