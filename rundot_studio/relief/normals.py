"""Which way each pixel faces, from depth: for the light view, and as a normal map.

x to the right, y up, z toward the viewer. The relief is the map times ``height``, so a normal is (-dz/dx, -dz/dy, 1)
made one long. Slopes are differences to both neighbours; where one of them lies across an object's outline its
difference does not count, so that an outline raises no wall around the object. Waves too low to be shapes are
smoothed before by the guided filter with the map as its own guide (He, Sun, Tang, PAMI 2013), which keeps edges and,
continued over the border as they fall, slopes.

Pixel art that was enlarged by a whole factor faces the same way all over each of its pixels.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth, Plane, Rgba, row_bands
from .ranges import check_range
from .upsampling import brightness

F = np.float32
_HALO_PX = 24
_OUTLINE_SLOPE = 12.0
"""Depth ranges per length of the picture above which a difference is an outline."""
_MOST_OUTLINE_STEP = 0.15
_DETAIL_HEIGHT = 0.012
"""How high, in lengths of the picture, full detail raises white over its black surroundings."""
_DETAIL_SIGMA_SHARE = 1 / 128
_SMOOTHING_SHARE = 1 / 128
_WAVE = 0.01
"""Depth differences within that distance that count as waves."""


@dataclass(frozen=True)
class NormalSettings:
    """``height`` of the relief from far to near, in lengths of the picture's longer side (0..2).

    ``detail`` 0..1 adds the picture's own brightness as fine relief. ``walls`` keeps the slopes of outlines.
    ``smoothing`` 0..4 evens out low waves of the depth, over twice as far each way as 1 does for 2.
    """

    height: float = 0.2
    detail: float = 0.25
    walls: bool = False
    smoothing: float = 1.0

    def check(self) -> None:
        """Raises RuleBroken."""
        check_range("height", self.height, 0, 2)
        check_range("detail", self.detail, 0, 1)
        check_range("smoothing", self.smoothing, 0, 4)


def normals(depth: Depth, picture: Rgba, settings: NormalSettings | None = None) -> NDArray[np.float32]:
    """Unit vectors (height, width, 3) for ``depth`` and ``picture`` of one size."""
    settings = settings or NormalSettings()
    block = block_size(depth, picture)
    if block > 1:
        coarse = _unit_normals(
            np.ascontiguousarray(depth[::block, ::block]),
            np.ascontiguousarray(picture[::block, ::block]),
            settings,
            max(depth.shape) // block,
        )
        return cv2.resize(coarse, depth.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return _unit_normals(depth, picture, settings, max(depth.shape))


def normal_map(
    depth: Depth, picture: Rgba, settings: NormalSettings | None = None, *, green_down: bool = False
) -> Rgba:
    """Normals as colours, with the picture's alpha; clear pixels face the viewer.

    Each of x, y, z in -1..1 is 0..255, flat (128, 128, 255). Green is up as in OpenGL, Godot and Unity;
    ``green_down`` is the way of DirectX and Unreal. Made in bands: beside the result little memory is needed.
    """
    settings = settings or NormalSettings()
    height, width = depth.shape
    block = block_size(depth, picture)
    if block > 1:
        small = np.ascontiguousarray(depth[::block, ::block]), np.ascontiguousarray(picture[::block, ::block])
        coarse = normal_map(*small, settings, green_down=green_down)
        return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_NEAREST)
    result = np.empty((height, width, 4), np.uint8)
    halo = _HALO_PX + 4 * _smoothing_radius(settings.smoothing, max(height, width))
    for top, bottom in row_bands(height, width):
        above, below = max(0, top - halo), min(height, bottom + halo)
        vectors = _unit_normals(depth[above:below], picture[above:below], settings, max(height, width))
        vectors = vectors[top - above : bottom - above]
        if green_down:
            vectors[..., 1] = -vectors[..., 1]
        alpha = picture[top:bottom, :, 3]
        vectors[alpha == 0] = (0, 0, 1)
        result[top:bottom, :, :3] = np.rint(vectors * F(127.5) + F(127.5))
        result[top:bottom, :, 3] = alpha
    return result


def block_size(depth: Depth, picture: Rgba) -> int:
    """The whole factor by which both were enlarged from pixel art; 1 for anything else."""
    size = math.gcd(*depth.shape)
    for stored in (picture, depth):
        for axis in (0, 1):
            if size == 1:
                return 1
            size = _block_along(stored, axis, size)
    return size if size < max(depth.shape) else 1


def _block_along(stored: NDArray[np.uint8] | Depth, axis: int, size: int) -> int:
    """The greatest divisor of ``size`` at whose multiples alone ``stored`` changes along ``axis``."""
    length = stored.shape[axis]
    for at in range(1, length):
        if at % size and not np.array_equal(stored.take(at, axis), stored.take(at - 1, axis)):
            size = math.gcd(size, at)
            if size == 1:
                break
    return size


def _unit_normals(depth: Depth, picture: Rgba, settings: NormalSettings, longer: int) -> NDArray[np.float32]:
    smooth = _without_waves(depth, _smoothing_radius(settings.smoothing, longer))
    outline = None if settings.walls else F(min(_MOST_OUTLINE_STEP, _OUTLINE_SLOPE / longer))
    scale = F(settings.height * longer)
    across = _slope(smooth, 1, outline) * scale
    down = _slope(smooth, 0, outline) * scale
    if settings.detail > 0:
        fine = _fine_relief(picture, longer)
        strength = F(settings.detail * _DETAIL_HEIGHT * longer)
        across += _slope(fine, 1, None) * strength
        down += _slope(fine, 0, None) * strength
    vectors = np.empty((*depth.shape, 3), F)
    length = F(1) / np.sqrt(across * across + down * down + F(1))
    vectors[..., 0] = -across * length
    vectors[..., 1] = down * length
    vectors[..., 2] = length
    return vectors


def _smoothing_radius(smoothing: float, longer: int) -> int:
    return round(smoothing * longer * _SMOOTHING_SHARE)


def _without_waves(depth: Depth, radius: int) -> Depth:
    """``depth`` evened out over 2 ``radius`` + 1 pixels where it hardly differs."""
    margin = 2 * radius
    if radius < 1 or min(depth.shape) <= margin:
        return depth
    wide = np.pad(depth, margin, mode="reflect", reflect_type="odd").astype(F)
    side = (2 * radius + 1, 2 * radius + 1)
    mean = cv2.blur(wide, side)
    variance = np.maximum(cv2.blur(wide * wide, side) - mean * mean, 0)
    slope = variance / (variance + F(_WAVE**2))
    smooth = cv2.blur(slope, side) * wide + cv2.blur(mean - slope * mean, side)
    return np.ascontiguousarray(smooth[margin:-margin, margin:-margin])


def _slope(values: Plane, axis: int, outline: np.float32 | None) -> Plane:
    """Change of ``values`` per pixel along ``axis``, from both neighbours; at the border from the one there is."""
    if values.shape[axis] < 2:
        return np.zeros_like(values)
    step = np.diff(values, axis=axis)
    weight = np.ones_like(step) if outline is None else F(1) / (F(1) + np.square(np.square(step / outline)))
    weighted = step * weight
    pad = [(0, 0), (0, 0)]
    pad[axis] = (1, 1)
    weight, weighted = np.pad(weight, pad), np.pad(weighted, pad)
    before = [slice(None), slice(None)]
    after = [slice(None), slice(None)]
    before[axis], after[axis] = slice(None, -1), slice(1, None)
    first, second = tuple(before), tuple(after)
    total = weight[first] + weight[second]
    # Between two outlines there is next to nothing to go by: such a pixel is flat.
    return (weighted[first] + weighted[second]) / np.maximum(total, F(0.02))


def _fine_relief(picture: Rgba, longer: int) -> Plane:
    """Brightness over that of the surroundings, -1..1, smoothed against the noise of compression."""
    light = cv2.GaussianBlur(brightness(picture), (0, 0), 0.7, borderType=cv2.BORDER_REFLECT)
    sigma = min(_HALO_PX / 3, max(1.0, longer * _DETAIL_SIGMA_SHARE))
    return light - cv2.GaussianBlur(light, (0, 0), sigma, borderType=cv2.BORDER_REFLECT)
