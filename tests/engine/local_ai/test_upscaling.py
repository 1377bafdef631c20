"""Enlarging by a network: any factor, no seams between tiles, alpha without fringes."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from rundot_studio.engine.local_ai import upscaling
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.local_ai.weights import LocalAiError

from .networks import save_copy, save_matting, save_upscaler


def photograph(height: int, width: int) -> np.ndarray:
    """Soft random colour, opaque."""
    noise = np.random.default_rng(7).integers(0, 256, (height // 8 + 2, width // 8 + 2, 3), np.uint8)
    rgb = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC).reshape(height, width, 3)
    return np.dstack([rgb, np.full((height, width), 255, np.uint8)])


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("network")
    return plan_of(LocalAi(folder / "ai", threads=1), save_upscaler(folder / "up.onnx"))


def plan_of(local_ai: LocalAi, file: Path) -> dict:
    local_ai.add(file, "upscale")
    plan = local_ai.plan("standard-v2")
    assert plan is not None
    return plan


@settings(max_examples=30)
@given(height=st.integers(1, 40), width=st.integers(1, 40), factor=st.integers(10, 40).map(lambda tenths: tenths / 10))
def test_any_picture_at_any_factor_has_the_size_that_was_asked_for(
    plan: dict, height: int, width: int, factor: float
) -> None:
    large = upscaling.upscale(photograph(height, width), plan, factor, "standard-v2")
    assert large.shape == (max(1, int(height * factor + 0.5)), max(1, int(width * factor + 0.5)), 4)
    assert (large[..., 3] == 255).all()


@pytest.mark.parametrize("factor", [4.0, 2.0, 1.5, 1.0])
def test_tiles_leave_no_seam_and_the_border_is_as_bright_as_the_rest(plan: dict, factor: float) -> None:
    picture = photograph(590, 570)
    whole = cv2.boxFilter(picture[..., :3].astype(np.float32), -1, (5, 5), borderType=cv2.BORDER_REPLICATE)
    whole = np.repeat(np.repeat(whole, 4, 0), 4, 1)
    size = (round(570 * factor), round(590 * factor))
    expected = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    large = upscaling.upscale(picture, plan, factor, "standard-v2")
    assert np.abs(large[..., :3] - expected).max() <= 1.5  # the picture's own border too


def test_progress_is_told_tile_by_tile_and_can_be_stopped_there(plan: dict) -> None:
    heard: list[float] = []
    upscaling.upscale(photograph(590, 570), plan, 2.0, "standard-v2", report=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) == 10

    def stop(fraction: float) -> None:
        if fraction > 0:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        upscaling.upscale(photograph(590, 570), plan, 2.0, "standard-v2", report=stop)


def test_what_was_hidden_does_not_bleed_into_the_edge(plan: dict) -> None:
    sprite = np.zeros((60, 60, 4), np.uint8)
    sprite[..., :3] = (0, 255, 0)
    cv2.circle(sprite, (30, 30), 20, (200, 30, 30, 255), -1, cv2.LINE_AA)
    sprite[sprite[..., 3] > 0, :3] = (200, 30, 30)
    large = upscaling.upscale(sprite, plan, 3.0, "standard-v2")
    assert large[90, 90, 3] == 255
    assert large[2, 2, 3] == 0
    seen = large[..., 3] > 8
    assert large[seen][:, 1].max() < 60


def test_a_network_that_insists_on_a_size_is_fed_in_that_size(local_ai: LocalAi, tmp_path: Path) -> None:
    fixed = plan_of(local_ai, save_upscaler(tmp_path / "fixed.onnx", scale=2, side=128))
    free = plan_of(local_ai, save_upscaler(tmp_path / "free.onnx", scale=2))
    picture = photograph(150, 140)
    by_fixed, by_free = (upscaling.upscale(picture, each, 2.0, "standard-v2") for each in (fixed, free))
    assert np.abs(by_fixed.astype(int) - by_free).max() <= 1
    assert upscaling.upscale(picture, fixed, 3.0, "standard-v2").shape == (450, 420, 4)


def test_high_fidelity_gives_the_original_back_when_it_is_reduced(plan: dict) -> None:
    picture = photograph(90, 100)
    errors = {}
    for model in ("standard-v2", "high-fidelity-v2"):
        large = upscaling.upscale(picture, plan, 2.0, model)
        small = cv2.resize(large[..., :3], (100, 90), interpolation=cv2.INTER_AREA)
        errors[model] = float(np.abs(small.astype(int) - picture[..., :3]).mean())
    assert errors["high-fidelity-v2"] < errors["standard-v2"] / 4


def test_denoise_and_sharpen_do_what_they_say(plan: dict) -> None:
    step = np.full((64, 64, 4), 255, np.uint8)
    step[:, :32, :3], step[:, 32:, :3] = 60, 190
    noisy = step.copy()
    noisy[..., :3] = np.clip(step[..., :3] + np.random.default_rng(3).normal(0, 20, (64, 64, 3)), 0, 255)
    rough, calm = (upscaling.upscale(noisy, plan, 2.0, "standard-v2", denoise=amount) for amount in (0.0, 0.9))
    assert calm[10:50, 10:50, 0].std() < 0.7 * rough[10:50, 10:50, 0].std()
    soft, sharp = (upscaling.upscale(step, plan, 2.0, "standard-v2", sharpen=amount) for amount in (0.0, 1.0))
    slope = [np.abs(np.diff(each[64, :, 0].astype(int))).max() for each in (soft, sharp)]
    assert slope[1] > slope[0]


def test_pixel_art_is_left_to_the_engine_itself() -> None:
    sprite = np.random.default_rng(1).integers(0, 4, (16, 16), np.uint8)[..., None] * np.array([60, 40, 20], np.uint8)
    enlarged = np.dstack([np.repeat(np.repeat(sprite, 8, 0), 8, 1), np.full((128, 128), 255, np.uint8)])
    assert not upscaling.is_for_a_network(np.ascontiguousarray(enlarged))
    assert upscaling.is_for_a_network(photograph(128, 128))


@pytest.mark.parametrize(
    ("save", "words"),
    [
        (save_copy, "does not enlarge"),
        (lambda file: save_matting(file, side="any"), "does not give a colour picture"),
        (lambda file: save_upscaler(file, side=64), "at least 112"),
    ],
    ids=["gives the same size", "gives a matte", "sees too little"],
)
def test_a_network_that_is_no_upscaler_is_refused(local_ai: LocalAi, tmp_path: Path, save, words: str) -> None:
    with pytest.raises(LocalAiError, match=words):
        upscaling.upscale(photograph(40, 40), plan_of(local_ai, save(tmp_path / "x.onnx")), 2.0, "standard-v2")
