"""The form of the sidecars: what artists added, kept beside the pictures too, so that files alone make a library again.

Each month's folder has one small file::

    pictures/2026/11/about-these-pictures.json
    {
     "format": "rundot-studio-marks", "version": 1,
     "about": "Stars, tags, notes, boards and trash of the pictures in this folder, kept by Rundot Studio.",
     "pictures": {
      "a1b2c3d4e5": {"file": "22-knight-s1-a1b2c3.png", "stars": 4, "tags": ["boss"], "notes": "for level two",
       "boards": {"0f0f0f0f": "Enemies"}, "parent": "5e4d3c2b1a",
       "deletedAt": "2026-11-22T14:02:05+00:00", "deletedTo": "trash/2026/11/22-knight-s1-a1b2c3.png"}
     }
    }

Only pictures with marks are in it; what is empty is left out. Pictures are named by their ids, which their own recipes
hold too; the file name is for people. The order of the boards, and of the pictures on each, is in
``<library>/boards.json``::

    {"format": "rundot-studio-boards", "version": 1,
     "boards": [{"id": "0f0f0f0f", "name": "Enemies", "pictures": ["a1b2c3d4e5"]}]}

Keys that are not ours, and entries of pictures and boards that the database does not know, are kept. A file that can't
be read is put aside, never overwritten. One of a newer version is left alone.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rundot_studio.domain.errors import LibraryUnusable

from .errors_seam import library_errors
from .files import write_atomically

SIDECAR = "about-these-pictures.json"
BOARDS = "boards.json"
VERSION = 1

_SIDECAR_HEAD = {
    "format": "rundot-studio-marks",
    "version": VERSION,
    "about": "Stars, tags, notes, boards and trash of the pictures in this folder, kept by Rundot Studio.",
}
_BOARDS_HEAD = {"format": "rundot-studio-boards", "version": VERSION}
_ENTRY_KEYS = ("file", "stars", "tags", "notes", "boards", "parent", "deletedAt", "deletedTo")


class SidecarNewer(LibraryUnusable):
    """Written by a newer version of this program: to be left alone."""


@dataclass(frozen=True)
class Entry:
    """What a sidecar tells of one picture. ``boards`` maps ids to the names they had.

    ``deleted_to`` is where the file of a deleted picture is, relative to the library.
    """

    file: str = ""
    stars: int = 0
    tags: tuple[str, ...] = ()
    notes: str = ""
    boards: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None
    deleted_at: datetime | None = None
    deleted_to: str = ""


def read_sidecar(path: Path) -> dict[str, Entry]:
    """Entries by picture id; empty where there is no file. What is not as it should be is left out.

    Raises LibraryUnusable for a file that can't be read as JSON, SidecarNewer for one of a newer version.
    """
    pictures = _read(path).get("pictures")
    entries = pictures.items() if isinstance(pictures, dict) else ()
    return {picture: _entry_from(content) for picture, content in entries if isinstance(content, dict)}


def read_board_list(path: Path) -> dict[str, str]:
    """Names of boards by id, in their order; empty where there is no file. Raises as :func:`read_sidecar` does."""
    return {board["id"]: board["name"] for board in _board_dicts(_read(path))}


def read_board_orders(path: Path) -> dict[str, tuple[str, ...]]:
    """Ids of the pictures of each board in their order; raises as :func:`read_sidecar` does."""
    orders = {}
    for board in _board_dicts(_read(path)):
        pictures = board.get("pictures")
        if isinstance(pictures, list):
            orders[board["id"]] = tuple(picture for picture in pictures if isinstance(picture, str))
    return orders


def write_sidecar(path: Path, entries: Mapping[str, Entry], known: Collection[str], gone: Collection[str]) -> None:
    """Bring a sidecar up to date. Entries of pictures that are neither ``known`` nor ``gone`` stay as they are.

    Raises as :func:`read_sidecar` does; LibraryUnusable or DiskFull where it can't be written.
    """
    document = _read_or_put_aside(path)
    old = document.get("pictures")
    old = old if isinstance(old, dict) else {}
    pictures = {}
    for picture, content in old.items():
        if picture in known:
            content = _unknown_keys(content)
        elif picture in gone:
            continue
        if content:
            pictures[picture] = content
    for picture, entry in entries.items():
        pictures[picture] = _entry_to(entry) | _unknown_keys(old.get(picture))
    if not pictures and not path.exists():
        return
    _write(path, {**document, **_SIDECAR_HEAD, "pictures": dict(sorted(pictures.items()))})


def write_board_list(
    path: Path, boards: Mapping[str, str], orders: Mapping[str, Sequence[str]], gone: Collection[str]
) -> None:
    """As :func:`write_sidecar`, with the boards in their order; boards that were not known come last.

    ``orders`` has the ids of each board's pictures.
    """
    document = _read_or_put_aside(path)
    old = {board["id"]: board for board in _board_dicts(document)}
    listed = [
        {**old.get(board, {}), "id": board, "name": name, "pictures": list(orders.get(board, ()))}
        for board, name in boards.items()
    ]
    listed += [content for board, content in old.items() if board not in boards and board not in gone]
    _write(path, {**document, **_BOARDS_HEAD, "boards": listed})


def _read(path: Path) -> dict[str, Any]:
    try:
        with library_errors(path):
            document = json.loads(path.read_bytes()) if path.exists() else {}
    except (ValueError, RecursionError) as error:
        raise LibraryUnusable(f"{path} is damaged: it is not JSON.") from error
    if not isinstance(document, dict):
        raise LibraryUnusable(f"{path} is damaged: it is not a JSON object.")
    version = document.get("version", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise SidecarNewer(f"{path} was written by a newer Rundot Studio; it is left as it is.")
    return document


def _read_or_put_aside(path: Path) -> dict[str, Any]:
    """The document there is; one that is damaged is renamed, so that a person can still look into it."""
    try:
        return _read(path)
    except SidecarNewer:
        raise
    except LibraryUnusable:
        if not path.is_file():
            raise
    count = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{count}{path.suffix}")).exists():
        count += 1
    with library_errors(path):
        path.rename(aside)
    return {}


def _write(path: Path, document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    with library_errors(path):
        write_atomically(path, text.encode("utf-8", "replace") + b"\n")


def _entry_to(entry: Entry) -> dict[str, Any]:
    content = {
        "file": entry.file,
        "stars": entry.stars,
        "tags": list(entry.tags),
        "notes": entry.notes,
        "boards": dict(entry.boards),
        "parent": entry.parent,
        "deletedAt": entry.deleted_at.isoformat() if entry.deleted_at else None,
        "deletedTo": entry.deleted_to,
    }
    return {key: value for key, value in content.items() if value}


def _entry_from(content: dict[str, Any]) -> Entry:
    stars, tags, boards = content.get("stars"), content.get("tags"), content.get("boards")
    return Entry(
        file=_text(content.get("file")),
        stars=stars if isinstance(stars, int) and 0 <= stars <= 5 else 0,
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        notes=_text(content.get("notes")),
        boards={board: _text(name) for board, name in boards.items()} if isinstance(boards, dict) else {},
        parent=_text(content.get("parent")) or None,
        deleted_at=_moment(content.get("deletedAt")),
        deleted_to=_text(content.get("deletedTo")),
    )


def _unknown_keys(content: object) -> dict[str, Any]:
    if not isinstance(content, dict):
        return {}
    return {key: value for key, value in content.items() if key not in _ENTRY_KEYS}


def _board_dicts(document: dict[str, Any]) -> list[dict[str, Any]]:
    boards = document.get("boards")
    if not isinstance(boards, list):
        return []
    return [
        board
        for board in boards
        if isinstance(board, dict) and isinstance(board.get("id"), str) and isinstance(board.get("name"), str)
    ]


def _text(content: object) -> str:
    return content if isinstance(content, str) else ""


def _moment(content: object) -> datetime | None:
    try:
        return datetime.fromisoformat(_text(content))
    except ValueError:
        return None
