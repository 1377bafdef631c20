"""Browsing 10,000 pictures against gThumb on the same screen: ``python -m tests.bench.browsing [--pictures 10000]``.

From the start of a process to the first thumbnails on the screen, and its memory then. Both show the same files, on one
Xvfb of 1440x900 with openbox, and neither has a thumbnail yet. The pictures are of one colour with noise; thumbnails
are there when so much of the screen has that colour. Ours shows a library of them, gThumb their folder.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image, ImageGrab

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.database import Database
from rundot_studio.library.indexing import index_picture
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.library.rows import picture_values
from tests.ui.screen import screen

from .table import tell

COLOUR = (20, 210, 120)
NEAR = 40
"""In each channel, of 255."""
LEAST_PIXELS = 20_000
"""Of the screen: two or three thumbnails."""
SIDE = 512
KINDS = 40
LONGEST_S = 60.0
GTHUMB = "gthumb"


def fill(folder: Path, count: int) -> None:
    """A library of ``count`` pictures, some tens of different ones by turns."""
    kinds = []
    for number in range(KINDS):
        noise = np.random.default_rng(number).normal(0, 12, (SIDE, SIDE, 3))
        Image.fromarray(np.clip(noise + COLOUR, 0, 255).astype(np.uint8)).save(folder / "kind.jpg", quality=85)
        kinds.append((folder / "kind.jpg").read_bytes())
    (folder / "kind.jpg").unlink()
    Library(folder).close()
    database = Database(folder / DATABASE)
    with database.transaction() as connection:
        for number in range(1, count + 1):
            path = f"pictures/2026/11/{number:05d}.jpg"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(kinds[number % KINDS])
            row = picture(number, path, len(kinds[number % KINDS]))
            values = picture_values(row)
            marks = ", ".join("?" * len(values))
            connection.execute(
                f"INSERT INTO pictures (number, {', '.join(values)}) VALUES ({number}, {marks})", tuple(values.values())
            )
            index_picture(connection, row)
    database.close()


def picture(number: int, path: str, size: int) -> Picture:
    return Picture(
        number=number,
        id=f"{number:010x}",
        path=path,
        width=SIDE,
        height=SIDE,
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
        stored_sha256="",
        stored_bytes=size,
    )


def coloured(display: str) -> int:
    """How many pixels of the screen are of the pictures."""
    seen = np.asarray(ImageGrab.grab(xdisplay=display).convert("RGB")).astype(np.int16)
    return int((np.abs(seen - COLOUR) < NEAR).all(axis=2).sum())


def resident_mb(process: int) -> float:
    """Of the process and all below it."""
    total = 0.0
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            total = int(line.split()[1]) / 1024
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        total += sum(resident_mb(int(child)) for child in children.read_text().split())
    return total


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until its thumbnails are seen, and its memory two seconds later. Raises TimeoutError."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: coloured(environment["DISPLAY"]) >= LEAST_PIXELS)
        seconds = time.perf_counter() - start
        time.sleep(2)
        return seconds, resident_mb(process.pid)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        until(lambda: coloured(environment["DISPLAY"]) == 0)


def until(holds: Callable[[], bool]) -> None:
    end = time.perf_counter() + LONGEST_S
    while not holds():
        if time.perf_counter() > end:
            raise TimeoutError("nothing to be seen")
        time.sleep(0.02)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        library = top / "library"
        library.mkdir()
        fill(library, options.pictures)
        commands = {
            "Rundot Studio": [sys.executable, "-m", "rundot_studio", "--library", str(library)],
            GTHUMB: [GTHUMB, str(library / "pictures" / "2026" / "11")],
        }
        best: dict[str, tuple[float, float]] = {}
        with screen(top) as shown:
            for number in range(options.rounds):
                for program, command in commands.items():
                    home = top / f"home-{program}-{number}"
                    home.mkdir(mode=0o700)
                    kinds = ("CONFIG", "CACHE", "DATA", "STATE", "RUNTIME")
                    homes = {f"XDG_{kind}_{'DIR' if kind == 'RUNTIME' else 'HOME'}": str(home) for kind in kinds}
                    shutil.rmtree(library / "thumbnails", ignore_errors=True)
                    found = measured(command, {**os.environ, **shown, **homes})
                    print(f"{program:<14} {found[0]:6.2f} s to the first thumbnails, {found[1]:6.0f} MB")
                    best[program] = min(best.get(program, found), found)
    ours, theirs = best["Rundot Studio"], best[GTHUMB]
    what = f"{options.pictures} pictures, start to first thumbnails"
    tell(what, ours[0], "s", reference=f"gThumb, {theirs[0]:.2f} s", ratio=ours[0] / theirs[0], goal="<= 1")
    what = f"{options.pictures} pictures, memory then"
    tell(what, ours[1], "MB", reference=f"gThumb, {theirs[1]:.0f} MB", ratio=ours[1] / theirs[1])


if __name__ == "__main__":
    main()
