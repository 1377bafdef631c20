"""A stored depth map as numbers: any bit depth, grey or colour, white near."""

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging import codec, png_chunks

from .arrays import Depth, row_bands

F = np.float32
_LUMA = np.array([[0.299, 0.587, 0.114]], F)
_STEP_8_BITS = 1 / 255
_DEBAND_SIGMAS_PX = (16.0, 6.0, 2.0)
_FLAT = 1e-6
_PERCENTILE_SAMPLES = 1 << 20


def read_depth(data: bytes) -> Depth:
    """The depth map in an encoded picture, upright. Raises SourceUnusable.

    16-bit maps keep all their steps. The steps of 8-bit maps are smoothed by up to half a step, as they would show as
    terraces in normals and meshes. Clear pixels are as far away as can be.
    """
    info = codec.probe(data)
    if info.format == "png" and png_chunks.read_header(data).bit_depth == 16:
        return _turned(_read_deep(data), info.orientation)
    return without_steps(_grey(codec.decode_rgba(data), 255))


def without_steps(depth: Depth, step: float = _STEP_8_BITS) -> Depth:
    """``depth`` in steps of ``step``, smoothed as far as rounding to those steps gives the same map again.

    Blurs of falling width, each held within half a step of what was stored: ramps become smooth, edges stay.
    """
    half = F(step * 0.499)
    low, high = depth - half, depth + half
    smooth = depth
    for sigma in _DEBAND_SIGMAS_PX:
        smooth = cv2.GaussianBlur(smooth, (0, 0), sigma, borderType=cv2.BORDER_REFLECT)
        np.clip(smooth, low, high, out=smooth)
    return np.clip(smooth, 0, 1, out=smooth)


def stretched(depth: Depth, cut_percent: float = 0.5) -> Depth:
    """The range between the percentiles ``cut_percent`` and 100 - ``cut_percent`` spread over 0..1; flat maps stay."""
    stride = max(1, round((depth.size / _PERCENTILE_SAMPLES) ** 0.5))
    low, high = np.percentile(depth[::stride, ::stride], (cut_percent, 100 - cut_percent))
    if high - low < _FLAT:
        return depth
    result = np.empty_like(depth)
    scale = F(1 / (high - low))
    for top, bottom in row_bands(*depth.shape):
        np.clip((depth[top:bottom] - F(low)) * scale, 0, 1, out=result[top:bottom])
    return result


def to_8_bits(depth: Depth) -> NDArray[np.uint8]:
    """Grey (height, width) of a depth from 0 to 1: 255 is near."""
    return np.asarray(_quantised(depth, 255, np.uint8), np.uint8)


def to_16_bits(depth: Depth) -> NDArray[np.uint16]:
    """Grey (height, width) of a depth from 0 to 1: 65535 is near."""
    return np.asarray(_quantised(depth, 65535, np.uint16), np.uint16)


def encode_depth_png(depth: Depth, bits: int) -> bytes:
    """A grey PNG of 8 or 16 ``bits``, white near."""
    grey = to_16_bits(depth) if bits == 16 else to_8_bits(depth)
    # OpenCV filters row by row, so that even 8192 x 8192 takes no more than the file.
    return bytes(cv2.imencode(".png", grey)[1].data)


def _quantised(depth: Depth, largest: int, kind: type) -> NDArray[np.generic]:
    result: NDArray[np.generic] = np.empty(depth.shape, kind)
    for top, bottom in row_bands(*depth.shape):
        result[top:bottom] = np.rint(depth[top:bottom] * F(largest))
    return result


def _read_deep(data: bytes) -> Depth:
    """A 16-bit PNG, which the codec would round to 8 bits."""
    codec.check_whole(data)
    flags = cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION
    stored = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if stored is None:
        raise SourceUnusable("The depth map can't be read.", "Save it again as a PNG.")
    if stored.ndim == 3:
        stored = stored[..., [2, 1, 0, 3][: stored.shape[2]]]
    return _grey(stored, 65535 if stored.dtype == np.uint16 else 255)


def _grey(stored: NDArray[np.uint8] | NDArray[np.uint16], largest: int) -> Depth:
    """Of grey (height, width), RGB or RGBA: luma (BT.601) times alpha, 0..1."""
    result = np.empty(stored.shape[:2], F)
    for top, bottom in row_bands(stored.shape[0], stored.shape[1]):
        band = stored[top:bottom].astype(F) * F(1 / largest)
        if band.ndim == 3:
            luma = cv2.transform(np.ascontiguousarray(band[..., :3]), _LUMA).reshape(band.shape[:2])
            band = luma * band[..., 3] if band.shape[2] == 4 else luma
        result[top:bottom] = band
    return result


def _turned(depth: Depth, orientation: int) -> Depth:
    """Upright, by EXIF's orientation 1 to 8: 5 to 8 are turned over their diagonal first."""
    if orientation >= 5:
        depth = depth.T
    if orientation in (2, 3, 6, 7):
        depth = depth[:, ::-1]
    if orientation in (3, 4, 7, 8):
        depth = depth[::-1]
    return np.ascontiguousarray(depth)
