"""A finished picture with all that its painter knows about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .color import Array
from .reading import Reading


@dataclass(frozen=True)
class Painting:
    """``rgb`` (height, width, 3) and ``depth`` (height, width), 0 far .. 1 near, float32.

    ``matte`` (height, width) and ``foreground`` (height, width, 3) are the subject cut out, its colours unmixed from
    the ground; None where the picture has no subject. ``depth_known`` is False where a reference picture was redrawn:
    its depth is then only a ramp, and better estimated from the picture.
    """

    rgb: Array
    depth: Array
    matte: Array | None
    foreground: Array | None
    reading: Reading
    depth_known: bool = True

    def rgb8(self) -> NDArray[np.uint8]:
        """The picture as (height, width, 3) bytes."""
        return _bytes(self.rgb)

    def cutout8(self) -> NDArray[np.uint8]:
        """The subject alone as (height, width, 4) bytes, straight alpha; without a subject all of it, opaque."""
        height, width = self.depth.shape
        out = np.empty((height, width, 4), np.uint8)
        if self.matte is None or self.foreground is None:
            out[..., :3], out[..., 3] = self.rgb8(), 255
        else:
            out[..., :3], out[..., 3] = _bytes(self.foreground), _bytes(self.matte)
        return out

    def depth16(self) -> NDArray[np.uint16]:
        """Depth as (height, width), 0 far .. 65535 near."""
        return np.round(np.clip(self.depth, 0, 1) * 65535).astype(np.uint16)


def _bytes(field: Array) -> NDArray[np.uint8]:
    return np.round(np.clip(field, 0, 1) * 255).astype(np.uint8)
