"""Outfits for a fight, and bodies that are their own armour: plate, hides, samurai lacing, machines, bones."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, hex_color, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import pick
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline, star, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body, draw_bare_feet, draw_boots, draw_legs
from rundot_studio.engine.painters.subjects.livery import Livery, Sleeves, draw_belt, draw_emblem, torso_outline


def plate(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """Full plate with a tabard over it."""
    dull = mix(livery.armor, livery.dark, 0.30)
    draw_legs(figure, body, dull, "metal")
    draw_boots(figure, body, livery.armor, "metal")
    for side in (-1, 1):
        figure.add(ellipse(side * body.stance, 0.63, 0.085, 0.075), livery.armor, "metal", bevel=0.07)
    figure.add(torso_outline(body), livery.armor, "metal", bevel=0.20, name="torso")
    if pick(rng, True, True, False):
        tabard = spline(
            [(-0.15, -0.04), (0.15, -0.04), (0.17, 0.40), (0.20, 0.66), (0, 0.72), (-0.20, 0.66), (-0.17, 0.40)]
        )
        figure.add(tabard, livery.main, bevel=0.08, texture="cloth")
        draw_emblem(figure, rng, 0, 0.16, livery)
    else:
        for side in (-1, 1):
            seam = spline([(side * 0.02, 0.02), (side * 0.17, 0.10), (side * 0.19, 0.28)], False, 8)
            figure.add(stroke(seam, 0.014), darken(livery.armor, 0.5), "flat", clip="torso", line=0, shadow=0)
            skirt = spline(
                [
                    (side * 0.02, 0.42),
                    (side * body.shoulder * 0.95, 0.42),
                    (side * body.shoulder * 1.05, 0.64),
                    (side * 0.05, 0.66),
                ],
                True,
                8,
                0.25,
            )
            figure.add(skirt, livery.main, bevel=0.06, texture="cloth")
        figure.add(star(0, 0.14, 0.10, 0.05, 4), livery.gold, "bevel", bevel=0.03)
    draw_belt(figure, body, livery)
    return Sleeves(mix(livery.armor, livery.dark, 0.18), livery.armor, livery.gold, "metal", hand_material="metal")


def pauldrons(figure: Figure, body: Body, livery: Livery, metal: bool = True) -> None:
    """Shoulder plates, drawn last so that they cover where the arms begin."""
    color, s = (livery.armor, body.shoulder) if metal else (livery.leather, body.shoulder)
    for side in (-1, 1):
        cap = spline(
            [
                (side * s * 0.60, -0.10),
                (side * s * 1.05, -0.15),
                (side * s * 1.52, 0.03),
                (side * s * 1.44, 0.15),
                (side * s * 0.82, 0.09),
            ]
        )
        figure.add(cap, color, "metal" if metal else "round", bevel=0.09)
        edge = spline([(side * s * 0.84, 0.08), (side * s * 1.18, 0.13), (side * s * 1.45, 0.14)], False, 6)
        figure.add(
            stroke(edge, 0.03),
            livery.gold if metal else darken(livery.leather, 0.3),
            "metal" if metal else "round",
            bevel=0.015,
            shadow=0.2,
        )


def hides(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """A bare chest, a fur kilt and straps: barbarians, orcs, goblins."""
    draw_legs(figure, body, livery.skin, "skin")
    if pick(rng, True, False):
        draw_boots(figure, body, livery.leather, cuff=lighten(livery.leather, 0.35))
    else:
        draw_bare_feet(figure, body, livery.skin)
    figure.add(torso_outline(body), livery.skin, "skin", bevel=0.20, name="torso")
    for side in (-1, 1):
        chest = spline([(side * 0.02, 0.12), (side * 0.12, 0.155), (side * body.shoulder * 0.72, 0.08)], False, 8)
        figure.add(stroke(chest, 0.016, 0.008), darken(livery.skin, 0.35), "flat", line=0, shadow=0, alpha=0.7)
    figure.add(ellipse(0, 0.30, 0.016, 0.022), darken(livery.skin, 0.45), "flat", line=0, shadow=0)
    strap = polygon(
        (body.shoulder, -0.04),
        (body.shoulder * 0.6, -0.10),
        (-body.shoulder * 0.95, 0.32),
        (-body.shoulder * 0.75, 0.42),
    )
    figure.add(strap, livery.leather, bevel=0.05, clip="torso")
    s = body.shoulder * body.belly
    zigzag = [
        (s * k, 0.66 + (0.07 if i % 2 else 0.0)) for i, k in enumerate((1.12, 0.8, 0.5, 0.2, -0.2, -0.5, -0.8, -1.12))
    ]
    figure.add(
        spline([(-s * 0.92, 0.38), (s * 0.92, 0.38), *zigzag], True, 5, 0.2), livery.main, bevel=0.08, texture="fur"
    )
    draw_belt(figure, body, livery)
    return Sleeves(livery.skin, livery.skin, livery.leather, "skin")


def samurai_armor(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """Laced plates over wide trousers."""
    s = body.shoulder * body.belly
    for side in (-1, 1):
        leg = spline(
            [(side * 0.02, 0.42), (side * s * 0.95, 0.42), (side * s * 1.1, 0.80), (side * 0.06, 0.82)], True, 8, 0.3
        )
        figure.add(leg, livery.dark, bevel=0.1, texture="cloth")
    draw_boots(figure, body, "#e8dfcc", cuff=livery.dark)
    for x in (-0.7, 0, 0.7):
        for row in range(2):
            y = 0.44 + row * 0.11
            panel = rounded_rect(x * s - s * 0.36, y, x * s + s * 0.36, y + 0.14, 0.02)
            figure.add(panel, livery.main, bevel=0.04, lift=-0.06 * (1 - row))
            figure.add(
                rounded_rect(x * s - s * 0.36, y + 0.10, x * s + s * 0.36, y + 0.13, 0.01),
                livery.gold,
                "metal",
                bevel=0.01,
                shadow=0.2,
            )
    figure.add(torso_outline(body), livery.main, bevel=0.2, name="torso")
    for row in range(4):
        y = 0.06 + row * 0.09
        figure.add(
            spline([(-1, y), (0, y + 0.03), (1, y), (1, y + 0.02), (0, y + 0.05), (-1, y + 0.02)]),
            darken(livery.main, 0.45),
            "flat",
            clip="torso",
            line=0,
            shadow=0,
        )
    figure.add(star(0, 0.12, 0.085, 0.05, 8), livery.gold, "bevel", bevel=0.03)
    draw_belt(figure, body, livery, buckle=False)
    return Sleeves(livery.dark, livery.skin, livery.main)


def machine(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """A robot: jointed legs, a box or barrel for a trunk, lights on the chest."""
    s = body.shoulder
    for side in (-1, 1):
        x = side * body.stance
        figure.add(rounded_rect(x - 0.05, 0.44, x + 0.05, 0.76, 0.03), livery.dark, "metal", bevel=0.05)
        figure.add(ellipse(x, 0.60, 0.075), livery.trim, "metal", bevel=0.06)
        foot = spline([(x - 0.12, 0.76), (x + 0.12, 0.76), (x + 0.16, 0.955), (x - 0.16, 0.955)], True, 8, 0.2)
        figure.add(foot, livery.armor, "metal", bevel=0.08)
    shape = pick(rng, "box", "barrel", "taper")
    if shape == "box":
        trunk = rounded_rect(-s, -0.10, s, 0.48, 0.09)
    elif shape == "barrel":
        trunk = spline(
            [
                (-s * 0.8, -0.10),
                (s * 0.8, -0.10),
                (s * 1.12, 0.20),
                (s * 0.8, 0.50),
                (-s * 0.8, 0.50),
                (-s * 1.12, 0.20),
            ]
        )
    else:
        trunk = spline(
            [
                (-s * 1.1, -0.10),
                (s * 1.1, -0.10),
                (s * 0.95, 0.20),
                (s * 0.58, 0.50),
                (-s * 0.58, 0.50),
                (-s * 0.95, 0.20),
            ],
            True,
            8,
            0.3,
        )
    figure.add(trunk, livery.armor, "metal", bevel=0.14, name="torso")
    figure.add(rounded_rect(-0.17, 0.02, 0.17, 0.28, 0.05), livery.dark, "bevel", bevel=0.03)
    core = pick(rng, "disc", "bars", "dials")
    if core == "disc":
        figure.add(ellipse(0, 0.15, 0.085), livery.glow, "wet", bevel=0.08, glow=0.7)
    elif core == "bars":
        for row in range(4):
            figure.add(
                rounded_rect(-0.12, 0.055 + row * 0.052, 0.12 - 0.045 * row, 0.088 + row * 0.052, 0.01),
                livery.glow,
                "flat",
                glow=0.9,
                line=0,
                shadow=0,
            )
    else:
        for x, color in ((-0.085, hex_color("#ff5a4a")), (0.0, hex_color("#ffd24a")), (0.085, livery.glow)):
            figure.add(ellipse(x, 0.11, 0.033), color, "wet", bevel=0.03, glow=0.6)
        figure.add(rounded_rect(-0.12, 0.18, 0.12, 0.23, 0.02), livery.armor, "metal", bevel=0.02)
    for x, y in ((-0.8, -0.03), (0.8, -0.03), (-0.62, 0.42), (0.62, 0.42)):
        figure.add(ellipse(x * s, y, 0.022), livery.gold, "metal", bevel=0.02, shadow=0.3)
    figure.add(rounded_rect(-0.09, -0.20, 0.09, -0.06, 0.03), livery.dark, "metal", bevel=0.05)
    return Sleeves(mix(livery.armor, livery.dark, 0.3), livery.armor, livery.trim, "metal", hand_material="metal")


def bones(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """A skeleton: thigh bones, pelvis, spine and ribs, a rag at the hips."""
    bone, s = livery.skin, body.shoulder
    for side in (-1, 1):
        x = side * body.stance
        for top, bottom in ((0.46, 0.68), (0.70, 0.90)):
            shaft = [
                rounded_rect(x - 0.032, top, x + 0.032, bottom, 0.03),
                ellipse(x - 0.03, bottom, 0.04),
                ellipse(x + 0.03, bottom, 0.04),
                ellipse(x, top, 0.045),
            ]
            figure.add(shaft, bone, bevel=0.035)
        figure.add(
            spline(
                [(x - 0.07, 0.90), (x + 0.07, 0.90), (x + 0.09 + side * 0.05, 0.96), (x - 0.09 + side * 0.05, 0.96)]
            ),
            bone,
            bevel=0.04,
        )
    figure.add(rounded_rect(-0.035, -0.08, 0.035, 0.44, 0.02), darken(bone, 0.12), bevel=0.03)
    for row in range(4):
        y, half = 0.02 + row * 0.085, s * (0.92 - 0.09 * row)
        for side in (-1, 1):
            rib = spline(
                [(0, y - 0.02), (side * half, y - 0.01), (side * half * 0.86, y + 0.07), (side * 0.06, y + 0.065)],
                False,
                10,
            )
            figure.add(stroke(rib, 0.046, 0.036), bone, bevel=0.025, shadow=0.8)
    figure.add(
        spline(
            [
                (-s * 0.66, 0.38),
                (0, 0.43),
                (s * 0.66, 0.38),
                (s * 0.46, 0.54),
                (0.05, 0.50),
                (-0.05, 0.50),
                (-s * 0.46, 0.54),
            ]
        ),
        bone,
        bevel=0.05,
    )
    if pick(rng, True, True, False):
        rag = spline(
            [(-0.16, 0.44), (0.16, 0.44), (0.20, 0.70), (0.08, 0.62), (0.02, 0.74), (-0.08, 0.63), (-0.18, 0.72)],
            True,
            5,
            0.2,
        )
        figure.add(rag, livery.main, bevel=0.05, texture="cloth")
        figure.add(rounded_rect(-s * 0.66, 0.40, s * 0.66, 0.47, 0.03), livery.leather, bevel=0.03)
    for side in (-1, 1):
        figure.add(stroke(spline([(0, -0.06), (side * s * 0.95, -0.04)], False, 4), 0.05), bone, bevel=0.025)
        figure.add(ellipse(side * s * 0.92, -0.02, 0.065), bone, bevel=0.06)
    return Sleeves(bone, bone, bone)
