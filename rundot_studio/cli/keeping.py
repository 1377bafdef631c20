"""library star, tag, note and trash: what changes the pictures of a library."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.picture import Picture
from rundot_studio.library.library import Library
from rundot_studio.library.query import Query
from rundot_studio.studio.studio import Studio

from .finding import checked_limit, print_pictures
from .report import print_json


async def mark(studio: Studio, options: argparse.Namespace) -> int:
    if options.action == "tag" and not (options.add or options.remove):
        raise RuleBroken("--add", "", "given, or --remove")
    pictures = await asyncio.to_thread(_marked, studio.library, options)
    return await print_pictures(studio.library, pictures, options.json)


async def trash(studio: Studio, options: argparse.Namespace) -> int:
    if options.step == "empty":
        return await _empty(studio.library, options)
    pictures = await asyncio.to_thread(_listed if options.step == "list" else _moved, studio.library, options)
    return await print_pictures(studio.library, pictures, options.json, "The trash is empty.")


def _marked(library: Library, options: argparse.Namespace) -> list[Picture]:
    """Blocking. The pictures as they are afterwards, in the order that was typed."""
    ids = whole_ids(library, options.pictures)
    if options.action == "star":
        library.star(ids, options.stars)
    elif options.action == "tag":
        library.tag(ids, options.add, options.remove)
    else:
        library.note(ids, options.text)
    return [library.get(picture) for picture in ids]


def _moved(library: Library, options: argparse.Namespace) -> list[Picture]:
    ids = whole_ids(library, options.pictures)
    if options.step == "put":
        library.delete(ids)
    else:
        library.restore(ids)
    return [library.get(picture) for picture in ids]


def _listed(library: Library, options: argparse.Namespace) -> list[Picture]:
    return library.find(Query(in_trash=True), checked_limit(options))


async def _empty(library: Library, options: argparse.Namespace) -> int:
    emptied = await asyncio.to_thread(library.empty_trash)
    problem = {"code": "TRASH_NOT_EMPTIED", "message": emptied.reason, "hint": "The pictures are still in the trash."}
    if options.json:
        print_json(
            {"emptied": list(emptied.gone), "kept": list(emptied.kept), "failed": [problem] if emptied.kept else []}
        )
    else:
        print(f"{len(emptied.gone)} handed to the system's trash." if emptied.gone else "Nothing was handed over.")
    if emptied.kept:
        print(f"rundot-studio: {emptied.reason}\n  {problem['hint']}", file=sys.stderr)
    return 1 if emptied.kept else 0


def whole_ids(library: Library, given: Sequence[str]) -> list[str]:
    """Whole ids, each once. Raises PictureUnknown before anything is changed."""
    return list(dict.fromkeys(library.get(text).id for text in given))
