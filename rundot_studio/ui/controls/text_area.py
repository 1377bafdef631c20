"""A field of several lines of plain text, in the same frame as the one-line fields."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from .fields import FieldFrame
from .scroll_bar import SlimScrollBar
from .theme import GAP
from .viewport import see_through_text


class TextArea(FieldFrame):
    """``changed`` tells that something was typed. Tab leads to the next control."""

    changed = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(self.edit, parent=parent)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(12, GAP, 6, GAP)
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical, self.edit))
        see_through_text(self.edit)
        self.edit.document().setDocumentMargin(0)
        self.edit.textChanged.connect(self.changed)

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        if text != self.text:
            self.edit.setPlainText(text)
