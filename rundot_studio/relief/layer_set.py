"""A picture as a set of layers for a game's own parallax: PNG files and one JSON document that describes them.

::

    {"format": "rundot-parallax", "version": 1, "width": 1920, "height": 1080, "layers": [
      {"name": "layer-0", "file": "layer-0.png", "depth": 0.12, "from": 0.0, "to": 0.31,
       "offset": {"x": 0, "y": 0}, "width": 1920, "height": 1080, "parallax": 0.2}, ...]}

Layers come from the farthest to the nearest: drawn in this order, each at its offset, they are the picture again.
``parallax`` is how far a layer moves with the camera as a share of the nearest one: what Godot calls the scroll scale.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.imaging import codec, sprites

from .arrays import Depth, Rgba, row_bands
from .layers import Layer, layers
from .outlines import with_steep_outlines
from .scaling import scaled_to_fit
from .slicing import cuts

_REACH_SHARE = 0.03
_WORKING_PX = 2048
_LEAST_PARALLAX = 0.15
LEAST_LAYERS, MOST_LAYERS = 2, 12
Report = Callable[[float], None]


@dataclass(frozen=True)
class LayerSetSettings:
    """``count`` of layers, 2..12; fewer are made of a depth map with fewer depths. ``trim`` cuts clear borders off."""

    count: int = 4
    trim: bool = True

    def check(self) -> None:
        """Raises RuleBroken."""
        if not LEAST_LAYERS <= self.count <= MOST_LAYERS:
            raise RuleBroken("layers", self.count, f"a whole number from {LEAST_LAYERS} to {MOST_LAYERS}")


def layer_set(
    picture: Rgba, depth: Depth, settings: LayerSetSettings | None = None, report: Report = lambda fraction: None
) -> Iterator[tuple[str, bytes]]:
    """File names and contents, one layer at a time, the document last. ``report`` is told 0..1, and may raise.

    ``picture`` and ``depth`` are of one size.
    """
    settings = settings or LayerSetSettings()
    settings.check()
    small, small_depth = _reduced(picture, depth)
    steep = with_steep_outlines(small_depth)
    between = cuts(steep, settings.count, exactly=True)
    described = []
    reach = _REACH_SHARE * max(steep.shape)
    for index, layer in enumerate(layers(small, steep, between, reach)):
        report(index / settings.count)
        name = f"layer-{index}"
        pixels, offset = _at_full_size(layer, picture), (0, 0)
        if settings.trim:
            pixels, offset = sprites.trim(pixels)
        described.append((name, layer, pixels.shape, offset))
        yield f"{name}.png", codec.encode_png(pixels)
    yield "layers.json", _document(depth.shape, described)
    report(1.0)


def _reduced(picture: Rgba, depth: Depth) -> tuple[Rgba, Depth]:
    """At most 2048 pixels a side: what is invented behind objects needs no more, and large pictures fit into memory."""
    small = scaled_to_fit(picture, (_WORKING_PX, _WORKING_PX))
    if small is picture:
        return picture, depth
    return small, cv2.resize(depth, small.shape[1::-1], interpolation=cv2.INTER_NEAREST).reshape(small.shape[:2])


def _at_full_size(layer: Layer, picture: Rgba) -> Rgba:
    """The layer with every pixel of ``picture`` that is seen of it; only outlines and what is behind are enlarged."""
    height, width = picture.shape[:2]
    if layer.picture.shape == picture.shape:
        return layer.picture
    result = cv2.resize(layer.picture, (width, height), interpolation=cv2.INTER_LINEAR)
    edge = cv2.resize(np.rint(layer.edge * 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    free = cv2.resize(layer.free.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    for top, bottom in row_bands(height, width):
        rows = slice(top, bottom)
        own = picture[rows].copy()
        own[..., 3] = cv2.multiply(np.ascontiguousarray(own[..., 3]), edge[rows], scale=1 / 255)
        hidden = free[rows] == 0
        result[rows, :, 3] = np.minimum(result[rows, :, 3], picture[rows, :, 3])
        own[hidden] = result[rows][hidden]
        result[rows] = own
    return result


def _document(size: tuple[int, ...], described: list[tuple[str, Layer, tuple[int, ...], tuple[int, int]]]) -> bytes:
    depths = [layer.mean_depth for _, layer, _, _ in described]
    factors = np.interp(depths, (min(depths), max(depths) + 1e-9), (_LEAST_PARALLAX, 1.0))
    if len(depths) == 1:
        factors = np.ones(1)
    entries = [
        {
            "name": name,
            "file": f"{name}.png",
            "depth": round(layer.mean_depth, 4),
            "from": round(layer.low, 4),
            "to": round(layer.high, 4),
            "offset": {"x": offset[0], "y": offset[1]},
            "width": shape[1],
            "height": shape[0],
            "parallax": round(float(factor), 4),
        }
        for (name, layer, shape, offset), factor in zip(described, factors, strict=True)
    ]
    head = {"format": "rundot-parallax", "version": 1, "width": size[1], "height": size[0], "layers": entries}
    return (json.dumps(head, indent=2) + "\n").encode()
