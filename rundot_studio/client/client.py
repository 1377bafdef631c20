"""ImageGenClient: every method of the specification, over any httpx transport.

Requests are checked against the schema before they leave, answers when they arrive. The client never sends a call
twice: whether to try again is decided above, where the journal is.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import msgspec

from rundot_studio.domain.errors import AnswerMalformed
from rundot_studio.domain.recipe import CutoutRecipe, CutoutSettings, DepthRecipe, GenerateRecipe, UpscaleRecipe
from rundot_studio.protocol import routes
from rundot_studio.protocol.rules import parse
from rundot_studio.protocol.schema import (
    CompletedJobs,
    DepthAnswer,
    DepthParams,
    GenerateAnswer,
    GenerateParams,
    ImageAnswer,
    JobEvent,
    RemoveBackgroundParams,
    UpscaleParams,
    Wire,
)

from .translate import refusal, translated

CALL_TIMEOUT_S = 180.0
CONNECT_TIMEOUT_S = 5.0
CONSUMER = "rundot-studio"

Bearer = Callable[[], Awaitable[str | None]]
"""Gives the token to send, renewed as needed; None where the service wants none."""
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
    """One service, one game. ``http`` carries the base URL and the transport; the client does not close it."""

    def __init__(self, http: httpx.AsyncClient, game: str, bearer: Bearer | None = None) -> None:
        self._http = http
        self._game = game
        self._bearer = bearer

    async def generate(self, recipe: GenerateRecipe, references: list[str]) -> Answered:
        """Text to picture. ``references`` are file keys, HTTPS URLs or data URIs, in the recipe's order.

        Raises RuleBroken before anything is sent; ServiceRefused, ServiceUnreachable, AnswerLost or AnswerMalformed
        after.
        """
        params = parse(GenerateParams, generate_values(recipe, references))
        answer, engine = await self._call(routes.GENERATE, params, GenerateAnswer)
        return Answered(answer.image_url, engine, answer.generation_id, answer.model, answer.seed, answer.prompt)

    async def remove_background(self, recipe: CutoutRecipe, image_url: str) -> Answered:
        """Cut the subject out. ``image_url`` is a file key, an HTTPS URL or a data URI. Raises as :meth:`generate`."""
        values = {"imageUrl": image_url, **_cutout_values(recipe.settings)}
        answer, engine = await self._call(routes.REMOVE_BACKGROUND, parse(RemoveBackgroundParams, values), ImageAnswer)
        return Answered(answer.image_url, engine, size=(answer.width, answer.height))

    async def upscale_image(self, recipe: UpscaleRecipe, image_url: str) -> Answered:
        """Enlarge 1 to 4 times. Raises as :meth:`generate`."""
        values = {
            "imageUrl": image_url,
            "upscaleFactor": recipe.factor,
            "model": recipe.model,
            "sharpen": recipe.sharpen,
            "denoise": recipe.denoise,
            "faceEnhancement": recipe.face_enhancement,
            "outputFormat": recipe.output_format,
        }
        answer, engine = await self._call(routes.UPSCALE, parse(UpscaleParams, values), ImageAnswer)
        return Answered(answer.image_url, engine, size=(answer.width, answer.height))

    async def estimate_depth(self, recipe: DepthRecipe, image_url: str) -> Answered:
        """A greyscale depth map, white near. Raises as :meth:`generate`."""
        values = {
            "imageUrl": image_url,
            "numInferenceSteps": recipe.steps,
            "ensembleSize": recipe.ensemble,
            "processingRes": recipe.resolution,
        }
        answer, engine = await self._call(routes.DEPTH, parse(DepthParams, values), DepthAnswer)
        return Answered(answer.depth_map_url, engine, size=(answer.width, answer.height))

    async def list_models(self) -> list[str]:
        """Names of the models this game may call."""
        response = await self._send("GET", f"{routes.MODELS}?gameId={self._game}")
        return _decoded(response, list[str])

    async def completed_jobs(self) -> list[JobEvent]:
        """Drains the jobs that finished since the last call; empty where the service has no such route."""
        response = await self._send("GET", routes.for_game(routes.COMPLETED_JOBS, self._game), missing_is_fine=True)
        return [] if response.status_code == httpx.codes.NOT_FOUND else _decoded(response, CompletedJobs).jobs

    async def _call(self, route: str, params: Wire, answer: type[W]) -> tuple[W, str]:
        content = msgspec.json.encode(params)
        response = await self._send("POST", routes.for_game(route, self._game), content)
        return _decoded(response, answer), response.headers.get(routes.ENGINE_HEADER, "")

    async def _send(
        self, method: str, path: str, content: bytes | None = None, *, missing_is_fine: bool = False
    ) -> httpx.Response:
        headers = {"x-consumer": CONSUMER}
        if content is not None:
            headers["Content-Type"] = "application/json"
        token = await self._bearer() if self._bearer else None
        if token:
            headers["Authorization"] = f"Bearer {token}"
        timeout = httpx.Timeout(CALL_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        with translated("the service"):
            # ASGITransport ignores httpx' timeouts: https://github.com/encode/httpx/discussions/2753
            async with asyncio.timeout(CALL_TIMEOUT_S):
                response = await self._http.request(method, path, content=content, headers=headers, timeout=timeout)
        if response.is_success or (missing_is_fine and response.status_code == httpx.codes.NOT_FOUND):
            return response
        raise refusal(response)


def generate_values(recipe: GenerateRecipe, references: list[str]) -> Mapping[str, Any]:
    """The wire's names and values for a recipe; absent options are None."""
    return {
        "prompt": recipe.prompt,
        "negativePrompt": recipe.negative_prompt or None,
        "model": recipe.model,
        "aspectRatio": recipe.aspect_ratio,
        "imageSize": recipe.image_size,
        "seed": recipe.seed,
        "referenceImages": references or None,
        "removeBackground": _cutout_values(recipe.remove_background) if recipe.remove_background else None,
    }


def _cutout_values(settings: CutoutSettings) -> dict[str, Any]:
    values = {"model": settings.model, "variant": settings.variant, "resolution": settings.resolution}
    return {name: value for name, value in values.items() if value is not None}


def _decoded(response: httpx.Response, answer: type[A]) -> A:
    try:
        return msgspec.json.decode(response.content, type=answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        kind = response.headers.get("content-type", "no content type").partition(";")[0]
        raise AnswerMalformed(
            f"The service answered with something that is not in the protocol ({kind}: {error}).",
            "If this goes on, the address may not be an image service.",
        ) from error
