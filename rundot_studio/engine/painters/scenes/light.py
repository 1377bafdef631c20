"""Light and air laid over what is painted: sunbeams, mist, glows, and a soft bloom."""

import math

import cv2
import numpy as np

from rundot_studio.engine.painters.color import Array, Color, ColorLike, F, hex_color
from rundot_studio.engine.painters.noise import wide_blur

from .sheets import sheet_noise
from .stage import Stage

_ANGLES = 512
_RADII = 256
_POLAR = cv2.WARP_POLAR_LINEAR | cv2.WARP_FILL_OUTLIERS  # else what lies outside stays unset


def paint_rays(stage: Stage, strength: float = 0.5, *, spread: float = 0.6, threshold: float = 0.60) -> None:
    """Beams from the light through gaps: bright places smeared outward in polar coordinates, at a quarter's size."""
    if stage.flat or not (stage.shows("rays") and stage.shows("sun")):
        return
    step = 4 if stage.unit >= 400 else 2
    width, height = max(8, stage.width // step), max(8, stage.height // step)
    small = [cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA) for plane in stage.picture]
    light = (small[0] + small[1] + small[2]) * F(1 / 3)
    distance = cv2.resize(stage.sun_distance, (width, height), interpolation=cv2.INTER_AREA) * F(1 / spread)
    bright = np.clip((light - F(threshold)) * F(2.6), 0, 1) * np.exp(-(distance * distance))
    center = (stage.sun_x * width / stage.width, stage.sun_y * height / stage.height)
    reach = math.hypot(width, height)
    polar = cv2.warpPolar(bright, (_RADII, _ANGLES), center, reach, _POLAR)
    smeared = np.ascontiguousarray(polar.T)
    for i in range(1, _RADII):
        smeared[i] += smeared[i - 1] * F(0.977)
    smeared = cv2.GaussianBlur(np.ascontiguousarray(smeared.T) * F(1 / 30), (1, 7), 0)
    beams = cv2.warpPolar(smeared, (width, height), center, reach, _POLAR | cv2.WARP_INVERSE_MAP)
    beams = cv2.resize(beams, (stage.width, stage.height), interpolation=cv2.INTER_CUBIC)
    stage.shine(hex_color(stage.time.sun), np.clip(beams * F(strength), 0, 0.6))


def paint_shafts(
    stage: Stage,
    name: object,
    color: ColorLike,
    *,
    count: int = 4,
    top: float = 0.0,
    bottom: float = 1.0,
    lean: float = 0.25,
    width: float = 0.10,
    amount: float = 0.30,
    center: float = 0.5,
    spread: float = 0.5,
) -> None:
    """Slanting shafts of light from above: windows, cave mouths, water. Lengths in units, places in fractions."""
    if stage.flat or not stage.shows("rays"):
        return
    rng = stage.chance(("shafts", name))
    y0, y1 = stage.row(top), stage.row(bottom)
    step = 2 if stage.unit >= 400 else 1
    rows, columns = max(2, (y1 - y0) // step), max(2, stage.width // step)
    down = np.linspace(0, 1, rows, dtype=F)[:, None]
    x = np.linspace(0, stage.width / stage.unit, columns, dtype=F)[None]
    tall = (y1 - y0) / stage.unit
    light = np.zeros((rows, columns), F)
    for i in range(count):
        u, w, a = (float(v) for v in rng.random(3))
        start = (center + ((i + 0.5) / count - 0.5) * spread + (u - 0.5) * spread / count) * stage.width / stage.unit
        middle = F(start) - F(stage.side * lean * tall) * down
        half = F(width * (0.4 + 0.8 * w)) * (F(0.55) + F(0.75) * down)
        offset = np.abs(x - middle) / half
        light += np.clip(1.15 - offset, 0, 1) ** 1.3 * F(0.5 + 0.5 * a)
    light *= (1 - down) ** 0.8 * F(amount)
    light = cv2.resize(light, (stage.width, y1 - y0), interpolation=cv2.INTER_LINEAR)
    stage.shine(hex_color(color), np.clip(light, 0, 0.75), y0)


def paint_mist(
    stage: Stage, name: object, center: float, thickness: float, amount: float, color: Color | None = None
) -> None:
    """A bank of mist around a height (fractions), torn by noise."""
    if stage.flat or amount <= 0 or not stage.shows("fog"):
        return
    rng = stage.chance(("mist", name))
    first, last = stage.row(center - 2.2 * thickness), stage.row(center + 2.2 * thickness)
    if last - first < 2:
        return
    torn = sheet_noise(rng, last - first, stage.width, (1.9 * stage.unit, 0.42 * stage.unit), 2.7, 2)
    offset = (stage.y[first:last] / F(stage.height) - F(center)) / F(thickness)
    alpha = np.exp(-(offset * offset)) * np.clip(F(0.58) + F(0.34) * torn, 0, 1) * F(amount)
    stage.lay(hex_color(stage.time.haze) if color is None else color, alpha, first)


def paint_glow(stage: Stage, x_px: float, y_px: float, radius: float, color: ColorLike, amount: float = 0.6) -> None:
    """A soft light around a point; ``radius`` in units."""
    reach = math.ceil(radius * stage.unit * 2.4)
    top, left = max(0, int(y_px) - reach), max(0, int(x_px) - reach)
    bottom, right = min(stage.height, int(y_px) + reach), min(stage.width, int(x_px) + reach)
    if bottom <= top or right <= left:
        return
    dx = (stage.x[:, left:right] - F(x_px)) / F(radius * stage.unit)
    dy = (stage.y[top:bottom] - F(y_px)) / F(radius * stage.unit)
    d = dx * dx + dy * dy
    falling = np.exp(-d) * F(0.7) + np.exp(-d * 6) * F(0.5)
    stage.shine(hex_color(color), np.clip(falling * F(amount), 0, 1), top, left)


def bloom(
    stage: Stage, light: Array, color: ColorLike, *, near: float = 0.010, wide: float = 0.040, amount: float = 0.8
) -> None:
    """What shines (h, w) spills over: two blurs, radii in units."""
    spill = wide_blur(light, near * stage.unit) * F(amount) + wide_blur(light, wide * stage.unit) * F(amount * 0.7)
    stage.shine(hex_color(color), np.clip(spill, 0, 1))


def paint_motes(
    stage: Stage,
    name: object,
    color: ColorLike,
    *,
    count: int = 60,
    top: float = 0.2,
    bottom: float = 0.95,
    size: float = 0.0022,
) -> None:
    """Fireflies, embers, spores, bubbles of light: points with a halo."""
    rng = stage.chance(("motes", name))
    points = np.zeros((stage.height, stage.width), np.uint8)
    for u, v, s, strength in rng.random((count, 4)):
        center = (round(u * stage.width * 16), round((top + (bottom - top) * v) * stage.height * 16))
        radius = size * stage.unit * (0.35 + 1.2 * s * s)
        value = round(255 * (0.4 + 0.6 * strength))
        cv2.circle(points, center, max(8, round(radius * 16)), value, -1, cv2.LINE_AA, 4)
    light = points.astype(F) * F(1 / 255)
    stage.shine(hex_color(color), light)
    if not stage.flat:
        halo = cv2.resize(light, (max(8, stage.width // 2), max(8, stage.height // 2)), interpolation=cv2.INTER_AREA)
        halo = cv2.GaussianBlur(halo, (0, 0), max(0.5, size * stage.unit * 1.3))
        halo = cv2.resize(halo, (stage.width, stage.height), interpolation=cv2.INTER_LINEAR)
        stage.shine(hex_color(color), np.clip(halo * F(1.6), 0, 0.8))
