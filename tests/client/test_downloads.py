"""Outputs are fetched with care: only from where they may come, whole, within limits, never with the bearer."""

import io
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest
from PIL import Image

from rundot_studio.client.downloads import MAX_REDIRECTS, check_picture, fetch
from rundot_studio.domain.errors import DownloadFailed


def png(width: int = 4, height: int = 3) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 30, 40, 128)).save(buffer, "PNG")
    return buffer.getvalue()


Handler = Callable[[httpx.Request], httpx.Response]


async def fetched(handler: Handler, url: str, base_url: str = "https://api.example", **limits: int) -> bytes:
    async with httpx.AsyncClient(
        transport=httpx.MockTransport(handler), base_url=base_url, headers={"x-test": "1"}
    ) as http:
        return await fetch(http, url, **limits)


async def test_a_picture_on_another_https_host_is_fetched_without_the_bearer() -> None:
    requests: list[httpx.Request] = []

    def host(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, content=b"picture")

    assert await fetched(host, "https://cdn.example/1.png") == b"picture"
    assert "authorization" not in requests[0].headers


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.example/1.png",
        "http://127.0.0.1:9/1.png",
        "file:///etc/passwd",
        "data:image/png;base64,AA",
        "ftp://x/1.png",
        "//x/1.png",
        "1.png",
        "https://",
        "http://[broken",
        "",
    ],
)
async def test_an_address_that_is_neither_https_nor_the_services_own_is_not_followed(url: str) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError("nothing may be sent")

    with pytest.raises(DownloadFailed, match="address"):
        await fetched(never, url)


async def test_a_loopback_server_may_hand_out_its_own_plain_urls() -> None:
    def own(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"own")

    assert await fetched(own, "http://127.0.0.1:3000/v1/outputs/1.png", "http://127.0.0.1:3000") == b"own"


async def test_redirects_are_followed_but_not_in_circles_and_not_into_files() -> None:
    def hop(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/start":
            return httpx.Response(302, headers={"location": "/end"})
        return httpx.Response(200, content=b"end")

    assert await fetched(hop, "https://cdn.example/start") == b"end"
    count = 0

    def circle(request: httpx.Request) -> httpx.Response:
        nonlocal count
        count += 1
        return httpx.Response(302, headers={"location": "/again"})

    with pytest.raises(DownloadFailed, match="circles"):
        await fetched(circle, "https://cdn.example/start")
    assert count == MAX_REDIRECTS + 1

    def into_files(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": "file:///etc/passwd"})

    with pytest.raises(DownloadFailed, match="address"):
        await fetched(into_files, "https://cdn.example/start")


@pytest.mark.parametrize(("status", "action"), [(404, "again"), (410, "again"), (403, "retry"), (500, "retry")])
async def test_an_expired_link_is_told_from_a_hiccup(status: int, action: str) -> None:
    with pytest.raises(DownloadFailed) as failed:
        await fetched(lambda request: httpx.Response(status), "https://cdn.example/1.png")
    assert failed.value.problem.action == action


class Endless(httpx.AsyncByteStream):
    def __init__(self) -> None:
        self.sent = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.sent += 65536
            yield bytes(65536)


async def test_a_body_over_the_cap_is_cut_off_announced_or_not() -> None:
    endless = Endless()
    with pytest.raises(DownloadFailed, match="larger"):
        await fetched(lambda request: httpx.Response(200, stream=endless), "https://x/1.png", most=1024 * 1024)
    assert endless.sent < 2 * 1024 * 1024
    announced = httpx.Response(200, headers={"content-length": str(5 * 1024**3)}, stream=Endless())
    with pytest.raises(DownloadFailed, match="larger"):
        await fetched(lambda request: announced, "https://x/1.png")


def broken_pictures() -> Iterator[object]:
    whole = png(64, 64)
    yield pytest.param(whole[: len(whole) // 2], id="truncated")
    yield pytest.param(b"<html>not found</html>", id="an error page")
    yield pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"/>', id="svg")
    yield pytest.param(b"", id="empty")
    huge = bytearray(whole)
    huge[16:24] = (60000).to_bytes(4, "big") * 2
    yield pytest.param(bytes(huge), id="60000 x 60000")


@pytest.mark.parametrize("data", list(broken_pictures()))
def test_what_is_not_a_whole_picture_is_not_taken(data: bytes) -> None:
    with pytest.raises(DownloadFailed, match="not a whole picture"):
        check_picture(data)


def test_a_whole_picture_is_measured_and_hashed() -> None:
    delivered = check_picture(png())
    assert (delivered.format, delivered.width, delivered.height, delivered.has_alpha) == ("png", 4, 3, True)
    assert len(delivered.sha256) == 64
