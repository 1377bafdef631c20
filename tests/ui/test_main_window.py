from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, SourceImage, UpscaleRecipe
from rundot_studio.ui.controls.theme import DARK, LIGHT, tokens_of
from rundot_studio.ui.gallery.empty import ExamplePrompt
from rundot_studio.ui.main_window import MainWindow

from .conftest import Waiting, running_timers
from .driving import CTRL, ctrl, fail, make_picture, type_prompt
from .stand_in import StandInStudio

# --- from idea to picture ---


def test_the_cursor_is_in_the_prompt_when_the_window_opens(window: MainWindow) -> None:
    assert window.panels.prompt.prompt.edit.hasFocus()


def test_one_key_from_idea_to_picture(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    type_prompt(wired, "a brave knight")
    wired.panels.prompt.count.choose("4")
    ctrl(wired, Qt.Key.Key_Return)
    assert studio.queue.submitted == [(GenerateRecipe("a brave knight"), 4, None)]
    view = wired.panels.gallery.view
    assert view.isVisible()
    assert view.rows.job_count == 4
    assert len(wired.panels.queue.rows) == 4
    assert wired.panels.prompt.prompt.edit.hasFocus()
    picture = studio.queue.finish(studio.queue.jobs[0].id)
    assert view.rows.job_count == 3
    assert wired.desk.picture == picture
    canvas = wired.panels.canvas.canvas
    wait_for(lambda: canvas.key == picture.id)
    assert canvas.picture_size == (64, 64)
    assert wired.panels.canvas.tools.isVisible()


def test_the_next_prompt_can_be_sent_while_the_last_one_runs(wired: MainWindow, studio: StandInStudio) -> None:
    type_prompt(wired, "a knight")
    ctrl(wired, Qt.Key.Key_Return)
    type_prompt(wired, " with a lantern")
    ctrl(wired, Qt.Key.Key_Return)
    assert [recipe.prompt for recipe, _, _ in studio.queue.submitted] == ["a knight", "a knight with a lantern"]  # type: ignore[union-attr]


def test_a_broken_rule_is_told_at_the_prompt(wired: MainWindow, studio: StandInStudio) -> None:
    studio.queue.refusal = RuleBroken("prompt", "x", "at most 4000 characters")
    type_prompt(wired, "a knight")
    ctrl(wired, Qt.Key.Key_Return)
    assert "at most 4000 characters" in wired.panels.prompt.complaint.text()


def test_an_order_before_the_engine_is_there_is_kept(window: MainWindow, studio: StandInStudio) -> None:
    type_prompt(window, "a knight")
    ctrl(window, Qt.Key.Key_Return)
    assert window.panels.status.message
    window.attach(studio)  # type: ignore[arg-type]
    assert studio.queue.submitted == [(GenerateRecipe("a knight"), 1, None)]


# --- the empty gallery ---


def test_an_empty_gallery_teaches_and_its_examples_fill_the_prompt(wired: MainWindow) -> None:
    empty = wired.panels.empty
    assert empty.isVisible()
    examples = empty.findChildren(ExamplePrompt)
    assert len(examples) == 3
    QTest.mouseClick(examples[1], Qt.MouseButton.LeftButton)
    assert wired.panels.prompt.prompt.text == examples[1].text()
    assert wired.panels.prompt.prompt.edit.hasFocus()


def test_a_library_with_pictures_opens_with_the_newest_on_the_canvas(
    window: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    studio.library.add(GenerateRecipe("old"))
    newest = studio.library.add(GenerateRecipe("new"))
    window.attach(studio)  # type: ignore[arg-type]
    assert not window.panels.empty.isVisible()
    wait_for(lambda: window.panels.canvas.canvas.key == newest.id)


# --- the tools ---


@pytest.mark.parametrize(
    ("tool", "key", "kind"),
    [
        ("cut-out", Qt.Key.Key_1, CutoutRecipe),
        ("upscale", Qt.Key.Key_2, UpscaleRecipe),
        ("depth", Qt.Key.Key_3, DepthRecipe),
    ],
)
@pytest.mark.parametrize("by_key", [False, True])
def test_a_tool_works_on_the_picture_on_the_canvas(
    wired: MainWindow,
    studio: StandInStudio,
    wait_for: Waiting,
    tool: str,
    key: Qt.Key,
    kind: type[CutoutRecipe | UpscaleRecipe | DepthRecipe],
    by_key: bool,
) -> None:
    picture = make_picture(wired, studio)
    wait_for(lambda: wired.panels.canvas.tools.isVisible())
    if by_key:
        ctrl(wired, key)
    else:
        QTest.mouseClick(wired.panels.canvas.tools.buttons[tool], Qt.MouseButton.LeftButton)
    recipe = kind(source=SourceImage(place=picture.path, picture_id=picture.id))
    assert studio.queue.submitted[-1] == (recipe, 1, picture)


def test_what_a_tool_made_is_compared_with_what_it_came_from(
    wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    picture = make_picture(wired, studio)
    wired.desk.tools.use("cut-out")
    cut = studio.queue.finish(studio.queue.jobs[-1].id)
    canvas = wired.panels.canvas.canvas
    wait_for(lambda: canvas.key == cut.id and canvas.can_compare)
    assert wired.panels.canvas.compare.isVisible()
    assert [tile.picture for tile in wired.panels.inspector.family.tiles] == [picture, cut]


def test_vary_sends_the_same_words_with_another_seed(wired: MainWindow, studio: StandInStudio) -> None:
    picture = make_picture(wired, studio)
    wired.desk.tools.use("vary")
    assert studio.queue.submitted[-1] == (GenerateRecipe("a brave knight"), 1, picture)


def test_a_cut_out_is_varied_by_the_words_it_began_with(wired: MainWindow, studio: StandInStudio) -> None:
    make_picture(wired, studio)
    wired.desk.tools.use("cut-out")
    cut = studio.queue.finish(studio.queue.jobs[-1].id)
    wired.desk.tools.use("vary")
    assert studio.queue.submitted[-1] == (GenerateRecipe("a brave knight"), 1, cut)


def test_a_copy_is_saved_where_the_artist_says(
    wired: MainWindow, studio: StandInStudio, tmp_path: Path, wait_for: Waiting
) -> None:
    picture = make_picture(wired, studio)
    wired.desk.tools.use("save")
    dialog = wired.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "saved.png"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    wait_for(lambda: "saved.png" in wired.panels.status.message)
    assert target.read_bytes() == studio.library.absolute(picture).read_bytes()


def test_a_copy_that_can_not_be_saved_says_why(
    wired: MainWindow, studio: StandInStudio, tmp_path: Path, wait_for: Waiting
) -> None:
    picture = make_picture(wired, studio)
    wired.desk.tools.save_copy(picture, tmp_path / "no such folder" / "saved.png")
    wait_for(lambda: "could not be saved" in wired.panels.status.message)


# --- what is shown ---


def test_what_the_artist_looks_at_stays_when_another_picture_arrives(
    wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    first = make_picture(wired, studio, "first")
    make_picture(wired, studio, "second")
    (job,) = studio.queue.submit(GenerateRecipe("third"))
    view = wired.panels.gallery.view
    row = view.rows.row_of_picture(first.id)
    assert row is not None
    place = view.visualRect(view.rows.index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert wired.desk.picture == first
    studio.queue.finish(job.id)
    assert wired.desk.picture == first


def test_walking_by_key_keeps_what_is_looked_at_too(wired: MainWindow, studio: StandInStudio) -> None:
    first = make_picture(wired, studio, "first")
    make_picture(wired, studio, "second")
    (job,) = studio.queue.submit(GenerateRecipe("third"))
    QTest.keyClick(wired.panels.gallery.view, Qt.Key.Key_Right)
    assert wired.desk.picture == first
    studio.queue.finish(job.id)
    assert wired.desk.picture == first


def test_who_looks_at_a_job_is_shown_what_it_makes(wired: MainWindow, studio: StandInStudio) -> None:
    make_picture(wired, studio, "first")
    (job,) = studio.queue.submit(GenerateRecipe("second"))
    view = wired.panels.gallery.view
    top = view.visualRect(view.rows.index(0)).topLeft() + QPoint(30, 20)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, top)
    assert wired.panels.inspector.table.isVisible()
    picture = studio.queue.finish(job.id)
    assert wired.desk.picture == picture


def test_the_family_is_walked_onto_the_canvas(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    picture = make_picture(wired, studio)
    wired.desk.tools.use("depth")
    studio.queue.finish(studio.queue.jobs[-1].id)
    QTest.mouseClick(wired.panels.inspector.family.tiles[0], Qt.MouseButton.LeftButton)
    assert wired.desk.picture == picture
    wait_for(lambda: wired.panels.canvas.canvas.key == picture.id)
    assert not wired.panels.canvas.canvas.can_compare


def test_a_recipe_is_used_again_with_its_seed(wired: MainWindow, studio: StandInStudio) -> None:
    picture = make_picture(wired, studio)
    wired.panels.prompt.prompt.set_text("something else")
    ctrl(wired, Qt.Key.Key_U)
    recipe = wired.panels.prompt.recipe()
    assert recipe.prompt == "a brave knight"
    assert recipe.seed == picture.seed_used


def test_the_search_filters_the_gallery(wired: MainWindow, studio: StandInStudio) -> None:
    for words in ("a red knight", "a green frog"):
        make_picture(wired, studio, words)
    ctrl(wired, Qt.Key.Key_F)
    type_prompt(wired, "frog")
    assert wired.panels.gallery.view.rows.picture_count == 1
    QTest.keyClick(wired.panels.top.search.edit, Qt.Key.Key_Escape)
    assert wired.panels.gallery.view.rows.picture_count == 2
    assert wired.panels.gallery.view.hasFocus()


def test_a_picture_whose_file_is_gone_says_so(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    picture = studio.library.add(GenerateRecipe("lost"))
    studio.library.absolute(picture).unlink()
    studio.library.picture_added.emit(picture)
    wait_for(lambda: "can't be read" in wired.panels.status.message)


# --- the window itself ---


def test_the_status_line_counts(wired: MainWindow, studio: StandInStudio) -> None:
    make_picture(wired, studio)
    studio.queue.submit(GenerateRecipe("another"))
    texts = {label.text() for label in wired.panels.status.findChildren(QWidget) if hasattr(label, "text")}
    assert {"1 waiting", "1 picture, safe on this machine"} <= texts


def test_the_connection_is_named(wired: MainWindow) -> None:
    button = wired.panels.top.connection
    assert (button.text(), button.note) == ("Embedded engine", "offline")


def test_a_studio_that_can_not_be_opened_is_told(window: MainWindow) -> None:
    window.show_failure("The library can't be opened.")
    assert window.panels.top.connection.text() == "Not connected"
    assert window.panels.empty.failure == "The library can't be opened."
    assert not any(example.isVisible() for example in window.panels.empty.examples)
    type_prompt(window, "a knight")
    ctrl(window, Qt.Key.Key_Return)
    assert window.panels.prompt.complaint.text() == "The library can't be opened."


def test_an_order_that_was_kept_for_a_studio_that_never_came_is_answered(window: MainWindow) -> None:
    type_prompt(window, "a knight")
    ctrl(window, Qt.Key.Key_Return)
    window.show_failure("The library can't be opened.")
    assert window.panels.prompt.complaint.text() == "The library can't be opened."


def test_the_theme_changes_at_a_key(wired: MainWindow, wait_for: Waiting) -> None:
    assert tokens_of(wired) is DARK
    QTest.keyClick(wired, Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    wait_for(lambda: tokens_of(wired.panels.prompt) is LIGHT)
    wait_for(lambda: wired.panels.top.theme.accessibleName() == "Dark theme")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1200, 800), (1024, 700), (960, 620)])
def test_nothing_is_cut_off(
    wired: MainWindow, studio: StandInStudio, wait_for: Waiting, width: int, height: int
) -> None:
    make_picture(wired, studio)
    wait_for(lambda: wired.panels.canvas.tools.isVisible())
    wired.resize(width, height)
    QApplication.processEvents()
    for button in wired.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
            place = button.mapTo(wired, QPoint(0, 0))
            assert place.x() >= 0, button.accessibleName()
            assert place.x() + button.width() <= width, button.accessibleName()


def test_a_search_and_filters_without_a_hit_are_cleared_where_the_pictures_would_be(
    wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    make_picture(wired, studio)
    view, nothing = wired.panels.gallery.view, wired.panels.gallery.view.nothing
    assert not nothing.isVisible()
    wired.panels.top.search.set_text("dragon")
    view.rows.arrange(replace(view.rows.arrangement, filters=replace(view.rows.arrangement.filters, stars=5)))
    wait_for(nothing.isVisible)
    nothing.clear.click()
    wait_for(lambda: view.rows.rowCount() == 1)
    assert not nothing.isVisible()
    assert wired.panels.top.search.text == ""
    assert not view.rows.arrangement.filters.active
    assert view.hasFocus()


def test_a_narrow_window_turns_its_side_into_tabs(wired: MainWindow) -> None:
    wired.resize(1024, 700)
    QApplication.processEvents()
    assert wired.panels.area.tabbed
    wired.resize(1440, 900)
    QApplication.processEvents()
    assert not wired.panels.area.tabbed


def test_the_side_can_be_put_away(wired: MainWindow) -> None:
    ctrl(wired, Qt.Key.Key_I)
    assert not wired.panels.inspector.isVisible()
    ctrl(wired, Qt.Key.Key_I)
    assert wired.panels.inspector.isVisible()


def controls(window: MainWindow) -> Iterator[QWidget]:
    for kind in (QAbstractButton, QLineEdit, QTextEdit):
        yield from (widget for widget in window.findChildren(kind) if widget.isVisible())


def test_every_control_has_a_name_and_a_tool_tip(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    make_picture(wired, studio)
    fail(studio, "retry")
    wait_for(lambda: wired.panels.canvas.tools.isVisible())
    unnamed = [type(widget).__name__ for widget in controls(wired) if not widget.accessibleName()]
    untold = [widget.accessibleName() for widget in controls(wired) if not widget.toolTip()]
    assert not unnamed
    assert not untold


def test_tab_comes_by_every_control_and_returns(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    make_picture(wired, studio)
    wait_for(lambda: wired.panels.canvas.tools.isVisible())
    wired.panels.prompt.prompt.edit.setFocus()
    seen: list[QWidget] = []
    for _ in range(100):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    names = [widget.accessibleName() for widget in seen]
    for name in ("Prompt", "Avoid", "Shape 1:1", "Seed", "Pictures: 1", "Cut out at once", "Generate"):
        assert name in names
    for name in ("Canvas", "Cut out", "Save", "Gallery", "Use the whole recipe", "Search"):
        assert name in names
    assert names.index("Prompt") < names.index("Avoid") < names.index("Shape 1:1") < names.index("Generate")


def test_the_window_asks_before_it_goes(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.close_asked):
        window.close()
    assert window.isVisible()
    window.finish()
    assert not window.isVisible()


def test_after_it_is_finished_the_window_hears_nothing(wired: MainWindow, studio: StandInStudio) -> None:
    studio.queue.submit(GenerateRecipe("still running"))
    wired.finish()
    studio.queue.finish(studio.queue.jobs[0].id)
    assert wired.panels.gallery.view.rows.job_count == 1


def test_a_window_that_is_gone_leaves_no_timer(qtbot: QtBot, studio: StandInStudio) -> None:
    window = MainWindow()
    window.show()
    window.attach(studio)  # type: ignore[arg-type]
    (job,) = studio.queue.submit(GenerateRecipe("still running"))
    studio.queue.send(job.id)
    window.panels.status.say("Something")
    assert running_timers()
    window.finish()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not running_timers()
