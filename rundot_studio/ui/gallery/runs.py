"""Where two lists of numbers differ, and runs of numbers: what changes in the gallery, said in few steps."""

from array import array
from collections.abc import Callable, Sequence
from itertools import groupby


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run in ascending numbers."""
    grouped = groupby(enumerate(places), key=lambda numbered: numbered[1] - numbered[0])
    found = [[place for _, place in run] for _, run in grouped]
    return [(run[0], run[-1]) for run in found]


def changed_middle(old: "array[int]", new: "array[int]") -> tuple[int, int, int]:
    """(first place that differs, last that does in the old list, last that does in the new one).

    A last place before the first says that nothing of that list is in the middle: all of it is in the other too.
    """
    most = min(len(old), len(new))
    first = _equal_length(most, lambda length: old[:length] == new[:length])
    tail = _equal_length(most - first, lambda length: old[len(old) - length :] == new[len(new) - length :])
    return first, len(old) - tail - 1, len(new) - tail - 1


def _equal_length(most: int, equal: Callable[[int], bool]) -> int:
    """The greatest length that is equal, by halving: slices compare as fast as memory can be read."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if equal(middle):
            low = middle
        else:
            high = middle - 1
    return low
