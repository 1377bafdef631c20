"""Correcting a cut-out by hand: brush strokes that take away from its alpha, or bring the source's pixels back.

Colours are straight, not multiplied by alpha. A stroke is gathered as coverage, the largest where it crosses itself,
and laid over the picture as it was before the stroke: so going over a place twice in one stroke does not add up, and
pixels that no stroke has touched keep their value to the bit, the hidden colours of clear pixels too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

TILE_PX = 256
UNDO_BYTES = 256 * 1024 * 1024
"""The oldest strokes are forgotten when all of them together take more, unless told otherwise."""


class BrushMode(StrEnum):
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True)
class Brush:
    """``radius`` in pixels; ``hardness`` 0..1 is the share of the radius that is covered fully."""

    radius: float
    hardness: float = 0.8
    mode: BrushMode = BrushMode.REMOVE


@dataclass(frozen=True)
class Box:
    """Pixels from (``left``, ``top``) up to, without, (``right``, ``bottom``)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def empty(self) -> bool:
        return self.right <= self.left or self.bottom <= self.top

    def united(self, other: Box | None) -> Box:
        if other is None:
            return self
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def within(self, other: Box) -> Box:
        """What both have in common."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def shifted(self, dx: int, dy: int) -> Box:
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    @property
    def slices(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)


@dataclass
class _Stroke:
    """What a stroke has changed: tiles with what is to be put there when it is undone, or done again."""

    box: Box
    tiles: list[tuple[Box, Rgba]]

    @property
    def size(self) -> int:
        return sum(pixels.nbytes for _, pixels in self.tiles)


class MatteEdit:
    """``cutout`` and ``source`` are RGBA of one shape (height, width, 4), uint8. Neither is changed, but
    ``source`` is looked at as long as this lives.

    Raises ValueError where their shapes differ.
    """

    def __init__(self, cutout: Rgba, source: Rgba, undo_bytes: int = UNDO_BYTES) -> None:
        import numpy as np

        if cutout.shape != source.shape or cutout.ndim != 3 or cutout.shape[2] != 4:
            raise ValueError(f"cut-out {cutout.shape} and source {source.shape} are not two RGBA pictures of one size")
        self.rgba: Rgba = cutout.copy()
        """The picture as it is now; to be read only."""
        self._source = source
        self._cover: Rgba = np.zeros(cutout.shape[:2], np.uint8)
        self._before: dict[Box, Rgba] = {}
        self._brush: Brush | None = None
        self._at = (0.0, 0.0, 0.0)
        self._touched: Box | None = None
        self._undo: list[_Stroke] = []
        self._redo: list[_Stroke] = []
        self._undo_bytes = undo_bytes
        self._forgotten = 0

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    @property
    def changed(self) -> bool:
        """Whether any stroke stands."""
        return bool(self._undo) or self._forgotten > 0

    def begin(self, brush: Brush, x: float, y: float, pressure: float = 1.0) -> Box:
        """Put the brush down at (x, y), in pixels; gives what has changed. ``pressure`` 0..1 narrows the brush."""
        self.end()
        self._brush = brush
        self._at = (x, y, brush.radius * pressure)
        return self._lay(self._at)

    def move(self, x: float, y: float, pressure: float = 1.0) -> Box:
        """Draw on, straight to (x, y). Raises ValueError when the brush is not down."""
        if self._brush is None:
            raise ValueError("the brush is not down")
        return self._lay((x, y, self._brush.radius * pressure))

    def end(self) -> None:
        """Lift the brush: the stroke can be undone now."""
        if self._brush is None:
            return
        self._brush = None
        touched, self._touched = self._touched, None
        before, self._before = self._before, {}
        if touched is None or touched.empty:
            return
        self._cover[touched.slices] = 0
        if before:
            self._undo.append(_Stroke(touched, list(before.items())))
            self._redo.clear()
            self._forget_oldest()

    def undo(self) -> Box | None:
        """Take the last stroke back; what has changed by it, or None where there is none."""
        self.end()
        return self._swap(self._undo, self._redo)

    def redo(self) -> Box | None:
        self.end()
        return self._swap(self._redo, self._undo)

    def _swap(self, given: list[_Stroke], taken: list[_Stroke]) -> Box | None:
        if not given:
            return None
        stroke = given.pop()
        other = []
        for tile, pixels in stroke.tiles:
            other.append((tile, self.rgba[tile.slices].copy()))
            self.rgba[tile.slices] = pixels
        taken.append(_Stroke(stroke.box, other))
        return stroke.box

    def _forget_oldest(self) -> None:
        held = sum(stroke.size for stroke in self._undo)
        while held > self._undo_bytes and len(self._undo) > 1:
            held -= self._undo.pop(0).size
            self._forgotten += 1

    def _lay(self, to: tuple[float, float, float]) -> Box:
        """Cover the way to a place, and show it."""
        import numpy as np

        assert self._brush is not None
        begun, self._at = self._at, to
        reach = max(begun[2], to[2]) + 1
        height, width = self._cover.shape
        box = Box(
            max(0, int(min(begun[0], to[0]) - reach)),
            max(0, int(min(begun[1], to[1]) - reach)),
            min(width, int(max(begun[0], to[0]) + reach) + 2),
            min(height, int(max(begun[1], to[1]) + reach) + 2),
        )
        if box.empty:
            return Box(0, 0, 0, 0)
        cover = self._cover[box.slices]
        np.maximum(cover, capsule_cover(box, begun, to, self._brush.hardness), out=cover)
        self._touched = box.united(self._touched)
        self._compose(box, self._brush.mode)
        return box

    def _compose(self, box: Box, mode: BrushMode) -> None:
        """The picture before the stroke, of which each touched tile is kept, with the coverage laid over."""
        for tile in _tiles(box, self._cover.shape):
            part = tile.within(box)
            cover = self._cover[part.slices]
            if not cover.any():
                continue
            before = self._before.get(tile)
            if before is None:
                before = self._before[tile] = self.rgba[tile.slices].copy()
            below = before[part.shifted(-tile.left, -tile.top).slices]
            _lay_over(below, self._source[part.slices], cover, mode, self.rgba[part.slices])


def _lay_over(below: Rgba, source: Rgba, cover: Rgba, mode: BrushMode, result: Rgba) -> None:
    """``below`` with ``source`` over it, or taken away, by the share that ``cover`` says; into ``result``."""
    import numpy as np

    half = np.float32(0.5)
    share = cover.astype(np.float32) * np.float32(1 / 255)
    kept = below[..., 3] * (1 - share)
    if mode is BrushMode.REMOVE:
        result[..., 3] = kept + half
        return
    brought = source[..., 3] * share
    alpha = kept + brought
    result[..., 3] = alpha + half
    # Where nothing is brought the weight is 0, and the colour comes out as it went in.
    weight = brought / np.maximum(alpha, np.float32(1e-6))
    for channel in range(3):
        old = below[..., channel].astype(np.float32)
        result[..., channel] = old + (source[..., channel] - old) * weight + half


def capsule_cover(box: Box, begun: tuple[float, float, float], to: tuple[float, float, float], hardness: float) -> Rgba:
    """Coverage 0..255 of each pixel of ``box``, shape (rows, columns), by a brush drawn straight between two places.

    Places are (x, y, radius) in pixels; the radius changes evenly on the way. At least the last pixel of the edge is
    soft.
    """
    import numpy as np

    x = np.arange(box.left, box.right, dtype=np.float32)[None, :] + np.float32(0.5 - begun[0])
    y = np.arange(box.top, box.bottom, dtype=np.float32)[:, None] + np.float32(0.5 - begun[1])
    way_x, way_y = np.float32(to[0] - begun[0]), np.float32(to[1] - begun[1])
    length = float(way_x * way_x + way_y * way_y)
    radius: NDArray[np.float32] = np.full((1, 1), max(0.5, begun[2]), np.float32)
    if length > 1e-6:
        along = np.clip((x * way_x + y * way_y) / np.float32(length), 0, 1)
        x = x - along * way_x
        y = y - along * way_y
        radius = radius + along * (np.float32(max(0.5, to[2])) - radius)
    soft = np.maximum(np.float32(1), radius * np.float32(1 - hardness))
    cover = np.clip((radius + np.float32(0.5) - np.sqrt(x * x + y * y)) / soft, 0, 1)
    if hardness < 1:
        eased = cover * cover * (3 - 2 * cover)  # so that a soft edge has no crease
        cover = np.where(soft > 2, eased, cover)
    return (cover * 255 + np.float32(0.5)).astype(np.uint8)


def _tiles(box: Box, shape: tuple[int, ...]) -> list[Box]:
    """The tiles of a grid of :data:`TILE_PX` that a box touches, in a picture of shape (height, width)."""
    return [
        Box(x, y, min(x + TILE_PX, shape[1]), min(y + TILE_PX, shape[0]))
        for y in range(box.top // TILE_PX * TILE_PX, box.bottom, TILE_PX)
        for x in range(box.left // TILE_PX * TILE_PX, box.right, TILE_PX)
    ]
