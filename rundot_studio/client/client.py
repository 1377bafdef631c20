"""ImageGenClient: every method of the specification, over any httpx transport.

Requests are checked against the schema before they leave, answers when they arrive. The client sends no call twice,
except with a renewed bearer: whether to try again is decided above, where the journal is.
"""

from dataclasses import dataclass
from typing import TypeVar

import httpx
import msgspec

from rundot_studio.domain.errors import AnswerMalformed, RuleBroken
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, UpscaleRecipe
from rundot_studio.protocol import routes
from rundot_studio.protocol.schema import (
    CompletedJobs,
    DepthAnswer,
    GenerateAnswer,
    ImageAnswer,
    JobEvent,
    Wire,
)

from .auth import BearerSource
from .requests import generate_params, tool_params
from .signed import SignedHttp
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


class ImageGenClient:
    """One service, one game. ``http`` carries the base URL and the transport; the client does not close it.

    ``source`` gives the bearer; None for a service that wants none. Without a ``game`` every call is a RuleBroken.
    """

    def __init__(self, http: httpx.AsyncClient, game: str, source: BearerSource | None = None) -> None:
        self._signed = SignedHttp(http, source)
        self._game = game

    async def generate(self, recipe: GenerateRecipe, references: list[str]) -> Answered:
        """Text to picture. ``references`` are file keys, HTTPS URLs or data URIs, in the recipe's order.

        Raises RuleBroken before anything is sent; NotSignedIn, ServiceRefused, ServiceUnreachable, AnswerLost or
        AnswerMalformed after.
        """
        params = generate_params(recipe, references)
        answer, engine = await self._call(routes.GENERATE, params, GenerateAnswer)
        return Answered(answer.image_url, engine, answer.generation_id, answer.model, answer.seed, answer.prompt)

    async def remove_background(self, recipe: CutoutRecipe, image_url: str) -> Answered:
        """Cut the subject out. ``image_url`` is a file key, an HTTPS URL or a data URI. Raises as :meth:`generate`."""
        answer, engine = await self._use_tool(routes.REMOVE_BACKGROUND, tool_params(recipe, image_url), ImageAnswer)
        return Answered(answer.image_url, engine, size=(answer.width, answer.height))

    async def upscale_image(self, recipe: UpscaleRecipe, image_url: str) -> Answered:
        """Enlarge 1 to 4 times. Raises as :meth:`generate`."""
        answer, engine = await self._use_tool(routes.UPSCALE, tool_params(recipe, image_url), ImageAnswer)
        return Answered(answer.image_url, engine, size=(answer.width, answer.height))

    async def estimate_depth(self, recipe: DepthRecipe, image_url: str) -> Answered:
        """A greyscale depth map, white near. Raises as :meth:`generate`."""
        answer, engine = await self._use_tool(routes.DEPTH, tool_params(recipe, image_url), DepthAnswer)
        return Answered(answer.depth_map_url, engine, size=(answer.width, answer.height))

    async def list_models(self) -> list[str]:
        """Names of the models this game may call."""
        response = await self._send("GET", f"{routes.MODELS}?gameId={self._game}")
        return _decoded(response, list[str])

    async def completed_jobs(self) -> list[JobEvent]:
        """Drains the jobs that finished since the last call; empty where the service has no such route."""
        response = await self._send("GET", routes.for_game(routes.COMPLETED_JOBS, self._game), missing_is_fine=True)
        return [] if response.status_code == httpx.codes.NOT_FOUND else _decoded(response, CompletedJobs).jobs

    async def _use_tool(self, route: str, params: Wire, answer: type[W]) -> tuple[W, str]:
        """As a standalone call, which takes only the bearer of a person."""
        return await self._call(route, params, answer, person=True)

    async def _call(self, route: str, params: Wire, answer: type[W], *, person: bool = False) -> tuple[W, str]:
        content = msgspec.json.encode(params)
        response = await self._send("POST", routes.for_game(route, self._game), content, person=person)
        return _decoded(response, answer), response.headers.get(routes.ENGINE_HEADER, "")

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


def _decoded(response: httpx.Response, answer: type[A]) -> A:
    try:
        return msgspec.json.decode(response.content, type=answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        kind = response.headers.get("content-type", "no content type").partition(";")[0]
        raise AnswerMalformed(
            f"The service answered with something that is not in the protocol ({kind}: {error}).",
            "If this goes on, the address may not be an image service.",
        ) from error
