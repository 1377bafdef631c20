"""Monsters with too many or too few legs: spider, bat, snake, kraken."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, limb, polygon, spline, star, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body, draw_bat_wings
from rundot_studio.engine.painters.subjects.creature import (
    BONE,
    INK,
    belly_shade,
    body_color,
    creature_eyes,
    gloss_spot,
    mood_of,
    tail,
    wings_if_asked,
)
from rundot_studio.engine.painters.subjects.faces import Mouth, draw_mouth


def bat(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    figure.push(0, 0.05)
    frame = Body(shoulder=0.34, head=0.3, head_y=0)
    draw_bat_wings(figure, frame, mix(color, palette.accent, 0.45), darken(color, 0.2), uniform(rng, 1.02, 1.14))
    for side in (-1, 1):
        ear = spline(
            [(side * 0.10, -0.28), (side * 0.22, -0.74), (side * 0.40, -0.66), (side * 0.38, -0.18)], True, 8, 0.35
        )
        figure.add(ear, color, bevel=0.08, texture="fur")
        inner = spline(
            [(side * 0.17, -0.30), (side * 0.24, -0.62), (side * 0.34, -0.56), (side * 0.33, -0.24)], True, 8, 0.35
        )
        figure.add(inner, mix(color, "#ff9aa8", 0.55), bevel=0.04, shadow=0.2)
        figure.add(limb((side * 0.13, 0.40), (side * 0.15, 0.56), 0.05, 0.04), darken(color, 0.3), bevel=0.04)
        for k in (-1, 1):
            figure.add(
                polygon(
                    (side * 0.15 + k * 0.045 - 0.02, 0.57),
                    (side * 0.15 + k * 0.045 + 0.02, 0.57),
                    (side * 0.15 + k * 0.06, 0.66),
                ),
                BONE,
                bevel=0.02,
            )
    figure.add(ellipse(0, 0.04, 0.42, 0.45), color, bevel=0.36, texture="fur")
    figure.add(ellipse(0, 0.24, 0.24, 0.22), lighten(color, 0.25), bevel=0.2, texture="fur", line=0.2, shadow=0)
    mood = mood_of(traits, pick(rng, "neutral", "angry"))
    creature_eyes(figure, palette, traits, 0.16, -0.08, 0.105, lid=color, iris="#a02020", white="#fff2b8", mood=mood)
    figure.add(
        spline([(-0.055, 0.045), (0, 0.02), (0.055, 0.045), (0, 0.10)]),
        darken(color, 0.6),
        "wet",
        bevel=0.03,
        shadow=0.2,
    )
    draw_mouth(figure, Mouth(0.16, 0.13, 0, "happy" if mood == "happy" else "neutral", color, fangs=True))
    figure.pop()


def spider(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    joint = mix(color, palette.accent, 0.6)
    for side in (-1, 1):
        for knee_x, knee_y, foot_x, foot_y in (
            (0.52, -0.62, 0.94, -0.10),
            (0.66, -0.36, 0.98, 0.34),
            (0.64, -0.02, 0.86, 0.70),
            (0.44, 0.28, 0.54, 0.94),
        ):
            knee_y += uniform(rng, -0.05, 0.05)
            leg = spline(
                [
                    (side * 0.14, 0.12),
                    (side * knee_x * 0.62, knee_y * 0.85),
                    (side * knee_x, knee_y),
                    (side * foot_x, foot_y),
                ],
                False,
                10,
            )
            figure.add(stroke(leg, 0.10, 0.035), color, bevel=0.04, texture="fur")
            figure.add(ellipse(side * knee_x, knee_y, 0.058), joint, bevel=0.05)
    figure.add(ellipse(0, -0.26, 0.46, 0.44), color, bevel=0.36, texture="fur", name="abdomen")
    mark = pick(rng, "hourglass", "stripes", "skull", "spots")
    light = palette.accent
    if mark == "hourglass":
        figure.add(
            polygon((-0.13, -0.50), (0.13, -0.50), (0.02, -0.32), (0.13, -0.14), (-0.13, -0.14), (-0.02, -0.32)),
            light,
            bevel=0.03,
            clip="abdomen",
            shadow=0.2,
        )
    elif mark == "stripes":
        for row in range(3):
            y = -0.56 + row * 0.15
            figure.add(
                stroke(spline([(-0.4, y + 0.1), (0, y), (0.4, y + 0.1)], False, 8), 0.06),
                light,
                bevel=0.02,
                clip="abdomen",
                shadow=0.2,
                line=0.4,
            )
    else:
        for x, y in ((0, -0.5), (-0.18, -0.36), (0.18, -0.36), (0, -0.26)):
            figure.add(
                star(x, y, 0.07, 0.04, 6) if mark == "skull" else ellipse(x, y, 0.065),
                light,
                bevel=0.03,
                clip="abdomen",
                shadow=0.2,
            )
    figure.add(ellipse(0, 0.24, 0.34, 0.30), color, bevel=0.26, texture="fur")
    mood = mood_of(traits, "angry" if not traits.cute else "neutral")
    creature_eyes(
        figure, palette, traits, 0.13, 0.20, 0.085, lid=color, iris="#7a1020", mood=mood, tall=1.1, name="main-eye"
    )
    for x, y, r in ((0.27, 0.13, 0.045), (0.20, 0.04, 0.036), (0.08, 0.02, 0.036)):
        for side in (-1, 1):
            figure.add(
                ellipse(side * x, y, r),
                "#ff3a2a" if traits.evil else INK,
                "wet",
                bevel=0.03,
                glow=0.8 if traits.evil else 0.0,
                shadow=0.3,
            )
    for side in (-1, 1):
        figure.add(
            spline(
                [
                    (side * 0.05, 0.42),
                    (side * 0.15, 0.42),
                    (side * 0.13, 0.56),
                    (side * 0.05, 0.66),
                    (side * 0.06, 0.54),
                ],
                True,
                6,
                0.35,
            ),
            BONE,
            bevel=0.04,
        )


def _coil(figure: Figure, x: float, y: float, half: float, height: float, name: str, color: Color, band: Color) -> None:
    figure.add(ellipse(x, y, half, height), color, bevel=0.16, texture="scale", name=name)
    for k in range(-3, 4):
        at = x + k * half * 0.30
        mark = polygon(
            (at, y - height * 0.9),
            (at + half * 0.11, y - height * 0.1),
            (at, y + height * 0.55),
            (at - half * 0.11, y - height * 0.1),
        )
        figure.add(mark, band, bevel=0.03, clip=name, line=0.3, shadow=0.1)


def snake(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    belly, band = belly_shade(color, 0.6), palette.accent
    wings_if_asked(figure, traits, color, 0.3, feathered=True, y=0.0)
    tip = pick(rng, -1, 1)
    tail(
        figure,
        [(tip * 0.45, 0.86), (tip * 0.86, 0.84), (tip * 0.98, 0.64), (tip * 0.90, 0.48)],
        0.15,
        0.03,
        color,
        "scale",
    )
    for i, (y, half, height) in enumerate(((0.74, 0.80, 0.19), (0.52, 0.64, 0.17))):
        _coil(figure, uniform(rng, -0.05, 0.05), y, half, height, f"coil{i}", color, band)
    neck = spline([(-tip * 0.10, 0.44), (-tip * 0.34, 0.12), (-tip * 0.12, -0.16), (0, -0.34)], False, 12)
    figure.add(stroke(neck, 0.34, 0.28), color, bevel=0.14, texture="scale", name="neck")
    inner = stroke(neck + np.array([0.0, 0.03]), 0.17, 0.14)
    figure.add(inner, belly, bevel=0.08, clip="neck", line=0.3, shadow=0)
    _coil(figure, uniform(rng, -0.05, 0.05), 0.34, 0.46, 0.15, "coil2", color, band)
    if pick(rng, True, False):
        hood = [(-0.16, -0.02), (-0.48, -0.28), (-0.42, -0.62), (0, -0.78), (0.42, -0.62), (0.48, -0.28), (0.16, -0.02)]
        figure.add(spline(hood), mix(color, band, 0.25), bevel=0.14, texture="scale")
    head = [
        (-0.34, -0.46),
        (-0.26, -0.72),
        (0, -0.82),
        (0.26, -0.72),
        (0.34, -0.46),
        (0.20, -0.24),
        (0, -0.16),
        (-0.20, -0.24),
    ]
    figure.add(spline(head), color, bevel=0.24)
    fork = spline([(0, -0.22), (0.02, -0.06), (0.0, 0.02)], False, 6)
    figure.add(
        [
            stroke(fork, 0.04),
            stroke([(0, 0.0), (-0.06, 0.10)], 0.03, 0.012),
            stroke([(0, 0.0), (0.06, 0.10)], 0.03, 0.012),
        ],
        "#d8343f",
        "flat",
        line=0.4,
    )
    mood = mood_of(traits, "angry" if not traits.cute else "neutral")
    creature_eyes(
        figure, palette, traits, 0.17, -0.54, 0.095, lid=color, iris="#c07a10", white="#fff2a8", mood=mood, slit=True
    )
    for s in (-1, 1):
        figure.add(ellipse(s * 0.05, -0.32, 0.016, 0.022), darken(color, 0.75), "flat", line=0, shadow=0)
    draw_mouth(figure, Mouth(-0.25, 0.14, 0, "happy" if mood == "happy" else "neutral", color, fangs=True))


def kraken(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    pale = mix(color, "#ffd8d0", 0.6)
    for i in range(6):
        t = (i - 2.5) / 2.5
        reach, curl = 0.94 * t, uniform(rng, -0.12, 0.16) * abs(t)
        end = 0.86 - 0.30 * abs(t) + curl * 0.4
        line = spline(
            [
                (t * 0.34, 0.22),
                (t * 0.62, 0.62),
                (reach * 0.92, end),
                (reach * 1.02 + math.copysign(0.02, t), end - 0.20 * abs(t) - curl),
            ],
            False,
            10,
        )
        figure.add(stroke(line, 0.25, 0.06), color, "wet", bevel=0.09, gloss=0.3)
        for k in (8, 13, 18, 23):
            if k < len(line):
                figure.add(ellipse(line[k][0], line[k][1] + 0.01, 0.045 - k * 0.001), pale, bevel=0.02, shadow=0.3)
    dome = [
        (-0.50, 0.22),
        (-0.56, -0.20),
        (-0.46, -0.66),
        (0, -0.90),
        (0.46, -0.66),
        (0.56, -0.20),
        (0.50, 0.22),
        (0.26, 0.40),
        (0, 0.44),
        (-0.26, 0.40),
    ]
    figure.add(spline(dome), color, "wet", bevel=0.45, gloss=0.35, name="mantle")
    for _ in range(7):
        x, y, r = uniform(rng, -0.4, 0.4), uniform(rng, -0.78, -0.28), uniform(rng, 0.03, 0.075)
        figure.add(ellipse(x, y, r, r * 0.8), darken(color, 0.25), "flat", clip="mantle", line=0, shadow=0, alpha=0.55)
    gloss_spot(figure, -0.26, -0.60, 0.06, 0.12, 30)
    mood = mood_of(traits, pick(rng, "neutral", "angry"))
    creature_eyes(figure, palette, traits, 0.25, 0.0, 0.135, lid=color, iris="#3a2a10", white="#fff6d8", mood=mood)
    draw_mouth(figure, Mouth(0.26, 0.12, 0, mood, color, fangs=traits.evil))
