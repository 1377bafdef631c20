"""Diffusers folders of randomly initialised parts: loaded from the folder alone, the same by seed, told by step."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("diffusers")
pytest.importorskip("transformers")

from rundot_studio.engine.local_ai import diffusion, marigold, pipelines
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.local_ai.weights import LocalAiError

from .tiny_pipelines import save_depth_folder, save_picture_folder

pytestmark = pytest.mark.filterwarnings("ignore")  # these libraries warn of each other


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> LocalAi:
    folder = tmp_path_factory.mktemp("shelf")
    shelf = LocalAi(folder / "local-ai", threads=1)
    shelf.use_folder(save_picture_folder(folder / "tiny", folder / "words"), steps=2, guidance=5)
    shelf.use_folder(save_depth_folder(folder / "tiny-marigold", folder / "more-words"))
    return shelf


@pytest.fixture
def plan(shelf: LocalAi) -> dict:
    plan = shelf.picture_plan("local-tiny")
    assert plan is not None
    return plan


@pytest.fixture
def depth_plan(shelf: LocalAi) -> dict:
    plan = shelf.plan("depth")
    assert plan is not None
    return plan


def test_the_same_seed_gives_the_same_picture_in_the_size_that_was_asked_for(plan: dict) -> None:
    heard: list[float] = []
    first, notes = diffusion.paint(plan, "a knight", "", 208, 312, 7, heard.append)
    again, _ = diffusion.paint(plan, "a knight", "", 208, 312, 7)
    other, _ = diffusion.paint(plan, "a knight", "", 208, 312, 8)
    assert first.shape == (312, 208, 3)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert notes["madeAt"] == "48x80"
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_what_to_avoid_counts_with_guidance_only_and_the_notes_say_so(plan: dict) -> None:
    without, _ = diffusion.paint(plan, "a knight", "", 64, 64, 7)
    avoiding, notes = diffusion.paint(plan, "a knight", "blurry", 64, 64, 7)
    assert notes["negativeHeeded"] is True
    assert not np.array_equal(without, avoiding)
    _, notes = diffusion.paint({**plan, "guidance": 0.0}, "a knight", "blurry", 64, 64, 7)
    assert notes["negativeHeeded"] is False


def test_the_pipeline_stays_loaded(plan: dict) -> None:
    assert pipelines.pipeline_of(plan) is pipelines.pipeline_of(dict(plan))


def test_depth_heeds_steps_ensemble_and_resolution(depth_plan: dict) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (24, 32, 3), np.uint8)
    rgb = cv2.resize(noise, (128, 96), interpolation=cv2.INTER_CUBIC)
    picture = np.dstack([rgb, np.full((96, 128), 255, np.uint8)])
    heard: list[float] = []
    maps = [
        marigold.estimate_depth(picture, depth_plan, steps, ensemble, side, heard.append)
        for steps, ensemble, side in ((1, 1, 64), (1, 1, 64), (2, 1, 64), (1, 3, 64), (1, 1, 0))
    ]
    assert all(each.shape == (96, 128) and each.dtype == np.uint16 for each in maps)
    assert np.array_equal(maps[0], maps[1])
    for other in maps[2:]:
        assert not np.array_equal(maps[0], other)
    assert max(heard) == 1.0


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (70, 9)])
def test_depth_of_the_smallest_pictures_passes(depth_plan: dict, size: tuple[int, int]) -> None:
    picture = np.full((*size, 4), 255, np.uint8)
    assert marigold.estimate_depth(picture, depth_plan, 1, 1, 0).shape == size


def test_depth_is_nothing_where_nothing_is_seen(depth_plan: dict) -> None:
    sprite = np.full((64, 64, 4), 200, np.uint8)
    sprite[:, :30, 3] = 0
    depth = marigold.estimate_depth(sprite, depth_plan, 1, 1, 64)
    assert not depth[:, :30].any()
    assert depth[:, 34:].any()


def test_a_folder_that_changed_is_not_run_under_its_old_name(shelf: LocalAi, plan: dict) -> None:
    added = Path(plan["path"]) / "unet" / "new.json"
    added.write_text("{}")
    try:
        with pytest.raises(LocalAiError, match="is not what it was"):
            pipelines.pipeline_of(plan)
    finally:
        added.unlink()
    assert pipelines.pipeline_of(plan)


def test_what_is_no_whole_pipeline_is_told(shelf: LocalAi, tmp_path: Path) -> None:
    folder = save_picture_folder(tmp_path / "broken", tmp_path / "words")
    (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(b"nonsense")
    local_ai = LocalAi(tmp_path / "local-ai", threads=1)
    local_ai.use_folder(folder)
    plan = local_ai.picture_plan("local-broken")
    assert plan is not None
    with pytest.raises(LocalAiError, match="local-broken can't be run"):
        diffusion.paint(plan, "a knight", "", 64, 64, 1)


def test_no_connection_is_made(plan: dict) -> None:
    script = (
        "import os, sys, warnings\n"
        "warnings.simplefilter('ignore')\n"
        "reaching = ('socket.connect', 'socket.getaddrinfo')\n"
        "sys.addaudithook(lambda event, _: os._exit(7) if event in reaching else None)\n"
        "from rundot_studio.engine.local_ai import diffusion\n"
        f"picture, _ = diffusion.paint({plan!r}, 'a knight', '', 64, 64, 1)\n"
        "print(picture.shape)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(64, 64, 3)"


def test_the_size_it_is_made_at_keeps_the_shape() -> None:
    assert diffusion.native_size(1024, 1024, 512) == (512, 512)
    assert diffusion.native_size(1344, 768, 512) == (672, 384)
    assert diffusion.native_size(1024, 1024, 2048) == (1024, 1024)
