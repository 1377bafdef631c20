"""Seamless materials: the tiling law, sizes, colours, and sameness."""

import cv2
import numpy as np
import pytest

from rundot_studio.engine.painters.color import Array, hex_color, rgb_to_oklab
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.textures import TEXTURES, TextureKind

kinds = pytest.mark.parametrize("kind", TEXTURES, ids=lambda kind: kind.name)


def _hardest_step(picture: Array, axis: int) -> tuple[float, float]:
    """(step across the wrap, hardest mean step between neighbouring lines inside)."""
    lines = np.moveaxis(picture, axis, 0)
    across = float(np.abs(lines[0] - lines[-1]).mean())
    inside = np.abs(np.diff(lines, axis=0)).reshape(len(lines) - 1, -1).mean(1)
    return across, float(inside.max())


@kinds
def test_tiles_and_is_finite_at_the_size_asked_for(kind: TextureKind) -> None:
    width, height = (256, 256) if TEXTURES.index(kind) % 2 else (320, 180)
    rgb, relief = kind.paint(width, height, rng_for(kind.name, 3))
    assert rgb.shape == (height, width, 3)
    assert relief.shape == (height, width)
    assert rgb.std() > 0.01
    for field in (rgb, relief):
        assert field.dtype == np.float32
        assert np.isfinite(field).all()
        assert field.min() >= 0
        assert field.max() <= 1
        for axis in (0, 1):
            across, inside = _hardest_step(field, axis)
            assert across <= inside * 1.1 + 0.004


@kinds
def test_the_seed_decides_and_twice_the_size_is_the_same_picture_drawn_finer(kind: TextureKind) -> None:
    small, _ = kind.paint(512, 512, rng_for("size law"))
    large, _ = kind.paint(640, 640, rng_for("size law"))
    other, _ = kind.paint(512, 512, rng_for("another seed"))
    coarse = [cv2.resize(picture, (32, 32), interpolation=cv2.INTER_AREA) for picture in (small, large, other)]
    finer = float(np.abs(coarse[0] - coarse[1]).mean())
    assert finer < 0.03
    assert finer < float(np.abs(coarse[0] - coarse[2]).mean())


@pytest.mark.parametrize("name", ["abstract", "fabric", "scales", "marble"])
@pytest.mark.parametrize("color", ["#7a45c0", "#2f9f4f"])
def test_a_colour_word_sets_the_hue_of_the_whole_material(name: str, color: str) -> None:
    kind = next(kind for kind in TEXTURES if kind.name == name)
    rgb, _ = kind.paint(128, 128, rng_for("hue"), (hex_color(color),))
    wanted = rgb_to_oklab(hex_color(color))[1:]
    mean = rgb_to_oklab(rgb).reshape(-1, 3).mean(0)[1:]
    cosine = float((wanted * mean).sum() / (np.hypot(*wanted) * np.hypot(*mean)))
    assert cosine > 0.80


def test_there_are_at_least_ten_and_no_word_names_two_of_them() -> None:
    words = [word for kind in TEXTURES for word in kind.words]
    assert len(TEXTURES) >= 10
    assert len(words) == len(set(words))
