"""Things to read: books, scrolls, maps, letters, signs of magic on them."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import Points, blob, ellipse, polygon, rounded_rect, spline, star, stroke

from .condition import conditioned
from .cute_face import cute_face
from .gleams import tint
from .jewels import cabochon, setting

PARCHMENT = "#ecd9ab"
_INK = "#7d5c38"


@conditioned()
def book(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A thick bound book with metal corners; open on its spine where asked."""
    if traits.open:
        _open_book(figure, rng, palette)
    else:
        _shut_book(figure, rng, palette, traits)


def _shut_book(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    cover = palette.main
    thick = uniform(rng, 0.14, 0.24)
    figure.add(rounded_rect(-0.66, -0.80 + thick, 0.74, 0.92, 0.06), darken(cover, 0.4), "round", bevel=0.06)
    figure.add(rounded_rect(-0.56, -0.78 + thick, 0.69, 0.87, 0.04), "#f3e8cb", "flat", name="pages")
    for i in range(4):
        y = 0.90 - thick + i * thick * 0.22
        tint(figure, rounded_rect(-0.56, y, 0.69, y + 0.014, 0.002), "#b9a77f", clip="pages")
    front = rounded_rect(-0.74, -0.92, 0.66, 0.90 - thick, 0.07)
    figure.add(front, cover, "round", bevel=0.09, texture="cloth", name="front")
    figure.add(rounded_rect(-0.74, -0.92, -0.46, 0.90 - thick, 0.06), darken(cover, 0.25), "round", bevel=0.1)
    for y in (-0.62, 0.90 - thick - 0.34):
        figure.add(rounded_rect(-0.76, y - 0.04, -0.44, y + 0.06, 0.03), palette.metal, "metal", bevel=0.04)
    bottom = 0.90 - thick
    figure.add([_corner(0.66, -0.92, -1, 1), _corner(0.66, bottom, -1, -1)], palette.metal, "bevel", bevel=0.05)
    _book_emblem(figure, rng, (bottom - 0.92) / 2, palette, traits)
    clasp = rounded_rect(0.52, (bottom - 0.92) / 2 - 0.11, 0.78, (bottom - 0.92) / 2 + 0.11, 0.05)
    if traits.ornate or rng.random() < 0.5:
        figure.add(clasp, palette.metal, "metal", bevel=0.05)
    cute_face(figure, 0.10, -0.1, 0.16, traits)


def _corner(x: float, y: float, dx: int, dy: int) -> Points:
    size = 0.26
    return polygon((x, y), (x + dx * size, y), (x + dx * size * 0.5, y + dy * size * 0.5), (x, y + dy * size))


def _book_emblem(figure: Figure, rng: Generator, y: float, palette: Palette, traits: Traits) -> None:
    emblem = pick(rng, "star", "gem", "eye", "moon")
    figure.push(0.10, y)
    figure.add(ellipse(0, 0, 0.34), palette.metal, "metal", bevel=0.06, holes=[ellipse(0, 0, 0.25)])
    if emblem == "star":
        figure.add(star(0, 0, 0.27, 0.11, int(rng.integers(5, 9))), palette.glow, "gem", bevel=0.08, glow=0.35)
    elif emblem == "gem":
        setting(figure, 0, 0, 0.15, palette.glow, palette.metal)
    elif emblem == "eye":
        figure.add(spline([(-0.24, 0), (0, -0.17), (0.24, 0), (0, 0.17)], tension=0.42), "#f4efe0", "round", bevel=0.06)
        cabochon(figure, 0, 0, 0.105, palette.glow)
        tint(figure, ellipse(0, 0, 0.03, 0.08, 20), palette.dark)
    else:
        moon = ellipse(-0.02, 0, 0.22)
        figure.add(moon, palette.glow, "gem", bevel=0.07, holes=[ellipse(0.08, -0.04, 0.18)], glow=0.35)
    figure.pop()
    if traits.ornate:
        for dy in (-0.56, 0.56):
            cabochon(figure, 0.10, y + dy, 0.06, palette.accent)


def _open_book(figure: Figure, rng: Generator, palette: Palette) -> None:
    cover = [
        (-0.98, -0.52),
        (-0.1, -0.44),
        (0.1, -0.44),
        (0.98, -0.52),
        (0.98, 0.66),
        (0.1, 0.76),
        (-0.1, 0.76),
        (-0.98, 0.66),
    ]
    figure.add(spline(cover, tension=0.12), palette.main, "round", bevel=0.08, texture="cloth")
    page = [
        (0.0, -0.44),
        (0.30, -0.60),
        (0.62, -0.64),
        (0.90, -0.58),
        (0.90, 0.56),
        (0.60, 0.52),
        (0.28, 0.56),
        (0.0, 0.70),
    ]
    for side in (-1, 1):
        figure.add(
            spline(page, tension=0.25) * [side, 1], "#f3e8cb", "round", bevel=0.12, lift=0.04 if side < 0 else -0.04
        )
        _lines_of_writing(figure, rng, side)
    tint(figure, stroke([(0, -0.42), (0, 0.68)], 0.05, 0.03), "#8d7650", alpha=0.8)
    ribbon = polygon((0.10, -0.46), (0.22, -0.50), (0.24, 0.84), (0.17, 0.76), (0.10, 0.88))
    figure.add(ribbon, palette.accent, "round", bevel=0.04)


def _lines_of_writing(figure: Figure, rng: Generator, side: int) -> None:
    has_picture = rng.random() < 0.5
    for i in range(6):
        y = -0.40 + i * 0.15
        if has_picture and i < 3:
            continue
        end = uniform(rng, 0.62, 0.80)
        line = spline([(0.30, y), (0.5, y - 0.035), (end, y - 0.03)], False) * [side, 1]
        tint(figure, stroke(line, 0.045), _INK, alpha=0.75)
    if has_picture:
        figure.add(star(side * 0.55, -0.26, 0.17, 0.08, 6), _INK, "flat", line=0, shadow=0, alpha=0.75)


@conditioned()
def scroll(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A parchment between two rollers, sealed; rolled up and tied by chance."""
    if not traits.open and rng.random() < 0.35:
        _rolled_scroll(figure, palette)
        return
    sway = uniform(rng, 0.02, 0.08)
    sheet = [(-0.56, -0.70), (0.56, -0.70), (0.56 - sway, 0), (0.56, 0.70), (-0.56, 0.70), (-0.56 + sway, 0)]
    figure.add(spline(sheet, tension=0.25), PARCHMENT, "round", bevel=0.14, texture="cloth")
    for i in range(5):
        y = -0.42 + i * 0.17
        end = uniform(rng, 0.06, 0.36)
        tint(
            figure,
            stroke(spline([(-0.36, y), (-0.1, y + 0.014), (0.1, y - 0.012), (end, y)], False), 0.045),
            _INK,
            alpha=0.85,
        )
    _rollers(figure, (-0.76, 0.76), palette, traits)
    figure.add(star(0.26, 0.42, 0.19, 0.155, 11), palette.accent, "round", bevel=0.07)
    figure.add(star(0.26, 0.42, 0.10, 0.045, 5), darken(palette.accent, 0.4), "flat", shadow=0)


def _rollers(figure: Figure, ys: tuple[float, float], palette: Palette, traits: Traits) -> None:
    for y in ys:
        for side in (-1, 1):
            figure.add(
                ellipse(side * 0.76, y, 0.12, 0.13),
                palette.metal if traits.ornate else palette.wood,
                "round",
                bevel=0.1,
            )
        figure.add(rounded_rect(-0.68, y - 0.14, 0.68, y + 0.14, 0.12), lighten(PARCHMENT, 0.1), "round", bevel=0.13)
        for side in (-1, 1):
            curl = rounded_rect(side * 0.60 - 0.05, y - 0.145, side * 0.60 + 0.05, y + 0.145, 0.04)
            tint(figure, curl, darken(PARCHMENT, 0.3), alpha=0.35)


def _rolled_scroll(figure: Figure, palette: Palette) -> None:
    figure.push(0, 0, -35)
    figure.add(rounded_rect(-0.92, -0.24, 0.92, 0.24, 0.10), PARCHMENT, "round", bevel=0.22, texture="cloth")
    for x, size in ((-0.92, 0.24), (0.92, 0.24)):
        figure.add(ellipse(x, 0, 0.10, size), lighten(PARCHMENT, 0.3), "round", bevel=0.06)
        tint(figure, ellipse(x, 0, 0.05, size * 0.6), darken(PARCHMENT, 0.45))
        tint(figure, ellipse(x + 0.006, 0.01, 0.026, size * 0.36), lighten(PARCHMENT, 0.2))
    figure.add(rounded_rect(-0.14, -0.27, 0.14, 0.27, 0.06), palette.accent, "round", bevel=0.1)
    figure.pop()
    figure.add(star(0, 0, 0.20, 0.165, 11), darken(palette.accent, 0.12), "round", bevel=0.08)
    figure.add(star(0, 0, 0.10, 0.045, 5), lighten(palette.accent, 0.3), "flat", shadow=0)


@conditioned()
def treasure_map(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A folded chart: coasts, a dotted way, the cross."""
    sheet = [
        (-0.92, -0.60),
        (-0.32, -0.74),
        (0.30, -0.60),
        (0.92, -0.74),
        (0.92, 0.60),
        (0.30, 0.74),
        (-0.32, 0.60),
        (-0.92, 0.74),
    ]
    figure.add(polygon(*sheet), PARCHMENT, "round", bevel=0.05, texture="cloth", name="sheet")
    land = blob(rng, 0.1, 0.02, 0.62, 0.22, 9, 0.46)
    tint(figure, land, mix(PARCHMENT, palette.leaf, 0.55), clip="sheet", line=0.7)
    tint(figure, blob(rng, -0.70, 0.42, 0.17, 0.2, 7, 0.11), mix(PARCHMENT, palette.leaf, 0.55), clip="sheet", line=0.7)
    for x in (-0.10, 0.08, 0.24):
        peak = polygon((x - 0.12, -0.10), (x, -0.32 + uniform(rng, -0.05, 0.05)), (x + 0.12, -0.10))
        tint(figure, peak, mix(_INK, PARCHMENT, 0.3), line=0.5)
    way = spline([(-0.62, 0.36), (-0.34, 0.30), (-0.20, 0.06), (0.12, 0.24), (0.44, 0.14)], False, 6)
    for x, y in way[::2]:
        tint(figure, ellipse(float(x), float(y), 0.035, count=12), palette.accent)
    for turn in (45, -45):
        figure.push(0.56, 0.06, turn)
        tint(figure, rounded_rect(-0.16, -0.045, 0.16, 0.045, 0.02), palette.accent, line=0.5)
        figure.pop()
    for x, lift in ((-0.92, 0.10), (-0.32, -0.12), (0.30, 0.10)):
        fold = polygon((x, -0.74), (x + 0.62, -0.74), (x + 0.62, 0.74), (x, 0.74))
        tint(figure, fold, "#5a3a1a" if lift < 0 else "#fff6dc", clip="sheet", alpha=0.13)
    figure.push(-0.62, -0.34)
    tint(figure, star(0, 0, 0.16, 0.045, 4), _INK)
    figure.pop()
    if traits.ornate:
        for side in (-1, 1):
            figure.add(
                rounded_rect(side * 0.94 - 0.07, -0.84, side * 0.94 + 0.07, 0.84, 0.05),
                palette.wood,
                "round",
                bevel=0.06,
            )


@conditioned()
def letter(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A sealed envelope; open with a sheet in it where asked."""
    paper = palette.main
    if traits.open:
        figure.add(polygon((-0.88, -0.24), (0, -0.94), (0.88, -0.24)), darken(paper, 0.12), "round", bevel=0.04)
        figure.add(rounded_rect(-0.72, -0.70, 0.72, 0.3, 0.03), "#ffffff", "round", bevel=0.04)
        for i in range(3):
            tint(
                figure,
                rounded_rect(-0.5, -0.52 + i * 0.16, uniform(rng, 0.1, 0.5), -0.46 + i * 0.16, 0.02),
                _INK,
                alpha=0.7,
            )
    figure.add(
        rounded_rect(-0.90, -0.56 if not traits.open else -0.24, 0.90, 0.66, 0.05),
        paper,
        "round",
        bevel=0.06,
        name="envelope",
    )
    tint(figure, polygon((-0.90, 0.66), (0, -0.02), (0.90, 0.66)), lighten(paper, 0.4), clip="envelope", line=0.7)
    if not traits.open:
        dip = uniform(rng, 0.08, 0.26)
        figure.add(
            polygon((-0.90, -0.56), (0.90, -0.56), (0.06, dip), (-0.06, dip)), lighten(paper, 0.15), "round", bevel=0.05
        )
        points = int(rng.integers(9, 14))
        figure.add(star(0, dip - 0.02, 0.24, 0.20, points), palette.accent, "round", bevel=0.09)
        mark = pick(rng, star(0, dip - 0.02, 0.13, 0.055, 5), ellipse(0, dip - 0.02, 0.09))
        figure.add(mark, darken(palette.accent, 0.35), "flat", shadow=0)
    if traits.ornate:
        for side in (-1, 1):
            cabochon(figure, side * 0.78, 0.54, 0.055, palette.metal)


@conditioned()
def rune_stone(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A worn slab with a shining sign."""
    width = uniform(rng, 0.6, 0.76)
    slab = [
        (-width * 0.8, -0.66),
        (0, -0.94),
        (width * 0.85, -0.70),
        (width, 0.1),
        (width * 0.8, 0.84),
        (0, 0.94),
        (-width * 0.9, 0.82),
        (-width, 0.0),
    ]
    figure.add(spline(slab, tension=0.3), palette.stone, "round", bevel=0.2, texture="stone")
    sign = pick(rng, *_RUNES)
    for line in sign:
        figure.add(stroke(line, 0.17), darken(palette.stone, 0.5), "flat", line=0, shadow=0)
    for line in sign:
        figure.add(stroke(line, 0.10), lighten(palette.glow, 0.1), "flat", line=0, shadow=0, glow=0.9)
    if traits.ornate:
        for angle in range(0, 360, 60):
            x, y = 0.62 * width * math.cos(math.radians(angle)), 0.74 * math.sin(math.radians(angle))
            cabochon(figure, x, y, 0.05, palette.accent)


_RUNES: tuple[tuple[list[tuple[float, float]], ...], ...] = (
    ([(0, -0.56), (0, 0.56)], [(0, -0.50), (0.30, -0.24), (0, 0.02)]),
    ([(-0.24, -0.54), (-0.24, 0.54)], [(0.24, -0.54), (0.24, 0.54)], [(-0.24, -0.20), (0.24, 0.16)]),
    ([(0, -0.10), (0, 0.56)], [(-0.28, -0.54), (0, -0.10)], [(0.28, -0.54), (0, -0.10)]),
    ([(-0.20, -0.54), (0.24, -0.20)], [(0.24, -0.20), (-0.24, 0.16)], [(-0.24, 0.16), (0.20, 0.54)]),
)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "book",
        ("book", "tome", "spellbook", "spell book", "grimoire", "magic book", "diary", "journal"),
        book,
        False,
        main="#8b2f52",
        colored_roles=("main", "metal"),
    ),
    SubjectKind(
        "scroll", ("scroll", "parchment", "magic scroll", "papyrus"), scroll, False, colored_roles=("accent", "wood")
    ),
    SubjectKind(
        "map", ("map", "treasure map", "chart", "world map"), treasure_map, False, colored_roles=("accent", "leaf")
    ),
    SubjectKind("letter", ("letter", "envelope", "mail", "message", "invitation"), letter, False, main="#f0e2c4"),
    SubjectKind(
        "rune stone",
        ("rune", "rune stone", "runestone", "tablet", "stone tablet"),
        rune_stone,
        colored_roles=("glow", "stone"),
    ),
)
