"""Styles on the prompt: chips, the card of all styles, and recipes that have styles."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.prompt.panel import PromptPanel
from rundot_studio.ui.prompt.style_chips import StyleChip
from rundot_studio.ui.prompt.style_popover import StylePopover
from tests.ui.prompt.conftest import BROKEN, INK, PIXELS


def chips(panel: PromptPanel) -> list[StyleChip]:
    return [chip for chip in panel.words.styles.findChildren(StyleChip) if chip.isVisible()]


def test_chips_are_taken_off_and_moved_with_the_keys(alone: PromptPanel) -> None:
    alone.words.styles.choose(("pixel-art", "ink"))
    QTest.keyClick(chips(alone)[0], Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert alone.request().styles == ("ink", "pixel-art")
    QTest.keyClick(chips(alone)[0], Qt.Key.Key_Delete)
    assert alone.request().styles in (("ink",), ("pixel-art",))
    assert chips(alone)[0].hasFocus()


def test_a_style_that_is_gone_is_taken_off(alone: PromptPanel) -> None:
    alone.words.styles.choose(("pixel-art", "ink", "unheard-of"))
    assert alone.words.styles.value == ("pixel-art", "ink")
    alone.words.styles.set_known([PIXELS])
    assert alone.words.styles.value == ("pixel-art",)


def test_a_recipe_gives_back_its_template_its_styles_and_the_artists_own_avoid(alone: PromptPanel) -> None:
    recipe = GenerateRecipe(
        "a red knight, crisp pixels",
        negative_prompt="text, blurry",
        template="a {red|blue} knight",
        styles=("pixel-art",),
        seed=5,
    )
    alone.show_recipe(recipe)
    assert alone.prompt.text == "a {red|blue} knight"
    assert alone.words.styles.value == ("pixel-art",)
    assert alone.avoid.text == "text"


def test_where_a_style_is_gone_the_words_are_those_that_were_sent(alone: PromptPanel) -> None:
    recipe = GenerateRecipe("a {b} knight in oil", negative_prompt="photo", template="a knight", styles=("oil",))
    alone.show_recipe(recipe)
    assert alone.prompt.text == "a \\{b\\} knight in oil"
    assert alone.words.styles.value == ()
    assert alone.avoid.text == "photo"


@pytest.fixture
def popover(alone: PromptPanel) -> StylePopover:
    popover = StylePopover(alone)
    popover.show_styles([PIXELS, INK, BROKEN], ())
    popover.open_at(alone.words.styles.add)
    return popover


def test_styles_are_found_by_typing_and_put_on_with_return(popover: StylePopover) -> None:
    told: list[str] = []
    popover.toggled.connect(told.append)
    QTest.keyClicks(popover.field.edit, "pen")
    assert [row.text() for row in popover.style_rows] == ["Ink"]
    QTest.keyClick(popover.field.edit, Qt.Key.Key_Return)
    assert told == ["ink"]
    assert not popover.isVisible()


def test_the_list_is_walked_with_the_arrows(popover: StylePopover) -> None:
    told: list[str] = []
    popover.toggled.connect(told.append)
    QTest.keyClick(popover.field.edit, Qt.Key.Key_Down)
    QTest.keyClick(popover.style_rows[0], Qt.Key.Key_Down)
    assert popover.style_rows[1].hasFocus()
    QTest.keyClick(popover.style_rows[1], Qt.Key.Key_Space)
    assert told == ["ink"]
    popover.show_chosen(("ink",))
    assert [row.isChecked() for row in popover.style_rows] == [False, True, False]
    QTest.keyClick(popover.style_rows[0], Qt.Key.Key_Up)
    assert popover.field.edit.hasFocus()
    assert popover.style_rows[2].more == BROKEN.problem
