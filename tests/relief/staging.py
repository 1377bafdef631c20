"""Small pictures and depth maps to test with."""

import numpy as np
from numpy.typing import NDArray

F = np.float32


def speckled(height: int, width: int, alpha: int = 255) -> NDArray[np.uint8]:
    """A picture with texture everywhere."""
    rng = np.random.default_rng(4)
    picture = rng.integers(40, 215, (height, width, 4), dtype=np.uint8)
    picture[..., 3] = alpha
    return picture


def ramp(height: int, width: int, across: float, down: float) -> NDArray[np.float32]:
    """A tilted plane that rises by so much from border to border, its middle at 0.5."""
    x = (np.arange(width, dtype=F) - F((width - 1) / 2)) / F(width)
    y = (np.arange(height, dtype=F) - F((height - 1) / 2)) / F(height)
    return (F(0.5) + F(across) * x + F(down) * y[:, None]).astype(F)


def box_before_wall(height: int = 120, width: int = 160) -> NDArray[np.float32]:
    """A near rectangle in the middle half of a far wall."""
    depth = np.full((height, width), 0.1, F)
    depth[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4] = 0.9
    return depth


def box_picture(height: int = 120, width: int = 160) -> NDArray[np.uint8]:
    """Red where the box is, green where the wall is."""
    near = box_before_wall(height, width) > 0.5
    picture = np.zeros((height, width, 4), np.uint8)
    picture[..., 3] = 255
    picture[near] = (220, 30, 20, 255)
    picture[~near] = (20, 200, 40, 255)
    return picture


def over(beneath: NDArray[np.float64], above: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Straight RGBA ``above`` over premultiplied ``beneath`` 0..1."""
    layer = above / 255.0
    layer[..., :3] *= layer[..., 3:]
    return layer + beneath * (1 - layer[..., 3:])
