"""Who may call an engine that listens on a port: no web page unasked, no name but its own, off loopback only by token.

A page on the internet can make a browser send requests to 127.0.0.1. Three checks keep it out: ``Host`` against DNS
rebinding (a foreign name made to point here), ``Origin`` against scripts, ``Sec-Fetch-Site`` against links and
pictures, which carry no origin. Sources: WHATWG Fetch, "CORS protocol"; W3C "Fetch Metadata Request Headers".
"""

import hmac
import ipaddress
import re
import socket
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.protocol import routes

from .accounts import bearer_of
from .answers import error_response
from .requests import MAX_BODY_BYTES

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
DEFAULT_HTTP_PORT = 80
_ORIGIN = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?", re.IGNORECASE | re.ASCII)
_SENT_HEADERS = "authorization, content-type, x-consumer, x-h5-game-session"
_OUTPUTS = routes.OUTPUTS.partition("{")[0]


def is_loopback(address: str) -> bool:
    """Whether only this computer reaches a socket bound to this address."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def checked_origin(text: str, field: str = "--allow-origin") -> str:
    """An origin as browsers send it, in lower case. Raises RuleBroken for what is none."""
    if _ORIGIN.fullmatch(text) is None:
        raise RuleBroken(field, text, "an origin such as http://localhost:5173: scheme, host and port, no path")
    return text.lower()


class Guard:
    """An ASGI application around another, for one listening address.

    ``address`` and ``port`` are what is bound, ``name`` what was asked for (a host name may stand for the address).
    ``token`` must come as the bearer of every call; outputs need none, for their names can't be guessed and pictures
    in a page can't send any. ``origins`` are those of web pages that may call.
    """

    def __init__(
        self, app: ASGIApp, *, address: str, port: int, name: str = "", token: str = "", origins: Iterable[str] = ()
    ) -> None:
        self._app = app
        self._port = port
        self._token = token
        self._origins = frozenset(origins)
        self._names = {*LOOPBACK_NAMES, _in_url(address), *((_in_url(name).lower(),) if name else ())}
        self._everywhere = ipaddress.ip_address(address.partition("%")[0]).is_unspecified
        if self._everywhere:
            self._names.add(socket.gethostname().lower())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        origin = request.headers.get("origin", "").lower()
        answer = self._refused(request, origin) or self._preflight(request, origin)
        if answer is None:
            answer = self._without_token(request) or _too_large(request)
        if origin in self._origins:
            send = _shared_with(origin, send)
        await (answer or self._app)(scope, receive, send)

    def _refused(self, request: Request, origin: str) -> Response | None:
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0].lower()):
            return error_response(421, "This server does not go by that name.", "HOST_REFUSED")
        if "origin" in request.headers:
            if origin not in self._origins:
                return error_response(
                    403,
                    "A web page may not call this engine unasked.",
                    "ORIGIN_REFUSED",
                    "Start it with --allow-origin and the page's origin.",
                )
        elif request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not _is_output(request):
            return error_response(403, "A web page may not call this engine unasked.", "ORIGIN_REFUSED")
        return None

    def _is_ours(self, host: str) -> bool:
        match = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(\d{1,5}))?", host, re.ASCII)
        if match is None or int(match[2] or DEFAULT_HTTP_PORT) != self._port:
            return False
        # Bound everywhere, every address of this computer is right; a number can't be rebound, only a name can.
        return match[1] in self._names or (self._everywhere and _is_number(match[1]))

    def _preflight(self, request: Request, origin: str) -> Response | None:
        if request.method != "OPTIONS" or "access-control-request-method" not in request.headers or not origin:
            return None
        headers = {
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": _SENT_HEADERS,
            "access-control-max-age": "600",
        }
        if request.headers.get("access-control-request-private-network") == "true":
            headers["access-control-allow-private-network"] = "true"
        return Response(status_code=204, headers=headers)

    def _without_token(self, request: Request) -> Response | None:
        if not self._token or _is_output(request):
            return None
        if hmac.compare_digest(bearer_of(request).encode(), self._token.encode()):
            return None
        return error_response(401, "This server takes calls with its token only (see serve --token).")


def _too_large(request: Request) -> Response | None:
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > MAX_BODY_BYTES:
        return error_response(413, f"The request is larger than {MAX_BODY_BYTES // 1024 // 1024} MB.")
    return None


def _is_output(request: Request) -> bool:
    return request.method == "GET" and request.scope["path"].startswith(_OUTPUTS)


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _shared_with(origin: str, send: Send) -> Send:
    """Lets the page of that origin read the answer."""
    more = [
        (b"access-control-allow-origin", origin.encode()),
        (b"access-control-expose-headers", f"{routes.ENGINE_HEADER}, retry-after".encode()),
        (b"vary", b"Origin"),
    ]

    async def shared(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await send(message)

    return shared
