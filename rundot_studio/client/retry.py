"""Whether a refused call is sent again, and after how long: pure decisions, no clock, no waiting.

A call whose answer was lost is never sent again here: it may have been billed, and a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SHORTEST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
BACKOFF_S = (2.0, 5.0, 12.0, 30.0, 60.0)
"""Before the second, third ... attempt, where the service names no time."""
JITTER = 0.25
"""Waits are lengthened by up to this share, so that many clients don't come back at once; never shortened."""


@dataclass(frozen=True)
class Again:
    """Send again after ``wait_s`` seconds. ``hold_others``: the service said wait, so nothing else is sent either."""

    wait_s: float
    hold_others: bool = False


@dataclass(frozen=True)
class Refusal:
    """What an error answer says that matters here. ``retry_after`` is the header's text, if any."""

    status: int
    code: str = ""
    retry_after_ms: float | None = None
    retry_after: str | None = None


@dataclass(frozen=True)
class _Rule:
    most_attempts: int
    hold_others: bool = False


_RULES: Mapping[str, _Rule] = {
    "IMAGE_GEN_EMPTY_RESPONSE": _Rule(2),
    "IMAGE_GEN_UNKNOWN_ERROR": _Rule(2),
    "IMAGE_GEN_RATE_LIMIT": _Rule(5, hold_others=True),
    "RATE_LIMITED": _Rule(5, hold_others=True),
}
_TOO_MANY = _Rule(5, hold_others=True)
_UNREACHABLE = _Rule(3)


def after_refusal(refusal: Refusal, attempt: int, now: datetime, chance: float) -> Again | None:
    """What to do after attempt number ``attempt`` (from 1) was refused; None gives up.

    ``now`` (aware) is for dates in Retry-After, ``chance`` in 0..1 picks the jitter. A 429 with an unknown code is
    treated as a rate limit; every other unknown refusal is final.
    """
    rule = _RULES.get(refusal.code) or (_TOO_MANY if refusal.status == 429 else None)
    if rule is None or attempt >= rule.most_attempts:
        return None
    return Again(_wait(_asked_wait(refusal, now), attempt, chance), rule.hold_others)


def after_unreachable(attempt: int, chance: float) -> Again | None:
    """What to do when a request never left. Safe to repeat; None gives up."""
    if attempt >= _UNREACHABLE.most_attempts:
        return None
    return Again(_wait(None, attempt, chance))


def _wait(asked_s: float | None, attempt: int, chance: float) -> float:
    base = BACKOFF_S[min(attempt, len(BACKOFF_S)) - 1] if asked_s is None else asked_s
    base = min(max(base, SHORTEST_WAIT_S), LONGEST_WAIT_S)
    return min(base * (1 + JITTER * chance), LONGEST_WAIT_S)


def _asked_wait(refusal: Refusal, now: datetime) -> float | None:
    """Seconds the service asks for: ``retryAfterMs`` of the body first, then Retry-After as seconds or an HTTP date.

    RFC 9110, section 10.2.3. A date is read against our own clock; one in the past asks for the shortest wait.
    """
    if refusal.retry_after_ms is not None and refusal.retry_after_ms >= 0:
        return refusal.retry_after_ms / 1000
    text = (refusal.retry_after or "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
        return seconds if seconds >= 0 else None
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
