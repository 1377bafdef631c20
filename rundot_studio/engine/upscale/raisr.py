"""RAISR: doubling by filters chosen per pixel from the direction, strength and coherence of the local gradient.

Romano, Isidoro, Milanfar, "RAISR: Rapid and Accurate Image Super Resolution" (IEEE TCI 2017). The table of filters
is trained by ``train.py`` on pictures of the embedded painters, so it is the program's own.
"""

import io
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.resources import resource_bytes

Array = NDArray[np.float32]
F = np.float32

DIRECTIONS = 12
STRENGTHS = (0.004, 0.012, 0.035)
"""Gradient strength bounds, for a lightness of 0..1 per pixel."""
COHERENCES = (0.25, 0.55)
BUCKETS = DIRECTIONS * (len(STRENGTHS) + 1) * (len(COHERENCES) + 1)
RADIUS = 3
TAPS = (2 * RADIUS + 1) ** 2
PHASES = 4
"""Each pixel becomes four: top left, top right, bottom left, bottom right."""

TABLE = "engine/raisr-2x.npz"
PIXELS_AT_ONCE = 1 << 15


@dataclass(frozen=True)
class FilterBank:
    """``filters``: (buckets, phases, taps) float32, applied to a patch from which its mean was taken."""

    filters: Array


@cache
def shipped_bank() -> FilterBank:
    """The trained table. Raises ``FileNotFoundError`` when the program was installed without its resources."""
    with np.load(io.BytesIO(resource_bytes(TABLE)), allow_pickle=False) as table:
        return FilterBank(np.ascontiguousarray(table["filters"].astype(F)))


def bucket_of(luma: Array) -> NDArray[np.uint8]:
    """The filter each pixel of ``luma`` (height, width), 0..1, asks for: 0..BUCKETS - 1."""
    dx = cv2.Sobel(luma, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    dy = cv2.Sobel(luma, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    xx, xy, yy = (cv2.GaussianBlur(product, (5, 5), 1.0) for product in (dx * dx, dx * dy, dy * dy))
    middle = (xx + yy) * F(0.5)
    half_gap = np.sqrt(((xx - yy) * F(0.5)) ** 2 + xy * xy)
    strong = np.sqrt(middle + half_gap)
    weak = np.sqrt(np.maximum(middle - half_gap, 0))
    coherence = (strong - weak) / (strong + weak + F(1e-6))
    turn = cv2.phase(xx - yy, 2 * xy) * F(DIRECTIONS / (2 * np.pi))
    direction = np.minimum(turn.astype(np.uint8), DIRECTIONS - 1)
    strength = sum((strong > bound).astype(np.uint8) for bound in STRENGTHS)
    agreement = sum((coherence > bound).astype(np.uint8) for bound in COHERENCES)
    bucket = (direction * (len(STRENGTHS) + 1) + strength) * (len(COHERENCES) + 1) + agreement
    return bucket.astype(np.uint8)


def double_luma(luma: Array, bank: FilterBank) -> Array:
    """``luma`` (height, width), 0..1, doubled: (2 height, 2 width)."""
    height, width = luma.shape
    span = 2 * RADIUS + 1
    bucket = bucket_of(luma)
    mean = cv2.blur(luma, (span, span), borderType=cv2.BORDER_REFLECT)
    padded = cv2.copyMakeBorder(luma, RADIUS, RADIUS, RADIUS, RADIUS, cv2.BORDER_REFLECT)
    out = np.empty((2 * height, 2 * width), F)
    rows = max(1, PIXELS_AT_ONCE // width)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        strip = _filtered(padded[top : bottom + 2 * RADIUS], bucket[top:bottom], mean[top:bottom], bank)
        for phase in range(PHASES):
            out[2 * top + phase // 2 : 2 * bottom : 2, phase % 2 :: 2] = strip[..., phase]
    return out


def _filtered(padded: Array, bucket: NDArray[np.uint8], mean: Array, bank: FilterBank) -> Array:
    """Pixels are sorted by bucket so that each filter meets its patches in one call: (rows, width, PHASES)."""
    rows, width = bucket.shape
    flat_bucket = bucket.ravel()
    order = np.argsort(flat_bucket, kind="stable")
    row, column = np.divmod(order, width)
    corner = row * padded.shape[1] + column
    source = padded.ravel()
    base = mean.ravel()[order]
    patches = np.empty((TAPS, order.size), F)
    for tap in range(TAPS):
        offset = tap // (2 * RADIUS + 1) * padded.shape[1] + tap % (2 * RADIUS + 1)
        np.take(source, corner + offset, out=patches[tap], mode="clip")
    patches -= base
    samples = cv2.transpose(patches).reshape(-1, 1, TAPS)
    ends = np.cumsum(np.bincount(flat_bucket, minlength=BUCKETS))
    values = np.empty((order.size, PHASES), F)
    start = 0
    for index, end in enumerate(ends.tolist()):
        if end > start:
            # cv2.transform and not a matrix product: BLAS rounds differently from processor to processor
            values[start:end] = cv2.transform(samples[start:end], bank.filters[index]).reshape(-1, PHASES)
        start = end
    values += base[:, None]
    out = np.empty((order.size, PHASES), F)
    out[order] = values
    return out.reshape(rows, width, PHASES)


def double(rgb: Array, bank: FilterBank) -> Array:
    """``rgb`` (height, width, 3), 0..1, doubled: filters on luma; cubic on chroma, where the eye forgives."""
    height, width = rgb.shape[:2]
    ycc = cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)
    large = np.empty((2 * height, 2 * width, 3), F)
    large[..., 0] = double_luma(np.ascontiguousarray(ycc[..., 0]), bank)
    chroma = cv2.resize(ycc[..., 1:], (2 * width, 2 * height), interpolation=cv2.INTER_CUBIC)
    large[..., 1:] = chroma.reshape(2 * height, 2 * width, 2)
    return cv2.cvtColor(large, cv2.COLOR_YCrCb2RGB)
