"""Languages: words have contexts, sentences from below are known with their values, and numbers and days follow.

That nothing visible escapes is tested over the whole window, in ``tests/ui/test_translated_window.py``.
"""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.domain.errors import Problem, RuleBroken
from rundot_studio.ui.controls.language import (
    LANGUAGES,
    Catalogue,
    hush,
    language_wanted,
    sentence,
    speak,
    spoken,
)
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.pictures.problem_words import problem_message
from rundot_studio.ui.program.page import PreferenceRow
from tests.ui.conftest import Show


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "de")
    yield
    hush(qapp)


def test_a_sentence_from_below_is_known_with_what_is_filled_in() -> None:
    catalogue = Catalogue(
        {"Save": "Sichern"}, {"{0} is not in {1}.": "{0} liegt nicht in {1}.", "Try again.": "Nochmals."}
    )
    assert catalogue.sentence("a.png is not in /tmp/x.") == "a.png liegt nicht in /tmp/x."
    assert catalogue.sentence("Try again.") == "Nochmals."
    assert catalogue.sentence("Nobody knows this.") == "Nobody knows this."
    assert catalogue.translate("Any", "Save") == "Sichern"


def test_one_english_text_may_have_two_meanings() -> None:
    catalogue = Catalogue({"Light": "Hell", "DepthBar|Light": "Licht"}, {})
    assert catalogue.translate("Appearance", "Light") == "Hell"
    assert catalogue.translate("DepthBar", "Light") == "Licht"


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_what_was_filled_in_comes_out_whole(first: str, second: str) -> None:
    catalogue = Catalogue({}, {"The file {0} was not found below {1}.": "{1}: {0} fehlt."})
    said = catalogue.sentence(f"The file {first} was not found below {second}.")
    assert said.endswith(" fehlt.")
    assert first in said
    assert second in said


def test_what_is_filled_in_is_translated_where_it_is_known(german: None) -> None:
    told = RuleBroken("stars", 7, "a whole number from 0 to 5").message
    assert sentence(told) == "stars: 7 ist nicht erlaubt; nötig ist: eine ganze Zahl von 0 bis 5"


def test_several_sentences_and_lines_are_translated_one_by_one(german: None) -> None:
    said = "There is no file a.png. Sign in again.\nNobody knows this."
    assert sentence(said) == "Es gibt keine Datei a.png. Melde dich noch einmal an.\nNobody knows this."


def test_a_word_of_the_window_is_no_sentence(german: None) -> None:
    assert sentence("Depth") == "Depth", "an artist's board may be called so"


def test_a_services_own_english_gives_way_to_the_meaning_of_its_code(german: None) -> None:
    refused = Problem("IMAGE_GEN_SAFETY_FILTER", "Request blocked: unsafe content")
    assert problem_message(refused) == "Blockiert vom Sicherheitsfilter"
    assert problem_message(Problem("NEW_CODE", "Quota of tier exhausted")) == "Quota of tier exhausted"


def test_english_keeps_what_a_service_says(qapp: QApplication) -> None:
    assert problem_message(Problem("IMAGE_GEN_SAFETY_FILTER", "Blocked: unsafe")) == "Blocked: unsafe"


def test_days_are_named_in_the_language_that_is_spoken(german: None) -> None:
    assert spoken() == "de"
    assert QLocale().toString(QDate(2026, 11, 20), "dddd, d. MMMM") == "Freitag, 20. November"


@pytest.mark.parametrize("kept", [None, 3, "xx", "system"])
def test_an_unknown_choice_is_the_systems_language(kept: object) -> None:
    assert language_wanted(kept) in LANGUAGES
    assert language_wanted("de") == "de"


def test_a_window_speaks_german_and_english_again(qapp: QApplication, shown: Show) -> None:
    speak(qapp, "de")
    german = MainWindow()
    shown(german)
    words = german.panels.prompt.generate_button.text()
    german.finish()
    hush(qapp)
    english = MainWindow()
    shown(english)
    assert english.panels.prompt.generate_button.text() == "Generate"
    assert words
    english.finish()


def test_a_preference_is_found_by_words_of_either_language(german: None, qapp: QApplication) -> None:
    row = PreferenceRow("Papierkorb", "", QWidget(), also="delete undo restore")
    assert row.is_found_by(["rückgängig"])
    assert row.is_found_by(["undo"])
    assert not row.is_found_by(["farbe"])
