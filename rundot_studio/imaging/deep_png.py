"""PNG with 16 bits a channel, which Pillow writes for grey only; filtered and packed a band of rows at a time."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from .png_chunks import SIGNATURE, build_chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BYTES_AT_ONCE = 4 << 20
_COLOR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}


def encode(array: NDArray[np.uint16], compression: int) -> bytes:
    """A PNG of shape (height, width) or (height, width, channels), 1 to 4 channels: grey, grey and alpha, RGB, RGBA."""
    import numpy as np

    height, width = array.shape[:2]
    channels = 1 if array.ndim == 2 else array.shape[2]
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((16, _COLOR_TYPES[channels], 0, 0, 0))
    row_bytes = 2 * width * channels
    packer = zlib.compressobj(compression)
    pieces: list[bytes] = []
    before = np.zeros((1, row_bytes), np.uint8)
    step = max(1, BYTES_AT_ONCE // row_bytes)
    for top in range(0, height, step):
        rows = array[top : top + step].astype(">u2").reshape(-1, width * channels).view("u1")
        pieces.append(packer.compress(_filtered(rows, before, 2 * channels).tobytes()))
        before = rows[-1:]
    pixels = b"".join([*pieces, packer.flush()])
    return SIGNATURE + build_chunk(b"IHDR", header) + build_chunk(b"IDAT", pixels) + build_chunk(b"IEND", b"")


def _filtered(rows: NDArray[np.uint8], before: NDArray[np.uint8], pixel_bytes: int) -> NDArray[np.uint8]:
    """Each row with the filter whose bytes, as signed numbers, have the smallest sum: PNG specification, 12.7.

    ``before`` (1, n) is the row above the first, zeros at the top of the picture.
    """
    import numpy as np

    left = np.zeros_like(rows)
    left[:, pixel_bytes:] = rows[:, :-pixel_bytes]
    up = np.concatenate([before, rows[:-1]])
    candidates = {0: rows, 1: rows - left, 2: rows - up, 4: rows - _paeth(left, up, pixel_bytes)}
    best = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    best_cost = np.full(rows.shape[0], np.iinfo(np.int64).max)
    for number, candidate in candidates.items():
        cost = np.abs(candidate.view(np.int8).astype(np.int16)).sum(axis=1, dtype=np.int64)
        better = cost < best_cost
        best[better, 0] = number
        best[better, 1:] = candidate[better]
        best_cost[better] = cost[better]
    return best


def _paeth(left: NDArray[np.uint8], up: NDArray[np.uint8], pixel_bytes: int) -> NDArray[np.uint8]:
    """Whichever of left, up and upper left is nearest to left + up - upper left: PNG specification, 9.4."""
    import numpy as np

    corner = np.zeros_like(up)
    corner[:, pixel_bytes:] = up[:, :-pixel_bytes]
    near_left = np.abs(up.astype(np.int16) - corner)
    near_up = np.abs(left.astype(np.int16) - corner)
    near_corner = np.abs(left.astype(np.int16) + up - 2 * corner.astype(np.int16))
    chosen = np.where(near_up <= near_corner, up, corner)
    return np.where((near_left <= near_up) & (near_left <= near_corner), left, chosen)
