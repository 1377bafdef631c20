"""Frames to the pages of an atlas: trimmed, packed, drawn with their rims, colour bled under the edges."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from rundot_studio.domain.errors import OutputRefused

from .frame import Cut, Frame, cut
from .packing import Packing, PackOptions, TooLarge, pack
from .sequences import animations
from .sheet import Region, Sheet, SheetPage, page_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

_KEPT_BYTES = 768 * 1024 * 1024
"""So much of the trimmed pixels is kept between measuring and drawing; what is beyond is read a second time."""
_MOST_READERS = 8
FLAT_NORMAL = (128, 128, 255, 255)
"""A normal that looks at the viewer."""


@dataclass(frozen=True)
class AtlasOptions:
    """``trim_threshold`` 0 to 254: alpha up to it counts as nothing. ``bleed_px``: how far colour is carried on under
    clear pixels, for engines that filter; 0 for none."""

    pack: PackOptions = field(default_factory=PackOptions)
    trim: bool = True
    trim_threshold: int = 0
    bleed_px: int = 4
    scale: float = 1.0
    pixel_art: bool = False
    loop: bool = True


@dataclass(frozen=True)
class Atlas:
    """``pages`` are straight RGBA (height, width, 4), uint8. ``owners`` names, for each region, the first one of equal
    pixels, which it shares its place with; ``empty`` are names of frames that show nothing."""

    sheet: Sheet
    pages: tuple[Rgba, ...]
    owners: tuple[int, ...]
    empty: tuple[str, ...]
    options: AtlasOptions

    @property
    def efficiency(self) -> float:
        """Share of the pages' area that frames cover, 0 to 1; each place counts once."""
        area = sum(page.width * page.height for page in self.sheet.pages)
        distinct = [region for index, region in enumerate(self.sheet.regions) if self.owners[index] == index]
        return sum(region.width * region.height for region in distinct) / area if area else 0.0


class FrameTooLarge(OutputRefused):
    """Frames that are larger than a page, trimmed as they are: each with its longer side in pixels.

    ``room_px`` is the longest side that fits, ``rim_px`` what a page needs beyond that.
    """

    def __init__(self, first: TooLarge, frames: Sequence[tuple[Frame, int]], options: AtlasOptions) -> None:
        self.frames = tuple(frames)
        self.pixel_art = options.pixel_art
        self.room_px = options.pack.room_px
        self.rim_px = options.pack.largest_page - self.room_px
        super().__init__(f"{frames[0][0].name}: {first.message}", first.hint)


Progress = Callable[[int, int], None]
"""Called with how many frames of how many have been read."""


def build_atlas(
    name: str, frames: Sequence[Frame], options: AtlasOptions | None = None, progress: Progress | None = None
) -> Atlas:
    """Blocking. The same frames in any order give the same pages.

    Raises OutputRefused for no frames, two of the same name, or one that is larger than a page; SourceUnusable for one
    that can't be read.
    """
    options = options or AtlasOptions()
    _check_names(frames)
    ordered = sorted(frames, key=lambda frame: _natural(frame.name))
    cuts = _Cuts(ordered, options, progress)
    distinct = sorted(set(cuts.owners))
    try:
        packing = pack([cuts.sizes[index] for index in distinct], options.pack)
    except TooLarge as error:
        longer_sides = [(ordered[index], max(cuts.sizes[index])) for index in distinct]
        large = [(frame, side) for frame, side in longer_sides if side > options.pack.room_px]
        raise FrameTooLarge(error, large, options) from error
    spots = {index: packing.placements[number] for number, index in enumerate(distinct)}
    regions = []
    for index, frame in enumerate(ordered):
        spot = spots[cuts.owners[index]]
        regions.append(
            Region(
                name=frame.name,
                page=spot.page,
                x=spot.x,
                y=spot.y,
                width=spot.width,
                height=spot.height,
                offset=cuts.offsets[index],
                source_size=cuts.source_sizes[index],
                rotated=spot.rotated,
                pivot=frame.pivot,
                borders=frame.borders,
                duration_ms=frame.duration_ms,
            )
        )
    pages = _blank(packing)
    for index in distinct:
        _draw(pages[regions[index].page], cuts.pixels(index), regions[index], options.pack.extrude)
    with ThreadPoolExecutor(min(len(pages), os.cpu_count() or 1), thread_name_prefix="pages") as pool:
        list(pool.map(lambda page: bleed_edges(page, options.bleed_px), pages))
    sheet = Sheet(
        name=name,
        pages=tuple(
            SheetPage(f"{page_name(name, number, len(packing.pages), options.scale)}.png", *size)
            for number, size in enumerate(packing.pages)
        ),
        regions=tuple(regions),
        animations=tuple(animations((frame.name for frame in ordered), name, loop=options.loop)),
        scale=options.scale,
        pixel_art=options.pixel_art,
    )
    empty = tuple(frame.name for index, frame in enumerate(ordered) if cuts.empty[index])
    return Atlas(sheet, tuple(pages), tuple(cuts.owners), empty, options)


def map_pages(atlas: Atlas, frames: Iterable[Frame], kind: str) -> tuple[Rgba, ...]:
    """Pages of another kind of picture, ``normal`` or ``depth``, with the very same rectangles.

    Where a frame has none, its place is flat: a normal towards the viewer, or clear. Raises OutputRefused for a map of
    another size than its frame.
    """
    by_name = {frame.name: frame for frame in frames}
    pages = [np.zeros((page.height, page.width, 4), np.uint8) for page in atlas.sheet.pages]
    if kind == "normal":
        for page in pages:
            page[...] = FLAT_NORMAL
    for index, region in enumerate(atlas.sheet.regions):
        load = by_name[region.name].maps.get(kind)
        if load is None or atlas.owners[index] != index:
            continue
        whole = load()
        check_map_size(region.name, kind, whole, region.source_size)
        left, top = region.offset
        part = whole[top : top + region.height, left : left + region.width]
        _draw(pages[region.page], part, region, atlas.options.pack.extrude)
    return tuple(pages)


def check_map_size(name: str, kind: str, whole: Rgba, size: tuple[int, int]) -> None:
    """Raises OutputRefused for a map of another size than its picture."""
    if (whole.shape[1], whole.shape[0]) != size:
        raise OutputRefused(
            f"The {kind} map of {name} has {whole.shape[1]} × {whole.shape[0]} px, its picture {size[0]} × {size[1]}.",
            "Make the map anew from the picture as it is now.",
        )


def lit(atlas: Atlas) -> Sheet:
    """The sheet with the names of its pages' normal maps."""
    pages = tuple(replace(page, normal_map=f"{page.file.removesuffix('.png')}_n.png") for page in atlas.sheet.pages)
    return replace(atlas.sheet, pages=pages)


def frame_pixels(pages: Sequence[Rgba], region: Region) -> Rgba:
    """The frame of a region as its source was: turned upright and laid back at its offset."""
    width, height = (region.height, region.width) if region.rotated else (region.width, region.height)
    part = pages[region.page][region.y : region.y + height, region.x : region.x + width]
    if region.rotated:
        part = np.rot90(part)
    whole = np.zeros((region.source_size[1], region.source_size[0], 4), np.uint8)
    left, top = region.offset
    whole[top : top + region.height, left : left + region.width] = part
    return whole


def bleed_edges(page: Rgba, reach_px: int) -> None:
    """Clear pixels within ``reach_px`` of visible ones take the nearest one's colour, all others none. In place.

    Engines filter in straight alpha and would mix in whatever colour clear pixels have; far away it never shows, and
    one colour there keeps files small.
    """
    clear = page[..., 3] == 0
    whole = page.view(np.uint32)[..., 0]
    whole *= ~clear
    if reach_px <= 0 or clear.all() or not clear.any():
        return
    distance, labels = cv2.distanceTransformWithLabels(
        clear.view(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    # OpenCV counts visible pixels from 1 in the order in which they lie.
    colors = whole[~clear]
    near = np.flatnonzero(clear & (distance <= reach_px))
    whole.reshape(-1)[near] = colors[labels.reshape(-1)[near] - 1]
    page.reshape(-1, 4)[near, 3] = 0


class _Cuts:
    """All frames trimmed and told apart by their pixels, with as many pixels kept as memory is meant for."""

    def __init__(self, frames: Sequence[Frame], options: AtlasOptions, progress: Progress | None) -> None:
        self._frames = frames
        self._options = options
        self._kept: dict[int, Rgba] = {}
        self.sizes: list[tuple[int, int]] = []
        self.offsets: list[tuple[int, int]] = []
        self.source_sizes: list[tuple[int, int]] = []
        self.empty: list[bool] = []
        self.owners: list[int] = []
        first: dict[tuple[object, ...], int] = {}
        kept_bytes = 0
        # Closed at once where it is given up in the middle, rather than when its error is forgotten.
        with closing(self._all_cuts()) as made:
            for index, (each, fingerprint) in enumerate(made):
                self.sizes.append(each.size)
                self.offsets.append(each.offset)
                self.source_sizes.append(each.source_size)
                self.empty.append(each.empty)
                # Equal pixels with maps of their own must not share a place: their light differs.
                key = (fingerprint, each.size, tuple(sorted(frames[index].maps)) and index)
                self.owners.append(first.setdefault(key, index))
                if self.owners[index] == index and kept_bytes + each.pixels.nbytes <= _KEPT_BYTES:
                    kept_bytes += each.pixels.nbytes
                    self._kept[index] = each.pixels
                if progress is not None:
                    progress(index + 1, len(frames))

    def _all_cuts(self) -> Generator[tuple[Cut, bytes], None, None]:
        """In the order of the frames, read by several threads: decoding and filtering hold no lock."""
        with ThreadPoolExecutor(min(_MOST_READERS, os.cpu_count() or 1), thread_name_prefix="frames") as pool:
            waiting: deque[Future[tuple[Cut, bytes]]] = deque()
            try:
                for index in range(len(self._frames)):
                    waiting.append(pool.submit(self._told_apart, index))
                    # No more are held ready than are needed to keep the threads at work.
                    if len(waiting) >= 4 * _MOST_READERS:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for each in waiting:
                    each.cancel()

    def _told_apart(self, index: int) -> tuple[Cut, bytes]:
        each = self._cut(index)
        return each, _digest(each.pixels)

    def pixels(self, index: int) -> Rgba:
        kept = self._kept.pop(index, None)
        return kept if kept is not None else self._cut(index).pixels

    def _cut(self, index: int) -> Cut:
        return cut(self._frames[index].pixels(), trim=self._options.trim, threshold=self._options.trim_threshold)


def _digest(pixels: Rgba) -> bytes:
    """Of what shows: colours of clear pixels do not count."""
    whole = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]
    shown = whole * (pixels[..., 3] > 0)
    return hashlib.blake2b(shown.data, digest_size=20).digest()


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Orders ``walk_2`` before ``walk_10``."""
    parts: list[tuple[int, int, str]] = []
    digits = ""
    for sign in [*name, ""]:
        if sign.isdecimal():
            digits += sign
            continue
        if digits:
            parts.append((0, int(digits), digits))
            digits = ""
        if sign:
            parts.append((1, 0, sign))
    return tuple(parts)


def _check_names(frames: Sequence[Frame]) -> None:
    if not frames:
        raise OutputRefused("There are no pictures to make an atlas of.", "Select some first.")
    seen: set[str] = set()
    for frame in frames:
        if frame.name in seen:
            raise OutputRefused(f"Two frames have the name {frame.name}.", "Give one of them another name.")
        seen.add(frame.name)


def _blank(packing: Packing) -> list[Rgba]:
    return [np.zeros((height, width, 4), np.uint8) for width, height in packing.pages]


def _draw(page: Rgba, pixels: Rgba, region: Region, extrude: int) -> None:
    if region.rotated:
        pixels = np.rot90(pixels, -1)
    if extrude:
        pixels = np.pad(pixels, ((extrude, extrude), (extrude, extrude), (0, 0)), mode="edge")
    height, width = pixels.shape[:2]
    left, top = region.x - extrude, region.y - extrude
    page[top : top + height, left : left + width] = pixels
