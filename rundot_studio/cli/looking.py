"""library list, library show, models."""

import argparse
import asyncio
import json

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.studio.capability import ModelChoice
from rundot_studio.studio.studio import Studio

from .report import line_for, picture_json, print_json

MAX_LIMIT = 100_000


async def library(studio: Studio, options: argparse.Namespace) -> int:
    return await (_show if options.action == "show" else _list)(studio, options)


async def _list(studio: Studio, options: argparse.Namespace) -> int:
    if not 1 <= options.limit <= MAX_LIMIT:
        raise RuleBroken("--limit", options.limit, f"a whole number from 1 to {MAX_LIMIT}")
    pictures = await asyncio.to_thread(studio.library.page, options.limit)
    if options.json:
        print_json({"pictures": [picture_json(studio.library, picture) for picture in pictures]})
        return 0
    for picture in pictures:
        print(line_for(picture, studio.library.absolute(picture)))
    if not pictures:
        print('The library is empty. Make a first picture: rundot-studio generate "a brave knight"')
    return 0


async def _show(studio: Studio, options: argparse.Namespace) -> int:
    picture = await asyncio.to_thread(studio.library.get, options.picture)
    children = await asyncio.to_thread(studio.library.children, picture.id)
    document = {
        **picture_json(studio.library, picture),
        "children": [child.id for child in children],
    }
    if options.json:
        print_json({"pictures": [document]})
        return 0
    for name, value in document.items():
        if value not in (None, "", []):
            shown = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value
            print(f"{name:>16}  {shown}")
    return 0


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
