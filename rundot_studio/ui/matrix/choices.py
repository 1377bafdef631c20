"""What a matrix can be made of now: the prompt's groups, the models, the styles, the shapes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rundot_studio.domain.alternatives import Group, Template
from rundot_studio.domain.catalog import ASPECT_RATIOS
from rundot_studio.domain.matrix import Axis, AxisKind, style_label
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.styles import Style
from rundot_studio.ui.prompt.model_offer import ModelOffer

MOST_WORDS = 28


@dataclass(frozen=True)
class Value:
    """A value of an axis, and how it is called."""

    value: str
    words: str
    tip: str = ""


@dataclass(frozen=True)
class MatrixChoices:
    """``base`` is the recipe as the panel says it, ``styles`` all sound ones, ``chosen`` those put on already."""

    template: Template
    base: GenerateRecipe
    offers: Sequence[ModelOffer] = ()
    styles: Sequence[Style] = ()
    chosen: Sequence[Style] = ()

    def values(self, kind: AxisKind, group: int, nothing: Callable[[str], str]) -> list[Value]:
        """The values to choose from; seeds are typed. ``nothing`` gives words for ``option`` and ``style``."""
        if kind is AxisKind.PROMPT:
            groups = self.template.groups
            options = groups[group].options if group < len(groups) else ()
            words = [" ".join(option.split()) or nothing("option") for option in options]
            return [Value(str(place), shortened(each), each) for place, each in enumerate(words)]
        if kind is AxisKind.MODEL:
            return [Value(each.name, each.label, each.more) for each in self.offers if each.callable]
        if kind is AxisKind.STYLE:
            sound = [style for style in self.styles if not style.problem and style not in self.chosen]
            bare = Value("", style_label("", self.chosen, nothing("style")))
            return [bare, *(Value(each.id, style_label(each.name, self.chosen, ""), each.template) for each in sound)]
        if kind is AxisKind.SHAPE:
            return [Value(each.name, each.name, each.best_for) for each in ASPECT_RATIOS]
        return []

    def first_values(self, kind: AxisKind, values: Sequence[Value]) -> set[str]:
        """What is chosen to begin with: all words of the prompt, and of the others the one that is set now."""
        if kind is AxisKind.PROMPT:
            return {value.value for value in values}
        if kind is AxisKind.MODEL:
            return {self.base.model}
        if kind is AxisKind.SHAPE:
            return {self.base.aspect_ratio}
        return {""}


def group_words(group: Group) -> str:
    """A group of the prompt, called by its wildcard or by its options."""
    return f"__{group.name}__" if group.name else shortened("{" + "|".join(group.options) + "}")


def shortened(words: str) -> str:
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…"


def same_thing(across: Axis, down: Axis | None) -> bool:
    return down is not None and (across.kind, across.group) == (down.kind, down.group)
