"""Seeds as an artist types them: numbers with commas between them, and from-to."""

import random
import re

from rundot_studio.domain.catalog import SEED
from rundot_studio.domain.matrix import MOST_VALUES

_RANGE = re.compile(r"([0-9]{1,10})-([0-9]{1,10})")
FIRST_COUNT = 4


def seeds_of(text: str) -> tuple[str, ...] | None:
    """Each seed once; None for what is no list of seeds."""
    found: list[str] = []
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text)):
        if not part:
            continue
        span = _RANGE.fullmatch(part)
        first, last = (int(span[1]), int(span[2])) if span else (int(part), int(part)) if _is_seed(part) else (1, 0)
        if not 0 <= last - first < MOST_VALUES or last > SEED.high:
            return None
        found += [str(seed) for seed in range(first, last + 1)]
    return tuple(dict.fromkeys(found))


def first_seeds(locked: int | None) -> str:
    """A few to begin with: the locked one and those after it, or any."""
    if locked is not None and locked <= SEED.high - FIRST_COUNT:
        return f"{locked}-{locked + FIRST_COUNT - 1}"
    return ", ".join(str(random.randint(SEED.low, SEED.high)) for _ in range(FIRST_COUNT))


def _is_seed(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10
