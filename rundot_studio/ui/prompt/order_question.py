"""A question above the Generate button, in place of a dialog: send it, or change it first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.painting import draw_ring, fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, tokens_of


class OrderQuestion(QWidget):
    """``answered`` tells whether to send. Escape is a no."""

    answered = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._words = Label(colour="text", wrap=True)
        self.send = Button(self.tr("Send"), small=True)
        describe(self.send, self.tr("Send"), self.tr("Send it all the same"))
        self.change = Button(kind=ButtonKind.QUIET, small=True)
        self.offer_change()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.send)
        row.addWidget(self.change)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(GAP)
        column.addWidget(self._words)
        column.addLayout(row)
        self.send.clicked.connect(lambda: self.answered.emit(True))
        self.change.clicked.connect(lambda: self.answered.emit(False))
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def offer_change(self) -> None:
        """The other answer is to change the batch."""
        self._name_change(self.tr("Change"), self.tr("Do not send it; change the batch"))

    def offer_refusal(self) -> None:
        """The other answer is a no, where changing would not help."""
        self._name_change(self.tr("Don't send"), self.tr("Do not send it"))

    def _name_change(self, name: str, tip: str) -> None:
        self.change.setText(name)
        describe(self.change, name, tip, "Esc")
        self.change.updateGeometry()

    def put(self, words: str, on: Button | None = None) -> None:
        """Show the question, with the keyboard on one answer: the one that sends, unless told."""
        self._words.setText(words)
        self.show()
        (on or self.send).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.answered.emit(False)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.control)
            draw_ring(painter, self.rect(), tokens.amber)
