"""One call to the service for one recipe, and what its answer means for the journal."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from rundot_studio.client.client import Accepted, Answered
from rundot_studio.client.requests import not_sendable
from rundot_studio.domain import catalog
from rundot_studio.domain.errors import ServiceRefused
from rundot_studio.domain.job import Answer
from rundot_studio.domain.recipe import (
    ContactSheetRecipe,
    CutoutRecipe,
    DepthRecipe,
    EditedRecipe,
    GenerateRecipe,
    Recipe,
    UpscaleRecipe,
)
from rundot_studio.library.library import Library, now

from .connections import Service
from .sources import WireTexts, wire_texts

T = TypeVar("T")
_MAY_BE_ENDED_URL = frozenset({400, 404, 410, 422})
"""How services refuse a picture that they can't fetch. Nothing is billed by then."""


class Sending:
    """Reads pictures on ``disk``, calls ``service``."""

    def __init__(self, library: Library, service: Service, disk: ThreadPoolExecutor) -> None:
        self._library = library
        self._service = service
        self._disk = disk

    async def prepare(self, recipe: Recipe) -> WireTexts:
        """What stands for the recipe's pictures. Raises as :func:`~.sources.wire_texts`; nothing is sent yet."""
        return await self._off_the_loop(wire_texts, self._library, recipe, self._service.connection, now())

    async def send(self, recipe: Recipe, wire: WireTexts) -> Answered | Accepted:
        """The service's answer. Raises as the client's methods.

        Where a URL that was lent is refused, which bills nothing, the picture is sent once more, as data.
        """
        try:
            return await self._call(recipe, wire.texts)
        except ServiceRefused as error:
            if not wire.lent or error.status not in _MAY_BE_ENDED_URL:
                raise
        as_data = await self._off_the_loop(wire_texts, self._library, recipe)
        return await self._call(recipe, as_data.texts)

    async def _call(self, recipe: Recipe, texts: list[str]) -> Answered | Accepted:
        client = self._service.client
        match recipe:
            case GenerateRecipe():
                return await client.generate(recipe, texts)
            case CutoutRecipe():
                return await client.remove_background(recipe, texts[0])
            case UpscaleRecipe():
                return await client.upscale_image(recipe, texts[0])
            case DepthRecipe():
                return await client.estimate_depth(recipe, texts[0])
            case ContactSheetRecipe() | EditedRecipe():
                raise not_sendable(recipe)

    def _off_the_loop(self, function: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._disk, function, *arguments)


def answer_of(answered: Answered) -> Answer:
    """An answer as the journal keeps it."""
    credits_ = answered.credits
    procedural = "procedural" in answered.engine
    # What the hosted service generates does not end by the clock; outputs of its tools, and all of an engine's, do.
    ends = bool(answered.engine) or not answered.generation_id
    return Answer(
        url=answered.url,
        generation_id=answered.generation_id,
        model=answered.model,
        seed=answered.seed,
        prompt=answered.prompt,
        engine=answered.engine or "hosted",
        procedural=procedural,
        deadline=now() + timedelta(seconds=catalog.UTILITY_LIFETIME_S) if ends else None,
        credits_used=credits_.used if credits_ else None,
        credits_remaining=credits_.remaining if credits_ else None,
    )
