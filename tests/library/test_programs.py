"""Two programs at once: whose job a job is, and how one hears of the other's changes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rundot_studio.domain.errors import LibraryUnusable
from rundot_studio.domain.job import JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.library.journal import write_job
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.library.programs import others_running, write_owner
from rundot_studio.library.recovery import LeftOver

from .conftest import answered_job, png_bytes

Store = Callable[..., Picture]

ADDS_A_JOB_AND_WAITS = """
import sys
from pathlib import Path
from rundot_studio.library.library import Library
from tests.library.conftest import answered_job
library = Library(Path(sys.argv[1]))
library.journal.add([answered_job(5)])
print("ready", flush=True)
sys.stdin.read()
library.close()
"""


@pytest.fixture
def other(library: Library) -> Iterator[Library]:
    other = Library(library.folder)
    yield other
    other.close()


@pytest.fixture
def program(library: Library) -> Iterator["subprocess.Popen[str]"]:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", ADDS_A_JOB_AND_WAITS, str(library.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def test_a_job_of_a_living_program_is_left_to_it(library: Library, program: "subprocess.Popen[str]") -> None:
    jobs = library.journal.unfinished()
    assert [job.id for job in jobs] == [f"{5:010x}"]
    assert library.journal.take_over(jobs) == []
    assert library.journal.under_way_elsewhere() == {f"{5:010x}"}


def test_a_job_of_a_killed_program_is_an_orphan_and_taken_once(
    library: Library, other: Library, program: "subprocess.Popen[str]"
) -> None:
    program.kill()
    program.wait()
    jobs = library.journal.unfinished()
    assert library.journal.take_over(jobs) == jobs
    assert other.journal.take_over(jobs) == []
    assert library.journal.take_over(jobs) == jobs
    assert library.journal.under_way_elsewhere() == set()
    assert other.journal.under_way_elsewhere() == {jobs[0].id}


def test_a_window_takes_over_what_a_killed_program_left_without_a_restart(
    library: Library, other: Library, program: "subprocess.Popen[str]"
) -> None:
    assert library.take_over_left() == LeftOver()
    (job,) = library.journal.unfinished()
    owner = library._database.rows("SELECT owner FROM job_owners")[0]["owner"]
    other.store(job, png_bytes(), "png", (8, 6), True)
    with other._database.transaction() as connection:  # as if it had been killed before its rows
        connection.execute("DELETE FROM pictures")
        write_job(connection, job)
        write_owner(connection, job.id, owner)
        second = replace(answered_job(6), state=JobState.SENT, answer=None)
        write_job(connection, second)
        write_owner(connection, second.id, owner)
    program.kill()
    program.wait()
    left = library.take_over_left()
    assert [picture.id for picture in left.pictures] == [job.id]
    assert [each.id for each in left.jobs] == [second.id]
    assert other.journal.under_way_elsewhere() == {second.id}
    assert other.take_over_left() == library.take_over_left() == LeftOver()
    assert library.verify().clean
    assert library.verify().unknown == []


def test_jobs_of_a_killed_program_are_taken_over_also_after_a_third_one_has_tidied_up(
    library: Library, program: "subprocess.Popen[str]"
) -> None:
    program.kill()
    program.wait()
    Library(library.folder).close()
    assert [job.id for job in library.take_over_left().jobs] == [f"{5:010x}"]


def test_files_on_their_way_to_the_trash_are_put_right_by_any_next_opening(
    library: Library, store: Store, program: "subprocess.Popen[str]"
) -> None:
    picture = store(1)
    target = library.folder / picture.path.replace("pictures", "trash", 1)
    target.parent.mkdir(parents=True)
    library.absolute(picture).rename(target)
    program.kill()
    program.wait()
    Library(library.folder).close()
    assert library.absolute(picture).exists()
    assert not target.exists()


def test_a_job_that_ended_meanwhile_is_not_taken_up_again(library: Library, other: Library) -> None:
    job = answered_job(3)
    other.journal.add([job])
    stale = library.journal.unfinished()
    other.store(job, png_bytes(), "png", (8, 6), True)
    other.close()
    assert library.journal.take_over(stale) == []


def test_a_failed_job_belongs_to_nobody(library: Library, other: Library) -> None:
    job = answered_job(3)
    other.journal.add([job])
    other.journal.update(job.moved_to(JobState.FAILED))
    assert library.journal.under_way_elsewhere() == set()


def test_programs_leave_no_files_behind(library: Library, program: "subprocess.Popen[str]") -> None:
    assert len(others_running(library.folder)) == 2
    program.kill()
    program.wait()
    assert len(others_running(library.folder)) == 1
    library.take_over_left()
    library.close()
    assert list(library.folder.glob(f"{DATABASE}.open-*")) == []


def test_a_half_written_file_of_a_living_program_is_not_swept(library: Library, other: Library) -> None:
    part = library.folder / "pictures" / ".x.png.part"
    part.parent.mkdir()
    part.write_bytes(b"half")
    library.sweep()
    assert part.exists()
    other.close()
    assert library.sweep() == 1
    assert not part.exists()


def test_what_another_program_adds_is_heard_and_ones_own_is_not(library: Library, other: Library, store: Store) -> None:
    heard: list[None] = []
    library.watching.changed_elsewhere.connect(lambda: heard.append(None))
    store(1)
    assert library.watching.look() == []
    assert heard == []
    added = other.store(answered_job(2), png_bytes(), "png", (8, 6), True)
    assert added in library.watching.look()
    assert heard == [None]
    assert library.watching.look() == []
    other.star([added.id], 2)
    assert library.watching.look() == []
    assert heard == [None, None]


def test_looking_when_nothing_has_changed_costs_next_to_nothing(library: Library) -> None:
    asked: list[str] = []
    library._database._reader.set_trace_callback(asked.append)
    for _ in range(1000):
        library.watching.look()
    library._database._reader.set_trace_callback(None)
    assert asked == [], "no query of the tables"


def test_a_library_can_be_moved(library: Library, store: Store, tmp_path: Path) -> None:
    picture = store(1)
    library.close()
    library.folder.rename(tmp_path / "moved")
    moved = Library(tmp_path / "moved")
    try:
        assert moved.get(picture.id) == picture
        assert moved.verify().clean
    finally:
        moved.close()


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk with a library, mounted again without writing."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", disk], capture_output=True).returncode:
        pytest.skip("disks can't be mounted here")
    try:
        library = Library(disk / "library")
        library.store(answered_job(1), png_bytes(), "png", (8, 6), True)
        library.close()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        yield disk / "library"
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_library_on_a_read_only_disk_can_be_looked_at(read_only_disk: Path) -> None:
    library = Library(read_only_disk)
    try:
        assert library.read_only
        assert "read-only" in library.notice
        (picture,) = library.page(5)
        assert library.read(picture)
        assert library.verify().clean
        assert library.sweep() == 0
        assert library.watching.look() == []
        with pytest.raises(LibraryUnusable, match="read-only"):
            library.star([picture.id], 3)
        with pytest.raises(LibraryUnusable, match="read-only"):
            library.journal.add([replace(answered_job(2), state=JobState.QUEUED)])
    finally:
        library.close()
