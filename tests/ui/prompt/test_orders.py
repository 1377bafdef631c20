"""What is sent for prompts with alternatives and styles, through the window over a studio in memory."""

from pathlib import Path

import pytest

from rundot_studio.domain.errors import LibraryUnusable
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.styles import Style
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.prompt.request import RANDOM
from tests.ui.conftest import Waiting
from tests.ui.stand_in import StandInStudio


@pytest.fixture
def ready(wired: MainWindow, wait_for: Waiting) -> MainWindow:
    """The window when it knows the styles and wildcards."""
    wait_for(lambda: wired.panels.prompt.words.lists_known)
    return wired


def sent(studio: StandInStudio) -> list[GenerateRecipe]:
    return [recipe for recipe, _, _ in studio.queue.submitted if isinstance(recipe, GenerateRecipe)]


def test_every_combination_is_a_recipe_of_its_own(ready: MainWindow, studio: StandInStudio) -> None:
    ready.panels.prompt.prompt.set_text("a {red|blue} {knight|mage}")
    ready.panels.prompt.words.styles.choose(("ink-drawing",))
    ready.panels.prompt.avoid.set_text("text")
    ready.panels.prompt.send()
    recipes = sent(studio)
    assert [recipe.prompt.split(",")[0] for recipe in recipes] == [
        "a red knight",
        "a red mage",
        "a blue knight",
        "a blue mage",
    ]
    assert {recipe.template for recipe in recipes} == {"a {red|blue} {knight|mage}"}
    assert {recipe.styles for recipe in recipes} == {("ink-drawing",)}
    assert recipes[0].negative_prompt == "text, colour, photo, blur"


def test_one_at_random_makes_as_many_as_are_asked(ready: MainWindow, studio: StandInStudio) -> None:
    ready.panels.prompt.prompt.set_text("a {red|blue|green|white} knight")
    ready.panels.prompt.words.expand.choose(RANDOM)
    ready.panels.prompt.count.choose("4")
    ready.panels.prompt.send()
    assert len(sent(studio)) == 4
    assert {count for _, count, _ in studio.queue.submitted} == {1}


def test_a_large_order_asks_in_its_place(ready: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    prompt = ready.panels.prompt
    question = prompt.size_question
    prompt.prompt.set_text("{a|b|c|d|e|f} {a|b|c|d|e|f} {a|b|c|d|e|f}")
    prompt.send()
    assert question.isVisible()
    assert question.send.hasFocus()
    assert question.words == "This makes 216 pictures. Send them all?"
    question.change.click()
    assert not question.isVisible()
    assert sent(studio) == []
    prompt.send()
    question.send.click()
    assert 0 < len(sent(studio)) <= 25
    wait_for(lambda: len(sent(studio)) == 216)


def test_a_large_order_is_sent_to_its_end_before_the_connection_goes(ready: MainWindow, studio: StandInStudio) -> None:
    ready.panels.prompt.prompt.set_text("{a|b|c|d|e|f} {a|b|c|d|e|f} {a|b}")
    ready.panels.prompt.send()
    ready.release()
    assert len(sent(studio)) == 72


def test_an_order_that_is_too_large_says_so(ready: MainWindow, studio: StandInStudio) -> None:
    ready.panels.prompt.prompt.set_text("{a|b}" * 11)
    ready.panels.prompt.send()
    assert ready.panels.prompt.complaint.text() == "This would make 2,048 pictures; one order can have 2,000."
    assert sent(studio) == []


def test_a_broken_prompt_is_not_sent_and_says_why(ready: MainWindow, studio: StandInStudio) -> None:
    ready.panels.prompt.prompt.set_text("a {red knight of __unheard__")
    ready.panels.prompt.send()
    assert sent(studio) == []
    assert ready.panels.prompt.complaint.isVisible()


def test_lists_that_can_not_be_read_hold_back_no_order(
    window: MainWindow, studio: StandInStudio, wait_for: Waiting, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    studio.styles.folder = tmp_path / "file" / "styles"
    studio.wildcards.folder = tmp_path / "file" / "wildcards"

    def refuse() -> list[Style]:
        raise LibraryUnusable("The library is gone.")

    studio.styles.styles = refuse  # type: ignore[method-assign]
    window.attach(studio)  # type: ignore[arg-type]
    window.panels.prompt.prompt.set_text("a __knight__")
    window.panels.prompt.send()
    wait_for(lambda: "There is no wildcard __knight__." in window.panels.prompt.complaint.text())
    assert sent(studio) == []


def test_an_order_with_wildcards_waits_for_the_lists(
    window: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    window.panels.prompt.prompt.set_text("a knight of __metal__")
    window.panels.prompt.send()
    window.attach(studio)  # type: ignore[arg-type]
    assert sent(studio) == []
    wait_for(lambda: len(sent(studio)) > 5)
