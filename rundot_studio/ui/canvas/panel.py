"""The canvas with what floats over it: the zoom controls at the top, the tool bar at the bottom."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.chips import Chip
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

from .canvas import Canvas
from .tool_bar import ToolBar


class CanvasPanel(QWidget):
    """Keeps the floating parts in place, and shows only those that can do something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(self)
        self.tools = ToolBar(self)
        self._zoom_row = QWidget(self)
        self.percent = Chip("100 %")
        self.percent.setToolTip(self.tr("Zoom: turn the wheel over the picture"))
        self.fit = self._control(self.tr("Fit"), self.tr("Fit"), self.tr("Show the whole picture"), "0")
        self.one_to_one = self._control("1:1", "1:1", self.tr("One screen pixel for each pixel"), "1")
        self.sharp = self._control("", self.tr("Square pixels"), self.tr("Enlarged pixels stay square"), "", "pixels")
        self.sharp.setCheckable(True)
        self.sharp.setChecked(True)
        self.compare = self._control(
            "", self.tr("Compare"), self.tr("Compare with what it was made from"), "", "compare"
        )
        self.compare.setCheckable(True)
        self.compare.setChecked(True)
        row = QHBoxLayout(self._zoom_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        for control in (self.compare, self.sharp, self.percent, self.fit, self.one_to_one):
            row.addWidget(control)
        self.canvas.zoom_changed.connect(self._show_zoom)
        self.fit.clicked.connect(self.canvas.fit)
        self.one_to_one.clicked.connect(lambda: self.canvas.zoom_to(1.0))
        self.sharp.toggled.connect(self.canvas.set_sharp)
        self.compare.toggled.connect(self.canvas.set_comparing)
        self.refresh()

    def _control(self, words: str, name: str, tip: str, shortcut: str, icon: str = "") -> Button:
        # What is switched on and off here is a way of looking, not a choice: it gets no accent.
        button = Button(words, icon=icon, kind=ButtonKind.QUIET if icon else ButtonKind.CONTROL, small=True)
        describe(button, name, tip, shortcut)
        return button

    def refresh(self) -> None:
        """Show the controls that the picture on the canvas gives a use."""
        self._zoom_row.setVisible(self.canvas.has_picture)
        self.tools.setVisible(self.canvas.has_picture)
        self.compare.setVisible(self.canvas.can_compare)
        self._place()

    def _show_zoom(self, percent: int) -> None:
        self.percent.set_text(f"{percent} %")
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self._place()

    def _place(self) -> None:
        self._zoom_row.adjustSize()
        self._zoom_row.move(self.width() - self._zoom_row.width() - GAP - GAP_SMALL, GAP + GAP_SMALL)
        self.canvas.reserved = QRectF(self._zoom_row.geometry())
        self.tools.fit_into(self.width(), self.height())
        for floating in (self._zoom_row, self.tools):
            floating.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
            floating.raise_()
