"""library boards, library board and library tags."""

import argparse
import asyncio
from collections.abc import Callable
from typing import Any

from rundot_studio.domain.picture import Picture
from rundot_studio.library.boards import BoardOverview
from rundot_studio.library.library import Library
from rundot_studio.studio.studio import Studio

from .finding import checked_limit, find_board, print_pictures
from .keeping import whole_ids
from .report import print_json


async def tags(studio: Studio, options: argparse.Namespace) -> int:
    found = await asyncio.to_thread(studio.library.tags)
    if options.json:
        print_json({"tags": [{"name": name, "pictures": pictures} for name, pictures in found.items()]})
        return 0
    for name, pictures in found.items():
        print(f"{pictures:6}  {name}")
    if not found:
        print("There are no tags yet. To make one: rundot-studio library tag ID --add TAG")
    return 0


async def boards(studio: Studio, options: argparse.Namespace) -> int:
    return await _print_boards(studio.library, options.json)


async def board(studio: Studio, options: argparse.Namespace) -> int:
    if options.step in _ON_BOARDS:
        await asyncio.to_thread(_ON_BOARDS[options.step], studio.library, options)
        return await _print_boards(studio.library, options.json)
    pictures = await asyncio.to_thread(_PICTURES[options.step], studio.library, options)
    return await print_pictures(studio.library, pictures, options.json, "There are no pictures on this board.")


async def _print_boards(library: Library, as_json: bool) -> int:
    overviews = await asyncio.to_thread(library.board_overviews)
    if as_json:
        print_json({"boards": [_board_json(overview) for overview in overviews]})
        return 0
    for overview in overviews:
        print(f"{overview.board.id}  {overview.pictures:6}  {overview.board.name}")
    if not overviews:
        print("There are no boards yet. To make one: rundot-studio library board create NAME")
    return 0


def _board_json(overview: BoardOverview) -> dict[str, Any]:
    return {
        "id": overview.board.id,
        "name": overview.board.name,
        "pictures": overview.pictures,
        "cover": overview.cover,
    }


def _create(library: Library, options: argparse.Namespace) -> None:
    library.create_board(options.board)


def _rename(library: Library, options: argparse.Namespace) -> None:
    library.rename_board(find_board(library, options.board), options.name)


def _delete(library: Library, options: argparse.Namespace) -> None:
    library.delete_board(find_board(library, options.board))


def _order(library: Library, options: argparse.Namespace) -> None:
    library.order_boards([find_board(library, name) for name in options.boards])


def _show(library: Library, options: argparse.Namespace) -> list[Picture]:
    return library.board_pictures(find_board(library, options.board), checked_limit(options))


def _add(library: Library, options: argparse.Namespace) -> list[Picture]:
    """As all that follow, the board's pictures afterwards."""
    found = find_board(library, options.board)
    library.put_on_board(found, whole_ids(library, options.pictures))
    return library.board_pictures(found)


def _remove(library: Library, options: argparse.Namespace) -> list[Picture]:
    found = find_board(library, options.board)
    library.take_off_board(found, whole_ids(library, options.pictures))
    return library.board_pictures(found)


def _move(library: Library, options: argparse.Namespace) -> list[Picture]:
    found = find_board(library, options.board)
    before = whole_ids(library, [options.before])[0] if options.before else None
    library.move_on_board(found, whole_ids(library, options.pictures), before)
    return library.board_pictures(found)


_ON_BOARDS: dict[str, Callable[[Library, argparse.Namespace], None]] = {
    "create": _create,
    "rename": _rename,
    "delete": _delete,
    "order": _order,
}
_PICTURES: dict[str, Callable[[Library, argparse.Namespace], list[Picture]]] = {
    "show": _show,
    "add": _add,
    "remove": _remove,
    "move": _move,
}
