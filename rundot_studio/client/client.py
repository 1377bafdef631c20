"""ImageGenClient: every method of the specification, over any httpx transport.

Requests are checked against the schema before they leave, answers when they arrive. The client sends no call twice,
except with a renewed bearer: whether to try again is decided above, where the journal is.
"""

from dataclasses import dataclass
from typing import TypeVar

import httpx
import msgspec
from msgspec import UnsetType

from rundot_studio.domain.catalog import SPECIFICATION_LEVEL, ApiLevel
from rundot_studio.domain.errors import AnswerMalformed, RuleBroken
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, UpscaleRecipe
from rundot_studio.protocol import routes
from rundot_studio.protocol.schema import (
    Credits,
    DepthAnswer,
    DrainedJobs,
    EstimateAnswer,
    GenerateAnswer,
    ImageAnswer,
    JobAccepted,
    JobEvent,
    Wire,
)

from .auth import BearerSource
from .requests import estimate_params, generate_params, tool_params
from .signed import CallLimits, SignedHttp
from .translate import refusal

GAME_RULE = "the id of a game: work in the folder that has its game.config.prod.json, or set RUNDOT_STUDIO_GAME"

A = TypeVar("A")
W = TypeVar("W", bound=Wire)


@dataclass(frozen=True)
class Answered:
    """An answer with who gave it: the engine's label for the embedded engine, empty for the hosted service."""

    url: str
    engine: str
    generation_id: str = ""
    model: str = ""
    seed: int | None = None
    prompt: str = ""
    size: tuple[int, int] | None = None
    """(width, height) as the service tells it; None where it does not."""
    credits: Credits | None = None
    """What was billed; None where the service says nothing of it, which is not zero."""


@dataclass(frozen=True)
class Accepted:
    """The service works on in the background; the outcome is drained later, under this id of its own."""

    job_id: str


@dataclass(frozen=True)
class Drained:
    """Outcomes of background jobs, each as the JSON text that came, and who made the pictures."""

    events: list[bytes]
    engine: str = ""


class ImageGenClient:
    """One service, one game. ``http`` carries the base URL and the transport; the client does not close it.

    ``source`` gives the bearer; None for a service that wants none. Without a ``game`` every call is a RuleBroken.
    ``level`` is what requests are held to.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        game: str,
        source: BearerSource | None = None,
        level: ApiLevel = SPECIFICATION_LEVEL,
        limits: CallLimits | None = None,
    ) -> None:
        self._signed = SignedHttp(http, source, limits)
        self._game = game
        self._level = level

    @property
    def game(self) -> str:
        return self._game

    @property
    def level(self) -> ApiLevel:
        return self._level

    async def generate(self, recipe: GenerateRecipe, references: list[str]) -> Answered | Accepted:
        """Text to picture. ``references`` are file keys, HTTPS URLs or data URIs, in the recipe's order.

        Raises RuleBroken before anything is sent; NotSignedIn, ServiceRefused, ServiceUnreachable, AnswerLost or
        AnswerMalformed after.
        """
        params = generate_params(recipe, references, self._level)
        response = await self._post(routes.GENERATE, params)
        if response.status_code == httpx.codes.ACCEPTED:
            return Accepted(_decoded(response, JobAccepted).job_id)
        return answered_of(_decoded(response, GenerateAnswer), _engine(response))

    async def remove_background(self, recipe: CutoutRecipe, image_url: str) -> Answered:
        """Cut the subject out. ``image_url`` is a file key, an HTTPS URL or a data URI. Raises as :meth:`generate`."""
        answer, engine = await self._use_tool(routes.REMOVE_BACKGROUND, tool_params(recipe, image_url), ImageAnswer)
        return Answered(answer.image_url, engine, size=(answer.width, answer.height), credits=_billed(answer.credits))

    async def upscale_image(self, recipe: UpscaleRecipe, image_url: str) -> Answered:
        """Enlarge 1 to 4 times. Raises as :meth:`generate`."""
        answer, engine = await self._use_tool(routes.UPSCALE, tool_params(recipe, image_url), ImageAnswer)
        return Answered(answer.image_url, engine, size=(answer.width, answer.height), credits=_billed(answer.credits))

    async def estimate_depth(self, recipe: DepthRecipe, image_url: str) -> Answered:
        """A greyscale depth map, white near. Raises as :meth:`generate`."""
        answer, engine = await self._use_tool(routes.DEPTH, tool_params(recipe, image_url), DepthAnswer)
        return Answered(
            answer.depth_map_url, engine, size=(answer.width, answer.height), credits=_billed(answer.credits)
        )

    async def list_models(self) -> list[str]:
        """Names of the models this game may call."""
        response = await self._send("GET", f"{routes.MODELS}?gameId={self._game}")
        return _decoded(response, list[str])

    async def estimate_cost(
        self, recipe: GenerateRecipe | UpscaleRecipe, count: int = 1, source_size: tuple[int, int] | None = None
    ) -> Estimate:
        """The price of ``count`` pictures; ``source_size`` (width, height) is that of the picture to enlarge.

        Nothing is made and nothing billed. Raises as :meth:`generate`.
        """
        params = estimate_params(recipe, self._game or "-", count, source_size)
        answer = _decoded(await self._post(routes.ESTIMATE, params), EstimateAnswer)
        low = answer.credits if answer.low_credits is None else answer.low_credits
        high = answer.credits if answer.high_credits is None else answer.high_credits
        return Estimate(answer.credits, low, high, answer.exact, answer.reason or "")

    async def completed_jobs(self) -> list[JobEvent]:
        """Drains the jobs that finished since the last call; empty where the service has no such route.

        Who must not lose one event for the sake of another takes :meth:`drain_jobs`.
        """
        drained = await self.drain_jobs()
        return [event_of(event) for event in drained.events] if drained is not None else []

    async def drain_jobs(self) -> Drained | None:
        """As :meth:`completed_jobs`, with the events as they came; None where the service has no such route."""
        response = await self._send("GET", routes.for_game(routes.COMPLETED_JOBS, self._game), missing_is_fine=True)
        if response.status_code == httpx.codes.NOT_FOUND:
            return None
        return Drained([bytes(event) for event in _decoded(response, DrainedJobs).jobs], _engine(response))

    async def _use_tool(self, route: str, params: Wire, answer: type[W]) -> tuple[W, str]:
        """As a standalone call, which takes only the bearer of a person."""
        return await self._call(route, params, answer, person=True)

    async def _call(self, route: str, params: Wire, answer: type[W], *, person: bool = False) -> tuple[W, str]:
        response = await self._post(route, params, person=person)
        return _decoded(response, answer), _engine(response)

    async def _post(self, route: str, params: Wire, *, person: bool = False) -> httpx.Response:
        content = msgspec.json.encode(params)
        return await self._send("POST", routes.for_game(route, self._game), content, person=person)

    async def _send(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        *,
        person: bool = False,
        missing_is_fine: bool = False,
    ) -> httpx.Response:
        if not self._game:
            await self._signed.require_bearer()  # whoever lacks both should hear of the account first
            raise RuleBroken("game", "", GAME_RULE)
        response = await self._signed.send(method, path, content, person=person)
        if response.is_success or (missing_is_fine and response.status_code == httpx.codes.NOT_FOUND):
            return response
        raise refusal(response)


def event_of(text: bytes) -> JobEvent:
    """One drained event. Raises AnswerMalformed."""
    try:
        return msgspec.json.decode(text, type=JobEvent)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AnswerMalformed(
            f"The service told of a finished job in a way that is not in the protocol: {error}."
        ) from (error)


def answered_of(answer: GenerateAnswer, engine: str) -> Answered:
    return Answered(
        answer.image_url,
        engine,
        answer.generation_id,
        answer.model,
        answer.seed,
        answer.prompt,
        credits=_billed(answer.credits),
    )


def _billed(told: Credits | UnsetType | None) -> Credits | None:
    return told if isinstance(told, Credits) else None


def _engine(response: httpx.Response) -> str:
    return str(response.headers.get(routes.ENGINE_HEADER, ""))


def _decoded(response: httpx.Response, answer: type[A]) -> A:
    try:
        return msgspec.json.decode(response.content, type=answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        kind = response.headers.get("content-type", "no content type").partition(";")[0]
        raise AnswerMalformed(
            f"The service answered with something that is not in the protocol ({kind}: {error}).",
            "If this goes on, the address may not be an image service.",
        ) from error
