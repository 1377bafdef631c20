"""Cut-outs by a matting network: its matte, the picture's size, clean edges."""

from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from rundot_studio.engine.cutout import NoSubject
from rundot_studio.engine.local_ai import matting
from rundot_studio.engine.local_ai.store import LocalAi

from .networks import save_matting

LIGHT, DARK = (235, 225, 240), (60, 20, 70)


def disc(height: int = 200, width: int = 300, radius: int = 60) -> np.ndarray:
    """A dark disc with a soft edge on a light ground, opaque."""
    rows, columns = np.mgrid[0:height, 0:width]
    distance = np.hypot(rows - height / 2 + 0.5, columns - width / 2 + 0.5)
    alpha = np.clip(radius - distance + 0.5, 0, 1)[..., None]
    rgb = np.array(DARK) * alpha + np.array(LIGHT) * (1 - alpha)
    return np.dstack([np.rint(rgb), np.full((height, width), 255)]).astype(np.uint8)


def plan_of(local_ai: LocalAi, file: Path, role: str = "birefnet-heavy") -> dict:
    local_ai.add(file, role)
    plan = local_ai.plan(role)
    assert plan is not None
    return plan


@pytest.mark.parametrize("gives", ["logits", "alpha"])
@pytest.mark.parametrize("half", [False, True], ids=["float32", "float16"])
def test_the_subject_stays_and_the_ground_goes(local_ai: LocalAi, tmp_path: Path, gives: str, half: bool) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx", gives=gives, half=half))
    heard: list[float] = []
    cut = matting.remove_background(disc(), plan, 1024, heard.append)
    assert cut.shape == (200, 300, 4)
    assert cut[100, 150, 3] == 255
    assert cut[5, 5, 3] == 0
    share = float((cut[..., 3] / 255).sum())
    assert share == pytest.approx(np.pi * 60**2, rel=0.06)
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0.0, 1.0)


def test_the_edge_carries_the_colour_of_the_subject_not_of_the_ground(local_ai: LocalAi, tmp_path: Path) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx", side=256))
    cut = matting.remove_background(disc(), plan, 1024)
    edge = (cut[..., 3] > 40) & (cut[..., 3] < 215)
    assert edge.sum() > 100
    assert np.abs(cut[edge][:, :3].mean(axis=0) - DARK).max() < 30


def test_a_network_of_any_size_sees_the_resolution_that_was_asked_for(local_ai: LocalAi, tmp_path: Path) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx", side="any"))
    model = matting.model_of(plan)
    rgb = np.ascontiguousarray(disc()[..., :3])
    assert matting.network_matte(rgb, model, "birefnet", 128).shape == (128, 128)
    assert matting.network_matte(rgb, model, "birefnet", 96).shape == (96, 96)


def test_more_resolution_follows_a_large_picture_closer(local_ai: LocalAi, tmp_path: Path) -> None:
    picture = disc(1500, 1500, 500)
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx", side="any"))
    rows, columns = np.mgrid[0:1500, 0:1500]
    truth = np.clip(500 - np.hypot(rows - 749.5, columns - 749.5) + 0.5, 0, 1)
    errors = [
        float(np.square(matting.remove_background(picture, plan, side)[..., 3] / 255 - truth).mean())
        for side in (256, 1024)
    ]
    assert errors[1] < errors[0] < 0.01


def test_a_picture_that_is_cut_out_already_comes_back_as_it_is(local_ai: LocalAi, tmp_path: Path) -> None:
    picture = disc()
    picture[:20, :, 3] = 0
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx"))
    assert np.array_equal(matting.remove_background(picture, plan, 1024), picture)


@pytest.mark.parametrize("alpha", [255, 0])
def test_nothing_to_cut_out_is_said(local_ai: LocalAi, tmp_path: Path, alpha: int) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx"))
    empty = np.dstack([np.full((50, 70, 3), 240, np.uint8), np.full((50, 70), alpha, np.uint8)])
    with pytest.raises(NoSubject):
        matting.remove_background(empty, plan, 1024)


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (7, 9)])
def test_the_smallest_pictures_pass(local_ai: LocalAi, tmp_path: Path, size: tuple[int, int]) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx"))
    dark = np.dstack([np.full((*size, 3), 10, np.uint8), np.full(size, 255, np.uint8)])
    assert matting.remove_background(dark, plan, 1024).shape == (*size, 4)


def test_mattes_of_the_older_family_are_stretched() -> None:
    stretched = matting.as_matte(np.array([[0.2, 0.3], [0.6, 0.4]], np.float32), stretch=True)
    assert (float(stretched.min()), float(stretched.max())) == (0.0, 1.0)
    logits = matting.as_matte(np.array([[-200.0, 0.0], [200.0, 3.0]], np.float32))
    assert logits[0, 1] == pytest.approx(0.5)
    assert cv2.minMaxLoc(logits)[:2] == pytest.approx((0, 1), abs=1e-6)
