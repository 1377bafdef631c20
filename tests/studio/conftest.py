"""A queue over a service of a few lines, with faults to switch on."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from PIL import Image

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.job import Job, JobState
from rundot_studio.library.library import Library
from rundot_studio.studio.connections import Connection, Service
from rundot_studio.studio.pacing import Pacing
from rundot_studio.studio.queue import Queue


async def until(condition: Callable[[], object]) -> None:
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - there is nothing to wait on
            await asyncio.sleep(0.005)


def on_disk(library: Library, job: Job) -> JobState | None:
    """What the journal says of a job."""
    found = library.journal.get(job.id)
    return found.state if found else None


def png_bytes() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16), (40, 90, 200)).save(buffer, "PNG")
    return buffer.getvalue()


class TinyService:
    """Answers generate and every tool with one small picture; counts, and fails on demand."""

    __test__ = False

    def __init__(self) -> None:
        self.calls = 0
        self.downloads = 0
        self.call_faults: list[Exception | httpx.Response] = []
        self.download_faults: list[Exception | httpx.Response] = []
        self.hold_calls = asyncio.Event()
        self.hold_downloads = asyncio.Event()
        self.bodies: list[bytes] = []
        self.hold_calls.set()
        self.hold_downloads.set()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            self.downloads += 1
            await self.hold_downloads.wait()
            return _fault(self.download_faults) or httpx.Response(200, content=png_bytes())
        self.calls += 1
        self.bodies.append(request.content)
        await self.hold_calls.wait()
        url = f"https://cdn.example/{self.calls}.png"
        answer = {"generationId": f"g{self.calls}", "imageUrl": url, "prompt": "p", "model": "m", "seed": 7}
        worked_on = {"imageUrl": url, "depthMapUrl": url, "width": 16, "height": 16}
        return _fault(self.call_faults) or httpx.Response(
            200, json=answer if request.url.path.endswith("generate") else worked_on
        )


def _fault(faults: list[Exception | httpx.Response]) -> httpx.Response | None:
    if not faults:
        return None
    fault = faults.pop(0)
    if isinstance(fault, Exception):
        raise fault
    return fault


class Heard:
    """What a queue announced."""

    def __init__(self, queue: Queue) -> None:
        self.states: dict[str, list[str]] = {}
        self.removed: list[str] = []
        queue.job_added.connect(self.note)
        queue.job_changed.connect(self.note)
        queue.job_removed.connect(self.removed.append)

    def note(self, job: Job) -> None:
        self.states.setdefault(job.id, []).append(job.state.value)


@pytest.fixture
async def service() -> TinyService:
    return TinyService()


@pytest.fixture
def library(tmp_path: Path):
    library = Library(tmp_path / "library")
    yield library
    library.close()


class Waits:
    """Stands in for sleeping: notes the seconds, returns when ``go`` is set."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await self.go.wait()


@pytest.fixture
async def waits() -> Waits:
    return Waits()


@pytest.fixture
async def queue(service: TinyService, library: Library, waits: Waits) -> AsyncIterator[Queue]:
    connection = Connection("https://api.example", "api.example", "https://api.example", procedural=False)
    http = httpx.AsyncClient(transport=httpx.MockTransport(service), base_url=connection.base_url)
    with ThreadPoolExecutor(1) as disk:
        opened = Service(connection, ImageGenClient(http, "game"), http, None, 4)
        queue = Queue(library, opened, disk, Pacing(waits, lambda: 0.0))
        yield queue
        service.hold_calls.set()
        service.hold_downloads.set()
        waits.go.set()
        await queue.close()
        await http.aclose()


@pytest.fixture
def heard(queue: Queue) -> Heard:
    return Heard(queue)
