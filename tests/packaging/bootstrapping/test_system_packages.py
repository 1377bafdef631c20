"""What is missing, what it is called here, and how to get it."""

import sys
from pathlib import Path

import pytest
from bootstrapping.system_packages import (
    EMULATOR,
    FONT,
    QT,
    TEST_SCREEN,
    X11,
    Need,
    how_to_get,
    is_there,
    known_packages,
    missing,
)

POLICY = """libgl1:
  Installed: (none)
  Candidate: 1.7.0-1build1
  Version table:
     1.7.0-1build1 500
        500 http://archive.example/ubuntu noble/main amd64 Packages
libglib2.0-0:
  Installed: (none)
  Candidate: (none)
  Version table:
libglib2.0-0t64:
  Installed: (none)
  Candidate: 2.80.0-6ubuntu3
  Version table:
     2.80.0-6ubuntu3 500
"""


def test_a_virtual_name_becomes_the_real_one() -> None:
    assert known_packages(["libglib2.0-0", "libgl1"], POLICY) == ["libglib2.0-0t64", "libgl1"]


def test_a_name_that_apt_does_not_know_is_left_out() -> None:
    assert known_packages(["fonts-inter", "libgl1"], POLICY) == ["libgl1"]
    assert known_packages(["libgl1"], "") == []


def test_a_package_without_ending_is_preferred_where_both_are_real() -> None:
    both = POLICY.replace("Candidate: (none)", "Candidate: 2.74")
    assert known_packages(["libglib2.0-0"], both) == ["libglib2.0-0"]


def test_a_library_a_program_and_a_font_that_do_not_exist_are_missing() -> None:
    assert not is_there(Need("a", "a", "a", library="libnothing-of-that-name.so.7"))
    assert not is_there(Need("a", "a", "a", program="no-program-of-that-name"))
    assert not is_there(Need("a", "a", "a", font="NoFontOfThatName"))


@pytest.mark.skipif(sys.platform != "linux", reason="names of Linux")
def test_what_is_there_is_not_missing(home: Path) -> None:
    folder = home / ".local/share/fonts/painted"
    folder.mkdir(parents=True)
    (folder / "Painted-Regular.otf").touch()
    there = [Need("a", "a", "a", library="libc.so.6"), Need("b", "b", "b", font="Painted")]
    gone = Need("c", "c", "c", library="libnothing-of-that-name.so.7")
    assert missing([*there, gone]) == [gone]


def test_each_need_has_one_sign_and_a_name_on_every_system() -> None:
    for need in (*QT, *X11, *FONT, *TEST_SCREEN, *EMULATOR):
        assert sum(map(bool, (need.library, need.program, need.font))) == 1
        assert need.sign
        assert all((need.debian, need.fedora, need.arch))


@pytest.mark.parametrize(
    ("system", "said"),
    [
        ("apt-get", "sudo apt-get install --no-install-recommends libgl1 libegl1"),
        ("dnf", "sudo dnf install libglvnd-glx libglvnd-egl"),
        ("pacman", "sudo pacman -S libglvnd"),
        ("other", "libGL.so.1, libEGL.so.1"),
    ],
)
def test_the_command_is_that_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, said: str
) -> None:
    program = tmp_path / system
    program.touch()
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert how_to_get([need for need in QT if need.debian in ("libgl1", "libegl1")]).endswith(said)
