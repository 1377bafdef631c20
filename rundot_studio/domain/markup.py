"""What a prompt with alternatives is made of once it is read: literal text, choices, and sequences of both.

Counting, walking through and picking from them. Nothing here reads text; see :mod:`.alternatives`.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

MOST_COUNT_BITS = 1 << 20
"""A count of combinations stops growing here, at a number of 300,000 digits; nobody makes so many pictures."""
_MOST = 1 << MOST_COUNT_BITS


@dataclass(frozen=True)
class Choice:
    """One of several options; ``options`` is never empty."""

    options: tuple["Phrase", ...]

    @cached_property
    def count(self) -> int:
        return min(sum(option.count for option in self.options), _MOST)

    @cached_property
    def size(self) -> int:
        """About the time and letters that making one combination takes: that of the largest option."""
        return 1 + max(option.size for option in self.options)

    def __iter__(self) -> Iterator[str]:
        for option in self.options:
            yield from option

    def first(self) -> str:
        return self.options[0].first()

    def pick(self, draw: random.Random) -> str:
        """Every option is as likely as the others, however many combinations it holds itself."""
        # Only random() is promised to give the same numbers in every version of Python.
        return self.options[int(draw.random() * len(self.options))].pick(draw)


@dataclass(frozen=True)
class Phrase:
    """Texts and choices that follow each other."""

    parts: tuple["str | Choice", ...] = ()

    @cached_property
    def count(self) -> int:
        return product([part.count for part in self.parts if isinstance(part, Choice)])

    @cached_property
    def size(self) -> int:
        """As :attr:`Choice.size`; wildcards within wildcards can be far larger than all that is written."""
        return sum(1 + len(part) if isinstance(part, str) else part.size for part in self.parts)

    def __iter__(self) -> Iterator[str]:
        """Every combination, the last choice changing fastest. One costs the time of its length, whatever the count."""
        running = {place: iter(part) for place, part in enumerate(self.parts) if isinstance(part, Choice)}
        texts = [part if isinstance(part, str) else next(running[place]) for place, part in enumerate(self.parts)]
        yield "".join(texts)
        while self._step(running, texts):
            yield "".join(texts)

    def _step(self, running: dict[int, Iterator[str]], texts: list[str]) -> bool:
        """Turn to the next combination, like the wheels of a counter; False after the last one."""
        for place in reversed(running):
            following = next(running[place], None)
            if following is not None:
                texts[place] = following
                return True
            running[place] = iter(self.parts[place])
            texts[place] = next(running[place])
        return False

    def first(self) -> str:
        return "".join(part if isinstance(part, str) else part.first() for part in self.parts)

    def pick(self, draw: random.Random) -> str:
        return "".join(part if isinstance(part, str) else part.pick(draw) for part in self.parts)


def product(counts: Sequence[int]) -> int:
    """Their product, held to :data:`MOST_COUNT_BITS`. By halves: large numbers are multiplied seldom."""
    if len(counts) < 2:
        return min(math.prod(counts), _MOST)
    middle = len(counts) // 2
    left, right = product(counts[:middle]), product(counts[middle:])
    if left.bit_length() + right.bit_length() > MOST_COUNT_BITS + 1:
        return _MOST
    return min(left * right, _MOST)
