"""A recipe as rows of name and value, each value with a press that takes it over into the prompt panel."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import (
    ContactSheetRecipe,
    CutoutRecipe,
    EditedRecipe,
    GenerateRecipe,
    Recipe,
    ToolRecipe,
    UpscaleRecipe,
)
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import amount
from rundot_studio.ui.controls.theme import GAP
from rundot_studio.ui.pictures.titles import Origin
from rundot_studio.ui.pictures.words import edit_words, model_label

translate = QCoreApplication.translate


@dataclass(frozen=True)
class RecipeRow:
    """``part`` names what ``use`` takes over, empty where there is nothing to take; ``tip`` says more of the value."""

    name: str
    value: str
    part: str = ""
    tip: str = ""


def id_words(style_id: str) -> str:
    """What a style may have been called that is no longer there."""
    return style_id.replace("-", " ")


def rows_of(
    recipe: Recipe,
    picture: Picture | None = None,
    origin: Origin | None = None,
    style_name: Callable[[str], str] = id_words,
) -> list[RecipeRow]:
    """The rows that have something to say; ``picture`` adds what came of the recipe, ``style_name`` tells what a style
    is called.

    Of what a tool made, the recipe of ``origin`` follows: the picture it all began with.
    """
    if isinstance(recipe, GenerateRecipe):
        rows = _generate_rows(recipe, picture, style_name)
    elif isinstance(recipe, ContactSheetRecipe):
        rows = _sheet_rows(recipe)
    else:
        rows = _tool_rows(recipe)
        if origin is not None:
            rows += _generate_rows(origin.recipe, origin.picture, style_name)
    if picture is not None:
        engine = picture.engine or translate("RecipeRows", "hosted")
        name = engine.split(" (", 1)[0].removeprefix("Rundot Studio ")
        name = name.replace("embedded engine", translate("RecipeRows", "embedded engine"))
        rows.append(RecipeRow(translate("RecipeRows", "engine"), name, tip=engine))
    return rows


def _generate_rows(
    recipe: GenerateRecipe, picture: Picture | None, style_name: Callable[[str], str]
) -> list[RecipeRow]:
    rows = [RecipeRow(translate("RecipeRows", "prompt"), recipe.prompt, "prompt")]
    if recipe.template not in ("", recipe.prompt):
        tip = translate("RecipeRows", "As it was written, before styles and alternatives")
        rows.append(RecipeRow(translate("RecipeRows", "written as"), recipe.template, tip=tip))
    if recipe.styles:
        rows.append(RecipeRow(translate("RecipeRows", "styles"), ", ".join(map(style_name, recipe.styles))))
    if recipe.negative_prompt:
        rows.append(RecipeRow(translate("RecipeRows", "avoid"), recipe.negative_prompt, "avoid"))
    model = model_label(recipe.model)
    if picture is not None and picture.model_changed:
        answered = translate("RecipeRows", "{0} → answered by {1}")
        model = answered.format(model, model_label(picture.model_used))
    rows.append(RecipeRow(translate("RecipeRows", "model"), model, "model"))
    shape = recipe.aspect_ratio if recipe.image_size is None else f"{recipe.aspect_ratio} · {recipe.image_size}"
    rows.append(RecipeRow(translate("RecipeRows", "shape"), shape, "shape"))
    if recipe.resize is not None:
        rows.append(RecipeRow(translate("RecipeRows", "own size"), str(recipe.resize).replace("x", " × ", 1)))
    seed = picture.seed_used if picture is not None else recipe.seed
    if seed is not None:
        rows.append(RecipeRow(translate("RecipeRows", "seed"), str(seed), "seed"))
    if recipe.references:
        count = translate("RecipeRows", "{0} pictures").format(len(recipe.references))
        if len(recipe.references) == 1:
            count = translate("RecipeRows", "1 picture")
        rows.append(RecipeRow(translate("RecipeRows", "references"), count, "references"))
    if recipe.remove_background is not None:
        rows.append(RecipeRow(translate("RecipeRows", "cut out"), str(recipe.remove_background)))
    return rows


def _sheet_rows(recipe: ContactSheetRecipe) -> list[RecipeRow]:
    rows = [
        RecipeRow(translate("RecipeRows", "sheet"), recipe.name),
        RecipeRow(translate("RecipeRows", "prompt"), recipe.prompt),
        RecipeRow(translate("RecipeRows", "across"), ", ".join(recipe.across.labels)),
    ]
    if recipe.down is not None:
        rows.append(RecipeRow(translate("RecipeRows", "down"), ", ".join(recipe.down.labels)))
    return rows


def _tool_rows(recipe: ToolRecipe | EditedRecipe) -> list[RecipeRow]:
    if isinstance(recipe, EditedRecipe):
        return [RecipeRow(translate("RecipeRows", "by hand"), edit_words(recipe))]
    if isinstance(recipe, CutoutRecipe):
        words = (translate("RecipeRows", "cut out"), str(recipe.settings))
    elif isinstance(recipe, UpscaleRecipe):
        words = (translate("RecipeRows", "upscale {0}×").format(amount(recipe.factor)), recipe.model)
    else:
        steps = translate("RecipeRows", "{0} × {1} steps").format(recipe.ensemble, recipe.steps)
        words = (translate("RecipeRows", "depth map"), steps)
    return [RecipeRow(translate("RecipeRows", "tool"), " · ".join(words))]


class RecipeTable(QWidget):
    """``used`` tells the part whose value is to be taken over."""

    used = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, 62)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: list[RecipeRow]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for place, row in enumerate(rows):
            value = Label(row.value, colour="text", wrap=True, tabular=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setToolTip(row.tip)
            name = Label(row.name, colour="secondary")
            for label in (name, value):
                label.setContentsMargins(0, 2, 0, 2)  # as high as the link beside them
            self._grid.addWidget(name, place, 0, top)
            self._grid.addWidget(value, place, 1, top)
            if row.part:
                use = Button(self.tr("use"), kind=ButtonKind.LINK)
                describe(use, self.tr("Use the {0}").format(row.name), self.tr("Take this over into the prompt panel"))
                use.clicked.connect(lambda _checked=False, part=row.part: self.used.emit(part))
                self._grid.addWidget(use, place, 2, top)
