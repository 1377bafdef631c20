"""The rehearsed sign-in: a key becomes a bearer, the engine asks for it, and it ends."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from rundot_studio.engine.accounts import Accounts
from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.protocol import identity, routes

from .rehearsal import BASE, GAME

WEB_KEY = {"key": "any-web-key"}
DEPLOY_KEY = "rk_0123456789"
COMPLETED = f"/v1/jobs/{GAME}/imagegen/completed"


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def http(tmp_path: Path, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """An engine that asks for a sign-in; no picture is made, so no worker starts."""
    engine = EmbeddedEngine(tmp_path, workers=1, accounts=Accounts(required=True, lifetime_s=3600, clock=clock))
    transport = httpx.ASGITransport(engine.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        yield http
    await engine.close()


def signed(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def claims(token: str) -> dict:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


async def exchange(http: httpx.AsyncClient, key: str = DEPLOY_KEY) -> httpx.Response:
    return await http.post(identity.EXCHANGE_API_KEY, headers=signed(key))


async def sign_in(http: httpx.AsyncClient) -> dict:
    token = (await exchange(http)).json()["data"]["customToken"]
    body = {"token": token, "returnSecureToken": True}
    response = await http.post(identity.SIGN_IN, params=WEB_KEY, json=body)
    assert response.status_code == 200
    return response.json()


async def renew(http: httpx.AsyncClient, refresh_token: str) -> httpx.Response:
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return await http.post(identity.TOKEN, params=WEB_KEY, data=form)


async def test_a_deploy_key_becomes_a_bearer_that_is_renewed(http: httpx.AsyncClient, clock: Clock) -> None:
    session = await sign_in(http)
    assert session["expiresIn"] == "3600"
    assert (await http.get(routes.MODELS, headers=signed(session["idToken"]))).status_code == 200
    clock.now += 3600
    assert (await http.get(routes.MODELS, headers=signed(session["idToken"]))).status_code == 401
    renewed = (await renew(http, session["refreshToken"])).json()
    assert renewed["expires_in"] == "3600"
    assert renewed["id_token"] != session["idToken"]
    assert (await http.get(routes.MODELS, headers=signed(renewed["id_token"]))).status_code == 200
    clock.now += 1
    assert (await renew(http, renewed["refresh_token"])).status_code == 200


async def test_a_token_says_when_it_ends_and_that_it_is_a_rehearsal(http: httpx.AsyncClient, clock: Clock) -> None:
    said = claims((await sign_in(http))["idToken"])
    assert said["exp"] == clock.now + 3600
    assert "rehearsal" in said["iss"]


@pytest.mark.parametrize("path", [routes.MODELS, COMPLETED])
@pytest.mark.parametrize("token", ["", "forged", "eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.rehearsal", DEPLOY_KEY])
async def test_a_call_without_a_bearer_of_ours_is_401(http: httpx.AsyncClient, path: str, token: str) -> None:
    assert (await http.get(path, headers=signed(token) if token else {})).status_code == 401


async def test_the_custom_token_and_the_refresh_token_are_no_bearers(http: httpx.AsyncClient) -> None:
    custom = (await exchange(http)).json()["data"]["customToken"]
    for token in (custom, (await sign_in(http))["refreshToken"]):
        assert (await http.get(routes.MODELS, headers=signed(token))).status_code == 401


@pytest.mark.parametrize("tool", ["remove-background", "upscale-image", "estimate-depth"])
async def test_the_utilities_take_a_person_only(http: httpx.AsyncClient, tool: str) -> None:
    deploy_key = (await sign_in(http))["idToken"]
    refused = await http.post(f"{BASE}/{tool}", json={}, headers=signed(deploy_key))
    assert refused.status_code == 403
    assert "interactive" in refused.json()["message"]
    person = (await http.post(routes.REHEARSAL_SIGN_IN)).json()["accessToken"]
    assert (await http.post(f"{BASE}/{tool}", json={}, headers=signed(person))).status_code == 400  # no picture named
    assert (await http.post(f"{BASE}/generate", json={}, headers=signed(deploy_key))).status_code == 400


async def test_a_persons_session_has_the_form_of_the_session_file(http: httpx.AsyncClient, clock: Clock) -> None:
    session = (await http.post(routes.REHEARSAL_SIGN_IN)).json()
    assert session["expiresAtUnixTimeMs"] == (clock.now + 3600) * 1000
    assert claims(session["accessToken"])["exp"] == clock.now + 3600


@pytest.mark.parametrize(
    ("key", "status"),
    [("rk_revoked_1", 401), ("rk_", 401), ("something", 401), ("", 401), ("pk_0123456789", 403)],
)
async def test_a_key_that_is_no_good_is_refused(http: httpx.AsyncClient, key: str, status: int) -> None:
    assert (await exchange(http, key)).status_code == status


async def test_the_identity_hosts_refuse_in_their_own_form(http: httpx.AsyncClient, clock: Clock) -> None:
    token = (await exchange(http)).json()["data"]["customToken"]
    body = {"token": token, "returnSecureToken": True}
    assert "API key" in (await http.post(identity.SIGN_IN, json=body)).json()["error"]["message"]
    clock.now += 3600
    response = await http.post(identity.SIGN_IN, params=WEB_KEY, json=body)
    assert (response.status_code, response.json()["error"]["message"]) == (400, "INVALID_CUSTOM_TOKEN")
    assert (await renew(http, "rehearsal-refresh-0")).json()["error"]["message"] == "INVALID_REFRESH_TOKEN"
    assert (await renew(http, "")).json()["error"]["message"] == "MISSING_REFRESH_TOKEN"
    response = await http.post(identity.TOKEN, params=WEB_KEY, data={"grant_type": "password"})
    assert response.json()["error"]["message"] == "INVALID_GRANT_TYPE"


async def test_outputs_need_no_bearer(http: httpx.AsyncClient) -> None:
    assert (await http.get("/v1/outputs/" + "0" * 32 + ".png")).status_code == 404


async def test_an_engine_that_only_offers_the_sign_in_takes_calls_without(tmp_path: Path) -> None:
    accounts = Accounts()
    engine = EmbeddedEngine(tmp_path, workers=1, accounts=accounts)
    transport = httpx.ASGITransport(engine.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        assert (await http.get(routes.MODELS)).status_code == 200
        assert (await sign_in(http))["idToken"]
    assert accounts.asked == {identity.EXCHANGE_API_KEY: 1, identity.SIGN_IN: 1}
    await engine.close()


async def test_the_plain_engine_has_no_sign_in(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, workers=1)
    transport = httpx.ASGITransport(engine.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        assert (await exchange(http)).status_code == 404
        assert (await http.get(routes.MODELS, headers=signed("x"))).status_code == 200
    await engine.close()
