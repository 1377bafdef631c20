"""Migrations: each whole or not at all, a copy before the first, a newer schema refused."""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from rundot_studio.domain.errors import LibraryUnusable
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, Recipe, SourceImage, recipe_to_json
from rundot_studio.library.database import APPLICATION_ID, MIGRATIONS, Database
from rundot_studio.library.library import Library
from rundot_studio.library.query import Query
from rundot_studio.library.sql_script import statements

OLD = {
    "width": 1344,
    "height": 768,
    "has_alpha": 0,
    "model_used": "gpt-image-2",
    "seed_used": 7,
    "generation_id": "g",
    "engine": "",
    "procedural": 0,
    "created_at": "2026-11-22T14:02:05+00:00",
    "delivered_sha256": "0",
    "stored_sha256": "1",
    "stored_bytes": 5,
}


@pytest.fixture
def old_library(tmp_path: Path) -> Callable[[int], Path]:
    """A library of an older version with two pictures in it; the second part of what it is may still be in its log."""

    def make(version: int) -> Path:
        folder = tmp_path / f"version-{version}"
        folder.mkdir()
        with closing(sqlite3.connect(folder / "library.sqlite3", isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            for migration in MIGRATIONS[:version]:
                if callable(migration):
                    migration(connection)
                    continue
                for statement in statements(migration):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
            add(connection, "a" * 10, GenerateRecipe("żółty smok", "blurry", "gpt-image-1", "16:9", seed=7))
            add(connection, "b" * 10, CutoutRecipe(SourceImage("pictures/2026/11/22-castle-s1-a1b2c3.png")))
        return folder

    return make


def add(connection: sqlite3.Connection, picture: str, recipe: Recipe) -> None:
    values = {**OLD, "id": picture, "path": f"pictures/2026/11/{picture}.png", "kind": recipe.kind.value}
    values["recipe"] = json.dumps(recipe_to_json(recipe))
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO pictures ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    connection.execute(
        "INSERT INTO picture_words (rowid, prompt, avoid) VALUES (last_insert_rowid(), ?, '')", (picture,)
    )


@pytest.mark.parametrize("version", [1, 2])
def test_pictures_of_an_older_library_can_be_marked_and_found(old_library: Callable[[int], Path], version: int) -> None:
    library = Library(old_library(version))
    assert library.count() == 2
    assert [picture.id for picture in library.find(Query("zolty", aspect_ratio="16:9", seed=7), 5)] == ["a" * 10]
    assert [picture.id for picture in library.find(Query("castle", model_asked="bria"), 5)] == ["b" * 10]
    assert library.count("aaaa") == 0
    library.star(["a" * 10], 3)
    assert library.count_found(Query(stars_at_least=3)) == 1
    library.close()


def test_pictures_on_boards_of_an_older_library_are_in_the_order_of_making(
    old_library: Callable[[int], Path],
) -> None:
    folder = old_library(5)
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        connection.execute("INSERT INTO boards VALUES ('0000000a', 'enemies', 0)")
        connection.execute("INSERT INTO board_pictures VALUES ('0000000a', 2), ('0000000a', 1)")
        connection.commit()
    library = Library(folder)
    assert [picture.id for picture in library.board_pictures("0000000a")] == ["a" * 10, "b" * 10]
    library.move_on_board("0000000a", ["a" * 10])
    assert [picture.id for picture in library.board_pictures("0000000a")] == ["b" * 10, "a" * 10]
    library.close()
    again = json.loads((folder / "boards.json").read_text())
    assert again["boards"][0]["pictures"] == ["b" * 10, "a" * 10]


@pytest.mark.parametrize("version", [1, 2])
def test_the_database_is_copied_before_the_first_migration(old_library: Callable[[int], Path], version: int) -> None:
    folder = old_library(version)
    Library(folder).close()
    copy = folder / f"library.sqlite3.before-{version + 1}"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert connection.execute("SELECT count(*) FROM pictures").fetchone() == (2,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    names = {path.name for path in folder.iterdir()}
    assert {name for name in names if "before" in name} == {copy.name}


def test_a_new_library_and_one_that_is_up_to_date_are_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        Library(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["library.sqlite3"]


def test_the_copy_opens_as_a_library_again(old_library: Callable[[int], Path]) -> None:
    folder = old_library(1)
    Library(folder).close()
    for path in folder.glob("library.sqlite3*"):
        if "before" not in path.name:
            path.unlink()
    (folder / "library.sqlite3.before-2").rename(folder / "library.sqlite3")
    library = Library(folder)
    assert library.count() == 2
    library.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(old_library: Callable[[int], Path]) -> None:
    folder = old_library(2)
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        connection.execute("CREATE TABLE facets (something_else)")
        connection.commit()
    with pytest.raises(LibraryUnusable):
        Library(folder)
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert "marks" not in tables
        assert connection.execute("SELECT count(*) FROM picture_words").fetchone() == (2,)


def test_a_newer_schema_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    Database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(LibraryUnusable, match=r"newer Rundot Studio\.") as caught:
        Database(path)
    assert "Update" in caught.value.hint
    assert path.read_bytes() == before


def test_programs_that_start_together_on_an_older_library_migrate_it_once(old_library: Callable[[int], Path]) -> None:
    folder = old_library(1)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: Database(folder / "library.sqlite3"), range(4)))
    for database in opened:
        assert database.rows("SELECT count(*) FROM pictures")[0][0] == 2
        database.close()
    with closing(sqlite3.connect(folder / "library.sqlite3.before-2")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert not list(folder.glob(".*"))
