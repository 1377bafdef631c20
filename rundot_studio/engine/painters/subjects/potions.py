"""Potions: glass of six shapes, the liquid in the main colour, cork and ribbon."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, lathe, polygon, rounded_rect, spline, stroke

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .gleams import dot_highlight, highlight, tint

_GLASS = "#d6eef5"
_CORK = "#b9844f"

_FLASKS: dict[str, list[tuple[float, float]]] = {
    "round": [(0.18, -0.52), (0.18, -0.26), (0.36, -0.10), (0.68, 0.20), (0.70, 0.56), (0.42, 0.88), (0, 0.94)],
    "conical": [(0.17, -0.54), (0.17, -0.22), (0.34, 0.10), (0.72, 0.68), (0.70, 0.86), (0.52, 0.94), (0, 0.95)],
    "tall": [(0.18, -0.60), (0.18, -0.42), (0.42, -0.26), (0.48, 0.00), (0.48, 0.70), (0.40, 0.92), (0, 0.95)],
    "heart": [(0.17, -0.52), (0.18, -0.30), (0.50, -0.24), (0.78, 0.08), (0.62, 0.50), (0.26, 0.80), (0, 0.96)],
    "square": [
        (0.18, -0.54),
        (0.18, -0.34),
        (0.30, -0.24),
        (0.60, -0.16),
        (0.64, 0.04),
        (0.64, 0.78),
        (0.54, 0.93),
        (0, 0.95),
    ],
    "drop": [(0.16, -0.58), (0.15, -0.34), (0.26, -0.06), (0.52, 0.28), (0.60, 0.62), (0.40, 0.90), (0, 0.95)],
}
"""(half width, y) from the mouth to the bottom."""


@conditioned(stretch=0.1, light="main")
def potion(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A corked bottle of ``palette.main``."""
    liquid = palette.main
    fashion = pick(rng, *_FLASKS)
    stretch = uniform(rng, 0.92, 1.06)
    profile = [(half * stretch, y) for half, y in _FLASKS[fashion]]
    body = lathe(profile, True, 12)
    figure.add(body, mix(_GLASS, liquid, 0.3), "glass", bevel=0.4, alpha=0.75, name="flask")
    level = uniform(rng, -0.06, 0.16)
    _fill(figure, rng, body, level, liquid, glow=0.35 if traits.glowing else 0.0)
    cute_face(figure, 0, 0.42, 0.2, traits)
    _reflections(figure, profile)
    neck, mouth = profile[0]
    _stopper(figure, rng, neck, mouth, liquid, palette, traits)


def _fill(figure: Figure, rng: Generator, body: Points, level: float, liquid: Color, glow: float) -> None:
    """The liquid, inset by the glass's thickness, with its surface, a lit belly and bubbles."""
    centre = np.array([0.0, 0.32])
    inside = (body - centre) * [0.87, 0.90] + centre
    figure.add(inside, darken(liquid, 0.35), "flat", line=0, shadow=0, alpha=0.25, name="inside")
    x = np.linspace(-0.72, 0.72, 40)
    surface = np.stack([x, level + 0.025 * np.sin(x * 7 + uniform(rng, 0, 6))], 1)
    filled = np.concatenate([surface, [[0.72, 0.96], [-0.72, 0.96]]])
    figure.add(filled, liquid, "round", bevel=0.5, clip="inside", line=0.5, shadow=0, name="liquid", glow=glow)
    tint(figure, ellipse(0.06, 0.70, 0.46, 0.22), lighten(liquid, 0.35), clip="liquid", alpha=0.22)
    tint(figure, ellipse(0, level, 0.72, 0.06), lighten(liquid, 0.5), clip="inside")
    for bx, by, size in zip(rng.random(7), rng.random(7), rng.random(7), strict=True):
        x0, y0, r = -0.36 + 0.72 * float(bx), level + 0.12 + 0.6 * float(by), 0.026 + 0.045 * float(size)
        tint(figure, ellipse(x0, y0, r, count=18), lighten(liquid, 0.6), clip="liquid", alpha=0.75)
        tint(figure, ellipse(x0 - r * 0.25, y0 - r * 0.3, r * 0.4, count=12), "#ffffff", clip="liquid")


def _reflections(figure: Figure, profile: list[tuple[float, float]]) -> None:
    """A window along the left side of the glass and its echo at the lower right."""
    side = spline(profile[2:-1], False, 8)
    start, stop = int(len(side) * 0.22), int(len(side) * 0.74)
    left = side[start:stop] * [-0.80, 1]
    inner = side[start:stop] * [-0.66, 1]
    highlight(figure, np.concatenate([left, inner[::-1]]), 0.75)
    widest = max(half for half, _ in profile)
    dot_highlight(figure, widest * 0.60, 0.62, 0.045, 0.085, 0.6)


def _stopper(
    figure: Figure, rng: Generator, neck: float, mouth: float, liquid: Color, palette: Palette, traits: Traits
) -> None:
    cork = polygon(
        (-neck * 1.05, mouth - 0.30), (neck * 1.05, mouth - 0.30), (neck * 0.85, mouth), (-neck * 0.85, mouth)
    )
    if unless_avoided(traits, "cork", "stopper") and not traits.open:
        if traits.ornate:
            figure.add(ellipse(0, mouth - 0.18, neck * 1.1), palette.metal, "metal", bevel=0.12)
        else:
            figure.add(cork, _CORK, "round", bevel=0.09, texture="stone")
            figure.add(
                ellipse(0, mouth - 0.30, neck * 1.05, 0.055),
                lighten(_CORK, 0.25),
                "round",
                bevel=0.04,
                shadow=0,
                line=0.5,
            )
    lip = rounded_rect(-neck - 0.075, mouth - 0.075, neck + 0.075, mouth + 0.075, 0.07)
    figure.add(lip, mix(_GLASS, liquid, 0.15), "round", bevel=0.07)
    tint(figure, rounded_rect(-neck * 0.7, mouth - 0.045, neck * 0.1, mouth - 0.005, 0.02), "#ffffff", alpha=0.8)
    if traits.ornate or rng.random() < 0.7:
        _ribbon(figure, neck, mouth + 0.17, palette)


def _ribbon(figure: Figure, neck: float, y: float, palette: Palette) -> None:
    tail = [(0.02, y), (0.16, y + 0.05), (0.21, y + 0.30), (0.11, y + 0.24), (0.04, y + 0.32)]
    figure.add(spline(tail, tension=0.35), palette.accent, "round", bevel=0.04)
    figure.add(
        stroke(spline([(-neck - 0.05, y - 0.03), (0, y + 0.02), (neck + 0.05, y - 0.03)], False), 0.085),
        palette.accent,
        "round",
        bevel=0.04,
    )
    figure.add(ellipse(0.03, y + 0.01, 0.07), palette.metal, "metal", bevel=0.06)


_ROLES = ("main", "accent")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "potion",
        ("potion", "elixir", "flask", "bottle", "vial", "tonic", "brew", "magic potion"),
        potion,
        main="#a24fe0",
        colored_roles=_ROLES,
    ),
    SubjectKind(
        "health potion",
        ("health potion", "healing potion", "life potion", "hp potion"),
        potion,
        main="#e8304f",
        colored_roles=_ROLES,
    ),
    SubjectKind(
        "mana potion", ("mana potion", "mp potion", "water bottle"), potion, main="#2f7df0", colored_roles=_ROLES
    ),
    SubjectKind(
        "poison",
        ("poison", "poison potion", "poison bottle", "venom", "acid", "stamina potion"),
        potion,
        main="#6fcc2e",
        colored_roles=_ROLES,
    ),
)
