"""The card of the canvas that says how pictures are looked at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.fields import heading
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE
from rundot_studio.ui.controls.toggle import Toggle

from .ground_swatches import GroundSwatches
from .look import Look, Scaling

WIDTH = 252


class LookCard(Popover):
    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self.setAccessibleName(self.tr("How pictures are shown"))
        self.rows.setContentsMargins(GAP_LARGE, GAP_LARGE - 4, GAP_LARGE, GAP)
        self.rows.setSpacing(GAP)
        self.swatches = GroundSwatches(look)
        self.scaling = Segment(
            self.tr("Enlarged pixels"),
            (
                (Scaling.AUTO.value, self.tr("Auto"), self.tr("Square from 200 %, smooth below")),
                (Scaling.NEAREST.value, self.tr("Square"), self.tr("Each pixel a square, for pixel art")),
                (Scaling.SMOOTH.value, self.tr("Smooth"), self.tr("Blurred into each other")),
            ),
        )
        self.grid = Toggle(self.tr("Pixel grid from 800 %"))
        self.grid.setAccessibleName(self.grid.text())
        self.rows.addWidget(heading(self.tr("Behind transparency")))
        self.rows.addWidget(self.swatches, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(heading(self.tr("Enlarged pixels")))
        self.rows.addWidget(self.scaling)
        self.rows.addWidget(self.grid)
        self.scaling.choose(look.scaling.value)
        self.grid.setChecked(look.grid)
        self.scaling.chosen.connect(lambda value: look.set_scaling(Scaling(value)))
        self.grid.toggled.connect(look.set_grid)
        self.swatches.asked_colour.connect(self.dismiss)
