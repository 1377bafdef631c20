"""Cutting a picture into overlapping tiles on a grid that the enlargement maps to whole pixels."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

FINEST = 20
"""A factor is taken to the nearest fraction with a denominator up to this: tenths, thirds and quarters are exact."""


@dataclass(frozen=True)
class Span:
    """One tile along one axis, in source pixels: ``outer`` is what is read, ``inner`` what the result is kept of."""

    outer_start: int
    outer_end: int
    inner_start: int
    inner_end: int


@dataclass(frozen=True)
class Grid:
    """An exact enlargement: every ``step`` source pixels become ``scaled`` pixels."""

    ratio: Fraction

    @property
    def step(self) -> int:
        return self.ratio.denominator

    def padded(self, length: int) -> int:
        """The least multiple of the step whose enlargement covers ``enlarged(length)``."""
        return math.ceil(Fraction(enlarged(length, float(self.ratio))) / self.ratio.numerator) * self.step

    def scaled(self, length: int) -> int:
        """``length`` source pixels, a multiple of the step, enlarged."""
        return length // self.step * self.ratio.numerator

    def spans(self, length: int, tile: int, margin: int) -> list[Span]:
        """Tiles of about ``tile`` pixels over ``length`` (a multiple of the step), each with ``margin`` around it."""
        core = max(1, round(tile / self.step)) * self.step
        around = math.ceil(margin / self.step) * self.step
        return [
            Span(max(0, start - around), min(length, start + core + around), start, min(length, start + core))
            for start in range(0, length, core)
        ]


def grid_for(factor: float) -> Grid:
    return Grid(Fraction(factor).limit_denominator(FINEST))


def enlarged(length: int, factor: float) -> int:
    """The length of a side after enlarging by ``factor``, halves rounded up, at least 1."""
    return max(1, math.floor(length * factor + 0.5))


def tiles(rows: list[Span], columns: list[Span]) -> Iterator[tuple[Span, Span]]:
    for row in rows:
        for column in columns:
            yield row, column
