"""Standing firs: tiers of drooping boughs with needles, bare or under snow."""

import math

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import ColorLike, F, hex_color

from .stage import Mask, Stage, coverage, shade

_TIERS = 13


def paint_fir(
    stage: Stage,
    rng: Generator,
    x: float,
    foot: float,
    height: float,
    color: ColorLike,
    distance: float,
    near: float,
    *,
    snow: bool = False,
) -> None:
    """A fir whose lowest boughs hang just above (x, foot), ``height`` tall; pixels."""
    top = max(0, math.floor(foot - height * 1.06))
    bottom = min(stage.height, math.ceil(foot + height * 0.06))
    left = max(0, math.floor(x - height * 0.32))
    right = min(stage.width, math.ceil(x + height * 0.32))
    if bottom <= top or right <= left:
        return
    body, tone, white = np.zeros((3, bottom - top, right - left), np.uint8)
    origin = np.array([left, top])
    for i in range(_TIERS - 1, -1, -1):
        f = (i + 0.55) / _TIERS
        y = foot - height * (1.0 - 0.93 * f)
        half = height * (0.016 + 0.235 * f**0.92)
        count = 5 + round(6 * f)
        spread = np.linspace(-1, 1, count)
        for u in sorted(spread.tolist(), key=lambda value: -abs(value)):
            _draw_bough(rng, (body, tone, white), origin, (x, y), height, half, u, stage.side, snow)
    crown = np.array(
        [(x, foot - height * 1.04), (x - height * 0.022, y + height * 0.02), (x + height * 0.022, y + height * 0.02)]
    )
    _fill((body, tone), crown - origin, 120)
    stage.lay(shade(stage.ramp(color, distance), coverage(tone)), coverage(body), top, left, near=near)
    if snow:
        dim = F(0.80 if stage.time.dark else 1.0)
        table = stage.gradient(
            stage.local(hex_color("#8ea6d0") * dim, distance), stage.local(hex_color("#f4f8ff") * dim, distance)
        )
        stage.lay(shade(table, coverage(tone) * F(0.9) + F(0.32)), coverage(white), top, left)


def _draw_bough(
    rng: Generator,
    masks: tuple[Mask, Mask, Mask],
    origin: NDArray[np.int64],
    root: tuple[float, float],
    height: float,
    half: float,
    u: float,
    side: int,
    snow: bool,
) -> None:
    """One bough from the trunk outward and down: dark body, needles along its edge, a lit back (or snow on it)."""
    body, tone, white = masks
    jitter = (rng.random(4) - 0.5).tolist()
    reach = half * (1 + 0.22 * jitter[0])
    tip = np.array([root[0] + u * reach, root[1] + height * (0.060 - 0.022 * u * u + 0.016 * jitter[1])])
    start = np.array([root[0] + u * half * 0.10, root[1] - height * 0.030])
    along = tip - start
    length = math.hypot(float(along[0]), float(along[1])) + 1e-6
    across = np.array([-along[1], along[0]]) / length * height * 0.020
    if across[1] < 0:
        across = -across  # toward the ground
    light = 0.36 + 0.15 * u * side + 0.12 * jitter[2]
    middle = start + along * 0.58
    leaf = np.array([start, middle - across * 0.55, tip, middle + across * 1.35])
    _fill((body, tone), leaf - origin, round(255 * light * 0.74))
    for t in (0.42, 0.62, 0.80, 0.95):
        at = start + along * t
        drop = np.array([u * 0.35 * height * 0.020, height * (0.034 - 0.014 * t)])
        slim = np.array([height * 0.0065, 0.0])
        _fill((body, tone), np.array([at - slim, at + drop, at + slim]) - origin, round(255 * light * 0.86))
    back = np.array([start + along * 0.12, middle - across * 0.62, tip, middle + across * 0.22])
    _fill((body, tone), back - origin, round(255 * min(1.0, light + 0.17)))
    if snow and jitter[3] < 0.36:
        ridge = np.array([start + along * 0.10, middle - across * 1.0, tip - across * 0.1, middle + across * 0.50])
        _fill((white, body), ridge - origin, 255)


def _fill(masks: tuple[Mask, Mask], outline: NDArray[np.float64], value: int) -> None:
    """Into the first mask fully, into the second with a value."""
    points = np.round(outline * 16).astype(np.int32)
    cv2.fillPoly(masks[0], [points], 255, cv2.LINE_AA, 4)
    cv2.fillPoly(masks[1], [points], value, cv2.LINE_AA, 4)
