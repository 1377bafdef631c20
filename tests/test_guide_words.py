"""What the guide quotes is there: words in italics are the window's own, and its keys do what is said of them.

``*Vary* (Ctrl+4)`` in a page is a label with its shortcut.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.controls.language import hush, speak, spoken
from rundot_studio.ui.main_window import MainWindow
from tests.screens.guide import words_of_the_program

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
GUIDE = RESOURCES / "guide"
PAGES = sorted(page.name for page in GUIDE.glob("*.md"))
LANGUAGES = ("en", "de")
NAMES = {"RUN"}
"""The same in every language."""
KEYS_OF_WIDGETS = ("Ctrl+V", "Alt+Up", "Alt+Down", "X")
"""Keys that the window has no action for: pasting a reference, what was sent before, the other brush."""
written_for_others = pytest.mark.skipif(sys.platform == "darwin", reason="the guide names the keys of other systems")
_LABEL = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
_LABEL_WITH_KEYS = re.compile(r"(?<!\*)\*([^*\n]+)\* \(([^()\s]+)\)")
_KEYS = re.compile(r"(?<!\w)(?:(?:Ctrl|Alt|Shift|Strg|Umschalt)\+)+(?:\w+|,(?=\)))|\bF\d\b|(?<![\w.])[B-HJ-Z](?![\w.])")
"""With a letter that stands alone: what it does in the window is told in passing."""
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)


def prose(page: str, language: str) -> str:
    folder = GUIDE if language == "en" else GUIDE / language
    return _CODE.sub("", (folder / page).read_text(encoding="utf-8"))


@pytest.fixture(params=LANGUAGES)
def window(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[MainWindow]:
    """A window that speaks the language; it is not shown."""
    speak(qapp, request.param)
    window = MainWindow()
    window.furnish()
    yield window
    window.finish()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    hush(qapp)


@pytest.mark.parametrize("page", PAGES)
def test_words_in_italics_are_the_windows_own(page: str) -> None:
    labels = set(_LABEL.findall(prose(page, "en")))
    assert not labels - words_of_the_program("en") - NAMES


@pytest.mark.parametrize("page", PAGES)
def test_a_translated_page_quotes_the_translated_window(page: str) -> None:
    catalogue = json.loads((RESOURCES / "languages" / "de.json").read_text(encoding="utf-8"))["words"]
    english = _LABEL.findall(prose(page, "en"))
    expected = {value for key, value in catalogue.items() if key.rpartition("|")[2] in english}
    german = _LABEL.findall(prose(page, "de"))
    assert len(german) == len(english)
    assert not set(german) - expected - NAMES


def native(keys: str) -> str:
    """A shortcut as the system writes it in the window's language."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


@written_for_others
def test_a_label_with_a_shortcut_is_an_action_with_that_shortcut(window: MainWindow) -> None:
    actions = {native(key): action for action in window.commands.all for key in action.keys}
    told = [pair for page in PAGES for pair in _LABEL_WITH_KEYS.findall(prose(page, spoken()))]
    assert len(told) > 8
    wrong = [(label, keys) for label, keys in told if keys not in actions or actions[keys].words != label]
    assert not wrong


@written_for_others
def test_every_key_does_something(window: MainWindow) -> None:
    known = {native(key) for action in window.commands.all for key in action.keys}
    known |= {native(key) for key in KEYS_OF_WIDGETS}
    told = {keys for page in PAGES for keys in _KEYS.findall(prose(page, spoken()))}
    assert len(told) > 20
    assert not told - known
