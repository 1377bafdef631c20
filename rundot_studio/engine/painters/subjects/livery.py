"""The colours of one person, and what all outfits share: the trunk, the belt, the badge."""

from dataclasses import dataclass

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import pick
from rundot_studio.engine.painters.shapes import Points, ellipse, rounded_rect, spline, star
from rundot_studio.engine.painters.subjects.anatomy import Body


@dataclass(frozen=True)
class Livery:
    """The resolved colours of one person."""

    main: Color
    trim: Color
    skin: Color
    hair: Color
    leather: Color
    gold: Color
    armor: Color
    dark: Color
    glow: Color
    ornate: bool = False


@dataclass(frozen=True)
class Sleeves:
    """What the arms wear, as the outfit decides: sleeve, hand, and the cuff of a glove if any."""

    color: ColorLike
    hand: ColorLike
    cuff: ColorLike | None = None
    material: str = "round"
    texture: str | None = None
    hand_material: str = "skin"


def torso_outline(body: Body, waist: float = 1.0, hem_y: float = 0.50) -> Points:
    """A torso down to ``hem_y`` as points (count, 2) of the unit square; ``waist`` below 1 is slimmer."""
    s, b = body.shoulder, body.shoulder * body.belly * waist
    return spline(
        [
            (-s * 0.92, -0.06),
            (0, -0.12),
            (s * 0.92, -0.06),
            (b * 1.0, 0.22),
            (b * 0.92, hem_y - 0.05),
            (0, hem_y + 0.02),
            (-b * 0.92, hem_y - 0.05),
            (-b * 1.0, 0.22),
        ]
    )


def draw_belt(figure: Figure, body: Body, livery: Livery, y: float = 0.38, buckle: bool = True) -> None:
    half = body.shoulder * body.belly * 0.98
    band = spline(
        [
            (-half, y - 0.03),
            (0, y + 0.02),
            (half, y - 0.03),
            (half * 0.98, y + 0.07),
            (0, y + 0.13),
            (-half * 0.98, y + 0.07),
        ]
    )
    figure.add(band, livery.leather, bevel=0.05)
    if buckle:
        plate = rounded_rect(-0.075, y - 0.015, 0.075, y + 0.135, 0.03)
        figure.add(
            plate,
            livery.gold,
            "metal",
            bevel=0.04,
            holes=[] if livery.ornate else [rounded_rect(-0.04, y + 0.03, 0.04, y + 0.09, 0.01)],
        )
        if livery.ornate:
            figure.add(ellipse(0, y + 0.06, 0.04), livery.glow, "gem", bevel=0.04, gloss=0.8)


def draw_emblem(figure: Figure, rng: Generator, x: float, y: float, livery: Livery) -> None:
    kind = pick(rng, "cross", "star", "diamond", "disc")
    if kind == "cross":
        bars = [
            rounded_rect(x - 0.028, y - 0.12, x + 0.028, y + 0.14, 0.01),
            rounded_rect(x - 0.09, y - 0.055, x + 0.09, y, 0.01),
        ]
        figure.add(bars, livery.gold, "flat", line=0.4, shadow=0.2)
    elif kind == "star":
        figure.add(star(x, y, 0.10, 0.045, 5), livery.gold, "bevel", bevel=0.03, shadow=0.3)
    elif kind == "diamond":
        figure.add(star(x, y, 0.11, 0.06, 4), livery.gold, "bevel", bevel=0.04, shadow=0.3)
    else:
        figure.add(ellipse(x, y, 0.075), livery.gold, "metal", bevel=0.04, holes=[ellipse(x, y, 0.035)])
