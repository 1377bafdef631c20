"""How well what was typed fits a name: its letters in their order, best at the beginnings of words. Knows no Qt."""

from dataclasses import dataclass

AT_WORD = 8
IN_A_ROW = 5
ELSEWHERE = 1
WHOLE_WORDS = 20
LONGEST = 200
"""Letters of a name that are looked at."""


@dataclass(frozen=True)
class Match:
    """``score`` is higher for a better fit; ``places`` are the letters of the name that were met."""

    score: int
    places: tuple[int, ...]


def match(typed: str, name: str) -> Match | None:
    """The best fit of ``typed`` into ``name``, or None where a letter is missing. Case and spaces do not matter.

    The fit with the highest sum is found by dynamic programming over the letters of both, at most 200 of the name.
    """
    wanted = [letter.lower()[:1] for letter in typed if not letter.isspace()]
    letters = [letter.lower()[:1] for letter in name[:LONGEST]]
    if not wanted:
        return Match(0, ())
    best: list[tuple[int, tuple[int, ...]] | None] = [(0, ())] + [None] * len(letters)
    for letter in wanted:
        best = _with_one_more(letter, letters, best)
    ends = [fit for fit in best if fit is not None]
    if not ends:
        return None
    score, places = max(ends, key=lambda fit: fit[0])
    words = typed.lower().split()
    if words and all(any(part.startswith(word) for part in name.lower().split()) for word in words):
        score += WHOLE_WORDS
    return Match(score * 100 - len(letters), places)


def _with_one_more(
    letter: str, letters: list[str], before: list[tuple[int, tuple[int, ...]] | None]
) -> list[tuple[int, tuple[int, ...]] | None]:
    """``before[end]`` is the best fit so far that ends just before ``end``; the answer has one letter more."""
    after: list[tuple[int, tuple[int, ...]] | None] = [None] * len(before)
    furthest: tuple[int, tuple[int, ...]] | None = None
    for place, found in enumerate(letters):
        here = before[place]
        if here is not None and (furthest is None or here[0] > furthest[0]):
            furthest = here
        if found != letter or furthest is None:
            continue
        first = place == 0 or not letters[place - 1].isalnum()
        fits = [(furthest[0] + (AT_WORD if first else ELSEWHERE), furthest[1])]
        if here is not None and here[1]:
            fits.append((here[0] + IN_A_ROW, here[1]))
        score, places = max(fits, key=lambda fit: fit[0])
        after[place + 1] = (score, (*places, place))
    return after
