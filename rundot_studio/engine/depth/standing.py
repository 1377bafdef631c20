"""The subject of a scene without sky stands before all else: a still life, a plant in a room, a machine in a garage.

How far each region is believed to be subject comes from the cut-out. Under an open sky nothing is brought forward:
there what stands out may well be far away, as a castle or a city.
"""

import hashlib

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.cutout.belief import SIDE, subject_belief
from rundot_studio.engine.cutout.segment import to_lab
from rundot_studio.engine.depth.cues import sky_share

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32

LEAST_SIDE = 64
FAINT, CERTAIN = 0.1, 0.5
"""Highest belief in a picture with which its subject begins to count, and counts in full."""
LIFT = 0.3
"""Power that raises what is only faintly believed beside the most certain part."""
NO_SKY, OPEN_SKY = 0.05, 0.15
"""Share of sky in a picture from which its subject counts less, and from which not at all."""
CLOSE = 1.1
"""Nearness of a subject: it hides the ground at its feet and leans over it."""
BRIGHTER = 12.0
"""In units of L: a region this much lighter than the rest is an opening into the distance rather than a thing."""


def find_standing(small: Pixels) -> Array | None:
    """The subject of ``small`` (height, width, 3), uint8, about 256 pixels wide, as far as it is to be believed: 0..1.

    ``None`` where none stands out.
    """
    rows, columns = small.shape[:2]
    if min(rows, columns) < LEAST_SIDE:
        return None
    # grain would hide the sky
    calm = cv2.medianBlur(cv2.medianBlur(small, 3), 3).reshape(small.shape)
    indoors = float(np.clip((OPEN_SKY - sky_share(calm)) / (OPEN_SKY - NO_SKY), 0, 1))
    if indoors == 0:
        return None
    lab = to_lab(small)
    scale = SIDE / max(rows, columns)
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    lab_small = cv2.resize(lab, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    seed = int.from_bytes(hashlib.blake2b(small.tobytes(), digest_size=4).digest(), "little") & 0x7FFFFFFF
    belief = cv2.resize(subject_belief(lab_small, seed), (columns, rows), interpolation=cv2.INTER_LINEAR)
    belief = belief.reshape(rows, columns)
    highest = float(np.percentile(belief, 98))
    trust = float(np.clip((highest - FAINT) / (CERTAIN - FAINT), 0, 1))
    trust *= indoors * _darkness(lab[..., 0], belief)
    if trust == 0:
        return None
    return np.clip(belief / F(highest), 0, 1) ** F(LIFT) * F(trust)


def _darkness(lightness: Array, belief: Array) -> float:
    """1 unless the subject is lighter than the rest."""
    weight = float(belief.sum())
    inside = float((lightness * belief).sum()) / weight
    outside = float((lightness * (1 - belief)).sum()) / max(belief.size - weight, 1e-6)
    return float(np.clip(1 - (inside - outside) / BRIGHTER, 0, 1))


def brought_forward(subject: Array, near: Array) -> Array:
    """``near`` (height, width), 0..1, with the ``subject`` (height, width), 0..1, nearest of all."""
    return near + subject * (F(CLOSE) - near)
