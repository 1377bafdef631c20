"""The bar of the brush: what it does, how large and hard it is, what lies behind, and the two ways out."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from rundot_studio.imaging.matte_edit import Brush, BrushMode
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import rounded
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.slider import SlimSlider
from rundot_studio.ui.controls.theme import GAP_SMALL, Tokens

from .floating_card import SHADOW, FloatingCard
from .ground_swatches import GroundSwatches
from .look import Look
from .matte_canvas import RADIUS_LEAST, RADIUS_MOST

SIZE_STEPS = 90
SLIDER_WIDTH = 96
SLIDER_WIDTH_NARROW = 56
_OCTAVES = math.log2(RADIUS_MOST / RADIUS_LEAST)


class KeepButton(Button):
    """The one primary action of the bar, no higher than what stands beside it."""

    def _background(self, tokens: Tokens) -> str:
        return tokens.primary_hover if self.hovered or self.isDown() else tokens.primary

    def _colour(self, tokens: Tokens) -> str:
        return tokens.on_primary


class MatteBar(FloatingCard):
    """Tells what the artist changes; shows what :meth:`show_brush` and :meth:`show_history` say."""

    radius_changed = Signal(float)
    hardness_changed = Signal(float)
    mode_changed = Signal(BrushMode)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Brush"))
        self.mode = Segment(
            self.tr("Brush"),
            (
                (BrushMode.REMOVE.value, self.tr("Remove"), self.tr("Take away from the cut-out  (X switches)")),
                (BrushMode.ADD.value, self.tr("Restore"), self.tr("Bring the original back  (X switches)")),
            ),
        )
        self.size_slider = self._slider(SIZE_STEPS, self.tr("Brush size"), "[  ]")
        self.hardness = self._slider(100, self.tr("Hardness"), "")
        self.size_label = Label("", tabular=True)
        self.size_label.setFixedWidth(48)
        self.swatches = GroundSwatches(look)
        self.ghost = self._button("", "ghost", self.tr("Original"), self.tr("Let the original shine through"), "O")
        self.ghost.setCheckable(True)
        self.undo = self._button("", "undo", self.tr("Undo stroke"), "", "Ctrl+Z")
        self.redo = self._button("", "redo", self.tr("Redo stroke"), "", "Ctrl+Shift+Z")
        self.cancel = self._button(self.tr("Cancel"), "", self.tr("Cancel"), self.tr("Leave without a trace"), "Esc")
        self.keep = KeepButton(self.tr("Keep"))
        describe(self.keep, self.tr("Keep"), self.tr("Store the corrected cut-out as a new picture"), "Return")
        self._boxes = self._lay_out()
        self._connect()

    def _slider(self, most: int, name: str, keys: str) -> SlimSlider:
        slider = SlimSlider(0, most, 0)
        slider.setAccessibleName(name)
        slider.setToolTip(f"{name}  ({keys})" if keys else name)
        return slider

    def _button(self, words: str, icon: str, name: str, tip: str, shortcut: str) -> Button:
        button = Button(words, kind=ButtonKind.QUIET, icon=icon)
        describe(button, name, tip, shortcut)
        return button

    def _lay_out(self) -> tuple[QBoxLayout, QBoxLayout]:
        """The brush, the picture and the ways out: in one line, in two or in three, as there is room."""
        brush, picture, out = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (brush, picture, out):
            row.setSpacing(GAP_SMALL)
        brush.addWidget(self.mode)
        brush.addSpacing(GAP_SMALL)
        brush.addWidget(self.size_slider)
        brush.addWidget(self.size_label)
        brush.addWidget(Label(self.tr("Hard")))
        brush.addWidget(self.hardness)
        brush.addStretch(1)
        for control in (self.swatches, self.ghost, self.undo, self.redo):
            picture.addWidget(control)
        picture.addStretch(1)
        out.addStretch(1)
        out.addWidget(self.cancel)
        out.addWidget(self.keep)
        rest = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        inset = SHADOW + GAP_SMALL
        rows.setContentsMargins(inset + GAP_SMALL, inset, inset + GAP_SMALL, inset)
        for box, parts in ((rest, (picture, out)), (rows, (brush, rest))):
            box.setSpacing(GAP_SMALL)
            for part in parts:
                box.addLayout(part)
        return rows, rest

    def _connect(self) -> None:
        self.mode.chosen.connect(lambda value: self.mode_changed.emit(BrushMode(value)))
        self.size_slider.valueChanged.connect(lambda value: self.radius_changed.emit(_radius_of(value)))
        self.hardness.valueChanged.connect(lambda value: self.hardness_changed.emit(value / 100))

    def show_brush(self, brush: Brush, *, ghost: bool) -> None:
        for control, value in (
            (self.size_slider, _place_of(brush.radius)),
            (self.hardness, round(brush.hardness * 100)),
        ):
            control.blockSignals(True)
            control.setValue(value)
            control.blockSignals(False)
            control.update()
        self.mode.choose(brush.mode.value)
        self.ghost.setChecked(ghost)
        across = brush.radius * 2
        self.size_label.setText(self.tr("{0} px").format(f"{across:.0f}" if across >= 3 else rounded(across, 1)))

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def fit_into(self, width: int, height: int) -> None:
        """Lie at the bottom in the middle of an area."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        rows, rest = self._boxes
        for slider_width, directions in (
            (SLIDER_WIDTH, (beside, beside)),
            (SLIDER_WIDTH, (below, beside)),
            (SLIDER_WIDTH_NARROW, (below, beside)),
            (SLIDER_WIDTH_NARROW, (below, below)),
        ):
            rows.setDirection(directions[0])
            rest.setDirection(directions[1])
            for slider in (self.size_slider, self.hardness):
                slider.setFixedWidth(slider_width)
            rest.invalidate()
            rows.invalidate()
            size = rows.sizeHint()
            if size.width() <= width:
                break
        size.setWidth(min(size.width(), width))
        self.setGeometry((width - size.width()) // 2, height - size.height(), size.width(), size.height())


def _radius_of(place: int) -> float:
    return float(RADIUS_LEAST * 2 ** (place / SIZE_STEPS * _OCTAVES))


def _place_of(radius: float) -> int:
    return round(math.log2(radius / RADIUS_LEAST) / _OCTAVES * SIZE_STEPS)
