"""local-ai: what there is, fetch, add, remove, on and off. No studio is opened, no network is loaded."""

import argparse
import asyncio
import importlib.util
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from rundot_studio.client.network import open_http
from rundot_studio.engine.local_ai import fetching
from rundot_studio.engine.local_ai.folders import ModelFolder
from rundot_studio.engine.local_ai.store import LocalAi, State, megabytes
from rundot_studio.engine.local_ai.weights import (
    MARIGOLD_LICENCE,
    MARIGOLD_PAGE,
    Weights,
    known_by_id,
    known_weights,
)
from rundot_studio.engine.progress import Report, silent
from rundot_studio.studio.capability import ModelsCache
from rundot_studio.studio.connections import EMBEDDED_BASE_URL

from .arguments import Usage
from .report import print_json


async def local_ai(options: argparse.Namespace) -> int:
    return await _ACTIONS[options.action](LocalAi(), options)


async def _list(store: LocalAi, options: argparse.Namespace) -> int:
    state = await asyncio.to_thread(store.state)
    if options.json:
        print_json(
            {
                "folder": str(store.folder),
                "runtimes": _runtimes(),
                "installed": [_weights_json(weights, state) for weights in state.weights],
                "folders": [_folder_json(folder, state) for folder in state.folders],
                "available": [_weights_json(weights, state) for weights in _not_installed(state)],
            }
        )
        return 0
    for installed in state.weights:
        print(_line(installed, _on(installed.id, state) or "off"))
    for folder in state.folders:
        use = "pictures from words" if folder.use == "pictures" else _on(folder.name, state) or "off"
        print(f"{folder.name:<22} {megabytes(folder.size):>9}  {use}  ({folder.pipeline}, {folder.path})")
    if not state.weights and not state.folders:
        print("Nothing is installed; the engine's own algorithms answer.")
    if available := _not_installed(state):
        print("\nCan be fetched:")
        for weights in available:
            print(_line(weights, f"for {', '.join(weights.roles)}"))
    print(f"\nDepth by Marigold: download {MARIGOLD_PAGE} ({MARIGOLD_LICENCE}), then local-ai use-folder DIR.")
    if missing := [name for name, there in _runtimes().items() if not there]:
        print(f'Not installed: {", ".join(missing)}. Running local AI takes: pip install "rundot-studio[ai]"')
    return 0


async def _show(store: LocalAi, options: argparse.Namespace) -> int:
    state = await asyncio.to_thread(store.state)
    folder = next((each for each in state.folders if each.name == options.name), None)
    weights = next((each for each in state.weights if each.id == options.name), None)
    if folder is not None:
        document = _folder_json(folder, state)
    else:
        document = _weights_json(weights or known_by_id(options.name), state)
    if options.json:
        print_json(document)
        return 0
    for name, value in document.items():
        if value not in (None, "", [], ()):
            print(f"{name:>12}  {', '.join(map(str, value)) if isinstance(value, list | tuple) else value}")
    return 0


async def _fetch(store: LocalAi, options: argparse.Namespace) -> int:
    weights = known_by_id(options.name)
    state = await asyncio.to_thread(store.state)
    if any(installed.sha256 == weights.sha256 for installed in state.weights):
        return _done(options, state, f"{weights.title} is here already.", weights)
    offer = await asyncio.to_thread(fetching.offer, store, weights)
    print("\n".join(offer.sentences), file=sys.stderr)
    if not options.yes and not _agreed():
        print("Nothing was fetched.", file=sys.stderr)
        return 1
    async with open_http("https://localhost") as http:
        with _bar(weights.title) as report:
            await fetching.fetch(store, weights, http, report)
    state = await asyncio.to_thread(store.state)
    return _done(options, state, f"{weights.title} is here and answers {', '.join(weights.roles)}.", weights)


async def _add(store: LocalAi, options: argparse.Namespace) -> int:
    file = Path(options.file).expanduser()
    with _bar(file.name) as report:
        weights = await asyncio.to_thread(store.add, file, options.role, options.family, report)
    state = await asyncio.to_thread(store.state)
    said = f"{weights.title} ({weights.short_hash}) is here as {weights.id} and answers {', '.join(weights.roles)}."
    return _done(options, state, said, weights)


async def _use_folder(store: LocalAi, options: argparse.Namespace) -> int:
    place = Path(options.folder).expanduser()
    with _bar(place.name) as report:
        folder = await asyncio.to_thread(store.use_folder, place, options.steps, options.guidance, report)
    await asyncio.to_thread(ModelsCache().forget, EMBEDDED_BASE_URL)
    state = await asyncio.to_thread(store.state)
    if options.json:
        print_json(_folder_json(folder, state))
        return 0
    if folder.use == "depth":
        print(f"{folder.name} ({folder.short_hash}) answers depth.")
    else:
        print(f'{folder.name} ({folder.short_hash}) makes pictures: generate "..." --model {folder.name}')
        print(f"{folder.steps} steps, guidance {folder.guidance:g}; --steps and --guidance set others.")
        if folder.guidance <= 1:
            print("Without guidance, --negative has no effect.")
    licence = f"its licence is in {folder.licence_file}" if folder.licence_file else "no licence file lies in it"
    print(f"{megabytes(folder.size)}; {licence}.")
    return 0


async def _switch_on(store: LocalAi, options: argparse.Namespace) -> int:
    roles = await asyncio.to_thread(store.switch_on, options.name)
    return _done(options, await asyncio.to_thread(store.state), f"{options.name} answers {', '.join(roles)}.")


async def _switch_off(store: LocalAi, options: argparse.Namespace) -> int:
    await asyncio.to_thread(store.switch_off, options.name)
    return _done(options, await asyncio.to_thread(store.state), "The engine's own algorithm answers again.")


async def _remove(store: LocalAi, options: argparse.Namespace) -> int:
    await asyncio.to_thread(store.remove, options.name)
    await asyncio.to_thread(ModelsCache().forget, EMBEDDED_BASE_URL)
    return _done(options, await asyncio.to_thread(store.state), f"{options.name} is gone.")


_ACTIONS: dict[str, Callable[[LocalAi, argparse.Namespace], Awaitable[int]]] = {
    "list": _list,
    "show": _show,
    "fetch": _fetch,
    "add": _add,
    "use-folder": _use_folder,
    "on": _switch_on,
    "off": _switch_off,
    "remove": _remove,
}


def _agreed() -> bool:
    """Asked on a terminal only: what is piped in was meant for something else."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Usage("nobody can be asked here; add --yes to fetch under this licence")
    print("Fetch it? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _done(options: argparse.Namespace, state: State, sentence: str, weights: Weights | None = None) -> int:
    if options.json:
        print_json(_weights_json(weights, state) if weights else {"on": state.on})
    else:
        print(sentence)
    return 0


def _not_installed(state: State) -> list[Weights]:
    there = {weights.sha256 for weights in state.weights}
    return [weights for weights in known_weights() if weights.sha256 not in there]


def _runtimes() -> dict[str, bool]:
    """Which libraries are there, without importing them."""
    return {name: importlib.util.find_spec(name) is not None for name in ("onnxruntime", "diffusers", "torch")}


def _on(name: str, state: State) -> str:
    roles = [role for role, chosen in state.on.items() if chosen == name]
    return f"on for {', '.join(roles)}" if roles else ""


def _line(weights: Weights, use: str) -> str:
    warning = "  NON-COMMERCIAL" if weights.commercial is False else ""
    return f"{weights.id:<22} {megabytes(weights.size):>9}  {use}  {weights.licence}{warning}"


def _weights_json(weights: Weights, state: State) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(weights)
    document["installed"] = weights.id in state.ids()
    document["on"] = [role for role, chosen in state.on.items() if chosen == weights.id]
    return document


def _folder_json(folder: ModelFolder, state: State) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(folder)
    document["files"] = len(folder.files)
    document["size"] = folder.size
    document["on"] = [role for role, chosen in state.on.items() if chosen == folder.name]
    return document


@contextmanager
def _bar(title: str) -> Iterator[Report]:
    """A bar on a terminal, on standard error; silence when piped."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as progress:
        row = progress.add_task(title, total=1.0)
        yield lambda fraction: progress.update(row, completed=fraction)
