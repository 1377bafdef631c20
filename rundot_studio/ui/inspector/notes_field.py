"""Several lines of notes that keep themselves: after a pause, when the keyboard goes elsewhere, at the end."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import FieldFrame
from rundot_studio.ui.controls.scroll_bar import SlimScrollBar
from rundot_studio.ui.controls.theme import GAP, SMALL_PX, sized
from rundot_studio.ui.controls.viewport import see_through_text

PAUSE_MS = 800
LINES_LEAST = 2
LINES_MOST = 8
MOST_LETTERS = 20_000


class _NotesText(QPlainTextEdit):
    """Escape gives the keyboard back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NotesField(FieldFrame):
    """``written`` brings the text whenever it should be kept; ``left`` that the keyboard goes elsewhere."""

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = _NotesText()
        super().__init__(self.edit, parent=parent)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(10, 7, GAP - 2, 7)
        edit = self.edit
        edit.setFrameShape(QFrame.Shape.NoFrame)
        edit.setTabChangesFocus(True)
        edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        edit.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical, edit))
        see_through_text(edit)
        edit.document().setDocumentMargin(0)
        edit.setFont(sized(edit.font(), SMALL_PX))
        edit.setPlaceholderText(self.tr("Write a note"))
        describe(edit, self.tr("Notes"), self.tr("Kept by itself; found by the search"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._kept = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        edit.textChanged.connect(self._changed)
        edit.left.connect(self._give_back)
        self._grow()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    @property
    def busy(self) -> bool:
        """Whether somebody is writing: then nobody else may replace the text."""
        return self.edit.hasFocus() or self.unkept

    @property
    def unkept(self) -> bool:
        """Whether something was written that nobody was told of yet."""
        return self.text.strip() != self._kept.strip()

    def show_notes(self, text: str) -> None:
        """What is kept. What was written before must be told by then: see :meth:`keep`."""
        self._pause.stop()
        self._kept = text
        if text != self.text:
            self.edit.setPlainText(text)
            self._pause.stop()

    def keep(self) -> None:
        """Tell what was written, if anything was."""
        self._pause.stop()
        if self.unkept:
            self._kept = self.text
            self.written.emit(self.text)

    def _changed(self) -> None:
        if len(self.text) > MOST_LETTERS:
            self.edit.setPlainText(self.text[:MOST_LETTERS])  # a paste of megabytes is no note
        self._pause.start()
        self._grow()

    def _give_back(self) -> None:
        self.edit.clearFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.keep()
            self.left.emit()
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        line = self.edit.fontMetrics().lineSpacing()
        lines = int(self.edit.document().size().height())
        self.setFixedHeight(min(max(lines, LINES_LEAST), LINES_MOST) * line + 16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())
