"""A pair for the depth views: a disc that stands out of a slope, with pixels that tell it from its surroundings."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from rundot_studio.imaging import codec

SIZE = (160, 96)


def picture_pixels(size: tuple[int, int] = SIZE, *, alpha: bool = False) -> NDArray[np.uint8]:
    width, height = size
    x, y = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    pixels = np.stack([x, y, 255 - x, np.full_like(x, 255)], axis=-1).astype(np.uint8)
    cv2.circle(pixels, (width // 2, height // 2), min(size) // 4, (250, 220, 40, 255), -1)
    if alpha:
        pixels[:, : width // 4, 3] = 0
    return pixels


def depth_pixels(size: tuple[int, int] = SIZE) -> NDArray[np.uint8]:
    width, height = size
    depth = np.repeat(np.linspace(0, 120, height)[:, None], width, axis=1).astype(np.uint8)
    cv2.circle(depth, (width // 2, height // 2), min(size) // 4, 240, -1)
    return depth


def depth_png(size: tuple[int, int] = SIZE) -> bytes:
    return bytes(cv2.imencode(".png", depth_pixels(size))[1].data)


@pytest.fixture
def pair_files(tmp_path: Path) -> tuple[Path, Path]:
    """Picture and depth map as files."""
    picture, depth = tmp_path / "picture.png", tmp_path / "depth.png"
    picture.write_bytes(codec.encode_png(picture_pixels()))
    depth.write_bytes(depth_png())
    return picture, depth
