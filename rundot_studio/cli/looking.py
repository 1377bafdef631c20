"""library list, library show, models."""

import argparse
import asyncio
import json

from rundot_studio.domain.catalog import model_named
from rundot_studio.domain.errors import RuleBroken
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
    names = await studio.service.client.list_models()
    rows = []
    for name in names:
        known = model_named(name)
        rows.append(
            {
                "name": name,
                "label": known.label if known else name,
                "bestFor": known.best_for if known else "",
                "sizes": list(known.sizes) if known else ["1K"],
                "answeredAs": known.answered_as if known else None,
            }
        )
    if options.json:
        print_json({"models": rows})
        return 0
    for row in rows:
        sizes = "/".join(str(size) for size in row["sizes"] or [])
        print(f"{row['name']:<32}  {row['label']:<16}  {sizes:<9}  {row['bestFor']}")
    return 0
