"""A service with its identity hosts, in a few lines, that counts what it was asked; and a clock set by hand."""

import base64
import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import httpx
import pytest

from rundot_studio.client.deploy_key import DeployKey
from rundot_studio.client.identity import Identity
from rundot_studio.domain.secret import Secret

KEY = "rk_planted_0123456789"
WEB_KEY = "web-key-1"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
GENERATED = {"generationId": "g1", "imageUrl": "https://x/1.png", "prompt": "p", "model": "m", "seed": 4}


def jwt(**claims: object) -> str:
    """An unsigned JSON web token."""
    parts = [json.dumps({"alg": "none"}), json.dumps(claims), "signature"]
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds - 1000.0)


class Hosts:
    """The service and both identity hosts. Bearers live as long as ``lifetime_s`` by ``clock``."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lifetime_s = 3600
        self.asked: Counter[str] = Counter()
        self.faults: dict[str, list[Exception | httpx.Response]] = {}
        self.requests: list[httpx.Request] = []
        self.good_until: dict[str, float] = {}
        self.refresh_tokens: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        name = {
            "/v1/auth/exchange-api-key": "exchange",
            "/v1/accounts:signInWithCustomToken": "sign in",
            "/v1/token": "refresh",
        }.get(request.url.path, "call")
        self.asked[name] += 1
        if self.faults.get(name):
            fault = self.faults[name].pop(0)
            if isinstance(fault, Exception):
                raise fault
            return fault
        return {"exchange": self._exchange, "sign in": self._sign_in, "refresh": self._refresh, "call": self._call}[
            name
        ](request)

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        if request.headers["authorization"] != f"Bearer {KEY}":
            return httpx.Response(401, json={"error": "no such key"})
        return httpx.Response(200, json={"data": {"customToken": "custom-1"}})

    def _sign_in(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        if body != {"token": "custom-1", "returnSecureToken": True} or request.url.params["key"] != WEB_KEY:
            return identity_error("INVALID_CUSTOM_TOKEN")
        bearer, refresh = self._bearer()
        return httpx.Response(
            200, json={"idToken": bearer, "refreshToken": refresh, "expiresIn": str(self.lifetime_s), "kind": "x"}
        )

    def _refresh(self, request: httpx.Request) -> httpx.Response:
        form = parse_qs(request.content.decode())
        if form["grant_type"] != ["refresh_token"] or form["refresh_token"][0] not in self.refresh_tokens:
            return identity_error("TOKEN_EXPIRED")
        bearer, refresh = self._bearer()
        return httpx.Response(
            200, json={"id_token": bearer, "refresh_token": refresh, "expires_in": str(self.lifetime_s)}
        )

    def _call(self, request: httpx.Request) -> httpx.Response:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.good_until.get(bearer, 0) <= self.clock():
            return httpx.Response(401, json={"error": f"bad token {bearer}"})
        return httpx.Response(200, json=GENERATED)

    def _bearer(self) -> tuple[str, str]:
        number = len(self.good_until) + 1
        bearer, refresh = f"bearer-{number}", f"refresh-{number}"
        self.good_until[bearer] = self.clock() + self.lifetime_s
        self.refresh_tokens.add(refresh)
        return bearer, refresh


def identity_error(message: str, status: int = 400) -> httpx.Response:
    return httpx.Response(status, json={"error": {"code": status, "message": message, "errors": []}})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hosts(clock: Clock) -> Hosts:
    return Hosts(clock)


@pytest.fixture
async def http(hosts: Hosts) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(hosts), base_url="https://api.example") as http:
        yield http


@pytest.fixture
def identity(http: httpx.AsyncClient) -> Identity:
    return Identity(
        http,
        base_url="https://api.example",
        web_api_key=WEB_KEY,
        identity_url="https://identity.example",
        securetoken_url="https://token.example",
    )


@pytest.fixture
def deploy_key(identity: Identity, clock: Clock) -> DeployKey:
    return DeployKey(Secret(KEY), identity, clock, clock.now)
