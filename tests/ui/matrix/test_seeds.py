import pytest

from rundot_studio.domain.catalog import SEED
from rundot_studio.ui.matrix.seeds import first_seeds, seeds_of


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("", ()),
        ("12", ("12",)),
        ("12, 50;7  9", ("12", "50", "7", "9")),
        ("1-3, 2", ("1", "2", "3")),
        ("5 – 6", ("5", "6")),
        (f"{SEED.high}", (f"{SEED.high}",)),
    ],
)
def test_what_is_a_list_of_seeds(text: str, seeds: tuple[str, ...]) -> None:
    assert seeds_of(text) == seeds


@pytest.mark.parametrize("text", ["a", "1.5", "3-1", "1-100000", f"{SEED.high + 1}", "-4", "²"])
def test_what_is_none(text: str) -> None:
    assert seeds_of(text) is None


@pytest.mark.parametrize("locked", [None, 0, 12345, SEED.high])
def test_there_are_seeds_to_begin_with(locked: int | None) -> None:
    seeds = seeds_of(first_seeds(locked))
    assert seeds is not None
    assert len(seeds) == 4
    assert locked in (None, SEED.high) or seeds[0] == str(locked)
