"""Worker processes start when needed, can be stopped, and never outlive the program."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rundot_studio.engine.pool import TaskRefused, WorkerPool

PAINT = {
    "task": "paint",
    "prompt": "a coin",
    "negative": "",
    "width": 256,
    "height": 256,
    "seed": 1,
    "references": [],
    "cutout": None,
}


def painting(folder: Path, **changes: object) -> dict:
    return {**PAINT, "output": str(folder / "out.png"), **changes}


async def test_no_worker_starts_before_the_first_task_and_one_is_used_again(tmp_path: Path) -> None:
    pool = WorkerPool(2)
    try:
        assert pool.started == 0
        made = await pool.run(painting(tmp_path))
        assert (made["width"], made["height"]) == (256, 256)
        assert made["engine"].startswith("Rundot Studio embedded engine")
        await pool.run(painting(tmp_path))
        assert pool.started == 1
    finally:
        await pool.close()
    assert pool.started == 0


async def test_a_pool_at_rest_has_given_its_workers_memory_back_and_starts_anew_when_needed(tmp_path: Path) -> None:
    pool = WorkerPool(1)
    try:
        await pool.run(painting(tmp_path))
        pool.rest()
        assert pool.started == 0
        await pool.run(painting(tmp_path))
        assert pool.started == 1
    finally:
        await pool.close()


async def test_a_refusal_of_the_worker_arrives_as_a_sentence_and_the_worker_lives_on(tmp_path: Path) -> None:
    pool = WorkerPool(1)
    try:
        with pytest.raises(TaskRefused, match=r"\w+"):
            await pool.run({"task": "depth", "image": b"no picture", "output": str(tmp_path / "out.png")})
        assert pool.started == 1
    finally:
        await pool.close()


async def test_a_bug_in_the_worker_arrives_with_its_traceback(tmp_path: Path) -> None:
    pool = WorkerPool(1)
    try:
        with pytest.raises(RuntimeError, match="KeyError"):
            await pool.run({"task": "sing", "output": str(tmp_path / "out.png")})
    finally:
        await pool.close()


PARENT = """
import asyncio, sys
from rundot_studio.engine.pool import WorkerPool

async def main():
    pool = WorkerPool(1)
    task = asyncio.create_task(pool.run({**%(task)r, "width": 4096, "height": 4096, "prompt": "a forest"}))
    while not pool._busy or next(iter(pool._busy))._process is None:
        await asyncio.sleep(0.01)
    print(next(iter(pool._busy))._process.pid, flush=True)
    await task

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_worker_ends_when_the_program_is_killed_in_the_middle_of_a_painting(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT % {"task": painting(tmp_path)}], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:  # a zombie that nobody has reaped yet has ended too
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
