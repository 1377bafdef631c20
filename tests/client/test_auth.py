"""The vendor tool's session and pasted bearers: used while they live, and a clear sentence when they don't."""

import contextlib
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.client.auth import CliSession, NoSession, PastedBearer, claims_of, session_path
from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.errors import NotSignedIn, ServiceRefused
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.secret import Secret

from .conftest import GENERATED, NOON, Clock, Hosts, jwt

Keep = Callable[..., None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "prod.session.json"


@pytest.fixture
def session(path: Path, clock: Clock) -> CliSession:
    return CliSession(path, clock.now)


@pytest.fixture
def keep(path: Path) -> Keep:
    """Writes a session that lives so many minutes more; each one newer than the last."""
    written = 0

    def keep(token: object = "cli-token-1", minutes: float = 60.0) -> None:
        nonlocal written
        written += 1
        end_ms = (NOON + timedelta(minutes=minutes)).timestamp() * 1000
        path.write_text(json.dumps({"accessToken": token, "expiresAtUnixTimeMs": end_ms, "user": {"name": "x"}}))
        os.utime(path, (written, written))

    return keep


async def test_a_fresh_session_of_the_vendors_tool_is_used(session: CliSession, keep: Keep) -> None:
    keep()
    assert (await session.bearer()).reveal() == "cli-token-1"
    assert session.ends_at == NOON + timedelta(hours=1)
    assert session.interactive


@pytest.mark.parametrize(("minutes", "fresh"), [(5.01, True), (4.99, False), (-60, False)])
async def test_a_session_is_used_with_five_minutes_in_hand(
    session: CliSession, keep: Keep, minutes: float, fresh: bool
) -> None:
    keep(minutes=minutes)
    if fresh:
        await session.bearer()
        return
    with pytest.raises(NotSignedIn, match="ended") as refused:
        await session.bearer()
    assert "rundot login" in refused.value.hint


async def test_a_session_that_is_not_there_is_told_apart(session: CliSession) -> None:
    with pytest.raises(NoSession):
        await session.bearer()


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "",
        "[]",
        "{}",
        '{"accessToken": 5, "expiresAtUnixTimeMs": 99999999999999}',
        '{"accessToken": "a", "expiresAtUnixTimeMs": "soon"}',
        '{"accessToken": "a", "expiresAtUnixTimeMs": true}',
        '{"accessToken": "two words", "expiresAtUnixTimeMs": 99999999999999}',
        '{"accessToken": "", "expiresAtUnixTimeMs": 99999999999999}',
        '{"accessToken": "a", "expiresAtUnixTimeMs": null}',
    ],
)
async def test_a_session_file_that_is_none_asks_for_a_new_login(session: CliSession, path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(NotSignedIn, match="can't be read") as refused:
        await session.bearer()
    assert "rundot login" in refused.value.hint


@pytest.mark.parametrize("end", ["1e300", "9" * 400, "-1e300", "0"])
async def test_an_end_beyond_the_calendar_is_no_crash(session: CliSession, path: Path, end: str) -> None:
    path.write_text(f'{{"accessToken": "abcdef", "expiresAtUnixTimeMs": {end}}}')
    with contextlib.suppress(NotSignedIn):
        assert (await session.bearer()).reveal() == "abcdef"


async def test_a_folder_in_its_place_and_bytes_that_are_no_text_are_sentences(session: CliSession, path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotSignedIn):
        await session.bearer()
    path.unlink()
    path.mkdir()
    with pytest.raises(NotSignedIn):
        await session.bearer()


async def test_a_new_login_is_seen_without_a_restart(session: CliSession, keep: Keep) -> None:
    keep(minutes=1)
    with pytest.raises(NotSignedIn):
        await session.bearer()
    keep("cli-token-2")
    assert (await session.bearer()).reveal() == "cli-token-2"


async def test_a_session_the_service_refuses_is_not_sent_again_until_a_new_login(
    session: CliSession, keep: Keep
) -> None:
    keep()
    stale = await session.bearer()
    with pytest.raises(NotSignedIn, match="no longer takes"):
        await session.renewed(stale)
    with pytest.raises(NotSignedIn):
        await session.bearer()
    keep("cli-token-2")
    assert (await session.bearer()).reveal() == "cli-token-2"


async def test_a_login_made_meanwhile_answers_a_refusal(session: CliSession, keep: Keep) -> None:
    keep()
    stale = await session.bearer()
    keep("cli-token-2")
    assert (await session.renewed(stale)).reveal() == "cli-token-2"


def test_the_session_lies_where_the_vendors_tool_keeps_it(tmp_path: Path) -> None:
    roaming, profile = tmp_path / "Roaming", tmp_path / "profile"
    windows = {"APPDATA": str(roaming), "USERPROFILE": str(profile)}
    name = Path(".rundot") / "prod.session.json"
    assert session_path({"HOME": str(tmp_path)}, windows=False) == tmp_path / name
    assert session_path(windows, windows=True) == roaming / name
    (profile / ".rundot").mkdir(parents=True)
    (profile / name).write_text("{}")
    assert session_path(windows, windows=True) == profile / name


async def test_the_end_of_a_pasted_token_is_read_from_it(clock: Clock) -> None:
    token = Secret(jwt(exp=(NOON + timedelta(minutes=30)).timestamp(), sub="me"))
    pasted = PastedBearer(token, clock.now)
    assert await pasted.bearer() == token
    assert pasted.ends_at == NOON + timedelta(minutes=30)
    assert "temporary" in pasted.label
    clock.seconds += 30 * 60
    with pytest.raises(NotSignedIn, match=r"ended.*by this computer's clock"):
        await pasted.bearer()


async def test_a_token_that_is_no_jwt_is_taken_with_an_unknown_end(clock: Clock) -> None:
    pasted = PastedBearer(Secret("opaque-token"), clock.now)
    assert (await pasted.bearer()).reveal() == "opaque-token"
    assert pasted.ends_at is None


@pytest.mark.parametrize("text", ["", "two words", "line\nbreak", "é", "x" * 20_000, "tab\t"])
def test_what_cannot_stand_in_a_header_is_no_token(text: str) -> None:
    with pytest.raises(NotSignedIn) as refused:
        PastedBearer(Secret(text))
    assert not text or text not in str(refused.value)


@given(st.text(max_size=60))
def test_any_text_can_be_asked_for_its_claims(text: str) -> None:
    assert isinstance(claims_of(Secret(text)), dict)


@pytest.mark.parametrize(
    "claims", [{}, {"exp": "soon"}, {"exp": True}, {"exp": None}, {"exp": 1e300}, {"exp": 10**300}]
)
def test_odd_claims_are_no_crash(claims: dict) -> None:
    PastedBearer(Secret(jwt(**claims)))


async def test_a_pasted_token_that_is_refused_is_said_so_after_one_call(http: httpx.AsyncClient, hosts: Hosts) -> None:
    client = ImageGenClient(http, "game", PastedBearer(Secret("opaque-token")))
    with pytest.raises(NotSignedIn, match="does not take the pasted token"):
        await client.generate(GenerateRecipe("x"), [])
    with pytest.raises(NotSignedIn):
        await client.generate(GenerateRecipe("x"), [])
    assert hosts.asked["call"] == 1


async def test_a_service_without_sign_in_that_answers_401_is_a_refusal(http: httpx.AsyncClient, hosts: Hosts) -> None:
    with pytest.raises(ServiceRefused) as refused:
        await ImageGenClient(http, "game").generate(GenerateRecipe("x"), [])
    assert refused.value.problem.action == "sign-in"
    assert "authorization" not in hosts.requests[0].headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_never_carries_the_bearer_elsewhere(status: int) -> None:
    asked = []

    def service(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(status, headers={"location": "https://evil.example/v1/generate"})

    # Even where the http client was made to follow redirects.
    async with httpx.AsyncClient(
        transport=httpx.MockTransport(service), base_url="https://api.example", follow_redirects=True
    ) as http:
        client = ImageGenClient(http, "game", PastedBearer(Secret("opaque-token")))
        with pytest.raises(ServiceRefused, match="redirects"):
            await client.generate(GenerateRecipe("x"), [])
    assert asked == ["api.example"]


@pytest.mark.parametrize("status", [200, 400, 500])
async def test_a_bearer_that_the_service_quotes_is_taken_out_of_its_answer(status: int) -> None:
    token = "opaque-token-1"

    def service(request: httpx.Request) -> httpx.Response:
        body = {**GENERATED, "prompt": f"with {token}", "error": f"what is {token}?", "code": "ODD"}
        return httpx.Response(status, json=body, headers={"x-rundot-engine": f"engine {token}"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(service), base_url="https://api.example") as http:
        client = ImageGenClient(http, "game", PastedBearer(Secret(token)))
        try:
            told = repr(await client.generate(GenerateRecipe("x"), []))
        except ServiceRefused as error:
            told = error.message
    assert token not in told
    assert "…" in told
