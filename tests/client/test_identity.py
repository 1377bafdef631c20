"""The exchange of a deploy key: each request as the hosts want it, each refusal as a sentence without a secret."""

import httpx
import pytest

from rundot_studio.client.identity import Identity, SignInExpired
from rundot_studio.domain.errors import AnswerMalformed, NotSignedIn, ServiceRefused, ServiceUnreachable, StudioError
from rundot_studio.domain.secret import Secret

from .conftest import KEY, WEB_KEY, Hosts, identity_error

SIGNED_IN = {"idToken": "bearer-7", "refreshToken": "refresh-7", "expiresIn": "3600"}


async def test_a_deploy_key_becomes_a_bearer_in_two_calls(identity: Identity, hosts: Hosts) -> None:
    tokens = await identity.sign_in(await identity.exchange_api_key(Secret(KEY)))
    assert (tokens.id_token.reveal(), tokens.refresh_token.reveal()) == ("bearer-1", "refresh-1")
    assert tokens.lifetime_s == 3600
    exchange, sign_in = hosts.requests
    assert (exchange.method, str(exchange.url)) == ("POST", "https://api.example/v1/auth/exchange-api-key")
    assert str(sign_in.url) == f"https://identity.example/v1/accounts:signInWithCustomToken?key={WEB_KEY}"
    assert "authorization" not in sign_in.headers


async def test_a_refresh_is_form_encoded(identity: Identity, hosts: Hosts) -> None:
    hosts.refresh_tokens.add("refresh/+ 9")
    tokens = await identity.refresh(Secret("refresh/+ 9"))
    assert tokens.id_token.reveal() == "bearer-1"
    (request,) = hosts.requests
    assert str(request.url) == f"https://token.example/v1/token?key={WEB_KEY}"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"


async def test_a_key_that_is_unknown_is_told_apart_from_a_service_in_trouble(identity: Identity, hosts: Hosts) -> None:
    with pytest.raises(NotSignedIn, match=r"not accepted.*no such key"):
        await identity.exchange_api_key(Secret("rk_other"))
    hosts.faults["exchange"] = [httpx.Response(503, text="<html>down</html>")]
    with pytest.raises(ServiceUnreachable, match="trouble"):
        await identity.exchange_api_key(Secret(KEY))


async def test_without_a_web_api_key_nothing_is_sent(http: httpx.AsyncClient, hosts: Hosts) -> None:
    identity = Identity(http, base_url="https://api.example", web_api_key="")
    for asking in (identity.sign_in(Secret("custom")), identity.refresh(Secret("refresh"))):
        with pytest.raises(NotSignedIn, match="web API key") as refused:
            await asking
        assert "RUNDOT_STUDIO_WEB_API_KEY" in refused.value.hint
    assert hosts.requests == []


@pytest.mark.parametrize(
    ("message", "kind", "words"),
    [
        ("TOKEN_EXPIRED", SignInExpired, "ended"),
        ("INVALID_REFRESH_TOKEN", SignInExpired, "no longer valid"),
        ("USER_DISABLED", SignInExpired, "disabled"),
        ("INVALID_CUSTOM_TOKEN : it is custom-1", NotSignedIn, "another service"),
        ("API key not valid. Please pass a valid API key.", NotSignedIn, "web API key is wrong"),
        ("SOMETHING_NEW", NotSignedIn, "SOMETHING_NEW"),
        ("refresh-1 is bad", NotSignedIn, "status 400"),
    ],
)
async def test_the_code_of_a_refusal_is_read_and_its_words_are_not_shown(
    identity: Identity, hosts: Hosts, message: str, kind: type[StudioError], words: str
) -> None:
    hosts.faults["refresh"] = [identity_error(message)]
    with pytest.raises(kind, match=words) as refused:
        await identity.refresh(Secret("refresh-1"))
    assert "refresh-1" not in refused.value.message
    assert "custom-1" not in refused.value.message
    assert refused.value.problem.action == "sign-in"


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout, httpx.ReadError, httpx.ConnectTimeout])
async def test_a_lost_answer_is_safe_to_ask_for_again(
    identity: Identity, hosts: Hosts, error: type[httpx.TransportError]
) -> None:
    hosts.faults["sign in"] = [error("broken")]
    with pytest.raises(ServiceUnreachable, match="sign-in service") as refused:
        await identity.sign_in(Secret("custom-1"))
    assert "billed" not in refused.value.message


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, text="<html>hello</html>"),
        httpx.Response(200, json={**SIGNED_IN, "idToken": 7}),
        httpx.Response(200, json={**SIGNED_IN, "idToken": ""}),
        httpx.Response(200, json={**SIGNED_IN, "idToken": "two words\n"}),
        httpx.Response(200, json={**SIGNED_IN, "expiresIn": "soon"}),
        httpx.Response(200, json={**SIGNED_IN, "expiresIn": "-1"}),
        httpx.Response(200, json={**SIGNED_IN, "expiresIn": "nan"}),
        httpx.Response(200, json=[]),
        httpx.Response(200, content=b"\xff\xfe"),
    ],
    ids=["html", "number", "empty", "spaces", "no lifetime", "negative", "not a number", "list", "not utf-8"],
)
async def test_an_answer_of_the_wrong_shape_is_no_sign_in(
    identity: Identity, hosts: Hosts, response: httpx.Response
) -> None:
    hosts.faults["sign in"] = [response]
    with pytest.raises(AnswerMalformed, match="not in the protocol"):
        await identity.sign_in(Secret("custom-1"))


async def test_a_redirect_never_takes_the_key_elsewhere(identity: Identity, hosts: Hosts) -> None:
    hosts.faults["exchange"] = [httpx.Response(307, headers={"location": "https://evil.example/take"})]
    with pytest.raises(ServiceRefused, match="address"):
        await identity.exchange_api_key(Secret(KEY))
    assert {request.url.host for request in hosts.requests} == {"api.example"}


async def test_a_key_that_the_service_quotes_is_not_shown(identity: Identity, hosts: Hosts) -> None:
    hosts.faults["exchange"] = [httpx.Response(403, text=f"key {KEY} was revoked")]
    with pytest.raises(NotSignedIn, match="was revoked") as refused:
        await identity.exchange_api_key(Secret(KEY))
    assert KEY not in refused.value.message
