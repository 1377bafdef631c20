"""Cloth wound round a head: hoods, scarves, masks."""

from numpy.random import Generator

from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.shapes import ellipse, rounded_rect, spline
from rundot_studio.engine.painters.subjects.anatomy import Body
from rundot_studio.engine.painters.subjects.livery import Livery


def hood(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    """Frames the face: the opening is left free."""
    r, y = body.head, body.head_y
    outer = [
        (-r * 1.12, y + r * 0.70),
        (-r * 1.10, y - r * 0.45),
        (-r * 0.70, y - r * 1.06),
        (r * 0.06, y - r * 1.38),
        (r * 0.70, y - r * 1.06),
        (r * 1.10, y - r * 0.45),
        (r * 1.12, y + r * 0.70),
        (r * 0.55, y + r * 1.18),
        (-r * 0.55, y + r * 1.18),
    ]
    opening = ellipse(body.turn, y + r * 0.20, r * 0.80, r * 0.86)
    figure.add(spline(outer, True, 8, 0.42), livery.main, bevel=0.12, texture="cloth", holes=[opening], shadow=1.3)


def bandana(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    for k in (0, 1):
        tail = spline(
            [
                (r * 0.95, y - r * 0.30),
                (r * (1.55 - 0.2 * k), y - r * 0.15 + r * 0.35 * k),
                (r * (1.35 - 0.2 * k), y + r * 0.25 * (k + 0.6)),
                (r * 0.98, y - r * 0.10),
            ],
            True,
            8,
            0.35,
        )
        figure.add(tail, livery.trim, bevel=0.04)
    cap = [
        (-r * 1.04, y - r * 0.20),
        (-r * 0.86, y - r * 0.85),
        (0, y - r * 1.16),
        (r * 0.86, y - r * 0.85),
        (r * 1.04, y - r * 0.20),
        (0, y - r * 0.42),
    ]
    figure.add(spline(cap), livery.trim, bevel=0.15, name="bandana", texture="cloth")
    for x, dy in ((-0.5, 0.62), (0.1, 0.78), (0.55, 0.58), (-0.15, 0.52)):
        figure.add(ellipse(x * r, y - dy * r, r * 0.07), "#fff4e4", "flat", clip="bandana", line=0, shadow=0)


def ninja_mask(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    opening = spline(
        [
            (-r * 0.82 + body.turn, y - r * 0.22),
            (body.turn, y - r * 0.30),
            (r * 0.82 + body.turn, y - r * 0.22),
            (r * 0.78 + body.turn, y + r * 0.34),
            (body.turn, y + r * 0.42),
            (-r * 0.78 + body.turn, y + r * 0.34),
        ]
    )
    for k in (0, 1):
        tail = spline(
            [
                (r * 0.90, y - r * 0.42),
                (r * 1.55, y - r * (0.75 - 0.4 * k)),
                (r * 1.75, y - r * (0.5 - 0.5 * k)),
                (r * 0.98, y - r * 0.25),
            ],
            True,
            8,
            0.35,
        )
        figure.add(tail, livery.trim, bevel=0.03)
    figure.add(ellipse(0, y, r * 1.05, r * 1.08), livery.main, bevel=0.22, texture="cloth", holes=[opening])
    band = spline(
        [
            (-r * 1.04, y - r * 0.42),
            (0, y - r * 0.56),
            (r * 1.04, y - r * 0.42),
            (r * 1.02, y - r * 0.18),
            (0, y - r * 0.30),
            (-r * 1.02, y - r * 0.18),
        ]
    )
    figure.add(band, livery.trim, bevel=0.04)
    figure.add(rounded_rect(-r * 0.34, y - r * 0.60, r * 0.34, y - r * 0.26, 0.03), livery.armor, "metal", bevel=0.03)
