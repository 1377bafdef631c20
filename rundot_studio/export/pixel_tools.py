"""Pixel-art tools on the way out: one grid and one palette for a whole set. Stored pictures stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rundot_studio.domain.errors import SourceUnusable

from .frame import Frame
from .outline import outlined
from .palettes import Dither, Palette, palette_of, reduced_to
from .pixel_grid import PixelGrid, find_common_grid, find_grid, snap
from .sheet import Borders

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

_SAME_GRID = 0.06
"""Cells of two pictures that differ by less than this share are of one grid, seen with another error."""


@dataclass(frozen=True)
class PixelTools:
    """``snap`` makes one pixel of each block of fake pixel art; ``palette`` or ``colors`` (2 to 256, taken from the
    pictures) limit the colours; ``outline`` is a colour for a line of ``outline_px`` around what is visible."""

    snap: bool = False
    palette: Palette = ()
    colors: int = 0
    dither: Dither = "none"
    outline: tuple[int, int, int] | None = None
    outline_px: int = 1

    @property
    def does_anything(self) -> bool:
        return self.snap or bool(self.palette) or bool(self.colors) or self.outline is not None

    def applied(self, frames: Sequence[Frame]) -> list[Frame]:
        """The frames with these tools in front of their pixels. Reads all pictures for what they must share. Blocking.

        Maps are dropped where pixels move: they would not fit any more. Raises SourceUnusable where no grid is found.
        """
        if not self.does_anything:
            return list(frames)
        common = None
        if self.snap:
            common = find_common_grid([frame.pixels() for frame in frames])
            if common is None:
                raise SourceUnusable("There is no grid of pixels in these pictures.", "Export them without snapping.")
        palette = self.palette
        if self.colors and not palette:
            palette = palette_of([self._snapped(frame.pixels(), common) for frame in frames], self.colors)
        return [self._tooled(frame, common, palette) for frame in frames]

    def _tooled(self, frame: Frame, common: PixelGrid | None, palette: Palette) -> Frame:
        @lru_cache(maxsize=1)
        def pixels() -> Rgba:
            rgba = self._snapped(frame.pixels(), common)
            if palette:
                rgba = reduced_to(rgba, palette, self.dither)
            if self.outline is not None:
                rgba = outlined(rgba, self.outline, self.outline_px)
            return rgba

        moves = common is not None or self.outline is not None
        borders = frame.borders
        if borders is not None and common is not None:
            borders = borders.scaled(1 / common.cell[0])
        if borders is not None and self.outline is not None:
            sides = (borders.left, borders.top, borders.right, borders.bottom)
            borders = Borders(*(side + self.outline_px for side in sides))
        return replace(frame, pixels=pixels, borders=borders, maps={} if moves else frame.maps)

    def _snapped(self, rgba: Rgba, common: PixelGrid | None) -> Rgba:
        """On the picture's own phase of the common grid."""
        if common is None:
            return rgba
        own = find_grid(rgba)
        fits = own is not None and abs(own.cell[0] - common.cell[0]) <= _SAME_GRID * common.cell[0]
        return snap(rgba, own if own is not None and fits else replace(common, origin=(0.0, 0.0)))
