"""The first words of a text, as a name."""

from collections.abc import Sequence

_LEADING_ON = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
"""Words that say nothing without the one that follows."""


def first_words(words: Sequence[str], most: int) -> list[str]:
    """At most so many, of which none is left hanging where the rest was cut off: not ``red knight with an``.

    What is short enough stays as it was written, and one word always stays.
    """
    kept = list(words[:most])
    if len(words) > most:
        while len(kept) > 1 and kept[-1] in _LEADING_ON:
            kept.pop()
    return kept
