"""XY matrices: which pictures they make, in what order, with which captions."""

import pytest

from rundot_studio.domain.alternatives import WildcardTable
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.matrix import Axis, AxisKind, matrix
from rundot_studio.domain.recipe import GenerateRecipe, SheetAxis
from rundot_studio.domain.styles import Style

BASE = GenerateRecipe("-", negative_prompt="fog")
INK = Style("ink", "Ink", "{prompt}, ink", "colour")
BROKEN = Style("broken", "Broken", "no place")
STYLES = {"ink": INK, "broken": BROKEN}
TEXT = "{red|pale blue} {knight|{dark |}elf}, __metal__"
LISTS = WildcardTable({"metal": ("iron", "gold")})


def test_cells_go_row_by_row_and_groups_without_an_axis_take_their_first() -> None:
    made = matrix(TEXT, BASE, Axis(AxisKind.PROMPT), Axis(AxisKind.PROMPT, group=1), wildcards=LISTS)
    assert [(cell.row, cell.column, cell.recipe.prompt) for cell in made.cells] == [
        (0, 0, "red knight, iron"),
        (0, 1, "pale blue knight, iron"),
        (1, 0, "red dark elf, iron"),
        (1, 1, "pale blue dark elf, iron"),
    ]
    assert made.across == SheetAxis("prompt", ("red", "pale blue"))
    assert made.down == SheetAxis("prompt", ("knight", "{dark |}elf"))
    assert {cell.recipe.template for cell in made.cells} == {TEXT}


def test_only_what_is_varied_differs_so_all_have_one_seed() -> None:
    made = matrix("gem", BASE, Axis(AxisKind.SHAPE, ("1:1", "16:9")), seed=77)
    assert {cell.recipe.seed for cell in made.cells} == {77}
    assert [cell.recipe.aspect_ratio for cell in made.cells] == ["1:1", "16:9"]
    assert made.down is None
    locked = matrix("gem", BASE.with_seed(5), Axis(AxisKind.SHAPE, ("1:1",)), seed=77)
    assert locked.cells[0].recipe.seed == 5


def test_models_seeds_and_styles_are_varied_and_captioned() -> None:
    seeds = Axis(AxisKind.SEED, ("1", "2", "2"))
    made = matrix("gem", BASE, seeds, Axis(AxisKind.STYLE, ("", "ink")), style_of=STYLES.__getitem__)
    assert (made.across.labels, made.down and made.down.labels) == (("seed 1", "seed 2"), ("no style", "Ink"))
    assert [(cell.recipe.seed, cell.recipe.prompt) for cell in made.cells][1:3] == [(2, "gem"), (1, "gem, ink")]
    assert made.cells[3].recipe.negative_prompt == "fog, colour"
    assert made.cells[3].recipe.styles == ("ink",)
    worn = matrix("gem", BASE, Axis(AxisKind.STYLE, ("", "ink")), styles=[INK], style_of=STYLES.__getitem__)
    assert worn.across.labels == ("Ink", "+ Ink"), "a style that all wear is not called none"
    models = matrix("gem", BASE, Axis(AxisKind.MODEL, ("some-model",)), styles=[INK])
    assert (models.across.labels, models.cells[0].recipe.model) == (("some-model",), "some-model")
    assert models.cells[0].recipe.prompt == "gem, ink"


def test_chosen_options_of_a_wildcard_are_rows() -> None:
    made = matrix(TEXT, BASE, Axis(AxisKind.PROMPT, ("1",), group=2), wildcards=LISTS)
    assert (made.across.labels, made.cells[0].recipe.prompt) == (("gold",), "red knight, gold")


@pytest.mark.parametrize(
    ("text", "across", "down", "said"),
    [
        ("{gem", Axis(AxisKind.SEED, ("1",)), None, "not closed"),
        ("gem", Axis(AxisKind.PROMPT), None, "group 1"),
        ("{a|b}", Axis(AxisKind.PROMPT, ("2",)), None, "0 to 1"),
        ("gem", Axis(AxisKind.SEED), None, "1 to 40 values"),
        ("gem", Axis(AxisKind.SEED, tuple(map(str, range(41)))), None, "not 41"),
        ("gem", Axis(AxisKind.SEED, ("-1",)), None, "whole number"),
        ("gem", Axis(AxisKind.SEED, ("9" * 5000,)), None, "whole number"),
        ("gem", Axis(AxisKind.SHAPE, ("7:5",)), None, "7:5"),
        ("gem", Axis(AxisKind.STYLE, ("broken",)), None, "no {prompt}"),
        ("gem", Axis(AxisKind.SEED, ("1",)), Axis(AxisKind.SEED, ("2",)), "another than that of the columns"),
    ],
)
def test_axes_that_can_not_be_are_refused(text: str, across: Axis, down: Axis | None, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        matrix(text, BASE, across, down, style_of=STYLES.__getitem__)


def test_a_long_prompt_makes_a_short_name() -> None:
    made = matrix("gem " * 100, BASE, Axis(AxisKind.SEED, ("1",)))
    assert len(made.name) <= 60
    assert made.name.endswith("…")
