"""Edged weapons, drawn upright with the point at the top: swords, katana, dagger, axes, spear, trident."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    Points,
    PointsLike,
    ellipse,
    lathe,
    mirror,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)

from .condition import conditioned
from .gleams import highlight, sparkle, tint
from .hilts import collar, grip, guard, pommel, shaft, steel, wrapping
from .jewels import cabochon, setting


def _blade(figure: Figure, profile: PointsLike, color: Color, *, smooth: bool = False, fuller: float = 0.0) -> None:
    """A symmetric blade, light on the left of its ridge and dark on the right.

    ``profile`` is (half width, y) from tip to guard; ``fuller`` is the groove's half width.
    """
    outline = lathe(profile, smooth)
    points = np.asarray(profile, np.float64)
    tip, base, widest = float(points[0, 1]), float(points[-1, 1]), float(points[:, 0].max())
    figure.add(outline, color, "facet", bevel=widest * 0.5, name="blade", gloss=0.3)
    right = polygon((0, tip), (widest, tip), (widest, base), (0, base))
    tint(figure, right, color, clip="blade", lift=-0.2, alpha=0.8)
    left_edge = outline[: len(outline) // 2] * [-1, 1]
    tint(figure, stroke(left_edge, widest * 0.34), lighten(color, 0.55), clip="blade", lift=0.1, alpha=0.8)
    if fuller > 0:
        groove = lathe([(fuller * 0.5, tip + 0.34), (fuller, tip + 0.46), (fuller, base)], False)
        tint(figure, groove, darken(color, 0.34), clip="blade")
        right_lip = polygon((fuller * 0.4, tip + 0.4), (fuller, tip + 0.46), (fuller, base), (fuller * 0.4, base))
        tint(figure, right_lip, lighten(color, 0.4), clip="blade")


def _runes(figure: Figure, rng: Generator, top: float, bottom: float, color: Color) -> None:
    """Signs that shine along the middle of a blade."""
    count = 4
    for i in range(count):
        y = top + (bottom - top) * (i + 0.5) / count
        shape = pick(
            rng,
            star(0, y, 0.06, 0.024, 4),
            ellipse(0, y, 0.032, 0.055, 16),
            polygon((0, y - 0.06), (0.04, y), (0, y + 0.06), (-0.04, y)),
        )
        figure.add(shape, lighten(color, 0.3), "flat", line=0, shadow=0, glow=0.9)


_SWORD_PROFILES = {
    "straight": (((0, 0), (0.62, 0.15), (0.94, 0.30), (1.0, 1.0)), False),
    "leaf": (((0, 0), (0.72, 0.20), (1.12, 0.42), (0.72, 0.78), (0.9, 1.0)), True),
    "broad": (((0, 0), (0.95, 0.14), (1.28, 0.24), (1.36, 1.0)), False),
    "tapering": (((0, 0), (0.34, 0.3), (0.8, 0.7), (1.25, 1.0)), False),
}
"""Half widths as shares of the blade's, and places along it (tip 0 .. guard 1); whether the outline is smooth."""


@conditioned(snaps=True)
def sword(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A straight, leaf-shaped, broad or tapering blade on a cross hilt."""
    fashion = pick(rng, *_SWORD_PROFILES)
    half_width = uniform(rng, 0.105, 0.145)
    guard_y = uniform(rng, 0.36, 0.44)
    tip = -0.98
    shares, smooth = _SWORD_PROFILES[fashion]
    profile = [(w * half_width, tip + at * (guard_y - tip)) for w, at in shares]
    color = steel(palette, rng)
    _blade(figure, profile, color, smooth=smooth, fuller=half_width * 0.3 if fashion != "leaf" else 0)
    if traits.ornate or traits.glowing:
        _runes(figure, rng, tip + 0.5, guard_y - 0.06, palette.glow)
    grip(figure, guard_y + 0.06, 0.84, 0.068, palette.leather)
    guard(figure, rng, guard_y, half_width * uniform(rng, 2.7, 3.3), palette, ornate=traits.ornate)
    pommel(figure, rng, 0.88, 0.105, palette)


@conditioned(snaps=True)
def greatsword(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A two-handed blade: flame-edged, or wide with a second small guard."""
    tip, guard_y = -1.0, 0.34
    color = steel(palette, rng)
    if rng.random() < 0.5:
        waves = [(0.0, tip), (0.07, tip + 0.12)]
        waves += [(0.14 + 0.035 * (-1) ** i, tip + 0.26 + i * 0.15) for i in range(7)]
        waves += [(0.13, guard_y)]
        _blade(figure, waves, color, smooth=True)
    else:
        _blade(figure, [(0, tip), (0.16, tip + 0.2), (0.19, 0.0), (0.15, guard_y)], color, fuller=0.06)
        lug = polygon((0.12, 0.02), (0.32, -0.10), (0.14, 0.14))
        figure.add([lug, mirror(lug)], color, "bevel", bevel=0.04)
    if traits.ornate or traits.glowing:
        _runes(figure, rng, tip + 0.4, 0.0, palette.glow)
    grip(figure, guard_y + 0.05, 0.86, 0.065, palette.leather, 6)
    guard(figure, rng, guard_y, 0.44, palette, ornate=True)
    pommel(figure, rng, 0.90, 0.10, palette)


def _curved_blade(figure: Figure, back: PointsLike, edge: PointsLike, color: Color) -> None:
    """One-edged: the back and the cutting edge as open lines from guard to tip; the edge shines."""
    back_line, edge_line = spline(back, False), spline(edge, False)
    figure.add(np.concatenate([back_line, edge_line[::-1]]), color, "facet", bevel=0.07, name="blade", gloss=0.3)
    count = min(len(back_line), len(edge_line))
    middle = edge_line[:count] * 0.55 + back_line[:count] * 0.45
    tint(figure, np.concatenate([middle, edge_line[:count][::-1]]), lighten(color, 0.5), clip="blade", lift=0.06)
    spine = edge_line[:count] * 0.22 + back_line[:count] * 0.78
    tint(figure, np.concatenate([back_line[:count], spine[::-1]]), darken(color, 0.3), clip="blade")


@conditioned(snaps=True)
def katana(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A long curved blade, a round guard and a braided grip."""
    bend = uniform(rng, 0.12, 0.24)
    back = [(-0.09, 0.40), (-0.09, 0.0), (-0.04, -0.45), (bend - 0.02, -0.98)]
    edge = [(0.08, 0.40), (0.09, 0.0), (0.13, -0.45), (bend + 0.05, -0.80), (bend - 0.02, -0.98)]
    _curved_blade(figure, back, edge, steel(palette, rng))
    figure.add(rounded_rect(-0.075, 0.44, 0.075, 0.96, 0.04), palette.dark, "round", bevel=0.07, name="braid")
    for i in range(5):
        y = 0.53 + i * 0.095
        diamond = polygon((0, y - 0.045), (0.05, y), (0, y + 0.045), (-0.05, y))
        tint(figure, diamond, palette.accent, clip="braid", line=0.3)
    collar(figure, 0.96, 0.09, 0.04, palette.metal)
    round_guard = ellipse(0, 0.42, 0.21, 0.075) if rng.random() < 0.6 else rounded_rect(-0.2, 0.36, 0.2, 0.48, 0.03)
    figure.add(round_guard, palette.metal, "metal", bevel=0.05)
    if traits.ornate:
        cabochon(figure, 0, 0.42, 0.05, palette.accent)


@conditioned(snaps=True)
def scimitar(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cutlass or scimitar: a curved blade that widens toward its point, with a knuckle bow."""
    swell = uniform(rng, 0.0, 0.08)
    back = [(-0.10, 0.38), (-0.13, 0.0), (-0.10, -0.40), (0.08, -0.74), (0.40, -0.98)]
    edge = [(0.10, 0.38), (0.12, 0.05), (0.20 + swell, -0.30), (0.36 + swell, -0.64), (0.40, -0.98)]
    _curved_blade(figure, back, edge, steel(palette, rng))
    grip(figure, 0.42, 0.84, 0.07, palette.leather)
    bow = spline([(-0.08, 0.40), (-0.30, 0.46), (-0.32, 0.70), (-0.04, 0.88)], False)
    figure.add(stroke(bow, 0.07), palette.metal, "metal", bevel=0.035)
    figure.add(rounded_rect(-0.32, 0.35, 0.30, 0.46, 0.05), palette.metal, "metal", bevel=0.06)
    pommel(figure, rng, 0.88, 0.095, palette)
    if traits.ornate:
        cabochon(figure, 0, 0.40, 0.06, palette.accent)


@conditioned(snaps=True)
def dagger(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A short wide blade: dirk, leaf or wavy kris."""
    fashion = pick(rng, "dirk", "leaf", "kris")
    tip, base = -0.92, 0.22
    profiles: dict[str, list[tuple[float, float]]] = {
        "dirk": [(0, tip), (0.12, tip + 0.42), (0.19, base - 0.1), (0.19, base)],
        "leaf": [(0, tip), (0.15, tip + 0.32), (0.22, tip + 0.62), (0.14, base - 0.1), (0.16, base)],
        "kris": [(0, tip), (0.12, tip + 0.22), (0.08, tip + 0.40), (0.18, tip + 0.62), (0.12, tip + 0.84), (0.2, base)],
    }
    _blade(
        figure,
        profiles[fashion],
        steel(palette, rng),
        smooth=fashion != "dirk",
        fuller=0.045 if fashion == "dirk" else 0,
    )
    if traits.ornate or traits.glowing:
        _runes(figure, rng, -0.5, 0.1, palette.glow)
    grip(figure, base + 0.04, 0.78, 0.085, palette.leather, 4)
    guard(figure, rng, base, uniform(rng, 0.32, 0.42), palette, ornate=traits.ornate)
    pommel(figure, rng, 0.84, 0.13, palette)


def _axe_bit(figure: Figure, side: int, reach: float, horn: float, color: Color) -> None:
    """One crescent of an axe's head on the side (-1 or 1) of the shaft, its edge ground bright."""
    upper = [(0.04, -0.68), (0.24, -0.70), (reach * 0.72, -0.72 - horn)]
    edge = [(reach * 0.72, -0.72 - horn), (reach, -0.62), (reach * 1.02, -0.36), (reach * 0.72, 0.02 + horn)]
    lower = [(reach * 0.72, 0.02 + horn), (0.26, -0.26), (0.04, -0.28)]
    outline = np.concatenate([spline(upper, False), spline(edge, False), spline(lower, False)]) * [side, 1]
    name = f"bit{side}"
    figure.add(outline, color, "facet", bevel=0.07, name=name, gloss=0.25)
    edge_line = spline(edge, False) * [side, 1]
    tint(figure, stroke(edge_line, 0.24), lighten(color, 0.5), clip=name, lift=0.04, line=0.5)
    cheek = spline([(0.05, -0.62), (0.28, -0.62), (0.40, -0.48), (0.28, -0.34), (0.05, -0.34)]) * [side, 1]
    figure.add(cheek, darken(color, 0.3), "metal", bevel=0.05, shadow=0.4)


@conditioned(snaps=False)
def axe(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A hand axe with one bit; a spike, a hammer or nothing behind."""
    shaft(figure, -0.78, 0.92, 0.07, palette.wood)
    color = steel(palette, rng)
    behind = pick(rng, "none", "spike", "hammer")
    if behind == "spike":
        figure.add(polygon((-0.05, -0.60), (-0.44, -0.50), (-0.05, -0.36)), color, "facet", bevel=0.08)
    elif behind == "hammer":
        figure.add(rounded_rect(-0.34, -0.62, 0, -0.34, 0.05), color, "bevel", bevel=0.06)
    _axe_bit(figure, 1, uniform(rng, 0.62, 0.78), uniform(rng, 0.10, 0.24), color)
    _axe_fittings(figure, palette, traits)


@conditioned(snaps=False)
def battleaxe(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A great axe with two bits and a point."""
    shaft(figure, -0.84, 0.92, 0.07, palette.wood)
    color = steel(palette, rng)
    if rng.random() < 0.6:
        figure.add(polygon((-0.08, -0.72), (0, -1.04), (0.08, -0.72)), color, "facet", bevel=0.06)
    reach, horn = uniform(rng, 0.6, 0.74), uniform(rng, 0.16, 0.26)
    for side in (-1, 1):
        _axe_bit(figure, side, reach, horn, color)
    _axe_fittings(figure, palette, traits)


def _axe_fittings(figure: Figure, palette: Palette, traits: Traits) -> None:
    figure.add(rounded_rect(-0.12, -0.74, 0.12, -0.22, 0.05), palette.metal, "metal", bevel=0.06)
    setting(figure, 0, -0.48, 0.065, palette.accent, palette.metal)
    wrapping(figure, 0.36, 0.80, 0.085, palette.leather, 5)
    figure.add(ellipse(0, 0.92, 0.10), palette.metal, "metal", bevel=0.09)
    if traits.ornate:
        collar(figure, 0.10, 0.1, 0.045, palette.metal)
        collar(figure, 0.24, 0.1, 0.03, palette.metal)


@conditioned(snaps=True)
def spear(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A leaf-headed spear, a winged partisan or a halberd's cousin, with a tassel."""
    shaft(figure, -0.4, 0.96, 0.055, palette.wood)
    color = steel(palette, rng)
    width = uniform(rng, 0.15, 0.22)
    head = [(0, -1.02), (width * 0.7, -0.78), (width, -0.60), (width * 0.4, -0.40), (0.06, -0.34)]
    _blade(figure, head, color, smooth=rng.random() < 0.5)
    if rng.random() < 0.5:
        barb = spline([(0.04, -0.40), (0.30, -0.52), (0.38, -0.68), (0.40, -0.44), (0.06, -0.24)])
        figure.add([barb, mirror(barb)], color, "bevel", bevel=0.04)
    tassel = spline(
        [(-0.05, -0.26), (0.05, -0.26), (0.16, 0.06), (0.05, -0.02), (0.0, 0.10), (-0.06, -0.02), (-0.15, 0.05)],
        tension=0.3,
    )
    figure.add(tassel, palette.accent, "round", bevel=0.06)
    collar(figure, -0.30, 0.095, 0.06, palette.metal)
    wrapping(figure, 0.30, 0.58, 0.07, palette.leather, 4)
    figure.add(polygon((-0.06, 0.90), (0.06, 0.90), (0, 1.06)), palette.metal, "metal", bevel=0.05)
    if traits.ornate:
        cabochon(figure, 0, -0.30, 0.055, palette.glow)


@conditioned(snaps=True)
def trident(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Three barbed prongs on a pole."""
    shaft(figure, -0.3, 0.96, 0.06, palette.wood)
    spread = uniform(rng, 0.34, 0.44)
    prong = spline([(0.02, -0.20), (spread * 0.8, -0.24), (spread, -0.46), (spread * 0.94, -0.84)], False)
    figure.add([stroke(prong, 0.13, 0.09), stroke(prong * [-1, 1], 0.13, 0.09)], palette.metal, "metal", bevel=0.06)
    figure.add(rounded_rect(-0.06, -0.88, 0.06, -0.1, 0.03), palette.metal, "metal", bevel=0.06)
    tips: list[Points] = [_barb(x, y) for x, y in ((0, -1.04), (spread * 0.92, -0.96), (-spread * 0.92, -0.96))]
    figure.add(tips, mix(palette.blade, palette.metal, 0.25), "facet", bevel=0.07)
    collar(figure, -0.16, 0.12, 0.07, palette.metal)
    wrapping(figure, 0.2, 0.56, 0.08, palette.leather, 5)
    setting(figure, 0, -0.16, 0.06, palette.accent, palette.metal)
    if traits.ornate:
        collar(figure, 0.66, 0.09, 0.04, palette.metal)
        sparkle(figure, 0.12, -0.92, 0.12)
    highlight(figure, stroke([(-0.03, -0.8), (-0.03, -0.3)], 0.02), 0.6)


def _barb(x: float, y: float) -> Points:
    return polygon((x, y), (x + 0.13, y + 0.30), (x + 0.045, y + 0.23), (x - 0.045, y + 0.23), (x - 0.13, y + 0.30))


_STEEL = ("blade", "metal")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "sword",
        ("sword", "blade", "longsword", "broadsword", "long sword", "short sword", "shortsword", "rapier", "excalibur"),
        sword,
        False,
        45,
        colored_roles=_STEEL,
    ),
    SubjectKind(
        "greatsword",
        ("greatsword", "great sword", "claymore", "zweihander", "two handed sword", "two-handed sword", "flamberge"),
        greatsword,
        False,
        45,
        colored_roles=_STEEL,
    ),
    SubjectKind(
        "katana", ("katana", "samurai sword", "ninja sword"), katana, False, 45, colored_roles=("accent", "blade")
    ),
    SubjectKind(
        "scimitar", ("scimitar", "cutlass", "sabre", "saber", "pirate sword"), scimitar, False, 40, colored_roles=_STEEL
    ),
    SubjectKind("dagger", ("dagger", "knife", "dirk", "kris", "stiletto"), dagger, False, 45, colored_roles=_STEEL),
    SubjectKind("axe", ("axe", "hatchet", "ax", "tomahawk"), axe, False, 40, colored_roles=_STEEL),
    SubjectKind(
        "battleaxe",
        ("battleaxe", "battle axe", "great axe", "greataxe", "war axe", "double axe"),
        battleaxe,
        False,
        40,
        colored_roles=_STEEL,
    ),
    SubjectKind(
        "spear",
        ("spear", "lance", "javelin", "halberd", "pike", "polearm"),
        spear,
        False,
        45,
        colored_roles=("accent", "blade"),
    ),
    SubjectKind("trident", ("trident", "pitchfork"), trident, False, 40, colored_roles=("metal", "accent")),
)
