"""Figures in a scene: buildings that belong to it, and the subjects placed on it with light, haze and shadow."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rundot_studio.engine.painters.color import Array, ColorLike, F, hex_color
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import blur, smoothstep, wide_blur
from rundot_studio.engine.painters.shading import render

from .stage import Stage
from .trees import paint_contact


@dataclass(frozen=True)
class Spot:
    """Where a figure stands: fractions of the width and height, its height in pixels, its depth 0 far .. 1 near."""

    x: float
    baseline: float
    height_px: float
    near: float
    haze: float = 0.0


_SELF_LIT = 0.5
"""Glow from which a part keeps its light whatever the hour."""


def _sprite(
    stage: Stage, figure: Figure, spot: Spot, shading: str, x_px: float, *, shining: bool = False
) -> tuple[Array, float]:
    """The figure rendered at the spot's size with a margin: (h, w, 4) and the margin in pixels.

    ``shining`` renders only the parts with light of their own, at the same place.
    """
    low, high = figure.bounds()
    unit_px = spot.height_px / max(float(high[1] - low[1]), 1e-6)
    margin = math.ceil(spot.height_px * 0.07) + 3
    height = math.ceil(spot.height_px) + 2 * margin
    width = math.ceil(float(high[0] - low[0]) * unit_px) + 2 * margin
    scale = unit_px * 2 / min(width, height)
    middle = (low + high) / 2
    side = 0.48 if stage.sun_x >= x_px else -0.48
    shown = Figure([part for part in figure.parts if part.glow >= _SELF_LIT]) if shining else figure
    image = render(
        shown,
        width,
        height,
        shading,
        stage.chance(("sprite", spot.x, spot.baseline)),
        scale=scale,
        center=(-float(middle[0]) * scale, -float(middle[1]) * scale),
        rim_color=stage.time.sun,
        light=(side, -0.62, 0.62),
    )
    return image.rgba, margin


def place_figure(
    stage: Stage,
    figure: Figure,
    spot: Spot,
    *,
    shading: str | None = None,
    tint: float = 0.45,
    shadow: bool = True,
    subject: bool = False,
    lamp: ColorLike | None = None,
) -> None:
    """Stand a figure on its spot: tinted by the hour, seen through its haze, rimmed from the light's side.

    A ``subject`` also goes into the stage's matte and foreground. Parts in the ``lamp`` colour keep their light
    whatever the hour, and shine.
    """
    if not figure.parts or spot.height_px < 3:
        return
    x_px, y_px = spot.x * stage.width, spot.baseline * stage.height
    look = shading or ("flat" if stage.flat else "painted")
    rgba, margin = _sprite(stage, figure, spot, look, x_px)
    left = round(x_px - rgba.shape[1] / 2)
    top = round(y_px - rgba.shape[0] + margin)
    if shadow:
        _cast_shadow(stage, x_px, y_px, rgba.shape[1] - 2 * margin, spot.height_px)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(stage.width, left + rgba.shape[1]), min(stage.height, top + rgba.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    alpha = np.ascontiguousarray(rgba[y0 - top : y1 - top, x0 - left : x1 - left, 3])
    planes = np.ascontiguousarray(rgba[y0 - top : y1 - top, x0 - left : x1 - left, :3].transpose(2, 0, 1))
    alight = None if lamp is None else _alight(planes, alpha, lamp)
    shining = _shining(stage, figure, spot, look, x_px) if subject else None
    own = planes.copy() if shining is not None else planes
    _tint(stage, planes, tint, spot.haze)
    if shining is not None:
        part = shining[y0 - top : y1 - top, x0 - left : x1 - left]
        planes += (own - planes) * part
    if not stage.flat:
        _rim(stage, planes, alpha, x_px, spot.height_px)
    if shining is not None and not stage.flat:
        _spill(stage, shining, own, (top, left), (y0, x0, y1, x1))
    stage.lay(planes, alpha, y0, x0, near=spot.near)
    if alight is not None and lamp is not None:
        stage.lay(hex_color(lamp), alight * F(0.95), y0, x0)
        if not stage.flat:
            spill = wide_blur(alight, 0.016 * stage.unit) * F(1.1) + wide_blur(alight, 0.045 * stage.unit) * F(0.9)
            stage.shine(hex_color("#ff9d3c"), np.clip(spill, 0, 0.7), y0, x0)
    if subject:
        _keep(stage, planes, alpha, np.s_[y0:y1, x0:x1])


def _shining(stage: Stage, figure: Figure, spot: Spot, look: str, x_px: float) -> Array | None:
    """Coverage (h, w) of the parts with light of their own; None where there are none."""
    if not any(part.glow >= _SELF_LIT for part in figure.parts):
        return None
    rgba, _ = _sprite(stage, figure, spot, look, x_px, shining=True)
    return np.ascontiguousarray(rgba[..., 3])


def _spill(
    stage: Stage, shining: Array, own: Array, corner: tuple[int, int], window: tuple[int, int, int, int]
) -> None:
    """Light of a shining part on what is around it: the darker the hour, the more of it."""
    (top, left), (y0, x0, y1, x1) = corner, window
    part = shining[y0 - top : y1 - top, x0 - left : x1 - left]
    weight = float(part.sum())
    darkness = 1 - float(np.mean(stage.time.ambient))
    if weight < 1 or darkness < 0.12:
        return
    color = np.array([float((own[k] * part).sum()) / weight for k in range(3)], F) ** F(1.8)
    reach = round(0.80 * max(shining.shape))
    high, wide = y1 - y0 + 2 * reach, x1 - x0 + 2 * reach
    field = np.zeros((high, wide), F)
    field[reach : reach + part.shape[0], reach : reach + part.shape[1]] = part
    light = wide_blur(field, 0.05 * max(shining.shape)) * F(0.4) + wide_blur(field, reach / 3.2) * F(3.6)
    cut_top, cut_left = max(0, reach - y0), max(0, reach - x0)
    bottom, right = min(stage.height, y1 + reach), min(stage.width, x1 + reach)
    light = light[cut_top : cut_top + bottom - max(0, y0 - reach), cut_left : cut_left + right - max(0, x0 - reach)]
    strength = F(min(1.0, darkness * 1.5))
    stage.shine(color, np.clip(light * strength, 0, 0.62), max(0, y0 - reach), max(0, x0 - reach))


def _alight(planes: Array, alpha: Array, lamp: ColorLike) -> Array:
    """Where the sprite has the lamp's colour, 0..1."""
    color = np.clip(hex_color(lamp) + F(0.25), 0, 1)  # as the renderer draws a part with light of its own
    off = np.abs(planes[0] - color[0]) + np.abs(planes[1] - color[1]) + np.abs(planes[2] - color[2])
    return (1 - smoothstep(0.10, 0.22, off)) * alpha


def _tint(stage: Stage, planes: Array, tint: float, haze: float) -> None:
    ambient = np.array(stage.time.ambient, F)
    air = hex_color(stage.time.haze)
    for k in range(3):
        light = ambient[k] * (F(0.42) + F(0.66) * air[k]) * F(1.15)
        planes[k] *= F(1 - tint) + F(tint) * light
        planes[k] += (air[k] - planes[k]) * F(haze)


def _rim(stage: Stage, planes: Array, alpha: Array, x_px: float, height_px: float) -> None:
    side = 1 if stage.sun_x >= x_px else -1
    shift = max(1, round(height_px * 0.010))
    beyond = np.roll(alpha, (shift // 2, -side * shift), (0, 1))
    edge = blur(np.clip(alpha - beyond, 0, 1), height_px * 0.004) * F(0.55 * stage.time.key)
    color = hex_color(stage.time.sun)
    for k in range(3):
        planes[k] += (1 - planes[k]) * edge * color[k]


def _cast_shadow(stage: Stage, x_px: float, y_px: float, width_px: float, height_px: float) -> None:
    half = min(width_px * 0.5, height_px * 0.45)
    side = 1 if stage.sun_x >= x_px else -1
    paint_contact(stage, x_px - side * half * 0.35, y_px - half * 0.02, half * 1.25, 0.42, 0.20)
    paint_contact(stage, x_px, y_px - half * 0.04, half * 0.75, 0.55, 0.14)


def _keep(stage: Stage, planes: Array, alpha: Array, window: tuple[slice, slice]) -> None:
    """Add to the matte and the foreground, both straight; what was there before lies behind."""
    if stage.matte is None or stage.foreground is None:
        stage.matte = np.zeros((stage.height, stage.width), F)
        stage.foreground = np.zeros((3, stage.height, stage.width), F)
    behind = stage.matte[window]  # lay() has already covered it by this alpha
    total = behind + alpha
    share = alpha / np.maximum(total, F(1e-6))
    for k in range(3):
        color = stage.foreground[k][window]
        color += (planes[k] - color) * share
    stage.matte[window] = np.minimum(total, 1)


_PLACES = {
    "wide": {1: ((0.36, 1.0),), 2: ((0.34, 1.0), (0.67, 0.92)), 3: ((0.5, 1.0), (0.22, 0.82), (0.78, 0.82))},
    "square": {1: ((0.5, 1.0),), 2: ((0.32, 1.0), (0.69, 0.94)), 3: ((0.5, 1.0), (0.20, 0.82), (0.80, 0.82))},
    "tall": {1: ((0.5, 1.0),), 2: ((0.36, 1.0), (0.66, 0.80)), 3: ((0.5, 1.0), (0.26, 0.74), (0.76, 0.72))},
}
"""Across (fraction of the width), and size as a share of the foremost's."""


def spots_for(
    stage: Stage, figures: Sequence[Figure], height: float, baseline: float, grounded: bool
) -> list[tuple[Figure, Spot]]:
    """Compose up to three figures, back to front: on thirds in wide pictures, centred in tall ones.

    A figure farther back is smaller in the same measure as its feet are nearer the horizon.
    """
    shape = "wide" if stage.ratio >= 1.2 else "tall" if stage.portrait else "square"
    chosen = [figure for figure in figures if figure.parts][:3]
    if not chosen:
        return []
    placed = []
    for figure, (across, size) in zip(chosen, _PLACES[shape][len(chosen)], strict=True):
        if shape == "wide" and stage.side < 0:
            across = 1 - across
        low, high = figure.bounds()
        aspect = float(high[0] - low[0]) / max(float(high[1] - low[1]), 1e-6)
        share = {1: 0.62, 2: 0.44, 3: 0.34}[len(chosen)]
        most_wide = share * stage.width / max(aspect, 1e-6)
        reference = stage.height if stage.ratio >= 1 else math.sqrt(stage.height * stage.width) * 1.08
        tall = min(height * reference, most_wide, 0.72 * stage.height) * size
        foot = stage.horizon + (baseline - stage.horizon) * size if grounded else baseline - (1 - size) * 0.3
        placed.append((figure, Spot(across, foot, tall, 0.62 + 0.34 * size, 0.03 + 0.30 * (1 - size))))
    return sorted(placed, key=lambda pair: pair[1].near)
