"""Who may call an engine on a port."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.guard import Guard, checked_origin, is_loopback
from rundot_studio.engine.requests import MAX_BODY_BYTES
from rundot_studio.protocol import routes

from .rehearsal import BASE, GAME, listening

PORT = 3000
TOKEN = "a-long-secret"
GAME_PAGE = "http://localhost:5173"
OUTPUT = "/v1/outputs/" + "0" * 32 + ".png"
COMPLETED = f"/v1/jobs/{GAME}/imagegen/completed"


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[EmbeddedEngine]:
    """Nothing is painted here, so no worker starts."""
    engine = EmbeddedEngine(tmp_path, workers=1)
    yield engine
    await engine.close()


def caller(engine: EmbeddedEngine, **of_guard: object) -> httpx.AsyncClient:
    guard = Guard(engine.app, **{"address": "127.0.0.1", "port": PORT, **of_guard})
    return httpx.AsyncClient(transport=httpx.ASGITransport(guard), base_url=f"http://127.0.0.1:{PORT}")


async def status(http: httpx.AsyncClient, path: str = routes.MODELS, **headers: str | bytes) -> int:
    return (
        await http.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    ).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"])
async def test_its_own_names_are_taken(engine: EmbeddedEngine, host: str) -> None:
    async with caller(engine) as http:
        assert await status(http, Host=host) == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example:3000", "evil.example", "localhost", "localhost:3001", "127.0.0.1:80", "127.0.0.1.nip.io:3000"),
        *("localhost.evil.example:3000", "192.168.1.5:3000", "localhost:3000:3000", "user@localhost:3000", ":3000", ""),
    ],
)
async def test_another_name_is_refused_for_it_may_be_rebound(engine: EmbeddedEngine, host: str) -> None:
    async with caller(engine) as http:
        response = await http.get(routes.MODELS, headers={"Host": host})
    assert response.status_code == 421
    assert response.json()["code"] == "HOST_REFUSED"


async def test_the_name_it_was_bound_by_and_the_usual_port_are_taken(engine: EmbeddedEngine) -> None:
    async with caller(engine, address="192.168.1.5", port=80, name="studio.lan") as http:
        assert await status(http, Host="studio.lan") == 200
        assert await status(http, Host="192.168.1.5") == 200
        assert await status(http, Host="192.168.1.6") == 421


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
async def test_bound_everywhere_it_takes_any_number_but_no_foreign_name(engine: EmbeddedEngine, address: str) -> None:
    async with caller(engine, address=address, token=TOKEN) as http:
        http.headers["Authorization"] = f"Bearer {TOKEN}"
        assert await status(http, Host="192.168.1.5:3000") == 200
        assert await status(http, Host="[fe80::1]:3000") == 200
        assert await status(http, Host="evil.example:3000") == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://localhost:3000", GAME_PAGE])
async def test_a_web_page_may_not_call_it_unasked(engine: EmbeddedEngine, origin: str) -> None:
    async with caller(engine) as http:
        response = await http.get(routes.MODELS, headers={"Origin": origin})
        preflight = await http.options(
            f"{BASE}/generate", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
        )
    for answer in (response, preflight):
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers
    assert "--allow-origin" in response.json()["detail"]


async def test_an_allowed_page_may_ask_and_read(engine: EmbeddedEngine) -> None:
    async with caller(engine, origins=[GAME_PAGE]) as http:
        preflight = await http.options(
            f"{BASE}/generate",
            headers={
                "Origin": GAME_PAGE,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type,x-consumer",
                "Access-Control-Request-Private-Network": "true",
            },
        )
        response = await http.get(routes.MODELS, headers={"Origin": GAME_PAGE, "Sec-Fetch-Site": "same-site"})
        refused = await http.post(f"{BASE}/generate", json={}, headers={"Origin": GAME_PAGE})
        assert await status(http, Origin="http://localhost:5174") == 403
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert {"authorization", "content-type", "x-consumer", "x-h5-game-session"} == {
        name.strip() for name in preflight.headers["access-control-allow-headers"].split(",")
    }
    assert preflight.headers["access-control-allow-private-network"] == "true"
    assert response.json()
    assert refused.status_code == 400  # and the page can read why
    for answer in (preflight, response, refused):
        assert answer.headers["access-control-allow-origin"] == GAME_PAGE
        assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_without_an_origin_can_not_drain_the_jobs_but_show_pictures(
    engine: EmbeddedEngine, site: str
) -> None:
    async with caller(engine, origins=[GAME_PAGE]) as http:
        assert await status(http, COMPLETED, Sec_Fetch_Site=site) == 403
        assert await status(http, OUTPUT, Sec_Fetch_Site=site) == 404
        assert await status(http, COMPLETED, Sec_Fetch_Site="none") == 200


async def test_with_a_token_every_call_but_a_download_needs_it(engine: EmbeddedEngine) -> None:
    async with caller(engine, token=TOKEN) as http:
        assert await status(http) == 401
        assert await status(http, Authorization="Bearer a-long-secre") == 401
        assert await status(http, Authorization="Bearer ä".encode()) == 401
        assert await status(http, Authorization=f"Basic {TOKEN}") == 401
        assert await status(http, Authorization=f"Bearer {TOKEN}") == 200
        assert await status(http, OUTPUT) == 404


async def test_an_allowed_pages_preflight_needs_no_token_but_its_call_does(engine: EmbeddedEngine) -> None:
    async with caller(engine, token=TOKEN, origins=[GAME_PAGE]) as http:
        asked = {"Origin": GAME_PAGE, "Access-Control-Request-Method": "GET"}
        assert (await http.options(routes.MODELS, headers=asked)).status_code == 204
        assert await status(http, Origin=GAME_PAGE) == 401
        assert await status(http, Origin=GAME_PAGE, Authorization=f"Bearer {TOKEN}") == 200


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_over_the_cap_is_refused(engine: EmbeddedEngine, announced: bool) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 2**20 + 1):
            yield bytes(2**20)

    headers = {"Content-Length": str(MAX_BODY_BYTES + 2**20)} if announced else {}
    async with caller(engine) as http:
        response = await http.post(f"{BASE}/generate", content=body(), headers=headers)
    assert response.status_code == 413
    assert "64 MB" in response.json()["message"]


async def test_on_a_real_port_it_takes_its_own_name_and_no_other(engine: EmbeddedEngine) -> None:
    async with listening(lambda address, port: Guard(engine.app, address=address, port=port)) as http:
        assert await status(http) == 200
        assert await status(http, Host="evil.example") == 421
        assert await status(http, Origin="https://evil.example") == 403
        assert await status(http, X_Forwarded_Host="evil.example", X_Forwarded_For="10.0.0.1") == 200


@pytest.mark.parametrize(
    "origin", ["http://localhost:5173", "https://game.example", "HTTP://Localhost", "http://[::1]:1"]
)
def test_an_origin_is_scheme_host_and_port(origin: str) -> None:
    assert checked_origin(origin) == origin.lower()


@pytest.mark.parametrize(
    "text", ["*", "null", "localhost:5173", "http://a/", "http://a/b", "ftp://a", "http://a b", ""]
)
def test_anything_else_is_no_origin(text: str) -> None:
    with pytest.raises(RuleBroken, match="--allow-origin"):
        checked_origin(text)


def test_loopback_is_told_from_the_rest() -> None:
    assert [is_loopback(address) for address in ("127.0.0.1", "127.1.2.3", "::1")] == [True] * 3
    assert [is_loopback(address) for address in ("0.0.0.0", "::", "192.168.1.5", "fe80::1%eth0")] == [False] * 4
