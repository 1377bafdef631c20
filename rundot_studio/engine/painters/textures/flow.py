"""Abstract currents and clouds, in the prompt's own colours."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, Color, F, from_lch, hex_color, lch, lookup, sample
from rundot_studio.engine.painters.noise import child_rng, smoothstep, uniform

from .tile import TextureKind, Tile, light, screen


def flow_palette(rng: Generator, colors: Sequence[Color]) -> Array:
    """A table (256, 3) from deep to bright that keeps to the hues asked for.

    One colour keeps every stop within 24 degrees of its hue; two or more take turns; none draws a hue of its own.
    """
    own = child_rng(rng)
    turn = uniform(own, 0, 360)
    if not colors:
        hues, chromas = [turn, turn + 30, turn + 75, turn + 110], [0.10, 0.17, 0.15, 0.10]
        stops = zip((0.0, 0.34, 0.62, 0.86), (0.20, 0.46, 0.68, 0.86), chromas, hues, strict=True)
        return lookup([*((p, from_lch(level, c, h)) for p, level, c, h in stops), (1.0, "#fff8ec")])
    base = [lch(color) for color in colors]
    if len(base) == 1:
        lightness, chroma, hue = base[0]
        return lookup(
            [
                (0.0, from_lch(max(0.12, lightness * 0.36), chroma * 0.75, hue - 20)),
                (0.30, from_lch(lightness * 0.68, chroma * 1.02, hue - 10)),
                (0.56, colors[0]),
                (0.80, from_lch(lightness + (1 - lightness) * 0.45, chroma * 0.80, hue + 12)),
                (1.0, from_lch(lightness + (1 - lightness) * 0.84, chroma * 0.30, hue + 24)),
            ]
        )
    return lookup(_taking_turns(base))


def _taking_turns(base: Sequence[tuple[float, float, float]]) -> list[tuple[float, Color]]:
    """Each colour from its shade to its light in a band of its own; between bands a quick step through the dark, since
    colours far apart would mix to mud."""
    stops: list[tuple[float, Color]] = []
    width = 1.0 / len(base)
    for k, (lightness, chroma, hue) in enumerate(base):
        start = k * width
        stops += [
            (start + 0.02 * width, from_lch(max(0.13, lightness * 0.42), chroma * 0.8, hue - 8)),
            (start + 0.34 * width, from_lch(lightness * 0.86, chroma, hue - 3)),
            (start + 0.62 * width, from_lch(lightness, chroma, hue)),
            (start + 0.97 * width, from_lch(lightness + (1 - lightness) * 0.62, chroma * 0.6, hue + 8)),
        ]
    return stops


def abstract_flow(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Noise warped by noise twice: marbled ink, silk, nebula."""
    table = flow_palette(rng, colors)
    a, b = tile.noise(rng, 2, 4, 0.45) - F(0.5), tile.noise(rng, 2, 4, 0.45) - F(0.5)
    field = tile.noise(rng, 2, 5, 0.48)
    once = tile.warp(field, a * F(0.9), b * F(0.9)) - F(0.5)
    twice = tile.warp(field, once * F(1.5) + a * F(0.3), once * F(-0.7) + b * F(0.9))
    low, high = np.quantile(twice, 0.01), np.quantile(twice, 0.995)
    height = np.clip((twice - F(low)) / F(high - low), 0, 1).astype(F)
    bands = height + F(0.035) * np.sin(height * F(42)).astype(F)
    silk = light(tile, tile.blur(height, 0.002) * F(0.10))
    rgb = sample(table, np.clip(bands, 0, 1))
    rgb = np.clip(rgb * (1 + F(0.75) * silk)[..., None], 0, 1)
    gleam = smoothstep(0.10, 0.34, silk) * smoothstep(0.45, 0.9, height) * F(0.25)
    return screen(rgb, gleam[..., None] * np.ones(3, F)), height


def clouds(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Billowing clouds from above, or smoke in another colour."""
    sky = hex_color(colors[0] if colors else "#4f93d8")
    puff = hex_color(colors[1] if len(colors) > 1 else "#fdf9f4")
    lightness, chroma, hue = lch(sky)
    dx, dy = tile.noise(rng, 5, 4) - F(0.5), tile.noise(rng, 5, 4) - F(0.5)
    mass = tile.warp(tile.noise(rng, 3, 7, 0.52), dx * F(0.08), dy * F(0.08))
    puffs = 1 - np.abs(tile.warp(tile.noise(rng, 9, 4, ridged=True), dx * F(0.05), dy * F(0.05)) - F(0.2))
    cover = smoothstep(0.43, 0.60, mass + F(0.06) * (puffs - F(0.5)))
    height = cover * (F(0.4) + F(0.4) * mass + F(0.2) * puffs)
    shade = light(tile, tile.blur(height, 0.004) * F(0.14))
    table = lookup(
        [
            (0.0, from_lch(lightness * 0.70, chroma * 0.6, hue + 10)),
            (0.45, from_lch(min(0.9, lightness + 0.18), chroma * 0.35, hue)),
            (0.75, puff),
            (1.0, "#ffffff"),
        ]
    )
    body = sample(table, np.clip(F(0.62) + F(0.9) * shade + F(0.25) * (mass - F(0.5)), 0, 1))
    gap = np.clip(F(0.92) + F(0.35) * (tile.noise(rng, 2, 3) - F(0.5)), 0, 1.1)
    back = np.clip(sky[None, None] * gap[..., None], 0, 1)
    return back + (body - back) * (cover * F(0.95))[..., None], height


KINDS = (
    TextureKind("abstract", ("abstract", "flow", "swirl", "swirls", "marbled", "psychedelic", "fluid"), abstract_flow),
    TextureKind(
        "clouds",
        ("cloud", "clouds", "smoke", "fog", "mist"),
        clouds,
    ),
)
