"""serve: the same engine over a socket, used by the same client."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import Ran, command, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    running = subprocess.Popen(
        command("serve", "--port", 0, "--library", tmp_path / "served"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert running.stdout is not None
    line = running.stdout.readline()
    assert line.startswith("listening on http://127.0.0.1:"), running.stderr and running.stderr.read()
    yield line.removeprefix("listening on ").strip()
    os.kill(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 0, err
    assert "Traceback" not in err


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
