"""Heads under the headgear: faces with hair, skulls, visors and screens."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body
from rundot_studio.engine.painters.subjects.faces import (
    Eyes,
    Mouth,
    blush,
    draw_eyes,
    draw_mouth,
    pointed_ears,
)
from rundot_studio.engine.painters.subjects.livery import Livery

IRISES = ("#2d4a9a", "#4a2a18", "#2f6a3f", "#5a3f8a", "#3a6a7a")


def hair_behind(figure: Figure, rng: Generator, body: Body, color: Color) -> None:
    """Long hair that falls behind the shoulders; drawn before the head."""
    r, y = body.head, body.head_y
    length = uniform(rng, 1.5, 2.2)
    outline = [
        (-r * 1.10, y - r * 0.15),
        (-r * 0.85, y - r),
        (0, y - r * 1.2),
        (r * 0.85, y - r),
        (r * 1.10, y - r * 0.15),
        (r * 1.22, y + r * length * 0.7),
        (r * 0.85, y + r * length),
        (0, y + r * length * 0.85),
        (-r * 0.85, y + r * length),
        (-r * 1.22, y + r * length * 0.7),
    ]
    figure.add(spline(outline), color, bevel=0.18, texture="fur", lift=-0.05)


def hair_in_front(figure: Figure, rng: Generator, body: Body, color: Color, style: str) -> None:
    """A fringe over the brow: short, swept, spiky, bowl, mohawk, parted."""
    r, y = body.head, body.head_y
    if style == "mohawk":
        comb = [
            (-0.07, y - r * 0.75),
            (-0.10, y - r * 1.45),
            (0.0, y - r * 1.75),
            (0.10, y - r * 1.45),
            (0.07, y - r * 0.75),
            (0, y - r * 0.55),
        ]
        figure.add(spline(comb, True, 8, 0.4), color, bevel=0.07, texture="fur")
        return
    fringe = {
        "short": [(0.84, -0.12), (0.52, -0.42), (0.16, -0.30), (-0.14, -0.50), (-0.5, -0.30), (-0.84, -0.14)],
        "swept": [(0.90, 0.02), (0.70, -0.42), (0.30, -0.62), (-0.20, -0.42), (-0.62, -0.10), (-0.90, 0.12)],
        "bowl": [
            (0.92, 0.14),
            (0.82, -0.16),
            (0.40, -0.22),
            (0.0, -0.20),
            (-0.40, -0.22),
            (-0.82, -0.16),
            (-0.92, 0.14),
        ],
        "parted": [
            (0.94, 0.22),
            (0.80, -0.20),
            (0.44, -0.50),
            (0.06, -0.80),
            (-0.36, -0.50),
            (-0.80, -0.18),
            (-0.94, 0.24),
        ],
        "spiky": [
            (0.92, 0.0),
            (0.70, -0.36),
            (0.52, -0.12),
            (0.30, -0.50),
            (0.08, -0.18),
            (-0.18, -0.52),
            (-0.40, -0.14),
            (-0.66, -0.44),
            (-0.92, 0.0),
        ],
    }[style]
    crown = [(-1.08, -0.05), (-1.02, -0.62), (-0.48, -1.14), (0.28, -1.20), (0.96, -0.72), (1.08, -0.05)]
    if style == "spiky":
        crown = [
            (-1.06, -0.05),
            (-1.25, -0.62),
            (-0.95, -0.75),
            (-0.85, -1.28),
            (-0.42, -1.08),
            (-0.05, -1.52),
            (0.25, -1.12),
            (0.75, -1.35),
            (0.85, -0.80),
            (1.22, -0.70),
            (1.06, -0.05),
        ]
    outline = spline([(x * r, y + dy * r) for x, dy in crown + fringe], True, 8, 0.25 if style == "spiky" else 0.42)
    figure.add(outline, color, bevel=0.11, texture="fur", shadow=0.8)


def human_head(
    figure: Figure,
    rng: Generator,
    body: Body,
    livery: Livery,
    eyes_mood: str,
    feminine: bool,
    glow: Color | None,
    *,
    mouth: bool = True,
    ears: float = 0.0,
    evil: bool = False,
) -> None:
    """Skull, ears, eyes, nose and mouth, without hair."""
    r, y, turn = body.head, body.head_y, body.turn
    skin = livery.skin
    if ears:
        pointed_ears(figure, y, r, ears, skin)
    else:
        for side in (-1, 1):
            figure.add(ellipse(side * r * 0.97, y + r * 0.16, r * 0.15, r * 0.20), skin, "skin", bevel=0.05)
    jaw = uniform(rng, 0.66, 0.80) * (0.94 if feminine else 1.0)
    outline = [
        (-r * 0.98, y - r * 0.06),
        (-r * 0.78, y - r * 0.78),
        (0, y - r * 1.02),
        (r * 0.78, y - r * 0.78),
        (r * 0.98, y - r * 0.06),
        (r * jaw, y + r * 0.66),
        (0, y + r * 0.96),
        (-r * jaw, y + r * 0.66),
    ]
    figure.add(spline(outline), skin, "skin", bevel=0.26, name="face")
    blush(figure, r * 0.58, y + r * 0.44, r * 0.19, turn)
    iris = "#c02020" if evil else pick(rng, *IRISES)
    draw_eyes(
        figure,
        Eyes(
            r * 0.42,
            y + r * 0.12,
            r * uniform(rng, 0.195, 0.225),
            turn,
            iris,
            mood=eyes_mood,
            lid=skin,
            gaze=turn * 10,
            glow=glow,
            lashes=feminine,
            brow=darken(livery.hair, 0.2),
        ),
    )
    figure.add(
        ellipse(turn * 1.3, y + r * 0.42, r * 0.075, r * 0.055), mix(skin, "#8a3a2a", 0.35), "flat", line=0, shadow=0
    )
    if mouth:
        draw_mouth(figure, Mouth(y + r * 0.62, r * 0.20, turn * 1.15, eyes_mood, skin, fangs=evil))


def brute_head(
    figure: Figure, rng: Generator, body: Body, livery: Livery, mood: str, glow: Color | None, goblin: bool
) -> None:
    """A goblin (long ears and nose, fangs) or an orc (heavy jaw, tusks)."""
    r, y, turn = body.head, body.head_y, body.turn
    skin = livery.skin
    pointed_ears(figure, y, r, 1.0 if goblin else 0.32, skin)
    if goblin:
        outline = [
            (-r, y - r * 0.02),
            (-r * 0.78, y - r * 0.74),
            (0, y - r * 0.95),
            (r * 0.78, y - r * 0.74),
            (r, y - r * 0.02),
            (r * 0.62, y + r * 0.62),
            (0, y + r * 1.02),
            (-r * 0.62, y + r * 0.62),
        ]
    else:
        outline = [
            (-r * 0.92, y - r * 0.10),
            (-r * 0.70, y - r * 0.80),
            (0, y - r * 0.98),
            (r * 0.70, y - r * 0.80),
            (r * 0.92, y - r * 0.10),
            (r * 1.05, y + r * 0.55),
            (r * 0.55, y + r * 0.98),
            (-r * 0.55, y + r * 0.98),
            (-r * 1.05, y + r * 0.55),
        ]
    figure.add(spline(outline), skin, "skin", bevel=0.26, name="face")
    if not goblin:
        jaw = [
            (-r * 0.80, y + r * 0.45),
            (0, y + r * 0.36),
            (r * 0.80, y + r * 0.45),
            (r * 0.66, y + r * 0.92),
            (0, y + r * 1.04),
            (-r * 0.66, y + r * 0.92),
        ]
        figure.add(spline(jaw), lighten(skin, 0.08), "skin", bevel=0.12, line=0.4, shadow=0.3)
    draw_eyes(
        figure,
        Eyes(
            r * 0.42,
            y + r * 0.05,
            r * 0.20,
            turn,
            "#8a1414",
            "#ffe98a",
            skin,
            mood,
            turn * 10,
            glow,
            brow=darken(skin, 0.55),
            slit=goblin,
            tall=1.1 if goblin else 1.0,
        ),
    )
    if goblin:
        nose = [
            (turn - r * 0.13, y + r * 0.14),
            (turn + r * 0.13, y + r * 0.14),
            (turn + r * 0.22, y + r * 0.46),
            (turn, y + r * 0.60),
            (turn - r * 0.22, y + r * 0.46),
        ]
        figure.add(spline(nose), lighten(skin, 0.06), "skin", bevel=0.07)
    else:
        figure.add(ellipse(turn, y + r * 0.34, r * 0.20, r * 0.13), skin, "skin", bevel=0.06)
        for side in (-1, 1):
            figure.add(
                ellipse(turn + side * r * 0.09, y + r * 0.38, r * 0.045, r * 0.035),
                darken(skin, 0.6),
                "flat",
                line=0,
                shadow=0,
            )
    draw_mouth(
        figure, Mouth(y + r * 0.72, r * (0.34 if goblin else 0.40), turn, mood, skin, fangs=goblin, tusks=not goblin)
    )
    if pick(rng, True, False):
        figure.add(
            ellipse(r * 1.15, y + r * 0.02, r * 0.12),
            livery.gold,
            "metal",
            bevel=0.03,
            holes=[ellipse(r * 1.15, y + r * 0.02, r * 0.06)],
        )


def skull_head(figure: Figure, rng: Generator, body: Body, livery: Livery, glow: Color | None) -> None:
    r, y = body.head, body.head_y
    bone = livery.skin
    jaw = [
        (-r * 0.50, y + r * 0.50),
        (r * 0.50, y + r * 0.50),
        (r * 0.46, y + r * 0.92),
        (0, y + r * 1.04),
        (-r * 0.46, y + r * 0.92),
    ]
    figure.add(spline(jaw), darken(bone, 0.1), bevel=0.12)
    cranium = [
        (-r * 1.02, y - r * 0.16),
        (-r * 0.80, y - r * 0.82),
        (0, y - r * 1.08),
        (r * 0.80, y - r * 0.82),
        (r * 1.02, y - r * 0.16),
        (r * 0.80, y + r * 0.40),
        (r * 0.50, y + r * 0.70),
        (-r * 0.50, y + r * 0.70),
        (-r * 0.80, y + r * 0.40),
    ]
    figure.add(spline(cranium), bone, bevel=0.26)
    for side in (-1, 1):
        socket = [
            (side * r * 0.16, y + r * 0.14),
            (side * r * 0.28, y - r * 0.20),
            (side * r * 0.64, y - r * 0.16),
            (side * r * 0.70, y + r * 0.22),
            (side * r * 0.42, y + r * 0.38),
        ]
        figure.add(spline(socket), "#22161f", "flat", shadow=0)
        if glow is not None:
            figure.add(ellipse(side * r * 0.43, y + r * 0.08, r * 0.12), glow, "flat", glow=1, line=0, shadow=0)
    figure.add(
        polygon((0, y + r * 0.28), (r * 0.12, y + r * 0.52), (0, y + r * 0.46), (-r * 0.12, y + r * 0.52)),
        "#22161f",
        "flat",
        shadow=0,
    )
    for k in range(5):
        x = (k - 2) * r * 0.19
        figure.add(
            rounded_rect(x - r * 0.085, y + r * 0.62, x + r * 0.085, y + r * 0.86, 0.02),
            lighten(bone, 0.35),
            bevel=0.03,
            shadow=0.2,
        )
    if pick(rng, True, False):
        crack = [(r * 0.30, y - r * 0.95), (r * 0.42, y - r * 0.70), (r * 0.34, y - r * 0.58), (r * 0.50, y - r * 0.38)]
        figure.add(stroke(crack, 0.018, 0.008), "#4a3a3a", "flat", line=0, shadow=0)


def robot_head(figure: Figure, rng: Generator, body: Body, livery: Livery, mood: str) -> None:
    r, y = body.head, body.head_y
    shape = pick(rng, "box", "dome", "round")
    antenna = pick(rng, "one", "two", "none")
    for x in {"one": (0.0,), "two": (-0.5, 0.5), "none": ()}[antenna]:
        figure.add(stroke([(x * r, y - r * 0.8), (x * r * 1.5, y - r * 1.42)], 0.035), livery.dark, "metal", bevel=0.02)
        figure.add(ellipse(x * r * 1.5, y - r * 1.46, 0.055), livery.trim, "wet", bevel=0.05, glow=0.5)
    for side in (-1, 1):
        figure.add(
            rounded_rect(side * r * 1.06 - 0.055, y - r * 0.35, side * r * 1.06 + 0.055, y + r * 0.35, 0.03),
            livery.trim,
            "metal",
            bevel=0.04,
        )
    if shape == "box":
        outline = rounded_rect(-r, y - r * 0.86, r, y + r * 0.86, 0.10)
    elif shape == "dome":
        outline = spline(
            [
                (-r, y + r * 0.80),
                (-r * 1.0, y - r * 0.2),
                (-r * 0.6, y - r * 0.95),
                (0, y - r * 1.08),
                (r * 0.6, y - r * 0.95),
                (r, y - r * 0.2),
                (r, y + r * 0.80),
            ],
            True,
            8,
            0.35,
        )
    else:
        outline = ellipse(0, y, r * 1.02, r * 0.95)
    figure.add(outline, livery.armor, "metal", bevel=0.14)
    screen = rounded_rect(-r * 0.78, y - r * 0.42, r * 0.78, y + r * 0.38, 0.10)
    figure.add(screen, "#10141f", "bevel", bevel=0.03, name="screen")
    face = {"happy": "arcs", "angry": "slants", "evil": "slants"}.get(mood) or pick(rng, "round", "tall", "bar")
    _screen_face(figure, body, livery, face)
    figure.add(
        polygon(
            (-r * 0.7, y - r * 0.40), (-r * 0.35, y - r * 0.40), (-r * 0.60, y + r * 0.36), (-r * 0.78, y + r * 0.36)
        ),
        "#ffffff",
        "flat",
        clip="screen",
        line=0,
        shadow=0,
        alpha=0.10,
    )
    for k in range(5):
        figure.add(
            rounded_rect(
                (k - 2) * r * 0.16 - r * 0.05, y + r * 0.54, (k - 2) * r * 0.16 + r * 0.05, y + r * 0.70, 0.01
            ),
            livery.dark,
            "flat",
            line=0,
            shadow=0,
        )


def _screen_face(figure: Figure, body: Body, livery: Livery, face: str) -> None:
    r, y, glow = body.head, body.head_y, livery.glow
    if face == "bar":
        figure.add(
            rounded_rect(-r * 0.55, y - r * 0.12, r * 0.55, y + r * 0.06, 0.03), glow, "flat", glow=1, line=0, shadow=0
        )
        return
    for side in (-1, 1):
        x = side * r * 0.36
        if face == "arcs":
            outline = stroke(
                spline([(x - r * 0.18, y + r * 0.06), (x, y - r * 0.20), (x + r * 0.18, y + r * 0.06)], False, 8),
                r * 0.11,
            )
        elif face == "slants":
            outline = polygon(
                (x - side * r * 0.22, y + r * 0.02),
                (x + side * r * 0.22, y - r * 0.24),
                (x + side * r * 0.20, y + r * 0.12),
                (x - side * r * 0.16, y + r * 0.14),
            )
        else:
            outline = ellipse(
                x, y - r * 0.02, r * (0.18 if face == "round" else 0.13), r * (0.18 if face == "round" else 0.26)
            )
        figure.add(outline, glow, "flat", glow=1, line=0, shadow=0)
