"""What several techniques share: luma, edge-keeping smoothing, flow along edges, paper, blending."""

import math
from typing import Protocol

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, ColorLike, F, hex_color
from rundot_studio.engine.painters.noise import blur, spectral_noise

NOISE_SIZE = 512
"""Side of the noise fields: a technique's grain is soft, and a larger field costs four times as much."""

Filtered = tuple[Array, Array | None]


class Filter(Protocol):
    """``apply`` of a module in this package."""

    def __call__(self, rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered: ...


def scale_of(rgb: Array) -> float:
    """Pixels for each pixel of a 1024 px picture."""
    return max(rgb.shape[:2]) / 1024


def luma(rgb: Array) -> Array:
    """Rec. 601 luma (height, width) of an sRGB picture."""
    return rgb[..., 0] * F(0.299) + rgb[..., 1] * F(0.587) + rgb[..., 2] * F(0.114)


def with_luma(rgb: Array, old: Array, new: Array) -> Array:
    """The picture with its luma replaced, hue kept."""
    ratio = new / np.maximum(old, F(0.02))
    return np.clip(rgb * np.clip(ratio, 0, 4)[..., None], 0, 1)


def saturated(rgb: Array, amount: float) -> Array:
    """Away from grey by ``amount`` (1 leaves it)."""
    grey = luma(rgb)[..., None]
    return np.clip(grey + (rgb - grey) * F(amount), 0, 1)


_SECTORS = 8


def kuwahara(rgb: Array, radius_px: float) -> Array:
    """Each pixel takes the mean of the calmest of eight round neighbourhoods that touch it.

    After M. Kuwahara et al. (1976), with Gaussian discs for its squares, which would leave square patches.
    """
    radius = max(0.8, radius_px * 0.62)
    reach = math.ceil(radius) + 1
    height, width = rgb.shape[:2]
    grey = luma(rgb)
    mean = cv2.GaussianBlur(rgb, (0, 0), radius * 0.62)
    grey_mean = cv2.GaussianBlur(grey, (0, 0), radius * 0.62)
    spread = cv2.GaussianBlur(grey * grey, (0, 0), radius * 0.62) - grey_mean * grey_mean
    mean = cv2.copyMakeBorder(mean, reach, reach, reach, reach, cv2.BORDER_REFLECT)
    spread = cv2.copyMakeBorder(spread, reach, reach, reach, reach, cv2.BORDER_REFLECT)
    best: Array | None = None
    least = np.zeros((height, width), F)
    for sector in range(_SECTORS):
        angle = 2 * math.pi * (sector + 0.5) / _SECTORS
        top, left = reach + round(radius * math.sin(angle)), reach + round(radius * math.cos(angle))
        here = spread[top : top + height, left : left + width]
        color = mean[top : top + height, left : left + width]
        if best is None:
            best, least = color.copy(), here.copy()
            continue
        cv2.copyTo(color, cv2.compare(here, least, cv2.CMP_LT), best)
        cv2.min(here, least, least)
    assert best is not None
    return best


def paper(rng: Generator, height: int, width: int) -> Array:
    """Tooth of cold-pressed paper, (height, width), mean 0, deviation about 0.33."""
    fine = spectral_noise(rng, height, width, 1.1, 12, size=NOISE_SIZE)
    broad = spectral_noise(rng, height, width, 2.0, 4, size=NOISE_SIZE)
    return np.asarray((fine * F(0.55) + broad * F(0.45)) / F(3), F)


def soft_noise(rng: Generator, height: int, width: int, beta: float = 2.8, lowest: float = 2) -> Array:
    """Slow wandering, (height, width), mean 0, deviation 1."""
    return spectral_noise(rng, height, width, beta, lowest, size=NOISE_SIZE)


def edge_flow(grey: Array, sigma_px: float) -> tuple[Array, Array]:
    """Unit vectors (x, y) along the edges: the minor direction of the smoothed structure tensor."""
    gx = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3)
    gy = cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=3)
    xx, yy, xy = (blur(product, sigma_px) for product in (gx * gx, gy * gy, gx * gy))
    angle = F(0.5) * np.arctan2(2 * xy, xx - yy) + F(math.pi / 2)
    return np.cos(angle).astype(F), np.sin(angle).astype(F)


def smear_along(field: Array, flow: tuple[Array, Array], length_px: float, steps: int = 6) -> Array:
    """Mean over a curved line along the flow, ``length_px`` each way (line integral convolution, Cabral 1993)."""
    height, width = field.shape[:2]
    xs, ys = np.meshgrid(np.arange(width, dtype=F), np.arange(height, dtype=F))
    total = field.copy()
    for sign in (1, -1):
        x, y = xs, ys
        step = F(sign * length_px / steps)
        for _ in range(steps):
            vx = cv2.remap(flow[0], x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)
            vy = cv2.remap(flow[1], x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)
            x, y = x + vx * step, y + vy * step
            total += cv2.remap(field, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    total *= F(1 / (2 * steps + 1))
    return total


def over(below: Array, color: ColorLike | Array, cover: Array) -> Array:
    """A colour, (3,) or (height, width, 3), laid over with ``cover`` (height, width)."""
    above = hex_color(color) if isinstance(color, str) else np.asarray(color, F)
    return np.clip(below + (above - below) * cover[..., None], 0, 1)
