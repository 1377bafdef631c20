import http.client
import socket
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from rundot_studio.export.preview_server import PreviewServer

FILES = {"index.html": b"<p>hello", "game.js": b"1", "atlas.json": b"{}", "a b.png": b"png"}


@pytest.fixture
def server() -> Iterator[PreviewServer]:
    with PreviewServer(FILES) as running:
        yield running


def answer(server: PreviewServer, path: str, host: str | None = None) -> tuple[int, bytes, str]:
    """Status, body and type of a path that is sent as it is, without the tidying of a browser."""
    place = urlsplit(server.address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port or 0, timeout=5)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or place.netloc)
    connection.endheaders()
    told = connection.getresponse()
    found = told.status, told.read(), told.getheader("Content-Type", "")
    connection.close()
    return found


def test_serves_its_files_with_their_types(server: PreviewServer) -> None:
    base = urlsplit(server.address).path
    assert answer(server, base) == (200, b"<p>hello", "text/html; charset=utf-8")
    assert answer(server, f"{base}game.js") == (200, b"1", "text/javascript; charset=utf-8")
    assert answer(server, f"{base}atlas.json?x=1") == (200, b"{}", "application/json; charset=utf-8")
    assert answer(server, f"{base}a%20b.png") == (200, b"png", "image/png")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "//etc/passwd",
        "/wrong-token/index.html",
        "TOKEN../index.html",
        "TOKEN../../etc/passwd",
        "TOKEN%2e%2e/%2e%2e/etc/passwd",
        "TOKEN..%5c..%5cwindows",
        "TOKEN/etc/passwd",
        "TOKENgame.js%00.png",
        "TOKENmissing.js",
    ],
)
def test_nothing_else_can_be_had(server: PreviewServer, path: str) -> None:
    status, body, _ = answer(server, path.replace("TOKEN", urlsplit(server.address).path))
    assert status == 404
    assert b"hello" not in body


def test_a_page_under_another_name_gets_nothing(server: PreviewServer) -> None:
    assert answer(server, urlsplit(server.address).path, host="evil.example:80")[0] == 404


def test_is_there_for_this_computer_only(server: PreviewServer) -> None:
    assert urlsplit(server.address).hostname == "127.0.0.1"


def test_no_two_have_the_same_address() -> None:
    with PreviewServer(FILES) as one, PreviewServer(FILES) as other:
        assert urlsplit(one.address).path != urlsplit(other.address).path
        assert len(urlsplit(one.address).path) > 20


def test_other_files_are_there_at_the_next_request(server: PreviewServer) -> None:
    server.replace({"index.html": b"new"})
    with urllib.request.urlopen(server.address, timeout=5) as told:
        assert told.read() == b"new"
        assert told.headers["Cache-Control"] == "no-store"


def test_is_gone_when_it_ends() -> None:
    server = PreviewServer(FILES)
    assert server.address == ""
    server.start()
    server.start()
    port = urlsplit(server.address).port or 0
    server.stop()
    server.stop()
    assert server.address == ""
    with socket.socket() as free, pytest.raises(OSError):  # noqa: PT011
        free.connect(("127.0.0.1", port))
