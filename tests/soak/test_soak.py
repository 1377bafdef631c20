"""The short form: two rounds of everything. ``--long`` soaks for two hours and holds memory flat too."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from .gauge import Sample
from .run import Soak, soak
from .verdict import courses, kinds_grown, left_behind, table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures by /proc")
ROUNDS = 2
"""The first opens everything that is made when it is first needed; the second must leave no more of it."""
PATIENCE_S = 2.5
AT_REST = Sample(0.0, 300.0, 0.0, 0, 25, 30, 1, 1600, 40_000, 1, 500)
CLEAN = Soak([], {}, "", 0, "", 0, [], [], verified=True)


def test_rounds_of_everything_leave_nothing_behind(tmp_path: Path) -> None:
    found = soak(tmp_path, 0, seed=1, rounds=ROUNDS, patience_s=PATIENCE_S)
    assert left_behind(found) == []
    assert all(count == ROUNDS for count in found.totals["chores"].values())
    assert found.totals["exports"] == ROUNDS
    early, late = found.samples[0], found.samples[-1]
    for name in ("handles", "timers", "temporary"):
        assert getattr(late, name) <= getattr(early, name) + 4, name  # two workers that may still be alive


@pytest.mark.slow
def test_two_hours_are_flat(tmp_path: Path) -> None:
    found = soak(tmp_path, 120, seed=1)
    assert left_behind(found) == []
    grew = [course for course in courses(found.samples) if not course.flat]
    assert not grew, "\n".join([table(found), *kinds_grown(found.samples)])


def test_what_grows_slowly_is_told_from_what_goes_up_and_down() -> None:
    waves = [replace(AT_REST, memory_mb=300.0 + 20 * (number % 3), handles=30 + number % 2) for number in range(60)]
    assert all(course.flat for course in courses(waves))
    leaking = [replace(AT_REST, memory_mb=300.0 + number, handles=30 + number // 10) for number in range(60)]
    grew = {course.name for course in courses(leaking) if not course.flat}
    assert grew == {"memory_mb", "handles"}


def test_what_fills_up_while_warming_is_no_growth() -> None:
    warming = [replace(AT_REST, memory_mb=300.0 if number >= 9 else 100.0 + 20 * number) for number in range(60)]
    assert all(course.flat for course in courses(warming))


@pytest.mark.parametrize(
    ("soaked", "said"),
    [
        (replace(CLEAN, code=1), "ended with 1"),
        (replace(CLEAN, said="Traceback\nKeyError: 'x'"), "KeyError"),
        (replace(CLEAN, log="12:00 ERROR rundot_studio.ui: a bug"), "a bug"),
        (replace(CLEAN, left=["temporary/half.part"]), "half.part"),
        (replace(CLEAN, crashes=["crash-1.txt"]), "crash-1.txt"),
        (replace(CLEAN, log_bytes=10_000_000), "10000000"),
        (replace(CLEAN, verified=False), "not clean"),
    ],
)
def test_each_thing_left_behind_is_told(soaked: Soak, said: str) -> None:
    (sentence,) = left_behind(soaked)
    assert said in sentence
    assert left_behind(CLEAN) == []
