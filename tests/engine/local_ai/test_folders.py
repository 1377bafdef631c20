"""A folder in the form of diffusers is looked at before anything in it is loaded."""

import json
from pathlib import Path
from typing import Any

import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.engine.local_ai import fingerprints
from rundot_studio.engine.local_ai.folders import read_folder
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.local_ai.weights import LocalAiError


def make_folder(folder: Path, pipeline: Any = "StableDiffusionPipeline", **components: Any) -> Path:
    parts = {"unet": ["diffusers", "UNet2DConditionModel"], "scheduler": ["diffusers", "Euler"], **components}
    for name in parts:
        (folder / name).mkdir(parents=True)
        (folder / name / "config.json").write_text("{}")
    (folder / "unet" / "model.safetensors").write_bytes(b"weights")
    (folder / "model_index.json").write_text(json.dumps({"_class_name": pipeline, **parts}))
    return folder


def test_a_folder_becomes_a_model_under_its_own_name(local_ai: LocalAi, tmp_path: Path) -> None:
    place = make_folder(tmp_path / "My Knights v2!")
    (place / "LICENSE.md").write_text("free")
    folder = local_ai.use_folder(place)
    assert folder.name == "local-my-knights-v2"
    assert (folder.use, folder.steps, folder.guidance) == ("pictures", 25, 7.0)
    assert folder.licence_file == "LICENSE.md"
    assert local_ai.picture_models() == ["local-my-knights-v2"]
    plan = local_ai.picture_plan("local-my-knights-v2")
    assert plan is not None
    assert plan["path"] == str(place)
    local_ai.remove(folder.name)
    assert local_ai.picture_models() == []
    assert place.exists()


def test_a_turbo_model_is_known_by_its_name_unless_told_otherwise(tmp_path: Path) -> None:
    place = make_folder(tmp_path / "sdxl-turbo")
    folder = read_folder(place)
    assert (folder.steps, folder.guidance) == (4, 0.0)
    told = read_folder(place, steps=2, guidance=1.5)
    assert (told.steps, told.guidance) == (2, 1.5)


def test_marigold_answers_depth(local_ai: LocalAi, tmp_path: Path) -> None:
    folder = local_ai.use_folder(make_folder(tmp_path / "marigold", "MarigoldDepthPipeline"))
    assert folder.use == "depth"
    assert local_ai.plan("depth")["title"] == "local-marigold"  # type: ignore[index]
    assert local_ai.picture_models() == []
    local_ai.switch_off("depth")
    assert local_ai.plan("depth") is None
    assert local_ai.switch_on(folder.name) == ("depth",)


@pytest.mark.parametrize("ending", [".bin", ".ckpt", ".pt", ".pth", ".pkl"])
def test_a_pickle_is_refused_with_the_reason(tmp_path: Path, ending: str) -> None:
    place = make_folder(tmp_path / "old")
    (place / "unet" / "model.safetensors").rename(place / "unet" / f"model{ending}")
    with pytest.raises(LocalAiError, match=f"unet comes as {ending} only; .* run code"):
        read_folder(place)


def test_a_pickle_beside_safetensors_is_not_read_and_does_no_harm(tmp_path: Path) -> None:
    place = make_folder(tmp_path / "both")
    (place / "unet" / "model.bin").write_bytes(b"x")
    assert read_folder(place).pipeline == "StableDiffusionPipeline"


@pytest.mark.parametrize(
    ("pipeline", "components", "words"),
    [
        ("StableDiffusionPipeline", {"tagger": ["my_code", "Tagger"]}, "tagger needs code from elsewhere"),
        ("StableDiffusionPipeline", {"safety_checker": [None, None]}, ""),
        (["pipeline", "Mine"], {}, "code of its own"),
        ("os.system", {}, "code of its own"),
        (None, {}, "code of its own"),
    ],
)
def test_code_from_elsewhere_is_refused(tmp_path: Path, pipeline: Any, components: dict, words: str) -> None:
    place = make_folder(tmp_path / "odd", pipeline, **components)
    if not words:
        assert read_folder(place)
        return
    with pytest.raises(LocalAiError, match=words):
        read_folder(place)


def test_what_is_no_such_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "model.ckpt").write_bytes(b"x")
    with pytest.raises(LocalAiError, match="single file"):
        read_folder(tmp_path / "model.ckpt")
    for place in (tmp_path, tmp_path / "missing"):
        with pytest.raises(LocalAiError, match="no model_index"):
            read_folder(place)
    for text in ("{", "[]", "[" * 100_000, '"x"'):
        (tmp_path / "model_index.json").write_text(text)
        with pytest.raises(LocalAiError, match="can't be read"):
            read_folder(tmp_path)
    place = make_folder(tmp_path / "part")
    (place / "scheduler" / "config.json").unlink()
    (place / "scheduler").rmdir()
    with pytest.raises(LocalAiError, match="scheduler is missing"):
        read_folder(place)


def test_the_hash_is_of_names_and_contents_and_a_change_is_noticed(tmp_path: Path) -> None:
    place = make_folder(tmp_path / "a")
    folder = read_folder(place)
    assert fingerprints.is_unchanged(place, folder.files)
    same = read_folder(make_folder(tmp_path / "b" / "a"))
    assert same.sha256 == folder.sha256
    (place / "unet" / "model.safetensors").write_bytes(b"other")
    assert not fingerprints.is_unchanged(place, folder.files)
    assert read_folder(place).sha256 != folder.sha256
    assert not fingerprints.is_unchanged(tmp_path / "gone", folder.files)


def test_two_folders_of_one_name_are_not_mixed_up(local_ai: LocalAi, tmp_path: Path) -> None:
    local_ai.use_folder(make_folder(tmp_path / "one" / "knights"))
    with pytest.raises(LocalAiError, match="another folder of the name local-knights"):
        local_ai.use_folder(make_folder(tmp_path / "two" / "knights"))
    local_ai.use_folder(tmp_path / "one" / "knights", steps=3)  # again, with other numbers
    assert local_ai.picture_plan("local-knights")["steps"] == 3  # type: ignore[index]


def test_numbers_out_of_range_are_refused(local_ai: LocalAi, tmp_path: Path) -> None:
    place = make_folder(tmp_path / "knights")
    for numbers in ({"steps": 0}, {"steps": 101}, {"guidance": -1.0}, {"guidance": float("nan")}):
        with pytest.raises(RuleBroken):
            local_ai.use_folder(place, **numbers)  # type: ignore[arg-type]
