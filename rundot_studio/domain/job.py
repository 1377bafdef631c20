"""A job: one picture on its way, and what may follow what."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .errors import Problem
from .recipe import Recipe


class JobState(StrEnum):
    """``QUEUED -> SENT -> ANSWERED -> STORED``; from any of the first three to ``FAILED`` or ``CANCELLED``.

    ``LOST`` is a job that was sent and whose answer never came: it may have been billed, so a person decides.
    """

    QUEUED = "queued"
    SENT = "sent"
    ANSWERED = "answered"
    STORED = "stored"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


MAY_FOLLOW: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.SENT, JobState.FAILED, JobState.CANCELLED}),
    # Back to queued: the service refused it before doing anything, and said or let hope that it will take it later.
    JobState.SENT: frozenset({JobState.ANSWERED, JobState.QUEUED, JobState.FAILED, JobState.CANCELLED, JobState.LOST}),
    JobState.ANSWERED: frozenset({JobState.STORED, JobState.FAILED, JobState.CANCELLED}),
    JobState.STORED: frozenset(),
    # A person may send these again, or fetch an answer whose download failed.
    JobState.FAILED: frozenset({JobState.QUEUED, JobState.ANSWERED}),
    JobState.CANCELLED: frozenset({JobState.QUEUED}),
    # The service may still tell of it, later.
    JobState.LOST: frozenset({JobState.QUEUED, JobState.CANCELLED, JobState.ANSWERED, JobState.FAILED}),
}
ACTIVE = frozenset({JobState.QUEUED, JobState.SENT, JobState.ANSWERED})


@dataclass(frozen=True)
class Answer:
    """What the service said, kept from the moment it arrived: with this, a crash can lose nothing.

    ``deadline`` is when the URL may stop working (None where it has none). ``credits_used`` is what was visibly billed;
    None where the service says nothing of it, which is not zero. ``credits_remaining`` is None where there is no end.
    """

    url: str
    generation_id: str = ""
    model: str = ""
    seed: int | None = None
    prompt: str = ""
    engine: str = ""
    procedural: bool = False
    deadline: datetime | None = None
    credits_used: float | None = None
    credits_remaining: float | None = None


@dataclass(frozen=True)
class Job:
    """One picture on its way. ``parent_id`` is the library's picture it is made from.

    ``attempt`` counts from 1; ``waits_until`` is when a refused job is sent again, the refusal being its problem.
    ``later_id`` is the service's own id of a sent job that it finishes in the background.
    """

    id: str
    recipe: Recipe
    connection: str
    created_at: datetime
    state: JobState = JobState.QUEUED
    parent_id: str | None = None
    sent_at: datetime | None = None
    answer: Answer | None = None
    problem: Problem | None = None
    picture_id: str | None = None
    attempt: int = 1
    waits_until: datetime | None = None
    later_id: str | None = None

    @property
    def active(self) -> bool:
        return self.state in ACTIVE

    def moved_to(self, state: JobState, **changes: object) -> "Job":
        """The same job one step on. Raises ValueError for a step that may not follow."""
        if state not in MAY_FOLLOW[self.state]:
            raise ValueError(f"a job can't go from {self.state} to {state}")
        return replace(self, state=state, **changes)  # type: ignore[arg-type]
