"""Pictures to work on, decoded only when there is memory for what is to be done with them."""

import numpy as np
from numpy.typing import NDArray

from rundot_studio.domain.errors import StudioError
from rundot_studio.imaging import codec

Pixels = NDArray[np.uint8]

MOST_MEGAPIXELS = 100
"""Of a picture to cut out or to measure in depth: a worker then needs at most two and a half gigabytes."""
MOST_REFERENCE_PX = 4096
"""Longest side of a reference: ten of them have to fit, and no picture is painted larger."""


class InputTooLarge(StudioError):
    code = "INPUT_TOO_LARGE"


def decode_workable(data: bytes) -> Pixels:
    """(height, width, 4), uint8. Raises InputTooLarge from the headers alone, before a pixel is unpacked."""
    _check_size(data)
    return codec.decode_rgba(data)


def decode_reference(data: bytes) -> Pixels:
    """As :func:`decode_workable`, but scaled down where it has more detail than any painting."""
    picture = decode_workable(data)
    return codec.scaled_down(picture, MOST_REFERENCE_PX) if max(picture.shape[:2]) > MOST_REFERENCE_PX else picture


def _check_size(data: bytes) -> None:
    info = codec.probe(data)
    megapixels = info.width * info.height / 1e6
    if megapixels <= MOST_MEGAPIXELS:
        return
    share = (MOST_MEGAPIXELS / megapixels) ** 0.5
    fits = f"{int(info.width * share)} × {int(info.height * share)}"
    raise InputTooLarge(
        f"The picture has {info.width} × {info.height} pixels; the embedded engine works on at most "
        f"{MOST_MEGAPIXELS} megapixels here.",
        f"Scale it down to {fits} first.",
    )
