"""The bar of the depth views: which one is seen, its parameters, and the ways out."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QColorDialog, QHBoxLayout, QLayout, QSizePolicy, QWidget

from rundot_studio.ui.canvas.floating_card import SHADOW, FloatingBar
from rundot_studio.ui.controls.buttons import Button, ButtonKind, PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.painting import draw_focus, draw_ring, fill_rounded, painting, text_width
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.slider import SlimSlider
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL, SMALL_PX, sized, tokens_of

from .choice import COLOURS, PARAMETERS, DepthChoice, DepthView, Parameter, parameter_words

SLIDER_STEPS = 200
ROW_HEIGHT = 28
SLIDER_WIDTH = 88
SLIDER_WIDTH_NARROW = 60
PARAMETER_GAP = GAP + GAP_SMALL
WIDEST = 1 << 14


class ColourButton(PaintedButton):
    """A round swatch that asks for another colour. ``chosen`` tells it, as it is looked for too."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = "#ffffff"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._ask)

    def sizeHint(self) -> QSize:
        return QSize(28, 28)

    def show_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._colour), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.accessibleName())
        before = self._colour
        dialog.currentColorChanged.connect(lambda colour: self.chosen.emit(colour.name()))
        dialog.rejected.connect(lambda: self.chosen.emit(before))
        dialog.open()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            disc = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            fill_rounded(painter, disc, self._colour, disc.width() / 2)
            draw_ring(painter, disc.adjusted(-1, -1, 1, 1), tokens.handle, disc.width() / 2 + 1)
            draw_focus(painter, self, tokens, 14)


class ParameterSlider(QWidget):
    """A parameter's name, its slider and its value. ``moved`` tells the new value."""

    moved = Signal(float)

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter = parameter
        words, tip = parameter_words(parameter)
        steps = SLIDER_STEPS if parameter.high - parameter.low <= 10 else round(parameter.high - parameter.low)
        self._steps = steps
        self.slider = SlimSlider(0, steps, 0)
        self.slider.setPageStep(max(1, steps // 10))
        describe(self.slider, words, tip)
        self.value_label = Label("", tabular=True)
        widest = max((parameter.told(parameter.high), parameter.told(parameter.low)), key=len)
        self.value_label.setFixedWidth(text_width(widest, sized(self.font(), SMALL_PX, tabular=True)) + 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL + 2)
        row.addWidget(Label(words))
        row.addWidget(self.slider)
        row.addWidget(self.value_label)
        self.setFixedHeight(ROW_HEIGHT)
        self.slider.valueChanged.connect(self._tell)

    def show_value(self, value: float) -> None:
        """Without telling it."""
        parameter = self.parameter
        share = (value - parameter.low) / (parameter.high - parameter.low)
        self.slider.blockSignals(True)
        self.slider.setValue(round(share * self._steps))
        self.slider.blockSignals(False)
        self.slider.update()
        self._show_words(value)

    def set_width(self, width: int) -> None:
        """How wide the groove is. Layouts above know it at once, not with the next event."""
        self.slider.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        self.updateGeometry()

    def _tell(self, place: int) -> None:
        parameter = self.parameter
        value = parameter.low + place / self._steps * (parameter.high - parameter.low)
        self._show_words(value)
        self.moved.emit(value)

    def _show_words(self, value: float) -> None:
        told = self.parameter.told(value)
        self.value_label.setText(told)
        self.slider.setAccessibleDescription(told)


class DepthBar(FloatingBar):
    """Tells what the artist changes; shows what :meth:`show_choice` says."""

    view_chosen = Signal(DepthView)
    value_changed = Signal(object, float)
    colour_changed = Signal(str)
    reset_wanted = Signal()
    export_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Depth views"))
        self.views = Segment(self.tr("Depth view"), self._views())
        self.sliders: dict[DepthView, list[ParameterSlider]] = {}
        for view in DepthView:
            self.sliders[view] = [ParameterSlider(each) for each in PARAMETERS[view]]
        self.colour = ColourButton()
        self.hint = Label("", colour="faint")
        self.reset = Button(icon="undo", kind=ButtonKind.QUIET, small=True)
        describe(self.reset, self.tr("Reset"), self.tr("This view as it was at first"), "")
        self.export = Button(self.tr("Export"), icon="save", kind=ButtonKind.QUIET, small=True)
        describe(self.export, self.tr("Export"), self.tr("Maps, layers, meshes and clips as files"), "")
        self.done = Button(self.tr("Done"), kind=ButtonKind.QUIET, small=True)
        describe(self.done, self.tr("Done"), self.tr("Back to the picture"), "Esc")
        self._shown: DepthView | None = None
        self._head = self._lay_out()
        self._connect()

    def _views(self) -> tuple[tuple[str, str, str], ...]:
        tr = self.tr
        return (
            (DepthView.BESIDE.value, tr("Map"), tr("The depth map beside its picture")),
            (DepthView.FALSE_COLOUR.value, tr("Colours"), tr("Depth in colours: violet far, yellow near")),
            (DepthView.PARALLAX.value, tr("Parallax"), tr("Seen from beside, as the mouse moves")),
            (DepthView.FOG.value, tr("Fog"), tr("Fog that thickens with distance")),
            (DepthView.LIGHT.value, tr("Light"), tr("A light that follows the mouse")),
            (DepthView.NORMALS.value, tr("Normals"), tr("Which way each pixel faces")),
            (DepthView.RELIEF.value, tr("Relief"), tr("A relief in 3D to turn by hand")),
        )

    def _lay_out(self) -> QBoxLayout:
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(GAP_SMALL)
        head.addWidget(self.views, 1)
        ways_out = QHBoxLayout()
        ways_out.setSpacing(GAP_SMALL)
        ways_out.addStretch(1)
        for control in (self.reset, self.export, self.done):
            ways_out.addWidget(control)
        head.addLayout(ways_out)
        below = QHBoxLayout()
        below.setContentsMargins(GAP, 0, GAP_SMALL, 0)
        below.setSpacing(GAP + GAP_SMALL)
        below.addStrut(ROW_HEIGHT)
        self._parameters = QWidget()
        flow = FlowLayout(self._parameters, PARAMETER_GAP)
        for sliders in self.sliders.values():
            for slider in sliders:
                flow.addWidget(slider)
        flow.addWidget(self.colour)
        below.addWidget(self._parameters)
        below.addStretch(1)
        below.addWidget(self.hint)
        rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        inset = SHADOW + GAP_SMALL
        rows.setContentsMargins(inset, inset, inset, inset)
        rows.setSpacing(GAP_SMALL)
        rows.addLayout(head)
        rows.addLayout(below)
        return head

    def _connect(self) -> None:
        self.views.chosen.connect(lambda value: self.view_chosen.emit(DepthView(value)))
        for sliders in self.sliders.values():
            for slider in sliders:
                slider.moved.connect(partial(self.value_changed.emit, slider.parameter))
        self.colour.chosen.connect(self.colour_changed)
        self.reset.clicked.connect(self.reset_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.done.clicked.connect(self.left)

    def show_choice(self, choice: DepthChoice) -> None:
        view = choice.view
        if self.views.value != view.value:
            self.views.choose(view.value)
        for each, sliders in self.sliders.items():
            for slider in sliders:
                slider.setVisible(each is view)
                slider.show_value(choice.value(slider.parameter))
        self.colour.setVisible(view in COLOURS)
        if view in COLOURS:
            self.colour.show_colour(choice.colours[view])
            name = self.tr("Colour of the fog") if view is DepthView.FOG else self.tr("Colour of the light")
            describe(self.colour, name)
        self.reset.setEnabled(choice != choice.reset())
        self.hint.setText(self._hint(view))
        self._shown = view

    def _hint(self, view: DepthView) -> str:
        return {
            DepthView.BESIDE: self.tr("White is near. Zoom and pan in step."),
            DepthView.FALSE_COLOUR: self.tr("Violet is far, yellow is near."),
            DepthView.RELIEF: self.tr("Drag to turn, wheel to zoom"),
        }.get(view, "")

    def fit_into(self, width: int, height: int) -> None:
        """Lie at the bottom in the middle; sliders shrink where room is short, then the ways out go
        below, and in the end the sliders take several rows."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        layout = self.layout()
        assert layout is not None
        for direction, slider_width in (
            (beside, SLIDER_WIDTH),
            (beside, SLIDER_WIDTH_NARROW),
            (below, SLIDER_WIDTH_NARROW),
        ):
            self._head.setDirection(direction)
            for sliders in self.sliders.values():
                for slider in sliders:
                    slider.set_width(slider_width)
            self._place_parameters(WIDEST)
            size = _size_now(layout)
            if size.width() <= width:
                break
        else:
            self._place_parameters(width - (size.width() - self._parameters.width()))
            size = _size_now(layout)
        size.setWidth(min(size.width(), width))
        self.setGeometry((width - size.width()) // 2, height - size.height(), size.width(), size.height())

    def _place_parameters(self, most: int) -> None:
        """In one row, or in several where they need more than ``most`` pixels."""
        flow = self._parameters.layout()
        assert flow is not None
        items = [item for place in range(flow.count()) if (item := flow.itemAt(place)) and not item.isEmpty()]
        row = sum(item.sizeHint().width() + PARAMETER_GAP for item in items)
        widest = max((item.sizeHint().width() for item in items), default=0)
        width = min(row, max(most, widest))
        self._parameters.setFixedSize(width, max(ROW_HEIGHT if items else 0, flow.heightForWidth(width)))


def _size_now(layout: QLayout) -> QSize:
    _invalidate(layout)
    return layout.sizeHint()


def _invalidate(layout: QLayout) -> None:
    """Have the layouts within know their sizes anew too: Qt tells them with an event."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        within = item.layout() if item is not None else None
        if within is not None:
            _invalidate(within)
    layout.invalidate()
