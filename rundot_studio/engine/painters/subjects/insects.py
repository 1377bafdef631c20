"""Bee and butterfly."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import pick
from rundot_studio.engine.painters.shapes import ellipse, polygon, spline, stroke
from rundot_studio.engine.painters.subjects.creature import (
    INK,
    body_color,
    creature_eyes,
    mood_of,
)
from rundot_studio.engine.painters.subjects.faces import Mouth, blush, draw_mouth


def bee(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    for s in (-1, 1):
        for turn, length, y in ((-38, 0.58, -0.22), (-74, 0.42, -0.06)):
            figure.push(s * 0.16, y, s * -turn)
            figure.add(
                ellipse(0, -length * 0.75, length * 0.40, length * 0.72), "#dff2ff", "glass", bevel=0.10, alpha=0.65
            )
            figure.pop()
    figure.add(polygon((-0.07, 0.80), (0.07, 0.80), (0, 0.98)), INK, bevel=0.03)
    figure.add(ellipse(0, 0.36, 0.42, 0.50), color, bevel=0.34, name="abdomen", texture="fur")
    for y in (0.18, 0.42, 0.66):
        figure.add(
            spline([(-0.6, y - 0.07), (0, y), (0.6, y - 0.07), (0.6, y + 0.05), (0, y + 0.12), (-0.6, y + 0.05)]),
            "#2f2630",
            bevel=0.06,
            clip="abdomen",
            line=0.3,
            shadow=0.1,
        )
    for s in (-1, 1):
        feeler = spline([(s * 0.14, -0.56), (s * 0.22, -0.80), (s * 0.36, -0.88)], False, 8)
        figure.add(stroke(feeler, 0.04, 0.03), "#2f2630", bevel=0.02)
        figure.add(ellipse(s * 0.37, -0.89, 0.055), "#2f2630", bevel=0.05)
        figure.add(
            stroke(spline([(s * 0.30, 0.20), (s * 0.48, 0.30), (s * 0.44, 0.44)], False, 6), 0.05, 0.03),
            "#2f2630",
            bevel=0.02,
        )
    figure.add(ellipse(0, -0.26, 0.42, 0.38), lighten(color, 0.12), bevel=0.30)
    mood = mood_of(traits, pick(rng, "neutral", "happy", "neutral"))
    creature_eyes(figure, palette, traits, 0.19, -0.28, 0.11, lid=color, iris="#3a2a10", mood=mood)
    draw_mouth(figure, Mouth(-0.06, 0.10, 0, mood, color, fangs=traits.evil))
    blush(figure, 0.30, -0.10, 0.065)


def butterfly(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color, trim = body_color(palette, traits, rng), palette.accent
    dark = mix(color, palette.dark, 0.75)
    upper = [(0.06, -0.10), (0.30, -0.62), (0.78, -0.86), (0.96, -0.62), (0.84, -0.20), (0.50, 0.04), (0.06, 0.06)]
    lower = [(0.06, 0.02), (0.52, 0.06), (0.76, 0.26), (0.70, 0.62), (0.46, 0.82), (0.22, 0.60), (0.06, 0.22)]
    spots = pick(rng, 2, 3)
    for s in (-1, 1):
        for k, wing in enumerate((lower, upper)):
            name = f"wing{s}{k}"
            figure.add(spline([(s * x, y) for x, y in wing]), dark, bevel=0.06, name=name)
            middle_x, middle_y = (0.44, 0.36) if k == 0 else (0.50, -0.38)
            small = [(s * (middle_x + (x - middle_x) * 0.74), middle_y + (y - middle_y) * 0.74) for x, y in wing]
            figure.add(
                spline(small), color, bevel=0.16, clip=name, line=0.5, shadow=0, glow=0.35 if traits.glowing else 0.0
            )
            for ray in wing[1:-1:2]:
                vein = [(s * 0.08, -0.02), (s * ray[0] * 0.9, ray[1] * 0.9)]
                figure.add(stroke(vein, 0.026, 0.010), dark, "flat", clip=name, line=0, shadow=0)
            for i in range(spots):
                x, y = middle_x + 0.16 - 0.11 * i, middle_y + (0.10 * i - 0.12)
                figure.add(ellipse(s * x, y, 0.062 - 0.012 * i), trim, bevel=0.04, clip=name, line=0.4, shadow=0.2)
            for x, y in wing[2:-2]:
                figure.add(ellipse(s * x * 0.95, y * 0.94, 0.026), "#fff6e8", "flat", clip=name, line=0, shadow=0)
    for s in (-1, 1):
        feeler = spline([(s * 0.03, -0.32), (s * 0.12, -0.60), (s * 0.26, -0.72)], False, 8)
        figure.add(stroke(feeler, 0.026, 0.018), dark, bevel=0.01)
        figure.add(ellipse(s * 0.27, -0.73, 0.035), dark, bevel=0.03)
    figure.add(
        spline([(0, -0.34), (0.09, -0.10), (0.075, 0.30), (0, 0.62), (-0.075, 0.30), (-0.09, -0.10)]),
        mix(dark, palette.leather, 0.3),
        bevel=0.08,
        texture="fur",
    )
    figure.add(ellipse(0, -0.30, 0.105), mix(dark, palette.leather, 0.3), bevel=0.09)
    creature_eyes(figure, palette, traits, 0.05, -0.31, 0.034)
