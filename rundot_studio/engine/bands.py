"""Rows of a small map at the size of a large picture, so that full-size results are made a band at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

PIXELS_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Band:
    """Rows ``top``..``bottom`` of a picture of ``height`` x ``width`` pixels."""

    top: int
    bottom: int
    height: int
    width: int

    def of(self, small: Array) -> Array:
        """This band of ``small``, a map (or picture) of the whole scene of any size, interpolated linearly."""
        if small.shape[:2] == (self.height, self.width):
            return small[self.top : self.bottom]
        across, down = small.shape[1] / self.width, small.shape[0] / self.height
        where = np.array(
            [[across, 0, 0.5 * across - 0.5], [0, down, (self.top + 0.5) * down - 0.5]],
            np.float64,
        )
        size = (self.width, self.bottom - self.top)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        enlarged = cv2.warpAffine(small, where, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return enlarged.reshape(size[1], size[0], *small.shape[2:])


def bands(height: int, width: int, pixels: int = PIXELS_AT_ONCE) -> Iterator[Band]:
    """The bands of a picture, from the top, each of about ``pixels`` pixels."""
    rows = max(1, pixels // width)
    for top in range(0, height, rows):
        yield Band(top, min(top + rows, height), height, width)
