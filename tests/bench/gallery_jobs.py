"""Jobs that finish over a full gallery: ``python -m tests.bench.gallery_jobs [--library DIR]``.

The whole window with the real services, but for the service itself: it answers at once with a picture of 4 MB from
memory, when it is told to. Heartbeat gaps while eight such jobs finish at once; and for one job, the time from its
answer until its thumbnail can be painted, against fetching and decoding the same bytes and nothing else. Times are told
by the clock, which others who use the machine make slower, and as the window's thread's own.
"""

import argparse
import asyncio
import gc
import io
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import httpx
import numpy as np
from PIL import Image
from PySide6.QtWidgets import QApplication

from rundot_studio.client.client import ImageGenClient
from rundot_studio.client.downloads import fetch
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.studio.connections import Connection, Service
from rundot_studio.studio.settings import Settings
from rundot_studio.studio.studio import Studio
from rundot_studio.ui.controls.theme import DARK, apply_theme
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.pictures.loader import decode
from rundot_studio.ui.session.event_loop import StudioLoop

from .gallery import Heartbeat, report
from .library_finding import fill
from .table import tell_times

JOBS = 8
ROUNDS = 5
SINGLES = 12


def large_picture(seed: int) -> bytes:
    """Some 4 MB of PNG: an illustration with the noise of a photograph, 1300 x 1300."""
    rng = np.random.default_rng(seed)
    slope = np.linspace(0.2, 1, 1300)[:, None, None]
    pixels = np.clip(slope * rng.integers(60, 255, 3) + rng.normal(0, 22, (1300, 1300, 3)), 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


class Shelf:
    """A service that makes nothing: it hands out what it has, when ``open`` is set."""

    def __init__(self, pictures: list[bytes]) -> None:
        self._pictures = pictures
        self._calls = 0
        self.open = asyncio.Event()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" and not request.url.path.endswith(".png"):
            return httpx.Response(404)
        if request.method == "GET":
            number = int(request.url.path.strip("/").removesuffix(".png"))
            return httpx.Response(200, content=self._pictures[number % len(self._pictures)])
        self._calls += 1
        number = self._calls
        await self.open.wait()
        url = f"https://cdn.example/{number}.png"
        answer = {"generationId": f"g{number}", "imageUrl": url, "prompt": "p", "model": "m", "seed": number}
        return httpx.Response(200, json=answer)


async def until(holds: Callable[[], object], most_s: float = 20) -> None:
    async with asyncio.timeout(most_s):
        while not holds():  # noqa: ASYNC110 - what is waited for is a widget's state, and sets no event
            await asyncio.sleep(0.001)


async def measure(window: MainWindow, folder: Path) -> None:
    shelf = Shelf([large_picture(seed) for seed in range(JOBS)])
    connection = Connection("https://api.example", "shelf", "https://api.example", procedural=False)
    http = httpx.AsyncClient(transport=httpx.MockTransport(shelf), base_url=connection.base_url)
    service = Service(connection, ImageGenClient(http, "game"), http, None, JOBS)
    disk = ThreadPoolExecutor(1)
    library = await asyncio.get_running_loop().run_in_executor(disk, Library, folder)
    studio = Studio(library, service, disk, Settings())
    window.attach(studio)
    gc.freeze()  # as the program does when all is imported
    await asyncio.sleep(1)
    ready: dict[str, float] = {}
    window.panels.thumbnails.ready.connect(lambda picture_id: ready.setdefault(picture_id, time.perf_counter()))
    stored: list[Picture] = []
    library.picture_added.connect(stored.append)
    print(f"{'ms':<58} {'times':>6} {'p50':>8} {'p99':>8} {'most':>8}   goal")

    async def finish(count: int) -> float:
        """Milliseconds from the answers until all thumbnails can be painted."""
        stored.clear()
        shelf.open.clear()
        studio.queue.submit(GenerateRecipe("a castle at dawn"), count)
        await asyncio.sleep(0.3)
        start = time.perf_counter()
        shelf.open.set()
        await until(lambda: len(stored) == count and all(picture.id in ready for picture in stored))
        return (max(ready[picture.id] for picture in stored) - start) * 1000

    await finish(1)
    heartbeat = Heartbeat()
    gaps, own, took = [], [], []
    for _ in range(ROUNDS):
        heartbeat.start()
        took.append(await finish(JOBS))
        await asyncio.sleep(0.1)
        gaps += heartbeat.stop()
        own += heartbeat.own
    report(f"{JOBS} jobs at once: heartbeat gap, own time", own, "p99 <= 16, most <= 50")
    report(f"{JOBS} jobs at once: heartbeat gap, by the clock", gaps)
    report(f"{JOBS} jobs at once: until all thumbnails are there", took)
    await compare(finish, http)
    window.finish()
    await studio.close()


async def compare(finish: Callable[[int], Awaitable[float]], http: httpx.AsyncClient) -> None:
    """One job against nothing but its bytes, turn by turn."""
    bare, whole = [], []
    for number in range(SINGLES):
        start = time.perf_counter()
        content = await fetch(http, f"https://cdn.example/{number}.png")
        await asyncio.to_thread(decode, content)
        bare.append((time.perf_counter() - start) * 1000)
        whole.append(await finish(1))
    report("fetching and decoding 4 MB", bare)
    report("from a job's answer to its thumbnail", whole)
    more = [b - a for a, b in zip(bare, whole, strict=True)]
    tell_times("a job's answer to its thumbnail, above fetch and decode", more, "p50 <= 150")
    print(f"{'more than that':<58} {SINGLES:6} {statistics.median(more):8.2f} {'':8} {max(more):8.2f}   p50 <= 150")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, help="a folder with 100,000 pictures; some are added to it")
    options = parser.parse_args()
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app, DARK)
    with tempfile.TemporaryDirectory() as top:
        folder = options.library or Path(top) / "library"
        if not (folder / DATABASE).exists():
            fill(folder)
        window = MainWindow()
        window.resize(1440, 900)
        window.show()
        with asyncio.Runner(loop_factory=lambda: StudioLoop(app)) as runner:
            runner.run(measure(window, folder))


if __name__ == "__main__":
    main()
