"""Where the cells of the gallery are: arithmetic only, so that a million rows cost as much as ten. Knows no Qt."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

HEADING = 36
"""The height of a section's heading, its distance to the cells included."""
SECTION_GAP = 8


@dataclass(frozen=True)
class Grid:
    """Square cells in rows over a viewport of ``width`` pixels, in sections that each begin a new row.

    ``counts`` are the cells of each section, none of them 0; with ``headed`` each has a heading over it. ``wanted`` is
    the side the artist asked for; the real ``side`` is the nearest one that fills the rows exactly. Coordinates are the
    content's: y 0 is the top of the first row or heading, whatever is scrolled.
    """

    width: int
    counts: tuple[int, ...]
    wanted: int
    headed: bool = False
    gap: int = 8
    margin: int = 12

    @cached_property
    def count(self) -> int:
        return sum(self.counts)

    @cached_property
    def columns(self) -> int:
        inside = self.width - 2 * self.margin + self.gap
        return max(1, round(inside / (self.wanted + self.gap)))

    @cached_property
    def side(self) -> int:
        inside = self.width - 2 * self.margin - self.gap * (self.columns - 1)
        return max(1, inside // self.columns)

    @cached_property
    def pitch(self) -> int:
        return self.side + self.gap

    @cached_property
    def starts(self) -> list[int]:
        """The first cell of each section, and the number of all cells."""
        return list(accumulate(self.counts, initial=0))

    @cached_property
    def tops(self) -> list[int]:
        """Where each section begins, with its heading; and where one more would."""
        columns, pitch, extra = self.columns, self.pitch, HEADING + SECTION_GAP if self.headed else 0
        return list(accumulate((-(-count // columns) * pitch + extra for count in self.counts), initial=0))

    @cached_property
    def height(self) -> int:
        """Of the whole content, margins included: nothing above the first row, ``margin`` below the last."""
        if not self.count:
            return 0
        below = SECTION_GAP if self.headed else 0
        return self.tops[-1] - self.gap - below + self.margin

    @cached_property
    def _lefts(self) -> list[int]:
        """Of each column. The few pixels that division leaves over are spread between them, so that the last ends at
        the margin."""
        spare = max(0, self.width - 2 * self.margin - self.columns * self.pitch + self.gap)
        between = max(1, self.columns - 1)
        return [self.margin + column * self.pitch + spare * column // between for column in range(self.columns)]

    def section_of(self, index: int) -> int:
        return bisect_right(self.starts, index, 0, len(self.counts)) - 1

    def cells_of(self, section: int) -> range:
        return range(self.starts[section], self.starts[section + 1])

    def place(self, index: int) -> tuple[int, int]:
        """(x, y) of the cell's upper left corner."""
        section = self.section_of(index)
        row, column = divmod(index - self.starts[section], self.columns)
        return self._lefts[column], self._cells_top(section) + row * self.pitch

    def index_at(self, x: int, y: int) -> int | None:
        """The cell under a point, or None in a gap, a margin, a heading or beyond the last cell."""
        section = self._section_at(y)
        if section is None:
            return None
        row, inside = divmod(y - self._cells_top(section), self.pitch)
        if row < 0 or inside >= self.side:
            return None
        for column, left in enumerate(self._lefts):
            if left <= x < left + self.side:
                index = self.starts[section] + row * self.columns + column
                return index if index < self.starts[section + 1] else None
        return None

    def ranges_in(self, left: int, top: int, right: int, bottom: int) -> list[tuple[int, int]]:
        """First and last cell of each run of cells that touch the box ``left <= x < right, top <= y < bottom``."""
        touched = [place for place, x in enumerate(self._lefts) if x < right and left < x + self.side]
        if not touched:
            return []
        found = []
        for section in range(len(self.counts)):
            first_y, past_y = self._cells_top(section), self.tops[section + 1]
            if past_y <= top or first_y >= bottom:
                continue
            cells = self.cells_of(section)
            first_row = max(0, (top - first_y + self.gap) // self.pitch)
            last_row = min((len(cells) - 1) // self.columns, (bottom - 1 - first_y) // self.pitch)
            if len(touched) == self.columns:
                rows = [(first_row, last_row)] if first_row <= last_row else []
            else:
                rows = [(row, row) for row in range(first_row, last_row + 1)]
            for first, last in rows:
                start = cells.start + first * self.columns + touched[0]
                end = min(cells.stop - 1, cells.start + last * self.columns + touched[-1])
                if start <= end:
                    found.append((start, end))
        return found

    def headroom(self, index: int) -> int:
        """What is to be in sight above a cell: the heading, for the first row of a section."""
        section = self.section_of(index)
        return HEADING if self.headed and index - self.starts[section] < self.columns else 0

    def heading_at(self, y: int) -> int | None:
        """The section whose heading is at this height."""
        section = self._section_at(y) if self.headed else None
        if section is None or y - self.tops[section] >= HEADING:
            return None
        return section

    def between(self, top: int, bottom: int) -> range:
        """The cells of all rows that touch ``top <= y < bottom``."""
        if bottom <= top or not self.count or bottom <= 0:
            return range(0)
        return range(self._first_below(max(0, top), first=True), self._first_below(bottom - 1, first=False))

    def headings_between(self, top: int, bottom: int) -> range:
        """The sections whose headings touch ``top <= y < bottom``."""
        if not self.headed or not self.counts or bottom <= top:
            return range(0)
        first = max(0, bisect_right(self.tops, top) - 1)
        if self.tops[first] + HEADING <= top:
            first += 1
        last = bisect_right(self.tops, bottom - 1, 0, len(self.counts))
        return range(first, max(first, last))

    def step(self, index: int, rows: int) -> int:
        """The cell so many rows below (or above, if negative) in the same column, or the nearest there is.

        A step of one row leads into the next section; where there is no row any more it stays.
        """
        while rows:
            down = rows > 0
            following = self._row_below(index) if down else self._row_above(index)
            if following is None:
                return index
            index = following
            rows += -1 if down else 1
        return index

    def _row_below(self, index: int) -> int | None:
        section = self.section_of(index)
        start, end = self.starts[section], self.starts[section + 1]
        row, column = divmod(index - start, self.columns)
        following = start + (row + 1) * self.columns
        if following < end:
            return min(following + column, end - 1)
        return min(end + column, self.starts[section + 2] - 1) if section + 1 < len(self.counts) else None

    def _row_above(self, index: int) -> int | None:
        section = self.section_of(index)
        start = self.starts[section]
        row, column = divmod(index - start, self.columns)
        if row:
            return index - self.columns
        if not section:
            return None
        above = self.starts[section - 1]
        last_row = (start - 1 - above) // self.columns
        return min(above + last_row * self.columns + column, start - 1)

    def _cells_top(self, section: int) -> int:
        return self.tops[section] + (HEADING if self.headed else 0)

    def _section_at(self, y: int) -> int | None:
        section = bisect_right(self.tops, y) - 1
        return section if 0 <= section < len(self.counts) else None

    def _first_below(self, y: int, *, first: bool) -> int:
        """The first cell of the row at ``y``, or the first one after that row."""
        section = self._section_at(y)
        if section is None:
            return self.count
        row = (y - self._cells_top(section)) // self.pitch + (0 if first else 1)
        return min(self.starts[section] + max(0, row) * self.columns, self.starts[section + 1])
