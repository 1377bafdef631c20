"""library list and library search: filters to a query, and pictures with what was added to them."""

import argparse
import asyncio
from collections.abc import Sequence
from typing import Any

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.library.library import Library
from rundot_studio.library.marks import MAX_STARS
from rundot_studio.library.query import Query
from rundot_studio.studio.studio import Studio

from .report import line_for, picture_json, print_json

MAX_LIMIT = 100_000
EMPTY = 'The library is empty. Make a first picture: rundot-studio generate "a brave knight"'
ALL_IN_TRASH = "All pictures are in the trash. To see them: rundot-studio library trash list"
NOTHING_FOUND = "No picture is like that."


async def find(studio: Studio, options: argparse.Namespace) -> int:
    pictures, if_none = await asyncio.to_thread(_found, studio.library, options)
    return await print_pictures(studio.library, pictures, options.json, if_none)


async def print_pictures(library: Library, pictures: Sequence[Picture], as_json: bool, if_none: str = "") -> int:
    """One document, or a line each; ``if_none`` is for people."""
    documents = await asyncio.to_thread(pictures_json, library, pictures)
    if as_json:
        print_json({"pictures": documents})
        return 0
    for picture, document in zip(pictures, documents, strict=True):
        added = _added(document)
        print(line_for(picture, library.absolute(picture)) + (f"  {added}" if added else ""))
    if not pictures and if_none:
        print(if_none)
    return 0


def pictures_json(library: Library, pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    """Blocking. Pictures as all commands tell them, and their stars, tags, notes, boards and stay in the trash."""
    names = {board.id: board.name for board in library.boards()}
    marks = library.marks([picture.id for picture in pictures])
    documents = []
    for picture in pictures:
        own = marks[picture.id]
        documents.append(
            {
                **picture_json(library, picture),
                "stars": own.stars,
                "tags": list(own.tags),
                "notes": own.notes,
                "boards": [names[board] for board in own.boards if board in names],
                "deletedAt": own.deleted_at.isoformat() if own.deleted_at else None,
            }
        )
    return documents


def checked_limit(options: argparse.Namespace) -> int:
    """Raises RuleBroken."""
    limit: int = options.limit
    if not 1 <= limit <= MAX_LIMIT:
        raise RuleBroken("--limit", limit, f"a whole number from 1 to {MAX_LIMIT}")
    return limit


def _found(library: Library, options: argparse.Namespace) -> tuple[list[Picture], str]:
    """The pictures, and what is to be said where there are none. Blocking."""
    query = _query(library, options)
    found = library.find(query, checked_limit(options), oldest_first=options.oldest_first)
    if query != Query():
        return found, NOTHING_FOUND
    return found, ALL_IN_TRASH if not found and library.count_found(Query(in_trash=True)) else EMPTY


def _query(library: Library, options: argparse.Namespace) -> Query:
    if not 0 <= options.stars <= MAX_STARS:
        raise RuleBroken("--stars", options.stars, f"a whole number from 0 to {MAX_STARS}")
    return Query(
        text=" ".join(getattr(options, "words", ())),
        kinds=frozenset(map(PictureKind, options.kind)),
        model_asked=options.model_requested,
        model_used=options.model,
        engine=options.engine,
        procedural=options.procedural,
        stars_at_least=options.stars,
        board=find_board(library, options.board, "--board") if options.board is not None else None,
        tags=frozenset(options.tag),
        aspect_ratio=options.aspect,
        seed=options.seed,
        since=options.since,
        until=options.until,
        has_alpha=options.alpha,
        in_trash=options.in_trash,
    )


def find_board(library: Library, name: str, flag: str = "BOARD") -> str:
    """A board's id. Raises RuleBroken for what names none."""
    boards = library.boards()
    for board in boards:
        if name == board.id or name.casefold() == board.name.casefold():
            return board.id
    known = ", ".join(board.name for board in boards) or "there is none yet"
    raise RuleBroken(flag, name, f"a board of this library ({known})")


def _added(document: dict[str, Any]) -> str:
    """Stars and tags for the end of a line."""
    tags = " ".join(f"[{tag}]" for tag in document["tags"])
    return f"{'★' * document['stars']} {tags}".strip()
