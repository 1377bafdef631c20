"""Eyes, mouths, beards and other features of a face, for people, monsters and animals alike."""

from dataclasses import dataclass

from rundot_studio.engine.painters.color import Color, ColorLike, darken, hex_color, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.shapes import ellipse, polygon, spline, stroke


@dataclass(frozen=True)
class Eyes:
    """A pair of eyes: half the distance between them, their height on the figure, radius, and how they look.

    ``gaze`` shifts pupils sideways (-1..1); ``lid`` is the skin's colour, for lids; ``glow`` replaces them with light.
    """

    spread: float
    y: float
    radius: float
    center: float = 0.0
    iris: ColorLike = "#3a2a1a"
    white: ColorLike = "#ffffff"
    lid: ColorLike | None = None
    mood: str = "neutral"
    gaze: float = 0.0
    glow: ColorLike | None = None
    lashes: bool = False
    brow: ColorLike | None = None
    slit: bool = False
    tall: float = 1.25


def draw_eyes(figure: Figure, eyes: Eyes, name: str = "eye") -> None:
    """Draw both; ``name`` must differ between the pairs of one figure."""
    for side in (-1, 1):
        figure.push(eyes.center + side * eyes.spread, eyes.y)
        if eyes.glow is not None:
            _glowing_eye(figure, eyes, side)
        elif eyes.mood == "happy" and eyes.tall < 1.2:
            _closed_eye(figure, eyes, -1)
        elif eyes.mood == "sleepy":
            _closed_eye(figure, eyes, 1)
        else:
            _open_eye(figure, eyes, side, f"{name}{side}")
        if eyes.brow is not None:
            _brow(figure, eyes, side)
        figure.pop()


def _glowing_eye(figure: Figure, eyes: Eyes, side: int) -> None:
    r = eyes.radius
    assert eyes.glow is not None
    if eyes.mood == "angry":
        outline = polygon(
            (-side * r * 1.3, -r * 0.1),
            (side * r * 1.4, -r * 1.1),
            (side * r * 1.1, r * 0.7),
            (-side * r * 0.8, r * 0.8),
        )
    else:
        outline = ellipse(0, 0, r, r * 1.15)
    figure.add(outline, eyes.glow, "flat", glow=1, line=0, shadow=0)
    figure.add(ellipse(0, 0, r * 0.45, r * 0.5), lighten(eyes.glow, 0.8), "flat", glow=1, line=0, shadow=0)


def _closed_eye(figure: Figure, eyes: Eyes, bend: int) -> None:
    r = eyes.radius
    arc = spline([(-r * 1.05, 0), (0, bend * r * 0.75), (r * 1.05, 0)], False, 8)
    figure.add(stroke(arc, r * 0.42), "#2a1a24", "flat", line=0, shadow=0)


def _open_eye(figure: Figure, eyes: Eyes, side: int, name: str) -> None:
    r, tall = eyes.radius, eyes.tall
    iris_r = r * (0.50 if eyes.mood == "scary" else 0.74)
    shift = eyes.gaze * r * 0.3
    figure.add(ellipse(0, 0, r, r * tall), eyes.white, "flat", line=0.6, shadow=0.25, name=name)
    iris_y = r * tall * 0.12
    figure.add(ellipse(shift, iris_y, iris_r, iris_r * tall), eyes.iris, "flat", clip=name, line=0.5, shadow=0)
    lower = ellipse(shift, iris_y + iris_r * tall * 0.45, iris_r * 0.70, iris_r * tall * 0.42)
    figure.add(lower, lighten(eyes.iris, 0.35), "flat", clip=name, line=0, shadow=0, alpha=0.8)
    pupil_width = iris_r * (0.22 if eyes.slit else 0.55)
    figure.add(
        ellipse(shift, iris_y, pupil_width, iris_r * tall * (0.85 if eyes.slit else 0.58)),
        "#120c16",
        "flat",
        clip=name,
        line=0,
        shadow=0,
    )
    glint = ellipse(shift - iris_r * 0.38, iris_y - iris_r * tall * 0.42, iris_r * 0.34, iris_r * 0.38)
    figure.add(glint, "#ffffff", "flat", clip=name, line=0, shadow=0)
    _lid(figure, eyes, side, name)


def _lid(figure: Figure, eyes: Eyes, side: int, name: str) -> None:
    """The upper lid: its slant is most of a face's mood."""
    r, top = eyes.radius, eyes.radius * eyes.tall
    inner, outer = {"angry": (0.05, 0.75), "sad": (0.75, 0.15), "scary": (1.0, 1.0)}.get(eyes.mood, (0.74, 0.80))
    x_in, x_out = -side * r * 1.1, side * r * 1.1
    if eyes.mood in ("angry", "sad") and eyes.lid is not None:
        cover = polygon((x_in, -top * 1.3), (x_in, -top * inner), (x_out, -top * outer), (x_out, -top * 1.3))
        figure.add(cover, darken(eyes.lid, 0.12), "flat", clip=name, line=0, shadow=0)
    lash = spline(
        [(x_in, -top * inner * 0.8), (0, -top * (inner + outer) * 0.5 - top * 0.2), (x_out, -top * outer * 0.8)],
        False,
        8,
    )
    figure.add(stroke(lash, r * 0.22, r * 0.30), "#2a1a24", "flat", line=0, shadow=0)
    if eyes.lashes:
        for k in (0.0, 0.5):
            tip = [
                (x_out * (0.95 - 0.3 * k), -top * (0.45 + 0.35 * k)),
                (x_out * (1.45 - 0.2 * k), -top * (0.75 + 0.5 * k)),
            ]
            figure.add(stroke(tip, r * 0.26, r * 0.06), "#2a1a24", "flat", line=0, shadow=0)


def _brow(figure: Figure, eyes: Eyes, side: int) -> None:
    assert eyes.brow is not None
    r = eyes.radius
    inner, outer = {"angry": (1.30, 2.25), "sad": (2.25, 1.65), "scary": (2.3, 2.0), "happy": (2.15, 1.9)}.get(
        eyes.mood, (1.85, 1.85)
    )
    inner, outer = inner * eyes.tall / 1.25, outer * eyes.tall / 1.25
    middle = (inner + outer) / 2 + (0.2 if eyes.mood != "angry" else 0.0)
    line = spline([(-side * r * 0.95, -r * inner), (0, -r * middle), (side * r * 1.15, -r * outer)], False, 8)
    figure.add(stroke(line, r * 0.50, r * 0.24), eyes.brow, "flat", line=0, shadow=0.3)


@dataclass(frozen=True)
class Mouth:
    """A mouth: centre, half width, what it expresses, and teeth."""

    y: float
    width: float
    center: float = 0.0
    mood: str = "neutral"
    skin: ColorLike = "#f0c097"
    fangs: bool = False
    tusks: bool = False
    open: bool = False


def draw_mouth(figure: Figure, mouth: Mouth, name: str = "mouth") -> None:
    """A line, an open laugh or a set of teeth, by mood."""
    figure.push(mouth.center, mouth.y)
    ink = mix(mouth.skin, "#4a1020", 0.78)
    w = mouth.width
    if mouth.mood == "happy" or mouth.open:
        _laugh(figure, w, name, mouth.fangs)
    elif mouth.mood == "scary" or (mouth.mood == "angry" and mouth.fangs):
        _grin(figure, w, name)
    else:
        bend = {"angry": -0.42, "sad": -0.5, "sleepy": 0.12}.get(mouth.mood, 0.42)
        line = spline([(-w, 0), (0, bend * w), (w, 0)], False, 8)
        figure.add(stroke(line, w * 0.24), ink, "flat", line=0, shadow=0)
        if mouth.fangs:
            for side in (-1, 1):
                fang = polygon((side * w * 0.75, 0), (side * w * 0.42, bend * w * 0.3), (side * w * 0.58, w * 0.62))
                figure.add(fang, "#ffffff", "flat", line=0.4, shadow=0.2)
    if mouth.tusks:
        for side in (-1, 1):
            tusk = spline(
                [(side * w * 0.95, w * 0.15), (side * w * 0.60, w * 0.15), (side * w * 0.80, -w * 0.95)], True, 6, 0.25
            )
            figure.add(tusk, "#fff2d6", bevel=0.02, shadow=0.5)
    figure.pop()


def _laugh(figure: Figure, w: float, name: str, fangs: bool) -> None:
    outline = spline(
        [(-w, -w * 0.15), (0, -w * 0.02), (w, -w * 0.15), (w * 0.62, w * 0.75), (0, w * 0.98), (-w * 0.62, w * 0.75)],
        True,
        8,
        0.42,
    )
    figure.add(outline, "#5a1428", "flat", line=0.6, shadow=0, name=name)
    figure.add(ellipse(0, w * 0.95, w * 0.60, w * 0.45), "#ff7a88", "flat", clip=name, line=0, shadow=0)
    if fangs:
        for side in (-1, 1):
            figure.add(
                polygon((side * w * 0.75, -w * 0.15), (side * w * 0.35, -w * 0.05), (side * w * 0.55, w * 0.42)),
                "#ffffff",
                "flat",
                clip=name,
                line=0,
                shadow=0,
            )
    else:
        figure.add(
            polygon((-w, -w * 0.3), (w, -w * 0.3), (w * 0.7, w * 0.22), (-w * 0.7, w * 0.22)),
            "#ffffff",
            "flat",
            clip=name,
            line=0,
            shadow=0,
        )


def _grin(figure: Figure, w: float, name: str) -> None:
    outline = spline(
        [
            (-w * 1.2, -w * 0.25),
            (0, w * 0.05),
            (w * 1.2, -w * 0.25),
            (w * 0.8, w * 0.5),
            (0, w * 0.72),
            (-w * 0.8, w * 0.5),
        ],
        True,
        8,
        0.42,
    )
    figure.add(outline, "#3a0d1c", "flat", line=0.6, shadow=0, name=name)
    count = 5
    step = 2.3 * w / count
    for i in range(count):
        x = -1.15 * w + i * step
        figure.add(
            polygon((x, -w * 0.35), (x + step, -w * 0.35), (x + step / 2, w * 0.30)),
            "#fff6e4",
            "flat",
            clip=name,
            line=0.3,
            shadow=0,
        )
        figure.add(
            polygon((x + step * 0.5, w * 0.8), (x + step * 1.5, w * 0.8), (x + step, w * 0.22)),
            "#fff6e4",
            "flat",
            clip=name,
            line=0.3,
            shadow=0,
        )


def blush(
    figure: Figure, spread: float, y: float, radius: float, center: float = 0.0, color: ColorLike = "#ff7f7e"
) -> None:
    """A little colour on both cheeks."""
    for side in (-1, 1):
        figure.add(
            ellipse(center + side * spread, y, radius, radius * 0.6), color, "flat", line=0, shadow=0, alpha=0.35
        )


def full_beard(figure: Figure, head_y: float, radius: float, length: float, color: Color) -> None:
    """A full beard with a moustache; ``length`` 0.3 (trimmed) to 1 (to the belt), in units below the chin."""
    r = radius
    y = head_y
    tip = y + r * 0.95 + length * 0.45
    outline = [
        (-r * 0.92, y + r * 0.02),
        (-r * 0.60, y + r * 0.42),
        (0, y + r * 0.36),
        (r * 0.60, y + r * 0.42),
        (r * 0.92, y + r * 0.02),
        (r * 0.90, y + r * 0.75),
        (r * 0.55, (y + r + tip) / 2),
        (r * 0.22, tip - 0.04),
        (0, tip),
        (-r * 0.22, tip - 0.04),
        (-r * 0.55, (y + r + tip) / 2),
        (-r * 0.90, y + r * 0.75),
    ]
    figure.add(spline(outline, True, 8, 0.45), color, bevel=0.14, texture="fur", shadow=0.8)
    moustache(figure, y + r * 0.46, r, lighten(color, 0.18))


def moustache(figure: Figure, y: float, radius: float, color: ColorLike) -> None:
    r = radius
    outline = [
        (-r * 0.72, y + r * 0.14),
        (-r * 0.34, y - r * 0.06),
        (0, y - r * 0.02),
        (r * 0.34, y - r * 0.06),
        (r * 0.72, y + r * 0.14),
        (r * 0.32, y + r * 0.20),
        (0, y + r * 0.12),
        (-r * 0.32, y + r * 0.20),
    ]
    figure.add(spline(outline, True, 8, 0.45), color, bevel=0.05, shadow=0.6)


def goatee(figure: Figure, head_y: float, radius: float, color: ColorLike) -> None:
    r = radius
    outline = [
        (-r * 0.18, head_y + r * 0.70),
        (0, head_y + r * 0.64),
        (r * 0.18, head_y + r * 0.70),
        (0, head_y + r * 1.30),
    ]
    figure.add(spline(outline, True, 8, 0.4), color, bevel=0.05)


def pointed_ears(figure: Figure, head_y: float, radius: float, reach: float, color: ColorLike) -> None:
    """Ears like an elf's (reach 0.45) or a goblin's (reach 1), drawn before the head."""
    r = radius
    pink = mix(hex_color(color), "#a83a3a", 0.35)
    for side in (-1, 1):
        tip = (side * r * (1.0 + reach), head_y - r * (0.35 + 0.15 * reach))
        ear = spline([(side * r * 0.80, head_y + r * 0.35), tip, (side * r * 0.80, head_y - r * 0.28)], True, 8, 0.3)
        figure.add(ear, color, "skin", bevel=0.06)
        inner = spline(
            [
                (side * r * 0.85, head_y + r * 0.20),
                (tip[0] * 0.93, tip[1] * 0.98),
                (side * r * 0.85, head_y - r * 0.10),
            ],
            True,
            8,
            0.3,
        )
        figure.add(inner, pink, "flat", line=0, shadow=0, alpha=0.6)
