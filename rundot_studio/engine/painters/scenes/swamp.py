"""A swamp: dead trees in black water, moss, lily pads, will-o'-the-wisps in the mist."""

import math

import numpy as np

from rundot_studio.engine.painters.color import F, hex_color, mix
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, spline, stroke

from .foliage import paint_blades, paint_crowns
from .ground import fog_color
from .lands import leaf_green
from .light import paint_glow, paint_mist, paint_motes, paint_rays
from .painting import SceneKind
from .ridges import paint_hills, ridge_line
from .rooms import paint_patch
from .sky import paint_sky
from .stage import Stage
from .trees import bare_outlines, paint_tree_line, paint_trunk
from .water import paint_water

_DEPTHS = ((0.58, 7, 0.34, 0.035), (0.34, 5, 0.50, 0.075), (0.08, 3, 0.86, 0.185))
"""Per depth: haze, trees, height in units, how far below the horizon they stand (fraction of the height)."""


def paint_swamp(stage: Stage) -> None:
    """Values step from pale mist to black trunks; the light on the water is the focus."""
    stage.set_sun(0.5 + 0.08, 0.62)
    paint_sky(stage, 0.3 if stage.time.cloudiness < 0.9 else None)
    murk = mix(fog_color(stage, 0.20), "#8fae72", 0.30)
    paint_mist(stage, "far", stage.horizon - 0.08, 0.22, 0.75, murk)
    green = mix(leaf_green(stage), "#4a5a30", 0.45)
    for i in range(2):
        line = ridge_line(
            stage, stage.chance(("bank", i)), stage.horizon - 0.005 + 0.012 * i, 0.006, 3, 0.4, ridged=False
        )
        paint_tree_line(
            stage, ("bank", i), line, 0.19 - 0.06 * i, green, 0.70 - 0.14 * i, 0.2, density=0.9, kind="round"
        )
        paint_hills(stage, ("bank", i), line, green, 0.55 - 0.1 * i, 0.22, bottom=stage.horizon + 0.04)
    _paint_trees(stage, 0)
    if stage.shows("water"):
        water = mix("#33442c", stage.time.near, 0.35)
        paint_water(stage, "swamp", stage.horizon + 0.025, water, ripple=0.55, clear=0.72, glitter=0.6)
    paint_rays(stage, 0.35, threshold=0.52)
    for depth in (1, 2):
        paint_mist(stage, depth, stage.horizon + 0.03 + 0.06 * depth, 0.07, 0.36 - 0.08 * depth, murk)
        _paint_trees(stage, depth)
        _paint_pads(stage, depth)
    _paint_hummocks(stage, green)
    paint_blades(stage, "reeds", mix(green, stage.time.near, 0.35), count=320, length=0.12, frame=1.15)
    _paint_cattails(stage)
    for i in range(4):
        rng = stage.chance(("wisp", i))
        x, y = uniform(rng, 0.15, 0.85) * stage.width, uniform(rng, 0.52, 0.80) * stage.height
        paint_glow(stage, x, y, uniform(rng, 0.018, 0.034), "#b6ff8a", 0.75)
    paint_motes(stage, "fireflies", "#d2ff7a", count=50, top=0.40)


def _paint_trees(stage: Stage, depth: int) -> None:
    """Dead trees with stilted roots, moss hanging from their limbs."""
    if not stage.shows("trees"):
        return
    haze, count, tall, below = _DEPTHS[depth]
    count = max(2, round(count * stage.ratio**0.5))
    bark = mix("#4c4438", stage.time.near, 0.25 + 0.12 * depth)
    for i in range(count):
        rng = stage.chance(("dead tree", depth, i))
        x = (i + uniform(rng, 0.2, 0.8)) / count
        if depth == 2:
            x = (0.06, 0.93, 0.19)[i % 3] + uniform(rng, -0.03, 0.03)
        if depth == 1 and abs(x - 0.5) < 0.14:
            continue
        foot = (stage.horizon + below + uniform(rng, -0.01, 0.015)) * stage.height
        height = tall * uniform(rng, 0.75, 1.15) * stage.rise * (0.7 if depth == 2 and i == 2 else 1.0)
        px = x * stage.width
        outlines = [outline * height + (px, foot) for outline in bare_outlines(rng)]
        for k in range(5):
            reach = (k - 2) / 2 * height * 0.15
            root = [
                (px + reach * 0.15, foot - height * 0.13),
                (px + reach * 0.75, foot - height * 0.035),
                (px + reach, foot + height * 0.03),
            ]
            outlines.append(stroke(spline(root, False, 6), height * 0.034, height * 0.012))
        paint_trunk(stage, rng, outlines, bark, haze, 0.3 + 0.3 * depth)
        if stage.shows("grass"):
            _hang_moss(stage, rng, outlines, height, haze, depth)


def _hang_moss(
    stage: Stage, rng: np.random.Generator, outlines: list[np.ndarray], height: float, haze: float, depth: int
) -> None:
    clumps = []
    for outline in outlines[1 : len(outlines) - 5]:
        if rng.random() < 0.36:
            x, y = outline[int(rng.integers(len(outline)))]
            drop = height * uniform(rng, 0.05, 0.15)
            clumps += [(x, y + drop * k / 4, height * (0.015 - 0.0022 * k)) for k in range(5)]
    if clumps:
        moss = mix("#76864c", stage.time.near, 0.20 + 0.14 * depth)
        paint_crowns(
            stage,
            rng,
            np.array(clumps),
            moss,
            haze,
            0.35 + 0.3 * depth,
            leaf=0.0042 + 0.0022 * depth,
            dabs_per_clump=9,
            hang=0.93,
            solid=0.0,
        )


def _paint_pads(stage: Stage, depth: int) -> None:
    rng = stage.chance(("pads", depth))
    if not stage.shows("grass"):
        return
    for _ in range(16):
        f = uniform(rng, 0.0, 1.0) ** 0.8
        y = (stage.horizon + 0.09 + 0.14 * (depth - 1) + 0.14 * f) * stage.height
        x = uniform(rng, 0.04, 0.96) * stage.width
        r = (0.010 + 0.022 * (f * 0.5 + depth - 1)) * stage.unit * uniform(rng, 0.7, 1.2)
        notch = uniform(rng, 0, 360)
        leaf = mix("#6a8a44", stage.time.near, uniform(rng, 0.10, 0.32))
        pad = np.concatenate([ellipse(x, y, r, r * 0.30, 26, notch, notch + 325), [(x, y)]])
        paint_patch(stage, pad + np.array([0.0, r * 0.06]), stage.local(mix(leaf, stage.time.near, 0.6)), None, 0.8)
        paint_patch(stage, pad, stage.local(leaf), y / stage.height)
        if rng.random() < 0.22 and stage.shows("flowers"):
            for k in range(6):
                angle = k / 6 * 2 * math.pi
                petal = ellipse(
                    x + math.cos(angle) * r * 0.20, y - r * 0.16 + math.sin(angle) * r * 0.10, r * 0.15, r * 0.11, 12
                )
                paint_patch(stage, petal, stage.local("#f6d6ea"), None)
            paint_patch(stage, ellipse(x, y - r * 0.17, r * 0.08, r * 0.06, 10), stage.local("#ffd84a"), None)


def _paint_hummocks(stage: Stage, green: np.ndarray) -> None:
    """Muddy banks at both lower corners to stand on and to frame."""
    x = np.linspace(-1, 1, stage.width)
    rise = np.clip(np.abs(x) - 0.30, 0, 1) ** 1.4 * 0.16
    line = ridge_line(stage, stage.chance("mud"), 0.985, 0.004, 4, 0.45) - rise * stage.height
    paint_hills(stage, "mud", line, mix(green, "#2c2a1c", 0.55), 0.0, 0.95, mottle=0.12, foot_mist=0.0, lit_edge=0.10)


def _paint_cattails(stage: Stage) -> None:
    if not stage.shows("grass"):
        return
    rng = stage.chance("cattails")
    for i in range(12):
        side = 1 if i % 2 else -1
        x = (0.5 + side * uniform(rng, 0.27, 0.49)) * stage.width
        tall = uniform(rng, 0.12, 0.24) * stage.rise
        lean = uniform(rng, -0.02, 0.02) * stage.unit
        foot, w = stage.height * 1.0, 0.0016 * stage.unit
        stem = stage.local(mix("#6a7a3c", stage.time.near, 0.35))
        paint_patch(stage, polygon((x - w, foot), (x + lean, foot - tall), (x + w, foot)), stem, 1.0)
        head = stroke([(x + lean * 0.72, foot - tall * 0.72), (x + lean * 0.92, foot - tall * 0.93)], w * 5.2, w * 4.6)
        paint_patch(stage, head, stage.local(hex_color("#5c3a22") * F(0.85)), 1.0)


SWAMP = SceneKind(
    "swamp",
    ("swamp", "marsh", "bog", "bayou", "wetland", "mangrove", "haunted swamp"),
    paint_swamp,
    times=("toxic", "dusk", "night", "dawn"),
    horizon=0.56,
    subject_baseline=0.955,
)
