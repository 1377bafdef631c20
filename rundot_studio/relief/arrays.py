"""The arrays of this package by name."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Depth = NDArray[np.float32]
"""(height, width), 0 far to 1 near."""

Plane = NDArray[np.float32]
"""(height, width), one number a pixel."""

Rgba = NDArray[np.uint8]
"""(height, width, 4), straight alpha."""

Mask = NDArray[np.bool_]
"""(height, width)."""

PIXELS_AT_ONCE = 1 << 21


def row_bands(height: int, width: int, pixels: int = PIXELS_AT_ONCE) -> Iterator[tuple[int, int]]:
    """First and last-but-one row of bands of about ``pixels`` pixels, from the top: large results are made by these."""
    rows = max(1, pixels // width)
    for top in range(0, height, rows):
        yield top, min(top + rows, height)
