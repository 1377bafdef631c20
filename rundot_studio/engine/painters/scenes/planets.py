"""Planets: noise on a sphere, lit from one side, with an atmosphere and rings."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, Color, F, from_lch, lookup, ramp
from rundot_studio.engine.painters.noise import line_noise, pick, rng_for, smoothstep, uniform

from .sheets import sheet_at
from .stage import Stage, shade

PLANETS = ("terra", "gas", "ice", "rock", "lava")
_AIR = 1.14
"""The picture of a planet is this much larger than its disc: room for the atmosphere."""


@dataclass(frozen=True)
class Sphere:
    """The visible half: unit position (x right, y down, z to the viewer), longitude and latitude in -1..1, radius."""

    x: Array
    y: Array
    z: Array
    radius: Array
    longitude: Array
    latitude: Array


def _sphere(size: int, tilt: float) -> Sphere:
    line = ((np.arange(size, dtype=F) - F(size / 2 - 0.5)) / F(size / 2)) * F(_AIR)
    x, y = np.broadcast_arrays(line[None], line[:, None])
    square = x * x + y * y
    z = np.sqrt(np.clip(1 - square, 0, 1))
    along = x * F(math.cos(tilt)) - y * F(math.sin(tilt))
    polar = x * F(math.sin(tilt)) + y * F(math.cos(tilt))
    longitude = np.arctan2(along, z + F(1e-6)) / F(math.pi)
    latitude = np.arcsin(np.clip(polar, -1, 1)) * F(2 / math.pi)
    return Sphere(x, y, z, np.sqrt(square), longitude, latitude)


def _surface(rng: Generator, kind: str, hue: float, sphere: Sphere, texels: float) -> tuple[Array, Array, Array]:
    """Colours (3, h, w), bumps, and light of the planet's own (0 where it has none)."""
    u, v = sphere.longitude * F(0.32), sphere.latitude * F(0.30)
    coarse = sheet_at(rng, u, v, 3.0, 3, texels_per_px=texels)
    fine = sheet_at(rng, u * 2, v * 2, 2.2, 5, texels_per_px=texels * 2)
    own = np.zeros_like(coarse)
    if kind == "gas":
        tones = [
            from_lch(0.45, 0.10, hue),
            from_lch(0.72, 0.10, hue + 25),
            from_lch(0.88, 0.06, hue + 40),
            from_lch(0.6, 0.13, hue - 20),
        ]
        bands = [(0.0, tones[0])] + [(i / 12, tones[int(rng.integers(4))]) for i in range(1, 12)] + [(1.0, tones[0])]
        colors = shade(lookup(bands), sphere.latitude * F(0.5) + F(0.5) + coarse * F(0.014) + fine * F(0.008))
        eye = np.exp(-(((sphere.longitude - F(0.1)) / F(0.09)) ** 2 + ((sphere.latitude - F(0.25)) / F(0.07)) ** 2))
        for k, value in enumerate(from_lch(0.60, 0.16, hue - 40)):
            colors[k] += (value - colors[k]) * eye * F(0.8)
        return colors, fine * F(0.1), own
    if kind == "ice":
        table = lookup([(0, from_lch(0.5, 0.08, 235)), (0.5, from_lch(0.78, 0.06, 222)), (1, "#ffffff")])
        return shade(table, F(0.46) + coarse * F(0.16) + fine * F(0.09) + np.abs(sphere.latitude) * F(0.25)), fine, own
    if kind == "lava":
        heat = np.clip(F(1.0) - np.abs(coarse) * F(1.7) - fine * F(0.12), 0, 1)
        table = lookup([(0, "#2a2024"), (0.45, "#3a2420"), (0.6, "#8a2410"), (0.8, "#ff7a20"), (1, "#fff0a8")])
        return shade(table, heat), fine, smoothstep(0.52, 0.8, heat)
    if kind == "rock":
        return shade(ramp(from_lch(0.58, 0.05, hue)), F(0.5) + coarse * F(0.11) + fine * F(0.12)), fine * F(1.4), own
    height = coarse * F(0.75) + fine * F(0.26)
    land = shade(
        lookup([(0, "#e6d8a0"), (0.12, "#78aa50"), (0.45, "#3f7a3f"), (0.75, "#8a7a5a"), (1, "#ffffff")]),
        (height - F(0.1)) * F(0.5),
    )
    sea = shade(lookup([(0, "#0a2a6a"), (0.7, "#1f6ab0"), (1, "#5fc0d8")]), height * F(0.35) + F(0.75))
    colors = np.where(height > 0.1, land, sea)
    white = smoothstep(0.72, 0.82, np.abs(sphere.latitude) + fine * F(0.03))
    clouds = sheet_at(rng, u * F(1.5) + fine * F(0.006), v * F(2.4), 2.2, 3, texels_per_px=texels * 2)
    white = np.maximum(white, smoothstep(0.5, 1.7, clouds) * F(0.88))
    colors += (F(0.98) - colors) * white
    return colors, height * F(0.4), own


def paint_planet(
    stage: Stage,
    name: object,
    kind: str,
    x: float,
    y: float,
    diameter: float,
    light: tuple[float, float, float],
    near: float,
) -> None:
    """A planet centred on (x, y) pixels, ``diameter`` in pixels; ``light`` points toward its sun (unit, y down)."""
    rng = stage.chance(("planet", name))
    hue = uniform(rng, 0, 360)
    tilt, turn, squash = uniform(rng, -0.5, 0.5), uniform(rng, -28, 28), uniform(rng, 0.18, 0.32)
    ringed = near > 0.5 and (kind in ("gas", "ice") or rng.random() < 0.25)
    size = max(8, round(diameter * _AIR))
    if ringed:
        _paint_ring(stage, x, y, diameter / 2, hue, turn, squash, behind=True)
    left, top = round(x - size / 2), round(y - size / 2)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(stage.width, left + size), min(stage.height, top + size)
    if x1 > x0 and y1 > y0:
        colors, disc, halo, z, air = _lit_planet(rng, kind, hue, size, tilt, light)
        part = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
        stage.shine(air, np.ascontiguousarray(halo[part]) * F(0.7), y0, x0)
        stage.lay(
            np.clip(colors[:, part[0], part[1]], 0, 1),
            np.ascontiguousarray(disc[part]),
            y0,
            x0,
            near=F(near) + F(0.2) * z[part],
        )
    if ringed:
        _paint_ring(stage, x, y, diameter / 2, hue, turn, squash, behind=False)


def _lit_planet(
    rng: Generator, kind: str, hue: float, size: int, tilt: float, light: tuple[float, float, float]
) -> tuple[Array, Array, Array, Array, Color]:
    sphere = _sphere(size, tilt)
    colors, bumps, own = _surface(rng, kind, hue, sphere, 1024 * 0.5 / size)
    disc = 1 - smoothstep(1 - 1.6 / size * _AIR, 1 + 1.6 / size * _AIR, sphere.radius)
    length = math.sqrt(sum(v * v for v in light))
    lx, ly, lz = (F(v / length) for v in light)
    facing = sphere.x * lx + sphere.y * ly + sphere.z * lz
    slope_x = (bumps - np.roll(bumps, max(1, size // 160), 1)) * np.sign(lx)
    slope_y = (bumps - np.roll(bumps, max(1, size // 160), 0)) * np.sign(ly)
    relief = F(0.0 if kind == "gas" else 0.06) * (slope_x + slope_y)
    day = smoothstep(-0.14, 0.85, facing + relief)
    air = from_lch(0.78, 0.12, {"gas": hue + 20, "lava": 40.0, "ice": 225.0, "rock": hue}.get(kind, 240.0))
    rim = np.clip(1 - sphere.z, 0, 1) ** 2.2 * smoothstep(-0.25, 0.5, facing)
    for k in range(3):
        glow = colors[k] * own
        colors[k] = colors[k] * (F(0.02) + F(1.06) * day)
        colors[k] += (1 - np.clip(colors[k], 0, 1)) * rim * air[k] * F(0.8)
        np.maximum(colors[k], glow, out=colors[k])
    outside = np.clip(sphere.radius - 1, 0, 1)
    halo = (
        np.exp(-outside * F(1 / 0.035)) * (sphere.radius > 0.99) * smoothstep(-0.4, 0.6, sphere.x * lx + sphere.y * ly)
    )
    return colors, disc, halo, sphere.z, air


def _paint_ring(
    stage: Stage, x: float, y: float, radius: float, hue: float, turn_deg: float, squash: float, *, behind: bool
) -> None:
    """The half of a ring behind or before its planet."""
    c, s = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    reach = radius * 2.25
    top, bottom = max(0, int(y - reach)), min(stage.height, int(y + reach) + 1)
    if bottom <= top:
        return
    dx, dy = stage.x - F(x), stage.y[top:bottom] - F(y)
    u, v = dx * F(c) + dy * F(s), dy * F(c) - dx * F(s)
    k = np.sqrt(u * u + (v * F(1 / squash)) ** 2) * F(1 / radius)
    profile = line_noise(rng_for("ring", round(hue, 3)), 512, 9, 5, 0.65).astype(F)
    place = np.clip((k - F(1.3)) * F(511 / 0.9), 0, 511).astype(np.int32)
    alpha = (
        np.clip((profile[place] - F(0.15)) * F(1.5), 0, 1) * smoothstep(1.3, 1.36, k) * (1 - smoothstep(2.12, 2.2, k))
    )
    alpha *= (v <= 0) if behind else (v > 0)
    if behind:
        shadow = np.abs(u - v * F(stage.side)) < radius * 0.9
        alpha *= np.where(shadow & (dx * F(stage.side) < 0), F(0.35), F(1.0))
    stage.lay(from_lch(0.82, 0.06, hue), alpha * F(0.85), top)


def any_planet(rng: Generator) -> str:
    """A kind by chance."""
    return pick(rng, *PLANETS)
