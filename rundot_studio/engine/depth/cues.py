"""What a single picture tells about distance, as maps 0..1 where more is nearer."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.guided_filter import guided_filter

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32


@dataclass(frozen=True)
class Cues:
    """Maps (height, width), float32, 0..1."""

    height: Array
    """Lower in the picture is nearer."""
    ground: Array
    """The same below a horizon at 35 %, constant above."""
    footing: Array
    """Things stand where their lowest point is: a region has the height of its foot."""
    clear: Array
    """Freedom from haze: the dark channel of He, Sun, Tang (CVPR 2009)."""
    dark: Array
    warm: Array
    sky: Array
    """Not a cue of its own: smooth area joined to the upper edge."""

    def mirrored(self) -> "Cues":
        return Cues(*(np.ascontiguousarray(getattr(self, name)[:, ::-1]) for name in self.__dataclass_fields__))


def stretch(values: Array, low: float = 2, high: float = 98) -> Array:
    """``values`` brought to 0..1 between two percentiles, clipped."""
    bottom, top = (float(v) for v in np.percentile(values, [low, high]))
    return np.clip((values - F(bottom)) / F(top - bottom + 1e-6), 0, 1).astype(F, copy=False)


def find_cues(rgb: Pixels) -> Cues:
    """Cues of ``rgb`` (height, width, 3), uint8, best about 256 pixels wide."""
    rows, columns = rgb.shape[:2]
    unit = rgb.astype(F) * F(1 / 255)
    lab = cv2.cvtColor(unit, cv2.COLOR_RGB2LAB).reshape(rows, columns, 3)
    height = np.repeat(np.linspace(0, 1, rows, dtype=F)[:, None], columns, axis=1)
    if rows == 1:
        height[:] = 0.5
    lightness = cv2.GaussianBlur(lab[..., 0], (0, 0), 3).reshape(rows, columns)
    warmth = cv2.GaussianBlur(lab[..., 1] * F(0.6) + lab[..., 2] * F(0.8), (0, 0), 3).reshape(rows, columns)
    return Cues(
        height=height,
        ground=np.clip((height - F(0.35)) / F(0.65), 0, 1),
        footing=_footing(rgb, height),
        clear=_clearness(unit),
        dark=1 - stretch(lightness),
        warm=stretch(warmth),
        sky=_sky(lab, height),
    )


def _clearness(unit: Array) -> Array:
    darkest = cv2.erode(np.ascontiguousarray(unit.min(axis=-1)), np.ones((9, 9), np.uint8)).reshape(unit.shape[:2])
    airlight = float(np.percentile(darkest, 99.5)) + 1e-3
    transmission = F(1) - darkest * F(0.95 / airlight)
    return np.clip(guided_filter(unit, transmission, 12, 1e-3), 0, 1)


def _regions(rgb: Pixels) -> NDArray[np.int32]:
    """Flat-coloured regions, numbered from 1: texture smoothed away, then areas without a step between neighbours."""
    rows, columns = rgb.shape[:2]
    flat = cv2.ximgproc.fastGlobalSmootherFilter(rgb, rgb, 200, 16, 0.25, 3).reshape(rgb.shape)
    levels = flat.astype(np.int16)
    steps = np.zeros((rows, columns), np.uint8)
    steps[:-1] |= np.abs(np.diff(levels, axis=0)).max(axis=-1) > 4
    steps[:, :-1] |= np.abs(np.diff(levels, axis=1)).max(axis=-1) > 4
    if steps.all():
        return np.ones((rows, columns), np.int32)
    _, labels = cv2.distanceTransformWithLabels(steps, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_CCOMP)
    return labels.reshape(rows, columns)


def _footing(rgb: Pixels, height: Array) -> Array:
    """Regions of at least .08 % and at most 30 % of the picture take the height of their lowest pixels."""
    rows, columns = height.shape
    labels = _regions(rgb).ravel()
    order = np.argsort(labels, kind="stable")
    counts = np.bincount(labels)
    starts = np.cumsum(counts) - counts
    # raster order inside a region means rising rows: the 97th percentile is a place in the list
    last = np.maximum(starts + (0.97 * np.maximum(counts - 1, 0)).astype(np.int64), 0)
    foot = height.ravel()[order[np.minimum(last, order.size - 1)]]
    share = counts / labels.size
    fits = (share > 0.0008) & (share < 0.30)
    footing = np.where(fits[labels], foot[labels], height.ravel()).reshape(rows, columns).astype(F)
    return cv2.GaussianBlur(footing, (0, 0), 1.5).reshape(rows, columns)


def sky_share(rgb: Pixels) -> float:
    """How much of ``rgb`` (height, width, 3), uint8, is sky, or at least smooth and joined to the upper edge: 0..1."""
    rows, columns = rgb.shape[:2]
    lab = cv2.cvtColor(rgb.astype(F) * F(1 / 255), cv2.COLOR_RGB2LAB).reshape(rows, columns, 3)
    return float(_sky(lab, np.repeat(np.linspace(0, 1, rows, dtype=F)[:, None], columns, axis=1)).mean())


def _sky(lab: Array, height: Array) -> Array:
    """Flooded from the upper edge in small steps, bright or blue rather than dark or green, above three quarters."""
    rows, columns = height.shape
    levels = np.clip(lab * np.array([2.55, 1, 1], F) + np.array([0, 128, 128], F), 0, 255).astype(np.uint8)
    reached = np.zeros((rows + 2, columns + 2), np.uint8)
    flags = cv2.FLOODFILL_MASK_ONLY | (1 << 8) | 4
    for x in range(0, columns, max(1, columns // 24)):
        if reached[1, x + 1] == 0:
            cv2.floodFill(levels, reached, (x, 0), 0, (3, 3, 3), (3, 3, 3), flags)
    sky = reached[1:-1, 1:-1].astype(F) * (height < 0.75)
    return cv2.GaussianBlur(sky, (0, 0), 2).reshape(rows, columns)
