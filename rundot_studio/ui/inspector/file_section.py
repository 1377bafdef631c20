"""The picture's file: where it is, to show it there, and to open it in another program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.theme import GAP

OPEN_SHORTCUT = "Ctrl+Shift+O"


class FileSection(QWidget):
    """``show_folder`` and ``open_in`` are buttons that their owner connects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Label(colour="secondary", wrap=True, tabular=True)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.show_folder = Button(self.tr("Show in folder"), icon="folder", small=True)
        describe(self.show_folder, self.tr("Show in folder"), self.tr("Show the file in the file manager"))
        self.open_in = Button(self.tr("Open in …"), icon="open-in", small=True)
        tip = self.tr("Change it in another program; each save comes back as a child")
        describe(self.open_in, self.tr("Open in another program"), tip, OPEN_SHORTCUT)
        buttons = QWidget()
        row = FlowLayout(buttons, gap=4)
        row.addWidget(self.open_in)
        row.addWidget(self.show_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._path)
        column.addWidget(buttons)

    def show_file(self, picture: Picture) -> None:
        self._path.setText(picture.path.rpartition("/")[2])
        self._path.setToolTip(picture.path)
