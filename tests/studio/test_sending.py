"""An answer as the journal keeps it."""

from datetime import timedelta

import pytest

from rundot_studio.client.client import Answered
from rundot_studio.library.library import now
from rundot_studio.protocol.schema import Credits
from rundot_studio.studio.sending import answer_of


@pytest.mark.parametrize(
    ("engine", "generation_id", "ends"),
    [
        ("", "g1", False),
        ("", "", True),
        ("an engine (procedural)", "g1", True),
        ("an engine (procedural)", "", True),
        ("an engine (local AI dreams 58f621f00f5d)", "g1", True),
    ],
)
def test_only_what_ends_by_the_clock_has_a_deadline(engine: str, generation_id: str, ends: bool) -> None:
    answer = answer_of(Answered("https://x/1.png", engine, generation_id))
    assert answer.engine == (engine or "hosted")
    assert answer.procedural is ("procedural" in engine)
    assert (answer.deadline is not None) is ends
    if answer.deadline is not None:
        assert timedelta(days=6) < answer.deadline - now() <= timedelta(days=7)


def test_what_was_billed_is_kept_and_silence_is_not_zero() -> None:
    billed = answer_of(Answered("https://x/1.png", "", "g1", credits=Credits(used=2.5, remaining=None)))
    assert (billed.credits_used, billed.credits_remaining) == (2.5, None)
    assert answer_of(Answered("https://x/1.png", "")).credits_used is None
