"""Horse and unicorn, from the side."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, hex_color, lighten
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, spline, stroke
from rundot_studio.engine.painters.subjects.creature import (
    body_color,
    mood_of,
    wings_if_asked,
)
from rundot_studio.engine.painters.subjects.faces import Eyes, draw_eyes


def horse(figure: Figure, rng: Generator, palette: Palette, traits: Traits, *, horn: bool = False) -> None:
    """From the side, looking left; with a horn it is a unicorn."""
    color = body_color(palette, traits, rng)
    mane = palette.accent if horn else darken(color, uniform(rng, 0.4, 0.65))
    hoof = palette.metal if horn else hex_color("#4a3a38")
    wings_if_asked(figure, traits, color, 0.1, feathered=True, y=-0.05)
    figure.add(
        spline([(0.56, 0.06), (0.80, 0.02), (0.96, 0.34), (0.84, 0.74), (0.76, 0.46), (0.60, 0.26)], True, 10, 0.45),
        mane,
        bevel=0.10,
        texture="fur",
    )
    for x, shade in ((-0.26, 0.22), (0.44, 0.22)):
        _horse_leg(figure, x, darken(color, shade), hoof)
    figure.add(
        spline(
            [
                (-0.44, 0.10),
                (-0.10, 0.00),
                (0.36, -0.02),
                (0.64, 0.12),
                (0.64, 0.42),
                (0.36, 0.54),
                (-0.10, 0.56),
                (-0.42, 0.46),
            ]
        ),
        color,
        bevel=0.26,
    )
    for x in (-0.36, 0.54):
        _horse_leg(figure, x, color, hoof)
    figure.add(
        spline(
            [(-0.44, 0.42), (-0.56, 0.02), (-0.72, -0.34), (-0.44, -0.60), (-0.22, -0.30), (-0.06, 0.10), (-0.10, 0.42)]
        ),
        color,
        bevel=0.22,
    )
    figure.add(
        spline(
            [
                (-0.42, -0.72),
                (-0.20, -0.56),
                (-0.02, -0.20),
                (0.06, 0.16),
                (-0.10, 0.10),
                (-0.22, -0.16),
                (-0.40, -0.46),
            ],
            True,
            10,
            0.45,
        ),
        mane,
        bevel=0.09,
        texture="fur",
    )
    for x in (-0.40, -0.58):
        figure.add(spline([(x - 0.05, -0.58), (x + 0.02, -0.84), (x + 0.10, -0.56)], True, 6, 0.3), color, bevel=0.05)
    figure.add(
        spline(
            [
                (-0.40, -0.62),
                (-0.66, -0.64),
                (-0.86, -0.36),
                (-0.98, -0.14),
                (-0.90, 0.02),
                (-0.72, 0.0),
                (-0.52, -0.20),
                (-0.34, -0.36),
            ]
        ),
        color,
        bevel=0.20,
        name="head",
    )
    figure.add(ellipse(-0.90, -0.06, 0.15, 0.13), lighten(color, 0.3), bevel=0.1, clip="head", line=0, shadow=0)
    figure.add(ellipse(-0.93, -0.10, 0.022, 0.030), darken(color, 0.6), "flat", line=0, shadow=0)
    figure.add(
        stroke(spline([(-0.93, 0.0), (-0.84, -0.015), (-0.78, -0.05)], False, 6), 0.022),
        darken(color, 0.55),
        "flat",
        line=0,
        shadow=0,
    )
    figure.add(
        spline([(-0.42, -0.74), (-0.62, -0.72), (-0.68, -0.50), (-0.52, -0.58)], True, 8, 0.45),
        mane,
        bevel=0.06,
        texture="fur",
    )
    eye = Eyes(
        0.0,
        -0.42,
        0.075,
        -0.66,
        "#3a2a1a",
        mood=mood_of(traits),
        lid=color,
        glow=palette.glow if traits.glowing else None,
    )
    draw_eyes(figure, eye)
    if horn:
        figure.add(
            polygon((-0.70, -0.62), (-0.88, -1.08), (-0.58, -0.70)), palette.metal, "metal", bevel=0.05, name="horn"
        )
        for k in range(4):
            y = -0.70 - k * 0.09
            figure.add(
                stroke([(-0.95, y - 0.06), (-0.5, y + 0.08)], 0.016),
                darken(palette.metal, 0.5),
                "flat",
                clip="horn",
                line=0,
                shadow=0,
            )
    elif pick(rng, True, False):
        figure.add(
            spline([(-0.08, 0.0), (0.30, -0.04), (0.34, 0.22), (-0.04, 0.26)], True, 8, 0.3),
            palette.accent,
            bevel=0.06,
            texture="cloth",
        )
        figure.add(
            spline([(-0.02, -0.06), (0.10, -0.02), (0.28, -0.12), (0.26, 0.10), (0.02, 0.12)]),
            palette.leather,
            bevel=0.06,
        )


def _horse_leg(figure: Figure, x: float, color: Color, hoof: Color) -> None:
    figure.add(
        spline(
            [
                (x - 0.11, 0.30),
                (x + 0.11, 0.30),
                (x + 0.075, 0.62),
                (x + 0.085, 0.86),
                (x - 0.085, 0.86),
                (x - 0.07, 0.62),
            ],
            True,
            8,
            0.4,
        ),
        color,
        bevel=0.09,
    )
    figure.add(
        spline([(x - 0.085, 0.83), (x + 0.085, 0.83), (x + 0.11, 0.97), (x - 0.11, 0.97)], True, 6, 0.2),
        hoof,
        bevel=0.05,
    )


def unicorn(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    horse(figure, rng, palette, traits, horn=True)
