"""Soft and floating monsters: slime, ghost, beholder."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import child_rng, pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, rounded_rect, spline, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body
from rundot_studio.engine.painters.subjects.creature import (
    BONE,
    INK,
    body_color,
    creature_eyes,
    gloss_spot,
    mood_of,
    wings_if_asked,
)
from rundot_studio.engine.painters.subjects.faces import Mouth, blush, draw_mouth
from rundot_studio.engine.painters.subjects.helmets import crown
from rundot_studio.engine.painters.subjects.livery import Livery


def slime(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    width, height = uniform(rng, 0.80, 0.94), uniform(rng, 0.62, 0.95)
    shape = pick(rng, "dome", "drop", "loaf")
    wings_if_asked(figure, traits, color, width * 0.7, feathered=False, y=-0.1)
    for side in (-1, 1):
        figure.add(ellipse(side * width * 0.93, 0.70, 0.19, 0.075), color, "wet", bevel=0.07)
    tip = {"dome": 0.92, "drop": 1.12, "loaf": 0.80}[shape]
    shoulder = {"dome": 0.64, "drop": 0.50, "loaf": 0.80}[shape]
    right = [
        (width, 0.62),
        (width * 0.98, 0.28),
        (width * shoulder, -height * 0.44),
        (width * 0.28, -height * tip * 0.88),
    ]
    outline = [
        (0, -height * tip),
        *[(-x, y) for x, y in reversed(right)],
        (-width * 0.6, 0.75),
        (0, 0.78),
        (width * 0.6, 0.75),
        *right,
    ]
    figure.add(spline(outline), color, "wet", bevel=0.55, name="body", gloss=0.45)
    glow = spline(
        [
            (-width * 0.8, 0.56),
            (-0.4, 0.30),
            (0.3, 0.34),
            (width * 0.85, 0.50),
            (width * 0.6, 0.82),
            (-width * 0.6, 0.82),
        ]
    )
    figure.add(glow, lighten(color, 0.4), "flat", clip="body", line=0, shadow=0, alpha=0.30)
    if traits.ornate or pick(rng, True, False, False):
        _swallowed(figure, rng, palette)
    for _ in range(7):
        x, y, r = uniform(rng, -0.5, 0.5), uniform(rng, -0.2, 0.55), uniform(rng, 0.025, 0.08)
        figure.add(ellipse(x, y, r), lighten(color, 0.5), "flat", clip="body", line=0, shadow=0, alpha=0.40)
        figure.add(
            ellipse(x - r * 0.3, y - r * 0.3, r * 0.3), "#ffffff", "flat", clip="body", line=0, shadow=0, alpha=0.7
        )
    shine = spline(
        [
            (-width * 0.50, -height * 0.18),
            (-width * 0.36, -height * 0.50),
            (-width * 0.14, -height * 0.66),
            (-width * 0.20, -height * 0.48),
            (-width * 0.34, -height * 0.24),
            (-width * 0.44, 0.0),
        ]
    )
    figure.add(shine, "#ffffff", "flat", clip="body", line=0, shadow=0, alpha=0.75)
    gloss_spot(figure, -width * 0.58, 0.14, 0.045, 0.075, 10, 0.55)
    spread, center = uniform(rng, 0.24, 0.34), 0.04
    mood = mood_of(traits, pick(rng, "neutral", "happy", "angry", "neutral"))
    creature_eyes(figure, palette, traits, spread, 0.10, 0.115, center=center, lid=color, mood=mood, tall=1.35)
    draw_mouth(figure, Mouth(0.36, 0.16, center, mood, darken(color, 0.3), fangs=traits.evil or mood == "angry"))
    blush(figure, spread + 0.16, 0.28, 0.085, center)
    if traits.ornate:
        _royal(figure, rng, palette, 0.3, -height * tip + 0.14)


def _swallowed(figure: Figure, rng: Generator, palette: Palette) -> None:
    """Something the slime has eaten, seen through it."""
    figure.push(uniform(rng, 0.20, 0.40), 0.52, uniform(rng, -50, 50))
    if pick(rng, True, False):
        figure.add(
            [
                rounded_rect(-0.20, -0.035, 0.20, 0.035, 0.03),
                ellipse(-0.21, -0.035, 0.05),
                ellipse(-0.21, 0.035, 0.05),
                ellipse(0.21, -0.035, 0.05),
                ellipse(0.21, 0.035, 0.05),
            ],
            BONE,
            bevel=0.04,
            clip="body",
            alpha=0.5,
            shadow=0,
        )
    else:
        figure.add(ellipse(0, 0, 0.10), palette.metal, "metal", bevel=0.04, clip="body", alpha=0.6, shadow=0)
    figure.pop()


def _royal(figure: Figure, rng: Generator, palette: Palette, radius: float, y: float) -> None:
    livery = Livery(
        palette.main,
        palette.accent,
        palette.skin,
        palette.dark,
        palette.leather,
        palette.metal,
        palette.armor,
        palette.dark,
        palette.glow,
    )
    figure.push(0, y + radius * 0.62)
    crown(figure, child_rng(rng), Body(shoulder=0.3, head=radius, head_y=0), livery)
    figure.pop()


def ghost(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    sway, count = uniform(rng, -0.14, 0.14), pick(rng, 3, 4)
    hem = []
    for i in range(2 * count + 1):
        t = 1 - 2 * i / (2 * count)
        hem.append((0.64 * t + sway, 0.86 if i % 2 == 0 else 0.60))
    outline = [
        (-0.64 + sway * 0.5, 0.25),
        (-0.62, -0.30),
        (-0.38, -0.74),
        (0, -0.87),
        (0.38, -0.74),
        (0.62, -0.30),
        (0.64 + sway * 0.5, 0.25),
    ]
    for side in (-1, 1):
        lift = uniform(rng, -0.22, 0.05)
        arm = spline([(side * 0.48, 0.10), (side * 0.74, 0.06 + lift * 0.5), (side * 0.90, lift)], False, 10)
        figure.add([stroke(arm, 0.26, 0.14), ellipse(arm[-1][0], arm[-1][1], 0.085)], color, bevel=0.11, alpha=0.92)
    figure.add(spline([*outline, *hem], True, 8, 0.42), color, bevel=0.42, alpha=0.92, name="sheet")
    for x in (-0.36, -0.05, 0.30):
        fold = spline([(x * 0.8, 0.20), (x + sway * 0.5, 0.52), (x * 1.2 + sway, 0.85)], False, 8)
        figure.add(stroke(fold, 0.015, 0.07), darken(color, 0.4), "flat", clip="sheet", line=0, shadow=0, alpha=0.30)
    mood = mood_of(traits, pick(rng, "neutral", "happy", "scary"))
    if traits.evil or traits.glowing:
        creature_eyes(figure, palette, traits, 0.23, -0.28, 0.12, lid=color, mood=mood)
    else:
        for side in (-1, 1):
            figure.add(ellipse(side * 0.22, -0.28, 0.10, 0.155), INK, "flat", shadow=0)
            figure.add(ellipse(side * 0.22 - 0.03, -0.34, 0.034, 0.045), "#ffffff", "flat", line=0, shadow=0)
    if mood in ("happy", "scary", "angry"):
        draw_mouth(figure, Mouth(0.02, 0.17, 0, mood, color, fangs=mood != "happy"))
    else:
        figure.add(ellipse(0, 0.03, 0.07, 0.10), INK, "flat", shadow=0)
    if mood != "scary":
        blush(figure, 0.40, -0.06, 0.10, 0, "#ff9ec0")
    wings_if_asked(figure, traits, color, 0.6, feathered=True, y=0.0)


def beholder(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    count = pick(rng, 4, 5, 6)
    for i in range(count):
        angle = math.radians(-150 + 120 * i / (count - 1) + uniform(rng, -6, 6))
        reach = uniform(rng, 0.82, 0.94)
        x, y = reach * math.cos(angle), 0.1 + reach * math.sin(angle)
        stalk = spline([(x * 0.45, 0.1 + (y - 0.1) * 0.45), (x * 0.85, y * 0.62), (x, y)], False, 8)
        figure.add(stroke(stalk, 0.13, 0.07), color, "skin", bevel=0.05)
        figure.add(ellipse(x, y, 0.10), "#fff6e4", "wet", bevel=0.09)
        figure.add(ellipse(x * 0.99, y + 0.02, 0.055), palette.accent, "flat", line=0.5, shadow=0)
        figure.add(ellipse(x * 0.99, y + 0.02, 0.026), INK, "flat", line=0, shadow=0)
    wings_if_asked(figure, traits, color, 0.6, feathered=False, y=0.1)
    figure.add(
        ellipse(0, 0.16, 0.72, 0.70), color, "skin", bevel=0.52, texture=pick(rng, "scale", None, "stone"), name="ball"
    )
    iris = palette.glow
    figure.add(ellipse(0, -0.02, 0.40, 0.38), darken(color, 0.45), bevel=0.05, shadow=0.6)
    figure.add(ellipse(0, -0.02, 0.35, 0.33), "#fbf3e4", "wet", bevel=0.28, name="white")
    for k in range(8):
        angle = math.radians(45 * k + uniform(rng, -14, 14))
        vein = spline(
            [
                (0.34 * math.cos(angle), -0.02 + 0.32 * math.sin(angle)),
                (0.26 * math.cos(angle + 0.15), -0.02 + 0.25 * math.sin(angle + 0.15)),
                (0.21 * math.cos(angle), -0.02 + 0.20 * math.sin(angle)),
            ],
            False,
            6,
        )
        figure.add(stroke(vein, 0.016, 0.005), "#d0505a", "flat", clip="white", line=0, shadow=0, alpha=0.7)
    figure.add(
        ellipse(0, 0.0, 0.20),
        iris,
        "wet",
        bevel=0.05,
        glow=0.5 if traits.glowing else 0.1,
        clip="white",
        name="iris",
        shadow=0.3,
    )
    pupil = ellipse(0, 0.0, 0.055, 0.17) if pick(rng, True, False) else ellipse(0, 0.0, 0.105)
    figure.add(pupil, INK, "flat", clip="iris", line=0, shadow=0)
    gloss_spot(figure, -0.10, -0.12, 0.06, 0.045, -20, 0.95)
    mood = mood_of(traits, "angry")
    drop = {"angry": 0.16, "sleepy": 0.34, "sad": 0.10}.get(mood, 0.06)
    lid = spline(
        [
            (-0.44, -0.06),
            (-0.36, -0.44),
            (0.36, -0.44),
            (0.44, -0.06),
            (0.0, -0.36 + drop * (1.2 if mood != "sad" else 0.2)),
        ],
        True,
        8,
        0.4,
    )
    figure.add(lid, color, "skin", bevel=0.1, clip="ball")
    draw_mouth(figure, Mouth(0.52, 0.34, 0, "happy" if mood == "happy" else "scary", color, fangs=True))
