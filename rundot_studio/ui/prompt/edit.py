"""The prompt: grows with its text, walks its history with Alt+Up and Alt+Down."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from rundot_studio.ui.controls.fields import FieldFrame
from rundot_studio.ui.controls.scroll_bar import SlimScrollBar
from rundot_studio.ui.controls.theme import GAP
from rundot_studio.ui.controls.viewport import see_through_text
from rundot_studio.ui.references.given import are_pictures

LINE_PX = 20
MOST_LETTERS = 100_000
"""That a paste may bring the prompt to. No model reads as much, and laying out more would stop the window."""
MOST_REMEMBERED = 200
MOST_REMEMBERED_LETTERS = 4000
"""Longer prompts are in the history until the window closes, but not kept over a restart."""


class PromptText(QTextEdit):
    """The editor inside the frame. ``shortened`` tells how many letters of a paste had no room, ``pictures_given``
    carries pictures that were pasted or dropped here, where they can't stand."""

    older = Signal()
    newer = Signal()
    shortened = Signal(int)
    pictures_given = Signal(QMimeData)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical, self))
        self.setAcceptRichText(False)
        see_through_text(self)
        self.document().setDocumentMargin(0)
        self._space_lines()

    def _space_lines(self) -> None:
        """Air between the lines; new paragraphs take it over from the first. No step of the undo history."""
        self.document().setUndoRedoEnabled(False)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.textCursor().mergeBlockFormat(spacing)
        self.document().setUndoRedoEnabled(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return are_pictures(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain words, as many as there is room for."""
        if are_pictures(source):
            self.pictures_given.emit(source)
            return
        text = source.text()
        room = MOST_LETTERS - self.document().characterCount() + len(self.textCursor().selectedText()) + 1
        if len(text) <= room:
            super().insertFromMimeData(source)
            return
        self.textCursor().insertText(text[: max(0, room)])
        self.ensureCursorVisible()
        self.shortened.emit(len(text) - max(0, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            if event.key() == Qt.Key.Key_Up:
                self.older.emit()
                return
            if event.key() == Qt.Key.Key_Down:
                self.newer.emit()
                return
        super().keyPressEvent(event)


class PromptEdit(FieldFrame):
    """Several lines, between ``LINES_LEAST`` and ``LINES_MOST`` high."""

    LINES_LEAST = 4
    LINES_LEAST_DENSE = 2
    LINES_MOST = 9
    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = PromptText()
        super().__init__(self.edit, parent=parent)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(12, 10, GAP - 2, 10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._least = self.LINES_LEAST
        self._history: list[str] = []
        self._place: int | None = None
        self._draft = ""
        self.edit.textChanged.connect(self._text_changed)
        self.edit.older.connect(self._show_older)
        self.edit.newer.connect(self._show_newer)
        self._grow()

    @property
    def text(self) -> str:
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Replace the words; Ctrl+Z brings the old ones back."""
        cursor = self.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.edit.setTextCursor(cursor)

    def start_with(self, text: str) -> None:
        """Words from an earlier run: no step of the undo history, and the cursor behind them."""
        document = self.edit.document()
        document.setUndoRedoEnabled(False)
        self.set_text(text)
        document.setUndoRedoEnabled(True)

    def set_dense(self, dense: bool) -> None:
        """Fewer empty lines, for a short window."""
        self._least = self.LINES_LEAST_DENSE if dense else self.LINES_LEAST
        self._grow()

    def remember(self, prompt: str) -> None:
        """Put a sent prompt at the end of the history, once."""
        if prompt in self._history:
            self._history.remove(prompt)
        self._history.append(prompt)
        del self._history[:-MOST_REMEMBERED]
        self._place = None

    @property
    def history(self) -> list[str]:
        """What is kept over a restart, oldest first."""
        return [prompt for prompt in self._history if len(prompt) <= MOST_REMEMBERED_LETTERS]

    def set_history(self, prompts: Sequence[str]) -> None:
        """What an earlier run sent, oldest first."""
        self._history = []
        for prompt in prompts:
            self.remember(prompt)

    def _show_older(self) -> None:
        if not self._history:
            return
        if self._place is None:
            self._draft = self.text
            # What was just sent is still in the field: the first step back goes past it.
            self._place = len(self._history)
            if self._draft == self._history[-1]:
                self._place -= 1
        self._place = max(0, self._place - 1)
        self.set_text(self._history[self._place])

    def _show_newer(self) -> None:
        if self._place is None:
            return
        self._place += 1
        if self._place < len(self._history):
            self.set_text(self._history[self._place])
        else:
            self._place = None
            self.set_text(self._draft)

    def _text_changed(self) -> None:
        self._grow()
        self.changed.emit(self.text)

    def _grow(self) -> None:
        lines = round(self.edit.document().size().height() / LINE_PX)
        self.setFixedHeight(min(max(lines, self._least), self.LINES_MOST) * LINE_PX + 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())
