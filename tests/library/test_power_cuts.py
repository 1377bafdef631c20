"""The power is cut at any moment of storing a picture: whatever of it reached the disk, no picture is lost or twice."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.library.database import Database
from rundot_studio.library.library import Library
from tests.imaging import samples

from .conftest import answered_job, png_bytes
from .crashing_program import StubService, open_studio
from .lost_writes import LOG, Left, LosingDisk, PowerCut, leftovers

JOB = answered_job(7)
MONTH = "pictures/2026/11"
TARGET = f"{MONTH}/22-knight-number-7-s42-000000.png"
FLUSHES = 2
"""Of a stored picture: its file, and then its folder with the end of the burst."""


def start(folder: Path) -> tuple[Library, LosingDisk, bytes]:
    """A library with one lasting picture and an answered job; and its log as it was flushed with the answer."""
    disk = LosingDisk()
    library = Library(folder, disk)
    library.store(answered_job(1), png_bytes((1, 1, 1, 255)), "png", (8, 6), True)
    library.flush()
    queued = replace(JOB, state=JobState.QUEUED, answer=None)
    for job in (queued, replace(queued, state=JobState.SENT), JOB):
        library.journal.update(job)
    disk.steps.clear()
    return library, disk, (folder / LOG).read_bytes()


def fetch(library: Library, job: Job = JOB) -> Picture:
    """As the queue does: what is there already is not fetched."""
    return library.store(job, png_bytes(), "png", (8, 6), True)


def fetch_and_flush(library: Library) -> None:
    fetch(library)
    library.flush()


def check(left: Left) -> None:
    """Opened again, the picture is there or can be fetched; in the end there it is, once and whole."""
    library = Library(left.folder)
    try:
        assert library._database.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert library.count() in (1, 2)
        library.sweep()
        job = library.journal.get(JOB.id)
        assert job is not None
        adopted = library.adopt(job)
        job = library.journal.get(JOB.id)
        assert job is not None
        if left.bytes_last:
            assert job.state is JobState.STORED, f"{left.what}: fetched again though its bytes were there"
        else:
            assert adopted is None
            assert job.state is JobState.ANSWERED, f"{left.what}: nobody would fetch it"
            assert job.answer == JOB.answer
            fetch(library, job)
        assert library.count() == 2
        picture = library.get(JOB.id)
        assert picture.path == TARGET
        found = library.verify()
        assert found.clean
        assert found.unknown == []
        assert list(left.folder.rglob("*.part")) == []
        library.flush()
        assert library._database.rows("SELECT * FROM unflushed_pictures") == []
    finally:
        library.close()


@pytest.mark.parametrize("cut_before", range(FLUSHES))
def test_no_flush_that_is_cut_off_loses_a_picture(tmp_path: Path, cut_before: int) -> None:
    library, disk, log = start(tmp_path / "library")
    disk.cut_before = cut_before
    with pytest.raises(PowerCut):
        fetch_and_flush(library)
    # As the power is cut, the file still has its temporary name.
    lefts = list(leftovers(library.folder, disk, log, TARGET, tmp_path / "left"))
    disk.cut_before = None
    library.close()
    assert lefts
    for left in lefts:
        check(left)


def test_nothing_is_lost_after_the_flush_at_the_end(tmp_path: Path) -> None:
    library, disk, _ = start(tmp_path / "library")
    fetch(library)
    library.flush()
    assert [step.partition(" ")[0] for step in disk.steps] == ["file", "folder"]
    lefts = list(leftovers(library.folder, disk, (library.folder / LOG).read_bytes(), TARGET, tmp_path / "left"))
    library.close()
    assert {left.bytes_last for left in lefts} == {True}
    for left in lefts:
        if "torn" not in left.what:  # the log is flushed, so it can't be
            check(left)


def test_a_power_cut_before_the_end_of_a_burst(tmp_path: Path) -> None:
    library, disk, log = start(tmp_path / "library")
    fetch(library)
    lefts = list(leftovers(library.folder, disk, log, TARGET, tmp_path / "left"))
    library.close()
    assert len(lefts) == 9
    for left in lefts:
        check(left)


def test_a_burst_shares_the_flush_of_its_folder(tmp_path: Path) -> None:
    library, disk, _ = start(tmp_path / "library")
    for number in range(20, 30):
        library.store(answered_job(number), png_bytes(), "png", (8, 6), True)
    library.flush()
    library.close()
    assert [step.partition(" ")[0] for step in disk.steps] == ["file"] * 10 + ["folder"]


def test_a_new_month_lasts_at_once(tmp_path: Path) -> None:
    disk = LosingDisk()
    library = Library(tmp_path / "library", disk)
    fetch(library)
    assert disk.steps[:3] == ["folder library", "folder pictures", "folder 2026"]
    library.close()


def test_marks_given_before_the_power_cut_stay_with_the_picture_that_is_fetched_again(tmp_path: Path) -> None:
    library, disk, _ = start(tmp_path / "library")
    library.star([fetch(library).id], 4)
    log = (library.folder / LOG).read_bytes()
    for left in leftovers(library.folder, disk, log, TARGET, tmp_path / "left"):
        if "torn" in left.what:
            continue
        check(left)
        again = Library(left.folder)
        assert again.marks([JOB.id])[JOB.id].stars == 4
        again.close()
    library.close()


def test_a_picture_thrown_away_before_the_power_cut_is_not_fetched_again(tmp_path: Path) -> None:
    library, _, _ = start(tmp_path / "library")
    picture = fetch(library)
    library.delete([picture.id])
    shutil.copytree(library.folder, tmp_path / "left", ignore=shutil.ignore_patterns("*.open-*", "*-shm"))
    library.close()
    (tmp_path / "left" / picture.path.replace("pictures", "trash", 1)).unlink()
    again = Library(tmp_path / "left")
    job = again.journal.get(JOB.id)
    assert job is not None
    assert job.state is JobState.STORED
    again.close()


class NoService(StubService):
    """Has nothing to give, and notes who asks."""

    asked = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        return httpx.Response(404)


@pytest.mark.parametrize("how", ["at the start", "by a rescue", "by the queue alone"])
async def test_what_was_stored_is_not_fetched_a_second_time(tmp_path: Path, how: str) -> None:
    library, _, log = start(tmp_path / "library")
    fetch(library)
    shutil.copytree(library.folder, tmp_path / "left", ignore=shutil.ignore_patterns("*.open-*", "*-shm"))
    library.close()
    (tmp_path / "left" / LOG).write_bytes(log)
    service = NoService(tmp_path / "calls", 0)
    studio, http = open_studio(tmp_path / "left", service)
    told: list[Picture] = []
    studio.library.picture_added.connect(told.append)
    try:
        if how == "at the start":
            assert await studio.resume() == []
        elif how == "by a rescue":
            assert [picture.id for picture in (await studio.rescue.once()).saved] == [JOB.id]
        else:
            studio.queue.adopt([JOB])
            await studio.queue.settled([JOB])
            assert [picture.id for picture in told] == [JOB.id]
        assert service.asked == 0
        assert studio.library.get(JOB.id).path == TARGET
        assert studio.library.verify().unknown == []
    finally:
        await studio.close()
        await http.aclose()
        service.close()


@pytest.mark.parametrize("make", [lambda library: library.adopt, lambda library: library.sweep])
def test_a_file_that_only_looks_like_the_pictures_is_not_taken_for_it(
    tmp_path: Path, make: Callable[[Library], Callable[..., object]]
) -> None:
    library, _, _ = start(tmp_path / "library")
    target = library.folder / TARGET
    target.write_bytes(png_bytes((9, 9, 9, 255)))
    act = make(library)
    act(JOB) if act == library.adopt else act()
    job = library.journal.get(JOB.id)
    assert job is not None
    assert job.state is JobState.ANSWERED
    fetch(library)
    assert library.verify().clean
    assert target.read_bytes() == png_bytes((9, 9, 9, 255))
    library.close()


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP"])
def test_other_formats_are_taken_up_under_their_own_names(tmp_path: Path, image_format: str) -> None:
    data = samples.saved(samples.colours(channels=3), image_format)
    library, _, log = start(tmp_path / "library")
    stored = library.store(JOB, data, image_format.lower(), (24, 16), False)
    shutil.copytree(library.folder, tmp_path / "left", ignore=shutil.ignore_patterns("*.open-*", "*-shm"))
    library.close()
    (tmp_path / "left" / LOG).write_bytes(log)
    again = Library(tmp_path / "left")
    assert again.count() == 1
    again.sweep()
    assert again.get(JOB.id).path == stored.path
    assert again.get(JOB.id).stored_sha256 == stored.stored_sha256
    assert again.get(JOB.id).delivered_sha256 == stored.delivered_sha256
    again.close()


def test_only_the_rows_of_a_stored_picture_are_committed_without_a_flush(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite3")
    for flushed, level in ((True, 2), (False, 1), (True, 2)):
        with database.transaction(flushed) as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == level
    database.close()
