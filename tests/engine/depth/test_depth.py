"""Depth: which way is near, what each parameter does, and where edges are."""

import subprocess
import sys
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rundot_studio.engine.depth import estimate_depth

Pixels = NDArray[np.uint8]
Depth = NDArray[np.uint16]


def landscape(height: int = 192, width: int = 256, noise: float = 0.0, seed: int = 1) -> Pixels:
    """Sky, hazy hills, and a meadow that grows warmer and darker toward the viewer, with a post standing in it."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    v, u = y / height, x / width
    sky = np.dstack([0.55 + 0.3 * v, 0.7 + 0.2 * v, np.full_like(v, 0.95)])
    ground = np.dstack([0.35 + 0.1 * v, 0.62 - 0.25 * v, 0.45 - 0.4 * v]) + 0.04 * np.sin(u * 60 / (v + 0.1))[..., None]
    hill = np.array([0.6, 0.7, 0.8], np.float32)
    horizon = 0.45 + 0.05 * np.sin(u * 9)
    rgb = np.where((v > 0.55)[..., None], ground, np.where((v > horizon)[..., None], hill, sky)).astype(np.float32)
    left = int(width * 0.6)
    rgb[int(height * 0.3) : int(height * 0.9), left : left + width // 12] = (0.3, 0.12, 0.05)
    if noise:
        rgb += np.random.default_rng(seed).normal(0, noise, rgb.shape).astype(np.float32)
    opaque = np.full((height, width), 255, np.uint8)
    return np.dstack([(np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8), opaque])


def corridor(side: int = 256) -> Pixels:
    """A tunnel of squares that shrink toward the middle."""
    rgb = np.full((side, side, 3), 120, np.uint8)
    middle = np.array([side / 2, side * 0.47])
    corners = np.array([[0, 0], [side - 1, 0], [side - 1, side - 1], [0, side - 1]], float)
    for k in range(9):
        points = (middle + (corners - middle) * 0.78**k).astype(np.int32)
        cv2.polylines(rgb, [points], True, (40, 35, 30), 2)
        cv2.fillPoly(rgb, [points], tuple(int(c * 0.9**k) for c in (170, 150, 120)))
        cv2.polylines(rgb, [points], True, (40, 35, 30), 1)
    for step in np.linspace(0, side - 1, 9):
        for edge in ((step, 0), (step, side - 1), (0, step), (side - 1, step)):
            start, end = np.array(edge, float), middle + (np.array(edge, float) - middle) * 0.15
            cv2.line(rgb, tuple(int(p) for p in start), tuple(int(p) for p in end), (40, 35, 30), 1, cv2.LINE_AA)
    return np.dstack([rgb, np.full((side, side), 255, np.uint8)])


def disc_figure(side: int = 128) -> Pixels:
    y, x = np.mgrid[0:side, 0:side]
    figure = np.full((side, side, 4), 128, np.uint8)
    figure[..., 3] = np.where(np.hypot(x - side / 2, y - side / 2) < side * 0.35, 255, 0)
    return figure


def band(depth: Depth, top: float, bottom: float) -> float:
    height = depth.shape[0]
    return float(depth[int(top * height) : int(bottom * height)].mean())


def detail(depth: Depth) -> float:
    """Mean absolute Laplacian: how much fine change the map has."""
    return float(np.abs(cv2.Laplacian(depth.astype(np.float32), cv2.CV_32F)).mean())


def test_below_is_near_and_the_sky_is_far() -> None:
    depth = estimate_depth(landscape())
    assert depth.dtype == np.uint16
    assert band(depth, 0.9, 1.0) > band(depth, 0.6, 0.7) > band(depth, 0.45, 0.52) > band(depth, 0.0, 0.2)
    assert band(depth, 0.95, 1.0) > 55000
    assert band(depth, 0.0, 0.1) < 9000


def test_the_middle_of_a_corridor_is_far() -> None:
    depth = estimate_depth(corridor())
    side = depth.shape[0]
    centre = float(depth[side * 2 // 5 : side // 2, side * 2 // 5 : side * 3 // 5].mean())
    for edge in (depth[:, : side // 10], depth[:, -side // 10 :], depth[-side // 10 :], depth[: side // 10]):
        assert float(edge.mean()) > centre + 8000


def test_a_standing_thing_is_nearer_than_what_is_behind_it_and_has_a_sharp_edge() -> None:
    depth = estimate_depth(landscape()).astype(float)
    post_column, beside_column = 256 * 0.6 + 10, 256 * 0.6 - 14
    row = int(192 * 0.4)
    post, beside = depth[row, int(post_column)], depth[row, int(beside_column)]
    assert post > beside + 4000
    left_edge = int(256 * 0.6)
    jump = abs(depth[row, left_edge + 2] - depth[row, left_edge - 3])
    assert jump > 0.5 * (post - beside)


def test_the_inside_of_a_thing_is_smooth() -> None:
    depth = estimate_depth(landscape(noise=0.03)).astype(float) / 65535
    inside = depth[int(192 * 0.4) : int(192 * 0.8), int(256 * 0.6) + 4 : int(256 * 0.6) + 17]
    assert float(np.abs(np.diff(inside, axis=1)).max()) < 0.02


def test_a_larger_ensemble_is_steadier_against_noise() -> None:
    def scatter(ensemble: int) -> float:
        maps = [estimate_depth(landscape(noise=0.08, seed=k), ensemble=ensemble, steps=2) for k in range(4)]
        return float(np.stack(maps).astype(float).std(axis=0).mean())

    assert scatter(12) < 0.9 * scatter(1)


def test_a_lower_processing_resolution_has_less_detail() -> None:
    picture = landscape(384, 512)
    fine, middle, coarse = (detail(estimate_depth(picture, processing_resolution=r)) for r in (0, 160, 48))
    assert fine > 1.2 * middle > 1.2 * coarse


def test_more_steps_smooth_more() -> None:
    picture = landscape(noise=0.06)
    assert detail(estimate_depth(picture, steps=50)) < detail(estimate_depth(picture, steps=1))


def test_a_cut_out_figure_is_round_and_its_background_is_far() -> None:
    depth = estimate_depth(disc_figure())
    inside = disc_figure()[..., 3] > 0
    assert not depth[~inside].any()
    assert int(depth[inside].min()) > 10000
    assert int(depth[64, 64]) > int(depth[64, 30]) > int(depth[64, 22])
    assert int(depth[64, 64]) > 60000


def test_a_lone_figure_stands_before_its_plain_backdrop() -> None:
    picture = np.full((160, 160, 4), 235, np.uint8)
    picture[..., 3] = 255
    cv2.circle(picture, (80, 70), 40, (180, 60, 40, 255), -1, cv2.LINE_AA)
    depth = estimate_depth(picture)
    y, x = np.mgrid[0:160, 0:160]
    distance = np.hypot(x - 80, y - 70)
    assert int(depth[distance < 38].min()) > int(depth[distance > 44].max()) + 8000
    assert int(depth[70, 80]) > int(depth[70, 44])


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_any_small_picture_has_a_map_of_its_size(height: int, width: int, steps: int, ensemble: int) -> None:
    picture = np.random.default_rng(height * 41 + width).integers(0, 256, (height, width, 4), dtype=np.uint8)
    depth = estimate_depth(picture, steps, ensemble)
    assert depth.shape == (height, width)
    assert depth.dtype == np.uint16


@pytest.mark.parametrize("alpha", [255, 0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 4096), (4096, 1), (64, 64)])
def test_slivers_flat_and_all_transparent_pictures_have_maps(shape: tuple[int, int], alpha: int) -> None:
    picture = np.full((*shape, 4), 90, np.uint8)
    picture[..., 3] = alpha
    depth = estimate_depth(picture)
    assert depth.shape == shape
    assert alpha or not depth.any()


def test_progress_rises_to_one() -> None:
    told: list[float] = []
    estimate_depth(landscape(), report=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 10


@pytest.mark.parametrize(
    "change",
    [{"steps": 0}, {"steps": 51}, {"ensemble": 0}, {"ensemble": 21}, {"processing_resolution": 4097}],
)
def test_numbers_out_of_range_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        estimate_depth(landscape(), **change)


SCRIPT = """
import hashlib
from tests.engine.depth.test_depth import corridor, disc_figure, landscape
from rundot_studio.engine.depth import estimate_depth
digest = hashlib.sha256()
for picture in (landscape(noise=0.02), corridor(), disc_figure()):
    digest.update(estimate_depth(picture, 3, 5).tobytes())
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
