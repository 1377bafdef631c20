"""What reference pictures lend.

* Palette: the dominant colours of all references together recolour the picture (:class:`coloring.PaletteTransfer`).
* Composition: of the first reference, where its subject stands and how large, for a lone subject; where its horizon
  lies, for a scene.
* Itself: where the prompt names only a style ("watercolor"), or speaks of the reference, the first reference is redrawn
  in that style.

Nothing else: what a reference shows is not recognised.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .color import Array, F
from .noise import blur, smoothstep

Pixels = NDArray[np.uint8]
_SIDE = 96


@dataclass(frozen=True)
class Composition:
    """``center`` (x, y) of the subject in fractions and ``extent``, the larger of its relative width and height; None
    where none stands out. ``horizon`` is a fraction of the height, None where there is no clear one."""

    center: tuple[float, float] | None
    extent: float | None
    horizon: float | None


def split(reference: Pixels) -> tuple[Array, Array | None]:
    """(rgb (height, width, 3) in 0..1, alpha (height, width) or None) of a grey, rgb or rgba picture of bytes."""
    picture = reference.astype(F) / F(255)
    if picture.ndim == 2:
        picture = picture[..., None]
    if picture.shape[2] <= 2:  # grey, perhaps with alpha
        picture = np.concatenate([np.repeat(picture[..., :1], 3, 2), picture[..., 1:]], 2)
    if picture.shape[2] == 4:
        alpha = np.ascontiguousarray(picture[..., 3])
        rgb = picture[..., :3] * alpha[..., None] + (1 - alpha)[..., None]
        return np.ascontiguousarray(rgb), alpha if float(alpha.min()) < 0.99 else None
    return np.ascontiguousarray(picture[..., :3]), None


def covering(picture: Array, width: int, height: int) -> Array:
    """Resized and cropped about its middle so that it fills (height, width)."""
    rows, columns = picture.shape[:2]
    factor = max(width / columns, height / rows)
    size = (max(width, round(columns * factor)), max(height, round(rows * factor)))
    resized = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return np.clip(np.ascontiguousarray(resized[top : top + height, left : left + width]), 0, 1)


def composition_of(reference: Pixels) -> Composition:
    """Where the subject of a picture stands, and its horizon."""
    rgb, alpha = split(reference)
    factor = _SIDE / max(rgb.shape[:2])
    size = (max(8, round(rgb.shape[1] * factor)), max(8, round(rgb.shape[0] * factor)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    mask = _standing_out(small) if alpha is None else cv2.resize(alpha, size, interpolation=cv2.INTER_AREA) > 0.5
    center, extent = _box(mask)
    return Composition(center, extent, _horizon(small))


def _standing_out(small: Array) -> NDArray[np.bool_]:
    """What differs from the ring along the border, weighed toward the middle."""
    ring = np.concatenate([small[:4].reshape(-1, 3), small[-4:].reshape(-1, 3), small[:, :4].reshape(-1, 3)])
    difference = np.abs(small - np.median(ring, 0)).sum(-1).astype(F)
    height, width = difference.shape
    y = np.linspace(-1, 1, height, dtype=F)[:, None]
    x = np.linspace(-1, 1, width, dtype=F)[None, :]
    difference = blur(difference * (1 - F(0.5) * np.maximum(np.abs(x), np.abs(y))), 1.5)
    peak = float(difference.max())
    return difference > max(0.16, 0.45 * peak)


def _box(mask: NDArray[np.bool_]) -> tuple[tuple[float, float] | None, float | None]:
    share = float(mask.mean())
    if not 0.015 < share < 0.75:
        return None, None
    rows, columns = np.where(mask)
    top, bottom = np.quantile(rows, (0.02, 0.98))
    left, right = np.quantile(columns, (0.02, 0.98))
    height, width = mask.shape
    center = (float(left + right) / 2 / width, float(top + bottom) / 2 / height)
    return center, float(max((right - left) / width, (bottom - top) / height))


def _horizon(small: Array) -> float | None:
    """The row across which the picture changes most, if it does so along most of its width."""
    rows = small.mean(-1)
    step = np.abs(rows[2:] - rows[:-2])
    strength = np.median(step, 1) * smoothstep(0.0, 0.2, np.linspace(0, 1, len(step), dtype=F))
    inner = slice(len(step) // 5, len(step) * 17 // 20)
    best = int(np.argmax(strength[inner])) + (inner.start or 0)
    if float(strength[best]) < 0.05:
        return None
    return (best + 1.5) / len(rows)
