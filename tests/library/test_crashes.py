"""Killed at any moment, and on a full disk: no job is lost or done twice unasked, every answered picture is there."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.domain.job import JobState
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library

from .crashing_program import StubService, open_studio, picture_bytes

JOBS_PER_RUN = 25
LONGEST_LIFE_S = 0.25
PADDING_BYTES = 100_000
ROOT = Path(__file__).parents[2]


def start(folder: Path, calls: Path, new_jobs: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.library.crashing_program", str(folder), str(calls), str(new_jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def kill_after(program: "subprocess.Popen[str]", life_s: float) -> bool:
    """Whether it was still at work."""
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n", program.communicate()[1]
    time.sleep(life_s)
    was_alive = program.poll() is None
    program.kill()
    program.communicate()
    return was_alive


def seeds_called(calls: Path) -> Counter[int]:
    return Counter(int(line) for line in calls.read_text().split()) if calls.exists() else Counter()


def all_jobs(library: Library) -> dict[str, tuple[JobState, int]]:
    """State and seed of every job that was ever ordered."""
    rows = library._database.rows("SELECT id, state, json_extract(recipe, '$.seed') AS seed FROM jobs")
    return {row["id"]: (JobState(row["state"]), row["seed"]) for row in rows}


def check_after_a_kill(folder: Path, calls: Path, known: set[str]) -> set[str]:
    """What must hold at any moment; the ids of all jobs so far."""
    library = Library(folder)
    try:
        assert library._database.rows("PRAGMA integrity_check")[0][0] == "ok"
        jobs = all_jobs(library)
        assert known <= jobs.keys(), "a job was lost"
        called = seeds_called(calls)
        assert set(called) <= {seed for _, seed in jobs.values()}, "a job was sent before it was written down"
        assert all(count == 1 for count in called.values()), "a job was done twice"
        assert all(called[seed] == 0 for state, seed in jobs.values() if state is JobState.QUEUED)
        found = library.verify()
        assert found.clean
        answered = {job[:6] for job, (state, _) in jobs.items() if state is JobState.ANSWERED}
        for finding in found.unknown:  # written, and killed before its row: the job is fetched again and finds it
            assert Path(finding.path).stem.rpartition("-")[2] in answered
        return set(jobs)
    finally:
        library.close()


def check_in_the_end(folder: Path, calls: Path, jobs: set[str], most_lost: int) -> None:
    library = Library(folder)
    try:
        states = all_jobs(library)
        assert set(states) == jobs
        counted = Counter(state for state, _ in states.values())
        assert set(counted) <= {JobState.STORED, JobState.LOST}
        assert counted[JobState.LOST] <= most_lost
        assert seeds_called(calls).most_common(1)[0][1] == 1
        pictures = library.page(100_000)
        assert {picture.id for picture in pictures} == {
            job for job, (state, _) in states.items() if state is JobState.STORED
        }
        for picture in pictures:
            assert picture.seed_used is not None
            expected = codec.decode_rgba(picture_bytes(picture.seed_used))
            assert np.array_equal(codec.decode_rgba(library.read(picture)), expected)
        assert library.verify().clean
        assert library.verify().unknown == []
        assert list(folder.rglob("*.part")) == []
    finally:
        library.close()


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_kills_at_random_moments_lose_nothing(tmp_path: Path, kills: int) -> None:
    chance = random.Random(20261122)
    folder, calls = tmp_path / "library", tmp_path / "calls"
    jobs: set[str] = set()
    at_work = 0
    for _ in range(kills):
        at_work += kill_after(start(folder, calls, JOBS_PER_RUN), chance.uniform(0, LONGEST_LIFE_S))
        jobs = check_after_a_kill(folder, calls, jobs)
    assert at_work > kills / 2, "most kills must hit a program that works"
    last = start(folder, calls, JOBS_PER_RUN)
    _, errors = last.communicate(timeout=300)
    assert last.returncode == 0, errors
    library = Library(folder)
    jobs |= set(all_jobs(library))
    library.close()
    check_in_the_end(folder, calls, jobs, most_lost=4 * kills)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=14m", "none", disk], capture_output=True).returncode:
        pytest.skip("disks can't be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("ballast_bytes", [11_000_000, 12_000_000, 13_000_000])
async def test_a_full_disk_loses_nothing(small_disk: Path, tmp_path: Path, ballast_bytes: int) -> None:
    folder, calls = small_disk / "library", tmp_path / "calls"
    service = StubService(calls, PADDING_BYTES)
    studio, _ = open_studio(folder, service)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(ballast_bytes))
    from rundot_studio.domain.recipe import GenerateRecipe

    try:
        ordered = studio.queue.submit(GenerateRecipe("a coin"), 30)
        await studio.queue.settled(studio.queue.jobs)
        failed = [job for job in studio.queue.jobs if job.state is JobState.FAILED]
        assert failed, "the disk was too large for this test"
        assert {job.problem.code for job in failed if job.problem} == {"DISK_FULL"}
        assert studio.library.verify().clean
        assert list(folder.rglob("*.part")) == []
        ballast.unlink()
        await studio.rescue.once()
        for job in studio.queue.jobs:
            studio.queue.retry(job.id)  # those that were never sent
        await studio.queue.settled(studio.queue.jobs)
        assert studio.queue.jobs == []
        assert {picture.id for picture in studio.library.page(99)} == {job.id for job in ordered}
        assert set(seeds_called(calls).values()) == {1}
        assert len(seeds_called(calls)) == len(ordered)
        assert studio.library.verify().clean
        assert studio.library.verify().unknown == []
    finally:
        await studio.close()
        service.close()
