"""Trains the table of RAISR filters on the embedded painters' own pictures.

``python -m rundot_studio.engine.upscale.train`` writes ``engine/raisr-2x.npz`` under the folder given.
The same painters give the same table: sums run in float64 in a
fixed order and the filters are stored as float16, far coarser than what a processor's rounding changes. This module
is not on the way of any picture, so matrix products are allowed here.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.upscale import raisr

Array = NDArray[np.float32]

PROMPTS = (
    "knight painterly",
    "castle at sunset",
    "forest",
    "city at night",
    "dragon cartoon",
    "village watercolor",
    "wizard",
    "spaceship in space",
    "potion flat vector",
    "seamless stone texture",
    "treasure chest icon",
    "lake watercolor",
    "mountains",
    "dungeon",
    "goblin cel shaded",
    "seamless wood texture",
    "portrait of a king oil painting",
    "sword icon",
    "meadow ink drawing",
    "seamless grass texture",
)
SIDE = 768
GLOBAL_RIDGE = 1e-5
BUCKET_RIDGE = 2e-3
"""How strongly a bucket's filter is held to the one of all buckets, in units of its patches' mean energy."""


class NormalEquations:
    """Sums for the least-squares filters of every bucket, gathered picture by picture."""

    def __init__(self) -> None:
        self.patch_products = np.zeros((raisr.BUCKETS, raisr.TAPS, raisr.TAPS))
        self.target_products = np.zeros((raisr.BUCKETS, raisr.TAPS, raisr.PHASES))

    def add(self, luma: Array) -> None:
        """``luma`` (height, width), 0..1, even sides: its own half-size reduction is the input, it is the target."""
        small = cv2.resize(luma, (luma.shape[1] // 2, luma.shape[0] // 2), interpolation=cv2.INTER_AREA)
        bucket = raisr.bucket_of(small).ravel()
        r = raisr.RADIUS
        padded = cv2.copyMakeBorder(small, r, r, r, r, cv2.BORDER_REFLECT)
        windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * r + 1, 2 * r + 1))
        patches = windows.reshape(-1, raisr.TAPS)
        phases = [luma[phase // 2 :: 2, phase % 2 :: 2].ravel() for phase in range(raisr.PHASES)]
        targets = np.stack(phases, axis=1)
        mean = patches.mean(axis=1, keepdims=True)
        order = np.argsort(bucket, kind="stable")
        ends = np.cumsum(np.bincount(bucket, minlength=raisr.BUCKETS)).tolist()
        start = 0
        for index, end in enumerate(ends):
            if end > start:
                chosen = order[start:end]
                x = (patches[chosen] - mean[chosen]).astype(np.float64)
                y = (targets[chosen] - mean[chosen]).astype(np.float64)
                self.patch_products[index] += np.matmul(x.T, x)
                self.target_products[index] += np.matmul(x.T, y)
            start = end

    def solve(self) -> raisr.FilterBank:
        """Ridge regression per bucket, pulled toward the filter of all buckets together."""
        everything = self.patch_products.sum(axis=0)
        ridge = np.eye(raisr.TAPS) * (np.trace(everything) / raisr.TAPS * GLOBAL_RIDGE)
        common = np.linalg.solve(everything + ridge, self.target_products.sum(axis=0))
        filters = np.empty((raisr.BUCKETS, raisr.PHASES, raisr.TAPS), np.float32)
        for index in range(raisr.BUCKETS):
            products = self.patch_products[index]
            pull = max(float(np.trace(products)) / raisr.TAPS * BUCKET_RIDGE, 1e-3)
            left = products + np.eye(raisr.TAPS) * pull
            filters[index] = np.linalg.solve(left, self.target_products[index] + pull * common).T
        return raisr.FilterBank(filters)


def turned(luma: Array) -> Iterator[Array]:
    """The picture and three more views of it, so that no direction is rarer than another."""
    yield luma
    yield np.rot90(luma).copy()
    yield np.rot90(luma, 2)[:, ::-1].copy()
    yield np.rot90(luma, 3)[:, ::-1].copy()


def train(pictures: Iterable[Array]) -> raisr.FilterBank:
    """Filters from pictures (height, width, 3), float32, 0..1, of even sides."""
    equations = NormalEquations()
    for rgb in pictures:
        luma = cv2.cvtColor(np.ascontiguousarray(rgb, np.float32), cv2.COLOR_RGB2GRAY)
        for view in turned(luma):
            equations.add(view)
    return equations.solve()


def painted_pictures(prompts: Iterable[str] = PROMPTS, side: int = SIDE) -> Iterator[Array]:
    """What the embedded painters make of the prompts."""
    from rundot_studio.engine.painters.compose import PaintRequest, paint

    for seed, prompt in enumerate(prompts):
        painted = paint(PaintRequest(prompt=prompt, negative_prompt="", width=side, height=side, seed=seed))
        yield painted.rgb8().astype(np.float32) / np.float32(255)


def write_table(bank: raisr.FilterBank, folder: Path) -> Path:
    """Store the filters as float16 under ``folder``; returns the file."""
    path = folder / raisr.TABLE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, filters=bank.filters.astype(np.float16))
    return path


def main(paint_pictures: Callable[[], Iterator[Array]] = painted_pictures) -> None:
    """Train on pictures (height, width, 3) and write the table."""
    parser = argparse.ArgumentParser(description="Train the table of upscaling filters on the painters' own pictures.")
    parser.add_argument("--folder", type=Path, default=Path("resources"), help="where engine/raisr-2x.npz is written")
    cv2.setNumThreads(1)
    folder = parser.parse_args().folder
    path = write_table(train(paint_pictures()), folder)
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
