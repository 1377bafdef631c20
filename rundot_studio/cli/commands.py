"""Runs each command on an open studio."""

import argparse
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from rundot_studio.studio.studio import Studio, default_library

from . import demo, looking, making, reproducing, serving

_STUDIO_COMMANDS: dict[str, Callable[[Studio, argparse.Namespace], Awaitable[int]]] = {
    "generate": making.generate,
    "remove-background": making.remove_background,
    "upscale": making.upscale,
    "depth": making.depth,
    "reproduce": reproducing.reproduce,
    "library": looking.library,
    "models": looking.models,
    "demo": demo.demo,
}


async def run(options: argparse.Namespace) -> int:
    """The exit code. Raises StudioError for what stops the whole command."""
    if options.command == "serve":
        return await serving.serve(options)
    async with _studio(options) as studio:
        return await _STUDIO_COMMANDS[options.command](studio, options)


@asynccontextmanager
async def _studio(options: argparse.Namespace) -> AsyncIterator[Studio]:
    studio = await Studio.open(options.library or default_library(), options.connection)
    try:
        yield studio
    finally:
        await studio.close()
