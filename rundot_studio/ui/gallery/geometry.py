"""Where the cells of the gallery are: arithmetic only, so that a million rows cost as much as ten. Knows no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """``count`` square cells in rows over a viewport of ``width`` pixels.

    ``wanted`` is the side the artist asked for; the real ``side`` is the nearest one that fills the rows exactly.
    Coordinates are the content's: y 0 is the top of the first row's margin, whatever is scrolled.
    """

    width: int
    count: int
    wanted: int
    gap: int = 8
    margin: int = 12

    @property
    def columns(self) -> int:
        inside = self.width - 2 * self.margin + self.gap
        return max(1, round(inside / (self.wanted + self.gap)))

    @property
    def side(self) -> int:
        inside = self.width - 2 * self.margin - self.gap * (self.columns - 1)
        return max(1, inside // self.columns)

    @property
    def pitch(self) -> int:
        return self.side + self.gap

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def height(self) -> int:
        """Of the whole content, margins included: nothing above the first row, ``margin`` below the last."""
        if not self.count:
            return 0
        return self.rows * self.pitch - self.gap + self.margin

    def place(self, index: int) -> tuple[int, int]:
        """(x, y) of the cell's upper left corner.

        The few pixels that division leaves over are spread between the columns, so that the last ends at the margin.
        """
        row, column = divmod(index, self.columns)
        spare = self.width - 2 * self.margin - self.columns * self.pitch + self.gap
        shift = spare * column // max(1, self.columns - 1)
        return self.margin + column * self.pitch + max(0, shift), row * self.pitch

    def index_at(self, x: int, y: int) -> int | None:
        """The cell under a point, or None in a gap, a margin or beyond the last cell."""
        if y < 0:
            return None
        row = y // self.pitch
        if y - row * self.pitch >= self.side:
            return None
        for column in range(self.columns):
            index = row * self.columns + column
            if index >= self.count:
                return None
            left, _ = self.place(index)
            if left <= x < left + self.side:
                return index
        return None

    def between(self, top: int, bottom: int) -> range:
        """The cells of all rows that touch ``top <= y < bottom``."""
        if bottom <= top or not self.count:
            return range(0)
        first = max(0, top) // self.pitch
        last = max(0, bottom - 1) // self.pitch
        start = min(self.count, first * self.columns)
        return range(start, min(self.count, (last + 1) * self.columns))
