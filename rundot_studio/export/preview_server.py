"""A few files served on this computer only, below an address that nobody can guess, for as long as they are shown."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import unquote, urlsplit

_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "png": "image/png",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}
_INDEX = "index.html"


class PreviewServer:
    """``files`` by their names, with forward slashes; nothing on the disk is ever read, so no path leads anywhere else.

    ::

        with PreviewServer({"index.html": b"..."}) as server:
            webbrowser.open(server.address)

    Starts and ends within milliseconds; its thread is its own. ``replace`` may be called at any time.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self._token = secrets.token_urlsafe(16)
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Of the game's page; empty while it is not running."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/{self._token}/" if self._server is not None else ""

    def replace(self, files: Mapping[str, bytes]) -> None:
        """Other files from the next request on: a page that is loaded again shows them."""
        self._files = dict(files)

    def start(self) -> None:
        """On a free port of 127.0.0.1. Raises OSError where there is none."""
        if self._server is not None:
            return
        server = self

        class Answer(_Answer):
            def found(self, path: str) -> tuple[str, bytes] | None:
                return server.found(path)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="preview", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Safe to call twice."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> PreviewServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def found(self, path: str) -> tuple[str, bytes] | None:
        """The name and the bytes of what is asked for by the path of an address; None for anything else."""
        _, _, rest = path.partition("/")
        token, _, name = rest.partition("/")
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        name = unquote(name) or _INDEX
        data = self._files.get(name)
        return (name, data) if data is not None else None


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server_version = "rundot-studio"
    sys_version = ""

    def found(self, path: str) -> tuple[str, bytes] | None:
        raise NotImplementedError

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0]
        # A page elsewhere could let its own name point here and read what is shown.
        found = self.found(urlsplit(self.path).path) if host in ("127.0.0.1", "localhost") else None
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        name, data = found
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", _TYPES.get(name.rpartition(".")[2], "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src 'self' blob:; style-src 'self'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal belongs to the command."""
