"""Metal, gold and horn on a head: helmets, crowns, horns, halos."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline
from rundot_studio.engine.painters.subjects.anatomy import Body
from rundot_studio.engine.painters.subjects.livery import Livery


def helm(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    """A closed helmet with a slit, a brass spine and a crest; the eyes are drawn by the caller's face."""
    r, y = body.head, body.head_y
    shell = [
        (-r * 1.04, y + r * 0.05),
        (-r * 0.92, y - r * 0.76),
        (0, y - r * 1.12),
        (r * 0.92, y - r * 0.76),
        (r * 1.04, y + r * 0.05),
        (r * 0.86, y + r * 0.82),
        (0, y + r * 1.06),
        (-r * 0.86, y + r * 0.82),
    ]
    figure.add(spline(shell), livery.armor, "metal", bevel=0.24, name="helm")
    slit = [
        (-r * 0.80, y - r * 0.10),
        (0, y + r * 0.08),
        (r * 0.80, y - r * 0.10),
        (r * 0.76, y + r * 0.28),
        (0, y + r * 0.50),
        (-r * 0.76, y + r * 0.28),
    ]
    figure.add(spline(slit), "#120d18", "flat", shadow=0, line=0.6)


def helm_trim(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    figure.add(
        rounded_rect(-0.034, y - r * 1.06, 0.034, y + r * 1.0, 0.02), livery.gold, "metal", bevel=0.03, shadow=0.4
    )
    for side in (-1, 1):
        for k in range(3):
            figure.add(
                ellipse(side * (r * 0.30 + r * 0.19 * k), y + r * 0.76 - 0.018 * k, r * 0.055, r * 0.075),
                "#120d18",
                "flat",
                line=0,
                shadow=0,
            )
        figure.add(ellipse(side * r * 0.94, y + r * 0.05, 0.05), livery.gold, "metal", bevel=0.05)
    crest = pick(rng, "plume", "crest", "horns", "wings")
    if crest == "plume":
        lean = pick(rng, -1, 1)
        plume = [
            (0, y - r * 0.98),
            (-0.06, y - r * 1.55),
            (0.18, y - r * 1.82),
            (0.46, y - r * 1.50),
            (0.54, y - r * 0.75),
            (0.38, y - r * 1.05),
            (0.17, y - r * 1.15),
        ]
        figure.add(spline([(lean * x, py) for x, py in plume]), livery.trim, bevel=0.12, texture="fur")
    elif crest == "crest":
        outline = [
            (-0.055, y - r * 0.80),
            (-0.075, y - r * 1.45),
            (0, y - r * 1.72),
            (0.075, y - r * 1.45),
            (0.055, y - r * 0.80),
        ]
        figure.add(spline(outline), livery.trim, bevel=0.06, texture="fur")
    elif crest == "horns":
        _horns(figure, r * 0.72, y - r * 0.62, r, "#e6dcc2")
    else:
        for side in (-1, 1):
            wing = [
                (side * r * 0.75, y - r * 0.35),
                (side * r * 1.25, y - r * 0.75),
                (side * r * 1.45, y - r * 1.45),
                (side * r * 1.15, y - r * 1.15),
                (side * r * 1.0, y - r * 1.25),
                (side * r * 0.70, y - r * 0.75),
            ]
            figure.add(spline(wing, True, 8, 0.35), "#f2f0ea", bevel=0.05, texture="fur")


def _horns(figure: Figure, x: float, y: float, r: float, color: str) -> None:
    for side in (-1, 1):
        horn = [
            (side * x, y),
            (side * (x + r * 0.50), y - r * 0.20),
            (side * (x + r * 0.66), y - r * 0.95),
            (side * (x + r * 0.28), y - r * 0.50),
            (side * (x - r * 0.12), y - r * 0.22),
        ]
        figure.add(spline(horn, True, 8, 0.45), color, bevel=0.06)
        figure.add(ellipse(side * (x + r * 0.02), y - r * 0.08, r * 0.17, r * 0.15), darken(color, 0.35), bevel=0.04)


def horned_helmet(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    _horns(figure, r * 0.86, y - r * 0.45, r, "#efe5cb")
    cap = [
        (-r * 1.08, y - r * 0.12),
        (-r * 0.95, y - r * 0.80),
        (0, y - r * 1.22),
        (r * 0.95, y - r * 0.80),
        (r * 1.08, y - r * 0.12),
        (0, y - r * 0.26),
    ]
    figure.add(spline(cap), livery.armor, "metal", bevel=0.18)
    rim = spline(
        [
            (-r * 1.10, y - r * 0.34),
            (0, y - r * 0.46),
            (r * 1.10, y - r * 0.34),
            (r * 1.12, y - r * 0.08),
            (0, y - r * 0.18),
            (-r * 1.12, y - r * 0.08),
        ]
    )
    figure.add(rim, livery.gold, "metal", bevel=0.04)
    nose = pick(rng, True, False)
    if nose:
        figure.add(rounded_rect(-0.035, y - r * 1.15, 0.035, y + r * 0.25, 0.02), livery.gold, "metal", bevel=0.03)


def cap_helmet(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    cap = [
        (-r * 1.08, y - r * 0.05),
        (-r * 0.95, y - r * 0.80),
        (0, y - r * 1.20),
        (r * 0.95, y - r * 0.80),
        (r * 1.08, y - r * 0.05),
        (0, y - r * 0.30),
    ]
    figure.add(spline(cap), livery.armor, "metal", bevel=0.18)
    figure.add(
        spline(
            [
                (-r * 1.1, y - r * 0.28),
                (0, y - r * 0.44),
                (r * 1.1, y - r * 0.28),
                (r * 1.12, y - r * 0.04),
                (0, y - r * 0.20),
                (-r * 1.12, y - r * 0.04),
            ]
        ),
        livery.gold,
        "metal",
        bevel=0.04,
    )
    figure.add(ellipse(0, y - r * 1.18, r * 0.14), livery.gold, "metal", bevel=0.04)


def crown(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y - body.head * 0.62
    figure.add(ellipse(0, y - r * 0.22, r * 0.62, r * 0.42), darken(livery.trim, 0.15), bevel=0.14, texture="cloth")
    tall = uniform(rng, 0.62, 0.85)
    points = [
        (-0.86, 0.05),
        (-0.98, -tall),
        (-0.58, -0.28),
        (-0.40, -tall * 1.15),
        (-0.18, -0.34),
        (0, -tall * 1.3),
        (0.18, -0.34),
        (0.40, -tall * 1.15),
        (0.58, -0.28),
        (0.98, -tall),
        (0.86, 0.05),
        (0.45, 0.14),
        (0, 0.17),
        (-0.45, 0.14),
    ]
    figure.add(polygon(*[(px * r, y + py * r) for px, py in points]), livery.gold, "metal", bevel=0.05)
    band = spline(
        [
            (-r * 0.88, y - r * 0.12),
            (0, y + r * 0.0),
            (r * 0.88, y - r * 0.12),
            (r * 0.86, y + r * 0.10),
            (0, y + r * 0.22),
            (-r * 0.86, y + r * 0.10),
        ]
    )
    figure.add(band, lighten(livery.gold, 0.2), "metal", bevel=0.04)
    for px, py in ((-0.98, -tall), (-0.40, -tall * 1.15), (0, -tall * 1.3), (0.40, -tall * 1.15), (0.98, -tall)):
        figure.add(ellipse(px * r, y + py * r, r * 0.09), livery.glow, "wet", bevel=0.03)
    for px in (-0.48, 0, 0.48):
        figure.add(
            ellipse(px * r, y + r * (0.10 - abs(px) * 0.10), r * 0.10, r * 0.11),
            livery.trim,
            "gem",
            bevel=0.04,
            gloss=0.8,
        )


def tiara(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    outline = [
        (-0.86, -0.50),
        (-0.55, -0.86),
        (-0.28, -0.82),
        (0, -1.22),
        (0.28, -0.82),
        (0.55, -0.86),
        (0.86, -0.50),
        (0.5, -0.66),
        (0, -0.72),
        (-0.5, -0.66),
    ]
    figure.add(polygon(*[(x * r, y + dy * r) for x, dy in outline]), livery.gold, "metal", bevel=0.035)
    figure.add(ellipse(0, y - r * 0.88, r * 0.11, r * 0.13), livery.glow, "gem", bevel=0.04, gloss=0.8)


def kabuto(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    for side in (-1, 1):
        for row in range(3):
            x0, y0 = side * r * 0.86, y - r * 0.20 + row * r * 0.27
            guard = spline(
                [
                    (x0, y0),
                    (side * r * (1.42 + 0.10 * row), y0 + r * 0.16),
                    (side * r * (1.42 + 0.12 * row), y0 + r * 0.38),
                    (x0, y0 + r * 0.28),
                ],
                True,
                6,
                0.25,
            )
            figure.add(guard, livery.main, bevel=0.04)
    cap = [
        (-r * 1.14, y - r * 0.18),
        (-r * 0.95, y - r * 0.85),
        (0, y - r * 1.24),
        (r * 0.95, y - r * 0.85),
        (r * 1.14, y - r * 0.18),
        (0, y - r * 0.38),
    ]
    figure.add(spline(cap), livery.dark, "metal", bevel=0.18)
    brim = spline(
        [
            (-r * 1.18, y - r * 0.26),
            (0, y - r * 0.52),
            (r * 1.18, y - r * 0.26),
            (r * 1.22, y - r * 0.06),
            (0, y - r * 0.28),
            (-r * 1.22, y - r * 0.06),
        ]
    )
    figure.add(brim, livery.main, bevel=0.04)
    for side in (-1, 1):
        horn = [
            (side * r * 0.08, y - r * 0.56),
            (side * r * 0.75, y - r * 1.0),
            (side * r * 0.82, y - r * 1.85),
            (side * r * 0.52, y - r * 1.20),
            (side * r * 0.05, y - r * 0.80),
        ]
        figure.add(spline(horn, True, 8, 0.4), livery.gold, "metal", bevel=0.04)
    figure.add(ellipse(0, y - r * 0.62, r * 0.17), livery.gold, "metal", bevel=0.04)


def halo(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    ring = ellipse(0, y - r * 1.48, r * 0.72, r * 0.22)
    figure.add(ring, "#ffd95a", bevel=0.03, glow=0.75, holes=[ellipse(0, y - r * 1.48, r * 0.54, r * 0.12)], shadow=0)


def demon_horns(figure: Figure, rng: Generator, body: Body, livery: Livery) -> None:
    r, y = body.head, body.head_y
    curl = uniform(rng, 0.5, 1.0)
    for side in (-1, 1):
        horn = [
            (side * r * 0.35, y - r * 0.80),
            (side * r * 0.82, y - r * 0.62),
            (side * r * (1.05 + 0.25 * curl), y - r * 1.05),
            (side * r * (0.85 + 0.15 * curl), y - r * 1.85),
            (side * r * (0.75 + 0.1 * curl), y - r * 1.25),
        ]
        figure.add(spline(horn, True, 8, 0.42), livery.dark, bevel=0.06)
