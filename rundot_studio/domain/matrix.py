"""XY matrices: one prompt with two things varied, each against the other: its pictures, and their captions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .alternatives import NO_WILDCARDS, Template, Wildcards, parse
from .catalog import ASPECT_RATIO_NAMES, SEED, model_named
from .errors import RuleBroken
from .expansion import recipe_for
from .recipe import GenerateRecipe, SheetAxis
from .styles import Style

MOST_VALUES = 40
"""Rows or columns."""
MOST_NAME_LETTERS = 60


class AxisKind(StrEnum):
    PROMPT = "prompt"
    MODEL = "model"
    SEED = "seed"
    STYLE = "style"
    SHAPE = "shape"


@dataclass(frozen=True)
class Axis:
    """What is varied, and through which values.

    ``values`` are models, seeds, ids of styles (empty for none) or shapes; of a ``PROMPT`` they are numbers of options,
    from 0, of the template's outer group number ``group``, and none at all stand for every option.
    """

    kind: AxisKind
    values: tuple[str, ...] = ()
    group: int = 0


@dataclass(frozen=True)
class MatrixCell:
    """Row and column count from 0."""

    row: int
    column: int
    recipe: GenerateRecipe


@dataclass(frozen=True)
class Matrix:
    """``cells`` are row by row. ``down`` is None for a single row."""

    name: str
    prompt: str
    across: SheetAxis
    down: SheetAxis | None
    cells: tuple[MatrixCell, ...]


def matrix(
    text: str,
    base: GenerateRecipe,
    across: Axis,
    down: Axis | None = None,
    *,
    styles: Sequence[Style] = (),
    style_of: Callable[[str], Style] | None = None,
    wildcards: Wildcards = NO_WILDCARDS,
    seed: int = 0,
    name: str = "",
) -> Matrix:
    """The matrix of a prompt. Pure. Groups of the prompt that no axis names take their first option.

    All pictures have the seed of ``base``, or where that is None ``seed``, so that only what is varied differs.
    ``styles`` are applied to all, before that of a style axis, which ``style_of`` finds by its id; its captions say
    so. Raises RuleBroken for axes that can't be, and what ``style_of`` raises.
    """
    template = parse(text, wildcards)
    if template.problems:
        raise RuleBroken("prompt", text, f"a prompt without this: {template.problems[0].message}")
    if down is not None and (across.kind, across.group) == (down.kind, down.group):
        raise RuleBroken("axis", down.kind.value, "another than that of the columns")
    columns = _Values(across, template, style_of, styles)
    rows = _Values(down, template, style_of, styles) if down is not None else None
    held = base if base.seed is not None else base.with_seed(seed)
    cells = []
    for row in range(len(rows.labels) if rows else 1):
        for column in range(len(columns.labels)):
            places = [(columns, column)] + ([(rows, row)] if rows else [])
            cells.append(MatrixCell(row, column, _recipe(template, held, styles, places)))
    title = " ".join((name or text).split())
    return Matrix(
        title if len(title) <= MOST_NAME_LETTERS else title[: MOST_NAME_LETTERS - 1].rstrip() + "…",
        text,
        SheetAxis(across.kind.value, columns.labels),
        SheetAxis(down.kind.value, rows.labels) if down is not None and rows is not None else None,
        tuple(cells),
    )


def style_label(name: str, worn: Sequence[Style], nothing: str) -> str:
    """A value of a style axis where the styles ``worn`` are applied to all; ``name`` is empty for no other one."""
    if not worn:
        return name or nothing
    return f"+ {name}" if name else ", ".join(style.name for style in worn)


class _Values:
    """The checked values of an axis, each once, with their captions. Raises RuleBroken."""

    def __init__(
        self, axis: Axis, template: Template, style_of: Callable[[str], Style] | None, worn: Sequence[Style]
    ) -> None:
        self.axis = axis
        self.styles: tuple[Style | None, ...] = ()
        values = tuple(dict.fromkeys(value.strip() for value in axis.values))
        if axis.kind is AxisKind.PROMPT:
            values = self._options(template, values)
        if not 1 <= len(values) <= MOST_VALUES:
            raise RuleBroken("axis", axis.kind.value, f"one of 1 to {MOST_VALUES} values, not {len(values)}")
        self.values = values
        if axis.kind is AxisKind.PROMPT:
            options = template.groups[axis.group].options
            self.labels = tuple(" ".join(options[int(value)].split()) or "(nothing)" for value in values)
        elif axis.kind is AxisKind.MODEL:
            self.labels = tuple(model.label if (model := model_named(value)) else value for value in values)
        elif axis.kind is AxisKind.SEED:
            self.labels = tuple(f"seed {_seed(value)}" for value in values)
        elif axis.kind is AxisKind.STYLE:
            self.styles = tuple(_style(value, style_of) for value in values)
            self.labels = tuple(style_label(style.name if style else "", worn, "no style") for style in self.styles)
        else:
            self.labels = tuple(map(_shape, values))

    def _options(self, template: Template, values: tuple[str, ...]) -> tuple[str, ...]:
        if not 0 <= self.axis.group < len(template.groups):
            rule = f"one of the prompt's {len(template.groups)} groups" if template.groups else "there: write {a|b}"
            raise RuleBroken("axis", f"group {self.axis.group + 1}", rule)
        known = [str(number) for number in range(len(template.groups[self.axis.group].options))]
        for value in values:
            if value not in known:
                raise RuleBroken("axis", value, f"the number of an option, 0 to {len(known) - 1}")
        return values or tuple(known)


def _recipe(
    template: Template, base: GenerateRecipe, styles: Sequence[Style], places: list[tuple[_Values, int]]
) -> GenerateRecipe:
    chosen: dict[int, int] = {}
    applied = list(styles)
    for values, place in places:
        value = values.values[place]
        match values.axis.kind:
            case AxisKind.PROMPT:
                chosen[values.axis.group] = int(value)
            case AxisKind.MODEL:
                base = replace(base, model=value)
            case AxisKind.SEED:
                base = base.with_seed(_seed(value))
            case AxisKind.STYLE:
                style = values.styles[place]
                applied += [style] if style is not None else []
            case AxisKind.SHAPE:
                base = replace(base, aspect_ratio=value)
    return recipe_for(template.choosing(chosen), template.text, base, applied, marked=template.has_markup)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and SEED.low <= int(text) <= SEED.high):
        raise RuleBroken("seed", text, f"a whole number from {SEED.low} to {SEED.high}")
    return int(text)


def _style(style_id: str, style_of: Callable[[str], Style] | None) -> Style | None:
    if not style_id or style_of is None:
        return None
    style = style_of(style_id)
    if style.problem:
        raise RuleBroken("style", style.name, f"a sound one: {style.problem}")
    return style


def _shape(text: str) -> str:
    if text not in ASPECT_RATIO_NAMES:
        raise RuleBroken("aspectRatio", text, f"one of {', '.join(ASPECT_RATIO_NAMES)}")
    return text
