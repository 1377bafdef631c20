"""Cut-out: synthetic subjects with known alpha over backgrounds of every kind, and honest refusals."""

import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rundot_studio.engine.cutout import NoSubject, remove_background

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]

SIDE = 256


@dataclass(frozen=True)
class Composite:
    picture: Pixels
    alpha: Array
    color: Array


def disc(side: int = SIDE) -> Array:
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    return np.clip(side * 0.28 + 0.5 - np.hypot(x - side * 0.5, y - side * 0.48), 0, 1)


def star(side: int = SIDE) -> Array:
    """Five points, drawn four times as large and reduced: a soft edge of known coverage."""
    turns = np.arange(10) * np.pi / 5 - np.pi / 2
    radius = np.where(np.arange(10) % 2 == 0, 0.40, 0.17) * side * 4
    points = np.stack([np.cos(turns) * radius, np.sin(turns) * radius], axis=1) + side * 2
    large = np.zeros((side * 4, side * 4), np.uint8)
    cv2.fillPoly(large, [points.astype(np.int32)], 255)
    return cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def flat(side: int = SIDE) -> Array:
    return np.broadcast_to(np.array([0.2, 0.55, 0.85], np.float32), (side, side, 3)).copy()


def white(side: int = SIDE) -> Array:
    return np.ones((side, side, 3), np.float32)


def gradient(side: int = SIDE) -> Array:
    t = np.linspace(0, 1, side, dtype=np.float32)[:, None, None]
    top, bottom = np.array([0.15, 0.25, 0.6], np.float32), np.array([0.75, 0.8, 0.9], np.float32)
    return np.broadcast_to(top * (1 - t) + bottom * t, (side, side, 3)).copy()


def noisy(side: int = SIDE) -> Array:
    noise = np.random.default_rng(8).normal(0, 0.05, (side, side, 3)).astype(np.float32)
    return np.clip(flat(side) + noise, 0, 1)


def busy(side: int = SIDE) -> Array:
    """Blurred green and grey blobs, as foliage out of focus."""
    rng = np.random.default_rng(4)
    blobs = cv2.GaussianBlur(rng.normal(0, 1, (side, side)).astype(np.float32), (0, 0), side / 32)
    blobs /= blobs.std()
    grain = rng.normal(0, 0.02, (side, side, 1)).astype(np.float32)
    colors = np.array([0.30, 0.42, 0.28], np.float32) + blobs[..., None] * np.array([0.05, 0.09, 0.05], np.float32)
    return np.clip(colors + grain, 0, 1)


def composite(alpha: Array, background: Array, color: tuple[float, float, float] = (0.85, 0.25, 0.12)) -> Composite:
    side = alpha.shape[0]
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    shade = (0.85 + 0.3 * (0.5 - y) + 0.05 * np.sin(x * 40))[..., None]
    subject = np.clip(np.array(color, np.float32) * shade, 0, 1)
    mixed = subject * alpha[..., None] + background * (1 - alpha[..., None])
    opaque = np.full(alpha.shape, 255, np.uint8)
    return Composite(np.dstack([(mixed * 255 + 0.5).astype(np.uint8), opaque]), alpha, subject)


def overlap(out: Pixels, alpha: Array) -> float:
    found, true = out[..., 3] > 127, alpha > 0.5
    return float((found & true).sum() / (found | true).sum())


@pytest.mark.parametrize("shape", [disc, star])
@pytest.mark.parametrize(
    ("background", "least"), [(flat, 0.98), (white, 0.98), (gradient, 0.98), (noisy, 0.95), (busy, 0.9)]
)
def test_the_subject_is_found(shape: Any, background: Any, least: float) -> None:
    scene = composite(shape(), background())
    assert overlap(remove_background(scene.picture), scene.alpha) >= least


@pytest.mark.parametrize("variant", ["light", "heavy", "portrait"])
@pytest.mark.parametrize("resolution", [1024, 2048])
def test_birefnet_finds_it_too(variant: Any, resolution: Any) -> None:
    scene = composite(star(), gradient())
    out = remove_background(scene.picture, "birefnet", variant, resolution)
    assert overlap(out, scene.alpha) >= 0.98


def test_portrait_lets_a_figure_run_off_the_lower_edge() -> None:
    alpha = np.zeros((SIDE, SIDE), np.float32)
    cv2.ellipse(alpha, (SIDE // 2, SIDE), (SIDE // 3, SIDE // 2), 0, 0, 360, 1.0, -1, cv2.LINE_AA)
    cv2.circle(alpha, (SIDE // 2, SIDE * 2 // 5), SIDE // 7, 1.0, -1, cv2.LINE_AA)
    scene = composite(alpha, busy(), (0.8, 0.6, 0.5))
    assert overlap(remove_background(scene.picture, "birefnet", "portrait"), alpha) >= 0.95


@pytest.mark.parametrize("background", [flat, gradient])
def test_alpha_at_the_edge_is_nearly_the_true_coverage(background: Any) -> None:
    scene = composite(disc(), background())
    out = remove_background(scene.picture)
    error = out[..., 3].astype(np.float32) / 255 - scene.alpha
    edge = (scene.alpha > 0.02) & (scene.alpha < 0.98)
    assert float((error**2).mean()) < 0.001
    assert float(np.abs(error[edge]).mean()) < 0.15


@pytest.mark.parametrize("background", [flat, gradient])
@pytest.mark.parametrize("behind", [(0.0, 0.0, 0.0), (1.0, 0.0, 1.0), (1.0, 1.0, 1.0)])
def test_no_halo_of_the_old_background_stays(background: Any, behind: tuple[float, float, float]) -> None:
    """Over a new background the edge looks like the true composite, not like a rim of the old blue."""
    scene = composite(disc(), background())
    out = remove_background(scene.picture).astype(np.float32) / 255
    new = np.array(behind, np.float32)
    shown = out[..., :3] * out[..., 3:] + new * (1 - out[..., 3:])
    true = scene.color * scene.alpha[..., None] + new * (1 - scene.alpha[..., None])
    edge = (scene.alpha > 0.02) & (scene.alpha < 0.98)
    assert float(np.sqrt(((shown - true)[edge] ** 2).mean())) < 0.12
    solid = out[..., 3] > 0.2
    assert float(out[..., 2][solid].max()) < 0.35


def test_a_hole_shows_the_background() -> None:
    alpha = disc()
    cv2.circle(alpha, (SIDE // 2, SIDE // 2), SIDE // 10, 0.0, -1, cv2.LINE_AA)
    scene = composite(alpha, flat())
    out = remove_background(scene.picture)
    assert out[SIDE // 2, SIDE // 2, 3] == 0


def test_shaded_white_on_white_is_kept_inside_the_subject() -> None:
    """An eye is not a hole."""
    scene = composite(disc(), white())
    y = np.mgrid[0:SIDE, 0:SIDE][0]
    eye = np.hypot(y - SIDE // 2, np.mgrid[0:SIDE, 0:SIDE][1] - SIDE // 2) < SIDE // 14
    scene.picture[..., :3][eye] = (255 - 12 * (y[eye] - y[eye].min()) / np.ptp(y[eye]))[:, None]
    assert (remove_background(scene.picture)[..., 3][eye] > 250).all()


def noise(kind: str) -> Pixels:
    rng = np.random.default_rng(12)
    rgb = {
        "flat": np.full((SIDE, SIDE, 3), 90.0),
        "white noise": rng.uniform(0, 256, (SIDE, SIDE, 3)),
        "grain": 128 + rng.normal(0, 25, (SIDE, SIDE, 3)),
        "faint grain": 128 + rng.normal(0, 4, (SIDE, SIDE, 3)),
        "gradient": np.broadcast_to(np.linspace(0, 255, SIDE)[:, None, None], (SIDE, SIDE, 3)),
    }[kind]
    return np.dstack([np.clip(rgb, 0, 255), np.full((SIDE, SIDE), 255.0)]).astype(np.uint8)


@pytest.mark.parametrize("kind", ["flat", "white noise", "grain", "faint grain", "gradient"])
@pytest.mark.parametrize("model", ["bria", "birefnet"])
def test_nothing_to_cut_out_is_said(kind: str, model: Any) -> None:
    with pytest.raises(NoSubject, match="no clear subject found"):
        remove_background(noise(kind), model)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 3))
@settings(max_examples=30, deadline=None)
def test_small_pictures_are_answered_or_refused(height: int, width: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    picture[..., 3] = 255
    try:
        out = remove_background(picture)
    except NoSubject:
        return
    assert out.shape == picture.shape


@pytest.mark.parametrize("shape", [(1, 1), (1, 4096), (4096, 1)])
def test_slivers_have_no_subject(shape: tuple[int, int]) -> None:
    with pytest.raises(NoSubject):
        remove_background(np.full((*shape, 4), 255, np.uint8))


def test_an_all_transparent_picture_has_no_subject() -> None:
    with pytest.raises(NoSubject):
        remove_background(np.zeros((64, 64, 4), np.uint8))


def test_a_picture_already_cut_out_comes_back_as_it_is() -> None:
    scene = composite(disc(), flat())
    scene.picture[..., 3] = (scene.alpha * 255).astype(np.uint8)
    assert np.array_equal(remove_background(scene.picture), scene.picture)


def test_a_few_transparent_corners_do_not_count_as_cut_out_and_stay_transparent() -> None:
    scene = composite(disc(), flat())
    scene.picture[:3, :3, 3] = 0
    out = remove_background(scene.picture)
    assert overlap(out, scene.alpha) > 0.98
    assert not out[:3, :3, 3].any()


def test_a_picture_larger_than_the_operating_resolution_has_sharp_edges() -> None:
    side = 1600
    scene = composite(disc(side), flat(side))
    out = remove_background(scene.picture)
    assert out.shape == scene.picture.shape
    assert overlap(out, scene.alpha) > 0.99
    soft = (out[..., 3] > 12) & (out[..., 3] < 243)
    perimeter_px = 2 * np.pi * 0.28 * side
    assert soft.sum() / perimeter_px < 4


def test_progress_rises_to_one() -> None:
    told: list[float] = []
    remove_background(composite(disc(), flat()).picture, report=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("change", [{"model": "u2net"}, {"variant": "tiny"}, {"resolution": 512}])
def test_unknown_parameters_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"unknown|must be") as raised:
        remove_background(composite(disc(), flat()).picture, **change)
    assert not isinstance(raised.value, NoSubject)


SCRIPT = """
import hashlib
from tests.engine.cutout.test_cutout import busy, composite, gradient, star
from rundot_studio.engine.cutout import remove_background
digest = hashlib.sha256()
for background in (gradient(), busy()):
    picture = composite(star(), background).picture
    digest.update(remove_background(picture).tobytes())
    digest.update(remove_background(picture, "birefnet", "heavy").tobytes())
print(digest.hexdigest())
"""


def test_every_process_makes_the_same_bytes() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64
