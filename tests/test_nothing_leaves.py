"""The program calls nobody by itself: no address of a network is reached while it starts, paints and is closed.

strace sees every call of the program, of its workers, and of Qt; nothing in Python could.
"""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ui.screen import Keyboard, missing_programs, screen

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None or sys.platform != "linux", reason="not installed: strace"
)
PROGRAM = (sys.executable, "-m", "rundot_studio")
_REACHED = re.compile(r"sa_family=AF_INET6?, .*")
_CALLS = "trace=connect,sendto,sendmsg,sendmmsg"


def traced(record: Path) -> list[str]:
    return ["strace", "--follow-forks", "--seccomp-bpf", "-qq", "-e", _CALLS, "-o", str(record)]


def reached(record: Path) -> list[str]:
    """Every address of a network that was spoken to; the screen, the desktop and our own workers have none."""
    return _REACHED.findall(record.read_text(encoding="utf-8", errors="replace"))


@needs_strace
def test_what_is_reached_is_seen(tmp_path: Path) -> None:
    """Or the tests below would say nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        ask = f"import socket; socket.create_connection(('127.0.0.1', {port})).close()"
        subprocess.run([*traced(tmp_path / "calls"), sys.executable, "-c", ask], check=True)
    assert f"htons({port})" in "".join(reached(tmp_path / "calls"))


@needs_strace
def test_the_main_job_reaches_nobody(tmp_path: Path) -> None:
    demo = [*PROGRAM, "demo", "--out", str(tmp_path / "demo"), "--library", str(tmp_path / "library")]
    done = subprocess.run([*traced(tmp_path / "calls"), *demo], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "demo").iterdir())) == 5
    assert reached(tmp_path / "calls") == []


@needs_strace
@pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")
def test_the_window_reaches_nobody_while_a_picture_is_made(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with screen(tmp_path) as display:
        command = [*traced(tmp_path / "calls"), *PROGRAM, "--library", str(library)]
        with subprocess.Popen(command, env=display, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as window:
            try:
                keyboard = Keyboard(display)
                keyboard.wait_for_window("Rundot Studio", 20)
                keyboard.type("a red potion")
                keyboard.press("ctrl+Return")
                deadline = time.monotonic() + 40
                while not list(library.rglob("pictures/**/*.png")) and time.monotonic() < deadline:
                    time.sleep(0.1)
            finally:
                for child in Path(f"/proc/{window.pid}/task/{window.pid}/children").read_text().split():
                    subprocess.run(["kill", f"-{signal.SIGTERM.value}", child], check=True)
            assert window.wait(20) == 0
    assert list(library.rglob("pictures/**/*.png"))
    assert reached(tmp_path / "calls") == []
