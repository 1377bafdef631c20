"""Weapons at the size of a person about two units tall: the grip at the origin, pointing up."""

from numpy.random import Generator

from rundot_studio.engine.painters.figure import Figure, Palette
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    Points,
    ellipse,
    lathe,
    limb,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)


def _grip(figure: Figure, palette: Palette, top: float, bottom: float, width: float = 0.034) -> None:
    figure.add(rounded_rect(-width, top, width, bottom, 0.02), palette.leather, bevel=0.03)


def _shaft(figure: Figure, palette: Palette, top: float, bottom: float, width: float = 0.030) -> None:
    figure.add(limb((0, top), (0, bottom), width, width), palette.wood, bevel=0.03, texture="wood")


def _guard(figure: Figure, palette: Palette, half: float, y: float = -0.10) -> None:
    outline = spline([(-half, y - 0.05), (0, y - 0.02), (half, y - 0.05), (half, y), (0, y + 0.04), (-half, y)])
    figure.add(outline, palette.metal, "metal", bevel=0.035)


def sword(figure: Figure, rng: Generator, palette: Palette) -> None:
    half = uniform(rng, 0.055, 0.08)
    tip = -uniform(rng, 0.74, 0.88)
    if pick(rng, True, False):
        profile = [(0.0, tip), (half * 0.75, tip + 0.12), (half, -0.10)]
        blade = lathe(profile, False)
    else:
        blade = lathe([(0.0, tip), (half, tip + 0.14), (half * 1.15, tip + 0.30), (half * 0.8, -0.26), (half, -0.10)])
    figure.add(blade, palette.blade, "facet", bevel=half * 1.2, gloss=0.3)
    _guard(figure, palette, half + 0.10)
    _grip(figure, palette, -0.09, 0.12)
    figure.add(ellipse(0, 0.15, 0.05), palette.metal, "metal", bevel=0.05)


def cutlass(figure: Figure, rng: Generator, palette: Palette) -> None:
    reach = uniform(rng, 0.66, 0.78)
    blade = spline([(-0.05, -0.08), (-0.03, -0.40), (0.10, -reach), (0.12, -0.44), (0.07, -0.08)], True, 10, 0.4)
    figure.add(blade, palette.blade, "facet", bevel=0.07, gloss=0.3)
    _grip(figure, palette, -0.09, 0.10)
    bow = spline([(-0.10, -0.10), (0.10, -0.12), (0.14, 0.0), (0.04, 0.13)], False, 8)
    figure.add(stroke(bow, 0.045, 0.035), palette.metal, "metal", bevel=0.02)


def katana(figure: Figure, rng: Generator, palette: Palette) -> None:
    reach = uniform(rng, 0.86, 0.98)
    line = spline([(0, -0.08), (0.02, -0.45), (0.10, -reach)], False, 12)
    figure.add(stroke(line, 0.075, 0.03), palette.blade, "facet", bevel=0.05, gloss=0.35)
    figure.add(ellipse(0, -0.09, 0.085, 0.03), palette.metal, "metal", bevel=0.03)
    figure.add(rounded_rect(-0.032, -0.07, 0.032, 0.19, 0.02), palette.dark, bevel=0.03)
    for row in range(4):
        figure.add(
            polygon(
                (0, -0.05 + row * 0.06),
                (0.018, -0.03 + row * 0.06),
                (0, -0.01 + row * 0.06),
                (-0.018, -0.03 + row * 0.06),
            ),
            palette.accent,
            "flat",
            line=0,
            shadow=0,
        )


def dagger(figure: Figure, rng: Generator, palette: Palette) -> None:
    tip = -uniform(rng, 0.40, 0.48)
    figure.add(
        lathe([(0, tip), (0.05, tip + 0.14), (0.045, -0.07)], False), palette.blade, "facet", bevel=0.06, gloss=0.3
    )
    _guard(figure, palette, 0.10, -0.07)
    _grip(figure, palette, -0.07, 0.09)
    figure.add(ellipse(0, 0.11, 0.04), palette.accent, "gem", bevel=0.04)


def axe(figure: Figure, rng: Generator, palette: Palette) -> None:
    _shaft(figure, palette, -0.58, 0.34, 0.034)
    double = pick(rng, True, False)
    for side in (-1, 1) if double else (-1,):
        blade = [
            (0.03, -0.56),
            (0.14, -0.58),
            (0.33, -0.72),
            (0.38, -0.46),
            (0.33, -0.20),
            (0.15, -0.34),
            (0.03, -0.34),
        ]
        figure.add(
            spline([(side * x, y) for x, y in blade], True, 10, 0.42), palette.blade, "facet", bevel=0.07, gloss=0.3
        )
    figure.add(rounded_rect(-0.06, -0.60, 0.06, -0.32, 0.03), palette.metal, "metal", bevel=0.04)


def hammer(figure: Figure, rng: Generator, palette: Palette) -> None:
    _shaft(figure, palette, -0.50, 0.30, 0.036)
    width = uniform(rng, 0.20, 0.26)
    figure.add(rounded_rect(-width, -0.68, width, -0.40, 0.04), palette.armor, "metal", bevel=0.06)
    for side in (-1, 1):
        figure.add(
            rounded_rect(side * width - 0.04, -0.71, side * width + 0.04, -0.37, 0.03),
            palette.metal,
            "metal",
            bevel=0.03,
        )


def mace(figure: Figure, rng: Generator, palette: Palette) -> None:
    _shaft(figure, palette, -0.42, 0.24, 0.032)
    figure.add(star(0, -0.52, 0.23, 0.15, pick(rng, 8, 10)), palette.armor, "facet", bevel=0.07)
    figure.add(ellipse(0, -0.52, 0.13), palette.armor, "metal", bevel=0.12)


def club(figure: Figure, rng: Generator, palette: Palette) -> None:
    outline = lathe([(0.10, -0.62), (0.15, -0.52), (0.12, -0.30), (0.05, -0.02), (0.045, 0.18)])
    figure.add(outline, palette.wood, bevel=0.10, texture="wood", name="club")
    for x, y in ((-0.09, -0.50), (0.07, -0.44), (-0.03, -0.34), (0.02, -0.56)):
        figure.add(
            polygon((x - 0.03, y + 0.02), (x, y - 0.06), (x + 0.03, y + 0.02)), "#e9e2cf", bevel=0.02, shadow=0.5
        )


def spear(figure: Figure, rng: Generator, palette: Palette) -> None:
    _shaft(figure, palette, -0.74, 0.66, 0.026)
    figure.add(lathe([(0, -1.08), (0.075, -0.86), (0.03, -0.72)], False), palette.blade, "facet", bevel=0.08, gloss=0.3)
    figure.add(rounded_rect(-0.04, -0.74, 0.04, -0.66, 0.02), palette.metal, "metal", bevel=0.03)
    tassel = spline([(-0.03, -0.66), (0.04, -0.66), (0.08, -0.50), (0.02, -0.54), (-0.03, -0.48)])
    figure.add(tassel, palette.accent, bevel=0.04)


def trident(figure: Figure, rng: Generator, palette: Palette) -> None:
    _shaft(figure, palette, -0.60, 0.62, 0.026)
    fork = spline([(-0.17, -0.96), (-0.17, -0.70), (0, -0.60), (0.17, -0.70), (0.17, -0.96)], False, 10)
    figure.add(stroke(fork, 0.05), palette.metal, "metal", bevel=0.03)
    for x in (-0.17, 0, 0.17):
        figure.add(polygon((x - 0.05, -0.90), (x, -1.06), (x + 0.05, -0.90)), palette.metal, "metal", bevel=0.03)
    figure.add(rounded_rect(-0.025, -0.92, 0.025, -0.58, 0.01), palette.metal, "metal", bevel=0.02)


def pitchfork(figure: Figure, rng: Generator, palette: Palette) -> None:
    _shaft(figure, palette, -0.52, 0.66, 0.028)
    for x in (-0.14, 0, 0.14):
        tine = spline([(x * 0.6, -0.52), (x, -0.66), (x * 1.1, -0.94)], False, 8)
        figure.add(stroke(tine, 0.035, 0.015), palette.armor, "metal", bevel=0.02)
    figure.add(rounded_rect(-0.15, -0.58, 0.15, -0.51, 0.03), palette.armor, "metal", bevel=0.03)


def scythe(figure: Figure, rng: Generator, palette: Palette) -> None:
    _shaft(figure, palette, -0.86, 0.62, 0.028)
    blade = spline([(0.05, -0.92), (-0.30, -0.92), (-0.62, -0.62), (-0.34, -0.76), (0.05, -0.78)], True, 10, 0.42)
    figure.add(blade, palette.blade, "facet", bevel=0.06, gloss=0.3)
    figure.add(rounded_rect(-0.05, -0.95, 0.06, -0.75, 0.02), palette.metal, "metal", bevel=0.03)


def staff(figure: Figure, rng: Generator, palette: Palette) -> None:
    line = spline([(0.03, 0.68), (-0.02, 0.30), (0.02, -0.10), (0, -0.50)], False, 10)
    figure.add(stroke(line, 0.075, 0.06), palette.wood, bevel=0.04, texture="wood")
    for side in (-1, 1):
        prong = spline([(0, -0.44), (side * 0.11, -0.54), (side * 0.16, -0.68), (side * 0.09, -0.84)], False, 10)
        figure.add(stroke(prong, 0.07, 0.025), palette.wood, bevel=0.035, texture="wood")
    head = pick(rng, "orb", "shard", "star")
    if head == "orb":
        figure.add(ellipse(0, -0.68, 0.115), palette.glow, "wet", bevel=0.11, glow=0.5)
    elif head == "shard":
        shard = polygon((0, -0.90), (0.09, -0.70), (0, -0.50), (-0.09, -0.70))
        figure.add(shard, palette.glow, "gem", bevel=0.09, glow=0.45)
    else:
        figure.add(star(0, -0.69, 0.15, 0.07, 5), palette.glow, "bevel", bevel=0.05, glow=0.5)
    figure.add(ellipse(-0.035, -0.73, 0.025), "#ffffff", "flat", line=0, shadow=0)
    for row in range(2):
        figure.add(
            rounded_rect(-0.05, -0.42 + row * 0.06, 0.05, -0.38 + row * 0.06, 0.015), palette.metal, "metal", bevel=0.02
        )


def wand(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(stroke([(0, 0.10), (0, -0.10), (0, -0.34)], 0.05, 0.03), palette.wood, bevel=0.02, texture="wood")
    figure.add(star(0, -0.40, 0.12, 0.05, 5), palette.glow, "bevel", bevel=0.04, glow=0.5)


def bow(figure: Figure, rng: Generator, palette: Palette) -> None:
    curve = spline(
        [(0.16, -0.62), (0.02, -0.50), (-0.04, -0.26), (0, 0), (-0.04, 0.26), (0.02, 0.50), (0.16, 0.62)], False, 10
    )
    middle = len(curve) // 2
    figure.add(stroke([(0.15, -0.60), (0.15, 0.60)], 0.012), "#efe8d6", "flat", line=0.3, shadow=0.4)
    figure.add(stroke(curve[: middle + 1], 0.028, 0.075), palette.wood, bevel=0.035, texture="wood")
    figure.add(stroke(curve[middle:], 0.075, 0.028), palette.wood, bevel=0.035, texture="wood")
    _grip(figure, palette, -0.10, 0.10, 0.045)


def crossbow(figure: Figure, rng: Generator, palette: Palette) -> None:
    figure.add(rounded_rect(-0.05, -0.46, 0.05, 0.16, 0.03), palette.wood, bevel=0.05, texture="wood")
    limbs = spline([(-0.36, -0.22), (-0.20, -0.38), (0, -0.42), (0.20, -0.38), (0.36, -0.22)], False, 10)
    figure.add(stroke(limbs, 0.06), palette.armor, "metal", bevel=0.03)
    figure.add(stroke([(-0.35, -0.22), (0, -0.08), (0.35, -0.22)], 0.012), "#efe8d6", "flat", line=0.3)
    figure.add(
        lathe([(0, -0.60), (0.035, -0.50), (0.012, -0.44), (0.012, -0.08)], False), palette.blade, "facet", bevel=0.03
    )


def shield(figure: Figure, rng: Generator, palette: Palette) -> None:
    kind = pick(rng, "heater", "round", "kite")
    emblem = pick(rng, "half", "cross", "chevron", "star")
    scale = 0.36
    figure.push(0, 0, 0, scale)
    if kind == "round":
        rim, face = ellipse(0, 0, 0.82), ellipse(0, 0, 0.66)
    else:
        point = 0.95 if kind == "heater" else 1.12
        rim, face = (_heater(point, k) for k in (1.0, 0.82))
    figure.add(rim, palette.metal, "metal", bevel=0.09)
    figure.add(face, palette.main, bevel=0.28, name="shield-face", shadow=0.8)
    if emblem == "half":
        half = polygon((0, -1), (1, -1), (1, 1.2), (0, 1.2))
        figure.add(half, palette.accent, bevel=0.28, clip="shield-face", line=0, shadow=0)
    elif emblem == "cross":
        bars = [rounded_rect(-0.11, -1, 0.11, 1.2, 0.01), rounded_rect(-1, -0.26, 1, -0.04, 0.01)]
        figure.add(bars, palette.accent, bevel=0.1, clip="shield-face", line=0.4, shadow=0.3)
    elif emblem == "chevron":
        bar = polygon((-1, 0.35), (0, -0.25), (1, 0.35), (1, 0.65), (0, 0.05), (-1, 0.65))
        figure.add(bar, palette.accent, bevel=0.1, clip="shield-face", line=0.4, shadow=0.3)
    else:
        figure.add(star(0, -0.08, 0.40, 0.17, 5), palette.accent, "bevel", bevel=0.08, shadow=0.5)
    if emblem != "star":
        figure.add(ellipse(0, -0.15, 0.16), palette.metal, "metal", bevel=0.15)
    figure.pop()


def _heater(point: float, k: float) -> Points:
    right = [(0.42, -0.74), (0.72, -0.80), (0.72, -0.10), (0.45, 0.50)]
    outline = [(0, -0.80), *right, (0, point), *[(-x, y) for x, y in reversed(right)]]
    return spline([(x * k, y * k) for x, y in outline], True, 10, 0.38)
