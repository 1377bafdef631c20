"""What monsters and animals share: their mood, their eyes, wings, legs and tails."""

from collections.abc import Sequence

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, from_lch, hex_color, lch, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, spline, stroke
from rundot_studio.engine.painters.subjects.anatomy import Body, draw_bat_wings, draw_feathered_wings
from rundot_studio.engine.painters.subjects.faces import Eyes, draw_eyes

BONE = hex_color("#efe5cb")
INK = hex_color("#22161f")
_EVIL = hex_color("#ff3a2a")


def mood_of(traits: Traits, usual: str = "neutral") -> str:
    """The mood the prompt asks for, else the creature's usual one (angry where it is evil)."""
    if traits.mood != "neutral":
        return traits.mood
    return "angry" if traits.evil and usual in ("neutral", "happy") else usual


def body_color(palette: Palette, traits: Traits, rng: Generator) -> Color:
    """The main colour with a tint of its own per seed; darker where the creature is evil, paler where it is old."""
    lightness, chroma, hue = lch(palette.main)
    own = from_lch(lightness + uniform(rng, -0.04, 0.04), chroma, hue + uniform(rng, -9, 9))
    if traits.evil:
        return darken(own, 0.28)
    return mix(own, "#b9b4b0", 0.35) if traits.old else own


def creature_eyes(
    figure: Figure,
    palette: Palette,
    traits: Traits,
    spread: float,
    y: float,
    radius: float,
    *,
    center: float = 0.0,
    lid: ColorLike | None = None,
    iris: ColorLike = "#2a1a30",
    white: ColorLike = "#ffffff",
    mood: str = "neutral",
    slit: bool = False,
    tall: float = 1.25,
    gaze: float = 0.0,
    name: str = "eye",
) -> None:
    """A pair of eyes by the creature's mood: glowing where the prompt says so, larger where it is cute."""
    glow = _EVIL if traits.evil else palette.glow if traits.glowing else None
    feeling = mood_of(traits, mood)
    size = radius * (1.22 if traits.cute else 1.0)
    brow = INK if feeling in ("angry", "sad") and lid is not None else None
    eyes = Eyes(spread, y, size, center, iris, white, lid, feeling, gaze, glow, brow=brow, slit=slit, tall=tall)
    draw_eyes(figure, eyes, name)


def wings_if_asked(
    figure: Figure, traits: Traits, color: Color, half_width: float, *, feathered: bool, y: float = 0.0
) -> None:
    """Wings on a creature that has none of its own."""
    if not traits.winged or "wings" in traits.avoid:
        return
    frame = Body(shoulder=half_width, head=0.3, head_y=-0.3)
    figure.push(0, y)
    if feathered and not traits.evil:
        draw_feathered_wings(figure, frame, hex_color("#f4f2ee"))
    else:
        draw_bat_wings(figure, frame, mix(color, INK, 0.5), darken(color, 0.3))
    figure.pop()


def spikes(figure: Figure, points: Sequence[tuple[float, float, float]], size: float, color: ColorLike) -> None:
    """Spines at (x, y, direction in degrees, 0 = up)."""
    for x, y, turn in points:
        figure.push(x, y, turn)
        figure.add(
            spline([(-size * 0.55, size * 0.2), (0, -size), (size * 0.55, size * 0.2)], True, 6, 0.25),
            color,
            bevel=size * 0.4,
        )
        figure.pop()


def tail(
    figure: Figure,
    line: Sequence[tuple[float, float]],
    start: float,
    end: float,
    color: ColorLike,
    texture: str | None = None,
) -> None:
    """A tapering tail along a smooth line."""
    curve = spline(line, False, 12)
    tip = ellipse(curve[-1][0], curve[-1][1], end * 0.5)
    figure.add([stroke(curve, start, end), tip], color, bevel=start * 0.45, texture=texture)


def paw(figure: Figure, x: float, y: float, width: float, color: ColorLike, claws: ColorLike | None = None) -> None:
    """A foot seen from the front, with two toe lines or three claws."""
    figure.add(ellipse(x, y, width, width * 0.62), color, bevel=width * 0.55)
    for k in (-1, 0, 1):
        if claws is not None:
            claw = polygon(
                (x + k * width * 0.55 - width * 0.16, y + width * 0.30),
                (x + k * width * 0.55 + width * 0.16, y + width * 0.30),
                (x + k * width * 0.60, y + width * 0.72),
            )
            figure.add(claw, claws, bevel=0.02, shadow=0.4)
        elif k:
            figure.add(
                stroke(
                    [(x + k * width * 0.30, y + width * 0.10), (x + k * width * 0.32, y + width * 0.52)], width * 0.10
                ),
                darken(color, 0.45),
                "flat",
                line=0,
                shadow=0,
            )


def gloss_spot(
    figure: Figure, x: float, y: float, width: float, height: float, turn: float = -30, strength: float = 0.7
) -> None:
    """A painted reflection of a window on something wet."""
    figure.push(x, y, turn)
    figure.add(ellipse(0, 0, width, height), "#ffffff", "flat", line=0, shadow=0, alpha=strength)
    figure.pop()


def belly_shade(color: ColorLike, amount: float = 0.5) -> Color:
    """The paler underside of an animal."""
    return mix(lighten(color, 0.2), "#fff2d8", amount)
