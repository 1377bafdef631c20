"""Instruments: hourglass, compass, crystal ball, magnifying glass, gear, bell."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import (
    ellipse,
    lathe,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)

from .condition import conditioned
from .cute_face import cute_face
from .gleams import highlight, sparkle, tint
from .jewels import cabochon, setting
from .woodwork import nail


@conditioned(stretch=0.1)
def hourglass(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Two bulbs of sand in a wooden or gilded frame."""
    sand = palette.main
    left = uniform(rng, 0.15, 0.5)
    bulbs = lathe([(0.46, -0.74), (0.46, -0.46), (0.28, -0.16), (0.05, 0.0), (0.28, 0.16), (0.46, 0.46), (0.46, 0.74)])
    for side in (-1, 1):
        figure.add(
            rounded_rect(side * 0.60 - 0.06, -0.76, side * 0.60 + 0.06, 0.76, 0.05),
            palette.wood,
            "round",
            bevel=0.06,
            texture="wood",
        )
    figure.add(bulbs, "#d6eef5", "glass", bevel=0.3, alpha=0.55, name="glass")
    figure.add(
        polygon((-0.6, -0.70 + left), (0.6, -0.70 + left), (0.03, 0.02), (-0.03, 0.02)),
        sand,
        "round",
        bevel=0.1,
        clip="glass",
        shadow=0,
    )
    tint(figure, rounded_rect(-0.022, 0.0, 0.022, 0.6, 0.01), sand, clip="glass")
    heap = spline(
        [
            (-0.5, 0.78),
            (-0.46, 0.66),
            (-0.2, 0.54 - left * 0.3),
            (0, 0.42 - left * 0.4),
            (0.2, 0.54 - left * 0.3),
            (0.46, 0.66),
            (0.5, 0.78),
        ],
        tension=0.3,
    )
    figure.add(heap, sand, "round", bevel=0.15, clip="glass", shadow=0)
    highlight(figure, spline([(-0.36, -0.62), (-0.28, -0.62), (-0.28, -0.40), (-0.2, -0.24), (-0.34, -0.40)]), 0.8)
    highlight(figure, spline([(-0.36, 0.62), (-0.28, 0.62), (-0.28, 0.40), (-0.2, 0.26), (-0.34, 0.40)]), 0.6)
    frame = palette.metal if traits.ornate or rng.random() < 0.5 else palette.wood
    for y in (-0.84, 0.84):
        figure.add(
            rounded_rect(-0.74, y - 0.12, 0.74, y + 0.12, 0.06),
            frame,
            "metal" if frame is palette.metal else "round",
            bevel=0.08,
        )
    if traits.ornate:
        for y in (-0.84, 0.84):
            cabochon(figure, 0, y, 0.08, palette.accent)


@conditioned(stretch=0.0)
def compass(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A brass pocket compass; its needle points anywhere."""
    figure.add(ellipse(0, -0.88, 0.15), palette.metal, "metal", bevel=0.05, holes=[ellipse(0, -0.88, 0.08)])
    figure.add(ellipse(0, 0.08, 0.84), palette.metal, "metal", bevel=0.12)
    figure.add(ellipse(0, 0.08, 0.66), "#f2e8cf", "round", bevel=0.05, shadow=0.8)
    figure.push(0, 0.08)
    for i in range(8):
        angle = math.radians(45 * i)
        long = i % 2 == 0
        outer, inner = 0.58, 0.46 if long else 0.52
        mark = [(outer * math.cos(angle), outer * math.sin(angle)), (inner * math.cos(angle), inner * math.sin(angle))]
        tint(figure, stroke(mark, 0.06 if long else 0.035), "#5a4630")
    rose = star(0, 0, 0.40, 0.11, 4) if not traits.ornate else star(0, 0, 0.42, 0.16, 8)
    figure.add(rose, mix(palette.metal, "#f2e8cf", 0.4), "facet", bevel=0.06, shadow=0.2)
    figure.push(0, 0, uniform(rng, -60, 60))
    figure.add(polygon((0, -0.54), (0.12, 0), (-0.12, 0)), palette.accent, "facet", bevel=0.06)
    figure.add(polygon((0, 0.54), (0.12, 0), (-0.12, 0)), palette.blade, "facet", bevel=0.06)
    figure.pop()
    figure.add(ellipse(0, 0, 0.075), palette.metal, "metal", bevel=0.06)
    highlight(figure, spline([(-0.50, -0.10), (-0.36, -0.40), (-0.06, -0.54), (-0.24, -0.34), (-0.40, -0.06)]), 0.5)
    figure.pop()
    if traits.glowing:
        sparkle(figure, 0.4, -0.3, 0.16)


@conditioned(stretch=0.0, light="main")
def crystal_ball(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A seer's ball on a clawed or stepped foot, something swirling in it."""
    base = [(-0.34, 0.50), (0.34, 0.50), (0.46, 0.78), (0.62, 0.96), (-0.62, 0.96), (-0.46, 0.78)]
    figure.add(spline(base, tension=0.24), palette.metal, "metal", bevel=0.14)
    orb_color = palette.main
    figure.add(ellipse(0, -0.16, 0.78), orb_color, "wet", bevel=0.7, name="ball", gloss=0.8)
    turn = uniform(rng, 0, 360)
    for i in range(3):
        figure.push(0, -0.16, turn + i * 120)
        mist = spline(
            [(0.06, 0.0), (0.40, -0.30), (0.58, 0.10), (0.30, 0.44), (0.42, 0.10), (0.26, -0.06)], tension=0.44
        )
        tint(figure, mist, lighten(orb_color, 0.55), clip="ball", alpha=0.45)
        figure.pop()
    for i in range(5):
        angle = math.radians(turn + i * 72)
        radius = 0.2 + 0.06 * i
        x, y = radius * math.cos(angle), -0.16 + radius * math.sin(angle)
        tint(figure, star(x, y, 0.07, 0.02, 4), "#ffffff", clip="ball", alpha=0.9)
    highlight(figure, spline([(-0.54, -0.26), (-0.42, -0.58), (-0.14, -0.76), (-0.28, -0.52), (-0.42, -0.22)]), 0.75)
    claw = spline([(0.30, 0.62), (0.52, 0.46), (0.58, 0.24), (0.42, 0.40), (0.16, 0.56)], tension=0.4)
    figure.add([claw, claw * [-1, 1]], palette.metal, "metal", bevel=0.06)
    if traits.ornate or rng.random() < 0.6:
        setting(figure, 0, 0.74, 0.1, palette.accent, palette.metal)
    cute_face(figure, 0, -0.1, 0.2, traits)


@conditioned(stretch=0.0)
def magnifier(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A lens in a metal ring on a turned handle."""
    figure.add(rounded_rect(-0.10, 0.24, 0.10, 0.50, 0.03), palette.metal, "metal", bevel=0.07)
    length = uniform(rng, 0.9, 1.0)
    handle = [(-0.10, 0.46), (0.10, 0.46), (0.15, 0.70), (0.12, length), (-0.12, length), (-0.15, 0.70)]
    figure.add(spline(handle, tension=0.3), palette.wood, "round", bevel=0.12, texture="wood")
    figure.add(ellipse(0, -0.34, 0.62), palette.metal, "metal", bevel=0.1)
    figure.add(ellipse(0, -0.34, 0.49), "#bfe8fa", "wet", bevel=0.2, gloss=0.6, shadow=0.4, name="lens")
    beam = polygon((-0.5, -0.2), (0.1, -0.9), (0.3, -0.9), (-0.4, 0.06))
    highlight(figure, beam, 0.55, clip="lens")
    if traits.ornate or rng.random() < 0.4:
        setting(figure, 0, 0.36, 0.065, palette.accent, palette.metal)


@conditioned(stretch=0.0)
def gear(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cog wheel; a second one meshes with it by chance."""
    teeth = int(rng.integers(8, 13))
    if rng.random() < 0.4:
        figure.push(0.56, 0.52, uniform(rng, 0, 40), 0.46)
        _cog(figure, teeth, mix(palette.blade, palette.dark, 0.2))
        figure.pop()
        figure.push(-0.22, -0.20, uniform(rng, 0, 40), 0.76)
    else:
        figure.push(0, 0, uniform(rng, 0, 40), 1.0)
    _cog(figure, teeth, palette.main)
    if traits.ornate:
        cabochon(figure, 0, 0, 0.17, palette.accent)
    figure.pop()


def _cog(figure: Figure, teeth: int, color: Color) -> None:
    outline: list[tuple[float, float]] = []
    step = 2 * math.pi / teeth
    for i in range(teeth):
        for share, radius in ((-0.30, 0.74), (-0.20, 0.98), (0.20, 0.98), (0.30, 0.74)):
            angle = (i + share) * step
            outline.append((radius * math.cos(angle), radius * math.sin(angle)))
    figure.add(polygon(*outline), color, "metal", bevel=0.08, holes=[ellipse(0, 0, 0.20)])
    figure.add(ellipse(0, 0, 0.52), darken(color, 0.25), "metal", bevel=0.05, holes=[ellipse(0, 0, 0.20)], shadow=0.2)
    figure.add(ellipse(0, 0, 0.36), color, "metal", bevel=0.08, holes=[ellipse(0, 0, 0.20)])
    for i in range(5):
        angle = math.radians(i * 72)
        nail(figure, 0.44 * math.cos(angle), 0.44 * math.sin(angle), 0.05, color)


@conditioned()
def bell(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A bronze bell, swinging."""
    figure.push(0, -0.1, uniform(rng, -16, 16))
    figure.add(ellipse(0, -0.72, 0.17), palette.metal, "metal", bevel=0.05, holes=[ellipse(0, -0.72, 0.09)])
    figure.add(ellipse(0.0, 0.82, 0.17), darken(palette.metal, 0.25), "metal", bevel=0.14)
    wide = uniform(rng, 0.66, 0.8)
    profile = [(0.0, -0.64), (0.30, -0.54), (0.42, -0.20), (0.48, 0.26), (wide, 0.66), (wide, 0.76), (0, 0.78)]
    figure.add(lathe(profile), palette.metal, "metal", bevel=0.4, name="bell")
    for y, half in ((-0.22, 0.44), (0.46, 0.66)):
        ring = spline([(-half, y - 0.03), (0, y + 0.05), (half, y - 0.03)], False)
        figure.add(stroke(ring, 0.07), lighten(palette.metal, 0.2), "metal", bevel=0.03, clip="bell", shadow=0.4)
    figure.add(
        rounded_rect(-wide - 0.04, 0.64, wide + 0.04, 0.80, 0.07), lighten(palette.metal, 0.12), "metal", bevel=0.07
    )
    if traits.ornate or rng.random() < 0.4:
        setting(figure, 0, 0.12, 0.11, palette.accent, palette.metal)
    figure.pop()


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "hourglass",
        ("hourglass", "sand clock", "timer", "sand timer"),
        hourglass,
        main="#e8c070",
        colored_roles=("main", "wood"),
    ),
    SubjectKind("compass", ("compass", "pocket compass"), compass, False, colored_roles=("metal", "accent")),
    SubjectKind(
        "crystal ball",
        ("crystal ball", "orb", "magic orb", "seeing stone"),
        crystal_ball,
        main="#8a5ff0",
        colored_roles=("main", "metal"),
    ),
    SubjectKind(
        "magnifying glass",
        ("magnifying glass", "magnifier", "search icon"),
        magnifier,
        False,
        -40,
        colored_roles=("metal", "wood"),
    ),
    SubjectKind(
        "gear",
        ("gear", "cog", "cogwheel", "settings icon"),
        gear,
        False,
        main="#d09a44",
        colored_roles=("main", "blade"),
    ),
    SubjectKind("bell", ("bell", "church bell", "school bell"), bell, False, colored_roles=("metal", "accent")),
)
