"""Fog that thickens with distance.

Transmittance falls exponentially (Bouguer, Lambert, Beer), as in OpenGL's GL_EXP fog. It is looked up from depth in
256 steps; the depth is dithered before it is rounded (interleaved gradient noise: Jimenez, "Next generation post
processing in Call of Duty: Advanced Warfare", 2014), so that dense fog shows no contours.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth, Rgba
from .ranges import check_range

F = np.float32


@dataclass(frozen=True)
class FogSettings:
    """``color`` red, green, blue 0..255; ``density`` 0..10: the farthest point is seen through e^-density.

    ``start`` 0..1 is the distance from the nearest point (0) to the farthest (1) at which fog begins.
    """

    color: tuple[int, int, int] = (196, 208, 220)
    density: float = 2.0
    start: float = 0.1

    def check(self) -> None:
        """Raises RuleBroken."""
        for part in self.color:
            check_range("color", part, 0, 255)
        check_range("density", self.density, 0, 10)
        check_range("start", self.start, 0, 1)


class FoggyPicture:
    """A picture of one size with its ``depth``, prepared for any fog."""

    def __init__(self, picture: Rgba, depth: Depth) -> None:
        self._picture = picture
        steps = cv2.convertScaleAbs(depth * F(255) + _dither(*depth.shape) - F(0.5))
        self._steps = cv2.merge([steps] * 4)

    def render(self, settings: FogSettings, out: Rgba | None = None) -> Rgba:
        """(height, width, 4), with the picture's alpha."""
        seen = transmittance(settings)
        clear = np.full((1, 256, 4), 255, np.uint8)
        clear[0, :, :3] = np.rint(seen * 255)[:, None]
        veil = np.zeros((1, 256, 4), np.uint8)
        veil[0, :, :3] = np.rint((1 - seen)[:, None] * np.asarray(settings.color, F))
        result = np.empty_like(self._picture) if out is None else out
        cv2.multiply(self._picture, cv2.LUT(self._steps, clear), result, 1 / 255)
        cv2.add(result, cv2.LUT(self._steps, veil), result)
        return result


def transmittance(settings: FogSettings) -> NDArray[np.float32]:
    """How much is seen through the fog at each of 256 depths, far to near: 0..1."""
    distance = np.linspace(1, 0, 256, dtype=F)
    in_fog = np.maximum(distance - F(settings.start), 0) / F(max(1e-3, 1 - settings.start))
    return np.exp(F(-settings.density) * in_fog).astype(F)


def _dither(height: int, width: int) -> NDArray[np.float32]:
    """Noise 0..1 whose neighbours differ as much as they can."""
    x = np.arange(width, dtype=F)
    y = np.arange(height, dtype=F)[:, None]
    return np.mod(F(52.9829189) * np.mod(F(0.06711056) * x + F(0.00583715) * y, F(1)), F(1)).astype(F)
