"""Training the filters: they learn from pictures, and the same pictures give the same table."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.upscale import raisr
from rundot_studio.engine.upscale.train import PROMPTS, train, write_table


def drawings(seed: int) -> list[NDArray[np.float32]]:
    rng = np.random.default_rng(seed)
    pictures = []
    for _ in range(3):
        canvas = np.full((384, 384, 3), rng.uniform(0, 1, 3), np.float32)
        for _ in range(40):
            centre = tuple(int(v) for v in rng.integers(0, 384, 2))
            axes = tuple(int(v) for v in rng.integers(6, 70, 2))
            color = tuple(float(v) for v in rng.uniform(0, 1, 3))
            cv2.ellipse(canvas, centre, axes, float(rng.uniform(0, 180)), 0, 360, color, -1)
        pictures.append(cv2.resize(canvas, (192, 192), interpolation=cv2.INTER_AREA))
    return pictures


def test_trained_filters_beat_cubic_interpolation_on_pictures_they_never_saw() -> None:
    bank = train(drawings(1))
    learned = cubic = 0.0
    for picture in drawings(2):
        true = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        small = cv2.resize(true, (96, 96), interpolation=cv2.INTER_AREA)
        learned += float(((raisr.double_luma(small, bank) - true) ** 2).mean())
        cubic += float(((cv2.resize(small, (192, 192), interpolation=cv2.INTER_CUBIC) - true) ** 2).mean())
    assert learned < 0.75 * cubic


def test_the_same_pictures_give_the_same_table(tmp_path: Path) -> None:
    tables = [write_table(train(drawings(3)), tmp_path / name).read_bytes() for name in ("first", "second")]
    assert tables[0] == tables[1]
    assert len(tables[0]) < 100_000


def test_the_shipped_table_leaves_flat_areas_alone() -> None:
    flat = np.full((12, 12), 0.4, np.float32)
    assert np.allclose(raisr.double_luma(flat, raisr.shipped_bank()), 0.4, atol=1e-6)


def test_training_never_shows_a_prompt_twice() -> None:
    assert len(set(PROMPTS)) == len(PROMPTS)
