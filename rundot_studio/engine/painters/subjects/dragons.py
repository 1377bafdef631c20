"""Dragons and dinosaurs."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, limb, polygon, spline, stroke
from rundot_studio.engine.painters.subjects.creature import (
    BONE,
    belly_shade,
    body_color,
    creature_eyes,
    mood_of,
    paw,
    spikes,
    tail,
    wings_if_asked,
)
from rundot_studio.engine.painters.subjects.faces import Mouth, draw_mouth


def _dragon_wings(figure: Figure, rng: Generator, membrane: Color, bone: Color) -> None:
    lift = uniform(rng, -0.12, 0.08)
    for side in (-1, 1):
        edge = [
            (0.20, 0.10),
            (0.46, -0.46 + lift),
            (0.96, -0.66 + lift),
            (0.90, -0.30),
            (1.0, 0.02),
            (0.76, 0.0),
            (0.66, 0.28),
            (0.44, 0.18),
        ]
        figure.add(spline([(side * x, y) for x, y in edge], True, 8, 0.25), membrane, bevel=0.08, lift=-0.04)
        for x, y in ((0.96, -0.66 + lift), (1.0, 0.02), (0.66, 0.28)):
            figure.add(stroke([(side * 0.47, -0.42 + lift), (side * x, y)], 0.05, 0.016), bone, bevel=0.02, shadow=0.3)
        figure.add(stroke([(side * 0.20, 0.12), (side * 0.47, -0.44 + lift)], 0.10, 0.06), bone, bevel=0.04)
        claw = polygon((side * 0.43, -0.45 + lift), (side * 0.50, -0.62 + lift), (side * 0.53, -0.42 + lift))
        figure.add(claw, BONE, bevel=0.02)


def dragon(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    skin = pick(rng, None, "scale")
    membrane = palette.accent
    belly = belly_shade(color, 0.6)
    side = pick(rng, -1, 1)
    line = [(side * 0.2, 0.66), (side * 0.60, 0.76), (side * 0.88, 0.52), (side * 0.84, 0.20), (side * 0.97, 0.0)]
    tail(figure, line, 0.27, 0.06, color, skin)
    figure.add(
        spline([(side * 0.88, 0.06), (side * 0.86, -0.10), (side * 1.06, -0.20), (side * 1.06, 0.06)], True, 6, 0.2),
        membrane,
        bevel=0.05,
    )
    spikes(
        figure,
        [(side * 0.50, 0.64, side * 8), (side * 0.72, 0.60, side * 30), (side * 0.79, 0.40, side * 70)],
        0.08,
        membrane,
    )
    if "wings" not in traits.avoid:
        _dragon_wings(figure, rng, membrane, color)
    for s in (-1, 1):
        figure.add(ellipse(s * 0.34, 0.70, 0.22, 0.24), color, bevel=0.2, texture=skin)
        paw(figure, s * 0.37, 0.89, 0.20, color, BONE)
    figure.add(ellipse(0, 0.42, 0.43, 0.49), color, bevel=0.36, texture=skin)
    figure.add(
        spline([(-0.24, 0.06), (0.24, 0.06), (0.31, 0.48), (0.18, 0.86), (-0.18, 0.86), (-0.31, 0.48)]),
        belly,
        bevel=0.2,
        name="belly",
        line=0.5,
    )
    for row in range(5):
        y = 0.20 + row * 0.14
        figure.add(
            stroke(spline([(-0.34, y), (0, y + 0.05), (0.34, y)], False, 8), 0.018),
            darken(belly, 0.4),
            "flat",
            clip="belly",
            line=0,
            shadow=0,
            alpha=0.7,
        )
    for s in (-1, 1):
        hand = (s * uniform(rng, 0.18, 0.30), 0.50)
        figure.add(limb((s * 0.34, 0.24), hand, 0.10, 0.08), color, bevel=0.09, texture=skin)
        for k in (-1, 0, 1):
            x = hand[0] + k * 0.05
            figure.add(
                polygon((x - 0.022, hand[1] + 0.05), (x + 0.022, hand[1] + 0.05), (x, hand[1] + 0.13)),
                BONE,
                bevel=0.02,
                shadow=0.4,
            )
    _dragon_head(figure, rng, palette, traits, color, membrane, skin)


def _dragon_head(
    figure: Figure, rng: Generator, palette: Palette, traits: Traits, color: Color, membrane: Color, skin: str | None
) -> None:
    base = color
    shape = pick(rng, "swept", "straight", "ram")
    for s in (-1, 1):
        horn = {
            "swept": [(0.20, -0.60), (0.36, -0.96), (0.56, -1.04), (0.46, -0.72), (0.35, -0.50)],
            "straight": [(0.16, -0.66), (0.24, -1.02), (0.30, -1.14), (0.36, -0.98), (0.36, -0.56)],
            "ram": [
                (0.22, -0.62),
                (0.46, -0.86),
                (0.72, -0.72),
                (0.64, -0.46),
                (0.58, -0.62),
                (0.42, -0.62),
                (0.34, -0.48),
            ],
        }[shape]
        figure.add(spline([(s * x, y) for x, y in horn]), BONE, bevel=0.07)
        ear = [
            (s * 0.36, -0.36),
            (s * 0.50, -0.46),
            (s * 0.70, -0.50),
            (s * 0.60, -0.34),
            (s * 0.66, -0.22),
            (s * 0.40, -0.16),
        ]
        figure.add(spline(ear, True, 6, 0.25), membrane, bevel=0.05)
    for k in range(3):
        y = -0.70 - 0.03 * (k == 1)
        figure.add(
            spline(
                [
                    (-0.14 + 0.14 * k - 0.06, y + 0.06),
                    (-0.14 + 0.14 * k, y - 0.14 - 0.05 * (k == 1)),
                    (-0.14 + 0.14 * k + 0.06, y + 0.06),
                ],
                True,
                6,
                0.25,
            ),
            membrane,
            bevel=0.03,
        )
    head = [
        (-0.42, -0.36),
        (-0.30, -0.70),
        (0, -0.78),
        (0.30, -0.70),
        (0.42, -0.36),
        (0.33, -0.06),
        (0.24, 0.10),
        (0, 0.16),
        (-0.24, 0.10),
        (-0.33, -0.06),
    ]
    figure.add(spline(head), base, bevel=0.32, texture=skin)
    figure.add(
        spline([(-0.27, -0.06), (-0.14, -0.19), (0.14, -0.19), (0.27, -0.06), (0.20, 0.12), (0, 0.17), (-0.20, 0.12)]),
        lighten(base, 0.14),
        bevel=0.13,
        line=0.4,
        shadow=0.4,
    )
    for s in (-1, 1):
        figure.add(ellipse(s * 0.10, -0.10, 0.034, 0.024), darken(base, 0.75), "flat", line=0, shadow=0)
    mood = mood_of(traits, pick(rng, "neutral", "angry", "neutral"))
    creature_eyes(
        figure, palette, traits, 0.19, -0.36, 0.10, lid=base, iris="#6a2a00", white="#ffe27a", mood=mood, slit=True
    )
    draw_mouth(figure, Mouth(0.05, 0.15, 0, mood, base, fangs=True))


def dinosaur(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    color = body_color(palette, traits, rng)
    belly, ridge = belly_shade(color, 0.55), palette.accent
    wings_if_asked(figure, traits, color, 0.3, feathered=False, y=0.1)
    side = pick(rng, -1, 1)
    tail(figure, [(side * 0.1, 0.60), (side * 0.52, 0.78), (side * 0.86, 0.66), (side * 0.98, 0.40)], 0.36, 0.05, color)
    spikes(
        figure,
        [(side * 0.40, 0.56, side * 15), (side * 0.62, 0.62, side * 25), (side * 0.80, 0.58, side * 50)],
        0.10,
        ridge,
    )
    spikes(
        figure,
        [
            (side * 0.36, -0.66, side * 40),
            (side * 0.46, -0.42, side * 70),
            (side * 0.40, 0.0, side * 80),
            (side * 0.42, 0.28, side * 75),
            (0.0, -0.84, 0),
            (side * 0.2, -0.80, side * 20),
        ],
        0.12,
        ridge,
    )
    for s in (-1, 1):
        figure.add(ellipse(s * 0.26, 0.70, 0.20, 0.23), color, bevel=0.18)
        paw(figure, s * 0.29, 0.88, 0.21, color, BONE)
    figure.add(
        spline([(-0.34, 0.0), (0.34, 0.0), (0.42, 0.48), (0.26, 0.86), (-0.26, 0.86), (-0.42, 0.48)]), color, bevel=0.34
    )
    figure.add(
        spline([(-0.20, 0.06), (0.20, 0.06), (0.28, 0.48), (0.16, 0.82), (-0.16, 0.82), (-0.28, 0.48)]),
        belly,
        bevel=0.2,
        line=0.4,
        shadow=0.2,
    )
    for s in (-1, 1):
        figure.add(limb((s * 0.30, 0.18), (s * 0.36, 0.36), 0.07, 0.055), color, bevel=0.06)
        for k in (-1, 1):
            figure.add(
                polygon(
                    (s * 0.36 + k * 0.03 - 0.018, 0.39),
                    (s * 0.36 + k * 0.03 + 0.018, 0.39),
                    (s * 0.36 + k * 0.035, 0.46),
                ),
                BONE,
                bevel=0.02,
            )
    head = [
        (-0.40, -0.40),
        (-0.34, -0.72),
        (0, -0.84),
        (0.34, -0.72),
        (0.40, -0.40),
        (0.46, -0.10),
        (0.30, 0.12),
        (0, 0.17),
        (-0.30, 0.12),
        (-0.46, -0.10),
    ]
    figure.add(spline(head), color, bevel=0.32)
    for s in (-1, 1):
        figure.add(ellipse(s * 0.09, -0.22, 0.03, 0.022), darken(color, 0.75), "flat", line=0, shadow=0)
    mood = mood_of(traits, pick(rng, "happy", "angry", "neutral"))
    creature_eyes(
        figure,
        palette,
        traits,
        0.20,
        -0.46,
        0.10,
        lid=color,
        iris="#2a3a10",
        mood=mood if mood != "happy" else "neutral",
    )
    draw_mouth(figure, Mouth(-0.06, 0.28, 0, "scary" if mood == "angry" else "happy", color, fangs=True))
