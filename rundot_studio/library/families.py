"""Who belongs to which family: a picture and all that was made from it, however many steps away."""

from collections.abc import Iterable, Sequence
from typing import Any


def families(children: Iterable[Sequence[Any]]) -> dict[int, str]:
    """The id of the picture a family began with, by the numbers of the family's later members.

    ``children`` are (number, id, parent's id). A parent that the library no longer has still holds its children
    together. Pictures that name each other as parents, which only a damaged file can do, are a family too.
    """
    numbers = {}
    parents = {}
    for number, id_, parent in children:
        numbers[id_] = number
        parents[id_] = parent
    first_of: dict[str, str] = {}
    for id_ in parents:
        line = [id_]
        known = {id_}
        while (above := line[-1]) in parents and above not in first_of and parents[above] not in known:
            line.append(parents[above])
            known.add(parents[above])
        first = first_of.get(line[-1], line[-1])
        for member in line:
            first_of[member] = first
    return {number: first_of[id_] for id_, number in numbers.items()}
