"""login, logout, whoami as processes, against a service on loopback; and a planted secret that must turn up nowhere."""

import base64
import io
import json
import os
import stat
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rundot_studio.cli import main

from .conftest import Ran, command, environment

KEY = "rk_planted_key_0123456789"
Run = Callable[..., Ran]


class Loopback(ThreadingHTTPServer):
    """Signs in a deploy key; answers every other call by the next of ``faults``, quoting the bearer it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[tuple[str, str | None]] = []
        self.faults: list[str] = []
        self.elsewhere = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Loopback

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.do_GET()

    def do_GET(self) -> None:
        path, bearer = self.path.partition("?")[0], self.headers.get("authorization")
        self.server.asked.append((path, bearer))
        if path == "/v1/auth/exchange-api-key":
            good = bearer == f"Bearer {KEY}"
            return self.say(200, {"data": {"customToken": "planted-custom"}}) if good else self.say(401, {})
        if path == "/v1/accounts:signInWithCustomToken":
            tokens = {"idToken": "planted-bearer", "refreshToken": "planted-refresh", "expiresIn": "3600"}
            return self.say(200, tokens)
        if path == "/v1/token":
            return self.say(
                200, {"id_token": "planted-bearer-2", "refresh_token": "planted-refresh", "expires_in": "3600"}
            )
        if path == "/v1/imagegen/models":
            return self.say(200, ["m"])
        return self.fail(self.server.faults.pop(0) if self.server.faults else "500", bearer)

    def fail(self, fault: str, bearer: str | None) -> None:
        quoted = f"no: {bearer} {KEY}"
        if fault == "reset":
            return self.connection.close()
        if fault == "redirect":
            return self.say(307, {}, {"Location": f"{self.server.elsewhere}/take?{bearer}"})
        if fault == "html":
            return self.say(502, f"<html>{quoted}</html>".encode())
        if fault == "plain":
            return self.say(418, quoted.encode())
        if fault == "shape":
            return self.say(200, {"imageUrl": 5, "prompt": quoted, quoted: quoted}, {"X-Rundot-Engine": quoted})
        if fault == "bad picture":
            generated = {"generationId": quoted, "prompt": quoted, "model": quoted, "seed": 4}
            return self.say(200, {**generated, "imageUrl": f"{self.server.url}/v1/outputs/x?{bearer}"})
        return self.say(int(fault), {"error": quoted, "message": quoted, "code": quoted, "detail": quoted})

    def say(self, status: int, body: object, head: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(head or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def servers() -> Iterator[tuple[Loopback, Loopback]]:
    running = (Loopback(), Loopback())
    running[0].elsewhere = running[1].url
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in running]
    for thread in threads:
        thread.start()
    yield running
    for server, thread in zip(running, threads, strict=True):
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def service(servers: tuple[Loopback, Loopback]) -> Loopback:
    return servers[0]


@pytest.fixture
def run(tmp_path: Path, home: Path) -> Run:
    """``run("whoami", RUNDOT_STUDIO_TOKEN=...)`` in an empty folder."""
    folder = tmp_path / "empty"
    folder.mkdir()

    def run(*arguments: object, typed: str = "", cwd: Path = folder, **more: str) -> Ran:
        path = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
        keychain = {"FILE_KEYRING": str(tmp_path / "keychain.json"), "PYTHONPATH": path}
        done = subprocess.run(
            command(*arguments),
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**environment(), **keychain, **more},
            cwd=cwd,
            timeout=120,
        )
        return Ran(done)

    return run


def pointed_at(service: Loopback) -> dict[str, str]:
    return {
        "RUNDOT_STUDIO_BASE_URL": service.url,
        "RUNDOT_STUDIO_IDENTITY_URL": service.url,
        "RUNDOT_STUDIO_SECURETOKEN_URL": service.url,
        "RUNDOT_STUDIO_WEB_API_KEY": "web",
        "RUNDOT_STUDIO_GAME": "forest-quest",
    }


WITH_KEYCHAIN = {"PYTHON_KEYRING_BACKEND": "file_keyring.FileKeyring"}


def jwt(**claims: object) -> str:
    return "eyJhbGciOiJub25lIn0." + base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=") + ".sig"


def test_a_key_from_standard_input_is_kept_in_the_keychain_and_forgotten(
    run: Run, service: Loopback, tmp_path: Path
) -> None:
    world = {**pointed_at(service), **WITH_KEYCHAIN}
    ran = run("login", typed=f"{KEY}\n", **world)
    assert ran.code == 0, ran.err
    assert "system keychain" in ran.out
    assert "arguments" not in ran.err
    who = run("whoami", "--json", **world)
    assert who.code == 0
    assert who.json == {
        "signedIn": True,
        "source": "a deploy key",
        "interactive": False,
        "renewsItself": True,
        "endsAt": None,
        "reason": None,
        "connection": "run",
        "baseUrl": service.url,
        "game": "forest-quest",
    }
    assert "keychain" in run("logout", **world).out
    assert run("whoami", **world).code == 1
    assert json.loads((tmp_path / "keychain.json").read_text()) == {}


def test_without_a_keychain_the_choice_is_told_and_a_file_can_be_chosen(
    run: Run, service: Loopback, home: Path
) -> None:
    world = pointed_at(service)
    refused = run("login", typed=KEY, **world)
    assert refused.code == 1
    assert "--store file" in refused.err
    kept = run("login", "--store", "file", typed=KEY, **world)
    assert kept.code == 0, kept.err
    assert "not encrypted" in kept.out
    (secrets,) = home.rglob("secrets.json")
    if os.name != "nt":
        assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert run("whoami", **world).code == 0


def test_a_token_is_shown_as_temporary_with_its_end(run: Run) -> None:
    end = int(time.time()) + 1800
    ran = run("login", "--token", jwt(exp=end), "--store", "file", "--json")
    assert ran.json["source"] == "a pasted token (temporary)"
    assert "other users" in ran.err
    who = run("whoami", "--json").json
    assert who["endsAt"].startswith(time.strftime("%Y-%m-%dT%H:%M", time.gmtime(end)))
    assert who["game"] is None
    ended = run("login", typed=jwt(exp=end - 7200), cwd=None)
    assert ended.code == 1
    assert "has ended" in ended.err


def test_for_one_session_nothing_is_kept(run: Run, service: Loopback, home: Path) -> None:
    ran = run("login", "--store", "session", typed=KEY, **pointed_at(service))
    assert ran.code == 0
    assert "RUNDOT_STUDIO_API_KEY" in ran.out
    assert not [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "words"),
    [
        (("login",), "", 2, "nothing to sign in with"),
        (("login",), "pk_planted_0123", 1, "playground"),
        (("login", "--key", "pk_planted_0123"), "", 1, "playground"),
        (("login", "--key", "planted word"), "", 2, "deploy key"),
        (("login", "--token", "planted word"), "", 1, "no bearer token"),
        (("login", "--token", KEY), "", 1, "deploy key"),
        (("login", KEY), "", 2, "unrecognized"),
        (("login", "--key", KEY, "--connection", "http://127.0.0.1:1"), "", 1, "hosted service"),
        (("login", "--connection", "embedded"), "x", 1, "needs no account"),
        (("whoami", "--connection", "https://me:planted@x"), "", 2, "password"),
    ],
)
def test_what_cannot_sign_in_is_told_why_without_showing_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    typed: str,
    code: int,
    words: str,
) -> None:
    """In this process, since there are many and none gets as far as a keychain."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main.run(list(arguments)) == code
    said = capsys.readouterr()
    assert words in said.err
    assert "planted" not in said.out + said.err


def test_a_key_that_the_service_refuses_is_not_kept(run: Run, service: Loopback) -> None:
    world = {**pointed_at(service), **WITH_KEYCHAIN}
    ran = run("login", typed="rk_planted_other", **world)
    assert ran.code == 1
    assert "not accepted" in ran.err
    assert run("whoami", **world).code == 1


def test_the_session_of_the_vendors_tool_is_used_and_the_game_of_the_folder(
    run: Run, home: Path, tmp_path: Path, service: Loopback
) -> None:
    (home / ".rundot").mkdir(parents=True)
    session = {"accessToken": "planted-session", "expiresAtUnixTimeMs": (time.time() + 3600) * 1000}
    (home / ".rundot" / "prod.session.json").write_text(json.dumps(session))
    game = tmp_path / "game"
    (game / "art").mkdir(parents=True)
    (game / "game.config.prod.json").write_text('{"gameId": "from-the-folder"}')
    world = {**pointed_at(service), "RUNDOT_STUDIO_GAME": ""}
    who = run("whoami", "--json", cwd=game / "art", **world).json
    assert (who["source"], who["interactive"], who["game"]) == (
        "the session of the rundot command",
        True,
        "from-the-folder",
    )
    models = run("--connection", "run", "models", cwd=game / "art", **world)
    assert models.code == 0, models.err
    assert service.asked == [("/v1/imagegen/models", "Bearer planted-session")]


def test_a_broken_settings_file_is_a_sentence_and_the_command_goes_on(run: Run, home: Path) -> None:
    ran = run("login", "--token", "abcdef-token", "--store", "file")
    (secrets,) = home.rglob("secrets.json")
    secrets.with_name("settings.json").write_text("{ broken")
    ran = run("whoami")
    assert ran.code == 0
    assert "settings.json" in ran.err


def test_a_planted_secret_is_in_nothing_that_the_program_wrote(
    run: Run, servers: tuple[Loopback, Loopback], tmp_path: Path, home: Path
) -> None:
    service, elsewhere = servers
    library = tmp_path / "library"
    world = pointed_at(service)
    said = []

    def ran(*arguments: object, **more: str) -> Ran:
        done = run(*arguments, "--library", library, "--connection", "run", **{**world, **more})
        said.append(done.out + done.err)
        return done

    assert run("login", "--store", "file", typed=KEY, **world).code == 0
    service.faults = ["401", "400", "403", "429", "html", "plain", "shape", "redirect", "bad picture", "reset"]
    generated = ran("generate", "a knight", "--count", len(service.faults), "--json")
    assert generated.code == 1, generated.err
    assert len(generated.json["failed"]) == 10
    assert service.faults == []
    service.faults = ["400", "html"]
    (tmp_path / "knight.png").write_bytes(PNG)
    for tool in ("depth", "upscale"):
        ran(tool, tmp_path / "knight.png", RUNDOT_STUDIO_TOKEN="planted-pasted", RUNDOT_STUDIO_API_KEY="")
    ran("whoami")
    ran("whoami", "--json")
    ran("models", RUNDOT_STUDIO_IDENTITY_URL=f"{service.url}/nowhere")

    calls = [bearer for path, bearer in service.asked if path.endswith("/generate")]
    assert len(calls) >= 11  # one of them twice, with the bearer renewed
    assert {"Bearer planted-bearer", "Bearer planted-bearer-2"} == set(calls)
    assert ("/v1/imagegen/forest-quest/estimate-depth", "Bearer planted-pasted") in service.asked, said
    assert not any(bearer for _, bearer in elsewhere.asked)
    assert "planted" not in "".join(said)
    (secrets,) = home.rglob("secrets.json")
    written = [path for folder in (library, home, tmp_path / "empty") for path in folder.rglob("*") if path.is_file()]
    assert library / "library.sqlite3" in written
    assert [path for path in written if b"planted" in path.read_bytes()] == [secrets]
    run("logout", **world)
    assert not secrets.exists()


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
