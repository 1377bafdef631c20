"""Scrolling a gallery of 100,000 pictures: ``python -m tests.bench.gallery [--keep DIR]``.

The rows are those of ``library_finding``; their thumbnails are some hundreds of real files, shared. Offscreen, by Qt's
raster engine, 1440x900. A frame is one step of the scroll bar and the painting of the whole gallery, the reading of its
pictures included. A heartbeat is a timer of a millisecond: its gaps are what the artist feels. Both are told by the
clock, which others who use the machine make slower, and as the window's thread's own time.
"""

import argparse
import gc
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from rundot_studio.domain.picture import Picture
from rundot_studio.library.arrangement import Grouping, Order
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.library.listing import Listing
from rundot_studio.ui.controls.theme import DARK, apply_theme
from rundot_studio.ui.gallery.filters import Arrangement, Filters
from rundot_studio.ui.gallery.panel import GalleryPanel
from rundot_studio.ui.gallery.view import CELL_LEAST
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles

from .library_finding import PICTURES, fill
from .table import tell, tell_times

WIDTH, HEIGHT = 1440, 900
SHARED_THUMBNAILS = 300
FRAMES = 250


class NoJobs:
    jobs: Sequence[object] = ()


class Heartbeat(QObject):
    """Measures the time from one beat to the next, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.own: list[float] = []
        self._own_start = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        self.gaps.append(self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()
        now = time.thread_time()
        self.own.append((now - self._own_start) * 1000)
        self._own_start = now

    def start(self) -> None:
        self.gaps.clear()
        self.own.clear()
        self._own_start = time.thread_time()
        self._clock.start()
        self._timer.start()

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.gaps


def thumbnail_files(folder: Path) -> list[Path]:
    """Pictures with something to decode in them: gradients with noise, a fifth of them with alpha."""
    import numpy as np
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(1)
    files = []
    for number in range(SHARED_THUMBNAILS):
        shape = (256, 256 - number % 5 * 24, 3)
        tint = rng.integers(40, 255, 3)
        slope = np.linspace(0.2, 1, shape[0])[:, None, None]
        pixels = np.clip(slope * tint + rng.normal(0, 18, shape), 0, 255).astype(np.uint8)
        path = folder / f"{number}"
        with path.open("wb") as stream:
            if number % 5:
                Image.fromarray(pixels).save(stream, "JPEG", quality=85)
            else:
                alpha = np.full((*shape[:2], 1), 255, np.uint8)
                alpha[:, : shape[1] // 3] = 0
                Image.fromarray(np.concatenate([pixels, alpha], 2)).save(stream, "WEBP", method=0)
        files.append(path)
    return files


def resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def process(milliseconds: float) -> None:
    """Let Qt's events run for so long."""
    end = time.perf_counter() + milliseconds / 1000
    while time.perf_counter() < end:
        QApplication.processEvents()


def process_until(holds: Callable[[], bool], most_s: float = 10) -> float:
    """Milliseconds until it holds."""
    start = time.perf_counter()
    while not holds() and time.perf_counter() - start < most_s:
        QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def report(what: str, times: Sequence[float], goal: str = "") -> None:
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{what:<58} {len(times):6} {statistics.median(ordered):8.2f} {p99:8.2f} {ordered[-1]:8.2f}   {goal}")
    tell_times(what, times, goal)


class Bench:
    def __init__(self, folder: Path, thumbnails: list[Path]) -> None:
        self.library = Library(folder)
        self.loader = PictureLoader()
        self.source = ThumbnailSource(self.loader)
        self.panel = GalleryPanel(self.source, Titles())
        self.panel.resize(WIDTH, HEIGHT)
        self.view = self.panel.view
        self.source.attach(partial(_read, thumbnails))
        self.panel.show()
        process(50)
        self.heartbeat = Heartbeat()

    def open(self) -> None:
        listing = Listing(self.library)
        self.view.rows.attach(self.library, NoJobs(), listing)  # type: ignore[arg-type]

    def frame(self, value: int) -> tuple[float, float]:
        """Step to a place of the scroll bar, and paint: milliseconds by the clock, and of this thread's own."""
        own = time.thread_time()
        start = time.perf_counter()
        self.view.verticalScrollBar().setValue(value)
        self.view.viewport().repaint()
        return (time.perf_counter() - start) * 1000, (time.thread_time() - own) * 1000

    def shown(self) -> bool:
        """Whether each card in view has its picture."""
        rows = self.view.rows_in(self.view.viewport().rect())
        entries = [self.view.rows.entry(row) for row in rows]
        return all(entry and not self.source.get(entry.picture, 96).isNull() for entry in entries)

    def scroll(self, what: str, values: Sequence[int], pause_ms: float, goal: str) -> None:
        """Frames with whatever Qt has to do in between, and the gaps that all of it makes."""
        self.heartbeat.start()
        frames = []
        for value in values:
            frames.append(self.frame(value))
            process(pause_ms)
        gaps = self.heartbeat.stop()
        clock, own = zip(*frames, strict=True)
        report(f"{what}: frame, own time", own, goal)
        report(f"{what}: frame, by the clock", clock)
        report(f"{what}: heartbeat gap, own time", self.heartbeat.own, "most <= 50")
        report(f"{what}: heartbeat gap, by the clock", gaps)

    def close(self) -> None:
        self.view.rows.detach()
        self.loader.close()
        self.library.close()
        self.panel.close()


def _read(files: list[Path], picture: Picture, _size: int) -> bytes:
    return files[picture.number % len(files)].read_bytes()


def measure_scrolling(bench: Bench, frames: int, cards: str = "") -> None:
    most = bench.view.verticalScrollBar().maximum()
    rng = random.Random(1)
    bench.scroll(f"{cards}wheel, 40 px a frame", range(0, frames * 40, 40), 12, "p99 <= 16")
    bench.scroll(f"{cards}wheel, 400 px a frame", range(most // 2, most // 2 + frames * 400, 400), 12, "p99 <= 16")
    bench.scroll(f"{cards}dragging the bar to any place", [rng.randrange(most) for _ in range(frames)], 12, "p99 <= 16")
    process_until(bench.shown)
    bench.scroll(
        f"{cards}wheel over thumbnails that are there", [most // 3 + place % 60 for place in range(200)], 4, "p99 <= 16"
    )

    def jump(value: int) -> float:
        bench.frame(value)
        return process_until(bench.shown)

    places = [most, 0, most // 2, *(rng.randrange(most) for _ in range(17))]
    report("a jump until all thumbnails in view are there", [jump(place) for place in places])


def measure_arranging(bench: Bench) -> None:
    rows = bench.view.rows
    wishes = {
        "search": Arrangement(Filters(text="knight")),
        "filter": Arrangement(Filters(stars=3)),
        "by rating": Arrangement(order=Order.RATING),
        "by day": Arrangement(grouping=Grouping.DAY),
        "by board": Arrangement(grouping=Grouping.BOARD),
        "by family": Arrangement(grouping=Grouping.FAMILY),
        "all again": Arrangement(),
    }
    print()
    for what, wish in wishes.items():
        bench.heartbeat.start()
        arrived: list[bool] = []
        connection = rows.rearranged.connect(partial(arrived.append, True))
        rows.arrange(wish)
        took = process_until(partial(bool, arrived))
        rows.rearranged.disconnect(connection)
        process(100)
        gaps = bench.heartbeat.stop()
        print(f"{'arranged ' + what:<40} {rows.picture_count:7} pictures after {took:6.0f} ms", end="")
        print(f", longest gap {max(gaps):5.1f} ms   goal <= 50")


def measure_selecting(bench: Bench) -> None:
    view = bench.view

    def reset() -> None:
        view.rows.beginResetModel()
        view.rows.endResetModel()

    print()
    for what, call in (
        ("select all", view.selection.all),
        ("paint with all selected", view.viewport().repaint),
        ("how many are selected", lambda: view.selection.picture_count),
        ("their numbers", lambda: view.selection.numbers),
        ("all rows are others, and what is selected is found again", reset),
        ("select nothing", view.selection.nothing),
    ):
        print(f"{what:<58} {timed(call):8.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for the library, used again if it is there")
    parser.add_argument("--frames", type=int, default=FRAMES)
    options = parser.parse_args()
    app = QApplication([])
    apply_theme(app, DARK)
    with tempfile.TemporaryDirectory() as top:
        folder = options.keep or Path(top) / "library"
        if not (folder / DATABASE).exists():
            fill(folder)
        QMainWindow().grab()
        before = resident_mb()
        thumbnails = thumbnail_files(Path(top) / "thumbnails")
        bench = Bench(folder, thumbnails)
        gc.freeze()  # as the program does when all is imported
        bench.heartbeat.start()
        opening = timed(bench.open)
        listing = process_until(lambda: bench.view.rows.rowCount() > PICTURES // 2)
        gap = max(bench.heartbeat.stop())
        print(f"opening {PICTURES} pictures {opening:.0f} ms, all of them listed {listing:.0f} ms later, ", end="")
        print(f"longest gap {gap:.0f} ms; resident {resident_mb():.0f} MB, {before:.0f} before")
        print(f"\n{'ms':<58} {'times':>6} {'p50':>8} {'p99':>8} {'most':>8}   goal")
        measure_scrolling(bench, options.frames)
        bench.panel.cell_size.setValue(CELL_LEAST)
        print("smallest cards:")
        measure_scrolling(bench, options.frames, "small cards, ")
        measure_arranging(bench)
        measure_selecting(bench)
        tell("resident with 100,000 pictures", resident_mb(), "MB", goal="<= 350")
        print(f"\nresident {resident_mb():.0f} MB   goal <= 350")
        bench.close()


if __name__ == "__main__":
    main()
