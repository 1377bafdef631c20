"""The program that the crash test kills: a studio on a stub service, which does jobs until somebody ends it.

``python -m tests.library.crashing_program LIBRARY CALLS NEW_JOBS [PADDING_BYTES]``. Each call that the service takes is
a line of the file CALLS. ``ready`` is printed when the work begins. Jobs that an earlier run left queued are sent, and
those that may have been billed are not.
"""

import asyncio
import io
import os
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import msgspec
from PIL import Image

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.job import JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library
from rundot_studio.studio.connections import Connection, Service
from rundot_studio.studio.settings import Settings
from rundot_studio.studio.studio import Studio

BASE_URL = "https://api.example"
SIDE = 12


def picture_bytes(seed: int, padding_bytes: int = 0) -> bytes:
    """The picture of a seed: its pixels say which one it is. Padding is noise in the file's size."""
    image = Image.new("RGB", (SIDE, SIDE), (seed & 255, seed >> 8 & 255, seed >> 16 & 255))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    data = buffer.getvalue()
    if not padding_bytes:
        return data
    from rundot_studio.imaging.png_chunks import build_chunk

    noise = random.Random(seed).randbytes(padding_bytes)
    return data[:33] + build_chunk(b"teSt", noise) + data[33:]


class StubService:
    """Answers after a few milliseconds; counts its calls in a file that outlives the program."""

    def __init__(self, calls: Path, padding_bytes: int) -> None:
        self._calls = os.open(calls, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._padding_bytes = padding_bytes

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(random.uniform(0, 0.01))
        if request.method == "GET":
            seed = int(Path(request.url.path).stem)
            return httpx.Response(200, content=picture_bytes(seed, self._padding_bytes))
        seed = msgspec.json.decode(request.content)["seed"]
        os.write(self._calls, f"{seed}\n".encode())
        await asyncio.sleep(random.uniform(0, 0.01))
        url = f"https://cdn.example/{seed}.png"
        return httpx.Response(
            200, json={"generationId": f"g{seed}", "imageUrl": url, "prompt": "p", "model": "m", "seed": seed}
        )

    def close(self) -> None:
        os.close(self._calls)


def open_studio(folder: Path, service: StubService) -> tuple[Studio, httpx.AsyncClient]:
    connection = Connection(BASE_URL, "api.example", BASE_URL, procedural=False)
    http = httpx.AsyncClient(transport=httpx.MockTransport(service), base_url=BASE_URL)
    disk = ThreadPoolExecutor(1)
    library = Library(folder)
    opened = Service(connection, ImageGenClient(http, "game"), http, None, 4)
    return Studio(library, opened, disk, Settings(poll_seconds=0)), http


async def run(folder: Path, calls: Path, new_jobs: int, padding_bytes: int) -> None:
    service = StubService(calls, padding_bytes)
    studio, _ = open_studio(folder, service)
    print("ready", flush=True)
    left = await studio.resume()
    for job in left:
        if job.state is JobState.QUEUED:
            studio.queue.retry(job.id)
    if new_jobs:
        studio.queue.submit(GenerateRecipe("a coin"), new_jobs)
    await studio.queue.settled(studio.queue.jobs)
    await studio.close()
    service.close()


if __name__ == "__main__":
    asyncio.run(
        run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0)
    )
