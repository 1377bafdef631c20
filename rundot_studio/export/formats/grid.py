"""A plain grid: every frame in a cell of the same size, in reading order, for engines that only count columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rundot_studio.domain.errors import OutputRefused
from rundot_studio.export.sheet import Region, Sheet

from .json_document import Object, dump, number, parse

Rgba = NDArray[np.uint8]


@dataclass(frozen=True)
class Grid:
    """Cells of ``cell`` (width, height) pixels, ``spacing`` apart and ``margin`` from the edge."""

    columns: int
    rows: int
    cell: tuple[int, int]
    spacing: int = 0
    margin: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the page."""
        return (
            2 * self.margin + self.columns * self.cell[0] + (self.columns - 1) * self.spacing,
            2 * self.margin + self.rows * self.cell[1] + (self.rows - 1) * self.spacing,
        )

    def place(self, index: int) -> tuple[int, int]:
        """Left and top of a cell."""
        row, column = divmod(index, self.columns)
        return (
            self.margin + column * (self.cell[0] + self.spacing),
            self.margin + row * (self.cell[1] + self.spacing),
        )


def fitted(sizes: Sequence[tuple[int, int]], *, columns: int = 0, spacing: int = 0, margin: int = 0) -> Grid:
    """The grid whose cells hold the largest frame; nearly square unless ``columns`` is given. Raises OutputRefused."""
    if not sizes:
        raise OutputRefused("There are no pictures to make a grid of.", "Select some first.")
    cell = max(width for width, _ in sizes), max(height for _, height in sizes)
    across = columns or max(1, min(len(sizes), round(math.sqrt(len(sizes) * cell[1] / cell[0]))))
    return Grid(across, math.ceil(len(sizes) / across), cell, spacing, margin)


def drawn(frames: Sequence[Rgba], grid: Grid, pivots: Sequence[tuple[float, float]]) -> Rgba:
    """The page: each frame (height, width, 4) laid into its cell so that all pivots share one place in it."""
    width, height = grid.size
    page = np.zeros((height, width, 4), np.uint8)
    for index, (frame, pivot) in enumerate(zip(frames, pivots, strict=True)):
        left, top = grid.place(index)
        left += round((grid.cell[0] - frame.shape[1]) * pivot[0])
        top += round((grid.cell[1] - frame.shape[0]) * pivot[1])
        page[top : top + frame.shape[0], left : left + frame.shape[1]] = frame
    return page


def regions(names: Sequence[str], grid: Grid) -> list[Region]:
    """Whole cells as regions."""
    return [Region(name, 0, *grid.place(index), *grid.cell, (0, 0), grid.cell) for index, name in enumerate(names)]


def write(sheet: Sheet, grid: Grid) -> dict[str, str]:
    """A description of the grid by its file's name: what the engine's import dialog asks for, and names by cells."""
    document: Object = {
        "image": sheet.pages[0].file,
        "frameWidth": grid.cell[0],
        "frameHeight": grid.cell[1],
        "spacing": grid.spacing,
        "margin": grid.margin,
        "columns": grid.columns,
        "rows": grid.rows,
        "scale": number(sheet.scale),
        "frames": [region.name for region in sheet.regions],
        "animations": {
            each.name: [[region.name for region in sheet.regions].index(frame) for frame in each.frames]
            for each in sheet.animations
        },
    }
    stem = sheet.pages[0].file.rsplit(".", 1)[0]
    return {f"{stem}.grid.json": dump(document)}


def read(name: str, text: str) -> tuple[Grid, list[str]]:
    """The grid and the names of its frames. Raises SourceUnusable."""
    document = parse(text, name)
    grid = Grid(
        int(document["columns"]),
        int(document["rows"]),
        (int(document["frameWidth"]), int(document["frameHeight"])),
        int(document.get("spacing", 0)),
        int(document.get("margin", 0)),
    )
    return grid, [str(each) for each in document["frames"]]
