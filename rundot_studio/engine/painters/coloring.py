"""Colours of a subject from what was read, and recolouring of whole pictures in OKLab."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from .color import Array, Color, ColorLike, F, lch, oklab_to_rgb, rgb_to_oklab
from .figure import Palette
from .noise import smoothstep
from .palette import build_palette
from .reading import SubjectChoice

_DOMINANT = 6
_GREY = 0.035
"""Chroma below which a colour has no hue to speak of."""


def palette_for(choice: SubjectChoice) -> Palette:
    """The house palette with the subject's own main colour, then its element, then the prompt's colours."""
    changes: dict[str, ColorLike] = {}
    kind = choice.kind
    if kind.main is not None:
        changes["main"] = kind.main
    if choice.element is not None:
        changes["glow"] = choice.element
        if not choice.colors:
            changes[kind.colored_roles[0]] = choice.element
    changes.update(zip(kind.colored_roles, choice.colors, strict=False))
    changes.update(choice.role_colors)
    return Palette.default(**changes)


def tint(rgb: Array, color: Color, strength: float, spare: Array | None = None) -> Array:
    """The picture drawn toward a hue, lightness kept; ``spare`` (height, width) is left as it is where 1."""
    lab = rgb_to_oklab(rgb)
    lightness, chroma, hue = lch(color)
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    level = np.clip(lab[..., 0], 0, 1)
    amount = F(strength) * (F(0.55) + F(1.8) * level * (1 - level))
    if spare is not None:
        amount = amount * (1 - spare)
    lab[..., 1] += (F(a) - lab[..., 1]) * amount
    lab[..., 2] += (F(b) - lab[..., 2]) * amount
    lab[..., 0] += (F(lightness) - lab[..., 0]) * amount * F(0.10)
    return oklab_to_rgb(lab)


def without_hues(rgb: Array, colors: Sequence[Color]) -> Array:
    """The picture with every hue near one of the colours turned away from it; greys cannot be avoided."""
    hued = [lch(color)[2] for color in colors if lch(color)[1] > _GREY]
    if not hued:
        return rgb
    lab = rgb_to_oklab(rgb)
    for hue in hued:
        angle = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])).astype(F)
        away = (angle - F(hue) + F(180)) % F(360) - F(180)
        chroma = np.sqrt(lab[..., 1] ** 2 + lab[..., 2] ** 2)
        near = (1 - smoothstep(22, 44, np.abs(away))) * smoothstep(0.02, 0.06, chroma)
        turn = np.radians(np.where(away >= 0, 70, -70).astype(F) * near)
        cos, sin = np.cos(turn), np.sin(turn)
        a, b = lab[..., 1] * cos - lab[..., 2] * sin, lab[..., 1] * sin + lab[..., 2] * cos
        lab = np.stack([lab[..., 0], a, b], -1).astype(F)
    return oklab_to_rgb(lab)


class PaletteTransfer:
    """Moves the colours of one picture to those of another.

    Both are reduced to six dominant OKLab colours; ranked by lightness, each of the picture's goes to the reference's
    at the same rank. A pixel moves by the mean of those shifts, weighted by nearness.
    """

    def __init__(self, picture: Array, references: Sequence[Array], rng: Generator, strength: float = 0.85) -> None:
        """``picture`` and each of ``references`` are (height, width, 3); takes two draws from ``rng``."""
        own = rgb_to_oklab(picture[:: max(1, picture.shape[0] // 128), :: max(1, picture.shape[1] // 128)])
        lent = np.concatenate([rgb_to_oklab(_thumbnail(reference)).reshape(-1, 3) for reference in references])
        self._from = _by_lightness(build_palette(own, _DOMINANT, rng))
        target = _by_lightness(build_palette(lent, _DOMINANT, rng))
        place = np.linspace(0, len(target) - 1, len(self._from))
        below = np.floor(place).astype(np.int64)
        above = np.minimum(below + 1, len(target) - 1)
        part = (place - below).astype(F)[:, None]
        to = target[below] * (1 - part) + target[above] * part
        self._shift = (to - self._from) * np.array([0.30, 1.0, 1.0], F) * F(strength)

    def __call__(self, rgb: Array) -> Array:
        """(height, width, 3) recoloured."""
        lab = rgb_to_oklab(rgb)
        total = np.zeros(lab.shape[:2], F)
        moved = np.zeros_like(lab)
        for center, shift in zip(self._from, self._shift, strict=True):
            difference = lab - center
            distance = difference[..., 0] ** 2 + 2 * (difference[..., 1] ** 2 + difference[..., 2] ** 2)
            weight = 1 / (distance + F(0.004))
            weight = weight * weight
            total += weight
            moved += weight[..., None] * shift
        return oklab_to_rgb(lab + moved / total[..., None])


def _by_lightness(palette: Array) -> Array:
    return palette[np.argsort(palette[:, 0], kind="stable")]


def _thumbnail(picture: Array) -> Array:
    step = max(1, max(picture.shape[:2]) // 96)
    return np.ascontiguousarray(picture[::step, ::step, :3])
