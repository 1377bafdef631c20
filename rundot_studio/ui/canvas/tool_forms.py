"""What each tool can be set to: every parameter of the specification, with its range, default and what it is best for.

A form shows settings (a recipe without a picture) and gives those that stand in it.
"""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain import catalog
from rundot_studio.domain.recipe import CutoutRecipe, CutoutSettings, DepthRecipe, ToolRecipe, UpscaleRecipe
from rundot_studio.domain.tool_settings import NO_PICTURE
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.choice_row import ChoiceRow
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.number_row import NumberRange, NumberRow
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import CAPTION_PX, GAP, GAP_LARGE
from rundot_studio.ui.controls.toggle import Toggle

translate = QCoreApplication.translate
MODELS_WIDTH = 250
AUTO = NumberRange(catalog.AMOUNT.low, catalog.AMOUNT.high, None, decimals=2, slide=0.05)


class ModelRow(ChoiceRow):
    """Arrow keys choose, as among radio buttons; Return is left to the card."""

    HEIGHT = 40

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            PaintedButton.keyPressEvent(self, event)  # Qt walks an exclusive group by itself


class ModelList(QWidget):
    """``models`` are (name on the wire, words, best for, tool tip)."""

    chosen = Signal(str)

    def __init__(self, models: tuple[tuple[str, str, str, str], ...]) -> None:
        super().__init__()
        self.rows: dict[str, ModelRow] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for name, words, best_for, tip in models:
            row = ModelRow(words, best_for)
            row.setAccessibleName(f"{words}: {best_for}")
            row.setToolTip(tip or best_for)
            self._group.addButton(row)
            self.rows[name] = row
            column.addWidget(row)
        column.addStretch(1)
        self.setFixedWidth(MODELS_WIDTH)
        next(iter(self.rows.values())).setChecked(True)
        self._group.buttonToggled.connect(lambda _row, on: self.chosen.emit(self.value) if on else None)

    @property
    def value(self) -> str:
        return next(name for name, row in self.rows.items() if row.isChecked())

    def choose(self, name: str) -> None:
        self.rows[name].setChecked(True)


class ToolForm(QWidget):
    """``changed`` comes whenever other settings stand in it, or wrong ones."""

    changed = Signal()
    WIDTH = 580

    @property
    def settings(self) -> ToolRecipe | None:
        """None where something is written that can't be."""
        raise NotImplementedError

    def show_settings(self, settings: ToolRecipe) -> None:
        """Without ``changed``."""
        self.blockSignals(True)
        self._show(settings)
        self.blockSignals(False)

    def first(self) -> QWidget:
        """What has the keyboard when it opens."""
        raise NotImplementedError

    def _show(self, settings: ToolRecipe) -> None:
        raise NotImplementedError

    def _in_two_columns(self, models: ModelList, controls: QVBoxLayout) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_LARGE)
        row.addWidget(models)
        controls.setContentsMargins(0, GAP // 2, GAP // 2, 0)
        row.addLayout(controls, 1)


class CutoutForm(ToolForm):
    """BiRefNet's three variants stand beside BRIA as models of their own."""

    def __init__(self) -> None:
        super().__init__()
        fine = translate("CutoutForm", "About {0} with the hosted service. Edges: {1}.")
        self.models = ModelList(
            (
                (
                    "bria",
                    "BRIA RMBG",
                    translate("CutoutForm", "Fast iteration, game sprites"),
                    fine.format("3 s", translate("CutoutForm", "good")),
                ),
                (
                    "birefnet light",
                    "BiRefNet light",
                    translate("CutoutForm", "General use, higher fidelity"),
                    fine.format("5–10 s", translate("CutoutForm", "better")),
                ),
                (
                    "birefnet heavy",
                    "BiRefNet heavy",
                    translate("CutoutForm", "Complex edges, fine detail"),
                    fine.format("10–15 s", translate("CutoutForm", "best")),
                ),
                (
                    "birefnet portrait",
                    "BiRefNet portrait",
                    translate("CutoutForm", "Characters, portraits"),
                    fine.format("5–10 s", translate("CutoutForm", "best for people")),
                ),
            )
        )
        name = translate("CutoutForm", "Working resolution")
        self.resolution = Segment(
            name,
            [
                (each, each.replace("x", " × "), translate("CutoutForm", "{0} pixels").format(each.replace("x", " × ")))
                for each in catalog.CUTOUT_RESOLUTIONS
            ],
        )
        self._more = Label(colour="secondary", wrap=True)
        controls = QVBoxLayout()
        controls.setSpacing(6)
        controls.addWidget(titled(name, translate("CutoutForm", "default {0}").format("1024 × 1024")))
        controls.addWidget(self.resolution)
        controls.addWidget(self._more)
        controls.addStretch(1)
        self._in_two_columns(self.models, controls)
        self.models.chosen.connect(self._model_chosen)
        self.resolution.chosen.connect(lambda _value: self.changed.emit())
        self._show_resolution()

    def first(self) -> QWidget:
        return self.models.rows[self.models.value]

    @property
    def settings(self) -> ToolRecipe:
        model, _, variant = self.models.value.partition(" ")
        resolution = self.resolution.value if variant else None
        return CutoutRecipe(NO_PICTURE, CutoutSettings(model, variant or None, resolution))

    def _show(self, settings: ToolRecipe) -> None:
        assert isinstance(settings, CutoutRecipe)
        cutout = settings.settings
        birefnet = cutout.model == "birefnet"
        self.models.choose(f"birefnet {cutout.variant or catalog.CUTOUT_VARIANTS[0]}" if birefnet else cutout.model)
        self.resolution.choose(cutout.resolution or catalog.CUTOUT_RESOLUTIONS[0])
        self._show_resolution()

    def _model_chosen(self, _model: str) -> None:
        self._show_resolution()
        self.changed.emit()

    def _show_resolution(self) -> None:
        birefnet = self.models.value != "bria"
        self.resolution.setEnabled(birefnet)
        words = translate("CutoutForm", "BRIA has one resolution of its own; the choice is BiRefNet's.")
        if birefnet:
            words = translate("CutoutForm", "The larger one keeps finer edges and takes longer.")
        self._more.setText(words)


class UpscaleForm(ToolForm):
    def __init__(self) -> None:
        super().__init__()
        best_for = {
            "standard-v2": translate("UpscaleForm", "General-purpose upscaling"),
            "low-resolution-v2": translate("UpscaleForm", "Pixel art, thumbnails"),
            "cgi": translate("UpscaleForm", "3D renders and CGI content"),
            "high-fidelity-v2": translate("UpscaleForm", "Preserving fine detail and texture"),
            "recovery-v2": translate("UpscaleForm", "Compressed or degraded pictures"),
        }
        labels = {
            "standard-v2": "Standard",
            "low-resolution-v2": translate("UpscaleForm", "Low resolution"),
            "cgi": "CGI",
            "high-fidelity-v2": translate("UpscaleForm", "High fidelity"),
            "recovery-v2": translate("UpscaleForm", "Recovery"),
        }
        self.models = ModelList(
            tuple((each, labels[each], best_for[each], f"{each}: {best_for[each]}") for each in catalog.UPSCALE_MODELS)
        )
        bounds = catalog.UPSCALE_FACTOR
        factor = NumberRange(bounds.low, bounds.high, catalog.DEFAULT_UPSCALE_FACTOR, decimals=1, slide=0.1)
        self.factor = NumberRow(translate("UpscaleForm", "Factor"), factor)
        self.sharpen = NumberRow(translate("UpscaleForm", "Sharpen"), AUTO)
        self.denoise = NumberRow(translate("UpscaleForm", "Denoise"), AUTO)
        self.faces = Toggle(translate("UpscaleForm", "Face enhancement"))
        self.faces.setToolTip(translate("UpscaleForm", "Finer eyes and mouths; on by default"))
        self.format = Segment(
            translate("UpscaleForm", "Format"),
            [
                ("png", "PNG", translate("UpscaleForm", "Without loss, with transparency; the default")),
                ("jpeg", "JPEG", translate("UpscaleForm", "Smaller files, no transparency")),
            ],
        )
        controls = QVBoxLayout()
        controls.setSpacing(6)
        for row in (self.factor, self.sharpen, self.denoise):
            controls.addWidget(row)
            row.changed.connect(self.changed)
        line = QHBoxLayout()
        line.setSpacing(GAP_LARGE)
        line.addWidget(self.faces, 3)
        line.addWidget(self.format, 2)
        controls.addLayout(line)
        controls.addStretch(1)
        self._in_two_columns(self.models, controls)
        self.models.chosen.connect(lambda _model: self.changed.emit())
        self.faces.toggled.connect(lambda _on: self.changed.emit())
        self.format.chosen.connect(lambda _format: self.changed.emit())

    def first(self) -> QWidget:
        return self.models.rows[self.models.value]

    @property
    def settings(self) -> ToolRecipe | None:
        if self.factor.broken or self.sharpen.broken or self.denoise.broken:
            return None
        assert self.factor.value is not None
        return UpscaleRecipe(
            NO_PICTURE,
            factor=float(self.factor.value),
            model=self.models.value,
            sharpen=self.sharpen.value,
            denoise=self.denoise.value,
            face_enhancement=self.faces.isChecked(),
            output_format=self.format.value,
        )

    def _show(self, settings: ToolRecipe) -> None:
        assert isinstance(settings, UpscaleRecipe)
        self.models.choose(settings.model)
        self.factor.set_value(settings.factor)
        self.sharpen.set_value(settings.sharpen)
        self.denoise.set_value(settings.denoise)
        self.faces.setChecked(settings.face_enhancement)
        self.format.choose(settings.output_format)


class DepthForm(ToolForm):
    WIDTH = 400

    def __init__(self) -> None:
        super().__init__()
        self.steps = NumberRow(
            translate("DepthForm", "Steps"),
            NumberRange(catalog.DEPTH_STEPS.low, catalog.DEPTH_STEPS.high, catalog.DEFAULT_DEPTH_STEPS),
            translate("DepthForm", "More are more accurate, and take longer."),
        )
        self.ensemble = NumberRow(
            translate("DepthForm", "Ensemble"),
            NumberRange(catalog.DEPTH_ENSEMBLE.low, catalog.DEPTH_ENSEMBLE.high, catalog.DEFAULT_DEPTH_ENSEMBLE),
            translate("DepthForm", "Predictions that are averaged: more are steadier."),
        )
        bounds = catalog.DEPTH_RESOLUTION
        self.resolution = NumberRow(
            translate("DepthForm", "Processing resolution"),
            NumberRange(bounds.low, bounds.high, catalog.DEFAULT_DEPTH_RESOLUTION, slide=64),
            translate("DepthForm", "Longest side it is worked at, in pixels; 0 is the picture's own."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 0, GAP // 2, 0)
        column.setSpacing(GAP)
        for row in (self.steps, self.ensemble, self.resolution):
            column.addWidget(row)
            row.changed.connect(self.changed)

    def first(self) -> QWidget:
        return self.steps.field.edit

    @property
    def settings(self) -> ToolRecipe | None:
        rows = (self.steps, self.ensemble, self.resolution)
        if any(row.broken for row in rows):
            return None
        steps, ensemble, resolution = (int(row.value or 0) for row in rows)
        return DepthRecipe(NO_PICTURE, steps=steps, ensemble=ensemble, resolution=resolution)

    def _show(self, settings: ToolRecipe) -> None:
        assert isinstance(settings, DepthRecipe)
        self.steps.set_value(settings.steps)
        self.ensemble.set_value(settings.ensemble)
        self.resolution.set_value(settings.resolution)


def titled(name: str, more: str) -> QWidget:
    """A name at the left and a fainter word at the right."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(heading(name), 1)
    row.addWidget(Label(more, colour="faint", pixels=CAPTION_PX))
    return line


def form_of(tool: str) -> ToolForm:
    """Raises KeyError for a tool that does not exist."""
    forms: dict[str, type[ToolForm]] = {"cut-out": CutoutForm, "upscale": UpscaleForm, "depth": DepthForm}
    return forms[tool]()
