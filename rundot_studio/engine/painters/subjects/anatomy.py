"""The body under every outfit: proportions, arms and hands, legs and boots, capes and wings.

Seen from the front, large-headed; ``side`` -1 is the viewer's left, where the main hand is. Feet stand near y = 0.96.
"""

from dataclasses import dataclass

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, limb, rounded_rect, spline, stroke
from rundot_studio.engine.painters.subjects.equipment import HeldItem


@dataclass(frozen=True)
class Body:
    """In units: half the shoulders' width, head radius and height, limb thickness, belly and leg factors."""

    shoulder: float
    head: float
    head_y: float
    limb: float = 0.095
    belly: float = 1.0
    stance: float = 0.14
    turn: float = 0.0

    @property
    def chin_y(self) -> float:
        return self.head_y + self.head * 0.95


BUILDS: dict[str, tuple[float, float, float, float]] = {
    # shoulder, head, limb, belly
    "normal": (0.285, 0.300, 0.092, 1.00),
    "slim": (0.245, 0.295, 0.078, 0.88),
    "broad": (0.345, 0.285, 0.112, 1.02),
    "stout": (0.345, 0.315, 0.108, 1.20),
    "small": (0.240, 0.320, 0.074, 1.06),
    "bony": (0.250, 0.300, 0.050, 0.80),
}


def make_body(build: str, rng: Generator, cute: bool) -> Body:
    """A body of that build, a little different each time; ``cute`` enlarges the head."""
    shoulder, head, thickness, belly = BUILDS[build]
    shoulder *= uniform(rng, 0.94, 1.08)
    head *= uniform(rng, 0.95, 1.05) * (1.24 if cute else 1.0)
    return Body(
        shoulder=shoulder,
        head=head,
        head_y=-0.065 - head * 0.98,
        limb=thickness,
        belly=belly * uniform(rng, 0.94, 1.06),
        stance=uniform(rng, 0.125, 0.165),
        turn=uniform(rng, -0.035, 0.035),
    )


_POSES: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    # elbow and hand: beyond the shoulder's half width, and height
    "low": ((0.15, 0.14), (0.20, 0.30)),
    "raised": ((0.16, 0.16), (0.24, -0.02)),
    "out": ((0.14, 0.13), (0.29, 0.10)),
    "forward": ((0.14, 0.15), (0.10, 0.26)),
    "upright": ((0.14, 0.17), (0.21, 0.16)),
    "relaxed": ((0.11, 0.17), (0.13, 0.36)),
    "hip": ((0.22, 0.16), (0.02, 0.31)),
    "zombie": ((0.12, 0.10), (0.16, 0.12)),
}


def hand_at(body: Body, side: int, pose: str) -> tuple[float, float]:
    """Where the hand of that side is, in units."""
    x, y = _POSES[pose][1]
    return side * (body.shoulder + x), y


def draw_arm(
    figure: Figure,
    body: Body,
    side: int,
    pose: str,
    sleeve: ColorLike,
    material: str = "round",
    texture: str | None = None,
) -> None:
    """One bent sleeve from shoulder to wrist."""
    (elbow_x, elbow_y), (hand_x, hand_y) = _POSES[pose]
    joints = [
        (side * body.shoulder * 0.80, -0.01),
        (side * (body.shoulder + elbow_x * 0.75), elbow_y - 0.04),
        (side * (body.shoulder + hand_x), hand_y),
    ]
    line = spline(joints, False, 10)
    width = body.limb * 2
    figure.add(
        [
            stroke(line, width * 1.1, width * 0.84),
            ellipse(line[0][0], line[0][1], width * 0.55),
            ellipse(line[-1][0], line[-1][1], width * 0.42),
        ],
        sleeve,
        material,
        bevel=body.limb,
        texture=texture,
    )


def draw_hand(
    figure: Figure, body: Body, side: int, pose: str, color: ColorLike, cuff: ColorLike | None, material: str = "skin"
) -> None:
    """A fist, with the cuff of a glove where there is one."""
    x, y = hand_at(body, side, pose)
    radius = max(body.limb * 1.02, 0.068)
    if cuff is not None:
        elbow = _POSES[pose][0]
        away_x, away_y = side * (body.shoulder + elbow[0]) - x, elbow[1] - y
        length = (away_x * away_x + away_y * away_y) ** 0.5 + 1e-6
        at = (x + away_x / length * radius * 0.9, y + away_y / length * radius * 0.9)
        figure.add(
            ellipse(at[0], at[1], radius * 1.12), cuff, "metal" if material == "metal" else "round", bevel=radius * 0.6
        )
    figure.add(ellipse(x, y, radius), color, material, bevel=radius)
    thumb = limb(
        (x - side * radius * 0.5, y - radius * 0.2),
        (x - side * radius * 0.15, y - radius * 0.55),
        radius * 0.34,
        radius * 0.28,
    )
    figure.add(thumb, color, material, bevel=radius * 0.3, shadow=0.3)


def draw_item(
    figure: Figure, body: Body, side: int, pose: str, item: HeldItem, rng: Generator, palette: Palette
) -> None:
    """The item in that hand, turned within its range."""
    x, y = hand_at(body, side, pose)
    tilt = uniform(rng, *item.tilt_deg)
    figure.push(x, y, tilt if side < 0 else -tilt, 1.0, flip=side > 0)
    item.draw(figure, rng, palette)
    figure.pop()


def draw_legs(
    figure: Figure, body: Body, trousers: ColorLike, material: str = "round", texture: str | None = None
) -> None:
    for side in (-1, 1):
        leg = limb(
            (side * body.stance * 0.9, 0.44), (side * body.stance * 1.12, 0.80), body.limb * 1.22, body.limb * 1.05
        )
        figure.add(leg, trousers, material, bevel=body.limb, texture=texture)


def draw_boots(
    figure: Figure, body: Body, color: ColorLike, material: str = "round", cuff: ColorLike | None = None
) -> None:
    k = body.limb / 0.095
    for side in (-1, 1):
        x = side * body.stance * 1.12
        outline = [
            (x - 0.105 * k, 0.70),
            (x + 0.105 * k, 0.70),
            (x + 0.11 * k + side * 0.02, 0.86),
            (x + 0.11 * k + side * 0.06, 0.955),
            (x + side * 0.02, 0.975),
            (x - 0.11 * k + side * 0.06, 0.955),
            (x - 0.11 * k + side * 0.02, 0.86),
        ]
        figure.add(spline(outline, True, 8, 0.42), color, material, bevel=0.085)
        if cuff is not None:
            figure.add(rounded_rect(x - 0.125 * k, 0.675, x + 0.125 * k, 0.75, 0.03), cuff, material, bevel=0.035)


def draw_bare_feet(figure: Figure, body: Body, skin: ColorLike) -> None:
    for side in (-1, 1):
        x = side * body.stance * 1.18
        figure.add(ellipse(x + side * 0.025, 0.895, 0.135, 0.082), skin, "skin", bevel=0.08)
        for toe in (-1, 0, 1):
            figure.add(
                ellipse(x + side * 0.05 + toe * 0.065, 0.945, 0.035, 0.032), skin, "skin", bevel=0.03, shadow=0.3
            )


def draw_cape(figure: Figure, rng: Generator, body: Body, color: Color, ragged: bool = False) -> None:
    """A cape behind everything, its folds drawn; ``ragged`` tears its hem."""
    s, flare = body.shoulder, uniform(rng, 1.5, 1.75)
    hem = [
        (s * flare * k, 0.80 + (0.06 if i % 2 else (-0.06 if ragged else 0.0)))
        for i, k in enumerate((0.98, 0.66, 0.33, 0, -0.33, -0.66, -0.98))
    ]
    outline = [(-s * 0.9, -0.07), (s * 0.9, -0.07), (s * 1.25, 0.36), *hem, (-s * 1.25, 0.36)]
    figure.add(
        spline(outline, True, 8, 0.2 if ragged else 0.42), color, bevel=0.16, texture="cloth", lift=-0.05, name="cape"
    )
    for x in (-0.8, -0.35, 0.4, 0.85):
        fold = spline([(x * s * 0.9, 0.05), (x * s * 1.2, 0.45), (x * s * flare, 0.80)], False, 8)
        figure.add(stroke(fold, 0.012, 0.05), darken(color, 0.35), "flat", clip="cape", line=0, shadow=0, alpha=0.35)


def draw_feathered_wings(figure: Figure, body: Body, color: Color) -> None:
    s = body.shoulder
    for side in (-1, 1):
        for row, (reach, lift, tint) in enumerate(((1.0, 0.0, 0.10), (0.76, 0.06, 0.0), (0.5, 0.1, -0.08))):
            figure.add(
                _wing(side, s, reach, lift),
                mix(color, "#8fa2d8", 0.28 - 0.14 * row),
                bevel=0.07,
                texture="fur",
                lift=tint * -0.4,
            )


def _wing(side: int, shoulder: float, reach: float, lower: float) -> Points:
    edge = [
        (0.0, 0.02),
        (0.30, -0.36),
        (0.62, -0.56),
        (0.78, -0.44),
        (0.76, -0.22),
        (0.70, -0.08),
        (0.66, 0.04),
        (0.56, 0.10),
        (0.50, 0.22),
        (0.38, 0.22),
        (0.30, 0.34),
        (0.16, 0.28),
        (0.0, 0.26),
    ]
    return spline([(side * (shoulder * 0.5 + x * reach), y * reach + lower) for x, y in edge], True, 6, 0.45)


def draw_bat_wings(figure: Figure, body: Body, membrane: Color, bone: Color, reach: float = 1.0) -> None:
    s = body.shoulder * 0.4
    for side in (-1, 1):
        edge = [
            (0.0, 0.0),
            (0.34, -0.42),
            (0.74, -0.58),
            (0.72, -0.30),
            (0.80, -0.02),
            (0.58, -0.06),
            (0.52, 0.18),
            (0.34, 0.08),
            (0.22, 0.26),
            (0.0, 0.16),
        ]
        outline = spline([(side * (s + x * reach), y * reach) for x, y in edge], True, 8, 0.25)
        figure.add(outline, membrane, bevel=0.07, lift=-0.03)
        for x, y in ((0.74, -0.58), (0.80, -0.02), (0.52, 0.18)):
            ray = [(side * (s + 0.30 * reach), -0.38 * reach), (side * (s + x * reach), y * reach)]
            figure.add(stroke(ray, 0.040, 0.014), bone, bevel=0.02, shadow=0.3)
        arm = [(side * s, 0.04), (side * (s + 0.30 * reach), -0.40 * reach)]
        figure.add(stroke(arm, 0.075, 0.05), bone, bevel=0.03)
        figure.add(ellipse(side * (s + 0.31 * reach), -0.41 * reach, 0.04), lighten(bone, 0.2), bevel=0.04)


def draw_tail(figure: Figure, color: ColorLike, side: int = 1, spade: bool = True) -> None:
    line = spline([(side * 0.10, 0.48), (side * 0.42, 0.62), (side * 0.62, 0.42), (side * 0.56, 0.22)], False, 10)
    figure.add(stroke(line, 0.09, 0.04), color, bevel=0.04)
    if spade:
        tip = spline([(side * 0.56, 0.26), (side * 0.46, 0.20), (side * 0.53, 0.04), (side * 0.66, 0.18)], True, 6, 0.2)
        figure.add(tip, color, bevel=0.04)
