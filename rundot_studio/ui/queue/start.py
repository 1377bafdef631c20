"""What stands in the queue's place while nothing can be in it, from the first paint on."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE


def queue_heading() -> Label:
    return heading(QCoreApplication.translate("QueueHead", "Queue"))


def nothing_runs() -> Label:
    return Label(
        QCoreApplication.translate("QueueList", "Nothing is running. Finished pictures go straight to the gallery."),
        wrap=True,
    )


class QueueStart(QWidget):
    """The queue itself follows when it is first asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP_LARGE)
        column.setSpacing(GAP)
        column.addWidget(queue_heading())
        column.addWidget(nothing_runs())
        column.addStretch(1)
