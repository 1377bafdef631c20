"""Trains the two small networks that tell subject from background, region by region, on composites of known outline.

``python -m rundot_studio.engine.cutout.train --sprites DIR … --photographs DIR …`` writes
``engine/cutout-regions.npz`` under ``--folder``. The table that ships was trained on the embedded painters' pictures,
sprites of the Debian packages openclipart-png and endless-sky-data, and photographs of endless-sky-data (images/land,
images/scene), mate-backgrounds, lomiri-wallpapers-16.04 and opencv-doc; none of them is among the benchmark's pictures.
This module is not on the way of any picture, so matrix products are allowed here.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rundot_studio.engine.cutout.belief import MOST_DEVIATIONS, PARTS, SIDE, TABLE, Network
from rundot_studio.engine.cutout.composites import Composite, Stock, compose
from rundot_studio.engine.cutout.regions import Likeness, Regions, context, describe, find_regions, likeness
from rundot_studio.engine.cutout.segment import to_lab

Doubles = NDArray[np.float64]
Pixels = NDArray[np.uint8]

HIDDEN = 16
EPOCHS = 25
BATCH = 1024
LARGEST_SPRITE, LEAST_PHOTOGRAPH = 640, 720
SUBJECTS = [
    "knight",
    "wizard",
    "dragon",
    "goblin",
    "robot",
    "potion",
    "sword",
    "shield",
    "castle",
    "tree",
    "chest",
    "spaceship",
    "cat",
    "fox",
    "bird",
    "fish",
    "skeleton",
    "princess",
    "pirate",
    "mushroom",
    "crystal",
    "house",
    "apple",
    "cake",
    "owl",
    "frog",
    "horse",
    "bear",
    "ship",
    "axe",
]
SURFACES = ["stone", "grass", "wood", "gravel", "brick", "sand", "moss", "metal"]
PLACES = [
    "forest",
    "dungeon",
    "city at night",
    "village",
    "castle at sunset",
    "space nebula",
    "lake watercolor",
    "mountains",
    "tavern interior",
    "desert",
    "beach",
    "meadow",
]


@dataclass(frozen=True)
class Sample:
    """The regions of one composite: ``features`` (n, k), and ``subject`` (n,), the true share of subject in each."""

    regions: Regions
    alike: Likeness
    features: Doubles
    subject: Doubles

    def with_context(self, belief: Doubles) -> "Sample":
        more = np.hstack([self.features, context(self.regions, self.alike, belief)])
        return Sample(self.regions, self.alike, more, self.subject)


def sample(composite: Composite, seed: int) -> Sample:
    height, width = composite.alpha.shape
    scale = SIDE / max(height, width)
    size = (round(width * scale), round(height * scale))
    lab = to_lab(cv2.resize(composite.rgb, size, interpolation=cv2.INTER_AREA))
    regions = find_regions(lab, composite.upright)
    alike = likeness(regions)
    subject = regions.mean(cv2.resize(composite.alpha, size, interpolation=cv2.INTER_AREA))
    return Sample(regions, alike, describe(lab, regions, alike, seed, composite.upright), subject)


def fit(samples: Iterable[Sample], seed: int, epochs: int = EPOCHS) -> Network:
    """Cross entropy, each region by its area, by Adam (Kingma, Ba 2015) with a falling rate."""
    chosen = list(samples)
    features = np.concatenate([s.features for s in chosen])
    subject = np.concatenate([s.subject for s in chosen])
    weights = np.concatenate([s.regions.area * s.regions.count for s in chosen])
    rng = np.random.default_rng(seed)
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-3
    scaled = np.clip((features - mean) / deviation, -MOST_DEVIATIONS, MOST_DEVIATIONS)
    count, width = scaled.shape
    parameters = [
        rng.normal(0, width**-0.5, (width, HIDDEN)),
        np.zeros(HIDDEN),
        rng.normal(0, HIDDEN**-0.5, HIDDEN),
        np.zeros(1),
    ]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    batch = min(BATCH, count)
    total = epochs * (count // batch)
    for step in range(total):
        if step % (count // batch) == 0:
            order = rng.permutation(count)
        index = order[step % (count // batch) * batch :][:batch]
        gradients = _gradients(parameters, scaled[index], subject[index], weights[index])
        rate = 4e-3 * 0.5 * (1 + np.cos(np.pi * step / total))
        for k, gradient in enumerate(gradients):
            first[k] = 0.9 * first[k] + 0.1 * gradient
            second[k] = 0.99 * second[k] + 0.01 * gradient * gradient
            mean_step = first[k] / (1 - 0.9 ** (step + 1))
            parameters[k] = parameters[k] - rate * mean_step / (np.sqrt(second[k] / (1 - 0.99 ** (step + 1))) + 1e-8)
    return Network(mean, deviation, *parameters)


def _gradients(parameters: list[Doubles], x: Doubles, target: Doubles, weights: Doubles) -> list[Doubles]:
    inner, inner_offset, outer, outer_offset = parameters
    hidden = np.tanh(np.matmul(x, inner) + inner_offset)
    found = 1 / (1 + np.exp(-(np.matmul(hidden, outer) + outer_offset)))
    error = (found - target) * weights / x.shape[0]
    back = error[:, None] * outer * (1 - hidden * hidden)
    decay = 1e-4
    return [
        np.matmul(x.T, back) + decay * inner,
        back.sum(axis=0),
        np.matmul(hidden.T, error) + decay * outer,
        error.sum(keepdims=True),
    ]


def train(samples: list[Sample], epochs: int = EPOCHS) -> tuple[Network, Network]:
    """Both networks. The second learns from beliefs about composites that the believing network has not seen."""
    half = len(samples) // 2
    first = fit(samples, 0, epochs)
    of_first_half, of_second_half = fit(samples[:half], 1, epochs), fit(samples[half:], 2, epochs)
    honest = [s.with_context(of_second_half.belief(s.features)) for s in samples[:half]]
    honest += [s.with_context(of_first_half.belief(s.features)) for s in samples[half:]]
    return first, fit(honest, 0, epochs)


def write_table(pair: tuple[Network, Network], folder: Path) -> Path:
    """Store the networks as float32 under ``folder``; returns the file."""
    path = folder / TABLE
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {
        f"{stage}_{part}": getattr(network, part).astype(np.float32)
        for stage, network in enumerate(pair, start=1)
        for part in PARTS
    }
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)
    return path


def painted_stock(side: int = 512) -> tuple[list[Pixels], list[Pixels]]:
    """Sprites and backgrounds of the embedded painters."""
    from rundot_studio.engine.painters.compose import PaintRequest, paint
    from rundot_studio.engine.painters.painting import Painting

    def painting(prompt: str, seed: int) -> Painting:
        return paint(PaintRequest(prompt=prompt, negative_prompt="", width=side, height=side, seed=seed))

    wanted = [f"{subject} {style}" for subject in SUBJECTS for style in ("painterly", "cartoon")]
    paintings = [painting(prompt, 100 + seed) for seed, prompt in enumerate(wanted)]
    sprites = [each.cutout8() for each in paintings if each.matte is not None]
    behind = [*(f"seamless {surface} texture" for surface in SURFACES), *PLACES]
    return sprites, [painting(prompt, seed).rgb8() for seed, prompt in enumerate(behind)]


def _pictures(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in (".png", ".jpg"))


def read_sprites(folders: Iterable[Path], most: int) -> list[Pixels]:
    """Cut-outs that fill a reasonable part of their picture; of each folder at most ``most``, evenly chosen."""
    sprites: list[Pixels] = []
    for folder in folders:
        usable: list[Pixels] = []
        paths = list(_pictures([folder]))
        for path in (paths[i] for i in np.random.default_rng(1).permutation(len(paths))):
            image = Image.open(path).convert("RGBA")
            image.thumbnail((LARGEST_SPRITE, LARGEST_SPRITE))
            rgba = np.asarray(image)
            solid, clear = float((rgba[..., 3] > 128).mean()), float((rgba[..., 3] < 10).mean())
            if min(rgba.shape[:2]) >= 48 and 0.05 <= solid <= 0.85 and clear >= 0.1:
                usable.append(rgba)
            if len(usable) == most:
                break
        sprites += usable
    return sprites


def read_photographs(folders: Iterable[Path]) -> list[Pixels]:
    """Pictures at least 300 pixels high and wide with the fine gradations of a photograph, made a little smaller."""
    photographs: list[Pixels] = []
    for path in _pictures(folders):
        image = Image.open(path).convert("RGB")
        if min(image.size) < 300:
            continue
        scale = min(1.0, LEAST_PHOTOGRAPH / min(image.size))
        rgb = np.asarray(image.resize((round(image.width * scale), round(image.height * scale)), reducing_gap=3.0))
        gray = cv2.cvtColor(cv2.resize(rgb, (256, 256), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
        if float((np.diff(gray.astype(np.int16), axis=1) == 0).mean()) < 0.25:
            photographs.append(rgb)
    return photographs


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the networks that tell subject from background.")
    parser.add_argument("--sprites", type=Path, nargs="*", default=[], help="folders of pictures with alpha")
    parser.add_argument("--photographs", type=Path, nargs="*", default=[], help="folders of photographs")
    parser.add_argument("--most", type=int, default=130, help="sprites taken of each folder")
    parser.add_argument("--composites", type=int, default=2400, help="pictures to train on")
    parser.add_argument("--folder", type=Path, default=Path("resources"), help=f"where {TABLE} is written")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    sprites, painted = painted_stock()
    sprites += read_sprites(arguments.sprites, arguments.most)
    groups = [read_photographs([folder]) for folder in arguments.photographs]
    stock = Stock(sprites, [painted, *(group for group in groups if group)])
    print(f"{len(sprites)} sprites, {[len(group) for group in stock.backgrounds]} backgrounds", flush=True)
    samples = [sample(compose(stock, seed), seed) for seed in range(arguments.composites)]
    path = write_table(train(samples), arguments.folder)
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
