"""A sheet of sprites as engines see it: pages, the regions on them, and animations. Numbers and names, no pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

Point = tuple[float, float]
Size = tuple[int, int]

CENTRE: Point = (0.5, 0.5)
DEFAULT_FRAME_MS = 100
MAP_SUFFIX: Mapping[str, str] = {"normal": "_n", "depth": "_d"}
"""What follows a picture's name in that of its maps, by their kind."""


@dataclass(frozen=True)
class Borders:
    """Nine-slice borders: how far the parts that are not stretched reach in from each side, in source pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def scaled(self, factor: float) -> Borders:
        return Borders(*(round(each * factor) for each in (self.left, self.top, self.right, self.bottom)))


@dataclass(frozen=True)
class SheetPage:
    """``file`` is the picture's name beside the description; ``normal_map`` that of the same page lit, if any."""

    file: str
    width: int
    height: int
    normal_map: str = ""


@dataclass(frozen=True)
class Region:
    """Where one frame lies, and how it is put together again.

    ``width`` and ``height`` are the trimmed frame's, upright: a rotated one takes ``height`` by ``width`` on the page,
    turned by 90° clockwise. ``offset`` (x, y) is where it lies in the untrimmed picture of ``source_size`` (width,
    height). ``pivot`` is in shares of the source's size, from its left and top. Pixels are the page's.
    """

    name: str
    page: int
    x: int
    y: int
    width: int
    height: int
    offset: tuple[int, int]
    source_size: Size
    rotated: bool = False
    pivot: Point = CENTRE
    borders: Borders | None = None
    duration_ms: int = DEFAULT_FRAME_MS

    @property
    def trimmed(self) -> bool:
        return self.source_size != (self.width, self.height)

    @property
    def pivot_on_region(self) -> Point:
        """The pivot in shares of the trimmed region: beyond 0 to 1 where it lies outside."""
        return (
            (self.pivot[0] * self.source_size[0] - self.offset[0]) / self.width,
            (self.pivot[1] * self.source_size[1] - self.offset[1]) / self.height,
        )


@dataclass(frozen=True)
class Animation:
    """``frames`` are names of regions in their order; how long each is shown, the region says."""

    name: str
    frames: tuple[str, ...]
    loop: bool = True


@dataclass(frozen=True)
class Sheet:
    """``scale`` is how many of the pages' pixels make one of the game's: 2 for an @2x sheet."""

    name: str
    pages: tuple[SheetPage, ...]
    regions: tuple[Region, ...]
    animations: tuple[Animation, ...] = ()
    scale: float = 1.0
    pixel_art: bool = False

    def region(self, name: str) -> Region:
        """Raises KeyError."""
        found = next((region for region in self.regions if region.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def on_page(self, page: int) -> list[Region]:
        return [region for region in self.regions if region.page == page]

    def renamed(self, names: dict[str, str]) -> Sheet:
        """With other names for frames, in animations too; a name that is not in ``names`` stays."""
        return replace(
            self,
            regions=tuple(replace(each, name=names.get(each.name, each.name)) for each in self.regions),
            animations=tuple(
                replace(each, frames=tuple(names.get(frame, frame) for frame in each.frames))
                for each in self.animations
            ),
        )


def scale_suffix(scale: float) -> str:
    """What a file's name ends in at a scale: nothing at 1, ``@2x`` at 2."""
    return "" if scale == 1 else f"@{scale:g}x"


def page_name(sheet: str, page: int, pages: int, scale: float = 1.0) -> str:
    """The name of a page's files without their suffix."""
    number = "" if pages == 1 else f"-{page}"
    return f"{sheet}{number}{scale_suffix(scale)}"
