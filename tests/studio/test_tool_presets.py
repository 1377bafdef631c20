import json
from pathlib import Path

import pytest

from rundot_studio.domain.errors import LibraryUnusable, RuleBroken
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, UpscaleRecipe
from rundot_studio.domain.tool_settings import NO_PICTURE
from rundot_studio.studio.tool_presets import MOST_NAME_LETTERS, ToolPreset, ToolPresets

PRINT = UpscaleRecipe(NO_PICTURE, factor=4.0, model="cgi")
QUICK = DepthRecipe(NO_PICTURE, steps=4)


@pytest.fixture
def presets(tmp_path: Path) -> ToolPresets:
    return ToolPresets(tmp_path / "config" / "tool-presets.json")


def names(presets: ToolPresets) -> list[str]:
    return [preset.name for preset in presets.presets()]


def test_presets_are_there_again_in_their_order(presets: ToolPresets) -> None:
    presets.save("  Print   run ", PRINT)
    presets.save("Quick", QUICK)
    again = ToolPresets(presets.file)
    assert again.presets() == [ToolPreset("Print run", PRINT), ToolPreset("Quick", QUICK)]


def test_a_preset_saved_under_its_own_name_is_replaced_in_place(presets: ToolPresets) -> None:
    presets.save("Print", PRINT)
    presets.save("Quick", QUICK)
    presets.save("print", UpscaleRecipe(NO_PICTURE, factor=3.0))
    assert presets.presets()[0].settings == UpscaleRecipe(NO_PICTURE, factor=3.0)
    assert names(presets) == ["print", "Quick"]


def test_two_tools_may_have_presets_of_one_name(presets: ToolPresets) -> None:
    presets.save("Best", PRINT)
    presets.save("Best", CutoutRecipe(NO_PICTURE))
    presets.rename("upscale", "Best", "Largest")
    presets.delete("cut-out", "Best")
    assert presets.presets() == [ToolPreset("Largest", PRINT)]


def test_a_name_that_is_taken_is_refused(presets: ToolPresets) -> None:
    presets.save("Print", PRINT)
    presets.save("Screen", PRINT)
    with pytest.raises(RuleBroken):
        presets.rename("upscale", "Screen", "PRINT")
    presets.rename("upscale", "Print", "PRINT")
    assert names(presets) == ["PRINT", "Screen"]


@pytest.mark.parametrize("name", ["", "   ", "x" * (MOST_NAME_LETTERS + 1), "a\0b"])
def test_a_name_that_is_none_is_refused(presets: ToolPresets, name: str) -> None:
    with pytest.raises(RuleBroken):
        presets.save(name, PRINT)
    assert presets.presets() == []


def test_a_preset_that_is_not_there_can_neither_be_renamed_nor_deleted(presets: ToolPresets) -> None:
    for change in (lambda: presets.rename("upscale", "x", "y"), lambda: presets.delete("upscale", "x")):
        with pytest.raises(RuleBroken):
            change()


def test_entries_that_are_not_understood_are_not_shown_and_kept(presets: ToolPresets) -> None:
    presets.save("Print", PRINT)
    document = json.loads(presets.file.read_text())
    strange = [{"tool": "later", "name": "x"}, {"tool": "upscale", "name": "y", "settings": {"factor": 9}}, 7]
    document["presets"][:0] = strange
    presets.file.write_text(json.dumps(document))
    assert names(presets) == ["Print"]
    presets.delete("upscale", "Print")
    assert json.loads(presets.file.read_text())["presets"] == strange


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"presets": 1}', "[" * 100_000])
def test_a_file_that_can_not_be_read_is_told_and_never_overwritten(presets: ToolPresets, content: str) -> None:
    presets.file.parent.mkdir()
    presets.file.write_text(content)
    with pytest.raises(LibraryUnusable):
        presets.presets()
    with pytest.raises(LibraryUnusable):
        presets.save("Print", PRINT)
    assert presets.file.read_text() == content
