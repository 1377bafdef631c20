"""Carries out a plan of faults around the engine, and keeps the server's own count of what arrived and what was made.

Only in the way while faults are on: without a plan the engine is not wrapped at all.
"""

import asyncio
import contextlib
import hashlib
import re
from collections import Counter
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.protocol import identity, routes
from rundot_studio.protocol.schema import GenerateParams, JobAccepted, Wire

from . import faults
from .answers import error_response, json_response
from .exchange import Recorded, read_request, record, recorded, replay
from .faults import Fault, FaultPlan
from .finished_jobs import FinishedJobs
from .requests import MAX_BODY_BYTES, parse_params
from .spoiled import expired, padding, refusal, spoiled

HangUp = Callable[[Scope, bool], None]
"""Closes the connection of a scope: gently, or (True) with a reset."""

_ROUTES = (
    ("POST", routes.GENERATE, "generate"),
    ("POST", routes.REMOVE_BACKGROUND, "remove-background"),
    ("POST", routes.UPSCALE, "upscale"),
    ("POST", routes.DEPTH, "depth"),
    ("GET", routes.MODELS, "models"),
    ("POST", routes.ESTIMATE, "estimate"),
    ("GET", routes.COMPLETED_JOBS, "completed"),
    ("GET", routes.OUTPUTS, "download"),
    ("POST", identity.EXCHANGE_API_KEY, "auth"),
    ("POST", identity.SIGN_IN, "auth"),
    ("POST", identity.TOKEN, "auth"),
)
_PLACES = tuple(
    (method, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(route))), place)
    for method, route, place in _ROUTES
)
MAKING = frozenset({"generate", "remove-background", "upscale", "depth"})


class RehearsalCounts(Wire, omit_defaults=False):
    """The server's own count. Keys of ``faults`` are ``place:what``.

    ``resent_after_loss`` counts calls with the very bytes of one whose answer was lost by a fault.
    """

    plan: str
    arrived: dict[str, int]
    made: dict[str, int]
    faults: dict[str, int]
    resent_after_loss: int


class FaultInjection:
    """An ASGI application around another. :meth:`release` ends what hangs, at shutdown.

    ``hang_up`` is set by a server that has connections. Without one, in-process, a broken connection is a
    ConnectionResetError out of the application: the transport decides what becomes of it.
    """

    def __init__(self, app: ASGIApp, plan: FaultPlan, jobs: FinishedJobs) -> None:
        self.hang_up: HangUp | None = None
        self.plan = plan
        self._app = app
        self._jobs = jobs
        self._released = asyncio.Event()
        self._arrived: Counter[str] = Counter()
        self._made: Counter[str] = Counter()
        self._struck: Counter[str] = Counter()
        self._lost: set[bytes] = set()
        self._resent = 0

    def counts(self) -> RehearsalCounts:
        return RehearsalCounts(
            plan=str(self.plan),
            arrived=dict(self._arrived),
            made=dict(self._made),
            faults=dict(self._struck),
            resent_after_loss=self._resent,
        )

    def release(self) -> None:
        """Whoever hangs or waits is let go at once."""
        self._released.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == routes.REHEARSAL_COUNTS:
            await recorded(json_response(self.counts())).send(send)
        elif (found := _place_of(scope)) is None:
            await self._app(scope, receive, send)
        else:
            await self._call(*found, scope, receive, send)

    async def _call(self, place: str, game: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._arrived[place] += 1
        striking = self.plan.striking(place, self._arrived[place], self._arrived.total())
        body = await read_request(receive, MAX_BODY_BYTES)
        if body is None:
            await recorded(error_response(413, "The request is too large.")).send(send)
            return
        late_s = sum(fault.value or 0 for fault in striking if fault.what == faults.LATENCY)
        worst = next((fault for fault in striking if fault.what != faults.LATENCY), None)
        self._struck.update(f"{place}:{what}" for what in _carried_out(late_s, worst))
        await self._pass_time(late_s)
        key = hashlib.sha256(scope["path"].encode() + body).digest()
        self._resent += place in MAKING and key in self._lost
        if worst is None:
            await (await self._work(place, scope, body, receive)).send(send)
        elif worst.refuses:
            await refusal(worst).send(send)
        elif worst.what in (faults.LATER, faults.LATER_FAILS):
            await (await self._accept(worst, game, scope, body, receive)).send(send)
        else:
            if worst.what in faults.LOST:
                self._lost.add(key)
            answer = await self._work(place, scope, body, receive)
            await self._spoil(worst, place, answer, scope, receive, send)

    async def _work(self, place: str, scope: Scope, body: bytes, receive: Receive | None) -> Recorded:
        answer = await record(self._app, scope, replay(body, receive))
        if place in MAKING and answer.status == 200:
            self._made[place] += 1
        return answer

    async def _accept(self, fault: Fault, game: str, scope: Scope, body: bytes, receive: Receive) -> Recorded:
        """A background job, unless the request breaks a rule: those are refused before anything starts."""
        try:
            params = parse_params(body, GenerateParams)
        except (RuleBroken, HTTPException):
            return await self._work("generate", scope, body, receive)
        job_id = self._jobs.start(
            game,
            params,
            lambda: self._work("generate", scope, body, None),
            fault.value or 0.0,
            fails=fault.what == faults.LATER_FAILS,
        )
        return recorded(json_response(JobAccepted(job_id=job_id), 202))

    async def _spoil(
        self, fault: Fault, place: str, answer: Recorded, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if fault.what == faults.HANG:
            await self._hang(scope, receive)
        elif fault.what == faults.RESET:
            await self._break(scope, receive, reset=True)
        elif fault.what == faults.DROP:
            await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
            half = answer.body[: len(answer.body) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
            await self._break(scope, receive, reset=False)
        elif fault.what == faults.OVERSIZE:
            await _send_padded(fault, answer, send)
        elif fault.what == faults.EXPIRED:
            await expired(place, answer).send(send)
        else:
            await spoiled(fault, answer).send(send)

    async def _pass_time(self, seconds: float) -> None:
        if seconds:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._released.wait(), seconds)

    async def _hang(self, scope: Scope, receive: Receive) -> None:
        """Until the caller gives up, or the server ends."""
        waiting = [asyncio.ensure_future(_disconnected(receive)), asyncio.ensure_future(self._released.wait())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        await self._break(scope, receive, reset=True)

    async def _break(self, scope: Scope, receive: Receive, *, reset: bool) -> None:
        if self.hang_up is None:
            raise ConnectionResetError("a rehearsed fault: the connection is gone")
        self.hang_up(scope, reset)
        await _disconnected(receive)


def _carried_out(late_s: float, worst: Fault | None) -> list[str]:
    return ([faults.LATENCY] if late_s else []) + ([worst.what] if worst else [])


def _place_of(scope: Scope) -> tuple[str, str] | None:
    """(the plan's name for what is called, the game or ""), or None for anything else."""
    for method, pattern, place in _PLACES:
        if method == scope["method"] and (match := pattern.fullmatch(scope["path"])):
            return place, match.groupdict().get("game", "")
    return None


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_padded(fault: Fault, answer: Recorded, send: Send) -> None:
    """Without a length, so that only counting what comes tells how much it is."""
    beginning, block, times, end = padding(fault, answer)
    headers = [(key, value) for key, value in answer.headers if key != b"content-length"]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": beginning, "more_body": True})
    for _ in range(times):
        await send({"type": "http.response.body", "body": block, "more_body": True})
    await send({"type": "http.response.body", "body": end, "more_body": False})
