"""The small card of the add tile, where a connection takes more than files: an address or a file key can be typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.theme import GAP

WIDTH = 320


class ReferenceAdding(Popover):
    """``files_wanted`` asks for the file dialog; ``typed`` carries an address or a file key."""

    GROUND = "panel"
    files_wanted = Signal()
    typed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.files = Button(self.tr("From this computer …"), icon="picture")
        describe(self.files, self.tr("From this computer"), self.tr("Choose picture files"))
        self.field = LineField(self.tr("https://… or a file key"), icon="link")
        describe(
            self.field.edit,
            self.tr("Address or file key"),
            self.tr("The HTTPS address of a picture, or its key in the game's storage"),
        )
        self.add = Button(self.tr("Add"))
        describe(self.add, self.tr("Add"), self.tr("Add this address or key as a reference"))
        self.complaint = Label(colour="bad", wrap=True)
        self.complaint.hide()
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.field, 1)
        line.addWidget(self.add)
        column = QVBoxLayout()
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.files, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(line)
        column.addWidget(self.complaint)
        self.rows.addLayout(column)
        self.files.clicked.connect(self._want_files)
        self.add.clicked.connect(self._tell)
        self.field.edit.returnPressed.connect(self._tell)
        self.field.changed.connect(lambda _text: self.complain(""))
        self.closed.connect(lambda: self.field.set_text(""))

    def complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.field.set_broken(bool(words))
        self.arrange()

    def _want_files(self) -> None:
        self.dismiss()
        self.files_wanted.emit()

    def _tell(self) -> None:
        if self.field.text.strip():
            self.typed.emit(self.field.text.strip())
