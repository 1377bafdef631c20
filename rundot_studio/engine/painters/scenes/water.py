"""Still and moving water: what stands above mirrored with ripples in perspective, glitter toward the light."""

import cv2
import numpy as np

from rundot_studio.engine.painters.color import Array, ColorLike, F, hex_color, mix
from rundot_studio.engine.painters.noise import smoothstep

from .sheets import sheet_at
from .stage import Stage


def paint_water(
    stage: Stage,
    name: object,
    top: float,
    color: ColorLike | None = None,
    *,
    ripple: float = 1.0,
    clear: float = 0.85,
    glitter: float = 1.0,
    near_from: float = 0.35,
    bottom: float = 1.0,
) -> None:
    """Water from ``top`` to ``bottom`` (fractions of the height), mirroring the rows above.

    ``clear`` 0..1 is how much of the mirror shows over the water's own ``color``; ``ripple`` scales the waves.
    """
    rng = stage.chance(("water", name))
    y0, y1 = stage.row(top), stage.row(bottom)
    rows = y1 - y0
    if rows < 2 or y0 < 2:
        return
    mirrored = stage.picture[:, max(0, y0 - rows) : y0][:, ::-1]
    if mirrored.shape[1] < rows:
        squeezed = [cv2.resize(plane[:y0][::-1], (stage.width, rows)) for plane in stage.picture]
        mirrored = np.stack(squeezed)
    down: Array = ((stage.y[y0:y1] - F(y0)) / F(rows)).astype(F)
    unit = F(stage.unit)
    scale = np.reciprocal(down + F(0.10))
    u = (stage.x - F(stage.width / 2)) / unit * scale * F(0.30)
    v = scale * F(0.62)
    texels = 1024 * 0.5 / stage.unit
    waves = sheet_at(rng, u, v, 1.9, 5, texels_per_px=texels)
    swell = sheet_at(rng, u * F(0.45), v * F(0.6), 2.4, 3, texels_per_px=texels)
    height = waves * F(0.55) + swell * F(0.55)
    push = height * (F(ripple * 0.0016) + F(ripple * 0.022) * down) * unit
    xs = np.clip(stage.x + push * F(0.45), 0, stage.width - 1)
    ys = np.clip(np.arange(rows, dtype=F)[:, None] + push, 0, rows - 1)
    deep = hex_color(color) * np.array(stage.time.ambient, F) if color is not None else _own_color(stage)
    own = np.clip(F(1 - clear) + F(0.50) * down**0.8, 0, 0.86)
    if stage.flat:
        own = np.clip(F(1 - clear) + F(0.55) + F(0.12) * (down > 0.35), 0, 0.9)
    crest = np.clip(height * F(0.10) * np.sqrt(down), -0.2, 0.2) * own
    for k in range(3):
        plane = cv2.remap(np.ascontiguousarray(mirrored[k]), xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        plane *= F(0.93)
        plane += (deep[k] - plane) * own
        if not stage.flat:
            plane += crest * (F(0.35) + deep[k])
        stage.picture[k, y0:y1] = np.clip(plane, 0, 1)
    stage.depth[y0:y1] = near_from + (1 - near_from) * down
    if not stage.flat:
        _glitter(stage, y0, y1, waves, swell, down, glitter)
    shore = np.exp(-((stage.y[y0:y1] - F(y0)) / (unit * F(0.005))))
    stage.lay(hex_color(mix(stage.time.haze, "#ffffff", 0.4)), shore * F(0.30), y0)


def _own_color(stage: Stage) -> np.ndarray:
    return mix(stage.time.near, stage.time.sky[0][1], 0.55)


def _glitter(
    stage: Stage, y0: int, y1: int, waves: np.ndarray, swell: np.ndarray, down: np.ndarray, strength: float
) -> None:
    if stage.time.sun_size <= 0 or not stage.shows("sun"):
        strength *= 0.25
    offset = (stage.x - F(stage.sun_x)) / F(stage.unit) / (F(0.035) + F(0.11) * down)
    track = np.exp(-(offset * offset))
    sparkle = smoothstep(0.95, 2.1, waves + F(1.35) * track)
    stage.shine(hex_color(stage.time.sun), np.clip(sparkle * F(0.62 * strength), 0, 1), y0)
    foam = smoothstep(1.5, 2.6, waves + F(0.3) * swell) * np.sqrt(down)
    stage.shine(hex_color(stage.time.cloud_light), foam * F(0.30), y0)
