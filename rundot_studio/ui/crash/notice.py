"""A line under the top bar: the last run ended badly. It waits until it is read or put away."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.program.notice_bar import NoticeBar


class CrashNotice(NoticeBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_button = Button(self.tr("Show the report"), kind=ButtonKind.LINK)
        describe(self.show_button, self.show_button.text(), self.tr("It is on this machine only"))
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, self.show_button)
