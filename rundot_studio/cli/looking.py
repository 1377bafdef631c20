"""library and its actions, models."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from rundot_studio.library.library import Library
from rundot_studio.studio.capability import ModelChoice
from rundot_studio.studio.studio import Studio

from . import boards, care, finding, keeping
from .finding import pictures_json
from .report import print_json


async def library(studio: Studio, options: argparse.Namespace) -> int:
    return await _ACTIONS[options.action](studio, options)


async def _show(studio: Studio, options: argparse.Namespace) -> int:
    document = await asyncio.to_thread(_document, studio.library, options.picture)
    if options.json:
        print_json({"pictures": [document]})
        return 0
    for name, value in document.items():
        if value not in (None, "", [], False):
            shown = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value
            print(f"{name:>16}  {shown}")
    return 0


def _document(library: Library, picture_id: str) -> dict[str, Any]:
    """Blocking. One picture with its family."""
    picture = library.get(picture_id)
    (document,) = pictures_json(library, [picture])
    return {
        **document,
        "parentDeleted": picture.parent_id is not None and bool(library.deleted([picture.parent_id])),
        "children": [child.id for child in library.children(picture.id)],
    }


_ACTIONS: dict[str, Callable[[Studio, argparse.Namespace], Awaitable[int]]] = {
    "list": finding.find,
    "search": finding.find,
    "show": _show,
    "star": keeping.mark,
    "tag": keeping.mark,
    "note": keeping.mark,
    "tags": boards.tags,
    "boards": boards.boards,
    "board": boards.board,
    "trash": keeping.trash,
    **care.STUDIO_ACTIONS,
}


async def models(studio: Studio, options: argparse.Namespace) -> int:
    """Always asks the service, and keeps its answer."""
    choices = await studio.capability.refresh()
    if options.json:
        print_json({"apiLevel": studio.capability.level.name, "models": [_model_json(choice) for choice in choices]})
        return 0
    for choice in choices:
        verdict = "callable" if choice.callable else "not callable"
        about = choice.best_for if choice.known else "not in the catalogue"
        line = f"{choice.name:<32}  {choice.label:<18}  {'/'.join(choice.sizes):<8}  {verdict:<12}  {about}"
        print(f"{line} {choice.reason}".rstrip())
    level = studio.capability.level
    takes = ", --resize" if level.resizes else ""
    print(f"API level {level.name}: up to {level.most_references} references{takes}.")
    return 0


def _model_json(choice: ModelChoice) -> dict[str, object]:
    return {
        "name": choice.name,
        "label": choice.label,
        "bestFor": choice.best_for,
        "sizes": list(choice.sizes),
        "answeredAs": choice.answered_as,
        "callable": choice.callable,
        "reason": choice.reason or None,
        "known": choice.known,
    }
