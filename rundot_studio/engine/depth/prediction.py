"""One prediction of depth from cues: each cue counts as far as it agrees with the lie of the land in that picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.depth.cues import Cues, stretch
from rundot_studio.engine.depth.vanishing_point import VanishingPoint

Array = NDArray[np.float32]
F = np.float32

GATE = 0.15
"""Correlation with height below which a cue says nothing about this picture."""
VANISHING_SUPPORT = 0.20


@dataclass(frozen=True)
class Weights:
    """How much each cue counts. The defaults were fitted by hand on pictures with ground truth."""

    height: float = 0.55
    ground: float = 0.25
    footing: float = 0.25
    color: float = 1.0
    """Of haze, darkness and warmth, each beyond its gate."""
    perspective: float = 0.7

    def jittered(self, rng: np.random.Generator) -> "Weights":
        """Each weight up to a quarter more or less."""
        factors = [float(f) for f in rng.uniform(0.75, 1.25, 5)]
        return Weights(
            self.height * factors[0],
            self.ground * factors[1],
            self.footing * factors[2],
            self.color * factors[3],
            min(1.0, self.perspective * factors[4]),
        )


def _correlation(first: Array, second: Array) -> float:
    a = first - first.mean()
    b = second - second.mean()
    spread = float(np.sqrt((a * a).mean() * (b * b).mean()))
    return float((a * b).mean()) / spread if spread > 1e-6 else 0.0


def predict(cues: Cues, point: VanishingPoint | None, weights: Weights) -> Array:
    """Nearness (height, width), 0..1: 1 is near."""
    near = cues.height * F(weights.height) + cues.ground * F(weights.ground) + cues.footing * F(weights.footing)
    height_small = cv2.resize(cues.height, (64, 48))
    for cue in (cues.clear, cues.dark, cues.warm):
        cue_small = cv2.resize(cue, (64, 48))
        spread = float(cue_small.std())
        if spread < 1e-3:
            continue
        trust = weights.color * max(0.0, _correlation(cue_small, height_small) - GATE)
        near = near + (cue - cue_small.mean()) * F(0.25 * trust / spread)
    if point is not None:
        near = _with_perspective(near, point, weights.perspective)
    return stretch(near * (1 - F(0.35) * cues.sky), 0.5, 99.5)


def _with_perspective(near: Array, point: VanishingPoint, weight: float) -> Array:
    """Distance from the vanishing point is nearness, as far as the point can be believed."""
    belief = float(np.clip((point.support - VANISHING_SUPPORT) / 0.12, 0, 1)) * weight
    rows, columns = near.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(F)
    dx, dy = x / F(columns) - F(point.x), y / F(rows) - F(point.y)
    radius = np.sqrt(dx * dx + dy * dy)
    return near * F(1 - belief) + radius * F(1.2 * belief / (float(radius.max()) + 1e-6))
