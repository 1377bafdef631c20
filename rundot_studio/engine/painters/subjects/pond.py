"""Animals of the water: fish, frog, turtle."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, limb, polygon, spline, stroke
from rundot_studio.engine.painters.subjects.creature import (
    INK,
    belly_shade,
    body_color,
    creature_eyes,
    mood_of,
    tail,
    wings_if_asked,
)
from rundot_studio.engine.painters.subjects.faces import Mouth, blush, draw_mouth


def fish(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """From the side, looking left."""
    color = body_color(palette, traits, rng)
    fin, deep = palette.accent, uniform(rng, 0.42, 0.56)
    fork = uniform(rng, 0.42, 0.60)
    figure.add(
        spline(
            [(0.46, 0.0), (0.74, -fork * 0.7), (0.98, -fork), (0.86, 0.0), (0.98, fork), (0.74, fork * 0.7)],
            True,
            8,
            0.4,
        ),
        fin,
        bevel=0.08,
    )
    for y in (-0.5, -0.2, 0.2, 0.5):
        figure.add(
            stroke([(0.60, y * 0.3), (0.90, y * fork * 1.5)], 0.016, 0.008),
            darken(fin, 0.4),
            "flat",
            line=0,
            shadow=0,
            alpha=0.6,
        )
    figure.add(
        spline([(-0.28, -deep * 0.8), (-0.05, -deep * 1.55), (0.30, -deep * 1.35), (0.36, -deep * 0.5)], True, 8, 0.35),
        fin,
        bevel=0.07,
    )
    figure.add(
        spline([(-0.05, deep * 0.8), (0.10, deep * 1.35), (0.30, deep * 1.2), (0.28, deep * 0.6)], True, 8, 0.35),
        fin,
        bevel=0.06,
    )
    body = [
        (-0.86, 0.03),
        (-0.62, -deep * 0.75),
        (-0.12, -deep),
        (0.34, -deep * 0.6),
        (0.60, -0.06),
        (0.60, 0.06),
        (0.34, deep * 0.6),
        (-0.12, deep),
        (-0.62, deep * 0.75),
    ]
    figure.add(spline(body), color, "wet", bevel=0.36, texture="scale", gloss=0.35, name="fish")
    figure.add(
        spline([(-0.9, 0.16), (-0.3, 0.20), (0.6, 0.04), (0.5, 0.8), (-0.7, 0.8)], True, 8, 0.3),
        belly_shade(color),
        bevel=0.2,
        clip="fish",
        line=0,
        shadow=0,
        alpha=0.75,
    )
    pattern = pick(rng, "bands", "plain", "spots")
    if pattern == "bands":
        for x in (-0.22, 0.10, 0.36):
            band = spline(
                [(x - 0.06, -0.7), (x + 0.06, -0.7), (x + 0.09, 0), (x + 0.06, 0.7), (x - 0.06, 0.7), (x - 0.02, 0)],
                True,
                6,
                0.3,
            )
            figure.add(band, mix(fin, "#ffffff", 0.75), bevel=0.1, clip="fish", line=0.3, shadow=0)
    elif pattern == "spots":
        for x, y in ((-0.10, -0.24), (0.14, -0.16), (0.32, -0.04), (0.04, 0.0), (-0.02, -0.40)):
            figure.add(ellipse(x, y * deep * 2, 0.06), fin, "flat", clip="fish", line=0.3, shadow=0)
    gill = spline([(-0.40, -deep * 0.55), (-0.30, 0.0), (-0.42, deep * 0.5)], False, 8)
    figure.add(stroke(gill, 0.03, 0.02), darken(color, 0.4), "flat", line=0, shadow=0, alpha=0.7)
    figure.add(spline([(-0.12, 0.08), (0.14, 0.02), (0.22, 0.24), (0.02, 0.26)], True, 8, 0.4), fin, bevel=0.06)
    figure.push(-0.56, -0.10)
    glow = palette.glow if traits.glowing else None
    figure.add(ellipse(0, 0, 0.125, 0.135), "#ffffff", "flat", line=0.6, shadow=0.3)
    figure.add(
        ellipse(-0.02, 0.01, 0.08, 0.09),
        INK if glow is None else glow,
        "flat",
        line=0,
        shadow=0,
        glow=0.0 if glow is None else 1.0,
    )
    figure.add(ellipse(-0.05, -0.035, 0.03), "#ffffff", "flat", line=0, shadow=0)
    if mood_of(traits) == "angry":
        figure.add(
            polygon((-0.18, -0.06), (0.14, -0.20), (0.12, -0.12), (-0.16, 0.0)),
            darken(color, 0.5),
            "flat",
            line=0,
            shadow=0,
        )
    figure.pop()
    bend = -0.05 if mood_of(traits) in ("sad", "angry") else 0.05
    figure.add(
        stroke(spline([(-0.84, 0.14), (-0.75, 0.17 + bend), (-0.66, 0.15)], False, 8), 0.035),
        darken(color, 0.6),
        "flat",
        line=0,
        shadow=0,
    )


def frog(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    belly = belly_shade(color, 0.7)
    wings_if_asked(figure, traits, color, 0.4, feathered=True, y=0.2)
    for s in (-1, 1):
        figure.add(ellipse(s * 0.56, 0.56, 0.30, 0.30), color, "wet", bevel=0.24, gloss=0.3)
        for k in (-1, 0, 1):
            figure.add(
                limb((s * 0.56, 0.84), (s * (0.66 + 0.16 * k), 0.90 - 0.02 * abs(k)), 0.07, 0.06),
                color,
                "wet",
                bevel=0.05,
                gloss=0.3,
            )
    figure.add(
        spline([(-0.48, 0.05), (0.48, 0.05), (0.56, 0.50), (0.34, 0.88), (-0.34, 0.88), (-0.56, 0.50)]),
        color,
        "wet",
        bevel=0.34,
        gloss=0.3,
    )
    figure.add(
        spline([(-0.32, 0.22), (0.32, 0.22), (0.38, 0.54), (0.22, 0.84), (-0.22, 0.84), (-0.38, 0.54)]),
        belly,
        bevel=0.2,
        line=0.3,
        shadow=0.2,
    )
    for s in (-1, 1):
        figure.add(limb((s * 0.34, 0.42), (s * 0.26, 0.80), 0.10, 0.075), color, "wet", bevel=0.08, gloss=0.3)
        for k in (-1, 0, 1):
            figure.add(ellipse(s * 0.26 + k * 0.085, 0.88, 0.05), color, "wet", bevel=0.045, gloss=0.3)
    for s in (-1, 1):
        figure.add(ellipse(s * 0.34, -0.48, 0.22, 0.22), color, "wet", bevel=0.16, gloss=0.3)
    head = [
        (-0.70, -0.10),
        (-0.52, -0.44),
        (0, -0.52),
        (0.52, -0.44),
        (0.70, -0.10),
        (0.50, 0.18),
        (0, 0.28),
        (-0.50, 0.18),
    ]
    figure.add(spline(head), color, "wet", bevel=0.34, name="head", gloss=0.3)
    figure.add(
        spline([(-0.8, 0.02), (0, 0.16), (0.8, 0.02), (0.6, 0.4), (-0.6, 0.4)]),
        belly,
        bevel=0.2,
        clip="head",
        line=0,
        shadow=0,
    )
    for _ in range(5):
        x, y, r = uniform(rng, -0.4, 0.4), uniform(rng, -0.42, -0.16), uniform(rng, 0.03, 0.06)
        figure.add(ellipse(x, y, r, r * 0.7), darken(color, 0.28), "flat", clip="head", line=0, shadow=0, alpha=0.7)
    mood = mood_of(traits)
    creature_eyes(figure, palette, traits, 0.34, -0.50, 0.145, lid=color, iris="#c08a10", mood=mood, tall=1.05)
    bend = -0.10 if mood in ("sad", "angry") else 0.10
    mouth = spline([(-0.44, 0.0), (-0.2, bend * 0.8), (0, bend), (0.2, bend * 0.8), (0.44, 0.0)], False, 8)
    figure.add(stroke(mouth, 0.032), darken(color, 0.65), "flat", line=0, shadow=0)
    for s in (-1, 1):
        figure.add(ellipse(s * 0.06, -0.16, 0.016, 0.022), darken(color, 0.65), "flat", line=0, shadow=0)
    blush(figure, 0.50, -0.06, 0.09)
    if pick(rng, True, False, False) or traits.ornate:
        crown = [
            (-0.16, -0.50),
            (-0.20, -0.74),
            (-0.08, -0.62),
            (0, -0.80),
            (0.08, -0.62),
            (0.20, -0.74),
            (0.16, -0.50),
        ]
        figure.add(polygon(*crown), palette.metal, "metal", bevel=0.03)


def turtle(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """From the side, looking left."""
    color = body_color(palette, traits, rng)
    skin = mix(color, "#c8d878", 0.55)
    shell = mix(color, palette.leather, uniform(rng, 0.25, 0.75))
    tail(figure, [(0.66, 0.52), (0.84, 0.58), (0.95, 0.52)], 0.16, 0.04, skin)
    for x in (-0.42, 0.44):
        figure.add(limb((x, 0.50), (x - 0.02, 0.82), 0.15, 0.13), darken(skin, 0.12), bevel=0.11, texture="scale")
    neck = spline([(-0.50, 0.46), (-0.70, 0.36), (-0.76, 0.16)], False, 8)
    figure.add(stroke(neck, 0.30, 0.24), skin, bevel=0.12)
    figure.add(
        spline([(-0.70, 0.48), (0.72, 0.48), (0.62, 0.68), (-0.58, 0.68)], True, 8, 0.3), belly_shade(skin), bevel=0.09
    )
    dome = [
        (-0.76, 0.50),
        (-0.66, -0.02),
        (-0.34, -0.36),
        (0.04, -0.44),
        (0.42, -0.32),
        (0.70, 0.04),
        (0.78, 0.50),
        (0, 0.58),
    ]
    figure.add(spline(dome, True, 8, 0.42), shell, bevel=0.34, name="shell")
    plates = [
        (-0.36, 0.06),
        (0.0, -0.16),
        (0.0, 0.24),
        (0.36, 0.06),
        (-0.66, 0.34),
        (0.68, 0.36),
        (-0.34, 0.46),
        (0.34, 0.46),
    ]
    for x, y in plates:
        six = [(x + 0.19 * math.cos(math.radians(a)), y + 0.17 * math.sin(math.radians(a))) for a in range(0, 360, 60)]
        figure.add(polygon(*six), lighten(shell, 0.16), bevel=0.08, clip="shell", shadow=0.5)
    figure.add(
        spline([(-0.84, 0.44), (0, 0.52), (0.84, 0.44), (0.82, 0.56), (0, 0.64), (-0.82, 0.56)]),
        mix(shell, "#e8d8a0", 0.5),
        bevel=0.05,
    )
    for x in (-0.24, 0.60):
        figure.add(limb((x, 0.56), (x - 0.02, 0.86), 0.15, 0.13), skin, bevel=0.11, texture="scale")
        for k in (-1, 0, 1):
            figure.add(ellipse(x - 0.02 + k * 0.08, 0.95, 0.035, 0.03), "#fff2d8", bevel=0.02, shadow=0.3)
    figure.add(
        spline(
            [(-1.02, 0.08), (-0.92, -0.16), (-0.72, -0.20), (-0.56, -0.02), (-0.58, 0.20), (-0.80, 0.26), (-0.98, 0.20)]
        ),
        skin,
        bevel=0.20,
    )
    mood = mood_of(traits)
    creature_eyes(figure, palette, traits, 0.105, 0.0, 0.085, center=-0.82, lid=skin, iris="#4a2a10", mood=mood)
    draw_mouth(figure, Mouth(0.155, 0.07, -0.84, mood, skin))
    blush(figure, 0.15, 0.10, 0.045, -0.82)
