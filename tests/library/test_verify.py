from collections.abc import Callable
from pathlib import Path

import pytest

from rundot_studio.domain.picture import Picture
from rundot_studio.library.database import Database
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.library.verify import Verification, verify

Store = Callable[..., Picture]


@pytest.fixture
def check(library: Library) -> Callable[[], Verification]:
    def check() -> Verification:
        database = Database(library.folder / DATABASE)
        try:
            return verify(database, library.folder, threads=2)
        finally:
            database.close()

    return check


def paths(findings: list) -> list[str]:
    return [finding.path for finding in findings]


def test_an_untouched_library_is_clean(library: Library, store: Store, check: Callable[[], Verification]) -> None:
    pictures = [store(number) for number in range(5)]
    library.keep_source(b"a reference", "png")
    library.star([pictures[0].id], 3)
    library.flush()
    found = check()
    assert found.clean
    assert found.unknown == []
    assert found.checked == 6
    assert found.checked_bytes == sum(picture.stored_bytes for picture in pictures) + len(b"a reference")


def test_what_is_missing_changed_and_unknown_is_named(
    library: Library, store: Store, check: Callable[[], Verification]
) -> None:
    gone, longer, flipped, _ = (store(number) for number in range(4))
    library.absolute(gone).unlink()
    with library.absolute(longer).open("ab") as stream:
        stream.write(b"x")
    data = bytearray(library.read(flipped))
    data[-9] ^= 1
    library.absolute(flipped).write_bytes(data)
    stray = library.folder / "pictures" / "holiday.png"
    stray.write_bytes(b"anything")
    found = check()
    assert not found.clean
    assert paths(found.missing) == [gone.path]
    assert found.missing[0].picture_id == gone.id
    assert sorted(paths(found.changed)) == sorted([longer.path, flipped.path])
    assert paths(found.unknown) == ["pictures/holiday.png"]
    assert stray.exists()


def test_a_source_whose_content_is_another_is_changed(library: Library, check: Callable[[], Verification]) -> None:
    digest = library.keep_source(b"a reference", "png")
    (library.folder / "sources" / f"{digest}.png").write_bytes(b"another one")
    assert paths(check().changed) == [f"sources/{digest}.png"]


def test_pictures_in_the_trash_are_checked_where_they_are(
    library: Library, store: Store, check: Callable[[], Verification]
) -> None:
    library.delete([store(1).id])
    assert check().clean
    assert check().unknown == []


def test_links_and_half_written_files_are_left_alone(
    library: Library, store: Store, check: Callable[[], Verification], tmp_path: Path
) -> None:
    store(1)
    (library.folder / "pictures" / ".new.png.part").write_bytes(b"half")
    (library.folder / "pictures" / "link").symlink_to(tmp_path)
    assert check().unknown == []


def test_a_picture_that_moves_while_it_is_checked_is_no_fault(library: Library, store: Store) -> None:
    pictures = [store(number) for number in range(70)]
    database = Database(library.folder / DATABASE)

    def move(done: int, total: int) -> None:
        if done == 64:
            library.delete([pictures[69].id, pictures[0].id])

    try:
        found = verify(database, library.folder, threads=1, progress=move)
    finally:
        database.close()
    assert found.clean
    assert found.unknown == []


def test_a_file_that_cannot_be_read_is_told_with_the_reason(
    library: Library, store: Store, check: Callable[[], Verification]
) -> None:
    picture = store(1)
    library.absolute(picture).unlink()
    library.absolute(picture).mkdir()
    assert "can't be read" in check().changed[0].reason or "bytes" in check().changed[0].reason
