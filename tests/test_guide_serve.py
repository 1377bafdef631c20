"""The chapter on ``serve``: each of its servers starts, and the calls that it shows are answered.

The vendor's SDK is asked too where ``RUNDOT_GAME_SDK`` names a folder in which npm has installed it.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import command, environment

CHAPTER = Path(__file__).resolve().parent.parent / "resources" / "guide" / "serve.md"
TEXT = CHAPTER.read_text(encoding="utf-8")
SERVERS = re.findall(r"^rundot-studio (serve\b.*)$", TEXT, re.MULTILINE)
ADDRESS = "http://localhost:3000"
SDK = os.environ.get("RUNDOT_GAME_SDK", "")
_PORT = re.compile(r" --port \d+")


@contextmanager
def serving(line: str, folder: Path) -> Iterator[str]:
    """The server of a line of the chapter, on a port that is free; gives its address."""
    arguments = [*shlex.split(_PORT.sub("", line)), "--port", "0"]
    with subprocess.Popen(
        command("--library", folder / "library", *arguments), stdout=subprocess.PIPE, text=True, env=environment()
    ) as running:
        try:
            assert running.stdout is not None
            told = running.stdout.readline()
            assert told.startswith("listening on "), told
            yield told.removeprefix("listening on ").strip()
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=20)


def test_the_chapter_has_servers_and_calls() -> None:
    assert len(SERVERS) > 3
    assert "curl" in TEXT
    assert "```js" in TEXT


@pytest.mark.parametrize("line", SERVERS)
def test_a_server_starts(line: str, tmp_path: Path) -> None:
    with serving(line, tmp_path) as address:
        assert address.startswith("http://127.0.0.1:")


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_call_without_a_game_is_answered(tmp_path: Path) -> None:
    call = next(line for line in TEXT.splitlines() if line.startswith("curl"))
    with serving(SERVERS[0], tmp_path) as address:
        words = shlex.split(call.replace(ADDRESS, address))
        answer = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
        assert json.loads(answer.stdout)["imageUrl"].startswith(address)


@pytest.mark.skipif(not SDK, reason="needs the vendor's SDK: RUNDOT_GAME_SDK names the folder where it is installed")
def test_the_vendors_sdk_is_answered(tmp_path: Path) -> None:
    shown = re.findall(r"^```js\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[0]
    (tmp_path / "node_modules").symlink_to(Path(SDK) / "node_modules")
    script = tmp_path / "shown.mjs"
    with serving(SERVERS[0], tmp_path) as address:
        told = "\nconsole.log(JSON.stringify({ imageUrl, seed, cut }))\n"
        script.write_text(shown.replace(ADDRESS, address) + told, encoding="utf-8")
        ended = subprocess.run(["node", script], capture_output=True, text=True, timeout=120, check=False)
        assert ended.returncode == 0, ended.stderr
        answer = json.loads(ended.stdout)
        assert answer["seed"] == 7
        assert answer["imageUrl"].startswith(address)
        assert answer["cut"]["imageUrl"].startswith(address)
