"""Runs each command on an open studio."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from rundot_studio.studio.settings import Settings, load_settings
from rundot_studio.studio.studio import Studio, default_library

from . import account, care, collecting, demo, jobs, looking, making, prompting, reproducing, serving

_STUDIO_COMMANDS: dict[str, Callable[[Studio, argparse.Namespace], Awaitable[int]]] = {
    "generate": making.generate,
    "remove-background": making.remove_background,
    "upscale": making.upscale,
    "depth": making.depth,
    "reproduce": reproducing.reproduce,
    "library": looking.library,
    "jobs": jobs.jobs,
    "models": looking.models,
    "collect": collecting.collect,
    "export": lambda studio, options: _export(studio, options),
    "relief": lambda studio, options: _relief(studio, options),
    "demo": demo.demo,
    "styles": prompting.styles,
    "wildcards": prompting.wildcards,
    "matrix": lambda studio, options: _matrix(studio, options),
}


_ACCOUNT_COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], Awaitable[int]]] = {
    "login": account.login,
    "logout": account.logout,
    "whoami": account.whoami,
}


def prepare(options: argparse.Namespace) -> None:
    """What must be asked before an event loop runs."""
    if options.command == "login":
        account.read_secret(options)


async def run(options: argparse.Namespace) -> int:
    """The exit code. Raises StudioError for what stops the whole command."""
    settings = _settings()
    if options.library is None and settings.library:
        options.library = Path(settings.library).expanduser()
    if options.command == "serve":
        return await serving.serve(options)
    if options.command == "local-ai":
        return await _local_ai(options)
    if options.command in _ACCOUNT_COMMANDS:
        return await _ACCOUNT_COMMANDS[options.command](options, settings)
    if options.command == "library" and options.action in care.FOLDER_ACTIONS:
        return await care.FOLDER_ACTIONS[options.action](options.library or default_library(), options)
    if options.command == "export" and not options.pictures:
        return await _export(None, options)
    if options.command == "relief" and not options.picture:
        return await _relief(None, options)
    if level := getattr(options, "api_level", None):
        settings = replace(settings, api_level=level, api_levels={})
    async with _studio(options, settings) as studio:
        return await _STUDIO_COMMANDS[options.command](studio, options)


async def _matrix(studio: Studio, options: argparse.Namespace) -> int:
    from . import matrix

    return await matrix.matrix(studio, options)


async def _export(studio: Studio | None, options: argparse.Namespace) -> int:
    from . import exporting  # with numpy and OpenCV, which no other command should wait for

    return await exporting.export(studio, options)


async def _local_ai(options: argparse.Namespace) -> int:
    from . import local_ai

    return await local_ai.local_ai(options)


async def _relief(studio: Studio | None, options: argparse.Namespace) -> int:
    from . import relief  # with numpy and OpenCV too

    return await relief.relief(studio, options)


@asynccontextmanager
async def _studio(options: argparse.Namespace, settings: Settings) -> AsyncIterator[Studio]:
    studio = await Studio.open(options.library or default_library(), options.connection, settings)
    if notice := await asyncio.to_thread(lambda: studio.library.notice):
        print(f"rundot-studio: {notice}", file=sys.stderr)
    try:
        yield studio
    finally:
        await studio.close()


def _settings() -> Settings:
    """With the game of the folder that the command was typed in."""
    try:
        here: Path | None = Path.cwd()
    except OSError:  # it was deleted meanwhile
        here = None
    loaded = load_settings(project=here)
    for complaint in loaded.complaints:
        print(f"rundot-studio: {complaint}", file=sys.stderr)
    return loaded.settings
