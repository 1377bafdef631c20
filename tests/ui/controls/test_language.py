"""Languages: nothing that can be seen escapes the translation, and sentences from below are known with their values."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit, QWidget

from rundot_studio.domain.catalog import MODELS
from rundot_studio.ui.controls.language import LANGUAGES, Catalogue, hush, language_wanted, speak
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import Show

OPEN, CLOSE = "⟦", "⟧"
NAMES = {
    "Rundot Studio",
    "RUN",
    "1:1",
    "PNG",
    "JPEG",
    "WebP",
    "Krita",
    "Aseprite",
    "GIMP",
    "Godot",
    "Unity",
    "Phaser",
    "PixiJS",
}
"""Not words: the same in every language."""
KEYS = ("Ctrl+", "Shift+", "Alt+", "Return", "Enter", "Del", "Esc", "Space", "Left", "Right", "Up", "Down", "Home")
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Bracketing(QTranslator):
    """A language in which every word of the window stands in brackets."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: object = None, n: int = -1) -> str:
        return f"{OPEN}{source}{CLOSE}"


@pytest.fixture
def bracketing(qapp: QApplication) -> Iterator[None]:
    translator = Bracketing()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def texts_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleName()
    if isinstance(widget, (QAbstractButton, QLabel)):
        yield widget.text()
    if isinstance(widget, (QLineEdit, QTextEdit)):
        yield widget.placeholderText()


def escaped(root: QWidget) -> set[str]:
    """Words that did not go through the translation."""
    found = set()
    for widget in (root, *root.findChildren(QWidget)):
        for text in texts_of(widget):
            if LETTERS.search(without_names(text)):
                found.add(text)
    return found


def without_names(text: str) -> str:
    """What is left of a text without its brackets, keys and names."""
    left = text.replace("\u200b", "")
    while left != (left := re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", left)):
        pass
    left = re.sub(r"https?://\S+", "", left)
    known = [each for model in MODELS for each in (model.label, model.name)]
    for name in (*sorted(known, key=len, reverse=True), *NAMES, *LANGUAGES.values(), *KEYS):
        left = left.replace(name, "")
    return left


def test_nothing_that_can_be_seen_escapes_the_translation(bracketing: None, shown: Show) -> None:
    window = MainWindow()
    shown(window)
    window.program.open_preferences()
    window.palette_sheet.open_palette()
    window.shortcuts_sheet.open_sheet()
    QApplication.processEvents()
    found = escaped(window)
    window.finish()
    assert not found


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
