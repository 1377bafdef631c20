"""How a surface answers light: tone from the normal, and the highlight, per material."""

from dataclasses import dataclass

import numpy as np

from .color import Array, F
from .noise import smoothstep

LIGHT = (-0.48, -0.62, 0.62)
"""Toward the light: from the upper left, in front of the picture."""


@dataclass(frozen=True)
class Finish:
    """Blinn-Phong highlight: its exponent and its strength 0..1."""

    sharpness: float
    strength: float


FINISHES = {
    "round": Finish(20, 0.10),
    "flat": Finish(20, 0.0),
    "metal": Finish(60, 0.75),
    "facet": Finish(30, 0.35),
    "bevel": Finish(18, 0.08),
    "gem": Finish(24, 0.60),
    "glass": Finish(90, 0.90),
    "wet": Finish(70, 0.80),
    "skin": Finish(14, 0.13),
}

# Sky, a dark band at the horizon, and the warm ground below it: (direction from below -1 to above 1, brightness).
_METAL_DIRECTIONS = (-1.0, -0.62, -0.34, -0.12, 0.06, 0.26, 0.50, 0.80, 1.0)
_METAL_BRIGHTNESS = (0.44, 0.37, 0.22, 0.15, 0.48, 0.86, 0.70, 0.61, 0.76)
_METAL_TABLE = np.interp(np.linspace(-1, 1, 512), _METAL_DIRECTIONS, _METAL_BRIGHTNESS).astype(F)


@dataclass(frozen=True)
class Normals:
    """Unit normals, x right, y down, z toward the viewer: each (height, width)."""

    x: Array
    y: Array
    z: Array

    @classmethod
    def from_slopes(cls, slope_x: Array, slope_y: Array) -> "Normals":
        z = 1 / np.sqrt(slope_x * slope_x + slope_y * slope_y + 1)
        return cls(-slope_x * z, -slope_y * z, z)

    def toward(self, direction: Array) -> Array:
        """Cosine of the angle to a unit direction (3,)."""
        return self.x * direction[0] + self.y * direction[1] + self.z * direction[2]


def unit(direction: tuple[float, float, float] | Array) -> Array:
    """Scaled to length one, (3,) float32."""
    x, y, z = (float(v) for v in direction)
    length = (x * x + y * y + z * z) ** 0.5
    return np.array([x / length, y / length, z / length], F)


def _metal_environment(normals: Normals) -> Array:
    position = (normals.y * F(-0.85) - normals.x * F(0.45) + 1) * F(255.5)
    return _METAL_TABLE[np.clip(position, 0, 511).astype(np.int32)]


def tone(material: str, normals: Normals, light: Array) -> Array:
    """Ramp position 0..1, (height, width): half-Lambert to the power 1.55; metal mirrors a room."""
    facing = normals.toward(light)
    if material == "metal":
        return F(0.52) * _metal_environment(normals) + F(0.48) * (F(0.16) + F(0.64) * np.clip(facing, 0, 1))
    if material == "facet":
        return F(0.18) + F(0.62) * np.clip(facing * F(0.9) + F(0.12), 0, 1)
    half_lambert = np.clip(facing * F(0.5) + F(0.5), 0, 1) ** F(1.55)
    # light thrown back from the floor opens the undersides
    bounce = np.clip(normals.y, 0, 1) * np.clip(F(0.55) - facing, 0, 1)
    return F(0.10) + F(0.74) * half_lambert + F(0.07) * bounce


def highlight(normals: Normals, light: Array, sharpness: float) -> Array:
    """Blinn-Phong, viewer in front: 0..1, (height, width)."""
    halfway = unit(light + np.array([0, 0, 1], F))
    return np.clip(normals.toward(halfway), 0, 1) ** F(sharpness)


def rim(normals: Normals) -> Array:
    """Grazing light from behind, lower right: 0..1, (height, width)."""
    grazing = (1 - normals.z) * np.clip(normals.x * F(0.72) + normals.y * F(0.50), 0, 1)
    return smoothstep(0.12, 0.55, grazing)
