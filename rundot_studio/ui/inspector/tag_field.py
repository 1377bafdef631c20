"""The field for a new tag, with the tags that there are to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QListView, QWidget

from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import LineField

WIDTH = 170
MOST_LETTERS = 400
"""Of several tags with commas between."""


class TagField(LineField):
    """``given`` tells the tags that were written, ``done`` that the field can go: Escape, or the keyboard went on."""

    given = Signal(object)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("New tag"), parent=parent)
        self.setFixedSize(WIDTH, 28)
        self.edit.setMaxLength(MOST_LETTERS)
        describe(self.edit, self.tr("New tag"), self.tr("Return adds it; commas part several"))
        self._known = QStringListModel(self)
        self.completer = QCompleter(self._known, self)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._popup = QListView()
        self._popup.setFrameShape(QFrame.Shape.NoFrame)
        self._popup.setAccessibleName(self.tr("Tags"))
        self.completer.setPopup(self._popup)
        self.edit.setCompleter(self.completer)
        self.completer.activated.connect(self._take)
        self.edit.returnPressed.connect(lambda: self._take(self.text))
        self.edit.editingFinished.connect(self._left)
        self.left.connect(self.done)

    def show_known(self, tags: Sequence[str]) -> None:
        """Those of the library, without the ones that are there already."""
        self._known.setStringList(list(tags))

    def _take(self, words: str) -> None:
        tags = [tag for part in words.split(",") if (tag := " ".join(part.split()))]
        self.set_text("")
        if tags:
            self.given.emit(tags)

    def _left(self) -> None:
        """A tag that was written is kept when the keyboard goes elsewhere; Return leaves the field open for more."""
        if not self.edit.hasFocus() and not self._popup.isVisible():
            self._take(self.text)
            self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            return  # told by the editor already
        super().keyPressEvent(event)
