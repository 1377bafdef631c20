"""Arms without an edge: hammers, staves, bows, shields, bombs. Drawn upright."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    Points,
    ellipse,
    limb,
    mirror,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)

from .condition import conditioned, unless_avoided
from .flames import flame, spark
from .gleams import dot_highlight, highlight, sparkle, tint
from .hilts import collar, shaft, steel, wrapping
from .jewels import cabochon, orb, prism, setting
from .shields import shield


@conditioned()
def hammer(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A war hammer: a block of steel, square, spiked or rounded."""
    shaft(figure, -0.5, 0.92, 0.075, palette.wood)
    color = steel(palette, rng)
    fashion = pick(rng, "block", "spiked", "barrel")
    half = uniform(rng, 0.24, 0.32)
    if fashion == "spiked":
        figure.add(polygon((0.1, -0.74), (0.86, -0.58), (0.1, -0.40)), color, "facet", bevel=0.1)
        figure.add(rounded_rect(-0.62, -0.58 - half, 0.2, -0.58 + half, 0.06), color, "bevel", bevel=0.08)
        ends = [-0.66]
    else:
        radius = 0.06 if fashion == "block" else 0.16
        material = "bevel" if fashion == "block" else "metal"
        figure.add(rounded_rect(-0.66, -0.58 - half, 0.66, -0.58 + half, radius), color, material, bevel=0.1)
        ends = [-0.66, 0.66]
    for x in ends:
        face = rounded_rect(x - 0.10, -0.62 - half, x + 0.10, -0.54 + half, 0.05)
        figure.add(face, palette.metal if traits.ornate else darken(color, 0.22), "metal", bevel=0.07)
    figure.add(rounded_rect(-0.16, -0.62 - half, 0.16, -0.54 + half, 0.05), palette.metal, "metal", bevel=0.07)
    setting(figure, 0, -0.58, 0.09, palette.accent, palette.metal)
    wrapping(figure, 0.30, 0.80, 0.095, palette.leather, 5)
    collar(figure, 0.92, 0.11, 0.07, palette.metal)


@conditioned()
def mace(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A spiked ball or a flanged head on a short shaft."""
    shaft(figure, -0.3, 0.90, 0.07, palette.wood)
    color = steel(palette, rng)
    if rng.random() < 0.55:
        spikes = int(rng.integers(9, 13))
        figure.add(star(0, -0.54, 0.52, 0.27, spikes), mix(color, palette.dark, 0.15), "facet", bevel=0.06)
        figure.add(ellipse(0, -0.54, 0.36), color, "metal", bevel=0.34)
        for angle in (20, 110, 200, 290):
            x, y = 0.2 * math.cos(math.radians(angle)), -0.54 + 0.2 * math.sin(math.radians(angle))
            figure.add(star(x, y, 0.10, 0.05, 4, angle), lighten(color, 0.3), "facet", bevel=0.05)
    else:
        flange = spline([(0.04, -0.96), (0.34, -0.80), (0.46, -0.56), (0.26, -0.30), (0.06, -0.20)], False)
        figure.add([flange, mirror(flange)], color, "bevel", bevel=0.07)
        inner = spline(
            [(0, -1.0), (0.17, -0.80), (0.2, -0.54), (0.10, -0.26), (-0.10, -0.26), (-0.2, -0.54), (-0.17, -0.80)]
        )
        figure.add(inner, lighten(color, 0.15), "facet", bevel=0.12)
    setting(figure, 0, -0.54, 0.085, palette.accent, palette.metal)
    collar(figure, -0.14, 0.13, 0.06, palette.metal)
    wrapping(figure, 0.34, 0.80, 0.09, palette.leather, 5)
    figure.add(ellipse(0, 0.90, 0.12), palette.metal, "metal", bevel=0.1)
    if traits.ornate:
        collar(figure, 0.12, 0.11, 0.05, palette.metal)


@conditioned()
def staff(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A wizard's staff: an orb between two horns, a crystal, or a crescent moon."""
    bend = uniform(rng, -0.06, 0.06)
    pole = spline([(0.05, 0.98), (bend, 0.5), (0.03, 0.0), (0.0, -0.42)], False, 10)
    figure.add(stroke(pole, 0.11, 0.13), palette.wood, "round", bevel=0.06, texture="wood")
    fashion = pick(rng, "horns", "crystal", "moon")
    if fashion == "horns":
        horn = spline([(0.0, -0.30), (0.18, -0.40), (0.33, -0.62), (0.26, -0.88), (0.06, -0.98)], False, 10)
        orb(figure, 0, -0.64, 0.21, palette.glow)
        figure.add(
            [stroke(horn, 0.14, 0.04), stroke(horn * [-1, 1], 0.14, 0.04)],
            palette.wood,
            "round",
            bevel=0.06,
            texture="wood",
        )
    elif fashion == "crystal":
        _crystal_head(figure, palette)
    else:
        crescent = _crescent(0, -0.62, 0.38)
        figure.add(crescent, palette.metal, "metal", bevel=0.08)
        orb(figure, 0.02, -0.66, 0.17, palette.glow)
    collar(figure, -0.26, 0.12, 0.07, palette.metal)
    wrapping(figure, 0.05, 0.36, 0.085, palette.leather, 4)
    if traits.ornate:
        setting(figure, 0, -0.26, 0.065, palette.accent, palette.metal)
        collar(figure, 0.5, 0.09, 0.04, palette.metal)


def _crystal_head(figure: Figure, palette: Palette) -> None:
    for dx, turn, height in ((-0.10, -22, 0.42), (0.10, 22, 0.42), (0.0, 0, 0.64)):
        figure.push(dx, -0.36, turn)
        prism(figure, 0.13, height, palette.glow, 0.25)
        figure.pop()
    claw = spline([(0.02, -0.22), (0.18, -0.32), (0.22, -0.52)], False)
    figure.add([stroke(claw, 0.10, 0.03), stroke(claw * [-1, 1], 0.10, 0.03)], palette.metal, "metal", bevel=0.04)


def _crescent(cx: float, cy: float, radius: float) -> Points:
    """A moon lying on its back, open at the top."""
    outer = ellipse(cx, cy, radius, radius, 40, -40, 220)
    inner = ellipse(cx, cy - radius * 0.24, radius * 0.78, radius * 0.78, 40, -52, 232)
    return np.concatenate([outer, inner[::-1]])


@conditioned()
def wand(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A short magic wand with a star, a heart of light or a stone at its tip."""
    fashion = pick(rng, "star", "orb", "stone")
    figure.add(limb((0, -0.4), (0, 0.92), 0.055, 0.085), palette.wood, "round", bevel=0.07, texture="wood")
    collar(figure, -0.36, 0.10, 0.06, palette.metal)
    collar(figure, 0.38, 0.10, 0.05, palette.metal)
    wrapping(figure, 0.44, 0.86, 0.09, palette.leather, 5)
    figure.add(ellipse(0, 0.92, 0.11), palette.metal, "metal", bevel=0.1)
    if fashion == "star":
        figure.add(
            star(0, -0.62, 0.38, 0.18, 5), mix(palette.glow, "#ffffff", 0.1), "gem", bevel=0.14, glow=0.35, gloss=0.8
        )
    elif fashion == "orb":
        orb(figure, 0, -0.60, 0.25, palette.glow)
    else:
        figure.push(0, -0.34)
        prism(figure, 0.17, 0.6, palette.glow, 0.3)
        figure.pop()
    for x, y, radius in ((0.36, -0.88, 0.13), (-0.38, -0.36, 0.10), (0.40, -0.30, 0.08)):
        sparkle(figure, x, y, radius, lighten(palette.glow, 0.5))
    if traits.ornate:
        cabochon(figure, 0, 0.38, 0.055, palette.accent)


@conditioned()
def bow(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A long bow or a recurve, often with an arrow on the string."""
    recurve = rng.random() < 0.55
    tip_x = 0.34 if recurve else 0.22
    half = [(-0.34, 0.0), (-0.26, -0.42), (0.02, -0.80), (tip_x - 0.06, -0.92), (tip_x + 0.14, -0.98)]
    if not recurve:
        half = [(-0.34, 0.0), (-0.26, -0.45), (-0.04, -0.78), (tip_x, -0.98)]
    upper = spline(half, False, 10)
    string_x = tip_x if recurve else tip_x - 0.02
    figure.add(stroke([(string_x, -0.94), (string_x, 0.94)], 0.022), "#efe8d6", "flat", line=0.4)
    if rng.random() < 0.6 and unless_avoided(traits, "arrow"):
        figure.push(-0.1, 0, -90, 0.78)
        _arrow(figure, palette)
        figure.pop()
    for side in (1, -1):
        figure.add(stroke(upper * [1, side], 0.20, 0.08), palette.wood, "round", bevel=0.07, texture="wood")
    figure.add(limb((-0.34, -0.17), (-0.34, 0.17), 0.095, 0.095), palette.leather, "round", bevel=0.08)
    for y in (-0.22, 0.22):
        figure.add(rounded_rect(-0.44, y - 0.04, -0.22, y + 0.04, 0.03), palette.metal, "metal", bevel=0.04)
    if traits.ornate:
        for side in (-1, 1):
            setting(figure, -0.19, side * 0.52, 0.06, palette.accent, palette.metal)


@conditioned()
def crossbow(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Seen from above, bolt pointing up."""
    reach = uniform(rng, 0.74, 0.9)
    drop = uniform(rng, 0.14, 0.3)
    for side in (-1, 1):
        string = stroke([(0, 0.10), (side * (reach - 0.02), -0.42 + drop)], 0.022)
        figure.add(string, "#efe8d6", "flat", line=0.4)
    figure.add(rounded_rect(-0.12, -0.66, 0.12, 0.72, 0.06), palette.wood, "round", bevel=0.09, texture="wood")
    butt = spline([(-0.12, 0.50), (0.12, 0.50), (0.22, 0.94), (0.0, 1.0), (-0.22, 0.94)], tension=0.3)
    figure.add(butt, palette.wood, "round", bevel=0.12, texture="wood")
    prod = spline(
        [(-reach, -0.40 + drop), (-reach * 0.5, -0.56), (0, -0.62), (reach * 0.5, -0.56), (reach, -0.40 + drop)], False
    )
    figure.add(stroke(prod, 0.13), steel(palette, rng), "metal", bevel=0.06)
    figure.add(rounded_rect(-0.18, -0.72, 0.18, -0.50, 0.05), palette.metal, "metal", bevel=0.06)
    if unless_avoided(traits, "arrow", "bolt"):
        figure.push(0, -0.28, 0, 0.68)
        _arrow(figure, palette)
        figure.pop()
    collar(figure, 0.34, 0.15, 0.06, palette.metal)
    cabochon(figure, 0, 0.12, 0.075, palette.accent)
    if traits.ornate:
        for side in (-1, 1):
            setting(figure, side * (reach - 0.04), -0.41 + drop, 0.07, palette.accent, palette.metal)


def _arrow(figure: Figure, palette: Palette) -> None:
    """Upright, head at the top, over -1..1."""
    figure.add(limb((0, -0.7), (0, 0.9), 0.04, 0.04), palette.wood, "round", bevel=0.04, texture="wood")
    vane = polygon((0.03, 0.50), (0.17, 0.66), (0.17, 0.98), (0.03, 0.84))
    figure.add([vane, mirror(vane)], palette.accent, "bevel", bevel=0.04)
    head = polygon((0, -1.02), (0.15, -0.62), (0, -0.70), (-0.15, -0.62))
    figure.add(head, palette.blade, "facet", bevel=0.08)


@conditioned(snaps=True)
def arrow(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """One arrow, or two crossed."""
    turns = pick(rng, (0,), (-20, 20), (0,))
    for turn in turns:
        figure.push(0, 0, turn)
        _arrow(figure, palette)
        wrapping(figure, 0.36, 0.48, 0.05, palette.leather, 2)
        figure.pop()
    if traits.ornate:
        collar(figure, -0.56, 0.08, 0.06, palette.metal)


@conditioned()
def quiver(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A leather quiver full of arrows."""
    for x, turn in ((-0.16, -9), (0.17, 10), (0.0, 1)):
        figure.push(x, -0.28 + uniform(rng, -0.06, 0.06), turn + 180, 0.68)
        _arrow(figure, palette)
        figure.pop()
    body = spline(
        [(-0.36, -0.34), (0.36, -0.34), (0.32, 0.3), (0.25, 0.88), (0, 0.98), (-0.25, 0.88), (-0.32, 0.3)], tension=0.3
    )
    figure.add(body, palette.leather, "round", bevel=0.3, name="quiver", texture="cloth")
    figure.add(rounded_rect(-0.40, -0.42, 0.40, -0.24, 0.08), lighten(palette.leather, 0.18), "round", bevel=0.08)
    band = rounded_rect(-0.34, 0.36, 0.34, 0.52, 0.01)
    figure.add(
        band, palette.metal if traits.ornate else darken(palette.leather, 0.3), "metal", bevel=0.05, clip="quiver"
    )
    emblem = pick(
        rng,
        star(0, 0.06, 0.19, 0.08, 4),
        ellipse(0, 0.06, 0.14),
        polygon((0, -0.12), (0.14, 0.06), (0, 0.24), (-0.14, 0.06)),
    )
    figure.add(emblem, palette.metal, "bevel", bevel=0.05)
    cabochon(figure, 0, 0.06, 0.06, palette.accent)


@conditioned(stretch=0.0)
def bomb(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A round iron bomb with a burning fuse."""
    lean = uniform(rng, -14, 22)
    figure.push(0, 0.24, lean)
    fuse = spline([(0, -0.60), (0.04, -0.80), (0.22, -0.92), (0.36, -0.86)], False)
    figure.add(stroke(fuse, 0.09, 0.07), "#d9c39a", "round", bevel=0.04)
    figure.add(rounded_rect(-0.20, -0.78, 0.20, -0.54, 0.06), darken(palette.main, 0.15), "metal", bevel=0.08)
    figure.pop()
    figure.add(ellipse(0, 0.26, 0.68), palette.main, "wet", bevel=0.62, name="bomb", gloss=0.5)
    if traits.ornate or traits.evil or rng.random() < 0.35:
        _skull_mark(figure, palette)
    elif rng.random() < 0.5:
        figure.add(
            rounded_rect(-0.8, 0.18, 0.8, 0.36, 0.01), palette.accent, "round", bevel=0.3, clip="bomb", shadow=0.2
        )
    shine = spline([(-0.46, 0.20), (-0.42, -0.08), (-0.18, -0.28), (-0.20, -0.18), (-0.34, -0.02)])
    highlight(figure, shine, 0.75)
    dot_highlight(figure, -0.46, 0.34, 0.045, 0.06)
    if unless_avoided(traits, "fire", "flame", "spark", "sparks"):
        turn = math.radians(lean)
        x, y = 0.38, -0.88
        spark(
            figure, rng, x * math.cos(turn) - y * math.sin(turn), 0.24 + x * math.sin(turn) + y * math.cos(turn), 0.26
        )


def _skull_mark(figure: Figure, palette: Palette) -> None:
    pale = "#e9e3d4"
    skull = spline(
        [
            (-0.28, 0.14),
            (-0.18, -0.06),
            (0.18, -0.06),
            (0.28, 0.14),
            (0.18, 0.34),
            (0.14, 0.50),
            (-0.14, 0.50),
            (-0.18, 0.34),
        ]
    )
    figure.add(skull, pale, "round", bevel=0.08, shadow=0.2)
    for side in (-1, 1):
        tint(figure, ellipse(side * 0.12, 0.18, 0.075, 0.085), palette.dark)
    tint(figure, polygon((0, 0.27), (0.035, 0.34), (-0.035, 0.34)), palette.dark)


@conditioned()
def torch(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A wooden torch with an iron basket."""
    figure.add(limb((0, -0.1), (0, 0.94), 0.12, 0.075), palette.wood, "round", bevel=0.09, texture="wood")
    wrapping(figure, 0.42, 0.76, 0.105, palette.leather, 4)
    if unless_avoided(traits, "fire", "flame"):
        flame(figure, rng, 0, 0.02, 0.42, 1.05)
    bowl = spline(
        [(-0.30, -0.14), (0.30, -0.14), (0.22, 0.12), (0.10, 0.22), (-0.10, 0.22), (-0.22, 0.12)], tension=0.3
    )
    figure.add(bowl, palette.dark, "metal", bevel=0.08)
    collar(figure, -0.14, 0.34, 0.06, palette.metal)
    if traits.ornate:
        cabochon(figure, 0, 0.06, 0.07, palette.accent)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "hammer",
        ("hammer", "warhammer", "war hammer", "mallet", "sledgehammer", "mjolnir"),
        hammer,
        False,
        35,
        colored_roles=("metal", "blade"),
    ),
    SubjectKind(
        "mace",
        ("mace", "club", "morningstar", "morning star", "flail", "cudgel"),
        mace,
        False,
        40,
        colored_roles=("metal", "accent"),
    ),
    SubjectKind(
        "staff",
        ("staff", "scepter", "sceptre", "magic staff", "wizard staff", "rod"),
        staff,
        False,
        30,
        colored_roles=("glow", "wood"),
    ),
    SubjectKind("wand", ("wand", "magic wand", "fairy wand"), wand, False, 35, colored_roles=("glow", "wood")),
    SubjectKind(
        "bow",
        ("bow", "longbow", "long bow", "bow and arrow", "recurve"),
        bow,
        False,
        0,
        colored_roles=("wood", "accent"),
    ),
    SubjectKind(
        "crossbow", ("crossbow", "arbalest", "ballista"), crossbow, False, 35, colored_roles=("wood", "accent")
    ),
    SubjectKind("arrow", ("arrow", "dart", "crossbow bolt"), arrow, False, 45, colored_roles=("accent", "wood")),
    SubjectKind("quiver", ("quiver", "quiver of arrows"), quiver, False, 12, colored_roles=("leather", "accent")),
    SubjectKind("shield", ("shield", "buckler", "heater shield", "kite shield", "round shield"), shield, False),
    SubjectKind("bomb", ("bomb", "grenade", "dynamite", "explosive"), bomb, main="#35323f", colored_roles=("main",)),
    SubjectKind("torch", ("torch", "firebrand", "flaming torch"), torch, False, colored_roles=("wood", "metal")),
)
