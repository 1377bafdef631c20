"""Verifying a library against ``sha256sum`` over the same files: ``python -m tests.bench.library_verify``.

Both with the same number of processes (threads on our side), taking turns, from the page cache. The goal is a rate of
at least 0.8 of that of ``sha256sum``.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.database import Database
from rundot_studio.library.files import sha256
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.rows import picture_values
from rundot_studio.library.verify import verify

from .table import tell

GOAL = 0.8
LEAST_BYTES, MOST_BYTES = 50_000, 2_500_000


def fill(folder: Path, count: int) -> Database:
    """A library of files in the sizes of pictures."""
    database = Database(folder / DATABASE)
    random_ = random.Random(4)
    with database.transaction() as connection:
        for number in range(count):
            data = random_.randbytes(random_.randint(LEAST_BYTES, MOST_BYTES))
            path = f"pictures/2026/{number % 12 + 1:02d}/{number:05d}.png"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
            picture = Picture(
                number=0,
                id=f"{number:010x}",
                path=path,
                width=8,
                height=8,
                has_alpha=False,
                recipe=GenerateRecipe("a knight"),
                model_used="",
                seed_used=None,
                generation_id="",
                engine="",
                procedural=True,
                parent_id=None,
                created_at=datetime(2026, 11, 22, tzinfo=UTC),
                delivered_sha256="",
                stored_sha256=sha256(data),
                stored_bytes=len(data),
            )
            values = picture_values(picture)
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO pictures ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    return database


def run_sha256sum(folder: Path, processes: int) -> float:
    command = f"find pictures -type f -print0 | xargs -0 -n 16 -P {processes} sha256sum"
    start = time.perf_counter()
    subprocess.run(["sh", "-c", command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def run_verify(database: Database, folder: Path, processes: int) -> float:
    start = time.perf_counter()
    found = verify(database, folder, threads=processes)
    seconds = time.perf_counter() - start
    assert found.clean
    assert not found.unknown
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    if shutil.which("sha256sum") is None:
        parser.exit(1, "sha256sum is not on this system\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = fill(folder, options.files)
        size = sum(path.stat().st_size for path in (folder / "pictures").rglob("*.png"))
        print(f"{options.files} files, {size / 1e6:.0f} MB")
        print("processes   sha256sum MB/s   verify MB/s   ratio   goal")
        for processes in sorted({1, os.cpu_count() or 1}):
            pairs = [
                (run_sha256sum(folder, processes), run_verify(database, folder, processes))
                for _ in range(options.rounds)
            ]
            theirs, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
            ratio = statistics.median(their / our for their, our in pairs)
            tell(
                f"checking files, {processes} at a time",
                size / ours / 1e6,
                "MB/s",
                reference=f"sha256sum, {size / theirs / 1e6:.0f} MB/s",
                ratio=ratio,
                goal=f">= {GOAL:g}",
            )
            print(
                f"{processes:9}   {size / theirs / 1e6:14.0f}   {size / ours / 1e6:11.0f}   {ratio:5.2f}   >= {GOAL:g}"
            )
        database.close()


if __name__ == "__main__":
    main()
