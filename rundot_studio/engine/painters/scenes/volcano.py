"""A volcano: rivers of lava under breaking crust, a plume lit from below, glowing cracks in the plain."""

import math
from dataclasses import dataclass

import numpy as np

from rundot_studio.engine.painters.color import Array, F, hex_color, lookup, mix
from rundot_studio.engine.painters.noise import line_noise, smoothstep, uniform, wide_blur

from .clouds import paint_smoke
from .ground import ROUGH, paint_ground, paint_rocks
from .light import paint_glow, paint_mist, paint_motes
from .painting import SceneKind
from .ridges import Line, paint_mountains, ridge_line
from .sheets import sheet_at, sheet_noise
from .sky import paint_sky
from .stage import Stage, shade

_HEAT = lookup(
    [(0, "#120a0e"), (0.30, "#2c1214"), (0.48, "#8a1c0c"), (0.66, "#ff5a14"), (0.84, "#ffb03a"), (1, "#fff6c0")]
)


@dataclass(frozen=True)
class Cone:
    """The mountain's skyline and the place of its crater (pixels), and its half width at the foot."""

    line: Line
    x: float
    rim_y: float
    foot_y: float
    spread: float


def _cone(stage: Stage) -> Cone:
    rng = stage.chance("cone")
    center = 0.5 - stage.side * uniform(rng, 0.02, 0.10)
    tall = 0.36 * stage.rise
    foot = (stage.horizon + 0.07) * stage.height
    x = (np.arange(stage.width) / stage.width - center) * stage.width / stage.unit
    slope = np.exp(-np.abs(x) / 0.21)
    rough = (line_noise(rng, stage.width, 16 * stage.width / stage.unit, 5) - 0.5) * 0.035 * (0.3 + slope)
    height = np.minimum(slope * 1.22, 1.0 + 0.030 * np.sin(x * 90)) + rough - 0.05 * np.exp(-((x / 0.035) ** 2))
    line = foot - height * tall
    return Cone(line, center * stage.width, foot - tall * 0.95, foot, 0.42 * stage.unit)


def paint_volcano(stage: Stage) -> None:
    """The crater is the focus; lava leads down from it to the viewer."""
    paint_sky(stage, min(stage.time.cloudiness, 0.45))
    cone = _cone(stage)
    ember = mix(stage.time.haze, "#ff5a1c", 0.45)
    paint_mist(stage, "red air", stage.horizon - 0.10, 0.30, 0.55, mix(ember, stage.time.near, 0.30))
    if stage.shows("mountains"):
        for i in range(2):
            line = ridge_line(stage, stage.chance(("far", i)), stage.horizon - 0.03 + 0.03 * i, 0.034, 3.4, 0.5)
            paint_mountains(
                stage,
                ("far", i),
                line,
                mix("#5a4450", stage.time.near, 0.25),
                0.52 - 0.2 * i,
                0.1,
                bottom=stage.horizon + 0.12,
            )
    if stage.shows("fog"):
        smoke = mix("#2c2228", stage.time.haze, 0.14)
        paint_smoke(
            stage,
            cone.x,
            cone.rim_y + 0.02 * stage.rise,
            -0.12 * stage.height,
            -0.26 * stage.side,
            smoke,
            mix("#b0887c", stage.time.sun, 0.25),
        )
    paint_glow(stage, cone.x, cone.rim_y, 0.15, "#ff6a2a", 0.75)
    paint_mountains(
        stage,
        "cone",
        cone.line,
        mix("#4e3d44", stage.time.near, 0.25),
        0.05,
        0.4,
        bottom=stage.horizon + 0.16,
        relief=0.85,
        foot_mist=0.22,
    )
    _paint_rivers(stage, cone)
    paint_mist(stage, "foot", stage.horizon + 0.075, 0.035, 0.42, mix(ember, stage.time.near, 0.2))
    rock = mix("#40343c", stage.time.near, 0.22)
    paint_ground(stage, "plain", stage.horizon + 0.09, rock, look=ROUGH, tufts=0, near_from=0.45)
    _paint_cracks(stage, cone)
    paint_rocks(stage, "plain", mix("#4a3c44", stage.time.near, 0.25), count=9, size=0.085, top=stage.horizon + 0.14)
    paint_motes(stage, "embers", "#ff9a3c", count=90, top=0.10, bottom=0.95, size=0.0017)


def _lava(stage: Stage, heat: Array, alpha: Array, top: int, near: float | None) -> None:
    """Molten rock: its colour by heat, laid through ``alpha``, and the light it throws around."""
    stage.lay(shade(_HEAT, heat), alpha, top, near=near)
    light = alpha * smoothstep(0.45, 0.95, heat)
    if stage.flat:
        return
    glow = np.zeros((stage.height, stage.width), F)
    glow[top : top + light.shape[0]] = light
    spill = wide_blur(glow, 0.010 * stage.unit) * F(0.75) + wide_blur(glow, 0.045 * stage.unit) * F(0.85)
    stage.shine(hex_color("#ff5216"), np.clip(spill, 0, 0.85))


def _paint_rivers(stage: Stage, cone: Cone) -> None:
    """Streams that leave the rim, wander, fork and widen downhill. Crust floats on them, torn at the bends."""
    top, bottom = int(cone.rim_y), min(stage.height, int(cone.foot_y + 0.04 * stage.height))
    if bottom - top < 4:
        return
    rows = bottom - top
    down = np.linspace(0, 1, rows, dtype=F)[:, None]
    drift = stage.chance("rivers")
    alpha = np.zeros((rows, stage.width), F)
    core = np.zeros((rows, stage.width), F)
    for i, (spread, strength) in enumerate(((-0.10, 1.0), (0.26, 0.9), (-0.52, 0.65), (0.62, 0.5))):
        rng = stage.chance(("river", i))
        wander = (line_noise(rng, rows, 4.5, 4, 0.5) - 0.5)[:, None].astype(F)
        fan = down**1.15
        center = (
            F(cone.x)
            + F(cone.spread * (spread + uniform(drift, -0.08, 0.08))) * fan
            + wander * F(0.16 * stage.unit) * fan
        )
        pulse = (line_noise(rng, rows, 9, 3, 0.5))[:, None].astype(F)
        half = F(stage.unit * strength) * (F(0.006) + F(0.024) * down**0.8) * (F(0.55) + F(0.9) * pulse)
        start = F(0.10 * i) if i >= 2 else F(0)
        offset = np.abs(stage.x - center) / half
        inside = np.clip((1 - offset) * half + F(0.5), 0, 1) * smoothstep(float(start), float(start) + 0.05, down)
        core = np.maximum(core, np.where(inside > 0, np.clip(1 - offset, 0, 1) ** F(0.6), 0))
        alpha = np.maximum(alpha, inside)
    along = sheet_noise(drift, rows, stage.width, (0.30 * stage.unit, 0.80 * stage.unit), 2.6, 8)
    crust = smoothstep(0.35, 1.25, along) * (F(0.25) + F(0.75) * down)
    heat = np.clip(F(0.50) + F(0.55) * core - crust * F(0.62) + along * F(0.05), 0, 1)
    body = np.clip((stage.y[top:bottom] - cone.line[None].astype(F)) + F(0.5), 0, 1)
    _lava(stage, heat, alpha * body, top, None)


def _paint_cracks(stage: Stage, cone: Cone) -> None:
    """The plain: a river of lava winding to the viewer, and a net of glowing cracks in perspective."""
    rng = stage.chance("cracks")
    top = stage.row(stage.horizon + 0.095)
    rows = stage.height - top
    if rows < 4:
        return
    down = np.linspace(0, 1, rows, dtype=F)[:, None]
    scale = np.reciprocal(down + F(0.16))
    u = (stage.x - F(stage.width / 2)) / F(stage.unit) * scale * F(0.26)
    v = np.log1p(down * 11) * F(0.20)
    texels = 1024 * 0.4 / stage.unit
    warp = sheet_at(rng, u, v, 2.6, 3, texels_per_px=texels)
    net = sheet_at(rng, u * F(0.8) + warp * F(0.008), v * F(0.8) + warp * F(0.008), 3.5, 8, texels_per_px=texels)
    patch = sheet_at(rng, u * F(0.5), v * F(0.5), 2.6, 2, texels_per_px=texels)
    reach: Array = np.abs(net)
    wide = F(0.085) + F(0.09) * smoothstep(0.0, 1.5, patch) + F(0.10) * (1 - down)
    crack = (
        (1 - smoothstep(0.15, 1.0, np.divide(reach, wide, dtype=F)))
        * smoothstep(-0.2, 0.8, patch)
        * smoothstep(0.0, 0.12, down)
    )
    phase = uniform(rng, 0, 6.28)
    sway = np.sin(down * F(3.8) + F(phase)) * F(0.20 * stage.unit)
    anchor = F(cone.x - math.sin(phase) * 0.20 * stage.unit)
    target = F(stage.width * (0.5 + 0.22 * stage.side)) - F(math.sin(3.8 + phase) * 0.20 * stage.unit)
    center = anchor + (target - anchor) * down + sway
    half = F(stage.unit) * (F(0.010) + F(0.085) * down**1.2) * (F(1) + F(0.10) * warp)
    offset = np.abs(stage.x - center) / half
    inside = smoothstep(0.0, 0.12, 1 - offset)
    plates = 1 - smoothstep(
        0.05, 0.20, np.abs(sheet_at(rng, u * F(1.9) + warp * F(0.02), v * F(2.6), 2.6, 5, texels_per_px=texels * 2))
    )
    floating = smoothstep(-0.2, 0.9, patch + warp * F(0.4)) * (1 - plates)
    heat = np.clip(F(0.62) + F(0.40) * np.clip(1 - offset, 0, 1) - floating * F(0.48), 0, 1)
    heat = np.where(inside > crack, heat, F(0.60) + F(0.25) * crack)
    bank = np.exp(-np.clip(offset - 1, 0, 4) * F(9)) * (offset > 1)
    stage.lay(hex_color("#0c0608"), bank * F(0.55), top)
    _lava(stage, heat, np.maximum(inside, crack * F(0.9)), top, None)


VOLCANO = SceneKind(
    "volcano",
    ("volcano", "lava", "lava field", "volcanic", "hell", "inferno", "magma", "eruption", "lava river", "underworld"),
    paint_volcano,
    times=("storm", "night", "sunset", "dusk"),
    horizon=0.60,
)
