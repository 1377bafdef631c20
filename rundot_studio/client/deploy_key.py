"""A deploy key as a source of bearers: exchanged once, then renewed silently before each bearer ends.

Time is measured from when a bearer was asked for, never read off the wall clock: one that is hours off does no harm.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from rundot_studio.domain.errors import NotSignedIn, RuleBroken, StudioError
from rundot_studio.domain.secret import HIDDEN, Secret, sendable

from .auth import Now, PersonNeeded, utc_now
from .identity import Identity, SignInExpired, Tokens

RENEW_BEFORE_S = 300.0
PAUSE_AFTER_FAILURE_S = 30.0
"""After a renewal that failed while the old bearer still lives, how long that one is used before the next try."""

Clock = Callable[[], float]


def elapsed_s() -> float:
    """Seconds on a clock that no one sets and that goes on while the computer sleeps."""
    counts_sleep = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if counts_sleep is None else time.clock_gettime(counts_sleep)


def checked_key(text: str) -> Secret:
    """A deploy key as it was typed. Raises RuleBroken for what is none, NotSignedIn for a playground key."""
    key = text.strip()
    if key.startswith("pk_"):
        raise NotSignedIn(
            "This is a playground key (pk_...). It only opens playground sessions: every picture asked for with it is "
            "refused.",
            'Use a deploy key (rk_..., from "rundot game api-keys create"), or sign in with "rundot login".',
        )
    if not (key.startswith("rk_") and len(key) > len("rk_") and sendable(key)):
        raise RuleBroken("deploy key", HIDDEN, "rk_ and what follows it, without spaces")
    return Secret(key)


class DeployKey:
    """Bearers for a deploy key. However many calls wait, one renewal runs, and its outcome is everyone's."""

    label = "a deploy key"
    interactive = False

    def __init__(self, key: Secret, identity: Identity, clock: Clock = elapsed_s, now: Now = utc_now) -> None:
        self._key = key
        self._identity = identity
        self._clock = clock
        self._now = now
        self._tokens: Tokens | None = None
        self._ends = 0.0
        self._renewing = asyncio.Lock()
        self._attempts = 0
        self._failure: StudioError | None = None
        self._not_again_before = 0.0

    @property
    def ends_at(self) -> datetime | None:
        return self._now() + timedelta(seconds=self._ends - self._clock()) if self._tokens else None

    def check(self) -> None:
        """Raises NotSignedIn where the key can't even be tried. Sends nothing."""
        self._identity.check_ready()

    async def bearer(self, *, person: bool = False) -> Secret:
        _refuse_person(person)
        if self._tokens is None:
            return await self._renew(None)
        left_s = self._ends - self._clock()
        if left_s > self._margin_s():
            return self._tokens.id_token
        if left_s > 0 and self._clock() < self._not_again_before:
            return self._tokens.id_token
        try:
            return await self._renew(self._tokens.id_token)
        except StudioError:
            if self._ends - self._clock() <= 0:
                raise
            return self._tokens.id_token  # it still lives; the next calls try again

    async def renewed(self, stale: Secret | None, *, person: bool = False) -> Secret:
        _refuse_person(person)
        return await self._renew(stale)

    def _margin_s(self) -> float:
        """Five minutes; less for bearers so short that they would be renewed all the time."""
        return min(RENEW_BEFORE_S, self._tokens.lifetime_s / 4) if self._tokens else 0.0

    async def _renew(self, stale: Secret | None) -> Secret:
        """A bearer other than ``stale``. Callers that waited for another's renewal share how it ended.

        A lock rather than a shared task: a caller that is cancelled leaves nothing running, and the next takes over.
        """
        attempts_before = self._attempts
        async with self._renewing:
            if self._tokens is not None and self._tokens.id_token != stale:
                return self._tokens.id_token
            if self._attempts > attempts_before and self._failure is not None:
                raise self._failure.with_traceback(None)
            asked_at = self._clock()
            self._failure = None
            try:
                tokens = await self._fetch()
            except StudioError as error:
                self._failure = error
                self._attempts += 1
                self._not_again_before = self._clock() + PAUSE_AFTER_FAILURE_S
                raise
            self._attempts += 1
            self._tokens = tokens
            self._ends = asked_at + tokens.lifetime_s
            return tokens.id_token

    async def _fetch(self) -> Tokens:
        """By the refresh token where there is one that is taken, else by the key."""
        self._identity.check_ready()
        if self._tokens is not None:
            try:
                return await self._identity.refresh(self._tokens.refresh_token)
            except SignInExpired:
                pass
        return await self._identity.sign_in(await self._identity.exchange_api_key(self._key))


def _refuse_person(person: bool) -> None:
    if person:
        raise PersonNeeded(
            "Removing backgrounds, enlarging and depth need a person's sign-in; "
            "a deploy key may only make new pictures.",
            'Run "rundot login", or use the embedded engine for this.',
        )
