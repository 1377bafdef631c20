"""Backup and restore: consistent while the program runs, and never more than a library out of a ZIP."""

import stat
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rundot_studio.domain.errors import DiskFull, LibraryUnusable, OutputRefused, SourceUnusable
from rundot_studio.domain.job import Answer, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.library.backup import back_up
from rundot_studio.library.database import Database
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.library.restore import restore

from .conftest import answered_job

Store = Callable[..., Picture]


@pytest.fixture
def database(library: Library):
    database = Database(library.folder / DATABASE)
    yield database
    database.close()


@pytest.fixture
def archive(library: Library, store: Store, database: Database, tmp_path: Path) -> Path:
    first, second = store(1), store(2)
    library.keep_source(b"a reference", "png")
    library.star([first.id], 4)
    library.delete([second.id])
    library.flush()
    back_up(database, library.folder, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_a_backup_restores_the_same_library(library: Library, archive: Path, tmp_path: Path) -> None:
    restored = restore(archive, tmp_path / "elsewhere")
    assert restored.verification.clean
    again = Library(tmp_path / "elsewhere")
    try:
        (picture,) = again.page(10)
        assert picture == library.page(10)[0]
        assert again.read(picture) == library.read(picture)
        assert again.marks([picture.id])[picture.id].stars == 4
        assert again.trash() == library.trash()
    finally:
        again.close()
    assert (tmp_path / "elsewhere" / picture.path).parent.joinpath("about-these-pictures.json").is_file()


def test_what_waiting_jobs_need_is_in_the_backup(library: Library, database: Database, tmp_path: Path) -> None:
    digest = library.keep_source(b"a reference", "png")
    queued = replace(answered_job(1), state=JobState.QUEUED, answer=None)
    answer = Answer("http://embedded/v1/images/0123456789abcdef0123456789abcdef.png", procedural=True)
    answered = replace(answered_job(2), answer=answer)
    library.journal.add([queued, answered])
    output = library.folder / "engine" / "0123456789abcdef0123456789abcdef.png"
    output.parent.mkdir()
    output.write_bytes(b"made and not fetched")
    output.with_name("f" * 32 + ".png").write_bytes(b"fetched long ago")
    back_up(database, library.folder, tmp_path / "backup.zip")
    assert restore(tmp_path / "backup.zip", tmp_path / "elsewhere").verification.clean
    again = Library(tmp_path / "elsewhere")
    try:
        assert again.journal.unfinished() == library.journal.unfinished() == [queued, answered]
        assert again.read_source(digest) == b"a reference"
        (made,) = (again.folder / "engine").iterdir()
        assert made.read_bytes() == b"made and not fetched"
    finally:
        again.close()


def test_nothing_is_compressed_and_nothing_is_left_beside_it(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert {entry.compress_type for entry in opened.infolist()} == {zipfile.ZIP_STORED}
        assert opened.testzip() is None
    assert sorted(path.name for path in archive.parent.iterdir() if "backup" in path.name) == ["backup.zip"]


def test_a_backup_made_while_pictures_are_stored_is_whole(
    library: Library, store: Store, database: Database, tmp_path: Path
) -> None:
    for number in range(20):
        store(number)
    enough = threading.Event()

    def keep_storing() -> None:
        number = 100
        while not enough.is_set() and number < 400:
            store(number)
            if number % 5 == 0:
                library.delete([f"{number:010x}"])
            number += 1

    thread = threading.Thread(target=keep_storing)
    thread.start()
    try:
        report = back_up(database, library.folder, tmp_path / "b.zip")
    finally:
        enough.set()
        thread.join()
    assert report.missing == ()
    assert restore(tmp_path / "b.zip", tmp_path / "r").verification.clean


def test_a_missing_file_is_named_and_the_rest_is_kept(
    library: Library, store: Store, database: Database, tmp_path: Path
) -> None:
    gone, _ = store(1), store(2)
    library.absolute(gone).unlink()
    report = back_up(database, library.folder, tmp_path / "b.zip")
    assert report.missing == (gone.path,)
    assert [finding.path for finding in restore(tmp_path / "b.zip", tmp_path / "r").verification.missing] == [gone.path]


def test_progress_reaches_the_end(library: Library, store: Store, database: Database, tmp_path: Path) -> None:
    store(1)
    told: list[tuple[int, int]] = []
    back_up(database, library.folder, tmp_path / "b.zip", lambda *done: told.append(done))
    assert told[-1][0] == told[-1][1] > 0
    told.clear()
    restore(tmp_path / "b.zip", tmp_path / "r", lambda *done: told.append(done))
    assert told[-1][0] == told[-1][1] > 0


def test_places_that_cannot_hold_a_backup_are_refused(library: Library, database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for target in (tmp_path, library.folder / "backup.zip", tmp_path / "file" / "backup.zip"):
        with pytest.raises(OutputRefused):
            back_up(database, library.folder, target)


def test_a_backup_that_fails_leaves_the_old_one(
    library: Library, archive: Path, database: Database, store: Store
) -> None:
    before = archive.read_bytes()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(database, library.folder, archive, stop)
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir() if path.name.startswith(".")] == []


def test_a_folder_with_something_in_it_is_not_restored_into(archive: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    with pytest.raises(LibraryUnusable, match="not empty"):
        restore(archive, full)
    assert [path.name for path in full.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_restored_into(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert restore(archive, tmp_path / "empty").verification.clean


@pytest.mark.parametrize(
    "name",
    [
        "../evil.png",
        "pictures/../../evil.png",
        "/etc/evil.png",
        "pictures\\..\\evil.png",
        "C:/evil.png",
        "pictures/a:b.png",
        "other/evil.png",
        "evil.png",
        "pictures/./a.png",
        "pictures/\x07.png",
        "PICTURES/2026/A.PNG",
    ],
)
def test_names_that_lead_out_or_belong_to_nothing_are_refused(archive: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(zipfile.ZipInfo(name), b"evil")
    refused(archive, tmp_path)


def test_links_are_refused(archive: Path, tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("pictures/link.png")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(entry, "/etc/passwd")
    refused(archive, tmp_path)


def test_a_bomb_is_refused(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("pictures/bomb.png", bytes(30 << 20))
    refused(archive, tmp_path, match="far more")


def test_the_same_name_twice_is_refused(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("pictures/a.png", b"a")
        opened.writestr("pictures/A.png", b"a")
    refused(archive, tmp_path, match="twice")


def test_damage_inside_is_told(archive: Path, tmp_path: Path) -> None:
    data = bytearray(archive.read_bytes())
    place = data.find(b"IDAT")
    data[place + 5] ^= 0xFF
    archive.write_bytes(data)
    refused(archive, tmp_path, match="damaged")


def test_what_is_no_backup_is_told(archive: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(archive.read_bytes()[:2000])
    refused(cut, tmp_path)
    text = tmp_path / "text.zip"
    text.write_text("no ZIP")
    refused(text, tmp_path)
    refused(tmp_path / "nowhere.zip", tmp_path, match="no file")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as opened:
        opened.writestr("pictures/a.png", b"a")
    refused(tmp_path / "other.zip", tmp_path, match="no library")


def test_a_database_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as opened:
        opened.writestr(DATABASE, b"no database at all, but long enough to look at" * 99)
    with pytest.raises(LibraryUnusable):
        restore(tmp_path / "b.zip", tmp_path / "r")
    assert not (tmp_path / "r").exists()


def refused(archive: Path, tmp_path: Path, match: str | None = None) -> None:
    with pytest.raises((SourceUnusable, DiskFull), match=match):
        restore(archive, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()
    assert not (tmp_path / ".restored.restoring").exists()
    assert not (tmp_path / "evil.png").exists()
