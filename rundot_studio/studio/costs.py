"""What pictures are going to cost and what they did: estimates before sending, and the sum of this session."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import msgspec
from psygnal import Signal

from rundot_studio.client.client import ImageGenClient
from rundot_studio.client.requests import estimate_params
from rundot_studio.domain.errors import AnswerMalformed, ServiceRefused, StudioError
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe, Recipe, UpscaleRecipe

from .pacing import Sleep

DEBOUNCE_S = 0.4
KEPT_S = 600.0
"""Prices may change; an estimate is asked for again after this time."""
_NO_SUCH_ROUTE = frozenset({httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED, httpx.codes.NOT_IMPLEMENTED})


@dataclass(frozen=True)
class Spent:
    """What answers of this session said was billed; what they did not say is not in it.

    ``remaining`` is the last balance told, None where there is no end to it or none was told.
    """

    credits: float
    answers: int
    remaining: float | None = None


class Costs:
    """One per connection. ``changed`` is emitted, on the event loop's thread, when more was spent."""

    changed = Signal()

    def __init__(
        self,
        client: ImageGenClient,
        *,
        debounce_s: float = DEBOUNCE_S,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._debounce_s = debounce_s
        self._sleep = sleep
        self._clock = clock
        self._kept: dict[bytes, tuple[float, Estimate]] = {}
        self._newest = 0
        self._offered = True
        self._spent: Spent | None = None
        self._counted: set[tuple[object, ...]] = set()

    @property
    def spent(self) -> Spent | None:
        """None until an answer told of credits."""
        return self._spent

    async def estimate(
        self, recipe: Recipe, count: int = 1, source_size: tuple[int, int] | None = None, *, at_once: bool = False
    ) -> Estimate | None:
        """The price of ``count`` pictures, or None: the service has no estimates, or none now.

        Also None when a newer question came within the pause in which this one waited; ``at_once`` asks without it.
        ``source_size`` is (width, height) of the picture to enlarge. Raises RuleBroken for a recipe that can't be sent.
        """
        if not self._offered or not isinstance(recipe, GenerateRecipe | UpscaleRecipe):
            return None
        question = msgspec.json.encode(estimate_params(recipe, self._client.game or "-", count, source_size))
        kept = self._kept.get(question)
        if kept is not None and self._clock() - kept[0] < KEPT_S:
            return kept[1]
        if not at_once and not await self._is_newest_after_pause():
            return None
        estimate = await self._ask(recipe, count, source_size)
        if estimate is not None:
            self._kept[question] = (self._clock(), estimate)
        return estimate

    def note(self, job: Job) -> None:
        """Add what an answered job was billed, once however often it is heard of."""
        if job.state is not JobState.ANSWERED or job.answer is None or job.answer.credits_used is None:
            return
        call = (job.id, job.sent_at, job.attempt)
        if call in self._counted:
            return
        self._counted.add(call)
        before = self._spent or Spent(0, 0)
        self._spent = Spent(before.credits + job.answer.credits_used, before.answers + 1, job.answer.credits_remaining)
        self.changed.emit()

    def leave_out(self, job: Job) -> None:
        """Of an earlier session: it was billed then."""
        self._counted.add((job.id, job.sent_at, job.attempt))

    async def _is_newest_after_pause(self) -> bool:
        self._newest += 1
        mine = self._newest
        await self._sleep(self._debounce_s)
        return mine == self._newest

    async def _ask(
        self, recipe: GenerateRecipe | UpscaleRecipe, count: int, source_size: tuple[int, int] | None
    ) -> Estimate | None:
        try:
            return await self._client.estimate_cost(recipe, count, source_size)
        except AnswerMalformed:
            self._offered = False
        except ServiceRefused as error:
            self._offered = error.status not in _NO_SUCH_ROUTE
        except StudioError:
            pass  # the order itself will tell what is wrong
        return None


def needs_consent(estimate: Estimate, limit: float | None) -> bool:
    """Whether to ask before sending: the bill may come to more than the artist's limit."""
    return limit is not None and estimate.most > limit
