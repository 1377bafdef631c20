"""The look: changed at once, remembered, following the system where the artist wants that."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.motion import is_still, set_still
from rundot_studio.ui.controls.theme import (
    DARK,
    LIGHT,
    SMALL_PX,
    apply_theme,
    scaled,
    set_text_scale,
    tokens_of_palette,
)
from rundot_studio.ui.gallery.arrivals import Arrivals
from rundot_studio.ui.session.appearance import Appearance
from rundot_studio.ui.session.system_motion import system_wants_less_motion
from rundot_studio.ui.session.window_memory import WindowMemory
from tests.ui.conftest import Show


@pytest.fixture(autouse=True)
def as_it_was(qapp: QApplication) -> Iterator[None]:
    yield
    set_text_scale(1.0)
    set_still(False)
    apply_theme(qapp, DARK)


@pytest.fixture
def memory() -> WindowMemory:
    return WindowMemory()


def test_the_theme_changes_at_once_and_is_remembered(qapp: QApplication, memory: WindowMemory) -> None:
    appearance = Appearance(qapp, memory)
    assert tokens_of_palette(qapp.palette()) is DARK
    appearance.set_theme("light")
    assert tokens_of_palette(qapp.palette()) is LIGHT
    Appearance(qapp, memory).toggle_theme()
    assert tokens_of_palette(qapp.palette()) is DARK
    assert Appearance(qapp, memory).theme == "dark"


def test_words_that_stand_already_change_their_size(qapp: QApplication, memory: WindowMemory, shown: Show) -> None:
    label = Label("Seed")
    shown(label)
    appearance = Appearance(qapp, memory)
    appearance.set_text(130)
    assert label.font().pixelSize() == round(SMALL_PX * 1.3) == scaled(SMALL_PX)
    appearance.set_text(100)
    assert label.font().pixelSize() == SMALL_PX
    assert Appearance(qapp, memory).text == 100


def test_the_system_decides_about_motion_unless_the_artist_does(qapp: QApplication, memory: WindowMemory) -> None:
    appearance = Appearance(qapp, memory)
    assert not is_still()
    appearance.hear_of_motion(True)
    assert is_still()
    appearance.set_motion("full")
    assert not is_still()
    appearance.set_motion("less")
    appearance.hear_of_motion(False)
    assert is_still()


def test_nothing_fades_where_less_motion_is_wanted() -> None:
    arrivals = Arrivals(clock=lambda: 0.0)
    set_still(True)
    arrivals.expect("a")
    arrivals.begin("a")
    assert arrivals.opacity("a") == 1.0
    set_still(False)
    arrivals.expect("b")
    arrivals.begin("b")
    assert arrivals.opacity("b") == 0.0


@pytest.mark.parametrize("kept", [7, [], {"theme": "pink", "text": True, "motion": None}, {"text": 1000}])
def test_what_nobody_knows_is_passed_over(qapp: QApplication, memory: WindowMemory, kept: object) -> None:
    memory.put("appearance", kept)
    appearance = Appearance(qapp, memory)
    assert (appearance.theme, appearance.text, appearance.motion) == ("dark", "system", "system")


def test_asking_the_system_never_fails() -> None:
    assert system_wants_less_motion() in (True, False)
