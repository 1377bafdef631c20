"""The sheets for own styles and wildcards: nothing typed is lost, nothing broken is hidden, deleting can be undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.prompt.style_editor import StyleEditor
from rundot_studio.ui.prompt.wildcard_editor import WildcardEditor
from tests.ui.conftest import Waiting
from tests.ui.stand_in import StandInStudio


@pytest.fixture
def styles(wired: MainWindow, wait_for: Waiting) -> StyleEditor:
    wait_for(lambda: wired.panels.prompt.words.lists_known)
    wired.desk.lists.open_style_editor()
    editor = wired.desk.lists.style_editor
    wait_for(lambda: bool(editor.shown))
    return editor


@pytest.fixture
def wildcards(wired: MainWindow, wait_for: Waiting) -> WildcardEditor:
    wait_for(lambda: wired.panels.prompt.words.lists_known)
    wired.desk.lists.open_wildcard_editor()
    editor = wired.desk.lists.wildcard_editor
    wait_for(lambda: bool(editor.text.text))
    return editor


def own(studio: StandInStudio) -> dict[str, str]:
    return {style.name: style.template for style in studio.styles.styles() if not style.built_in}


def new_style(editor: StyleEditor, wait_for: Waiting) -> None:
    QTest.mouseClick(editor.new, Qt.MouseButton.LeftButton)
    wait_for(lambda: not editor.fields.value.built_in and bool(editor.fields.value.id))


# --- styles ---


def test_built_in_styles_can_be_looked_at_and_duplicated(
    styles: StyleEditor, studio: StandInStudio, wait_for: Waiting
) -> None:
    assert styles.note.isVisible()
    assert styles.fields.name.edit.isReadOnly()
    assert not styles.delete.isEnabled()
    styles.duplicate.click()
    wait_for(lambda: styles.fields.name.text == "Pixel art, 16-bit copy")
    assert not styles.fields.name.edit.isReadOnly()
    assert list(own(studio)) == ["Pixel art, 16-bit copy"]


def test_a_letter_in_a_field_that_can_only_be_read_runs_no_shortcut(
    styles: StyleEditor, wired: MainWindow, wait_for: Waiting
) -> None:
    ran: list[bool] = []
    for name in ("only-gallery", "only-canvas"):
        wired.commands[name].qt.triggered.connect(lambda _checked: ran.append(True))
    styles.fields.name.edit.setFocus()
    for key in (Qt.Key.Key_G, Qt.Key.Key_F):
        QTest.keyClick(wired.windowHandle(), key)
    assert ran == []
    assert styles.isVisible()


def test_what_is_typed_is_written_without_a_press(
    styles: StyleEditor, studio: StandInStudio, wait_for: Waiting
) -> None:
    new_style(styles, wait_for)
    styles.fields.name.set_text("Pirates")
    styles.fields.template.set_text("{prompt} on a pirate ship")
    wait_for(lambda: own(studio) == {"Pirates": "{prompt} on a pirate ship"})
    wait_for(lambda: "Pirates" in [row.text() for row in styles.style_rows])


def test_a_broken_template_is_told_at_once_and_kept(
    styles: StyleEditor, wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    new_style(styles, wait_for)
    styles.fields.template.set_text("{prompt} and {prompt")
    assert styles.fields.problem.text().startswith("A style has no braces")
    assert styles.fields.template.broken
    QTest.keyClick(styles, Qt.Key.Key_Escape)
    wait_for(lambda: list(own(studio).values()) == ["{prompt} and {prompt"])
    assert not styles.isVisible()


def test_a_deleted_style_comes_back(styles: StyleEditor, studio: StandInStudio, wait_for: Waiting) -> None:
    new_style(styles, wait_for)
    styles.fields.name.set_text("Pirates")
    styles.delete.click()
    wait_for(lambda: styles.undo_line.isVisible())
    assert own(studio) == {}
    assert styles.undo_line.words.text() == "Pirates was deleted."
    styles.undo_line.undo.click()
    wait_for(lambda: list(own(studio)) == ["Pirates"])


def test_styles_travel_by_file(styles: StyleEditor, studio: StandInStudio, wait_for: Waiting, tmp_path: Path) -> None:
    file = tmp_path / "theirs.toml"
    file.write_text(
        '[[style]]\nname = "Oil"\ntemplate = "{prompt} in oil"\n[[style]]\nname = "Wax"\ntemplate = "wax"\n'
    )
    styles.import_from(file)
    wait_for(lambda: sorted(own(studio)) == ["Oil", "Wax"])
    wait_for(lambda: styles.undo_line.words.text() == "2 styles were added.")
    out = tmp_path / "mine.json"
    styles.export_to(out)
    wait_for(out.is_file)
    assert "in oil" in out.read_text()
    (tmp_path / "bad.toml").write_text("nonsense")
    styles.import_from(tmp_path / "bad.toml")
    wait_for(styles.complaint.isVisible)
    assert "bad.toml" in styles.complaint.text()


# --- wildcards ---


def test_a_list_is_made_named_filled_and_used(
    wildcards: WildcardEditor, wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    wildcards.new.click()
    wait_for(lambda: wildcards.shown == "list")
    wildcards.name.set_text("hats")
    QTest.keyClick(wildcards.name.edit, Qt.Key.Key_Return)
    wait_for(lambda: wildcards.shown == "hats")
    wildcards.text.set_text("# all of them\nbowler\n\nfez")
    assert wildcards.count.text() == "2 options"
    wildcards.dismiss()
    wait_for(lambda: studio.wildcards.table().options("hats") == ("bowler", "fez"))
    wired.panels.prompt.prompt.set_text("a __hats__")
    wait_for(lambda: wired.panels.prompt.generate_button.text() == "Generate 2")


def test_changing_a_built_in_list_makes_it_own_and_deleting_gives_the_first_back(
    wildcards: WildcardEditor, studio: StandInStudio, wait_for: Waiting
) -> None:
    name = wildcards.shown
    before = studio.wildcards.table().options(name)
    wildcards.text.set_text("only this")
    wait_for(lambda: studio.wildcards.table().options(name) == ("only this",))
    wait_for(wildcards.delete.isEnabled)
    wildcards.delete.click()
    wait_for(wildcards.undo_line.isVisible)
    assert studio.wildcards.table().options(name) == before


def test_a_list_that_can_not_be_written_stays_in_the_editor(
    wildcards: WildcardEditor, studio: StandInStudio, wait_for: Waiting
) -> None:
    name = wildcards.shown
    wildcards.text.set_text("x" * 3000)
    wildcards.write_now()
    wait_for(wildcards.complaint.isVisible)
    other = next(row for row in wildcards.name_rows if row.name != name)
    other.click()
    wait_for(lambda: wildcards.text.text != "x" * 3000)
    next(row for row in wildcards.name_rows if row.name == name).click()
    wait_for(lambda: wildcards.text.text == "x" * 3000)


def test_a_name_that_can_not_be_is_told(wildcards: WildcardEditor, wait_for: Waiting) -> None:
    wildcards.new.click()
    wait_for(lambda: wildcards.shown == "list")
    wildcards.name.set_text("two words")
    QTest.keyClick(wildcards.name.edit, Qt.Key.Key_Return)
    assert "letters and digits" in wildcards.complaint.text()
    assert wildcards.shown == "list"
