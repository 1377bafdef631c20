"""Oil: colour smeared along the forms in strokes, with the paint's own relief."""

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F
from rundot_studio.engine.painters.noise import blur, child_rng

from .surface import Filtered, edge_flow, kuwahara, luma, saturated, scale_of, smear_along, soft_noise

_FLOW_SIDE = 640


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture in thick paint; see the package for the arguments."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    scale = scale_of(rgb)
    patches = kuwahara(kuwahara(np.ascontiguousarray(rgb, F), 5 * scale), 3 * scale)
    small_width, small_height = _reduced(width, height)
    small = cv2.resize(patches, (small_width, small_height), interpolation=cv2.INTER_AREA)
    ratio = max(small_width, small_height) / 1024
    flow = _stroke_flow(own, luma(small), ratio)
    bristle = _bristles(own, small_height, small_width, flow, ratio)
    bristle = cv2.resize(bristle, (width, height), interpolation=cv2.INTER_CUBIC)
    full_flow = tuple(cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR) for part in flow)
    smeared = smear_along(patches, (full_flow[0], full_flow[1]), 7 * scale, 3)
    broken = soft_noise(own, height, width, 1.6, 14) * F(0.018)
    body = smeared * (1 + F(0.032) * bristle + broken)[..., None]
    relief = _impasto(bristle, luma(smeared), scale)
    body = np.clip(body + relief[..., None], 0, 1)
    crisp = body + F(0.35) * (body - cv2.GaussianBlur(body, (0, 0), max(0.6, 2 * scale)))
    return saturated(np.clip(crisp, 0, 1), 1.08), matte


def _reduced(width: int, height: int) -> tuple[int, int]:
    factor = min(1.0, _FLOW_SIDE / max(width, height))
    return max(2, round(width * factor)), max(2, round(height * factor))


def _stroke_flow(rng: Generator, grey: Array, scale: float) -> tuple[Array, Array]:
    """Along the edges where there are any, along a slow wander where the picture is flat."""
    along_x, along_y = edge_flow(grey, max(0.8, 6 * scale))
    gx = blur(np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(grey, cv2.CV_32F, 0, 1)), 5 * scale)
    sure = np.clip(gx * F(9), 0, 1)
    angle = soft_noise(rng, grey.shape[0], grey.shape[1], 3.2, 2) * F(0.8) + F(0.5)
    x = along_x * sure + np.cos(angle) * (1 - sure)
    y = along_y * sure + np.sin(angle) * (1 - sure)
    length = np.sqrt(x * x + y * y) + F(1e-6)
    return (x / length).astype(F), (y / length).astype(F)


def _bristles(rng: Generator, height: int, width: int, flow: tuple[Array, Array], scale: float) -> Array:
    """Streaks of a brush: fine noise smeared along the flow, deviation 1."""
    noise = soft_noise(rng, height, width, 0.9, 12)
    streaks = smear_along(noise, flow, 20 * scale, 7)
    loaded = np.clip(F(0.55) + F(0.5) * soft_noise(rng, height, width, 2.6, 4), 0.05, 1.6)
    return streaks / F(float(streaks.std()) + 1e-6) * loaded


def _impasto(bristle: Array, tone: Array, scale: float) -> Array:
    """Light from the upper left on ridges of paint: thick in the lights, thin in the darks."""
    thickness = bristle * (F(0.35) + F(0.65) * tone)
    gx = cv2.Sobel(thickness, cv2.CV_32F, 1, 0, ksize=3)
    gy = cv2.Sobel(thickness, cv2.CV_32F, 0, 1, ksize=3)
    return np.clip((gx + gy) * F(-0.0085 * max(scale, 0.4)), -0.06, 0.08)
