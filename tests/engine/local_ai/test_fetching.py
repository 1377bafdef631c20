"""Weights come over https only, whole and as they were checked; what is cut off goes on from there."""

import asyncio
import hashlib
from collections.abc import Callable

import httpx
import msgspec
import pytest

from rundot_studio.domain.errors import DiskFull, DownloadFailed
from rundot_studio.engine.local_ai import fetching
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.local_ai.weights import Weights, known_by_id

CONTENT = bytes(range(256)) * 400
WEIGHTS = msgspec.structs.replace(
    known_by_id("bria-rmbg-2.0"),
    url="https://weights.example/tiny.onnx",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
)
Handler = Callable[[httpx.Request], httpx.Response]


def whole(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=CONTENT)


def by_range(request: httpx.Request) -> httpx.Response:
    span = request.headers.get("range")
    if span is None:
        return httpx.Response(200, content=CONTENT)
    start = int(span.removeprefix("bytes=").rstrip("-"))
    headers = {"content-range": f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"}
    return httpx.Response(206, content=CONTENT[start:], headers=headers)


async def fetch(local_ai: LocalAi, handler: Handler, weights: Weights = WEIGHTS) -> list[float]:
    heard: list[float] = []
    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as http:
        await fetching.fetch(local_ai, weights, http, heard.append, pause_s=0)
    return heard


def left_behind(local_ai: LocalAi) -> set[str]:
    return {path.name for path in local_ai.folder.iterdir()} if local_ai.folder.exists() else set()


async def test_what_was_fetched_is_whole_and_on(local_ai: LocalAi) -> None:
    heard = await fetch(local_ai, whole)
    assert local_ai.path_of(WEIGHTS).read_bytes() == CONTENT
    assert local_ai.plan("bria")
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert left_behind(local_ai) == {WEIGHTS.file, "local-ai.json"}


@pytest.mark.parametrize("handler", [by_range, whole], ids=["server goes on", "server begins anew"])
async def test_an_interrupted_download_goes_on(local_ai: LocalAi, handler: Handler) -> None:
    part = fetching.part_of(local_ai, WEIGHTS)
    local_ai.folder.mkdir()
    part.write_bytes(CONTENT[:70_000])
    asked: list[str | None] = []

    def noted(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("range"))
        return handler(request)

    assert fetching.offer(local_ai, WEIGHTS).remaining == len(CONTENT) - 70_000
    await fetch(local_ai, noted)
    assert asked == ["bytes=70000-"]
    assert local_ai.path_of(WEIGHTS).read_bytes() == CONTENT


class CutOff(httpx.AsyncByteStream):
    """A body that breaks off."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    async def __aiter__(self):
        yield self.data
        raise httpx.ReadError("connection reset")


async def test_a_connection_that_breaks_is_taken_up_again_by_itself(local_ai: LocalAi) -> None:
    starts: list[int] = []

    def breaking(request: httpx.Request) -> httpx.Response:
        start = int(request.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        starts.append(start)
        headers = {"content-range": f"bytes {start}-/{len(CONTENT)}"}
        return httpx.Response(206 if start else 200, stream=CutOff(CONTENT[start : start + 30_000]), headers=headers)

    await fetch(local_ai, breaking)
    assert starts == [0, 30_000, 60_000, 90_000]
    assert local_ai.path_of(WEIGHTS).read_bytes() == CONTENT


async def test_a_server_that_never_answers_is_given_up_and_the_part_stays(local_ai: LocalAi) -> None:
    local_ai.folder.mkdir()
    part = fetching.part_of(local_ai, WEIGHTS)
    part.write_bytes(CONTENT[:500])
    tries = []

    def dead(request: httpx.Request) -> httpx.Response:
        tries.append(request)
        raise httpx.ConnectError("no route")

    with pytest.raises(DownloadFailed, match="no route") as raised:
        await fetch(local_ai, dead)
    assert "goes on from there" in raised.value.hint
    assert len(tries) == fetching.MAX_TRIES
    assert part.read_bytes() == CONTENT[:500]
    assert local_ai.plan("bria") is None


async def test_cancelling_keeps_the_part_only(local_ai: LocalAi) -> None:
    arrived = asyncio.Event()

    class Slow(httpx.AsyncByteStream):
        async def __aiter__(self):
            yield CONTENT
            arrived.set()
            await asyncio.sleep(60)

    def slow(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Slow())

    big = msgspec.structs.replace(WEIGHTS, size=len(CONTENT) + 10)
    task = asyncio.create_task(fetch(local_ai, slow, big))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert left_behind(local_ai) == {fetching.part_of(local_ai, big).name}
    assert fetching.part_of(local_ai, big).read_bytes() == CONTENT
    assert local_ai.plan("bria") is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (CONTENT[:-1] + b"!", "hash differs"),
        (CONTENT + b"more", "another size"),
        (CONTENT[:-5], "another size"),
    ],
)
async def test_another_file_than_the_checked_one_is_never_kept(local_ai: LocalAi, content: bytes, words: str) -> None:
    with pytest.raises(DownloadFailed, match=words):
        await fetch(local_ai, lambda request: httpx.Response(200, content=content))
    assert left_behind(local_ai) == set()


async def test_a_body_without_a_length_that_does_not_end_is_stopped(local_ai: LocalAi) -> None:
    async def endless():
        while True:
            yield CONTENT

    with pytest.raises(DownloadFailed, match="hash differs"):
        await fetch(local_ai, lambda request: httpx.Response(200, content=endless()))
    assert left_behind(local_ai) == set()


async def test_a_part_longer_than_the_server_knows_begins_anew(local_ai: LocalAi) -> None:
    local_ai.folder.mkdir()
    fetching.part_of(local_ai, WEIGHTS).write_bytes(b"x" * 100)

    def picky(request: httpx.Request) -> httpx.Response:
        return httpx.Response(416) if "range" in request.headers else whole(request)

    await fetch(local_ai, picky)
    assert local_ai.path_of(WEIGHTS).read_bytes() == CONTENT


async def test_redirects_are_followed_to_https_only(local_ai: LocalAi) -> None:
    def to(place: str) -> Handler:
        def handler(request: httpx.Request) -> httpx.Response:
            if request.url.host == "weights.example":
                return httpx.Response(302, headers={"location": place})
            return whole(request)

        return handler

    with pytest.raises(DownloadFailed, match="not https"):
        await fetch(local_ai, to("http://cdn.example/tiny.onnx"))
    with pytest.raises(DownloadFailed, match="circles"):
        await fetch(local_ai, to("https://weights.example/again"))
    with pytest.raises(DownloadFailed, match="not https"):
        await fetch(local_ai, whole, msgspec.structs.replace(WEIGHTS, url="http://weights.example/tiny.onnx"))
    assert left_behind(local_ai) == set()
    await fetch(local_ai, to("https://cdn.example/tiny.onnx"))
    assert local_ai.plan("bria")


async def test_a_refusing_server_is_told_with_its_status(local_ai: LocalAi) -> None:
    with pytest.raises(DownloadFailed, match="status 404"):
        await fetch(local_ai, lambda request: httpx.Response(404))


async def test_the_disk_is_asked_before_the_network(local_ai: LocalAi) -> None:
    def unasked(request: httpx.Request) -> httpx.Response:
        raise AssertionError

    with pytest.raises(DiskFull):
        await fetch(local_ai, unasked, msgspec.structs.replace(WEIGHTS, size=10**15))


def test_the_offer_says_what_how_large_whose_and_under_which_licence(local_ai: LocalAi) -> None:
    told = " ".join(fetching.offer(local_ai, known_by_id("bria-rmbg-2.0")).sentences)
    for words in ("BRIA RMBG 2.0, 1.02 GB, from github.com", "CC BY-NC 4.0", "Non-commercial", "9 GB of memory"):
        assert words in told
    told = " ".join(fetching.offer(local_ai, known_by_id("birefnet-lite")).sentences)
    assert "MIT" in told
    assert "Non-commercial" not in told
    assert not local_ai.folder.exists()


def test_the_offer_says_when_the_disk_is_too_small(local_ai: LocalAi) -> None:
    offer = fetching.offer(local_ai, msgspec.structs.replace(WEIGHTS, size=10**15))
    assert not offer.fits
    assert "not enough space" in offer.sentences[-1]


async def test_weights_that_were_spoiled_can_be_fetched_again(local_ai: LocalAi) -> None:
    await fetch(local_ai, whole)
    local_ai.path_of(WEIGHTS).write_bytes(b"spoiled")
    await fetch(local_ai, whole)
    assert local_ai.path_of(WEIGHTS).read_bytes() == CONTENT
