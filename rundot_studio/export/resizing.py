"""Sprites at another size: crisp for pixel art, by premultiplied colour for everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from rundot_studio.domain.errors import RuleBroken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

LARGEST_SCALE = 8.0


def resized(rgba: Rgba, size: tuple[int, int], *, pixel_art: bool) -> Rgba:
    """Straight RGBA (height, width, 4) at ``size`` (width, height).

    Pixel art takes the nearest pixel. Anything else is filtered with its colour multiplied by alpha, so that the hidden
    colour of clear pixels stays hidden: exact blocks are averaged, other ratios use Lanczos.
    """
    height, width = rgba.shape[:2]
    if size == (width, height):
        return rgba
    if pixel_art:
        return _nearest(rgba, size)
    exact = width % size[0] == 0 and height % size[1] == 0
    window = Image.Resampling.BOX if exact else Image.Resampling.LANCZOS

    def scaled(band: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(Image.fromarray(np.ascontiguousarray(band)).resize(size, window), np.float32)

    alpha = rgba[..., 3].astype(np.float32)
    new_alpha = np.clip(scaled(alpha), 0, 255)
    visible = np.maximum(new_alpha, np.float32(1e-3))
    bands = [scaled(rgba[..., channel] * alpha) / visible for channel in range(3)]
    result = np.clip(np.rint(np.dstack([*bands, new_alpha])), 0, 255).astype(np.uint8)
    result[result[..., 3] == 0] = 0
    return result


def scaled_size(size: tuple[int, int], factor: float) -> tuple[int, int]:
    """Width and height times ``factor``, at least one pixel."""
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def scale_factors(scales: tuple[float, ...], *, pixel_art: bool) -> dict[float, float]:
    """How much a stored picture is resized for each scale of a set.

    Pixel art is the set's @1x and is enlarged for the others. Any other picture is the largest of the set and is only
    ever scaled down: enlarging adds nothing that the engine could not. Raises RuleBroken.
    """
    if not scales or len(set(scales)) != len(scales) or not all(0 < each <= LARGEST_SCALE for each in scales):
        raise RuleBroken("scale", ",".join(f"{each:g}" for each in scales), "different numbers above 0, up to 8")
    base = 1.0 if pixel_art else max(scales)
    return {scale: scale / base for scale in scales}


def _nearest(rgba: Rgba, size: tuple[int, int]) -> Rgba:
    height, width = rgba.shape[:2]
    columns = (np.arange(size[0]) * 2 + 1) * width // (2 * size[0])
    rows = (np.arange(size[1]) * 2 + 1) * height // (2 * size[1])
    return rgba[rows[:, None], columns]
