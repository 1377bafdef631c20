"""Alternatives and wildcards in the prompt: coloured, counted, explained, and finished by the cursor."""

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtTest import QTest

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.controls.theme import DARK
from rundot_studio.ui.prompt.completion import begun_name, offered
from rundot_studio.ui.prompt.edit import MOST_LETTERS
from rundot_studio.ui.prompt.panel import PromptPanel
from rundot_studio.ui.prompt.request import RANDOM, OrderRequest
from tests.ui.conftest import Waiting


def ranges(panel: PromptPanel) -> list[tuple[int, str, str, bool]]:
    """Where a colour lies, over which words, which one, and whether there is a wavy line."""
    found = []
    block = panel.prompt.edit.document().firstBlock()
    while block.isValid():
        for each in block.layout().formats():
            words = block.text().encode("utf-16-le")[each.start * 2 : (each.start + each.length) * 2]
            wavy = each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
            colour = each.format.foreground().color().name()
            found.append((block.position() + each.start, words.decode("utf-16-le"), colour, wavy))
        block = block.next()
    return found


def coloured(panel: PromptPanel) -> dict[str, str]:
    return {words: colour for _, words, colour, _ in ranges(panel)}


def underlined(panel: PromptPanel) -> list[str]:
    return [words for _, words, _, wavy in ranges(panel) if wavy]


def paste(panel: PromptPanel, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    panel.prompt.edit.insertFromMimeData(data)


# --- colours ---


def test_good_parts_have_the_accent_and_bad_ones_a_line_below(alone: PromptPanel) -> None:
    alone.prompt.set_text("a {red|blue} knight of __metal__ with __metla__ }")
    assert coloured(alone) == {
        "{red|blue}": DARK.accent_text,
        "__metal__": DARK.accent_text,
        "__metla__": DARK.bad,
        "}": DARK.bad,
    }
    assert underlined(alone) == ["__metla__", "}"]


def test_colours_lie_where_the_words_are_behind_blanks_and_emoji(alone: PromptPanel) -> None:
    alone.prompt.set_text("   \n 🐉🐉 a {red|blue} dragon")
    assert list(coloured(alone)) == ["{red|blue}"]


def test_only_what_is_in_sight_is_coloured(alone: PromptPanel, wait_for: Waiting) -> None:
    alone.prompt.set_text("{red|blue} knight\n" * 4000)
    wait_for(lambda: 0 < len(ranges(alone)) < 100)
    bar = alone.prompt.edit.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert max(place for place, *_ in ranges(alone)) > 60_000


def test_parts_that_touch_are_coloured_each(alone: PromptPanel) -> None:
    QTest.keyClicks(alone.prompt.edit, "{a|b}{c|d}{e|f}")
    assert list(coloured(alone)) == ["{a|b}", "{c|d}", "{e|f}"]
    picture = alone.prompt.edit.viewport().grab().toImage()
    orange = [x for x in range(picture.width()) if any(_is_orange(picture.pixelColor(x, y)) for y in range(20))]
    assert max(second - first for first, second in pairwise(orange)) < 10


def _is_orange(colour: QColor) -> bool:
    return colour.red() > 150 and colour.blue() < 140


def test_colours_are_no_step_of_the_undo_history(alone: PromptPanel) -> None:
    QTest.keyClicks(alone.prompt.edit, "{a|b}")
    alone.prompt.edit.undo()
    assert alone.prompt.text == ""


# --- numbers ---


def test_the_button_and_the_line_tell_the_number_of_pictures(alone: PromptPanel) -> None:
    assert not alone.words.expand.isVisible()
    alone.prompt.set_text("a {red|blue|green} knight of __metal__")
    assert alone.generate_button.text() == "Generate 6"
    assert alone.price.text() == "6 pictures"
    alone.show_price("about 12 credits")
    assert alone.price.text() == "6 pictures · about 12 credits"
    alone.count.choose("4")
    assert alone.generate_button.text() == "Generate 24"
    assert alone.words.expand.isVisible()
    alone.words.expand.choose(RANDOM)
    assert alone.generate_button.text() == "Generate 4"
    alone.prompt.set_text("a knight")
    assert not alone.words.expand.isVisible()
    assert alone.price.text() == "about 12 credits"
    assert alone.request() == OrderRequest(GenerateRecipe("a knight"), count=4)


def test_a_number_nobody_can_read_is_not_written_out(alone: PromptPanel) -> None:
    alone.prompt.set_text("{a|b}" * 400)
    assert alone.generate_button.text() == "Generate ∞"
    assert alone.price.text() == "countless pictures"


# --- problems ---


def test_a_problem_is_told_after_a_pause_and_taken_back_at_once(alone: PromptPanel, wait_for: Waiting) -> None:
    QTest.keyClicks(alone.prompt.edit, "a {red|blue")
    assert not alone.words.trouble.isVisible()
    wait_for(alone.words.trouble.isVisible)
    assert alone.words.trouble.text().startswith("A { is not closed.")
    assert alone.generate_button.text() == "Generate"
    QTest.keyClicks(alone.prompt.edit, "}")
    assert not alone.words.trouble.isVisible()
    assert alone.generate_button.text() == "Generate 2"


def test_a_long_paste_is_cut_with_a_sentence_and_stops_nothing(alone: PromptPanel, wait_for: Waiting) -> None:
    text = "a brave {red|blue} knight " * 80_000
    begun = time.perf_counter()
    paste(alone, text)
    took_s = time.perf_counter() - begun
    assert took_s < 1.0
    assert len(alone.prompt.edit.toPlainText()) == MOST_LETTERS
    assert alone.complaint.text().startswith("A prompt can have 100,000 letters; the last 1,980,000 of the pasted")
    wait_for(lambda: bool(ranges(alone)))
    alone.prompt.edit.undo()
    assert alone.prompt.text == ""


def test_an_older_reading_never_comes_after_a_newer_one(alone: PromptPanel, wait_for: Waiting) -> None:
    alone.prompt.set_text("{a|b} " * 1000)
    alone.prompt.set_text("plain")
    QTest.qWait(300)
    assert alone.words.template.text == "plain"
    assert alone.generate_button.text() == "Generate"


# --- completion ---


@pytest.mark.parametrize(
    ("before", "name"),
    [("a __me", "me"), ("__", ""), ("__land/co", "land/co"), ("__metal__", None), ("a_b", None), ("\\__me", None)],
)
def test_where_a_name_is_begun(before: str, name: str | None) -> None:
    assert begun_name(before) == name


def test_names_that_begin_so_come_first() -> None:
    assert offered({"biome": 1, "metal": 2, "meadow": 3}, "me") == ["metal", "meadow", "biome"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_name_is_picked_with_the_keys(alone: PromptPanel, key: Qt.Key) -> None:
    edit = alone.prompt.edit
    QTest.keyClicks(edit, "a __me")
    card = alone.words.completion.card
    assert card is not None
    assert card.names == ["metal", "meadow"]
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, key)
    assert alone.prompt.text == "a __meadow__"
    assert alone.words.completion.card is None
    assert edit.hasFocus()


def test_escape_leaves_the_names_and_the_words_alone(alone: PromptPanel) -> None:
    edit = alone.prompt.edit
    QTest.keyClicks(edit, "a __m")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert alone.words.completion.card is None
    QTest.keyClicks(edit, "e")
    assert alone.words.completion.card is None
    assert alone.prompt.text == "a __me"
