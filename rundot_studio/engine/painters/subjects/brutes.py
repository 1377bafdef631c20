"""Imp, mimic, golem and the plant that bites."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import child_rng, pick, uniform
from rundot_studio.engine.painters.shapes import blob, ellipse, limb, polygon, rounded_rect, spline, star, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body, draw_bat_wings
from rundot_studio.engine.painters.subjects.creature import BONE, INK, body_color, creature_eyes, mood_of, spikes, tail
from rundot_studio.engine.painters.subjects.faces import Mouth, draw_mouth, pointed_ears


def imp(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    figure.push(0, 0.05)
    if "wings" not in traits.avoid:
        draw_bat_wings(
            figure, Body(shoulder=0.30, head=0.4, head_y=-0.3), mix(color, palette.dark, 0.55), darken(color, 0.3), 0.86
        )
    side = pick(rng, -1, 1)
    tail(
        figure, [(side * 0.10, 0.55), (side * 0.40, 0.72), (side * 0.62, 0.52), (side * 0.55, 0.28)], 0.09, 0.05, color
    )
    figure.add(
        spline([(side * 0.55, 0.32), (side * 0.43, 0.24), (side * 0.52, 0.06), (side * 0.68, 0.22)], True, 6, 0.2),
        palette.accent,
        bevel=0.04,
    )
    for s in (-1, 1):
        figure.add(limb((s * 0.14, 0.52), (s * 0.17, 0.80), 0.10, 0.075), color, "skin", bevel=0.08)
        figure.add(ellipse(s * 0.20, 0.86, 0.13, 0.07), color, "skin", bevel=0.06)
    figure.add(ellipse(0, 0.36, 0.30, 0.33), color, "skin", bevel=0.26)
    figure.add(ellipse(0, 0.42, 0.20, 0.22), lighten(color, 0.28), "skin", bevel=0.18, line=0.2, shadow=0)
    for s in (-1, 1):
        arm = spline([(s * 0.24, 0.20), (s * 0.46, 0.34), (s * 0.50, uniform(rng, 0.05, 0.45))], False, 8)
        figure.add(stroke(arm, 0.15, 0.10), color, "skin", bevel=0.06)
        figure.add(ellipse(arm[-1][0], arm[-1][1], 0.08), color, "skin", bevel=0.07)
    for s in (-1, 1):
        horn = spline(
            [(s * 0.18, -0.60), (s * 0.36, -0.56), (s * 0.46, -0.78), (s * 0.36, -0.98), (s * 0.34, -0.78)],
            True,
            8,
            0.4,
        )
        figure.add(horn, BONE, bevel=0.06)
    pointed_ears(figure, -0.26, 0.42, 0.5, color)
    head = [
        (-0.44, -0.28),
        (-0.34, -0.58),
        (0, -0.68),
        (0.34, -0.58),
        (0.44, -0.28),
        (0.26, 0.04),
        (0, 0.16),
        (-0.26, 0.04),
    ]
    figure.add(spline(head), color, "skin", bevel=0.32)
    mood = mood_of(traits, pick(rng, "angry", "happy", "scary"))
    creature_eyes(
        figure, palette, traits, 0.18, -0.26, 0.11, lid=color, iris="#5a1020", white="#ffe98a", mood=mood, slit=True
    )
    draw_mouth(figure, Mouth(0.0, 0.15, 0, mood, color, fangs=True))
    figure.pop()


def mimic(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    wood, metal = palette.wood, palette.metal
    eye: ColorLike = "#ffd23a"
    flesh: ColorLike = "#e0485e"
    if traits.evil:
        wood, eye, flesh = darken(wood, 0.4), "#ff3a2a", "#7a3fa0"
    elif traits.glowing:
        eye = palette.glow
    gape = uniform(rng, 0.0, 0.14)
    figure.add(
        spline(
            [
                (-0.84, -0.20 - gape),
                (-0.84, -0.60 - gape),
                (-0.58, -0.84 - gape),
                (0, -0.90 - gape),
                (0.58, -0.84 - gape),
                (0.84, -0.60 - gape),
                (0.84, -0.20 - gape),
            ],
            True,
            12,
            0.36,
        ),
        wood,
        bevel=0.24,
        name="lid",
        texture="wood",
    )
    for y in (-0.68, -0.50, -0.36):
        figure.add(
            rounded_rect(-1, y - gape - 0.012, 1, y - gape + 0.012, 0.005),
            darken(wood, 0.6),
            "flat",
            clip="lid",
            line=0,
            shadow=0,
        )
    for x in (-0.60, 0.60):
        figure.add(
            rounded_rect(x - 0.08, -0.95 - gape, x + 0.08, -0.16 - gape, 0.03), metal, "metal", bevel=0.05, clip="lid"
        )
    figure.add(rounded_rect(-0.84, -0.34 - gape, 0.84, -0.20 - gape, 0.04), metal, "metal", bevel=0.05)
    maw = spline([(-0.78, -0.22 - gape), (0.78, -0.22 - gape), (0.80, 0.16), (-0.80, 0.16)], True, 8, 0.12)
    figure.add(maw, "#3a0d1c", bevel=0.10, name="maw", shadow=0)
    tongue = spline(
        [(-0.20, -0.02), (0.22, -0.02), (0.34, 0.30), (0.42, 0.72), (0.24, 0.86), (0.06, 0.70), (0.04, 0.36)],
        True,
        10,
        0.45,
    )
    for side in (-1, 1):
        figure.add(ellipse(side * 0.36, -0.06 - gape, 0.14, 0.12), eye, "wet", bevel=0.1, glow=0.35, clip="maw")
        figure.add(ellipse(side * 0.34, -0.05 - gape, 0.035, 0.10), INK, "flat", clip="maw", line=0, shadow=0)
    figure.add(rounded_rect(-0.84, 0.12, 0.84, 0.86, 0.05), wood, bevel=0.14, name="box", texture="wood")
    for y in (0.34, 0.52, 0.68):
        figure.add(
            rounded_rect(-1, y - 0.013, 1, y + 0.013, 0.005), darken(wood, 0.6), "flat", clip="box", line=0, shadow=0
        )
    for x in (-0.60, 0.60):
        figure.add(rounded_rect(x - 0.08, 0.12, x + 0.08, 0.88, 0.03), metal, "metal", bevel=0.05)
    figure.add(rounded_rect(-0.86, 0.78, 0.86, 0.92, 0.04), metal, "metal", bevel=0.05)
    for i in range(8):
        x, jitter = -0.70 + 0.20 * i, uniform(rng, -0.03, 0.04)
        figure.add(
            polygon((x - 0.09, -0.23 - gape), (x + 0.09, -0.23 - gape), (x, -0.02 - gape * 0.6 + jitter)),
            BONE,
            bevel=0.04,
            shadow=0.6,
        )
    for i in range(7):
        x, jitter = -0.60 + 0.20 * i, uniform(rng, -0.03, 0.04)
        figure.add(polygon((x - 0.09, 0.15), (x + 0.09, 0.15), (x, -0.05 + jitter)), BONE, bevel=0.04, shadow=0.6)
    figure.add(tongue, flesh, "wet", bevel=0.11, gloss=0.4)
    figure.add(
        stroke(spline([(0.04, 0.06), (0.16, 0.36), (0.24, 0.70)], False, 8), 0.022), "#8a1f3a", "flat", line=0, shadow=0
    )


def golem(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    stone = mix(body_color(palette, traits, rng), palette.stone, 0.2)
    own = child_rng(rng)

    def rock(x: float, y: float, rx: float, ry: float, lift: float = 0.0) -> None:
        outline = blob(own, x, y, rx, 0.08, 8, ry)
        figure.add(outline, stone, bevel=min(rx, ry) * 0.55, texture="stone", lift=lift)

    for side in (-1, 1):
        rock(side * 0.24, 0.66, 0.18, 0.17, -0.04)
        rock(side * 0.27, 0.87, 0.23, 0.12)
        rock(side * 0.60, -0.12, 0.20, 0.20, -0.03)
        rock(side * 0.70, 0.16, 0.16, 0.18, -0.02)
        rock(side * 0.72, 0.46, 0.22, 0.20)
    rock(0, 0.42, 0.30, 0.22, -0.05)
    rock(0, 0.06, 0.50, 0.40)
    for side in (-1, 1):
        rock(side * 0.46, -0.24, 0.24, 0.19, 0.04)
    rock(0, -0.46, 0.28, 0.25, 0.02)
    glow = palette.glow
    rune = pick(own, star(0, 0.06, 0.15, 0.07, 4), star(0, 0.06, 0.14, 0.08, 6), ellipse(0, 0.06, 0.11))
    figure.add(rune, glow, "gem", bevel=0.05, glow=0.75)
    for points in (
        [(-0.11, 0.0), (-0.24, -0.10), (-0.30, -0.05)],
        [(0.11, 0.10), (0.25, 0.20), (0.34, 0.16)],
        [(0.02, 0.20), (-0.04, 0.30), (0.02, 0.38)],
    ):
        figure.add(stroke(points, 0.028, 0.008), glow, "flat", glow=0.9, line=0, shadow=0)
    for side in (-1, 1):
        figure.add(
            polygon((side * 0.05, -0.47), (side * 0.18, -0.53), (side * 0.17, -0.41), (side * 0.06, -0.41)),
            glow if not traits.evil else "#ff3a2a",
            "flat",
            glow=1,
            line=0,
            shadow=0,
        )
    figure.add(stroke([(-0.10, -0.30), (0, -0.29), (0.10, -0.31)], 0.03), darken(stone, 0.6), "flat", line=0, shadow=0)
    if pick(own, True, True, False):
        for x, y, r in ((-0.50, -0.38, 0.13), (0.30, -0.14, 0.10), (0.06, -0.67, 0.14), (0.70, 0.32, 0.09)):
            figure.add(blob(own, x, y, r, 0.22, 8, r * 0.5), palette.leaf, bevel=0.05, texture="leaf", shadow=0.6)


def plant_monster(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    leaf, color = palette.leaf, body_color(palette, traits, rng)
    pot = pick(rng, True, True, False)
    stalk = spline(
        [(uniform(rng, -0.1, 0.1), 0.72), (uniform(rng, -0.24, 0.24), 0.44), (0, 0.10), (0, -0.10)], False, 12
    )
    for side in (-1, 1):
        for y, reach in ((0.50, 0.72), (0.30, 0.52)):
            outline = spline(
                [
                    (0, y + 0.05),
                    (side * reach * 0.5, y - 0.20),
                    (side * reach, y - 0.10),
                    (side * reach * 0.55, y + 0.10),
                ],
                True,
                8,
                0.4,
            )
            figure.add(outline, leaf, bevel=0.08)
            figure.add(
                stroke(
                    spline([(0, y + 0.03), (side * reach * 0.5, y - 0.06), (side * reach * 0.92, y - 0.09)], False, 8),
                    0.022,
                    0.008,
                ),
                darken(leaf, 0.4),
                "flat",
                line=0,
                shadow=0,
            )
    figure.add(stroke(stalk, 0.20, 0.16), leaf, bevel=0.09)
    spikes(
        figure,
        [
            (stalk[8][0] - 0.09, stalk[8][1], -80),
            (stalk[16][0] + 0.09, stalk[16][1], 80),
            (stalk[26][0] - 0.08, stalk[26][1], -80),
        ],
        0.06,
        BONE,
    )
    if pot:
        figure.add(
            spline([(-0.40, 0.66), (0.40, 0.66), (0.30, 0.96), (-0.30, 0.96)], True, 8, 0.12), "#b5623a", bevel=0.12
        )
        figure.add(
            spline([(-0.46, 0.58), (0.46, 0.58), (0.46, 0.70), (-0.46, 0.70)], True, 8, 0.15), "#c9744a", bevel=0.05
        )
    else:
        own = child_rng(rng)
        for x in (-0.45, -0.16, 0.14, 0.44):
            figure.add(blob(own, x, 0.86, 0.22, 0.15, 8, 0.11), "#6a4a35", bevel=0.08, texture="stone")
    for angle in range(0, 360, 45):
        figure.push(0, -0.36, angle)
        figure.add(
            spline([(-0.10, -0.40), (0, -0.66), (0.10, -0.40), (0, -0.30)], True, 6, 0.4), palette.accent, bevel=0.06
        )
        figure.pop()
    figure.add(ellipse(0, -0.36, 0.50, 0.46), color, bevel=0.36, name="bulb")
    for x, y, r in (
        (-0.30, -0.60, 0.07),
        (0.24, -0.66, 0.06),
        (0.38, -0.46, 0.05),
        (-0.40, -0.40, 0.05),
        (0.0, -0.74, 0.05),
    ):
        figure.add(ellipse(x, y, r), lighten(color, 0.55), bevel=0.04, clip="bulb", shadow=0.1, line=0.4)
    maw = spline([(-0.40, -0.38), (0, -0.30), (0.40, -0.38), (0.30, -0.06), (0, 0.04), (-0.30, -0.06)], True, 8, 0.42)
    figure.add(maw, "#4a0f22", bevel=0.08, name="maw", shadow=0.1)
    figure.add(ellipse(0, 0.0, 0.20, 0.12), "#e0607a", "wet", bevel=0.08, clip="maw", line=0.4, shadow=0)
    for i in range(6):
        x = -0.30 + 0.12 * i
        figure.add(
            polygon((x - 0.06, -0.40 + 0.03 * (2 < i < 5)), (x + 0.06, -0.38), (x, -0.20)),
            "#fff6e0",
            bevel=0.02,
            clip="maw",
            shadow=0.3,
        )
        figure.add(
            polygon((x - 0.06, 0.08), (x + 0.06, 0.08), (x, -0.10 + 0.2 * x * x)),
            "#fff6e0",
            bevel=0.02,
            clip="maw",
            shadow=0.3,
        )
    mood = mood_of(traits, "angry")
    creature_eyes(figure, palette, traits, 0.18, -0.54, 0.095, lid=color, iris="#7a1020", white="#fff2c0", mood=mood)
