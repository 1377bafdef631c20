"""About the program: its version, where its things are, and what it is made of with versions and licences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX


class AboutSheet(Sheet):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Rundot Studio", width=720, height=600)
        self.setAccessibleName(self.tr("About Rundot Studio"))
        self._scroll = ScrollColumn(QWidget())
        self.body.addWidget(self._scroll)
        self.copy = Button(self.tr("Copy"), small=True)
        describe(self.copy, self.tr("Copy versions"), self.tr("The versions, to send to somebody who helps"))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText("\n".join(self._lines)))
        self.head.addWidget(self.copy)
        self.licences = Button(self.tr("Licences"), small=True)
        describe(self.licences, self.licences.text(), self.tr("The licence of each part, in full"))
        self.head.addWidget(self.licences)
        self._lines: list[str] = []

    def open_about(self, library: str) -> None:
        """``library`` is the folder of the library that is open, or empty."""
        from rundot_studio.studio.about import own_version, parts_with_licences
        from rundot_studio.studio.log_file import log_folder

        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(GAP_LARGE + GAP, 0, GAP_LARGE + GAP, GAP_LARGE)
        grid.setHorizontalSpacing(GAP_LARGE)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        facts = [
            (self.tr("Version"), own_version()),
            (self.tr("Library"), library or self.tr("none is open")),
            (self.tr("Log"), str(log_folder())),
        ]
        for row, (name, value) in enumerate(facts):
            grid.addWidget(Label(name), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(value, colour="text", pixels=TEXT_PX, wrap=True), row, 1, 1, 2)
        row = len(facts)
        words = self.tr("Under the MIT licence. Nothing is sent anywhere but to the connection you chose.")
        grid.addWidget(Label(words, colour="secondary", wrap=True), row, 0, 1, 3)
        grid.addWidget(HairLine(), row + 1, 0, 1, 3)
        grid.addWidget(heading(self.tr("Made with")), row + 2, 0, 1, 3)
        parts = parts_with_licences()
        for place, part in enumerate(parts, row + 3):
            grid.addWidget(Label(part.name, colour="text", pixels=TEXT_PX), place, 0)
            grid.addWidget(Label(part.version, tabular=True), place, 1)
            grid.addWidget(Label(part.licence, wrap=True), place, 2)
        self._lines = [f"{name}: {value}" for name, value in facts]
        self._lines += [f"{part.name} {part.version}" for part in parts]
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self.open()
