"""A second window on the same library hands over to the first."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.handover import Handover, socket_name

COMMAND = [sys.executable, "-m", "rundot_studio", "--library"]


def test_one_folder_has_one_name_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert socket_name(Path("a/../library")) == socket_name(tmp_path / "library")
    assert socket_name(tmp_path / "library") != socket_name(tmp_path / "other")


def test_a_hidden_window_comes_to_the_front(window: MainWindow, qtbot: QtBot) -> None:
    window.showMinimized()
    window.come_to_front()
    assert not window.isMinimized()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.skipif(sys.platform == "win32", reason="names end with their program there")
def test_a_name_that_a_crash_left_is_taken_over(tmp_path: Path, qtbot: QtBot) -> None:
    listening = QLocalServer()
    assert listening.listen(socket_name(tmp_path))
    name = listening.fullServerName()
    listening.close()
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(name)
    assert Path(name).is_socket()
    second = Handover(tmp_path)
    assert not second.is_handed_over()
    second.close()


def test_pictures_that_a_second_window_was_opened_with_go_to_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first = Handover(tmp_path)
    assert not first.is_handed_over()
    raised: list[bool] = []
    first.raise_wanted.connect(lambda: raised.append(True))
    knight = str(tmp_path / "Ritter in Gold.png")
    tell = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
        "from rundot_studio.ui.session.handover import Handover;"
        "sys.exit(0 if Handover(Path(sys.argv[1])).is_handed_over([Path(name) for name in sys.argv[2:]]) else 1)"
    )
    with (
        qtbot.waitSignal(first.pictures_wanted, timeout=10_000) as wanted,
        subprocess.Popen([sys.executable, "-c", tell, str(tmp_path), knight]) as second,
    ):
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=10_000)
    assert second.returncode == 0
    assert wanted.args == [[Path(knight)]]
    assert raised == [True]
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent there")
def test_the_second_window_goes_with_a_sentence_and_the_first_stays(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    library = tmp_path / "library"
    with subprocess.Popen(
        [*COMMAND, str(library)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as first:
        try:
            deadline = time.monotonic() + 20
            while not library.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            second = subprocess.run(
                [*COMMAND, str(library)], env=environment, capture_output=True, text=True, timeout=20, check=False
            )
            assert second.returncode == 0
            assert "is open in another window" in second.stderr
            assert not second.stdout
            assert first.poll() is None
            time.sleep(0.5)
            first.send_signal(signal.SIGTERM)
            output, _ = first.communicate(timeout=15)
            assert first.returncode == 0, output
        finally:
            first.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent there")
def test_a_picture_that_the_program_is_opened_with_is_taken_into_the_library(tmp_path: Path) -> None:
    library = tmp_path / "library"
    picture = tmp_path / "knight.png"
    Image.new("RGB", (48, 48), (200, 90, 20)).save(picture)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RUNDOT_STUDIO_LIBRARY": str(library)}
    with subprocess.Popen([sys.executable, "-m", "rundot_studio", picture], env=environment) as window:
        try:
            deadline = time.monotonic() + 20
            while not _pictures_in(library) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert len(_pictures_in(library)) == 1
            window.send_signal(signal.SIGTERM)
            assert window.wait(15) == 0
        finally:
            window.kill()


def _pictures_in(library: Path) -> list[Path]:
    return list((library / "pictures").rglob("*.png"))
