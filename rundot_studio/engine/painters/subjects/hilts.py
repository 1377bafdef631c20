"""What a weapon is held by: shafts, grips, guards and pommels. All upright, centred on x = 0."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, limb, mirror, polygon, rounded_rect, spline, stroke

from .gleams import tint
from .jewels import cabochon


def shaft(figure: Figure, top: float, bottom: float, radius: float, color: Color) -> None:
    """A wooden pole."""
    figure.add(limb((0, top), (0, bottom), radius, radius), color, "round", bevel=radius, texture="wood")


def wrapping(figure: Figure, top: float, bottom: float, half_width: float, color: Color, turns: int = 4) -> None:
    """Leather wound about a shaft."""
    step = (bottom - top) / turns
    for i in range(turns):
        y = top + step * (i + 0.5)
        band = stroke([(-half_width, y + step * 0.18), (half_width, y - step * 0.18)], step * 0.86)
        figure.add(band, color, "round", bevel=step * 0.4, shadow=0.25, line=0.7)


def grip(figure: Figure, top: float, bottom: float, half_width: float, leather: Color, turns: int = 4) -> None:
    """A leather grip with dark binding."""
    handle = rounded_rect(-half_width, top, half_width, bottom, half_width * 0.5)
    figure.add(handle, leather, "round", bevel=half_width, name="grip")
    step = (bottom - top) / turns
    for i in range(turns):
        y = top + step * (i + 0.5)
        line = stroke([(-half_width * 1.2, y + step * 0.2), (half_width * 1.2, y - step * 0.2)], step * 0.26)
        tint(figure, line, darken(leather, 0.4), clip="grip")


def collar(figure: Figure, y: float, half_width: float, half_height: float, metal: Color) -> None:
    """A metal ring round a shaft."""
    ring = rounded_rect(-half_width, y - half_height, half_width, y + half_height, half_height * 0.6)
    figure.add(ring, metal, "metal", bevel=half_height, shadow=0.6)


def guard(figure: Figure, rng: Generator, y: float, reach: float, palette: Palette, *, ornate: bool = False) -> None:
    """A cross guard in one of four fashions, with a stone in the middle where ``ornate`` or by chance."""
    fashion = pick(rng, "curved", "straight", "winged", "down")
    if fashion == "straight":
        figure.add(rounded_rect(-reach, y - 0.07, reach, y + 0.07, 0.05), palette.metal, "metal", bevel=0.07)
        for side in (-1, 1):
            figure.add(ellipse(side * reach, y, 0.1), palette.metal, "metal", bevel=0.09)
    elif fashion == "winged":
        wing = polygon(
            (0.0, y - 0.1), (reach * 0.45, y - 0.08), (reach, y - 0.24), (reach * 0.82, y + 0.06), (0.0, y + 0.12)
        )
        figure.add([wing, mirror(wing)], palette.metal, "bevel", bevel=0.05)
    else:
        lift = uniform(rng, 0.08, 0.14) * (1 if fashion == "curved" else -1)
        figure.add(_bowed_bar(reach, y, lift), palette.metal, "metal", bevel=0.08)
        for side in (-1, 1):
            figure.add(ellipse(side * reach, y - lift, 0.085), palette.metal, "metal", bevel=0.08)
    figure.add(ellipse(0, y, 0.14, 0.13), palette.metal, "metal", bevel=0.07, shadow=0.4)
    if ornate or rng.random() < 0.6:
        cabochon(figure, 0, y, 0.085, palette.accent)


def _bowed_bar(reach: float, y: float, lift: float) -> list[tuple[float, float]]:
    upper = spline(
        [
            (-reach, y - lift - 0.05),
            (-reach * 0.5, y - 0.05),
            (0, y - 0.06),
            (reach * 0.5, y - 0.05),
            (reach, y - lift - 0.05),
        ],
        False,
    )
    lower = spline(
        [
            (reach, y - lift + 0.06),
            (reach * 0.5, y + 0.07),
            (0, y + 0.10),
            (-reach * 0.5, y + 0.07),
            (-reach, y - lift + 0.06),
        ],
        False,
    )
    return [*map(tuple, upper), *map(tuple, lower)]


def pommel(figure: Figure, rng: Generator, y: float, radius: float, palette: Palette) -> None:
    """The knob at a hilt's end: ball, disc or diamond."""
    fashion = pick(rng, "ball", "disc", "diamond")
    if fashion == "diamond":
        figure.add(
            polygon((0, y - radius), (radius, y), (0, y + radius * 1.2), (-radius, y)),
            palette.metal,
            "bevel",
            bevel=0.06,
        )
        return
    figure.add(ellipse(0, y, radius), palette.metal, "metal", bevel=radius)
    if fashion == "disc":
        cabochon(figure, 0, y, radius * 0.55, palette.accent)


def steel(palette: Palette, rng: Generator) -> Color:
    """Blade steel, a little lighter or bluer by chance."""
    return mix(palette.blade, lighten(palette.armor, 0.2), uniform(rng, 0.0, 0.4))
