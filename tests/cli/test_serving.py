"""serve: the same engine over a socket, used by the same client."""

import socket
import sys
import time
from collections.abc import Callable

import httpx
import pytest

from rundot_studio.engine.faults import BEHAVIOURS

from .conftest import Ran, Serve

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def server(serve: Serve) -> str:
    return serve()


def test_a_picture_from_a_server_is_the_same_as_from_the_engine_in_process(
    rundot: Callable[..., Ran], server: str, knight: dict
) -> None:
    arguments = ("generate", knight["prompt"], "--negative", "blurry", "--seed", 12345, "--json")
    ran = rundot("--connection", server, *arguments)
    assert ran.code == 0, ran.err
    (picture,) = ran.json["pictures"]
    assert picture["deliveredSha256"] == knight["deliveredSha256"]
    assert picture["procedural"] is True
    cut = rundot("--connection", server, "remove-background", picture["id"], "--json")
    assert cut.json["pictures"][0]["kind"] == "cutout"


def test_a_taken_port_is_a_sentence(rundot: Callable[..., Ran]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = rundot("serve", "--port", taken.getsockname()[1])
    assert ran.code == 1
    assert "can't be listened on" in ran.err


def test_a_server_that_is_not_there_is_a_sentence(rundot: Callable[..., Ran]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    ran = rundot("--connection", f"http://127.0.0.1:{port}", "generate", "a coin", "--json")
    assert ran.code == 1
    assert ran.json["failed"][0]["code"] == "SERVICE_UNREACHABLE"


def test_the_hosted_service_without_an_account_says_so(rundot: Callable[..., Ran]) -> None:
    ran = rundot("--connection", "run", "models")
    assert ran.code == 1
    assert "account" in ran.err


COIN = {"prompt": "a coin, pixel art", "seed": 7}
PATH = "/v1/imagegen/forest-quest/generate"
MODELS = "/v1/imagegen/models"
GAME_PAGE = "http://localhost:5173"


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_off_loopback_it_does_not_start_without_a_token(rundot: Callable[..., Ran], host: str) -> None:
    ran = rundot("serve", "--port", 0, "--host", host)
    assert ran.code == 2
    assert "--token" in ran.err
    assert "listening" not in ran.out


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--faults", "generate:explode"), "generate:explode"),
        (("--lifetime", "0"), "1 to 604800"),
        (("--require-sign-in", "0.5"), "1 to 86400"),
        (("--credits", "-1"), "0 to 1000000"),
        (("--credits", "nan"), "0 to 1000000"),
        (("--token", "short-1"), "at least 8"),
        (("--token", "a-long-secret", "--require-sign-in"), "one bearer"),
        (("--allow-origin", "*"), "scheme, host and port"),
        (("--port", "70000"), "0 to 65535"),
    ],
)
def test_a_flag_out_of_its_bounds_is_told_before_anything_listens(
    rundot: Callable[..., Ran], flags: tuple[str, ...], said: str
) -> None:
    ran = rundot("serve", *(("--port", 0) if "--port" not in flags else ()), *flags)
    assert ran.code == 2
    assert any(flag in ran.err for flag in flags if flag.startswith("--"))
    assert said in ran.err
    assert "short-1" not in ran.err
    assert "a-long-secret" not in ran.err


def test_no_web_page_drives_it_unasked(serve: Serve) -> None:
    address = serve("--allow-origin", GAME_PAGE, "--allow-origin", "http://127.0.0.1:8000")
    with httpx.Client(base_url=address) as http:
        assert http.get(MODELS).status_code == 200
        assert http.get(MODELS, headers={"Host": "evil.example"}).status_code == 421
        assert http.get(MODELS, headers={"Origin": "https://evil.example"}).status_code == 403
        allowed = http.get(MODELS, headers={"Origin": GAME_PAGE})
        assert allowed.headers["access-control-allow-origin"] == GAME_PAGE
        asked = {"Origin": "http://127.0.0.1:8000", "Access-Control-Request-Method": "POST"}
        assert http.options(PATH, headers=asked).status_code == 204


def test_off_loopback_it_takes_the_token_only(serve: Serve) -> None:
    address = serve("--host", "0.0.0.0", "--token", "a-long-secret").replace("0.0.0.0", "127.0.0.1")
    with httpx.Client(base_url=address) as http:
        assert http.get(MODELS).status_code == 401
        assert http.get(MODELS, headers={"Authorization": "Bearer a-long-secret"}).status_code == 200


def test_faults_credits_and_short_lives_can_be_rehearsed(serve: Serve) -> None:
    address = serve("--faults", "generate:429=2@first-1,models:hang", "--credits", "5", "--lifetime", "1")
    with httpx.Client(base_url=address) as http:
        assert http.post(PATH, json=COIN).headers["retry-after"] == "2"
        answer = http.post(PATH, json=COIN, timeout=30).json()
        assert answer["credits"] == {"used": 4, "remaining": 1}
        assert http.get(answer["imageUrl"]).status_code == 200
        assert http.post(PATH, json=COIN).json()["code"] == "CREDITS_EXHAUSTED"
        assert http.get("/v1/rehearsal/counts").json()["made"] == {"generate": 1}
        time.sleep(1.1)
        assert http.get(answer["imageUrl"]).status_code == 404
        with pytest.raises(httpx.ReadTimeout):
            http.get(MODELS, timeout=0.3)


@pytest.mark.parametrize("flags", [(), ("--faults", "generate:429@99")], ids=["plain", "faults"])
def test_a_caller_that_hangs_up_leaves_nothing_in_the_log(serve: Serve, flags: tuple[str, ...]) -> None:
    large = {"prompt": "a forest", "model": "gemini-3-pro-image-preview", "imageSize": "4K"}
    with httpx.Client(base_url=serve(*flags)) as http:
        with pytest.raises(httpx.ReadTimeout):
            http.post(PATH, json=large, timeout=0.7)
        assert http.get(MODELS).status_code == 200


def test_a_deploy_key_signs_in_where_that_is_asked_for(serve: Serve) -> None:
    with httpx.Client(base_url=serve("--require-sign-in", "60")) as http:
        assert http.get(MODELS).status_code == 401
        exchanged = http.post("/v1/auth/exchange-api-key", headers={"Authorization": "Bearer rk_012345"}).json()
        body = {"token": exchanged["data"]["customToken"], "returnSecureToken": True}
        session = http.post("/v1/accounts:signInWithCustomToken", params={"key": "web"}, json=body).json()
        assert session["expiresIn"] == "60"
        assert http.get(MODELS, headers={"Authorization": f"Bearer {session['idToken']}"}).status_code == 200


def test_the_help_explains_the_faults(rundot: Callable[..., Ran]) -> None:
    shown = rundot("serve", "--help", library=None).out
    assert "WHERE:WHAT[=VALUE][@N | @first-N | %P]" in shown
    assert "download:truncate%20" in shown
    for behaviour in BEHAVIOURS:
        assert behaviour in shown
