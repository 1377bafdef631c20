"""Everything that can go wrong with each kind of call, over a real loopback server.

Each case says which problem is shown, how many requests the server saw, and that nothing received was lost.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest

from rundot_studio.client.client import ImageGenClient
from rundot_studio.client.signed import CallLimits
from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import JobState
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, Recipe, SourceImage, UpscaleRecipe
from rundot_studio.library.library import Library
from rundot_studio.studio.connections import Connection, Service
from rundot_studio.studio.pacing import Pacing
from rundot_studio.studio.queue import Queue
from tests.loopback.service import Act, Exchange, LoopbackService, picture_bytes

from .conftest import Waits

SOURCE = SourceImage("hero.png")
RECIPES: dict[str, Recipe] = {
    "generate": GenerateRecipe("a knight", seed=7),
    "remove-background": CutoutRecipe(SOURCE),
    "upscale": UpscaleRecipe(SOURCE),
    "depth": DepthRecipe(SOURCE),
}
CAP = 64 * 1024


def status(code: int, body: object = None, **headers: str | int) -> Act:
    async def act(exchange: Exchange) -> None:
        await exchange.answer_json(code, {} if body is None else body, **headers)

    return act


async def reset_before_headers(exchange: Exchange) -> None:
    exchange.reset()


async def reset_mid_body(exchange: Exchange) -> None:
    exchange.writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{")
    await exchange.writer.drain()
    await asyncio.sleep(0.02)
    exchange.reset()


async def silence(exchange: Exchange) -> None:
    await asyncio.sleep(30)


async def html(exchange: Exchange) -> None:
    await exchange.answer(200, b"<!doctype html><title>Welcome</title>", "text/html")


async def wrong_shape(exchange: Exchange) -> None:
    await exchange.answer_json(200, {"url": 5})


async def truncated(exchange: Exchange) -> None:
    await exchange.answer(200, b'{"generationId": "g1", "imageU')


async def oversized(exchange: Exchange) -> None:
    await exchange.answer(200, b"[" + b" " * (CAP * 2) + b"]")


@dataclass(frozen=True)
class Fault:
    name: str
    act: Act
    code: str
    requests: int = 1
    lost: bool = False
    passes: bool = False
    """Whether it is gone at the next attempt, which is made by itself."""


FAULTS = [
    Fault("reset before headers", reset_before_headers, "ANSWER_LOST", lost=True),
    Fault("reset mid-body", reset_mid_body, "ANSWER_LOST", lost=True),
    Fault("timeout", silence, "ANSWER_LOST", lost=True),
    Fault("401", status(401), "HTTP_401"),
    Fault("402", status(402, {"code": "CREDITS_EXHAUSTED"}), "CREDITS_EXHAUSTED"),
    Fault("403", status(403, {"code": "AI_POLICY_DENIED"}), "AI_POLICY_DENIED"),
    Fault("404", status(404), "HTTP_404"),
    Fault("408", status(408), "HTTP_408"),
    Fault("413", status(413), "HTTP_413"),
    Fault("429 with a wait", status(429, {"code": "RATE_LIMITED"}, retry_after=7), "", 2, passes=True),
    Fault("429 without a wait", status(429), "", 2, passes=True),
    Fault("500", status(500, "oops"), "HTTP_500"),
    Fault("502", status(502, {"code": "IMAGE_GEN_UNKNOWN_ERROR"}), "", 2, passes=True),
    Fault("503", status(503), "HTTP_503"),
    Fault("HTML", html, "ANSWER_MALFORMED"),
    Fault("wrong shape", wrong_shape, "ANSWER_MALFORMED"),
    Fault("truncated", truncated, "ANSWER_MALFORMED"),
    Fault("oversized", oversized, "ANSWER_MALFORMED"),
]


@pytest.fixture
async def server() -> AsyncIterator[LoopbackService]:
    server = LoopbackService()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def http(server: LoopbackService) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url) as http:
        yield http


def client_for(http: httpx.AsyncClient) -> ImageGenClient:
    return ImageGenClient(http, "game", limits=CallLimits(connect_s=5, call_s=1.0, answer_bytes=CAP))


@pytest.fixture
async def queue(http: httpx.AsyncClient, library: Library, waits: Waits) -> AsyncIterator[Queue]:
    connection = Connection(str(http.base_url), "loopback", str(http.base_url), procedural=False)
    with ThreadPoolExecutor(1) as disk:
        queue = Queue(library, Service(connection, client_for(http), http, None, 4), disk, Pacing(waits, lambda: 0.0))
        yield queue
        await queue.close()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("kind", list(RECIPES))
async def test_a_call_that_fails(
    kind: str, fault: Fault, server: LoopbackService, queue: Queue, library: Library
) -> None:
    server.acts[kind] = [fault.act]
    (job,) = queue.submit(RECIPES[kind])
    await queue.settled([job])
    assert server.counts[kind] == fault.requests
    ended = library.journal.get(job.id)
    assert ended is not None
    if fault.passes:
        assert ended.state is JobState.STORED
        assert library.read(library.get(job.id))
    else:
        assert queue.jobs == [ended]
        assert ended.state is (JobState.LOST if fault.lost else JobState.FAILED)
        assert ended.problem is not None
        assert ended.problem.code == fault.code
        assert ended.problem.message
        assert "<" not in ended.problem.message
        assert library.count() == 0


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("kind", ["models", "estimate"])
async def test_a_question_that_fails(kind: str, fault: Fault, server: LoopbackService, http: httpx.AsyncClient) -> None:
    server.acts[kind] = [fault.act]
    client = client_for(http)
    with pytest.raises(StudioError) as failed:
        await (client.list_models() if kind == "models" else client.estimate_cost(GenerateRecipe("a knight"), 4))
    assert server.counts[kind] == 1
    if fault.code:
        assert failed.value.problem.code == fault.code


@pytest.mark.parametrize("kind", list(RECIPES))
async def test_a_service_that_is_not_there(
    kind: str, server: LoopbackService, queue: Queue, waits: Waits, library: Library
) -> None:
    await server.stop()
    (job,) = queue.submit(RECIPES[kind])
    await queue.settled([job])
    problem = queue.jobs[0].problem
    assert problem is not None
    assert problem.code == "SERVICE_UNREACHABLE"
    assert waits.seconds == [2, 5]
    await server.start()


async def cut_picture(exchange: Exchange) -> None:
    await exchange.answer(200, picture_bytes()[:60], "image/png")


async def picture_cut_off(exchange: Exchange) -> None:
    data = picture_bytes()
    exchange.writer.write(f"HTTP/1.1 200 OK\r\ncontent-length: {len(data)}\r\n\r\n".encode() + data[:20])
    await exchange.writer.drain()
    exchange.reset()


async def five_gigabytes(exchange: Exchange) -> None:
    exchange.writer.write(f"HTTP/1.1 200 OK\r\ncontent-length: {5 * 1024**3}\r\n\r\n".encode())
    await exchange.writer.drain()
    await asyncio.sleep(30)


DOWNLOAD_FAULTS: dict[str, Act] = {
    "reset before headers": reset_before_headers,
    "reset mid-body": picture_cut_off,
    "truncated": cut_picture,
    "oversized": five_gigabytes,
    "an error page as the picture": html,
    **{str(code): status(code) for code in (401, 402, 403, 408, 413, 429, 500, 502, 503)},
}


@pytest.mark.parametrize("name", list(DOWNLOAD_FAULTS))
@pytest.mark.parametrize("kind", list(RECIPES))
async def test_a_download_that_fails_loses_nothing_and_is_fetched_again_without_a_new_call(
    kind: str, name: str, server: LoopbackService, queue: Queue, library: Library
) -> None:
    server.acts["download"] = [DOWNLOAD_FAULTS[name]]
    (job,) = queue.submit(RECIPES[kind])
    await queue.settled([job])
    (failed,) = queue.jobs
    assert (failed.state, failed.problem and failed.problem.code) == (JobState.FAILED, "DOWNLOAD_FAILED")
    assert failed == library.journal.get(job.id)
    assert failed.answer is not None
    queue.retry(job.id)
    await queue.settled([job])
    assert library.read(library.get(job.id))
    assert (server.counts[kind], server.counts["download"]) == (1, 2)


@pytest.mark.parametrize("code", [404, 410])
async def test_an_expired_url_offers_to_make_the_picture_again(
    code: int, server: LoopbackService, queue: Queue, library: Library
) -> None:
    server.acts["download"] = [status(code)]
    (job,) = queue.submit(RECIPES["generate"])
    await queue.settled([job])
    problem = queue.jobs[0].problem
    assert problem is not None
    assert problem.action == "again"
    assert server.counts["generate"] == 1
    queue.retry(job.id)
    await queue.settled([job])
    assert server.counts["generate"] == 2
    assert library.get(job.id)


async def test_a_host_of_outputs_that_is_not_there_is_a_download_that_failed(
    server: LoopbackService, queue: Queue, library: Library
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server.image_url = f"http://127.0.0.1:{unused.getsockname()[1]}/1.png"
    (job,) = queue.submit(RECIPES["generate"])
    await queue.settled([job])
    problem = queue.jobs[0].problem
    assert problem is not None
    assert problem.code == "DOWNLOAD_FAILED"
    assert server.counts["generate"] == 1
