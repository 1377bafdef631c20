import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.ui.prompt.edit import PromptEdit
from tests.ui.conftest import Show


@pytest.fixture
def prompt(shown: Show) -> PromptEdit:
    prompt = PromptEdit()
    prompt.resize(280, prompt.height())
    shown(prompt)
    return prompt


def alt(prompt: PromptEdit, key: Qt.Key) -> str:
    QTest.keyClick(prompt.edit, key, Qt.KeyboardModifier.AltModifier)
    return prompt.text


def test_it_grows_with_its_text_up_to_a_limit(prompt: PromptEdit) -> None:
    empty = prompt.height()
    prompt.set_text("\n".join(["a knight"] * 6))
    six = prompt.height()
    prompt.set_text("\n".join(["a knight"] * 40))
    assert empty < six < prompt.height() < 260


def test_long_lines_count_as_the_lines_they_wrap_to(prompt: PromptEdit) -> None:
    empty = prompt.height()
    prompt.set_text("a knight in shining armour " * 12)
    assert prompt.height() > empty


def test_the_history_is_walked_to_and_fro(prompt: PromptEdit) -> None:
    for words in ("first", "second"):
        prompt.remember(words)
    prompt.set_text("a draft")
    assert alt(prompt, Qt.Key.Key_Up) == "second"
    assert alt(prompt, Qt.Key.Key_Up) == "first"
    assert alt(prompt, Qt.Key.Key_Up) == "first"
    assert alt(prompt, Qt.Key.Key_Down) == "second"
    assert alt(prompt, Qt.Key.Key_Down) == "a draft"


def test_what_was_just_sent_is_not_the_first_step_back(prompt: PromptEdit) -> None:
    prompt.remember("first")
    prompt.set_text("second")
    prompt.remember("second")
    assert alt(prompt, Qt.Key.Key_Up) == "first"


def test_a_prompt_is_remembered_once(prompt: PromptEdit) -> None:
    for words in ("a", "b", "a"):
        prompt.remember(words)
    assert [alt(prompt, Qt.Key.Key_Up) for _ in range(3)] == ["a", "b", "b"]


def test_without_a_history_the_text_stays(prompt: PromptEdit) -> None:
    prompt.set_text("a draft")
    assert alt(prompt, Qt.Key.Key_Up) == "a draft"
    assert alt(prompt, Qt.Key.Key_Down) == "a draft"


def test_replaced_words_can_be_brought_back(prompt: PromptEdit) -> None:
    prompt.set_text("mine")
    prompt.set_text("from a recipe")
    prompt.edit.undo()
    assert prompt.text == "mine"


def test_undo_at_the_start_keeps_the_space_between_the_lines(prompt: PromptEdit) -> None:
    before = prompt.height()
    prompt.edit.undo()
    assert prompt.height() == before


def test_pasted_text_loses_its_looks(prompt: PromptEdit) -> None:
    assert not prompt.edit.acceptRichText()


def test_tab_leaves_the_prompt(prompt: PromptEdit) -> None:
    prompt.edit.setFocus()
    QTest.keyClick(prompt.edit, Qt.Key.Key_Tab)
    assert prompt.text == ""
