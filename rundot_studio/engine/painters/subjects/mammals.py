"""Furred animals sitting and looking at the viewer: one body, its ears, muzzle, coat and tail by species."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, SubjectPainter, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, limb, spline, star, stroke
from rundot_studio.engine.painters.subjects.creature import (
    BONE,
    belly_shade,
    body_color,
    creature_eyes,
    mood_of,
    paw,
    tail,
    wings_if_asked,
)
from rundot_studio.engine.painters.subjects.faces import Mouth, blush, draw_mouth
from rundot_studio.engine.painters.subjects.settle import settled
from rundot_studio.engine.painters.subjects.species import SPECIES, Species


def _ears(figure: Figure, rng: Generator, kind: Species, color: Color, head_y: float) -> None:
    rx, ry = kind.head
    inner = mix(color, "#ff9a96", 0.55)
    for side in (-1, 1):
        if kind.ears in ("pointed", "tall"):
            reach = 1.62 if kind.ears == "tall" else 1.42
            outline = [
                (side * rx * 0.22, head_y - ry * 0.80),
                (side * rx * 0.78, head_y - ry * reach),
                (side * rx * 0.98, head_y - ry * 0.30),
            ]
            figure.add(spline(outline, True, 8, 0.2), color, bevel=0.08, texture=kind.coat)
            small = [
                (side * rx * 0.42, head_y - ry * 0.80),
                (side * rx * 0.76, head_y - ry * (reach - 0.22)),
                (side * rx * 0.86, head_y - ry * 0.52),
            ]
            figure.add(spline(small, True, 8, 0.2), inner, bevel=0.04, shadow=0.2)
        elif kind.ears == "floppy":
            outline = [
                (side * rx * 0.62, head_y - ry * 0.72),
                (side * rx * 1.16, head_y - ry * 0.70),
                (side * rx * 1.40, head_y + ry * 0.10),
                (side * rx * 1.12, head_y + ry * 0.30),
                (side * rx * 0.86, head_y - ry * 0.20),
            ]
            figure.add(spline(outline, True, 8, 0.42), darken(color, 0.18), bevel=0.08, texture=kind.coat)
        elif kind.ears == "long":
            figure.push(side * rx * 0.42, head_y - ry * 0.75, side * uniform(rng, 4, 20))
            figure.add(ellipse(0, -0.30, 0.115, 0.36), color, bevel=0.10, texture=kind.coat)
            figure.add(ellipse(0, -0.28, 0.06, 0.26), inner, bevel=0.05, shadow=0.2)
            figure.pop()
        else:
            size = 0.50 if kind.ears == "leaf" else 0.36
            x, y = side * rx * 0.80, head_y - ry * (0.75 if kind.ears == "round" else 0.70)
            figure.add(ellipse(x, y, rx * size, rx * size), color, bevel=0.08, texture=kind.coat)
            figure.add(ellipse(x, y + 0.01, rx * size * 0.6, rx * size * 0.6), inner, bevel=0.05, shadow=0.2)


def _tail(figure: Figure, rng: Generator, kind: Species, color: Color, side: int) -> None:
    if kind.tail == "thin":
        tail(
            figure,
            [(side * 0.20, 0.78), (side * 0.56, 0.84), (side * 0.70, 0.56), (side * uniform(rng, 0.52, 0.72), 0.22)],
            0.12,
            0.08,
            color,
            "fur",
        )
    elif kind.tail == "bushy":
        outline = [
            (side * 0.18, 0.80),
            (side * 0.56, 0.88),
            (side * 0.86, 0.60),
            (side * 0.80, 0.10),
            (side * 0.62, 0.34),
            (side * 0.46, 0.62),
        ]
        figure.add(spline(outline, True, 10, 0.45), color, bevel=0.12, texture=kind.coat, name="tail")
        tip = spline(
            [(side * 0.55, 0.40), (side * 0.72, 0.44), (side * 1.0, 0.36), (side * 0.9, 0.0), (side * 0.6, 0.0)],
            True,
            6,
            0.25,
        )
        figure.add(tip, "#fbf4e8", bevel=0.1, clip="tail", texture=kind.coat, line=0.3, shadow=0)
    elif kind.tail == "puff":
        figure.add(ellipse(side * 0.40, 0.74, 0.14), lighten(color, 0.3), bevel=0.12, texture=kind.coat)
    elif kind.tail == "curl":
        line = [(side * 0.26, 0.70), (side * 0.52, 0.68), (side * 0.62, 0.46), (side * 0.48, 0.34), (side * 0.44, 0.46)]
        tail(figure, line, 0.12, 0.05, color)
    else:
        tail(figure, [(side * 0.20, 0.78), (side * 0.62, 0.80), (side * 0.72, 0.46)], 0.09, 0.06, color)
        figure.add(
            spline(
                [
                    (side * 0.66, 0.50),
                    (side * 0.58, 0.32),
                    (side * 0.74, 0.16),
                    (side * 0.86, 0.34),
                    (side * 0.78, 0.50),
                ]
            ),
            darken(color, 0.5),
            bevel=0.08,
            texture=kind.coat,
        )


def _muzzle(figure: Figure, kind: Species, color: Color, pale: Color, y: float, traits: Traits, mood: str) -> None:
    rx, ry = kind.head
    nose = "#3a2a30" if kind.muzzle != "snout" else darken(color, 0.12)
    nose_y = y + ry * 0.22
    if kind.muzzle == "snout":
        figure.add(ellipse(0, y + ry * 0.38, rx * 0.42, ry * 0.34), lighten(color, 0.14), bevel=0.1)
        for side in (-1, 1):
            figure.add(
                ellipse(side * rx * 0.15, y + ry * 0.38, rx * 0.075, ry * 0.13), darken(color, 0.5), "flat", shadow=0
            )
    else:
        width, height = {"short": (0.40, 0.30), "long": (0.46, 0.44), "broad": (0.58, 0.44)}[kind.muzzle]
        tone = pale if kind.fleece is False else color
        for side in (-1, 1):
            figure.add(
                ellipse(side * rx * width * 0.42, y + ry * 0.52, rx * width * 0.62, ry * height),
                tone,
                bevel=0.1,
                line=0.25,
                shadow=0.3,
                texture=kind.coat,
            )
        figure.add(
            ellipse(0, y + ry * 0.42, rx * width * 0.7, ry * height * 0.9),
            tone,
            bevel=0.1,
            line=0,
            shadow=0,
            texture=kind.coat,
        )
        broad = 0.17 if kind.muzzle == "short" else 0.24
        tip = [
            (-rx * broad, nose_y - ry * 0.02),
            (0, nose_y - ry * 0.08),
            (rx * broad, nose_y - ry * 0.02),
            (0, nose_y + ry * 0.20),
        ]
        figure.add(spline(tip), nose, "wet", bevel=0.05, shadow=0.4)
        figure.add(
            stroke([(0, nose_y + ry * 0.18), (0, nose_y + ry * 0.36)], 0.018), "#4a2a30", "flat", line=0, shadow=0
        )
    mouth_y = y + ry * (0.66 if kind.muzzle != "snout" else 0.84)
    if mood == "neutral" and kind.muzzle != "snout" and not traits.evil:
        for side in (-1, 1):
            arc = spline(
                [
                    (0, nose_y + ry * 0.34),
                    (side * rx * 0.13, nose_y + ry * 0.47),
                    (side * rx * 0.27, nose_y + ry * 0.38),
                ],
                False,
                8,
            )
            figure.add(stroke(arc, 0.020, 0.012), "#4a2a30", "flat", line=0, shadow=0)
        return
    draw_mouth(
        figure,
        Mouth(
            mouth_y,
            rx * 0.26,
            0,
            mood,
            pale,
            fangs=traits.evil or mood == "angry",
            tusks=kind.name == "pig" and mood == "angry",
        ),
    )


def _markings(figure: Figure, rng: Generator, kind: Species, color: Color, pale: Color, y: float) -> None:
    rx, ry = kind.head
    marking = pick(rng, *kind.markings)
    if marking == "stripes":
        for x in (-0.22, 0.0, 0.22):
            figure.add(
                stroke([(x * rx, y - ry * 1.0), (x * rx * 0.9, y - ry * 0.48)], 0.06, 0.02),
                darken(color, 0.4),
                "flat",
                clip="head",
                line=0,
                shadow=0,
            )
        for side in (-1, 1):
            for dy in (0.10, 0.34):
                figure.add(
                    stroke([(side * rx * 1.02, y + ry * dy), (side * rx * 0.68, y + ry * (dy + 0.05))], 0.05, 0.02),
                    darken(color, 0.4),
                    "flat",
                    clip="head",
                    line=0,
                    shadow=0,
                )
    elif marking == "mask":
        cheeks = [
            (0, y - ry * 0.10),
            (rx * 0.36, y + ry * 0.18),
            (rx * 0.95, y - ry * 0.05),
            (rx * 1.1, y + ry * 0.6),
            (0, y + ry * 1.2),
            (-rx * 1.1, y + ry * 0.6),
            (-rx * 0.95, y - ry * 0.05),
            (-rx * 0.36, y + ry * 0.18),
        ]
        figure.add(spline(cheeks, True, 8, 0.4), pale, bevel=0.1, clip="head", line=0, shadow=0, texture=kind.coat)
    elif marking in ("patch", "patches"):
        dark = darken(color, 0.55) if marking == "patch" else "#4a3a38"
        side = pick(rng, -1, 1)
        figure.add(
            ellipse(side * rx * 0.46, y - ry * 0.14, rx * 0.40, ry * 0.52),
            dark,
            bevel=0.1,
            clip="head",
            line=0,
            shadow=0,
            texture=kind.coat,
        )


def mammal(kind: Species) -> SubjectPainter:
    """The painter of a species."""

    def draw(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
        color = body_color(palette, traits, rng)
        pale = belly_shade(color, 0.72)
        dark = darken(color, 0.14)
        ry, (bx, by) = kind.head[1], kind.body
        head_y = 0.46 - by + 0.11 - ry + uniform(rng, -0.02, 0.02)
        side = pick(rng, -1, 1)
        mood = mood_of(traits, kind.mood)
        wings_if_asked(figure, traits, color, bx, feathered=True, y=0.25)
        _tail(figure, rng, kind, color, side)
        for s in (-1, 1):
            figure.add(ellipse(s * bx * 0.86, 0.72, bx * 0.56, 0.22), dark, bevel=0.16, texture=kind.coat)
            paw(figure, s * bx * 1.02, 0.88, 0.14, dark, BONE if kind.claws else None)
        figure.add(ellipse(0, 0.46, bx, by), color, bevel=0.30, texture=kind.coat, name="trunk")
        if kind.fleece:
            for k in range(14):
                x, y = bx * 1.0 * ((k % 5) - 2) / 2, 0.18 + 0.21 * (k // 5)
                figure.add(ellipse(x, y, 0.15, 0.14), color, bevel=0.12, shadow=0.6, line=0.5)
        else:
            chest = spline([(-bx * 0.5, 0.10), (bx * 0.5, 0.10), (bx * 0.62, 0.50), (0, 0.82), (-bx * 0.62, 0.50)])
            figure.add(chest, pale, bevel=0.2, clip="trunk", line=0.2, shadow=0, texture=kind.coat)
        if "patches" in kind.markings:
            figure.add(ellipse(-bx * 0.7, 0.40, 0.20, 0.16), "#4a3a38", bevel=0.1, clip="trunk", line=0, shadow=0)
        for s in (-1, 1):
            leg = limb((s * bx * 0.40, 0.42), (s * bx * 0.42, 0.80), 0.115, 0.095)
            figure.add(leg, color, bevel=0.09, texture=kind.coat, shadow=0.6)
            paw(
                figure,
                s * bx * 0.42,
                0.88,
                0.125,
                pale if "mask" in kind.markings or "bib" in kind.markings else color,
                BONE if kind.claws else None,
            )
        _head(figure, rng, palette, traits, kind, color, pale, head_y, mood)

    return settled(draw)


def _head(
    figure: Figure,
    rng: Generator,
    palette: Palette,
    traits: Traits,
    kind: Species,
    color: Color,
    pale: Color,
    y: float,
    mood: str,
) -> None:
    rx, ry = kind.head
    if kind.mane and "mane" not in traits.avoid:
        figure.add(
            star(0, y + 0.03, rx * 1.55, rx * 1.28, 13), mix(color, "#7a3a14", 0.62), bevel=0.16, texture=kind.coat
        )
    _ears(figure, rng, kind, color, y)
    if kind.horns:
        for s in (-1, 1):
            horn = [
                (s * rx * 0.40, y - ry * 0.80),
                (s * rx * 0.95, y - ry * 0.92),
                (s * rx * 1.20, y - ry * 1.55),
                (s * rx * 0.90, y - ry * 1.22),
                (s * rx * 0.60, y - ry * 1.12),
            ]
            figure.add(spline(horn), BONE, bevel=0.06)
    outline = [
        (-rx, y),
        (-rx * 0.74, y - ry * 0.78),
        (0, y - ry),
        (rx * 0.74, y - ry * 0.78),
        (rx, y),
        (rx * 0.82, y + ry * 0.66),
        (0, y + ry),
        (-rx * 0.82, y + ry * 0.66),
    ]
    figure.add(spline(outline), color, bevel=0.30, texture=kind.coat, name="head")
    _markings(figure, rng, kind, color, pale, y)
    if kind.fleece:
        for x in (-0.5, 0.0, 0.5):
            figure.add(
                ellipse(x * rx, y - ry * (0.92 - 0.2 * abs(x)), 0.17, 0.14),
                lighten(color, 0.25),
                bevel=0.12,
                shadow=0.5,
            )
    _muzzle(figure, kind, color, pale, y, traits, mood)
    creature_eyes(
        figure,
        palette,
        traits,
        rx * 0.44,
        y - ry * 0.10,
        rx * 0.215,
        lid=color,
        iris=kind.iris,
        white=kind.white,
        mood=mood,
    )
    blush(figure, rx * 0.66, y + ry * 0.30, 0.07)
    if kind.whiskers:
        for s in (-1, 1):
            for dy in (0.0, 0.12):
                hair = [(s * rx * 0.42, y + ry * (0.44 + dy)), (s * rx * 1.22, y + ry * (0.34 + dy * 2.2))]
                figure.add(stroke(hair, 0.014, 0.005), "#fff8f0", "flat", line=0, shadow=0.3)


KINDS: tuple[SubjectKind, ...] = tuple(
    SubjectKind(kind.name, kind.words, mammal(kind), main=kind.main) for kind in SPECIES
)
