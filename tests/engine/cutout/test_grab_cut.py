"""GrabCut in rounds: the same answer as OpenCV's at one go where nothing is reduced, and it can be stopped."""

import time

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from rundot_studio.engine.cutout import remove_background
from rundot_studio.engine.cutout.grab_cut import BACKGROUND, MAYBE_BACKGROUND, MAYBE_SUBJECT, grab_cut

Pixels = NDArray[np.uint8]


class Stopped(Exception):
    pass


def blob(side: int) -> tuple[Pixels, Pixels]:
    """A warm disc on cold grain, and labels that know its middle and the border only."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[0:side, 0:side]
    inside = np.hypot(x - side / 2, y - side / 2) < side * 0.3
    rgb = np.where(inside[..., None], (200, 90, 60), (70, 90, 120)) + rng.normal(0, 20, (side, side, 3))
    labels = np.full((side, side), MAYBE_BACKGROUND, np.uint8)
    labels[side // 3 : -side // 3, side // 3 : -side // 3] = MAYBE_SUBJECT
    labels[:4] = labels[-4:] = labels[:, :4] = labels[:, -4:] = BACKGROUND
    return np.clip(rgb, 0, 255).astype(np.uint8), labels


def test_rounds_one_by_one_give_what_opencv_gives_at_one_go() -> None:
    rgb, labels = blob(160)
    at_once = labels.copy()
    cv2.setRNGSeed(5)
    cv2.grabCut(rgb, at_once, None, np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)
    assert np.array_equal(grab_cut(rgb, labels, 4, 5), np.isin(at_once, (cv2.GC_FGD, cv2.GC_PR_FGD)))


def test_a_large_picture_keeps_a_fine_outline() -> None:
    side = 640
    rgb, labels = blob(side)
    found = grab_cut(rgb, labels, 3, 5)
    y, x = np.mgrid[0:side, 0:side]
    true = np.hypot(x - side / 2, y - side / 2) < side * 0.3
    assert (found & true).sum() / (found | true).sum() > 0.97


def test_progress_rises_and_ends_at_one() -> None:
    told: list[float] = []
    rgb, labels = blob(480)
    grab_cut(rgb, labels, 3, 5, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) >= 4


def busy_picture(side: int) -> Pixels:
    """Coherent, ambiguous colour everywhere: what a minimum cut is slowest at."""
    rng = np.random.default_rng(0)
    blurred = cv2.GaussianBlur(rng.normal(0, 60, (side, side, 3)), (0, 0), 1.2)
    rgb = np.clip(128 + blurred * 3, 0, 255).astype(np.uint8)
    cv2.circle(rgb, (side // 2, side // 2), side // 4, (200, 60, 60), -1, cv2.LINE_AA)
    return np.dstack([rgb, np.full((side, side), 255, np.uint8)])


@pytest.mark.parametrize("step", [0.1, 0.3, 0.5, 0.8])
def test_a_cut_out_can_be_stopped_anywhere(step: float) -> None:
    def stop(fraction: float) -> None:
        if fraction >= step:
            raise Stopped

    with pytest.raises(Stopped):
        remove_background(busy_picture(512), report=stop)


@pytest.mark.parametrize(("model", "variant"), [("bria", "light"), ("birefnet", "heavy")])
def test_a_cut_out_listens_often(model: str, variant: str) -> None:
    """An artist waits half a second for a cancelled job at most: no step may take a large part of the whole."""
    times = [time.process_time()]
    remove_background(busy_picture(1024), model, variant, report=lambda _: times.append(time.process_time()))  # type: ignore[arg-type]
    steps = np.diff(times)
    assert len(steps) > 8
    assert float(steps.max()) < 0.4 * float(steps.sum())
