"""The prompt panel over a restart: everything as it was, and nonsense passed over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.domain.recipe import CutoutSettings, GenerateRecipe, SourceImage
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.prompt.panel_memory import HISTORY, SECTION, VERSION
from rundot_studio.ui.prompt.request import RANDOM
from rundot_studio.ui.session.window_memory import WindowMemory
from tests.ui.conftest import Show, Waiting, png
from tests.ui.stand_in import StandInStudio


def reopened(shown: Show, memory: WindowMemory) -> MainWindow:
    window = MainWindow(memory)
    shown(window)
    return window


def test_everything_is_there_after_a_restart(shown: Show, tmp_path: Path, studio: StandInStudio) -> None:
    file = tmp_path / "window.json"
    (tmp_path / "mood.png").write_bytes(png(20, 20))
    picture = studio.library.add(GenerateRecipe("a castle"))
    first = MainWindow(WindowMemory(file))
    shown(first)
    panel = first.panels.prompt
    recipe = GenerateRecipe(
        "a {red|blue} knight \N{DRAGON}",
        negative_prompt="text",
        model="gemini-3-pro-image-preview",
        aspect_ratio="16:9",
        image_size="2K",
        seed=0,
        references=(SourceImage(str(tmp_path / "mood.png")), SourceImage(picture.path, picture_id=picture.id)),
        remove_background=CutoutSettings(),
        template="a {red|blue} knight \N{DRAGON}",
        styles=("ink-drawing",),
    )
    panel.show_recipe(recipe)
    panel.count.choose("9")
    panel.words.expand.choose(RANDOM)
    panel.send()
    before = panel.request()
    first.finish()
    second = reopened(shown, WindowMemory(file))
    again = second.panels.prompt
    assert again.request() == before
    again.prompt.set_text("")
    QTest.keyClick(again.prompt.edit, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert again.prompt.text == recipe.prompt
    second.finish()


def test_pictures_of_the_library_are_seen_again_when_it_is_open(
    shown: Show, studio: StandInStudio, wait_for: Waiting
) -> None:
    picture = studio.library.add(GenerateRecipe("a castle"))
    memory = WindowMemory()
    memory.put(SECTION, {"version": VERSION, "references": [[picture.path, None, picture.id, None]]})
    window = reopened(shown, memory)
    window.attach(studio)  # type: ignore[arg-type]
    (tile,) = window.panels.prompt.references._tiles
    wait_for(lambda: not tile.image.isNull())
    window.finish()


def test_the_first_words_are_no_step_of_the_undo_history(shown: Show) -> None:
    memory = WindowMemory()
    memory.put(SECTION, {"version": VERSION, "text": "a knight"})
    window = reopened(shown, memory)
    edit = window.panels.prompt.prompt.edit
    edit.undo()
    assert edit.toPlainText() == "a knight"
    QTest.keyClicks(edit, " and a dog")
    assert edit.toPlainText() == "a knight and a dog"
    edit.undo()
    assert edit.toPlainText() == "a knight"
    window.finish()


NONSENSE = [
    {"version": 99, "text": "from the future"},
    {"version": VERSION, "text": 5, "avoid": [], "seed": "12", "shape": "7:5", "size": None, "count": 4, "model": {}},
    {"version": VERSION, "styles": "ink", "references": [[1, 2, 3, 4], "x", ["a"], [None] * 4], "ownSize": [1, 2, 3]},
    {"version": VERSION, "seed": -1, "expand": "some", "styles": ["../../x", 5], "ownSize": [True, 64, "cover"]},
    [1, 2],
    "text",
    None,
]


@pytest.mark.parametrize("state", NONSENSE)
def test_nonsense_is_passed_over(shown: Show, state: object) -> None:
    memory = WindowMemory()
    memory.put(SECTION, state)
    memory.put(HISTORY, [1, None, ""])
    window = reopened(shown, memory)
    panel = window.panels.prompt
    assert panel.recipe() == GenerateRecipe("")
    assert panel.picture_count == 1
    assert panel.prompt.history == []
    window.finish()


def test_a_model_of_the_service_is_chosen_when_it_is_offered(shown: Show, studio: StandInStudio) -> None:
    memory = WindowMemory()
    memory.put(SECTION, {"version": VERSION, "model": "painter-of-tomorrow"})
    window = reopened(shown, memory)
    studio.capability.names = ("painter-of-tomorrow",)
    window.prompt_memory.remember()
    window.attach(studio)  # type: ignore[arg-type]
    assert window.panels.prompt.model.value == "painter-of-tomorrow"
    window.finish()
