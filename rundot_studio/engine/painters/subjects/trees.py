"""Trees: broad-leaved, pine, palm, bare, in blossom, in autumn, and a stump."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline, stroke

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .foliage import GRASS, grass, leaf_mass
from .gleams import tint
from .woodwork import end_grain


def _trunk(figure: Figure, rng: Generator, wood: Color, top: float, half_width: float) -> None:
    """A trunk with spread roots and two boughs that run up into the crown."""
    lean = uniform(rng, -0.08, 0.08)
    for side in (-1, 1):
        bough = spline([(lean, top + 0.34), (side * 0.2, top + 0.1), (side * 0.34, top - 0.14)], False)
        figure.add(stroke(bough, half_width * 0.9, half_width * 0.4), wood, "round", bevel=0.06, texture="wood")
    w = half_width
    outline = [
        (lean - w * 0.8, top - 0.1),
        (lean + w * 0.8, top - 0.1),
        (w, 0.55),
        (w * 1.9, 0.92),
        (w * 0.7, 0.86),
        (0, 0.96),
        (-w * 0.7, 0.86),
        (-w * 1.9, 0.92),
        (-w, 0.55),
    ]
    figure.add(spline(outline, tension=0.36), wood, "round", bevel=0.16, texture="wood", name="trunk")
    for x in (-0.4, 0.25):
        tint(
            figure,
            stroke(spline([(lean + x * w, top + 0.1), (x * w * 1.1, 0.5), (x * w * 1.5, 0.86)], False), 0.03, 0.015),
            darken(wood, 0.45),
            clip="trunk",
        )


def _crown(rng: Generator) -> list[tuple[float, float, float]]:
    """Tufts of one of four crowns: round, wide, tall, wind-blown."""
    crowns = {
        "round": [
            (-0.52, 0.06, 0.36),
            (0.52, 0.06, 0.36),
            (-0.60, -0.30, 0.36),
            (0.60, -0.30, 0.36),
            (0.0, 0.10, 0.40),
            (-0.32, -0.60, 0.38),
            (0.34, -0.60, 0.37),
            (0.0, -0.36, 0.46),
            (0.0, -0.74, 0.28),
        ],
        "wide": [
            (-0.66, -0.04, 0.32),
            (0.66, -0.04, 0.32),
            (-0.28, 0.04, 0.36),
            (0.28, 0.04, 0.36),
            (-0.50, -0.38, 0.34),
            (0.50, -0.36, 0.34),
            (0.0, -0.30, 0.44),
            (0.0, -0.62, 0.34),
        ],
        "tall": [
            (-0.38, 0.10, 0.34),
            (0.38, 0.10, 0.34),
            (0.0, 0.06, 0.38),
            (-0.42, -0.28, 0.34),
            (0.42, -0.28, 0.34),
            (0.0, -0.28, 0.40),
            (-0.22, -0.64, 0.31),
            (0.22, -0.64, 0.31),
            (0.0, -0.80, 0.22),
        ],
        "blown": [
            (-0.44, 0.06, 0.32),
            (0.04, 0.10, 0.36),
            (0.52, 0.02, 0.36),
            (-0.40, -0.30, 0.34),
            (0.62, -0.34, 0.34),
            (0.08, -0.30, 0.44),
            (0.28, -0.64, 0.34),
            (-0.12, -0.60, 0.32),
        ],
    }
    places = crowns[pick(rng, *crowns)]
    return [
        (x + uniform(rng, -0.05, 0.05), y + uniform(rng, -0.04, 0.04), radius * uniform(rng, 0.92, 1.06))
        for x, y, radius in places
    ]


def _leafy_tree(
    figure: Figure, rng: Generator, palette: Palette, traits: Traits, leaves: Color
) -> list[tuple[float, float, float]]:
    _trunk(figure, rng, palette.wood, 0.12, uniform(rng, 0.13, 0.18))
    places = _crown(rng)
    leaf_mass(figure, rng, places, leaves)
    if unless_avoided(traits, "grass"):
        grass(figure, rng, GRASS, (-0.28, 0.30), 0.95, 0.18)
    cute_face(figure, 0, 0.52, 0.09, traits)
    return places


@conditioned(stretch=0.1)
def oak(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A broad-leaved tree, bearing fruit by chance."""
    places = _leafy_tree(figure, rng, palette, traits, palette.leaf)
    if traits.ornate or rng.random() < 0.25:
        for x, y, radius in places[1::2]:
            figure.add(ellipse(x + radius * 0.2, y + radius * 0.3, 0.085), palette.accent, "wet", bevel=0.08)


@conditioned(stretch=0.1)
def autumn_tree(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A tree in ``palette.main``, leaves coming down."""
    _leafy_tree(figure, rng, palette, traits, palette.main)
    for x, y in ((-0.70, 0.46), (0.62, 0.40), (0.82, 0.78), (-0.46, 0.80), (-0.92, 0.86)):
        figure.push(x + uniform(rng, -0.08, 0.08), y + uniform(rng, -0.08, 0.04), uniform(rng, 0, 180), 0.11)
        fallen = spline([(-1, 0), (0, -0.6), (1, 0), (0, 0.6)], tension=0.4)
        figure.add(fallen, lighten(palette.main, uniform(rng, 0.0, 0.3)), "round", bevel=0.3)
        figure.pop()


@conditioned()
def blossom_tree(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cherry tree in flower, petals in the air."""
    places = _leafy_tree(figure, rng, palette, traits, palette.main)
    for x, y, radius in places:
        for dx, dy in ((-0.4, -0.2), (0.3, 0.1), (0.0, 0.5)):
            figure.add(
                ellipse(x + dx * radius, y + dy * radius, 0.05, count=14),
                lighten(palette.main, 0.6),
                "round",
                bevel=0.03,
                shadow=0.2,
                line=0.3,
            )
    for x, y in ((-0.74, 0.50), (0.60, 0.44), (0.80, 0.74), (-0.48, 0.82)):
        figure.add(
            ellipse(x + uniform(rng, -0.08, 0.08), y, 0.055, 0.035, 14),
            lighten(palette.main, 0.35),
            "round",
            bevel=0.03,
        )


@conditioned(stretch=0.1)
def pine(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A conifer in three to five tiers; snow on it where it is asked for as ornate or by chance, baubles if ornate."""
    figure.add(
        polygon((-0.13, 0.5), (0.13, 0.5), (0.17, 0.95), (-0.17, 0.95)),
        palette.wood,
        "round",
        bevel=0.1,
        texture="wood",
    )
    tiers = int(rng.integers(3, 6))
    wide = uniform(rng, 0.66, 0.86)
    snowy = rng.random() < 0.2
    for i in range(tiers):
        share = (tiers - 1 - i) / max(tiers - 1, 1)
        top = -0.98 + share * 0.98
        half, height = wide * (0.46 + 0.54 * share), 0.74 - 0.05 * tiers + 0.12 * share
        tone = mix(darken(palette.leaf, 0.28), lighten(palette.leaf, 0.05), 1 - share)
        _tier(figure, rng, top, half, height, tone, snowy)
    if traits.ornate:
        for i, (x, y) in enumerate(
            ((-0.2, -0.2), (0.24, 0.0), (-0.36, 0.36), (0.06, 0.26), (0.40, 0.46), (0.0, -0.52))
        ):
            color = (palette.accent, palette.metal, palette.main)[i % 3]
            figure.add(ellipse(x, y, 0.075), color, "wet", bevel=0.07)
    cute_face(figure, 0, 0.24, 0.14, traits)


def _tier(figure: Figure, rng: Generator, top: float, half: float, height: float, color: Color, snowy: bool) -> None:
    foot = top + height
    teeth = 7
    lower = [
        (half - 2 * half * i / (teeth - 1), foot + (0.0 if i % 2 == 0 else -0.09) + uniform(rng, -0.02, 0.02))
        for i in range(teeth)
    ]
    outline = [(0.0, top), (half * 0.36, top + height * 0.48), *lower, (-half * 0.36, top + height * 0.48)]
    figure.add(spline(outline, tension=0.2), color, "round", bevel=0.16, texture="leaf", name="tier")
    lit = polygon(
        (0.0, top),
        (-half * 0.36, top + height * 0.48),
        (-half, foot),
        (-half * 0.4, foot - 0.08),
        (-half * 0.05, top + height * 0.4),
    )
    tint(figure, lit, lighten(color, 0.24), clip="tier", alpha=0.5)
    if snowy:
        snow = [
            (0, top - 0.02),
            (half * 0.4, top + height * 0.5),
            (half * 0.16, top + height * 0.44),
            (0.0, top + height * 0.58),
            (-half * 0.2, top + height * 0.42),
            (-half * 0.42, top + height * 0.52),
        ]
        figure.add(spline(snow, tension=0.25), "#f4f9ff", "round", bevel=0.06, clip="tier", shadow=0.3)


@conditioned()
def palm(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A leaning palm with ringed trunk and coconuts."""
    lean = uniform(rng, 0.16, 0.34) * pick(rng, -1, 1)
    top_x, top_y = lean * 0.6, -0.42
    trunk = spline([(-lean, 0.92), (-lean * 0.7, 0.4), (0, -0.05), (top_x, top_y)], False, 12)
    figure.add(
        spline([(-lean - 0.6, 0.96), (-lean, 0.80), (-lean + 0.6, 0.96)], tension=0.4),
        "#e2c184",
        "round",
        bevel=0.08,
        texture="stone",
    )
    figure.add(
        stroke(trunk, 0.26, 0.15), mix(palette.wood, "#d0a468", 0.35), "round", bevel=0.1, texture="wood", name="palm"
    )
    for x, y in trunk[3:-2:4]:
        ring = stroke(
            spline(
                [(float(x) - 0.16, float(y) - 0.02), (float(x), float(y) + 0.05), (float(x) + 0.16, float(y) - 0.02)],
                False,
            ),
            0.035,
        )
        tint(figure, ring, darken(palette.wood, 0.25), clip="palm")
    for side, tilt in ((-1, 34), (1, 34), (-1, -52), (1, -48), (-1, 4), (1, 2), (-1, -24), (1, -22)):
        _frond(figure, (top_x, top_y), side, tilt + uniform(rng, -6, 6), uniform(rng, 0.66, 0.8), palette.leaf)
    for dx, dy in ((-0.09, 0.05), (0.10, 0.06), (0.0, 0.12)):
        figure.add(ellipse(top_x + dx, top_y + dy, 0.105), "#6b4426", "round", bevel=0.09)
    cute_face(figure, -lean * 0.4, 0.42, 0.07, traits)


def _frond(figure: Figure, root: tuple[float, float], side: int, tilt: float, length: float, color: Color) -> None:
    """A feathered leaf to the left or right that droops at its end; ``tilt`` turns it down (degrees)."""
    spine = spline([(0, 0), (0.36, -0.20), (0.74, -0.20), (1.06, 0.10)], False, 8)
    lower = [
        (float(x) - 0.04, float(y) + (0.27 if i % 2 == 0 else 0.10) * (1.05 - i / 9))
        for i, (x, y) in enumerate(spine[2::3])
    ]
    outline = np.array([*spine.tolist(), *lower[::-1]]) * [side, 1]
    figure.push(root[0], root[1], side * tilt, length)
    tone = lighten(color, 0.12) if tilt < -10 else color
    figure.add(outline, tone, "round", bevel=0.12, shadow=0.7)
    tint(figure, stroke(spine * [side, 1], 0.05, 0.02), lighten(color, 0.4))
    figure.pop()


@conditioned(stretch=0.1)
def dead_tree(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Bare branches; a hollow in the trunk, eyes in it where evil."""
    wood = mix(palette.wood, "#6a6270", 0.5)
    lean = uniform(rng, -0.1, 0.1)
    for side in (-1, 1):
        reach = uniform(rng, 0.6, 0.84)
        bough = spline(
            [(lean, 0.2), (side * 0.26, -0.12), (side * reach * 0.72, -0.28), (side * reach, -0.66)], False, 10
        )
        figure.add(stroke(bough, 0.2, 0.04), wood, "round", bevel=0.08, texture="wood")
        for at, dx, dy in ((12, 0.14, -0.36), (18, 0.26, 0.06), (22, -0.16, -0.30)):
            px, py = (float(v) for v in bough[at])
            twig = spline([(px, py), (px + side * dx * 0.6, py + dy * 0.6), (px + side * dx, py + dy)], False)
            figure.add(stroke(twig, 0.09, 0.02), wood, "round", bevel=0.04, texture="wood")
    crown = spline([(lean, 0.1), (-lean, -0.34), (lean + 0.08, -0.66), (lean - 0.04, -0.98)], False)
    figure.add(stroke(crown, 0.24, 0.03), wood, "round", bevel=0.09, texture="wood")
    trunk = [
        (-0.17, -0.14),
        (0.17, -0.14),
        (0.18, 0.5),
        (0.48, 0.96),
        (0.16, 0.84),
        (0, 0.96),
        (-0.18, 0.84),
        (-0.48, 0.96),
        (-0.18, 0.5),
    ]
    figure.add(spline(trunk, tension=0.36), wood, "round", bevel=0.16, texture="wood")
    figure.add(spline([(0.0, 0.22), (0.10, 0.38), (0.0, 0.56), (-0.09, 0.38)]), darken(wood, 0.7), "flat", shadow=0.2)
    if traits.evil or traits.mood in ("scary", "angry"):
        for side in (-1, 1):
            figure.add(ellipse(side * 0.045, 0.36, 0.028, 0.04, 16), "#ff5238", "flat", glow=1, line=0, shadow=0)
    cute_face(figure, 0, 0.10, 0.08, traits)


@conditioned(stretch=0.1)
def stump(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A sawn tree: rings on top, a shoot or mushrooms by its side."""
    wide = uniform(rng, 0.54, 0.68)
    outline = [
        (-wide, -0.30),
        (wide, -0.30),
        (wide, 0.40),
        (wide * 1.5, 0.88),
        (wide * 0.6, 0.76),
        (0.0, 0.92),
        (-wide * 0.6, 0.78),
        (-wide * 1.5, 0.90),
        (-wide, 0.40),
    ]
    figure.add(spline(outline, tension=0.3), palette.wood, "round", bevel=0.3, texture="wood", name="stump")
    for x in (-0.3, 0.06, 0.36):
        tint(
            figure,
            stroke(spline([(x, -0.1), (x * 1.1, 0.3), (x * 1.3, 0.8)], False), 0.035, 0.015),
            darken(palette.wood, 0.45),
            clip="stump",
        )
    end_grain(figure, 0, -0.32, wide, 0.24, palette.wood)
    if rng.random() < 0.6:
        for x, y, size in ((0.62, 0.40, 0.2), (0.50, 0.62, 0.15)):
            figure.add(
                rounded_rect(x - size * 0.25, y, x + size * 0.25, y + size, 0.03), "#f4ead2", "round", bevel=0.04
            )
            figure.add(ellipse(x, y, size, size * 0.62), palette.accent, "round", bevel=0.14)
    else:
        sprout = spline([(-0.5, -0.3), (-0.52, -0.56), (-0.44, -0.74)], False)
        figure.add(stroke(sprout, 0.05), palette.leaf, "round", bevel=0.02)
        for turn in (-30, 210):
            figure.push(-0.46, -0.70, turn, 0.3)
            figure.add(
                spline([(0, 0), (0.5, -0.3), (1, 0), (0.5, 0.3)], tension=0.4), palette.leaf, "round", bevel=0.15
            )
            figure.pop()
    grass(figure, rng, GRASS, (-0.66, 0.20), 0.96, 0.2)
    cute_face(figure, 0, 0.24, 0.17, traits)


_GREEN = ("leaf", "wood")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind("tree", ("tree", "oak", "oak tree", "elm", "maple", "apple tree", "willow"), oak, colored_roles=_GREEN),
    SubjectKind(
        "autumn tree",
        ("autumn tree", "fall tree", "maple tree"),
        autumn_tree,
        main="#e8802c",
        colored_roles=("main", "wood"),
    ),
    SubjectKind(
        "cherry tree",
        ("cherry tree", "cherry blossom", "blossom tree", "sakura", "cherry blossom tree"),
        blossom_tree,
        main="#f59cc0",
        colored_roles=("main", "wood"),
    ),
    SubjectKind(
        "pine",
        ("pine", "pine tree", "fir", "spruce", "fir tree", "christmas tree", "conifer", "evergreen"),
        pine,
        colored_roles=("leaf", "wood"),
    ),
    SubjectKind("palm", ("palm", "palm tree", "coconut tree"), palm, colored_roles=_GREEN),
    SubjectKind(
        "dead tree",
        ("dead tree", "bare tree", "withered tree", "spooky tree", "haunted tree"),
        dead_tree,
        colored_roles=("wood",),
    ),
    SubjectKind("stump", ("stump", "tree stump", "log"), stump, colored_roles=("wood", "accent")),
)
