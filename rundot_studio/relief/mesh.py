"""A picture as a relief of triangles.

A grid of vertices, one every ``step`` pixels and on all borders, raised by depth. The picture's longer side is 1 long,
its middle at the origin, x right, y up, z toward the viewer: the axes of glTF. Where depth jumps, triangles across the
outline may be left out, and so may those over clear pixels.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.domain.errors import RuleBroken, SourceUnusable

from .arrays import Depth, Mask, Rgba
from .infill import smooth_fill
from .normals import NormalSettings, normals
from .outlines import with_steep_outlines
from .ranges import check_range

F = np.float32
MOST_VERTICES = 4_000_000
_USUAL_VERTICES_ALONG = 256
_WORKING_PX = 2048


@dataclass(frozen=True)
class MeshSettings:
    """``step`` in pixels between vertices (1 and more; 0 takes about 256 vertices along the longer side).

    ``height`` from far to near in lengths of the longer side (0..2). ``cut`` leaves out triangles whose corners differ
    in depth by more than ``jump`` (0.01..1); ``alpha_cut`` those over pixels of less alpha (0..255; 0 keeps all).
    """

    step: int = 0
    height: float = 0.25
    cut: bool = False
    jump: float = 0.12
    alpha_cut: int = 128

    def check(self) -> None:
        """Raises RuleBroken."""
        if self.step < 0:
            raise RuleBroken("step", self.step, "a whole number of pixels, 0 or more")
        check_range("height", self.height, 0, 2)
        check_range("jump", self.jump, 0.01, 1)


@dataclass(frozen=True)
class Mesh:
    """``positions`` and ``normals`` (vertices, 3), ``uv`` (vertices, 2) from the upper left corner, all float32.

    ``triangles`` (n, 3), uint32, counter-clockwise as seen from the front.
    """

    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    uv: NDArray[np.float32]
    triangles: NDArray[np.uint32]


def relief_grid(picture: Rgba, depth: Depth, settings: MeshSettings) -> Depth:
    """How high the vertices of :func:`relief_mesh` are, 0..1, row by row: (rows, columns), two at least of each."""
    height, width = depth.shape
    lines = _lines(height, _step(depth, settings)), _lines(width, _step(depth, settings))
    return _without_clear(depth[np.ix_(*lines)], picture, lines, settings)[0]


def relief_mesh(picture: Rgba, depth: Depth, settings: MeshSettings | None = None) -> Mesh:
    """Of ``picture`` and ``depth`` of one size. Raises RuleBroken, and SourceUnusable where nothing is left over."""
    settings = settings or MeshSettings()
    settings.check()
    height, width = depth.shape
    rows, columns = _lines(height, _step(depth, settings)), _lines(width, _step(depth, settings))
    if rows.size * columns.size > MOST_VERTICES:
        raise RuleBroken("step", settings.step, f"large enough for at most {MOST_VERTICES:,} vertices")
    # One side or the other at an outline: a vertex half way between would draw its triangles like rubber.
    raised = _sharp(depth)[np.ix_(rows, columns)] if settings.cut else depth[np.ix_(rows, columns)]
    raised, solid = _without_clear(raised, picture, (rows, columns), settings)
    triangles = _triangles(raised, solid, settings)
    if triangles.size == 0:
        raise SourceUnusable("No part of the picture is left for a mesh.", "Cut less of it away.")
    used, renumbered = np.unique(triangles, return_inverse=True)
    return Mesh(
        _positions(rows, columns, raised, (height, width), settings.height)[used],
        _vertex_normals(picture, raised, (rows, columns), settings)[used],
        _uv(rows, columns, (height, width))[used],
        renumbered.reshape(-1, 3).astype(np.uint32),
    )


def _sharp(depth: Depth) -> Depth:
    """With steep outlines; of large maps those of a smaller one, which is as sharp as any grid of vertices."""
    height, width = depth.shape
    factor = max(1, -(-max(depth.shape) // _WORKING_PX))
    if factor == 1:
        return with_steep_outlines(depth)
    steep = with_steep_outlines(np.ascontiguousarray(depth[::factor, ::factor]))
    return cv2.resize(steep, (width, height), interpolation=cv2.INTER_NEAREST).reshape(height, width)


def _without_clear(
    raised: Depth, picture: Rgba, lines: tuple[NDArray[np.intp], NDArray[np.intp]], settings: MeshSettings
) -> tuple[Depth, Mask]:
    """``raised`` going on level into clear parts, and which vertices lie on or beside something solid.

    So the texture's alpha draws the silhouette to the pixel, and no rim falls back to where clear pixels are.
    """
    alpha = np.ascontiguousarray(picture[..., 3])
    solid = alpha[np.ix_(*lines)] >= settings.alpha_cut
    if solid.all() or not solid.any():
        return raised, solid
    side = 2 * _step(picture, settings) + 1
    beside = cv2.dilate(alpha, np.ones((side, side), np.uint8))[np.ix_(*lines)] >= settings.alpha_cut
    return smooth_fill(raised[..., None], solid)[..., 0], beside


def _step(stored: Depth | Rgba, settings: MeshSettings) -> int:
    return settings.step or max(1, round(max(stored.shape[:2]) / _USUAL_VERTICES_ALONG))


def _lines(length: int, step: int) -> NDArray[np.intp]:
    """The pixels along one side that get a vertex, the last one included; a single pixel gets two."""
    if length == 1:
        return np.zeros(2, np.intp)
    return np.unique(np.append(np.arange(0, length, step), length - 1))


def _edges(lines: NDArray[np.intp], length: int) -> NDArray[np.float32]:
    """Where vertices lie, 0..length: in the middle of their pixels, the outermost on the picture's border."""
    places = lines.astype(F) + F(0.5)
    places[0], places[-1] = 0, length
    return places


def _positions(
    rows: NDArray[np.intp], columns: NDArray[np.intp], raised: Depth, size: tuple[int, int], relief: float
) -> NDArray[np.float32]:
    height, width = size
    longer = max(size)
    x = (_edges(columns, width) - F(width / 2)) / F(longer)
    y = (F(height / 2) - _edges(rows, height)) / F(longer)
    grid = np.empty((*raised.shape, 3), F)
    grid[..., 0], grid[..., 1], grid[..., 2] = x, y[:, None], raised * F(relief)
    return grid.reshape(-1, 3)


def _uv(rows: NDArray[np.intp], columns: NDArray[np.intp], size: tuple[int, int]) -> NDArray[np.float32]:
    grid = np.empty((rows.size, columns.size, 2), F)
    grid[..., 0] = _edges(columns, size[1]) / F(size[1])
    grid[..., 1] = (_edges(rows, size[0]) / F(size[0]))[:, None]
    return grid.reshape(-1, 2)


def _vertex_normals(
    picture: Rgba, raised: Depth, lines: tuple[NDArray[np.intp], NDArray[np.intp]], settings: MeshSettings
) -> NDArray[np.float32]:
    """Of the grid itself; across an outline that was cut they do not bend."""
    small = cv2.resize(picture, raised.shape[::-1], interpolation=cv2.INTER_NEAREST).reshape(*raised.shape, 4)
    surface = NormalSettings(settings.height, detail=0, walls=not settings.cut, smoothing=0)
    return normals(raised, small, surface).reshape(-1, 3)


def _triangles(raised: Depth, solid: Mask, settings: MeshSettings) -> NDArray[np.uint32]:
    """Two a cell, divided along the diagonal whose ends differ less in depth."""
    rows, columns = raised.shape
    number = np.arange(rows * columns, dtype=np.uint32).reshape(rows, columns)
    corners = number[:-1, :-1], number[:-1, 1:], number[1:, :-1], number[1:, 1:]
    upper_left, upper_right, lower_left, lower_right = (corner.ravel() for corner in corners)
    flat = raised.ravel()
    falling = np.abs(flat[upper_left] - flat[lower_right]) <= np.abs(flat[upper_right] - flat[lower_left])
    first = np.where(falling, lower_right, upper_right)
    second = np.where(falling, upper_left, lower_left)
    triangles = np.concatenate(
        [np.stack([upper_left, lower_left, first], axis=1), np.stack([upper_right, second, lower_right], axis=1)]
    )
    kept = np.ones(len(triangles), np.bool_)
    if settings.cut:
        depths = flat[triangles]
        kept &= depths.max(axis=1) - depths.min(axis=1) <= F(settings.jump)
    if settings.alpha_cut > 0:
        kept &= solid.ravel()[triangles].all(axis=1)
    return triangles[kept]
