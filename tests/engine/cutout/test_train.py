"""The trainer of the cut-out's networks, in small, and the table that ships."""

from pathlib import Path

import cv2
import numpy as np

from rundot_studio.engine.cutout.belief import PARTS, networks
from rundot_studio.engine.cutout.composites import Stock, compose
from rundot_studio.engine.cutout.train import read_photographs, read_sprites, sample, train, write_table


def stock() -> Stock:
    """Warm discs with a ring, on cold blurred noise."""
    rng = np.random.default_rng(2)
    y, x = np.mgrid[0:96, 0:96]
    radius = np.hypot(x - 48, y - 48)
    sprite = np.dstack([np.full((96, 96), 220), 90 + radius, np.full((96, 96), 40), np.where(radius < 40, 255, 0)])
    noise = cv2.GaussianBlur(rng.normal(0, 1, (480, 480)), (0, 0), 6)
    cold = 110 + (noise / noise.std())[..., None] * np.array([10, 20, 35]) + np.array([-60, 0, 60])
    return Stock([sprite.astype(np.uint8)], [[np.clip(cold, 0, 255).astype(np.uint8)]])


def test_composites_are_reproducible_and_differ_by_seed() -> None:
    first, again, other = (compose(stock(), seed) for seed in (4, 4, 5))
    assert np.array_equal(first.rgb, again.rgb)
    assert first.rgb.shape != other.rgb.shape or not np.array_equal(first.rgb, other.rgb)
    assert 0 < float(first.alpha.mean()) < 0.9


def test_networks_learn_to_tell_subject_from_background() -> None:
    samples = [sample(compose(stock(), seed), seed) for seed in range(20)]
    first, second = train(samples[:16], epochs=80)
    overlaps = []
    for unseen in samples[16:]:
        guess = first.belief(unseen.features)
        found = second.belief(unseen.with_context(guess).features) > 0.5
        true, area = unseen.subject > 0.5, unseen.regions.area
        overlaps.append(float(area[found & true].sum() / area[found | true].sum()))
    assert float(np.mean(overlaps)) > 0.7, overlaps


def test_a_table_written_is_the_table_read(tmp_path: Path) -> None:
    path = write_table(networks(), tmp_path)
    with np.load(path) as table:
        for stage, network in enumerate(networks(), start=1):
            for part in PARTS:
                assert np.array_equal(table[f"{stage}_{part}"].astype(float), getattr(network, part))
    assert path.stat().st_size < 16_000


def test_folders_give_sprites_with_alpha_and_photographs_without_flat_areas(tmp_path: Path) -> None:
    sprite = np.zeros((64, 64, 4), np.uint8)
    sprite[16:48, 16:48] = (200, 40, 40, 255)
    cv2.imwrite(str(tmp_path / "sprite.png"), sprite)
    photograph = np.random.default_rng(0).integers(0, 256, (320, 400, 3), dtype=np.uint8)
    cv2.imwrite(str(tmp_path / "photograph.png"), photograph)
    assert [s.shape for s in read_sprites([tmp_path], 5)] == [(64, 64, 4)]
    assert [p.shape for p in read_photographs([tmp_path])] == [(320, 400, 3)]
