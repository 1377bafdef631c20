"""The retry table, as a pure function."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.client.retry import Again, Refusal, after_refusal, after_unreachable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def decide(refusal: Refusal, attempt: int = 1, chance: float = 0.0) -> Again | None:
    return after_refusal(refusal, attempt, NOW, chance)


@pytest.mark.parametrize(
    ("status", "code", "attempts"),
    [
        (400, "IMAGE_GEN_SAFETY_FILTER", 1),
        (403, "AI_POLICY_DENIED", 1),
        (402, "CREDITS_EXHAUSTED", 1),
        (400, "INVALID_PARAMETER", 1),
        (401, "", 1),
        (404, "", 1),
        (500, "", 1),
        (503, "SOMETHING_NEW", 1),
        (502, "IMAGE_GEN_EMPTY_RESPONSE", 2),
        (502, "IMAGE_GEN_UNKNOWN_ERROR", 2),
        (429, "IMAGE_GEN_RATE_LIMIT", 5),
        (429, "RATE_LIMITED", 5),
        (429, "", 5),
        (429, "SOMETHING_NEW", 5),
    ],
)
def test_each_refusal_is_tried_as_often_as_the_table_says(status: int, code: str, attempts: int) -> None:
    refusal = Refusal(status, code)
    assert all(decide(refusal, attempt) for attempt in range(1, attempts))
    assert decide(refusal, attempts) is None


@pytest.mark.parametrize("code", ["RATE_LIMITED", "IMAGE_GEN_RATE_LIMIT"])
def test_a_rate_limit_holds_the_other_calls_too(code: str) -> None:
    assert decide(Refusal(429, code)) == Again(2.0, hold_others=True)


def test_a_provider_failure_holds_nobody_else() -> None:
    assert decide(Refusal(502, "IMAGE_GEN_UNKNOWN_ERROR")) == Again(2.0, hold_others=False)


@pytest.mark.parametrize(
    ("ms", "header", "wait"),
    [
        (12_000, None, 12),
        (12_000, "30", 12),
        (900, None, 1),
        (0, None, 1),
        (3_600_000, None, 60),
        (None, "7", 7),
        (None, "7.5", 7.5),
        (None, " 7 ", 7),
        (None, format_datetime(NOW + timedelta(seconds=20), usegmt=True), 20),
        (None, format_datetime(NOW - timedelta(hours=2), usegmt=True), 1),
        (None, "soon", 2),
        (None, "-5", 2),
        (-1, None, 2),
    ],
)
def test_the_time_the_service_names_is_kept_within_one_and_sixty_seconds(
    ms: float | None, header: str | None, wait: float
) -> None:
    again = decide(Refusal(429, "RATE_LIMITED", ms, header))
    assert again is not None
    assert again.wait_s == pytest.approx(wait)


@given(
    st.integers(1, 8),
    st.floats(0, 1),
    st.none() | st.floats(-10, 1e9),
    st.none() | st.text(max_size=20) | st.integers().map(str),
)
def test_every_wait_is_between_one_and_sixty_seconds_and_jitter_never_shortens(
    attempt: int, chance: float, ms: float | None, header: str | None
) -> None:
    refusal = Refusal(429, "RATE_LIMITED", ms, header)
    again, bare = decide(refusal, attempt, chance), decide(refusal, attempt, 0.0)
    assert (again is None) == (bare is None)
    if again is not None and bare is not None:
        assert 1.0 <= bare.wait_s <= again.wait_s <= 60.0


def test_a_request_that_never_left_is_tried_three_times_with_longer_waits() -> None:
    waits = [after_unreachable(attempt, 0.0) for attempt in (1, 2, 3)]
    assert waits == [Again(2.0), Again(5.0), None]
