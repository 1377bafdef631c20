"""Over the queue: how much there is, what an earlier run left, and what can be done with many at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, tokens_of

from .start import queue_heading


class LeftCard(QWidget):
    """What was waiting when the studio closed, with the two things to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Left from last time"))
        self.words = Label(colour="text", wrap=True)
        self.send = Button(self.tr("Send them"), small=True)
        describe(self.send, self.tr("Send all that were left"), self.tr("Order them now"))
        self.forget = Button(self.tr("Forget"), kind=ButtonKind.QUIET, small=True)
        describe(self.forget, self.tr("Forget all that were left"), self.tr("They were not sent and cost nothing"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.send)
        row.addWidget(self.forget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(GAP)
        column.addWidget(self.words)
        column.addLayout(row)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens_of(self).raised)


class QueueHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = Label(colour="secondary", tabular=True)
        self.summary.setMinimumWidth(1)  # many numbers must not make the column wider
        self.retry_all = Button(self.tr("Retry all"), kind=ButtonKind.LINK)
        describe(self.retry_all, self.tr("Retry all that failed"), self.tr("Send all again that another try may mend"))
        self.retry_all.hide()
        self.left = LeftCard()
        self.send_left = self.left.send
        self.forget_left = self.left.forget
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(queue_heading())
        row.addStretch(1)
        row.addWidget(self.summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.retry_all, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.left)

    def show_left(self, count: int) -> None:
        """How many wait for the artist's word; the card goes with the last of them."""
        words = self.tr("1 picture was waiting when the studio closed.")
        if count != 1:
            words = self.tr("{0} pictures were waiting when the studio closed.").format(counted(count))
        self.left.words.setText(words)
        self.left.setVisible(count > 0)

    def show_failed(self, count: int) -> None:
        """How many another try may mend; for one, its own row has the button."""
        self.retry_all.setVisible(count > 1)
