"""Where each rectangle goes on which page: deterministic, and independent of how its neighbours are named.

Several orders and widths are tried and the smallest result is taken; ties go to the first, so that the same sizes give
the same pages everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rundot_studio.domain.errors import OutputRefused, RuleBroken

from .max_rects import Page

LARGEST_PAGE_PX = 16384
"""The largest texture that current graphics cards take."""
_FEW = 24
"""Up to so many rectangles several orders and shapes of page are tried, which takes no time; of more only one."""
_ASPECTS_OF_FEW = (1.0, 1.5, 0.67)
_SPARE = (0.055, 0.08, 0.12, 0.18, 0.3, 0.6, 1.0)
_SPARE_OF_FEW = (0.0, 0.03, *_SPARE)
"""How much larger than the sum of the rectangles a page may be, tried in turn."""

Size = tuple[int, int]


@dataclass(frozen=True)
class PackOptions:
    """How pages are filled.

    ``max_size`` is the longest side of a page in pixels, 1 to 16384. ``padding`` is the least distance of two
    rectangles, ``border`` that to the page's edge, ``extrude`` how far each rectangle's own edge is repeated around
    it; all in pixels. ``rotation`` lets rectangles stand on their side, which not every engine can read.
    """

    max_size: int = 2048
    padding: int = 2
    border: int = 0
    extrude: int = 0
    power_of_two: bool = False
    square: bool = False
    rotation: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.max_size <= LARGEST_PAGE_PX:
            raise RuleBroken("max-size", self.max_size, f"1 to {LARGEST_PAGE_PX} pixels")
        for name in ("padding", "border", "extrude"):
            if not 0 <= getattr(self, name) <= 256:
                raise RuleBroken(name, getattr(self, name), "0 to 256 pixels")

    @property
    def largest_page(self) -> int:
        """The longest side that a page can have, in pixels."""
        return 1 << (self.max_size.bit_length() - 1) if self.power_of_two else self.max_size

    @property
    def room_px(self) -> int:
        """The longest side that a rectangle may have."""
        return self.largest_page - 2 * (self.border + self.extrude)


@dataclass(frozen=True)
class Placement:
    """``x`` and ``y`` are those of the rectangle itself, its extruded rim lies outside.

    A rotated one is turned by 90° clockwise: on the page it takes ``height`` by ``width``.
    """

    page: int
    x: int
    y: int
    width: int
    height: int
    rotated: bool = False

    @property
    def page_size(self) -> Size:
        """Width and height on the page."""
        return (self.height, self.width) if self.rotated else (self.width, self.height)


@dataclass(frozen=True)
class Packing:
    """``placements`` in the order of the rectangles; ``pages`` are sizes (width, height)."""

    pages: tuple[Size, ...]
    placements: tuple[Placement, ...]

    @property
    def efficiency(self) -> float:
        """Share of the pages' area that rectangles cover, 0 to 1."""
        area = sum(width * height for width, height in self.pages)
        return sum(each.width * each.height for each in self.placements) / area if area else 0.0


@dataclass(frozen=True)
class _Spot:
    index: int
    x: int
    y: int
    rotated: bool


@dataclass(frozen=True)
class _Layout:
    """One page tried: how far it is filled, and what did not fit."""

    spots: tuple[_Spot, ...]
    left_over: tuple[int, ...]
    width: int
    height: int
    area: int


_ORDERS: tuple[Callable[[Size], tuple[int, ...]], ...] = (
    lambda size: (-size[1], -size[0]),
    lambda size: (-max(size), -min(size)),
    lambda size: (-size[0] * size[1], -max(size)),
)


def pack(sizes: Sequence[Size], options: PackOptions = PackOptions()) -> Packing:
    """Pages for rectangles of ``sizes`` (width, height), each at least 1 by 1.

    Raises OutputRefused naming the first that is larger than a page. Blocking: a thousand take tenths of a second.
    """
    cells = [_cell(size, options) for size in sizes]
    room = options.largest_page - 2 * options.border + options.padding
    for index, cell in enumerate(cells):
        if max(cell) > room:
            raise TooLarge(index, sizes[index], options)
    remaining: tuple[int, ...] = tuple(range(len(cells)))
    pages: list[Size] = []
    placements: dict[int, Placement] = {}
    while remaining:
        layout, page = _best_page(cells, remaining, room, options)
        for spot in layout.spots:
            x, y = (place + options.border + options.extrude for place in (spot.x, spot.y))
            placements[spot.index] = Placement(len(pages), x, y, *sizes[spot.index], spot.rotated)
        pages.append(page)
        remaining = layout.left_over
    return Packing(tuple(pages), tuple(placements[index] for index in range(len(cells))))


class TooLarge(OutputRefused):
    """A rectangle that is larger than a page. ``index`` is its place in the input."""

    def __init__(self, index: int, size: Size, options: PackOptions) -> None:
        self.index = index
        self.size = size
        around = 2 * (options.extrude + options.border)
        super().__init__(
            f"A frame of {size[0]} × {size[1]} px does not fit on a page of {options.largest_page} px"
            + (f" with {around} px around it." if around else "."),
            "Scale it down, trim it, or allow a larger page.",
        )


def _cell(size: Size, options: PackOptions) -> Size:
    """With its rim, and the padding that follows on the right and below."""
    around = 2 * options.extrude + options.padding
    return size[0] + around, size[1] + around


def _best_page(
    cells: Sequence[Size], remaining: tuple[int, ...], room: int, options: PackOptions
) -> tuple[_Layout, Size]:
    """The next page: the smallest that takes all that remain, or the fullest there is."""
    orders = _orders(len(remaining))
    for rooms in _rooms(cells, remaining, room, options):
        fitting = [
            (page[0] * page[1], max(page), number, layout, page)
            for number, (size, order) in enumerate((size, order) for size in rooms for order in orders)
            if not (layout := _filled(cells, remaining, size, order, options.rotation, all_or_none=True)).left_over
            for page in [_page_size(layout, options)]
        ]
        if fitting:
            return min(fitting)[3:]
    fullest = max(
        (_filled(cells, remaining, (room, room), order, options.rotation) for order in orders),
        key=lambda layout: layout.area,
    )
    return fullest, _page_size(fullest, options)


def _orders(count: int) -> tuple[Callable[[Size], tuple[int, ...]], ...]:
    return _ORDERS if count <= _FEW else _ORDERS[:1]


def _rooms(cells: Sequence[Size], remaining: tuple[int, ...], room: int, options: PackOptions) -> Iterator[list[Size]]:
    """Sizes to try for one page that takes everything, with the padding beyond the last rectangle; smaller ones first.

    The closer a page is to the area it must hold, the better best short side fit fills it.
    """
    area = sum(cells[index][0] * cells[index][1] for index in remaining)
    if area > room * room:
        return
    if options.power_of_two:
        yield from ([size] for size in _power_of_two_rooms(area, options))
        return
    few = len(remaining) <= _FEW
    widest = max(min(cells[index]) if options.rotation else cells[index][0] for index in remaining)
    tallest = max(min(cells[index]) if options.rotation else cells[index][1] for index in remaining)
    aspects = _ASPECTS_OF_FEW if few and not options.square else (1.0,)
    tried: set[Size] = set()
    for spare in _SPARE_OF_FEW if few else _SPARE:
        wanted = area * (1 + spare)
        sizes = []
        for aspect in aspects:
            width = min(room, max(widest, math.ceil(math.sqrt(wanted * aspect))))
            height = min(room, max(tallest, math.ceil(wanted / width)))
            sizes.append((max(width, height),) * 2 if options.square else (width, height))
        new = [size for size in dict.fromkeys(sizes) if size not in tried]
        tried.update(new)
        yield new
    if (room, room) not in tried:
        yield [(room, room)]


def _power_of_two_rooms(area: int, options: PackOptions) -> Iterator[Size]:
    """By area, the squarer first."""
    powers = [1 << bits for bits in range(options.max_size.bit_length()) if 1 << bits <= options.max_size]
    pages = [(a, b) for a in powers for b in powers if a == b or not options.square]
    pages.sort(key=lambda page: (page[0] * page[1], max(page), page[1]))
    around = options.padding - 2 * options.border
    for width, height in pages:
        if width + around > 0 and height + around > 0 and (width + around) * (height + around) >= area:
            yield width + around, height + around


def _filled(
    cells: Sequence[Size],
    remaining: tuple[int, ...],
    room: Size,
    order: Callable[[Size], tuple[int, ...]],
    rotation: bool,
    *,
    all_or_none: bool = False,
) -> _Layout:
    """``all_or_none``: given up at the first that does not fit."""
    least = min(cells[index][0] for index in remaining), min(cells[index][1] for index in remaining)
    page = Page(*room, (min(least),) * 2 if rotation else least)
    spots: list[_Spot] = []
    left_over: list[int] = []
    refused: set[Size] = set()
    for index in sorted(remaining, key=lambda index: (*order(cells[index]), index)):
        size = cells[index]
        if size in refused:
            left_over.append(index)
            continue
        turned = rotation and page.score(size[1], size[0])[0] < page.score(*size)[0]
        place = page.place(*(size[::-1] if turned else size))
        if place is None:
            refused.add(size)
            left_over.append(index)
            if all_or_none:
                break
        else:
            spots.append(_Spot(index, *place, turned))
    return _Layout(tuple(spots), tuple(sorted(left_over)), page.used_width, page.used_height, page.used_area)


def _page_size(layout: _Layout, options: PackOptions) -> Size:
    """Of the page that holds the layout, its border included."""
    around = 2 * options.border - options.padding
    width, height = layout.width + around, layout.height + around
    if options.power_of_two:
        width, height = _power_of_two(width), _power_of_two(height)
    if options.square:
        width = height = max(width, height)
    return width, height


def _power_of_two(value: int) -> int:
    return 1 << max(0, value - 1).bit_length()
