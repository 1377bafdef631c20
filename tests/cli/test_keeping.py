"""library list, search, star, tag, note and trash, as they are typed."""

import base64
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library

from .conftest import Ran

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
Run = Callable[..., Ran]


def fill(folder: Path) -> list[dict[str, Any]]:
    """A library with a dragon and a smok, and what the tests ask of them."""
    library = Library(folder)
    made = []
    for number, (prompt, aspect) in enumerate((("a green dragon in a cave", "16:9"), ("żółty smok", "1:1")), 1):
        answer = Answer("https://x/1.png", "g", "gpt-image-2", 7, prompt, "engine (procedural)", procedural=True)
        recipe = GenerateRecipe(prompt, aspect_ratio=aspect, seed=7)
        job = Job(f"{number:06x}0000", recipe, "embedded", datetime.now(UTC), JobState.ANSWERED, answer=answer)
        picture = library.store(job, PNG, "png", (1, 1), has_alpha=False)
        made.append({"id": picture.id, "libraryPath": str(library.absolute(picture)), "library": str(folder)})
    library.close()
    return made


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return fill(tmp_path_factory.mktemp("keeping") / "library")


@pytest.fixture
def library(typed: Run, pictures: list[dict[str, Any]]) -> Run:
    """``library("list")`` on that library."""

    def run(*arguments: object) -> Ran:
        return typed("library", *arguments, library=Path(pictures[0]["library"]))

    return run


def ids(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.err
    return [picture["id"] for picture in ran.json["pictures"]]


def test_pictures_are_marked_found_and_told(library: Run, pictures: list[dict[str, Any]]) -> None:
    dragon, smok = (picture["id"] for picture in pictures)
    starred = library("star", dragon[:6], smok, "--stars", 4, "--json")
    assert ids(starred) == [dragon, smok]
    library("tag", dragon, "--add", "boss", "--add", "level one")
    noted = library("note", dragon, "--text", "für Straße", "--json").json["pictures"][0]
    assert (noted["stars"], noted["tags"], noted["notes"]) == (4, ["boss", "level one"], "für Straße")
    assert (noted["boards"], noted["deletedAt"]) == ([], None)
    assert ids(library("search", "strasse", "--json")) == [dragon]
    assert ids(library("search", "zolty", "--stars", 4, "--json")) == [smok]
    assert ids(library("search", "dragon", "green", "--limit", 1, "--json")) == [dragon]
    assert ids(library("list", "--tag", "BOSS", "--aspect", "16:9", "--procedural", "--seed", 7, "--json")) == [dragon]
    assert ids(library("list", "--oldest-first", "--since", "2020-01-01", "--json")) == [dragon, smok]
    assert ids(library("list", "--until", "2020-01-01", "--json")) == []
    line = library("search", "dragon").out
    assert "★★★★ [boss] [level one]" in line
    assert "No picture" in library("search", "unicorn").out
    library("tag", dragon, "--remove", "Level One")
    assert library("show", dragon, "--json").json["pictures"][0]["tags"] == ["boss"]


def test_boards_are_made_filled_and_ordered(typed: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    dragon, smok = (picture["id"] for picture in fill(folder))

    def board(*arguments: object) -> Ran:
        return typed("library", *arguments, library=folder)

    assert "board create NAME" in board("boards").out
    board("board", "create", "Level one")
    made = board("board", "create", "heroes", "--json").json["boards"]
    assert [(each["name"], each["pictures"], each["cover"]) for each in made] == [
        ("Level one", 0, None),
        ("heroes", 0, None),
    ]
    assert ids(board("board", "add", "level ONE", smok[:6], dragon, "--json")) == [smok, dragon]
    assert ids(board("board", "move", "Level one", dragon, "--before", smok, "--json")) == [dragon, smok]
    assert ids(board("board", "show", made[0]["id"], "--limit", 1, "--json")) == [dragon]
    assert ids(board("list", "--board", "level one", "--json")) == [smok, dragon]
    board("board", "rename", "heroes", "Heroes of old")
    ordered = board("board", "order", "Heroes of old", "--json").json["boards"]
    assert [(each["name"], each["pictures"], each["cover"]) for each in ordered] == [
        ("Heroes of old", 0, None),
        ("Level one", 2, dragon),
    ]
    assert ids(board("board", "remove", "level one", dragon, "--json")) == [smok]
    assert "no pictures" in board("board", "show", "Heroes of old").out
    board("board", "delete", "Heroes of old")
    assert board("boards").out.split()[1:] == ["1", "Level", "one"]
    for arguments, says in (
        (("create", "LEVEL ONE"), "no other board"),
        (("add", "nowhere", dragon), "Level one"),
        (("move", "Level one", dragon), "this board"),
        (("add", "Level one", "ffffffff"), "no picture"),
    ):
        ran = board("board", *arguments)
        assert ran.code in (1, 2)
        assert says in ran.err
        assert "Traceback" not in ran.err


def test_tags_are_counted(typed: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    dragon, smok = (picture["id"] for picture in fill(folder))
    assert "no tags yet" in typed("library", "tags", library=folder).out
    typed("library", "tag", dragon, smok, "--add", "boss", library=folder)
    typed("library", "tag", dragon, "--add", "wip", library=folder)
    told = typed("library", "tags", "--json", library=folder).json
    assert told == {"tags": [{"name": "boss", "pictures": 2}, {"name": "wip", "pictures": 1}]}


def test_a_library_whose_pictures_are_all_in_the_trash_is_not_called_empty(rundot: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    rundot("library", "trash", "put", *(picture["id"] for picture in fill(folder)), library=folder)
    listed = rundot("library", "list", library=folder).out
    assert "trash list" in listed
    assert "empty" not in listed


def test_the_trash_takes_pictures_and_gives_them_back(library: Run, pictures: list[dict[str, Any]]) -> None:
    dragon = pictures[0]["id"]
    put = library("trash", "put", dragon, "--json").json["pictures"][0]
    assert put["deletedAt"]
    assert Path(put["path"]).exists()
    assert not Path(pictures[0]["libraryPath"]).exists()
    assert ids(library("trash", "list", "--json")) == ids(library("list", "--in-trash", "--json")) == [dragon]
    assert dragon not in ids(library("list", "--json"))
    back = library("trash", "restore", dragon, "--json").json["pictures"][0]
    assert (back["deletedAt"], back["path"]) == (None, pictures[0]["libraryPath"])
    assert Path(back["path"]).exists()
    assert "empty" in library("trash", "list").out


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' trash is not in the home that the test has")
def test_emptying_hands_the_file_to_the_trash_of_the_system(rundot: Run, tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "library"
    made = fill(folder)[0]
    rundot("library", "trash", "put", made["id"], library=folder)
    emptied = rundot("library", "trash", "empty", "--json", library=folder)
    assert (emptied.code, emptied.json) == (0, {"emptied": [made["id"]], "kept": [], "failed": []})
    name = Path(made["libraryPath"]).name
    assert not list(folder.rglob(name))
    assert [path.parts[-3:] for path in home.rglob(name)] == [("Trash", "files", name)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("star", "ffffffff", "--stars", 3), "no picture"),
        (("tag", "{id}"), "--add"),
        (("list", "--stars", 9), "--stars"),
        (("list", "--board", "nowhere"), "--board"),
        (("list", "--aspect", "7:5"), "--aspect"),
    ],
)
def test_what_is_wrong_is_said(
    library: Run, pictures: list[dict[str, Any]], arguments: tuple[object, ...], says: str
) -> None:
    ran = library(*(str(argument).replace("{id}", pictures[0]["id"]) for argument in arguments))
    assert ran.code in (1, 2)
    assert says in ran.err
    assert "Traceback" not in ran.err
