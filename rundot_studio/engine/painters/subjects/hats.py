"""Hats."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline, star, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body
from rundot_studio.engine.painters.subjects.livery import Livery


def pointed_hat(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    bend, height = uniform(rng, -0.25, 0.42), uniform(rng, 1.75, 2.15)
    figure.add(
        spline(
            [(-r * 1.72, y - r * 0.32), (0, y - r * 0.62), (r * 1.72, y - r * 0.32), (0, y - r * 0.06)], True, 12, 0.5
        ),
        livery.main,
        bevel=0.07,
        texture="cloth",
    )
    cone = [
        (-r * 0.98, y - r * 0.50),
        (-r * 0.52, y - r * 1.15),
        (-r * 0.18, y - r * height * 0.92),
        (r * bend, y - r * height),
        (r * (bend * 0.4 + 0.10), y - r * height * 0.80),
        (r * 0.56, y - r * 1.1),
        (r * 0.98, y - r * 0.50),
        (0, y - r * 0.30),
    ]
    figure.add(spline(cone, True, 10, 0.45), livery.main, bevel=0.18, name="hat", texture="cloth")
    band = spline(
        [
            (-r * 1.1, y - r * 0.62),
            (0, y - r * 0.42),
            (r * 1.1, y - r * 0.62),
            (r * 1.0, y - r * 0.88),
            (0, y - r * 0.70),
            (-r * 1.0, y - r * 0.88),
        ]
    )
    figure.add(band, livery.trim, bevel=0.04, clip="hat")
    if pick(rng, True, False):
        figure.add(star(0, y - r * 0.60, r * 0.24, r * 0.10, 5), livery.gold, "bevel", bevel=0.03, shadow=0.3)
    else:
        frame = rounded_rect(-r * 0.20, y - r * 0.78, r * 0.20, y - r * 0.42, 0.02)
        figure.add(
            frame,
            livery.gold,
            "metal",
            bevel=0.03,
            holes=[rounded_rect(-r * 0.10, y - r * 0.68, r * 0.10, y - r * 0.52, 0.01)],
        )
    for x, dy, size in ((-0.35, 1.05, 0.10), (0.28, 1.18, 0.08), (0.05, 1.5, 0.07)):
        if livery.ornate:
            figure.add(
                star(r * x, y - r * dy, r * size, r * size * 0.45, 5), livery.gold, "flat", clip="hat", line=0, shadow=0
            )


def tricorn(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    figure.add(
        spline(
            [
                (-r * 0.95, y - r * 0.45),
                (-r * 0.7, y - r * 1.25),
                (0, y - r * 1.42),
                (r * 0.7, y - r * 1.25),
                (r * 0.95, y - r * 0.45),
            ]
        ),
        livery.dark,
        bevel=0.16,
        texture="cloth",
    )
    brim = [
        (-r * 1.65, y - r * 0.62),
        (-r * 0.95, y - r * 1.02),
        (0, y - r * 1.30),
        (r * 0.95, y - r * 1.02),
        (r * 1.65, y - r * 0.62),
        (r * 0.9, y - r * 0.38),
        (0, y - r * 0.26),
        (-r * 0.9, y - r * 0.38),
    ]
    figure.add(spline(brim, True, 8, 0.35), mix(livery.dark, livery.main, 0.25), bevel=0.1, texture="cloth")
    edge = spline(
        [
            (-r * 1.60, y - r * 0.66),
            (-r * 0.95, y - r * 0.99),
            (0, y - r * 1.26),
            (r * 0.95, y - r * 0.99),
            (r * 1.60, y - r * 0.66),
        ],
        False,
        10,
    )
    figure.add(stroke(edge, 0.035), livery.gold, bevel=0.02, shadow=0.2)
    figure.add(ellipse(0, y - r * 0.74, r * 0.19, r * 0.18), "#f0ead8", bevel=0.05, shadow=0.2)
    for side in (-1, 1):
        figure.add(ellipse(side * r * 0.08, y - r * 0.75, r * 0.05, r * 0.06), "#1a1220", "flat", line=0, shadow=0)
        figure.add(
            stroke([(-r * 0.24, y - r * 0.55 + side * r * 0.06), (r * 0.24, y - r * 0.55 - side * r * 0.06)], 0.02),
            "#f0ead8",
            "flat",
            line=0.2,
            shadow=0,
        )


def straw_hat(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    straw = mix("#e2b95c", livery.leather, uniform(rng, 0.0, 0.2))
    figure.add(ellipse(0, y - r * 0.36, r * 1.62, r * 0.36), straw, bevel=0.06, texture="wood")
    figure.add(
        spline(
            [
                (-r * 0.88, y - r * 0.44),
                (-r * 0.72, y - r * 1.10),
                (0, y - r * 1.30),
                (r * 0.72, y - r * 1.10),
                (r * 0.88, y - r * 0.44),
                (0, y - r * 0.26),
            ]
        ),
        straw,
        bevel=0.16,
        name="hat",
        texture="wood",
    )
    figure.add(
        spline(
            [
                (-r, y - r * 0.66),
                (0, y - r * 0.50),
                (r, y - r * 0.66),
                (r, y - r * 0.38),
                (0, y - r * 0.22),
                (-r, y - r * 0.38),
            ]
        ),
        livery.trim,
        bevel=0.03,
        clip="hat",
    )


def broad_hat(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    """A cowboy's or ranger's hat."""
    r, y = body.head, body.head_y
    brim = [
        (-r * 1.75, y - r * 0.72),
        (-r * 0.9, y - r * 0.50),
        (0, y - r * 0.60),
        (r * 0.9, y - r * 0.50),
        (r * 1.75, y - r * 0.72),
        (r * 1.2, y - r * 0.30),
        (0, y - r * 0.12),
        (-r * 1.2, y - r * 0.30),
    ]
    figure.add(spline(brim, True, 8, 0.45), livery.leather, bevel=0.07, texture="cloth")
    figure.add(
        spline(
            [
                (-r * 0.86, y - r * 0.50),
                (-r * 0.72, y - r * 1.22),
                (-r * 0.30, y - r * 1.36),
                (0, y - r * 1.22),
                (r * 0.30, y - r * 1.36),
                (r * 0.72, y - r * 1.22),
                (r * 0.86, y - r * 0.50),
                (0, y - r * 0.34),
            ]
        ),
        livery.leather,
        bevel=0.16,
        name="hat",
        texture="cloth",
    )
    figure.add(
        spline(
            [
                (-r, y - r * 0.72),
                (0, y - r * 0.56),
                (r, y - r * 0.72),
                (r, y - r * 0.48),
                (0, y - r * 0.32),
                (-r, y - r * 0.48),
            ]
        ),
        livery.dark,
        bevel=0.03,
        clip="hat",
    )


def feathered_cap(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    plume = spline(
        [
            (r * 0.55, y - r * 0.75),
            (r * 1.10, y - r * 1.45),
            (r * 1.65, y - r * 1.55),
            (r * 1.30, y - r * 1.05),
            (r * 0.75, y - r * 0.62),
        ],
        True,
        8,
        0.45,
    )
    figure.add(plume, livery.trim, bevel=0.05, texture="fur")
    figure.add(
        spline(
            [
                (-r * 1.12, y - r * 0.32),
                (-r * 0.80, y - r * 0.95),
                (0, y - r * 1.28),
                (r * 0.80, y - r * 1.05),
                (r * 1.30, y - r * 0.36),
                (0, y - r * 0.34),
            ]
        ),
        livery.main,
        bevel=0.15,
        texture="cloth",
    )
    figure.add(
        spline(
            [
                (-r * 1.16, y - r * 0.42),
                (0, y - r * 0.52),
                (r * 1.42, y - r * 0.48),
                (r * 1.2, y - r * 0.18),
                (0, y - r * 0.24),
                (-r * 1.12, y - r * 0.16),
            ]
        ),
        darken(livery.main, 0.2),
        bevel=0.05,
    )


def jester_cap(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    for side, color in ((-1, livery.main), (1, livery.trim)):
        lobe = [
            (0, y - r * 0.35),
            (side * r * 1.02, y - r * 0.20),
            (side * r * 1.35, y - r * 0.75),
            (side * r * 1.75, y - r * 0.55),
            (side * r * 1.55, y - r * 1.25),
            (side * r * 0.70, y - r * 1.35),
            (0, y - r * 1.15),
        ]
        figure.add(spline(lobe, True, 8, 0.45), color, bevel=0.14, texture="cloth")
        figure.add(ellipse(side * r * 1.76, y - r * 0.50, r * 0.16), livery.gold, "metal", bevel=0.05)
    middle = [
        (-r * 0.50, y - r * 0.5),
        (-r * 0.30, y - r * 1.45),
        (0.02, y - r * 1.95),
        (r * 0.34, y - r * 1.45),
        (r * 0.50, y - r * 0.5),
    ]
    figure.add(spline(middle), mix(livery.main, livery.gold, 0.5), bevel=0.12, texture="cloth")
    figure.add(ellipse(0.02, y - r * 1.98, r * 0.16), livery.gold, "metal", bevel=0.05)
    figure.add(
        spline(
            [
                (-r * 1.05, y - r * 0.40),
                (0, y - r * 0.55),
                (r * 1.05, y - r * 0.40),
                (r * 1.0, y - r * 0.16),
                (0, y - r * 0.30),
                (-r * 1.0, y - r * 0.16),
            ]
        ),
        livery.gold,
        bevel=0.04,
    )


def mitre(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    hat = [
        (-r * 0.92, y - r * 0.34),
        (-r * 1.0, y - r * 1.05),
        (0, y - r * 2.0),
        (r * 1.0, y - r * 1.05),
        (r * 0.92, y - r * 0.34),
        (0, y - r * 0.22),
    ]
    figure.add(spline(hat, True, 8, 0.3), "#f4efe2", bevel=0.14, name="hat", texture="cloth")
    bars = [
        rounded_rect(-r * 0.10, y - r * 1.6, r * 0.10, y - r * 0.5, 0.01),
        rounded_rect(-r * 0.38, y - r * 1.18, r * 0.38, y - r * 0.98, 0.01),
    ]
    figure.add(bars, livery.gold, "metal", bevel=0.02, clip="hat")
    figure.add(
        polygon((-r * 2, y - r * 0.58), (r * 2, y - r * 0.58), (r * 2, y), (-r * 2, y)),
        livery.gold,
        "metal",
        bevel=0.04,
        clip="hat",
    )


def top_hat(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    figure.add(ellipse(0, y - r * 0.50, r * 1.30, r * 0.26), livery.dark, bevel=0.06)
    figure.add(
        spline(
            [
                (-r * 0.78, y - r * 0.52),
                (-r * 0.88, y - r * 1.55),
                (0, y - r * 1.68),
                (r * 0.88, y - r * 1.55),
                (r * 0.78, y - r * 0.52),
                (0, y - r * 0.42),
            ],
            True,
            8,
            0.3,
        ),
        livery.dark,
        bevel=0.16,
        name="hat",
    )
    figure.add(
        polygon((-r, y - r * 0.86), (r, y - r * 0.86), (r, y - r * 0.3), (-r, y - r * 0.3)),
        livery.trim,
        bevel=0.04,
        clip="hat",
    )
