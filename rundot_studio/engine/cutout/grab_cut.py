"""GrabCut that can be stopped: from coarse to fine and one round at a time.

Rother, Kolmogorov, Blake, "GrabCut" (SIGGRAPH 2004). The first minimum cut of a large and ambiguous picture takes
OpenCV seconds in which nothing can stop it; on a small one it takes a fraction, and what that leaves open is little.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.progress import Report, silent

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

BACKGROUND, SUBJECT, MAYBE_BACKGROUND, MAYBE_SUBJECT = cv2.GC_BGD, cv2.GC_FGD, cv2.GC_PR_BGD, cv2.GC_PR_FGD
COARSE_SIDE = 320
"""Longest side, in pixels, at which everything is open."""
OPEN_PX = 4
"""At the finer size the outline may move this far, times the enlargement."""


def is_subject(labels: Pixels) -> Mask:
    """True (height, width) where a label says subject, surely or maybe."""
    return (labels == SUBJECT) | (labels == MAYBE_SUBJECT)


def grab_cut(rgb: Pixels, labels: Pixels, rounds: int, seed: int, report: Report = silent) -> Mask:
    """Which pixels of ``rgb`` (height, width, 3) are subject, from ``labels`` (height, width) to begin with.

    ``report`` is called after every round, so that it may stop the work.
    """
    height, width = labels.shape
    scale = COARSE_SIDE / max(height, width)
    if scale > 0.9:
        return _rounds(rgb, labels, rounds, seed, report)
    small = (max(1, round(width * scale)), max(1, round(height * scale)))
    rgb_small = cv2.resize(rgb, small, interpolation=cv2.INTER_AREA)
    labels_small = cv2.resize(labels, small, interpolation=cv2.INTER_NEAREST).reshape(small[1], small[0])
    coarse = _rounds(rgb_small, labels_small, rounds, seed, lambda fraction: report(fraction * 0.6))
    wide = cv2.resize(coarse.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST).reshape(height, width)
    reach = 2 * round(OPEN_PX / scale) + 1
    kernel = np.ones((reach, reach), np.uint8)
    settled = np.where(cv2.erode(wide, kernel) > 0, SUBJECT, MAYBE_SUBJECT)
    outside = np.where(cv2.dilate(wide, kernel) == 0, BACKGROUND, MAYBE_BACKGROUND)
    fine = np.where(wide > 0, settled, outside).astype(np.uint8)
    given = (labels == BACKGROUND) | (labels == SUBJECT)
    fine[given] = labels[given]
    return _rounds(rgb, fine, 2, seed, lambda fraction: report(0.6 + fraction * 0.4))


def _rounds(rgb: Pixels, labels: Pixels, rounds: int, seed: int, report: Report) -> Mask:
    given = is_subject(labels)
    if given.all() or not given.any():
        return given
    labels = labels.copy()
    background_model, subject_model = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(seed)
    for index in range(rounds):
        mode = cv2.GC_EVAL if index else cv2.GC_INIT_WITH_MASK
        try:
            cv2.grabCut(rgb, labels, None, background_model, subject_model, 1, mode)
        except cv2.error:
            # too few pixels on one side for its colour model: what there was before is the best there is
            return given
        given = is_subject(labels)
        report((index + 1) / rounds)
    return given
