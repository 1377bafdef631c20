"""The picture seen from a little beside: near things move against far ones, and what was behind them comes into view.

The picture is taken apart into a few layers that go on behind each other (:mod:`.layers`). Within a layer depth is
smooth; each is warped backward: the pixel seen at q is the p with p + shift(depth(p)) = q, found by repeating
p = q - shift(depth(p)), which settles in three steps at such slopes. The offsets are found at an eighth of the size and
enlarged; they carry no edges, those are in the layers' opacity at full size. So no outline stretches like rubber.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth, Plane, Rgba
from .coverage import Coverage, Drawn, Moves
from .layers import CELL_PX, Layer, layers
from .outlines import with_steep_outlines
from .ranges import check_range
from .side_by_side import side_by_side
from .slicing import cuts

F = np.float32
_STEPS = 3
_REACH_SHARE = 0.015
MOST_LAYERS = 4


@dataclass(frozen=True)
class ParallaxSettings:
    """``amplitude`` 0..0.2: how far the nearest point moves against the farthest, in lengths of the longer side, when
    the mouse goes from the middle to the edge. ``focus`` 0..1 is the depth that stays where it is. ``zoom`` 1..2
    enlarges the whole, so that its borders stay out of view.
    """

    amplitude: float = 0.03
    focus: float = 0.4
    zoom: float = 1.0

    def check(self) -> None:
        """Raises RuleBroken."""
        check_range("amplitude", self.amplitude, 0, 0.2)
        check_range("focus", self.focus, 0, 1)
        check_range("zoom", self.zoom, 1, 2)

    def covering_zoom(self, size: tuple[int, int]) -> float:
        """The zoom at which no border of a picture of ``size`` (width, height) comes into view from anywhere."""
        farthest = self.amplitude * max(self.focus, 1 - self.focus) * max(size) / min(size)
        return 1 / max(0.5, 1 - 2 * farthest)


class LayeredPicture:
    """``picture`` with its ``depth``, prepared for any point of view."""

    def __init__(self, picture: Rgba, depth: Depth, most_layers: int = MOST_LAYERS) -> None:
        self._picture = picture
        height, width = depth.shape
        self._opaque = bool(picture[..., 3].min() == 255)
        self._border = cv2.BORDER_REFLECT_101 if self._opaque and min(height, width) > 1 else cv2.BORDER_CONSTANT
        if self._opaque and min(height, width) == 1:
            self._border = cv2.BORDER_REPLICATE
        steep = with_steep_outlines(depth)
        found = layers(picture, steep, cuts(steep, most_layers), _REACH_SHARE * max(height, width))
        self._layers = [_WarpedLayer(layer) for layer in found]
        self._coverage = Coverage([each.texture[..., 3] for each in self._layers], endless=self._opaque)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self._picture.shape[1], self._picture.shape[0]

    @property
    def opaque(self) -> bool:
        return self._opaque

    @property
    def parts(self) -> list[tuple[Rgba, Depth]]:
        """For whoever composes them elsewhere, from the farthest to the nearest: the layer with its colours multiplied
        by its opacity, and its depth for each cell of 8 x 8 pixels."""
        return [(layer.texture, layer.depth) for layer in self._layers]

    def render(self, mouse: tuple[float, float], settings: ParallaxSettings, out: Rgba | None = None) -> Rgba:
        """Seen with the eye at ``mouse`` (x, y), 0..1 from the upper left corner: (height, width, 4)."""
        height, width = self._picture.shape[:2]
        result = np.empty_like(self._picture) if out is None else out
        longer = max(height, width)
        shift = ((2 * mouse[0] - 1) * settings.amplitude * longer, (2 * mouse[1] - 1) * settings.amplitude * longer)
        if max(abs(each) for each in shift) < 0.05 and settings.zoom == 1:
            np.copyto(result, self._picture)
            return result
        aside = (1 - 1 / settings.zoom) * longer / 2
        rows = self._coverage.plan([each.moves(shift, settings.focus, aside) for each in self._layers])
        places = side_by_side(lambda layer: layer.places(shift, settings), self._layers)

        if not self._opaque:
            result[:] = 0

        def draw(row: list[Drawn]) -> None:
            for run in row:
                layer = self._layers[run.layer]
                onto = result[run.top : run.bottom, run.left : run.right]
                x, y = (_enlarged(each, run) for each in places[run.layer])
                if run.covers:
                    cv2.remap(layer.texture, x, y, cv2.INTER_LINEAR, onto, self._border)
                else:
                    _lay_over(onto, cv2.remap(layer.texture, x, y, cv2.INTER_LINEAR, None, self._border))
            if row and not self._opaque:
                make_straight(result[row[0].top : row[0].bottom])

        side_by_side(draw, rows)
        return result


class _WarpedLayer:
    """``texture`` is the layer with its colours multiplied by its opacity: (height, width, 4), uint8."""

    def __init__(self, layer: Layer) -> None:
        self.texture = _premultiplied(layer.picture)
        self.depth = layer.depth
        self._range = float(layer.depth.min()), float(layer.depth.max())
        height, width = layer.depth.shape
        # A cell more on every side, so that any piece can be enlarged with its neighbours.
        self._x = np.arange(-1, width + 1, dtype=F)
        self._y = np.arange(-1, height + 1, dtype=F)
        self._middle = layer.picture.shape[1] / 2 / CELL_PX - 0.5, layer.picture.shape[0] / 2 / CELL_PX - 0.5

    def moves(self, shift: tuple[float, float], focus: float, aside: float) -> Moves:
        """``aside`` is what is added either way."""
        across = [shift[0] * (depth - focus) for depth in self._range]
        down = [shift[1] * (depth - focus) for depth in self._range]
        return Moves(min(across) - aside, max(across) + aside, min(down) - aside, max(down) + aside)

    def places(self, shift: tuple[float, float], settings: ParallaxSettings) -> tuple[Plane, Plane]:
        """Which pixel of the layer, x and y, is seen in the middle of each cell: (rows + 2, columns + 2) each."""
        steps = shift[0] / CELL_PX, shift[1] / CELL_PX
        line_x = (self._x - F(self._middle[0])) / F(settings.zoom) + F(self._middle[0])
        line_y = (self._y - F(self._middle[1])) / F(settings.zoom) + F(self._middle[1])
        x, y = np.repeat(line_x[None, :], line_y.size, axis=0), np.repeat(line_y[:, None], line_x.size, axis=1)
        relative = self.depth - F(settings.focus)
        from_x, from_y = x, y
        for _ in range(_STEPS):
            offset = cv2.remap(relative, from_x, from_y, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE)
            from_x, from_y = cv2.scaleAdd(offset, steps[0], x), cv2.scaleAdd(offset, steps[1], y)
        half = F((CELL_PX - 1) / 2)
        return from_x * F(CELL_PX) + half, from_y * F(CELL_PX) + half


def _enlarged(places: Plane, run: Drawn) -> Plane:
    """``places``, one a cell, for each pixel of ``run``."""
    top, left = run.top // CELL_PX, run.left // CELL_PX
    height, width = run.bottom - run.top, run.right - run.left
    rows, columns = -(-height // CELL_PX) + 2, -(-width // CELL_PX) + 2
    piece = places[top : top + rows, left : left + columns]
    large = cv2.resize(piece, (columns * CELL_PX, rows * CELL_PX), interpolation=cv2.INTER_LINEAR)
    return large[CELL_PX : CELL_PX + height, CELL_PX : CELL_PX + width]


def _premultiplied(picture: Rgba) -> Rgba:
    alpha = np.ascontiguousarray(picture[..., 3])
    result = cv2.multiply(picture, cv2.merge([alpha] * 4), scale=1 / 255)
    result[..., 3] = alpha
    return result


def _spread_alpha(premultiplied: Rgba) -> NDArray[np.uint8]:
    """Alpha in all four channels."""
    return cv2.merge([cv2.extractChannel(premultiplied, 3)] * 4)


def _lay_over(place: Rgba, premultiplied: Rgba) -> None:
    """Porter and Duff's "over" (1984), into ``place``."""
    alpha = _spread_alpha(premultiplied)
    clear = cv2.bitwise_not(alpha, alpha)
    beneath = cv2.multiply(place, clear, clear, 1 / 255)
    cv2.add(beneath, premultiplied, place)


def make_straight(premultiplied: Rgba) -> None:
    """Divide the colours by the opacity they were multiplied by, in place."""
    alpha = cv2.extractChannel(premultiplied, 3)
    cv2.divide(premultiplied, cv2.merge([alpha] * 4), premultiplied, 255)
    cv2.insertChannel(alpha, premultiplied, 3)
