"""Tools and toys: pickaxe, shovel, wrapped gift, dice."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    ellipse,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)

from .condition import conditioned
from .cute_face import cute_face
from .gleams import tint
from .hilts import collar, shaft, wrapping
from .jewels import cabochon, setting


@conditioned(snaps=False)
def pickaxe(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A miner's pick with a curved head."""
    shaft(figure, -0.7, 0.94, 0.075, palette.wood)
    droop = uniform(rng, 0.16, 0.36)
    upper = [(-0.98, -0.62 + droop), (-0.5, -0.84), (0, -0.92), (0.5, -0.84), (0.98, -0.62 + droop)]
    lower = [(0.98, -0.62 + droop), (0.46, -0.56), (0, -0.58), (-0.46, -0.56), (-0.98, -0.62 + droop)]
    head = spline(upper, False).tolist() + spline(lower, False).tolist()
    figure.add(polygon(*[(x, y) for x, y in head]), palette.blade, "facet", bevel=0.12, gloss=0.3)
    figure.add(rounded_rect(-0.15, -0.98, 0.15, -0.52, 0.05), palette.metal, "metal", bevel=0.07)
    wrapping(figure, 0.44, 0.84, 0.09, palette.leather, 4)
    if traits.ornate:
        setting(figure, 0, -0.74, 0.08, palette.accent, palette.metal)


@conditioned()
def shovel(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A spade, blade down, with a T or a D for a handle."""
    shaft(figure, -0.86, 0.3, 0.065, palette.wood)
    if rng.random() < 0.5:
        figure.add(rounded_rect(-0.28, -1.0, 0.28, -0.86, 0.07), palette.wood, "round", bevel=0.07, texture="wood")
    else:
        figure.add(
            ellipse(0, -0.84, 0.25, 0.2), palette.wood, "round", bevel=0.07, holes=[ellipse(0, -0.84, 0.14, 0.1)]
        )
    point = uniform(rng, 0.9, 1.02)
    blade = [(-0.34, 0.20), (0.34, 0.20), (0.38, 0.56), (0.22, 0.84), (0, point), (-0.22, 0.84), (-0.38, 0.56)]
    figure.add(spline(blade, tension=0.3), palette.blade, "facet", bevel=0.12, gloss=0.3)
    collar(figure, 0.20, 0.11, 0.1, palette.metal)
    tint(figure, stroke([(0, 0.34), (0, 0.78)], 0.05, 0.02), darken(palette.blade, 0.3))
    if traits.ornate:
        cabochon(figure, 0, 0.2, 0.06, palette.accent)


@conditioned(stretch=0.08)
def gift(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A wrapped box with a bow; dots or stripes on the paper by chance."""
    pattern = pick(rng, "plain", "dots", "stripes")
    figure.add(rounded_rect(-0.72, -0.14, 0.72, 0.94, 0.05), palette.main, "round", bevel=0.1, name="box")
    for i in range(12 if pattern == "dots" else 0):
        x, y = -0.56 + 0.37 * (i % 4), 0.16 + 0.26 * (i // 4)
        tint(figure, ellipse(x, y, 0.07, count=20), lighten(palette.main, 0.5), clip="box")
    for i in range(4 if pattern == "stripes" else 0):
        x = -0.5 + 0.34 * i
        tint(figure, rounded_rect(x - 0.05, -0.14, x + 0.05, 0.94, 0.01), lighten(palette.main, 0.45), clip="box")
    figure.add(rounded_rect(-0.80, -0.36, 0.80, 0.0, 0.06), lighten(palette.main, 0.08), "round", bevel=0.09)
    figure.add([rounded_rect(-0.16, -0.36, 0.16, 0.94, 0.01)], palette.accent, "round", bevel=0.08, shadow=0.6)
    loop = spline([(0, -0.36), (0.22, -0.76), (0.54, -0.92), (0.66, -0.62), (0.36, -0.38)], tension=0.46)
    inside = spline([(0.12, -0.46), (0.28, -0.68), (0.48, -0.76), (0.52, -0.60), (0.30, -0.46)], tension=0.46)
    for side in (-1, 1):
        figure.add(loop * [side, 1], palette.accent, "round", bevel=0.1)
        tint(figure, inside * [side, 1], darken(palette.accent, 0.45))
    knot = palette.metal if traits.ornate else darken(palette.accent, 0.1)
    figure.add(ellipse(0, -0.42, 0.15, 0.13), knot, "round", bevel=0.1)
    cute_face(figure, 0, 0.42, 0.22, traits)


@conditioned(stretch=0.05)
def die(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cube with pips, any number up; twenty-sided by chance."""
    if rng.random() < 0.35:
        _twenty_sided(figure, palette)
        return
    top = [(0, -0.92), (0.84, -0.50), (0, -0.08), (-0.84, -0.50)]
    left = [(-0.84, -0.50), (0, -0.08), (0, 0.94), (-0.84, 0.50)]
    right = [(0.84, -0.50), (0, -0.08), (0, 0.94), (0.84, 0.50)]
    for face, lift in ((top, 0.16), (left, 0.0), (right, -0.2)):
        figure.add(polygon(*face), palette.main, "bevel", bevel=0.06, lift=lift, shadow=0)
    first = int(rng.integers(6))
    for k, face in enumerate((top, left, right)):
        _pips(figure, face, (first + 2 * k) % 6 + 1, palette)


_PIPS: dict[int, tuple[tuple[float, float], ...]] = {
    1: ((0.5, 0.5),),
    2: ((0.25, 0.25), (0.75, 0.75)),
    3: ((0.25, 0.25), (0.5, 0.5), (0.75, 0.75)),
    4: ((0.27, 0.27), (0.73, 0.27), (0.27, 0.73), (0.73, 0.73)),
    5: ((0.25, 0.25), (0.75, 0.25), (0.5, 0.5), (0.25, 0.75), (0.75, 0.75)),
    6: ((0.27, 0.22), (0.73, 0.22), (0.27, 0.5), (0.73, 0.5), (0.27, 0.78), (0.73, 0.78)),
}


def _pips(figure: Figure, face: list[tuple[float, float]], number: int, palette: Palette) -> None:
    """Round pips laid into a parallelogram: the circle goes through the face's own axes."""
    (x0, y0), (x1, y1), _, (x3, y3) = face
    ux, uy, vx, vy = x1 - x0, y1 - y0, x3 - x0, y3 - y0
    circle = ellipse(0, 0, 0.1, count=24)
    for u, v in _PIPS[number]:
        points = [(x0 + ux * (u + a) + vx * (v + b), y0 + uy * (u + a) + vy * (v + b)) for a, b in circle]
        tint(figure, polygon(*points), palette.accent if number == 1 else "#2a2436", line=0.4)


def _twenty_sided(figure: Figure, palette: Palette) -> None:
    rim = [(0, -0.96), (0.84, -0.48), (0.84, 0.48), (0, 0.96), (-0.84, 0.48), (-0.84, -0.48)]
    inner = [(0, -0.52), (0.46, 0.30), (-0.46, 0.30)]
    figure.add(polygon(*rim), palette.main, "bevel", bevel=0.05, name="die")
    faces = (
        ((rim[0], rim[1], inner[0]), 0.06),
        ((rim[1], inner[1], inner[0]), -0.06),
        ((rim[1], rim[2], inner[1]), -0.18),
        ((rim[2], rim[3], inner[1]), -0.28),
        ((rim[3], inner[2], inner[1]), -0.14),
        ((rim[3], rim[4], inner[2]), -0.06),
        ((rim[4], rim[5], inner[2]), 0.08),
        ((rim[5], inner[0], inner[2]), 0.20),
        ((rim[5], rim[0], inner[0]), 0.28),
        ((inner[0], inner[1], inner[2]), 0.12),
    )
    for corners, lift in faces:
        tint(figure, polygon(*corners), palette.main, clip="die", lift=lift, line=0.6)
    figure.add(star(0, 0.03, 0.20, 0.085, 5), palette.accent, "bevel", bevel=0.03, shadow=0.2)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "pickaxe",
        ("pickaxe", "pick axe", "mattock", "mining pick"),
        pickaxe,
        False,
        40,
        colored_roles=("blade", "wood"),
    ),
    SubjectKind("shovel", ("shovel", "spade"), shovel, False, 30, colored_roles=("blade", "wood")),
    SubjectKind("gift", ("gift", "present", "gift box", "wrapped present"), gift, main="#3d7fd8"),
    SubjectKind("die", ("die", "dice", "d20", "d6"), die, False, main="#f4efe4"),
)
