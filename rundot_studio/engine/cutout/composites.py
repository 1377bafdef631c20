"""Training pictures for the cut-out: sprites laid over photographs and paintings, so that the outline is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32

SIDE = 400


@dataclass(frozen=True)
class Composite:
    rgb: Pixels
    alpha: Array
    """(height, width), 0..1."""
    upright: bool
    """Whether the subject runs off the lower edge."""


@dataclass(frozen=True)
class Stock:
    """What composites are made of: ``sprites`` (h, w, 4) with straight alpha and ``backgrounds`` (h, w, 3), uint8."""

    sprites: Sequence[Pixels]
    backgrounds: Sequence[Sequence[Pixels]]
    """In groups, each with the same chance."""

    def background(self, rng: np.random.Generator, height: int, width: int, zoom: float) -> Array:
        group = self.backgrounds[int(rng.integers(len(self.backgrounds)))]
        picture = group[int(rng.integers(len(group)))]
        scale = max(height / picture.shape[0], width / picture.shape[1]) * zoom
        picture = _scaled(picture, scale, least_height=height, least_width=width)
        top = int(rng.integers(picture.shape[0] - height + 1))
        left = int(rng.integers(picture.shape[1] - width + 1))
        return picture[top : top + height, left : left + width].astype(F) / F(255)

    def sprite(self, rng: np.random.Generator) -> Array:
        """Premultiplied RGBA 0..1; some are mirrored, dulled, or filled with the texture of a photograph."""
        unit = self.sprites[int(rng.integers(len(self.sprites)))].astype(F) / F(255)
        if rng.random() < 0.5:
            unit = unit[:, ::-1].copy()
        color, alpha = unit[..., :3], unit[..., 3:]
        if rng.random() < 0.25:
            share = F(rng.uniform(0.6, 1))
            color = color * (1 - share) + self.background(rng, unit.shape[0], unit.shape[1], 1.02) * share
        if rng.random() < 0.5:
            color = np.clip((color - F(0.5)) * F(rng.uniform(0.6, 1.1)) + F(0.5 + rng.uniform(-0.12, 0.12)), 0, 1)
        return np.dstack([color * alpha, alpha])


def _scaled(picture: Any, scale: float, least_height: int = 1, least_width: int = 1) -> Any:
    height, width = picture.shape[:2]
    size = (max(least_width, round(width * scale)), max(least_height, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(picture, size, interpolation=method).reshape(size[1], size[0], picture.shape[2])


def _lay_over(canvas: Array, sprite: Array, top: int, left: int) -> None:
    """Premultiplied ``sprite`` onto ``canvas`` (height, width, 3 or 4), cut off at its edges."""
    height, width = canvas.shape[:2]
    rows = slice(max(top, 0), min(top + sprite.shape[0], height))
    columns = slice(max(left, 0), min(left + sprite.shape[1], width))
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return
    seen = sprite[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    canvas[rows, columns] = seen[..., : canvas.shape[2]] + canvas[rows, columns] * (1 - seen[..., 3:])


def compose(stock: Stock, seed: int) -> Composite:
    """One composite, always the same for the same stock and seed."""
    rng = np.random.default_rng(seed)
    subject = stock.sprite(rng)
    subject = np.clip(_scaled(subject, SIDE * rng.uniform(0.5, 0.9) / max(subject.shape[:2])), 0, 1).astype(F)
    aspect = float(rng.choice([1, 1, 1, 4 / 3, 3 / 4]))
    height, width = (SIDE, int(SIDE * aspect)) if aspect < 1 else (int(SIDE / aspect), SIDE)
    if subject.shape[0] > height * 0.92 or subject.shape[1] > width * 0.92:
        height = width = SIDE
    upright = bool(rng.random() < 0.12)
    low, high = (0.3, 0.7) if rng.random() < 0.7 else (0.1, 0.9)
    top = int((height - subject.shape[0]) * rng.uniform(low, high))
    left = int((width - subject.shape[1]) * rng.uniform(low, high))
    if upright:
        top = height - int(subject.shape[0] * rng.uniform(0.6, 0.95))
    canvas = np.zeros((height, width, 4), F)
    _lay_over(canvas, subject, top, left)
    behind = _backdrop(stock, rng, height, width)
    if rng.random() < 0.25:
        canvas = np.clip(cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.5, 1.2)), 0, 1)
    mixed = canvas[..., :3] + behind * (1 - canvas[..., 3:])
    if rng.random() < 0.3:
        mixed = mixed + rng.normal(0, rng.uniform(0.01, 0.04), mixed.shape)
    return Composite((np.clip(mixed, 0, 1) * 255 + 0.5).astype(np.uint8), canvas[..., 3], upright)


def _backdrop(stock: Stock, rng: np.random.Generator, height: int, width: int) -> Array:
    """A detail of a picture, at times with other things around the edge, out of focus, or without colour."""
    behind = stock.background(rng, height, width, 1.01 if rng.random() < 0.5 else rng.uniform(1.01, 3)).copy()
    if rng.random() < 0.5:
        behind = behind[:, ::-1].copy()
    if rng.random() < 0.2:
        for _ in range(int(rng.integers(1, 4))):
            other = stock.sprite(rng)
            other = _scaled(other, SIDE * rng.uniform(0.3, 0.9) / max(other.shape[:2])).astype(F)
            turn, away = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, 0.6)
            top = int(height * (0.5 + away * np.sin(turn)) - other.shape[0] / 2)
            _lay_over(behind, other, top, int(width * (0.5 + away * np.cos(turn)) - other.shape[1] / 2))
    if rng.random() < 0.2:
        behind = cv2.GaussianBlur(behind, (0, 0), rng.uniform(1, 5))
    if rng.random() < 0.12:
        behind = np.repeat(behind.mean(axis=-1, keepdims=True), 3, axis=2)
    return behind
