"""The middle of the sheet: the pages as they will be, one picture to set its pivot, or the animations."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

from .frame_panel import FramePanel
from .page_view import PageView
from .play_view import PlayView
from .shown import Shown


class Stage(QWidget):
    """``chosen`` tells the key of the picture whose frame was pressed on a page; ``turned`` which view is seen."""

    chosen = Signal(str)
    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self.pages = PageView()
        self.frame = FramePanel()
        self.play = PlayView()
        self.views = Segment(
            self.tr("Preview"),
            (
                ("sheet", self.tr("Sheet"), self.tr("The pages as they will be")),
                ("frame", self.tr("Picture"), self.tr("Pivot and borders of one picture")),
                ("play", self.tr("Animation"), self.tr("The animations, playing")),
            ),
        )
        self.views.chosen.connect(self._turn)
        self.told = Label(colour="secondary", tabular=True)
        self.told.setMinimumWidth(1)
        self.before = self._arrow("chevron-left", self.tr("Page before"), -1)
        self.after = self._arrow("chevron-right", self.tr("Next page"), 1)
        self.fit = Button(self.tr("Fit"), kind=ButtonKind.QUIET, small=True)
        describe(self.fit, self.tr("Fit"), self.tr("The whole page"), "0")
        self.fit.clicked.connect(self.pages.fit)
        self._stack = QStackedWidget()
        self._places = {"sheet": self.pages, "frame": self.frame, "play": self.play}
        for part in self._places.values():
            self._stack.addWidget(part)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        bar.setSpacing(GAP_SMALL)
        bar.addWidget(self.views)
        bar.addSpacing(GAP)
        bar.addWidget(self.told, 1)
        for button in (self.before, self.after, self.fit):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        self.pages.chosen.connect(self.chosen)
        self.pages.paged.connect(self._tell)

    def show_sheet(self, shown: Shown | None) -> None:
        self._shown = shown
        self.pages.show_sheet(shown)
        self.play.show_sheet(shown)
        words = self.tr("Sheet") if shown is None or shown.as_sheet else self.tr("Pictures")
        self.views.set_words("sheet", words)
        self._tell()

    @property
    def view(self) -> str:
        """``sheet``, ``frame`` or ``play``."""
        return self.views.value

    def _turn(self, name: str) -> None:
        self._stack.setCurrentWidget(self._places[name])
        self._tell()
        self.turned.emit(name)

    def _arrow(self, icon: str, name: str, by: int) -> Button:
        button = Button(icon=icon, kind=ButtonKind.QUIET, small=True)
        describe(button, name)
        button.clicked.connect(lambda: self.pages.show_page(self.pages.page + by))
        return button

    def _tell(self) -> None:
        on_pages = self.view == "sheet"
        pages, page = self.pages.page_count, self.pages.page
        for arrow in (self.before, self.after):
            arrow.setVisible(on_pages and pages > 1)
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < pages)
        self.fit.setVisible(on_pages and pages > 0)
        words = ""
        if on_pages and self._shown is not None and pages:
            size = self._shown.pages[page].size
            parts = [f"{size.width()} × {size.height()}", f"{round(self.pages.zoom * 100)} %"]
            if pages > 1:
                parts.insert(0, self.tr("Page {0} of {1}").format(page + 1, pages))
            words = " · ".join(parts) if self._shown.as_sheet else parts[-1]
        self.told.setText(words)
