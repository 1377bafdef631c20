"""Signing in, rehearsed: the service's key exchange and the two identity hosts, with made-up tokens.

Nothing here is an identity: the tokens are unsigned, say so in their claims, and are good for this process alone.
``RUNDOT_STUDIO_IDENTITY_URL`` and ``_SECURETOKEN_URL`` may point at the same address as the service.
"""

import base64
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from rundot_studio.protocol import identity, routes
from rundot_studio.protocol.identity import IdentityError, IdentityFault

from .answers import error_response, json_response
from .requests import read_body, read_params

ISSUER = "the embedded engine of Rundot Studio (a rehearsal; no real account)"
DEFAULT_LIFETIME_S = 3600.0
CUSTOM_TOKEN_LIFETIME_S = 3600.0
MOST_BODY_BYTES = 64 * 1024
MOST_TOKENS = 10_000
"""Remembered at once; then the oldest are forgotten, as if they had ended."""
REVOKED_KEY = "rk_revoked"
"""Deploy keys that begin so are refused; every other ``rk_...`` is taken."""

Kind = Literal["deploy key", "person"]
Clock = Callable[[], float]
Endpoint = Callable[[Request], Awaitable[Response]]

_OPEN_ROUTES = (identity.EXCHANGE_API_KEY, identity.SIGN_IN, identity.TOKEN, routes.REHEARSAL_SIGN_IN)
_PERSONS_ONLY = ("/remove-background", "/upscale-image", "/estimate-depth")


@dataclass(frozen=True)
class _Issued:
    kind: Kind
    ends: float


class Accounts:
    """What was issued, and whether the engine asks for it. Times are seconds of ``clock`` (Unix time)."""

    def __init__(
        self, *, required: bool = False, lifetime_s: float = DEFAULT_LIFETIME_S, clock: Clock = time.time
    ) -> None:
        self.required = required
        self.lifetime_s = lifetime_s
        self.asked: Counter[str] = Counter()
        """How often each path of the sign-in was called."""
        self._clock = clock
        self._custom: dict[str, _Issued] = {}
        self._bearers: dict[str, _Issued] = {}
        self._refresh: dict[str, _Issued] = {}

    def routes(self) -> list[Route]:
        endpoints = {
            identity.EXCHANGE_API_KEY: self._exchange,
            identity.SIGN_IN: self._sign_in,
            identity.TOKEN: self._renew,
            routes.REHEARSAL_SIGN_IN: self._sign_in_person,
        }
        return [Route(path, self._counted(path, endpoint), methods=["POST"]) for path, endpoint in endpoints.items()]

    def _counted(self, path: str, endpoint: Endpoint) -> Endpoint:
        async def counted(request: Request) -> Response:
            self.asked[path] += 1
            return await endpoint(request)

        return counted

    def gate(self, app: ASGIApp) -> ASGIApp:
        """The application behind a check of the bearer; outputs and the sign-in itself stay open."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            refused = self._refused(scope) if scope["type"] == "http" and self.required else None
            await (refused or app)(scope, receive, send)

        return guarded

    def _refused(self, scope: Scope) -> Response | None:
        path: str = scope["path"]
        if path in _OPEN_ROUTES or path.startswith(routes.OUTPUTS.partition("{")[0]):
            return None
        issued = self._bearers.get(bearer_of(Request(scope)))
        if issued is None or issued.ends <= self._clock():
            return error_response(401, "The token is missing, unknown or has ended.")
        if issued.kind != "person" and path.endswith(_PERSONS_ONLY):
            return error_response(403, "A deploy key may generate; this call takes an interactive sign-in only.")
        return None

    async def _exchange(self, request: Request) -> Response:
        key = bearer_of(request)
        if key.startswith("pk_"):
            return error_response(403, "A playground key opens playground sessions only.")
        if not key.startswith("rk_") or len(key) < 6 or key.startswith(REVOKED_KEY):
            return error_response(401, "The key is unknown, revoked or has ended.")
        token = self._issue(self._custom, "deploy key", CUSTOM_TOKEN_LIFETIME_S, "custom token")
        return json_response(identity.ExchangeAnswer(data=identity.CustomToken(custom_token=token)))

    async def _sign_in(self, request: Request) -> Response:
        if not request.query_params.get("key"):
            return _refusal("API key not valid. Please pass a valid API key.")
        asked = await read_params(request, identity.SignInRequest)
        issued = self._taken(self._custom, asked.token)
        if issued is None:
            return _refusal("INVALID_CUSTOM_TOKEN")
        bearer, refresh, expires_in = self._session(issued.kind)
        return json_response(identity.SignInAnswer(id_token=bearer, refresh_token=refresh, expires_in=expires_in))

    async def _renew(self, request: Request) -> Response:
        if not request.query_params.get("key"):
            return _refusal("API key not valid. Please pass a valid API key.")
        form = parse_qs((await read_body(request, MOST_BODY_BYTES)).decode("utf-8", "replace"))
        if form.get("grant_type") != ["refresh_token"]:
            return _refusal("INVALID_GRANT_TYPE")
        given = form.get("refresh_token", [""])[0]
        issued = self._refresh.get(given)
        if issued is None:
            return _refusal("INVALID_REFRESH_TOKEN" if given else "MISSING_REFRESH_TOKEN")
        bearer, _, expires_in = self._session(issued.kind, given)
        return json_response(identity.TokenAnswer(id_token=bearer, refresh_token=given, expires_in=expires_in))

    async def _sign_in_person(self, request: Request) -> Response:
        """A session as the vendor's command-line tool keeps it; real ones come from a browser."""
        bearer, _, _ = self._session("person")
        ends = self._bearers[bearer].ends
        return json_response({"accessToken": bearer, "expiresAtUnixTimeMs": int(ends * 1000)})

    def _session(self, kind: Kind, refresh: str = "") -> tuple[str, str, str]:
        """(bearer, refresh token, seconds as text); a refresh token given is kept."""
        if not refresh:
            refresh = f"rehearsal-refresh-{secrets.token_hex(16)}"
            _remember(self._refresh, refresh, _Issued(kind, float("inf")))
        bearer = self._issue(self._bearers, kind, self.lifetime_s, "ID token")
        return bearer, refresh, f"{self.lifetime_s:.0f}"

    def _issue(self, where: dict[str, _Issued], kind: Kind, lifetime_s: float, use: str) -> str:
        now = self._clock()
        claims = {
            "iss": ISSUER,
            "sub": f"rehearsal {kind}",
            "use": use,
            "iat": int(now),
            "exp": int(now + lifetime_s),
            "jti": secrets.token_hex(16),
        }
        token = ".".join((_encoded({"alg": "none", "typ": "JWT"}), _encoded(claims), "rehearsal"))
        _remember(where, token, _Issued(kind, now + lifetime_s))
        return token

    def _taken(self, where: dict[str, _Issued], token: str) -> _Issued | None:
        issued = where.get(token)
        return issued if issued is not None and issued.ends > self._clock() else None


def bearer_of(request: Request) -> str:
    """The token of the Authorization header, empty where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _remember(where: dict[str, _Issued], token: str, issued: _Issued) -> None:
    where[token] = issued
    while len(where) > MOST_TOKENS:
        del where[next(iter(where))]


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(part)).decode().rstrip("=")


def _refusal(message: str) -> Response:
    """As the identity hosts refuse."""
    return json_response(IdentityError(error=IdentityFault(code=400, message=message, status="INVALID_ARGUMENT")), 400)
