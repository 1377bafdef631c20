"""What is set for one picture as a sprite: pivot and nine-slice borders, by hand or by numbers."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.export.sheet import CENTRE, Borders, Point
from rundot_studio.export.spec import SpriteSettings
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import ToggleChip
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import CONTROL_HEIGHT, GAP, GAP_SMALL

from .frame_canvas import SIDES, FrameCanvas
from .option_rows import NumberField

PRESETS: dict[str, Point] = {"centre": CENTRE, "feet": (0.5, 1.0), "corner": (0.0, 0.0)}


class FramePanel(QWidget):
    """``edited`` tells (pivot, borders) of the picture that is shown; ``all_wanted`` the pivot for all of them."""

    edited = Signal(object, object)
    all_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = FrameCanvas()
        self.canvas.pivoted.connect(lambda _pivot: self._show_numbers())
        self.canvas.bordered.connect(lambda _borders: self._show_numbers())
        self.canvas.ended.connect(self._tell)
        self.presets = Segment(
            self.tr("Pivot"),
            (
                ("centre", self.tr("Centre"), ""),
                ("feet", self.tr("Feet"), self.tr("Middle of the lower edge")),
                ("corner", self.tr("Corner"), self.tr("Top left")),
                ("own", self.tr("Own"), self.tr("Where it is dragged to")),
            ),
        )
        self.presets.chosen.connect(self._preset_chosen)
        self.for_all = Button(self.tr("For all"), kind=ButtonKind.LINK)
        describe(self.for_all, self.tr("This pivot for all pictures"))
        self.for_all.clicked.connect(lambda: self.all_wanted.emit(self.canvas.pivot))
        self.slices = ToggleChip(self.tr("Nine-slice"))
        describe(self.slices, self.tr("Nine-slice borders"), self.tr("What lies inside is stretched, the rim is not"))
        self.slices.clicked.connect(self._slices_set)
        self.sides: dict[str, NumberField] = {}
        words = {
            "left": self.tr("Left border"),
            "top": self.tr("Top border"),
            "right": self.tr("Right border"),
            "bottom": self.tr("Bottom border"),
        }
        foot = QWidget()
        row = FlowLayout(foot)
        for part in (Label(self.tr("Pivot")), self.presets, self.for_all, self.slices):
            part.setFixedHeight(CONTROL_HEIGHT)
            row.addWidget(part)
        for side in SIDES:
            field = NumberField(words[side], 0, 16384, unit=side[0].upper())
            field.setFixedWidth(72)
            field.entered.connect(partial(self._side_entered, side))
            self.sides[side] = field
            row.addWidget(field)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP + GAP_SMALL, GAP, GAP + GAP_SMALL, GAP)
        bar.addWidget(foot, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addLayout(bar)
        self._showing = False

    def show_settings(self, settings: SpriteSettings) -> None:
        self.canvas.show_settings(settings.pivot or CENTRE, settings.borders)
        self._show_numbers()

    def _show_numbers(self) -> None:
        self._showing = True
        pivot, borders = self.canvas.pivot, self.canvas.borders
        self.presets.choose(next((name for name, place in PRESETS.items() if place == pivot), "own"))
        self.slices.setChecked(borders is not None)
        for side, field in self.sides.items():
            field.setVisible(borders is not None)
            if borders is not None:
                field.set_value(getattr(borders, side))
        self._showing = False

    def _preset_chosen(self, name: str) -> None:
        if not self._showing and name in PRESETS:
            self.canvas.show_settings(PRESETS[name], self.canvas.borders)
            self._tell()

    def _slices_set(self, on: bool) -> None:
        width, height = self.canvas.size_px
        usual = Borders(width // 4, height // 4, width // 4, height // 4)
        self.canvas.show_settings(self.canvas.pivot, usual if on else None)
        self._show_numbers()
        self._tell()

    def _side_entered(self, side: str, value: int) -> None:
        borders = self.canvas.borders
        if borders is None or self._showing:
            return
        sides = {name: getattr(borders, name) for name in SIDES}
        self.canvas.show_settings(self.canvas.pivot, Borders(**{**sides, side: value}))
        self._tell()

    def _tell(self) -> None:
        self.edited.emit(self.canvas.pivot, self.canvas.borders)
