"""What artists added is told by files beside the pictures, soon after each change, and nothing of others is lost."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import LibraryUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.library.library import Library
from rundot_studio.library.sidecar_format import (
    BOARDS,
    SIDECAR,
    Entry,
    SidecarNewer,
    read_board_list,
    read_sidecar,
    write_sidecar,
)

Store = Callable[..., Picture]
SOON_S = 5.0


@pytest.fixture
def sidecar(library: Library) -> Path:
    return library.folder / "pictures" / "2026" / "11" / SIDECAR


def told(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_person_can_read_what_was_added(library: Library, store: Store, sidecar: Path) -> None:
    parent = store(1)
    picture = store(2, parent_id=parent.id)
    library.create_board("Wrogowie")
    (board,) = library.boards()
    library.star([picture.id], 4)
    library.tag([picture.id], ["żaba", "boss"])
    library.note([picture.id], "for level two")
    library.put_on_board(board.id, [picture.id])
    library.flush()
    assert told(sidecar) == {
        "format": "rundot-studio-marks",
        "version": 1,
        "about": "Stars, tags, notes, boards and trash of the pictures in this folder, kept by Rundot Studio.",
        "pictures": {
            picture.id: {
                "file": "22-knight-number-2-s42-000000.png",
                "stars": 4,
                "tags": ["boss", "żaba"],
                "notes": "for level two",
                "boards": {board.id: "Wrogowie"},
                "parent": parent.id,
            }
        },
    }
    assert "żaba" in sidecar.read_text(encoding="utf-8")
    assert told(library.folder / BOARDS)["boards"] == [{"id": board.id, "name": "Wrogowie", "pictures": [picture.id]}]


def test_a_picture_in_the_trash_is_told_where_it_was(library: Library, store: Store, sidecar: Path) -> None:
    picture = store(1)
    library.delete([picture.id])
    library.flush()
    entry = read_sidecar(sidecar)[picture.id]
    assert entry.file == Path(picture.path).name
    assert entry.deleted_to == library.get(picture.id).path
    assert entry.deleted_at == library.marks([picture.id])[picture.id].deleted_at
    library.empty_trash(hand_over=Path.unlink)
    library.flush()
    assert read_sidecar(sidecar) == {}


def test_nothing_is_written_for_pictures_without_marks(library: Library, store: Store, sidecar: Path) -> None:
    picture = store(1)
    library.flush()
    assert not sidecar.exists()
    library.undo(library.star([picture.id], 1))
    library.flush()
    assert not sidecar.exists()


def test_changes_are_written_within_a_second_without_being_asked_for(
    library: Library, store: Store, sidecar: Path
) -> None:
    picture = store(1)
    library.star([picture.id], 1)
    library.star([picture.id], 2)
    assert not sidecar.exists()
    deadline = time.monotonic() + SOON_S
    while not sidecar.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert read_sidecar(sidecar)[picture.id].stars == 2


def test_closing_writes_what_is_left(library: Library, store: Store, sidecar: Path) -> None:
    picture = store(1)
    library.star([picture.id], 3)
    library.close()
    assert read_sidecar(sidecar)[picture.id].stars == 3


def test_what_a_killed_program_did_not_write_is_written_by_the_next(
    library: Library, store: Store, sidecar: Path
) -> None:
    picture = store(1)
    process = os.fork() if hasattr(os, "fork") else None
    if process is None:
        pytest.skip("needs fork")
    if process == 0:
        killed = Library(library.folder)
        killed.star([picture.id], 5)
        os._exit(0)
    os.waitpid(process, 0)
    assert not sidecar.exists()
    Library(library.folder).close()
    assert read_sidecar(sidecar)[picture.id].stars == 5


def test_what_others_wrote_is_kept(library: Library, store: Store, sidecar: Path) -> None:
    picture, other = store(1), store(2)
    unknown = {"stars": 5, "tags": ["from another computer"]}
    sidecar.write_text(
        json.dumps({"mine": 1, "pictures": {"ffffffffff": unknown, picture.id: {"stars": 1, "colour": "red"}}})
    )
    (library.folder / BOARDS).write_text(json.dumps({"boards": [{"id": "x", "name": "old"}], "theirs": True}))
    library.star([other.id], 2)
    library.create_board("new")
    library.flush()
    document = told(sidecar)
    assert document["mine"] == 1
    assert document["pictures"]["ffffffffff"] == unknown
    assert document["pictures"][picture.id] == {"colour": "red"}
    assert document["pictures"][other.id]["stars"] == 2
    assert [board["name"] for board in told(library.folder / BOARDS)["boards"]] == ["new", "old"]
    assert told(library.folder / BOARDS)["theirs"] is True


def test_a_deleted_board_leaves_the_file_and_one_the_library_never_had_does_not(library: Library) -> None:
    (library.folder / BOARDS).write_text(json.dumps({"boards": [{"id": "x", "name": "old"}]}))
    library.create_board("new")
    library.flush()
    library.delete_board(library.boards()[0].id)
    library.flush()
    assert read_board_list(library.folder / BOARDS) == {"x": "old"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff\xfe", b'{"a":' * 100_000])
def test_a_damaged_file_is_put_aside(library: Library, store: Store, sidecar: Path, damage: bytes) -> None:
    picture = store(1)
    sidecar.write_bytes(damage)
    with pytest.raises(LibraryUnusable, match="damaged"):
        read_sidecar(sidecar)
    library.star([picture.id], 1)
    library.flush()
    assert read_sidecar(sidecar)[picture.id].stars == 1
    assert sidecar.with_name("about-these-pictures.damaged-1.json").read_bytes() == damage


def test_a_file_of_a_newer_version_is_left_alone(library: Library, store: Store, sidecar: Path) -> None:
    picture = store(1)
    sidecar.write_text('{"version": 2, "pictures": {}}')
    library.star([picture.id], 1)
    with pytest.raises(SidecarNewer):
        library.flush()
    assert told(sidecar) == {"version": 2, "pictures": {}}
    sidecar.unlink()  # so that closing is quiet


def test_renaming_a_board_reaches_all_pictures_on_it(library: Library, store: Store, sidecar: Path) -> None:
    picture = store(1)
    library.create_board("old")
    (board,) = library.boards()
    library.put_on_board(board.id, [picture.id])
    library.flush()
    library.rename_board(board.id, "new")
    library.flush()
    assert read_sidecar(sidecar)[picture.id].boards == {board.id: "new"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)
KEYS = st.sampled_from(("stars", "tags", "notes", "boards", "parent", "deletedAt", "deletedTo", "file", "else"))


@given(st.dictionaries(KEYS, JSON))
def test_entries_of_any_form_are_read_without_an_error(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps({"pictures": {"a": content}}))
    entry = read_sidecar(path)["a"]
    assert 0 <= entry.stars <= 5


@given(
    st.builds(
        Entry,
        file=st.text(),
        stars=st.integers(0, 5),
        tags=st.lists(st.text()).map(tuple),
        notes=st.text(),
        boards=st.dictionaries(st.text(), st.text()),
        parent=st.none() | st.text(min_size=1),
        deleted_at=st.none() | st.datetimes(timezones=st.just(UTC)),
        deleted_to=st.text(),
    )
)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, entry: Entry) -> None:
    path = tmp_path_factory.getbasetemp() / "written.json"
    path.unlink(missing_ok=True)
    write_sidecar(path, {"a": entry}, known={"a"}, gone=())
    assert read_sidecar(path) == {"a": entry}


def test_times_keep_their_zone(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 22, 14, 2, 5, 123456, tzinfo=UTC)
    write_sidecar(tmp_path / "a.json", {"a": Entry(deleted_at=moment)}, known={"a"}, gone=())
    assert read_sidecar(tmp_path / "a.json")["a"].deleted_at == moment
