"""Cut-outs made ready for a game: trimming, padding, colour under transparency, scaling down.

All pictures here are straight RGBA: shape (height, width, 4), uint8, colour not multiplied by alpha. Filters work on
colour times alpha in floating point, so that neither does the hidden colour of clear pixels leak out, nor does the
colour of faint ones lose its precision. No function changes its input; all return a new array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]
    Float = NDArray[np.float32]

_EXACT_BLEED_PX = 4
"""So far out colours spread pixel by pixel; beyond, where only distant mip levels look, by halves of the size."""


def trim(rgba: Rgba, threshold: int = 0) -> tuple[Rgba, tuple[int, int]]:
    """The smallest rectangle that holds every pixel with alpha above ``threshold``, and its offset (x, y) in pixels.

    ``threshold`` 0..254. The default keeps all that shows at all; 8 or so also cuts off the faint dust that a
    cut-out leaves. A picture without such a pixel gives one clear pixel at (0, 0): an empty texture loads nowhere.
    """
    import numpy as np

    shows = rgba[..., 3] > threshold
    columns = np.flatnonzero(shows.any(axis=0))
    rows = np.flatnonzero(shows.any(axis=1))
    if columns.size == 0:
        return np.zeros((1, 1, 4), np.uint8), (0, 0)
    left, top = int(columns[0]), int(rows[0])
    return rgba[top : rows[-1] + 1, left : columns[-1] + 1].copy(), (left, top)


def pad(rgba: Rgba, px: int) -> Rgba:
    """``px`` clear pixels added on every side."""
    import numpy as np

    return np.pad(rgba, ((px, px), (px, px), (0, 0)))


def bleed(rgba: Rgba) -> Rgba:
    """The colours of visible pixels extended under the clear ones; alpha and visible pixels stay as they are.

    Engines filter textures in straight alpha: at a sprite's edge they mix in the colour of clear pixels, which would
    show as a dark fringe. Near the edge each clear pixel takes the mean of its visible neighbours, weighted by alpha;
    farther out, of ever larger blocks (pull and push: Gortler et al., "The Lumigraph", 1996, section 3.4).
    """
    import numpy as np

    alpha = rgba[..., 3].astype(np.float32)
    clear = rgba[..., 3] == 0
    if not clear.any() or clear.all():
        return rgba.copy()
    color = rgba[..., :3].astype(np.float32)
    weight = alpha / np.float32(255)
    for _ in range(_EXACT_BLEED_PX):
        weight = _spread(color, weight)
    color = _fill_from_halves(color * weight[..., None], weight)
    bled = rgba.copy()
    bled[clear, :3] = np.clip(np.rint(color[clear]), 0, 255).astype(np.uint8)
    return bled


def fit_within(rgba: Rgba, max_side: int) -> Rgba:
    """Scaled down so that the longer side is at most ``max_side`` pixels; a smaller picture is returned as it is.

    Dividing by a whole number averages exact blocks, so pixel art that was enlarged by nearest comes back crisp; any
    other ratio uses a Hamming window, which has no steps of uneven width and no ringing.
    """
    import numpy as np
    from PIL import Image

    height, width = rgba.shape[:2]
    longer = max(height, width)
    if longer <= max_side:
        return rgba.copy()
    size = max(1, round(width * max_side / longer)), max(1, round(height * max_side / longer))
    exact = width % size[0] == 0 and height % size[1] == 0
    window = Image.Resampling.BOX if exact else Image.Resampling.HAMMING

    def scaled(band: Float) -> Float:
        return np.asarray(Image.fromarray(np.ascontiguousarray(band)).resize(size, window), np.float32)

    alpha = rgba[..., 3].astype(np.float32)
    small_alpha = scaled(alpha)
    visible = np.maximum(small_alpha, np.float32(1e-6))
    bands = [scaled(rgba[..., channel] * alpha) / visible for channel in range(3)]
    small = np.clip(np.rint(np.dstack([*bands, small_alpha])), 0, 255).astype(np.uint8)
    small[small[..., 3] == 0] = 0
    return small


def _spread(color: Float, weight: Float) -> Float:
    """One pixel outward: where ``weight`` is 0, the weighted mean of the eight neighbours goes into ``color``.

    Returns the new weights, those of the pixels reached being the mean of their neighbours'.
    """
    total = _sum_of_nine(weight)
    mixed = _sum_of_nine(color * weight[..., None])
    reached = (weight == 0) & (total > 0)
    weight = weight.copy()
    color[reached] = mixed[reached] / total[reached, None]
    weight[reached] = total[reached] / 9
    return weight


def _sum_of_nine(values: Float) -> Float:
    """Each pixel together with its eight neighbours; beyond the edge there is nothing."""
    sums = values.copy()
    sums[1:] += values[:-1]
    sums[:-1] += values[1:]
    across = sums.copy()
    across[:, 1:] += sums[:, :-1]
    across[:, :-1] += sums[:, 1:]
    return across


def _fill_from_halves(weighted: Float, weight: Float) -> Float:
    """Colour for every pixel: its own where ``weight`` is above 0, else that of the same place at half the size."""

    empty = weight == 0
    color = weighted.copy()
    color[~empty] /= weight[~empty, None]
    if not empty.any() or weight.shape == (1, 1):
        return color
    height, width = weight.shape
    half = _fill_from_halves(_halved(weighted), _halved(weight))
    doubled = half.repeat(2, axis=0)[:height].repeat(2, axis=1)[:, :width]
    color[empty] = doubled[empty]
    return color


def _halved(values: Float) -> Float:
    """Means of blocks of two by two; an odd edge counts as followed by zeros."""
    import numpy as np

    odd = [(0, values.shape[0] % 2), (0, values.shape[1] % 2)] + [(0, 0)] * (values.ndim - 2)
    even = np.pad(values, odd)
    sums: Float = even[0::2, 0::2] + even[1::2, 0::2] + even[0::2, 1::2] + even[1::2, 1::2]
    return sums / np.float32(4)
