"""Shields: outline, rim, field and charge."""

from numpy.random import Generator

from rundot_studio.engine.painters.figure import Figure, Palette, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon, rounded_rect, spline, star

from .condition import conditioned
from .gleams import highlight
from .jewels import setting


def _outline(fashion: str, point: float, scale: float) -> Points:
    """A heater, kite, round or tower shield about the origin."""
    if fashion == "round":
        return ellipse(0, 0, 0.88 * scale, 0.88 * scale, 80)
    if fashion == "tower":
        corners = [
            (-0.58, -0.78),
            (0, -0.94),
            (0.58, -0.78),
            (0.62, 0.0),
            (0.58, 0.78),
            (0, 0.94),
            (-0.58, 0.78),
            (-0.62, 0.0),
        ]
        return spline(corners, tension=0.22) * scale
    shoulder = -0.84 if fashion == "heater" else -0.72
    half = [(0, -0.78), (0.40, -0.76), (0.76, shoulder), (0.78, -0.12), (0.50, 0.50), (0, point)]
    left = [(-x, y) for x, y in half[-2:0:-1]]
    return spline([*half, *left], tension=0.36) * scale


@conditioned(stretch=0.0)
def shield(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """One of four outlines with one of six charges on it."""
    fashion = pick(rng, "heater", "round", "kite", "tower")
    point = uniform(rng, 0.9, 1.0)
    outline = _outline(fashion, point, 1)
    figure.add(outline, palette.metal, "metal", bevel=0.10, name="rim")
    figure.add(_outline(fashion, point, 0.82), palette.main, "round", bevel=0.26, name="face", shadow=0.8)
    _charge(figure, rng, palette)
    shine = spline([(-0.50, -0.50), (-0.34, -0.58), (-0.40, -0.30), (-0.50, 0.0), (-0.54, -0.2)], tension=0.4)
    highlight(figure, shine, 0.35, clip="face")
    _rivets(figure, outline, palette)
    if traits.ornate:
        for x, y in ((0, -0.62), (-0.52, -0.06), (0.52, -0.06)):
            setting(figure, x, y, 0.075, palette.glow, palette.metal)


def _charge(figure: Figure, rng: Generator, palette: Palette) -> None:
    charge = pick(rng, "halves", "cross", "chevron", "star", "stripes", "quarters")
    color = palette.accent
    if charge == "halves":
        figure.add(
            polygon((0, -1), (0.9, -1), (0.9, 1), (0, 1)), color, "round", bevel=0.26, clip="face", line=0, shadow=0
        )
    elif charge == "cross":
        bars = [rounded_rect(-0.13, -0.9, 0.13, 0.95, 0.01), rounded_rect(-0.8, -0.28, 0.8, -0.02, 0.01)]
        figure.add(bars, color, "round", bevel=0.12, clip="face", line=0.5, shadow=0.3)
    elif charge == "chevron":
        bar = polygon((-0.85, 0.36), (0, -0.28), (0.85, 0.36), (0.85, 0.70), (0, 0.06), (-0.85, 0.70))
        figure.add(bar, color, "round", bevel=0.12, clip="face", line=0.5, shadow=0.3)
    elif charge == "stripes":
        bars = [rounded_rect(x - 0.12, -0.9, x + 0.12, 0.95, 0.01) for x in (-0.42, 0.42)]
        figure.add(bars, color, "round", bevel=0.12, clip="face", line=0.5, shadow=0.2)
    elif charge == "quarters":
        quarters = [
            polygon((0, -0.95), (0.85, -0.95), (0.85, -0.1), (0, -0.1)),
            polygon((0, -0.1), (0, 0.95), (-0.85, 0.95), (-0.85, -0.1)),
        ]
        figure.add(quarters, color, "round", bevel=0.26, clip="face", line=0, shadow=0)
    if charge == "star":
        figure.add(star(0, -0.06, 0.42, 0.18, int(rng.integers(5, 7))), color, "bevel", bevel=0.1, shadow=0.5)
    else:
        figure.add(ellipse(0, -0.10, 0.21), palette.metal, "metal", bevel=0.18)


def _rivets(figure: Figure, outline: Points, palette: Palette, count: int = 8) -> None:
    step = len(outline) / count
    centre = outline.mean(0)
    for i in range(count):
        x, y = (float(v) for v in centre + (outline[int(i * step)] - centre) * 0.905)
        figure.add(ellipse(x, y, 0.045, count=16), palette.metal, "metal", bevel=0.04, shadow=0.4, lift=0.1)
