"""Outfits of cloth: robes, tunics, gowns, coats, wraps and rags."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body, draw_bare_feet, draw_boots, draw_legs
from rundot_studio.engine.painters.subjects.livery import Livery, Sleeves, draw_belt, torso_outline


def robe(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """A floor-length robe with a panel down the front and a trimmed hem."""
    s, flare = body.shoulder * body.belly, uniform(rng, 1.35, 1.62)
    toe = darken(livery.leather, 0.2)
    for side in (-1, 1):
        figure.add(ellipse(side * 0.13, 0.945, 0.10, 0.045), toe, bevel=0.04)
    outline = [
        (-s * 0.80, -0.06),
        (0, -0.10),
        (s * 0.80, -0.06),
        (s * 1.0, 0.36),
        (s * flare, 0.90),
        (s * 0.7, 0.95),
        (0, 0.965),
        (-s * 0.7, 0.95),
        (-s * flare, 0.90),
        (-s * 1.0, 0.36),
    ]
    figure.add(spline(outline), livery.main, bevel=0.24, name="robe", texture="cloth")
    for x in (-0.24, -0.14, 0.13, 0.25):
        fold = spline([(x * 0.6, 0.44), (x * 1.1, 0.70), (x * 1.7, 0.98)], False, 6)
        figure.add(
            stroke(fold, 0.010, 0.045), darken(livery.main, 0.4), "flat", clip="robe", line=0, shadow=0, alpha=0.32
        )
    hem = spline([(-1, 0.82), (0, 0.89), (1, 0.82), (1, 0.94), (0, 1.0), (-1, 0.94)])
    figure.add(hem, livery.trim, bevel=0.05, clip="robe", line=0.5, shadow=0.2)
    panel = pick(rng, "strip", "open", "sash")
    if panel == "strip":
        figure.add(
            polygon((-0.07, -0.08), (0.07, -0.08), (0.06, 0.97), (-0.06, 0.97)),
            livery.trim,
            bevel=0.05,
            clip="robe",
            line=0.5,
            shadow=0.3,
        )
    elif panel == "open":
        inner = polygon((-0.02, 0.40), (0.02, 0.40), (0.14, 1.0), (-0.14, 1.0))
        figure.add(inner, darken(livery.main, 0.35), bevel=0.08, clip="robe", shadow=0)
        for side in (-1, 1):
            figure.add(
                stroke([(side * 0.03, 0.40), (side * 0.14, 0.98)], 0.045),
                livery.trim,
                bevel=0.02,
                clip="robe",
                shadow=0.3,
            )
    else:
        sash = polygon((-s * 0.2, -0.14), (s * 0.25, -0.14), (s * 1.2, 0.42), (s * 0.8, 0.46))
        figure.add(sash, livery.trim, bevel=0.05, clip="robe", line=0.5, shadow=0.3)
    draw_belt(figure, body, livery, 0.34)
    return Sleeves(livery.main, livery.skin, livery.trim, texture="cloth")


def tunic(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """Tunic, belt, trousers and boots: adventurers, archers, farmers."""
    trousers = mix(livery.leather, livery.dark, uniform(rng, 0.15, 0.5))
    draw_legs(figure, body, trousers, texture="cloth")
    draw_boots(figure, body, livery.leather, cuff=lighten(livery.leather, 0.12))
    s = body.shoulder * body.belly
    skirt = spline(
        [(-s * 0.9, 0.38), (s * 0.9, 0.38), (s * 1.12, 0.60), (s * 0.35, 0.645), (-s * 0.35, 0.645), (-s * 1.12, 0.60)],
        True,
        8,
        0.35,
    )
    figure.add(skirt, livery.main, bevel=0.09, texture="cloth")
    figure.add(torso_outline(body), livery.main, bevel=0.20, name="torso", texture="cloth")
    detail = pick(rng, "strap", "vest", "lace", "collar")
    if detail == "strap":
        strap = polygon(
            (-body.shoulder, -0.04),
            (-body.shoulder * 0.55, -0.10),
            (body.shoulder * 0.95, 0.34),
            (body.shoulder * 0.75, 0.44),
        )
        figure.add(strap, livery.leather, bevel=0.05, clip="torso")
    elif detail == "vest":
        for side in (-1, 1):
            half = spline(
                [(side * 0.09, -0.14), (side * 0.5, -0.14), (side * 0.5, 0.6), (side * 0.14, 0.5)], True, 6, 0.15
            )
            figure.add(half, livery.leather, bevel=0.08, clip="torso")
    elif detail == "lace":
        figure.add(
            polygon((-0.07, -0.14), (0.07, -0.14), (0, 0.18)), livery.skin, "flat", clip="torso", line=0.5, shadow=0
        )
        for row in range(3):
            y = -0.03 + row * 0.06
            figure.add(
                stroke([(-0.055 + row * 0.015, y), (0.055 - row * 0.015, y + 0.02)], 0.016),
                livery.leather,
                "flat",
                line=0,
                shadow=0.3,
            )
    else:
        figure.add(
            spline([(-0.20, -0.13), (0.20, -0.13), (0.13, 0.02), (0, 0.08), (-0.13, 0.02)]),
            livery.trim,
            bevel=0.05,
            texture="cloth",
        )
    draw_belt(figure, body, livery)
    if pick(rng, True, False):
        figure.add(rounded_rect(0.10, 0.43, 0.22, 0.56, 0.03), darken(livery.leather, 0.15), bevel=0.04)
    return Sleeves(
        livery.main,
        livery.leather if pick(rng, True, False) else livery.skin,
        livery.leather,
        texture="cloth",
        hand_material="round",
    )


def dress(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """A bell-shaped gown with a bodice."""
    s, flare = body.shoulder, uniform(rng, 1.7, 2.1)
    skirt = [
        (-s * 0.62, 0.26),
        (s * 0.62, 0.26),
        (s * 1.1, 0.50),
        (s * flare, 0.90),
        (s * 0.9, 0.955),
        (0, 0.97),
        (-s * 0.9, 0.955),
        (-s * flare, 0.90),
        (-s * 1.1, 0.50),
    ]
    figure.add(spline(skirt), livery.main, bevel=0.26, name="skirt", texture="cloth")
    for x in (-0.9, -0.45, 0.45, 0.9):
        fold = spline([(x * s * 0.5, 0.34), (x * s, 0.60), (x * s * flare * 0.95, 0.95)], False, 8)
        figure.add(
            stroke(fold, 0.01, 0.05), darken(livery.main, 0.35), "flat", clip="skirt", line=0, shadow=0, alpha=0.30
        )
    if pick(rng, True, False):
        apron = spline([(-0.10, 0.30), (0.10, 0.30), (0.26, 0.98), (0, 1.02), (-0.26, 0.98)], True, 8, 0.3)
        figure.add(apron, livery.trim, bevel=0.08, clip="skirt", shadow=0.4)
    figure.add(
        spline([(-1, 0.84), (0, 0.90), (1, 0.84), (1, 0.93), (0, 0.99), (-1, 0.93)]),
        livery.gold,
        bevel=0.04,
        clip="skirt",
        line=0.5,
        shadow=0.2,
    )
    bodice = spline(
        [
            (-s * 0.82, -0.05),
            (-0.08, -0.02),
            (0, 0.02),
            (0.08, -0.02),
            (s * 0.82, -0.05),
            (s * 0.74, 0.14),
            (s * 0.60, 0.30),
            (0, 0.37),
            (-s * 0.60, 0.30),
            (-s * 0.74, 0.14),
        ]
    )
    figure.add(
        spline([(-s * 0.7, -0.08), (0, -0.14), (s * 0.7, -0.08), (s * 0.6, 0.08), (-s * 0.6, 0.08)]),
        livery.skin,
        "skin",
        bevel=0.1,
    )
    figure.add(bodice, mix(livery.main, livery.trim, 0.25), bevel=0.14, texture="cloth")
    figure.add(ellipse(0, 0.06, 0.042), livery.glow, "gem", bevel=0.04, gloss=0.8)
    figure.add(
        spline([(-s * 0.62, 0.27), (0, 0.33), (s * 0.62, 0.27), (s * 0.62, 0.33), (0, 0.40), (-s * 0.62, 0.33)]),
        livery.gold,
        "metal",
        bevel=0.03,
    )
    return Sleeves(livery.main, livery.skin, livery.trim, texture="cloth")


def coat(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """A long open coat over shirt and trousers: pirates, vampires, cowboys."""
    draw_legs(figure, body, mix(livery.dark, livery.leather, 0.3))
    draw_boots(figure, body, darken(livery.leather, 0.35), cuff=darken(livery.leather, 0.15))
    s = body.shoulder * body.belly
    figure.add(torso_outline(body), "#efe7d8", bevel=0.2, name="torso", texture="cloth")
    waistcoat = spline([(-s * 0.5, 0.02), (s * 0.5, 0.02), (s * 0.6, 0.5), (-s * 0.6, 0.5)], True, 6, 0.2)
    figure.add(waistcoat, livery.trim, bevel=0.1, clip="torso")
    for row in range(3):
        figure.add(ellipse(0, 0.10 + row * 0.10, 0.02), livery.gold, "metal", bevel=0.02, shadow=0.3)
    draw_belt(figure, body, livery)
    for side in (-1, 1):
        half = spline(
            [
                (side * s * 0.42, -0.09),
                (side * s * 0.95, -0.05),
                (side * s * 1.12, 0.30),
                (side * s * 1.36, 0.74),
                (side * s * 0.72, 0.80),
                (side * s * 0.55, 0.40),
                (side * s * 0.42, 0.16),
            ],
            True,
            8,
            0.36,
        )
        figure.add(half, livery.main, bevel=0.11, texture="cloth")
        edge = spline(
            [(side * s * 0.42, -0.05), (side * s * 0.44, 0.16), (side * s * 0.57, 0.42), (side * s * 0.73, 0.78)],
            False,
            8,
        )
        figure.add(stroke(edge, 0.035), livery.gold, bevel=0.02, shadow=0.2)
    cravat = spline([(-0.07, -0.10), (0.07, -0.10), (0.09, 0.06), (0, 0.12), (-0.09, 0.06)])
    figure.add(cravat, "#fff8ee", bevel=0.05)
    return Sleeves(livery.main, livery.skin, livery.gold, texture="cloth")


def wraps(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """Close dark clothes crossed at the chest, with a sash: ninjas and monks."""
    draw_legs(figure, body, livery.main, texture="cloth")
    draw_boots(figure, body, darken(livery.main, 0.35), cuff=livery.trim)
    figure.add(torso_outline(body), livery.main, bevel=0.2, name="torso", texture="cloth")
    for side in (-1, 1):
        lapel = polygon((side * 0.22, -0.14), (side * 0.10, -0.14), (-side * 0.12, 0.36), (-side * 0.02, 0.42))
        figure.add(lapel, livery.trim if side > 0 else darken(livery.trim, 0.2), bevel=0.03, clip="torso", shadow=0.4)
    figure.add(
        polygon((-0.09, -0.16), (0.09, -0.16), (0, 0.06)),
        darken(livery.main, 0.5),
        "flat",
        clip="torso",
        line=0,
        shadow=0,
    )
    s = body.shoulder * body.belly
    figure.add(
        spline([(-s, 0.32), (0, 0.37), (s, 0.32), (s, 0.44), (0, 0.50), (-s, 0.44)]),
        livery.trim,
        bevel=0.05,
        texture="cloth",
    )
    for x in (0.10, 0.17):
        figure.add(
            spline([(x, 0.44), (x + 0.06, 0.44), (x + 0.09, 0.68), (x - 0.01, 0.70)], True, 6, 0.25),
            livery.trim,
            bevel=0.03,
        )
    return Sleeves(livery.main, livery.skin, livery.trim, texture="cloth")


def rags(figure: Figure, rng: Generator, body: Body, livery: Livery) -> Sleeves:
    """Torn shirt and trousers: zombies, beggars."""
    draw_legs(figure, body, mix(livery.dark, livery.leather, 0.45), texture="cloth")
    draw_bare_feet(figure, body, livery.skin)
    s = body.shoulder * body.belly
    figure.add(torso_outline(body), livery.skin, "skin", bevel=0.2, name="torso")
    teeth = [
        (s * k, 0.50 + (0.09 if i % 2 else -0.02))
        for i, k in enumerate((1.05, 0.75, 0.45, 0.1, -0.2, -0.5, -0.8, -1.05))
    ]
    figure.add(
        spline(
            [(-s * 0.93, -0.06), (0, -0.10), (s * 0.93, -0.06), (s * 1.05, 0.25), *teeth, (-s * 1.05, 0.25)],
            True,
            5,
            0.25,
        ),
        livery.main,
        bevel=0.16,
        name="shirt",
        texture="cloth",
    )
    for _ in range(3):
        x, y = uniform(rng, -0.16, 0.16), uniform(rng, 0.06, 0.36)
        figure.add(
            spline([(x - 0.06, y), (x, y - 0.03), (x + 0.06, y + 0.01), (x + 0.01, y + 0.04)]),
            darken(livery.skin, 0.25),
            "flat",
            clip="shirt",
            line=0.6,
            shadow=0,
        )
    figure.add(rounded_rect(-s * 0.9, 0.42, s * 0.9, 0.47, 0.02), "#b79a66", bevel=0.02, texture="wood")
    return Sleeves(livery.main, livery.skin, None, texture="cloth")
