"""The licences of everything the program is made of: the parts in a list, the chosen one's text beside it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.list_row import ListRow
from rundot_studio.ui.controls.scroll_bar import OverlayScrollBar
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, SMALL_PX, scaled
from rundot_studio.ui.session.errands import Errands

if TYPE_CHECKING:
    from rundot_studio.studio.licences import Licence

LIST_WIDTH = 320


class LicencesSheet(Sheet):
    """The texts are read on a thread when the sheet is first opened: a bundle brings a megabyte of them."""

    def __init__(self, window: QWidget, errands: Errands) -> None:
        super().__init__(window, "", width=1000, height=640)
        self._errands = errands
        self._licences: list[Licence] = []
        self.rows: list[ListRow] = []
        self.heading.setText(self.tr("Licences"))
        self.setAccessibleName(self.heading.text())
        self._list = ScrollColumn(QWidget())
        self._list.setFixedWidth(LIST_WIDTH)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        font = self.text.font()
        font.setPixelSize(scaled(SMALL_PX))
        self.text.setFont(font)
        self.text.document().setDocumentMargin(GAP_LARGE)
        describe(self.text, self.tr("Licence"), self.tr("The text of the chosen part's licence"))
        self._bar = OverlayScrollBar(self.text)
        beside = QHBoxLayout()
        beside.setContentsMargins(GAP, 0, GAP_LARGE, GAP_LARGE)
        beside.setSpacing(GAP)
        beside.addWidget(self._list)
        beside.addWidget(HairLine(upright=True))
        beside.addWidget(self.text, 1)
        self.body.addLayout(beside)

    def open_licences(self) -> None:
        self.open()
        if not self._licences:
            import asyncio

            from rundot_studio.studio.licences import licences

            self._errands.run(asyncio.to_thread(licences), self._show, self._tell)

    def _show(self, found: "list[Licence]") -> None:
        self._licences = found
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(0)
        for place, licence in enumerate(found):
            row = ListRow(licence.name)
            row.clicked.connect(partial(self._choose, place))
            self.rows.append(row)
            column.addWidget(row)
        column.addStretch(1)
        self._list.setWidget(content)
        content.setAutoFillBackground(False)
        self._choose(0)
        if self.isVisible():
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, problem: StudioError) -> None:
        self.text.setPlainText(problem.message)

    def _choose(self, place: int, _checked: bool = True) -> None:
        for other, row in enumerate(self.rows):
            row.setChecked(other == place)
        licence = self._licences[place]
        head = f"{licence.name} {licence.version}\n{licence.licence}".strip()
        text = licence.text or self.tr("This part comes without a text; its short name says which licence it is.")
        self.text.setPlainText(f"{head}\n\n{text}")
