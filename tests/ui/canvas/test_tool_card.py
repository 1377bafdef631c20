"""The card of each tool in the window: every parameter, in its range; presets in a file; what it costs; Return."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.recipe import CutoutRecipe, CutoutSettings, DepthRecipe, SourceImage, UpscaleRecipe
from rundot_studio.domain.tool_settings import NO_PICTURE, default_settings
from rundot_studio.studio.tool_presets import ToolPresets
from rundot_studio.ui.canvas.tool_card import ToolCard
from rundot_studio.ui.canvas.tool_forms import CutoutForm, DepthForm, UpscaleForm, form_of
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.window_memory import WindowMemory
from tests.ui.conftest import OnLoop, Show, Waiting, until
from tests.ui.driving import make_picture
from tests.ui.stand_in import StandInConnection, StandInStudio


def open_card(window: MainWindow, tool: str) -> ToolCard:
    window.commands.run(f"{tool}-settings")
    return window.desk.tools.cards._cards[tool]


@pytest.fixture
def ready(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> MainWindow:
    """With a picture on the canvas."""
    picture = make_picture(wired, studio)
    wait_for(lambda: wired.desk.picture == picture)
    return wired


def test_a_card_opens_with_the_defaults_and_the_keyboard_and_return_applies(
    ready: MainWindow, studio: StandInStudio
) -> None:
    for tool in ("cut-out", "upscale", "depth"):
        card = open_card(ready, tool)
        assert card.isVisible()
        assert card.settings == _explicit(tool)
        assert card.card.isAncestorOf(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert not card.isVisible()
    ordered = [type(recipe) for recipe, _, _ in studio.queue.submitted[1:]]
    assert ordered == [CutoutRecipe, UpscaleRecipe, DepthRecipe]


def _explicit(tool: str) -> object:
    return default_settings(tool)


def test_every_parameter_of_upscaling_reaches_the_order(ready: MainWindow, studio: StandInStudio) -> None:
    card = open_card(ready, "upscale")
    form = card.form
    assert isinstance(form, UpscaleForm)
    form.models.rows["cgi"].click()
    form.factor.field.set_text("3.1")
    form.sharpen.slider.setValue(4)
    form.denoise.field.set_text("0.75")
    form.faces.click()
    form.format.choose("jpeg")
    card.apply.click()
    recipe = studio.queue.submitted[-1][0]
    assert recipe == UpscaleRecipe(
        SourceImage("000001.png", picture_id=f"{1:010x}"),
        factor=3.1,
        model="cgi",
        sharpen=0.2,
        denoise=0.75,
        face_enhancement=False,
        output_format="jpeg",
    )


def test_every_parameter_of_cutting_out_and_depth_reaches_the_order(ready: MainWindow, studio: StandInStudio) -> None:
    card = open_card(ready, "cut-out")
    assert isinstance(card.form, CutoutForm)
    assert not card.form.resolution.isEnabled()
    card.form.models.rows["birefnet portrait"].click()
    card.form.resolution.choose("2048x2048")
    card.apply.click()
    assert studio.queue.submitted[-1][0].settings == CutoutSettings("birefnet", "portrait", "2048x2048")
    card = open_card(ready, "depth")
    assert isinstance(card.form, DepthForm)
    for row, number in ((card.form.steps, "50"), (card.form.ensemble, "20"), (card.form.resolution, "4096")):
        row.field.set_text(number)
    card.apply.click()
    recipe = studio.queue.submitted[-1][0]
    assert (recipe.steps, recipe.ensemble, recipe.resolution) == (50, 20, 4096)


def test_settings_are_shown_as_they_were_set(shown: Show) -> None:
    for settings in (
        CutoutRecipe(NO_PICTURE, CutoutSettings("birefnet", "heavy", "1024x1024")),
        UpscaleRecipe(NO_PICTURE, 1.3, "recovery-v2", 0.25, None, False, "jpeg"),
        DepthRecipe(NO_PICTURE, 1, 2, 3),
    ):
        tool = next(tool for tool in ("cut-out", "upscale", "depth") if type(default_settings(tool)) is type(settings))
        form = form_of(tool)
        shown(form)
        form.show_settings(settings)
        assert form.settings == settings


def test_a_number_out_of_its_range_is_told_and_can_not_be_ordered(ready: MainWindow, studio: StandInStudio) -> None:
    before = len(studio.queue.submitted)
    card = open_card(ready, "depth")
    assert isinstance(card.form, DepthForm)
    card.form.steps.field.set_text("51")
    assert card.form.steps.broken
    assert not card.apply.isEnabled()
    QTest.keyClick(card.form.steps.field.edit, Qt.Key.Key_Return)
    assert card.isVisible()
    assert len(studio.queue.submitted) == before


def test_the_size_of_the_result_is_told_and_too_large_a_one_refused(ready: MainWindow, studio: StandInStudio) -> None:
    card = open_card(ready, "upscale")
    assert isinstance(card.form, UpscaleForm)
    assert "2048 × 2048, 4.2 megapixels" in card.result.text()
    picture = card.pictures[0]
    card.open_for(
        ready.panels.canvas.tools, UpscaleRecipe(NO_PICTURE, 4.0), [replace(picture, width=8192, height=8192)]
    )
    assert "32768 × 32768" in card.result.text()
    assert "at most 300 megapixels" in card.result.text()
    assert not card.apply.isEnabled()
    card.form.factor.field.set_text("2")
    assert card.apply.isEnabled()


def test_one_press_refuses_too_large_a_result_in_a_sentence(ready: MainWindow, studio: StandInStudio) -> None:
    before = len(studio.queue.submitted)
    picture = ready.desk.picture
    assert picture is not None
    ready.desk.canvas.picture = replace(picture, width=16384, height=16384)
    ready.commands.run("upscale")
    assert "32768 × 32768" in ready.panels.status.message
    assert len(studio.queue.submitted) == before


def test_transparency_that_jpeg_would_lose_is_told(ready: MainWindow) -> None:
    card = open_card(ready, "upscale")
    settings = UpscaleRecipe(NO_PICTURE, output_format="jpeg")
    card.open_for(ready.panels.canvas.tools, settings, [replace(card.pictures[0], has_alpha=True)])
    assert "JPEG has no transparency" in card.result.text()


def test_defaults_bring_the_services_defaults_back(ready: MainWindow) -> None:
    card = open_card(ready, "upscale")
    assert not card.defaults.isEnabled()
    assert isinstance(card.form, UpscaleForm)
    card.form.factor.field.set_text("3")
    card.defaults.click()
    assert card.settings == default_settings("upscale")


def test_what_was_set_is_used_by_the_next_press_and_after_a_restart(
    ready: MainWindow, studio: StandInStudio, shown: Show
) -> None:
    card = open_card(ready, "upscale")
    assert isinstance(card.form, UpscaleForm)
    card.form.factor.field.set_text("3.5")
    card.dismiss()
    assert ready.panels.canvas.tools.buttons["upscale"].hint == "3.5×"
    ready.commands.run("upscale")
    assert studio.queue.submitted[-1][0].factor == 3.5
    again = MainWindow(ready.memory)
    shown(again)
    assert again.desk.tools.settings.get("upscale").factor == 3.5  # type: ignore[union-attr]
    again.finish()


@pytest.mark.parametrize("kept", [7, [], {"upscale": 3}, {"upscale": {"factor": 9}}, {"upscale": {"model": "x"}}])
def test_what_was_kept_and_is_not_understood_is_left_out(kept: object, shown: Show) -> None:
    memory = WindowMemory()
    memory.put("tools", kept)
    window = MainWindow(memory)
    shown(window)
    assert window.desk.tools.settings.get("upscale") == default_settings("upscale")
    window.finish()


def test_presets_are_saved_chosen_renamed_and_deleted(ready: MainWindow, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        card = open_card(ready, "upscale")
        assert isinstance(card.form, UpscaleForm)
        line = card.presets
        card.form.factor.field.set_text("4")
        line.save.click()
        QTest.keyClicks(QApplication.focusWidget(), "Print")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        await until(lambda: list(line.chips) == ["Print"])
        assert line.chips["Print"].isChecked()
        assert not line.naming
        card.defaults.click()
        assert not line.chips["Print"].isChecked()
        line.chips["Print"].click()
        assert card.form.factor.value == 4.0
        QTest.keyClick(line.chips["Print"], Qt.Key.Key_F2)
        line.field.set_text("Poster")
        QTest.keyClick(line.field.edit, Qt.Key.Key_Return)
        await until(lambda: list(line.chips) == ["Poster"])
        assert [preset.name for preset in ToolPresets().presets()] == ["Poster"]
        card.dismiss()
        assert open_card(ready, "cut-out").presets.chips == {}
        ready.desk.tools.cards._cards["cut-out"].dismiss()
        open_card(ready, "upscale")
        line.delete.click()
        await until(lambda: not line.chips)
        assert ToolPresets().presets() == []
        await ready.desk.errands.ended()

    on_loop(scenario())


def test_a_name_that_is_empty_or_taken_is_told_in_place_and_escape_leaves_only_the_name(
    ready: MainWindow, on_loop: OnLoop
) -> None:
    ToolPresets().save("Print", UpscaleRecipe(NO_PICTURE, factor=4.0))

    async def scenario() -> None:
        card = open_card(ready, "upscale")
        await until(lambda: card.presets.chips)
        card.presets.save.click()
        for name in ("  ", "PRINT"):
            card.presets.field.set_text(name)
            QTest.keyClick(card.presets.field.edit, Qt.Key.Key_Return)
            assert card.presets.complaint.isVisible()
            assert card.isVisible()
        QTest.keyClick(card.presets.field.edit, Qt.Key.Key_Escape)
        assert not card.presets.naming
        assert card.isVisible()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert not card.isVisible()
        await ready.desk.errands.ended()

    on_loop(scenario())


def test_presets_that_can_not_be_read_are_told_in_the_card(ready: MainWindow, on_loop: OnLoop) -> None:
    file = ToolPresets().file
    file.parent.mkdir(parents=True)
    file.write_text("broken")

    async def scenario() -> None:
        card = open_card(ready, "depth")
        await until(lambda: card.presets.complaint.isVisible())
        assert "can't be read" in card.presets.complaint.text().replace("\u200b", "")
        await ready.desk.errands.ended()

    on_loop(scenario())


def test_the_price_is_told_where_the_connection_has_one(
    ready: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    studio.connection = StandInConnection(name="run", label="RUN", procedural=False, offline=False)
    studio.costs.price = 3

    async def scenario() -> None:
        card = open_card(ready, "upscale")
        await until(lambda: card.price.text() == "3 credits")
        studio.costs.price = None
        card.defaults.click()
        await ready.desk.errands.ended()

    on_loop(scenario())


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
@pytest.mark.parametrize("tool", ["cut-out", "upscale", "depth"])
def test_the_whole_card_is_seen_at_both_sizes(ready: MainWindow, tool: str, size: tuple[int, int]) -> None:
    ready.resize(*size)
    QApplication.processEvents()
    card = open_card(ready, tool)
    QApplication.processEvents()
    assert ready.rect().contains(card.place)
    foot = card.apply.mapTo(ready, QPoint(0, card.apply.height()))
    assert card.place.contains(foot)
    for child in (card.apply, card.defaults, card.presets.save, card.form):
        assert child.width() >= child.minimumSizeHint().width()


def test_arrow_keys_choose_among_the_models(ready: MainWindow) -> None:
    card = open_card(ready, "cut-out")
    assert isinstance(card.form, CutoutForm)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert card.form.models.value == "birefnet heavy"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert card.settings == CutoutRecipe(NO_PICTURE, CutoutSettings("birefnet", "light", "1024x1024"))


def test_a_studio_that_goes_takes_the_card_with_it(ready: MainWindow, tmp_path: Path) -> None:
    card = open_card(ready, "depth")
    ready.release()
    assert not card.isVisible()


def test_its_shortcut_brings_the_bar_back_where_the_gallery_has_the_window(ready: MainWindow) -> None:
    ready.commands.run("only-gallery")
    QApplication.processEvents()
    assert not ready.panels.canvas.tools.isVisible()
    card = open_card(ready, "upscale")
    assert ready.panels.canvas.tools.isVisible()
    assert card.isVisible()
