import sys
from pathlib import Path

import pytest

from rundot_studio.domain.errors import OutputRefused
from rundot_studio.studio.editors import OWN, SYSTEM, Editor, find_editors, own_editor


def nothing(_name: str) -> str | None:
    return None


def test_programs_are_found_by_name_and_the_system_has_the_last_word() -> None:
    found = find_editors(which=lambda name: f"/usr/bin/{name}" if name in ("krita", "gimp-3.0") else None)
    assert [(editor.name, editor.command) for editor in found] == [
        ("Krita", ("/usr/bin/krita",)),
        ("GIMP", ("/usr/bin/gimp-3.0",)),
        ("", ()),
    ]
    assert found[-1].key == SYSTEM


def test_windows_programs_are_found_in_their_usual_places(tmp_path: Path) -> None:
    program = tmp_path / "GIMP 3" / "bin" / "gimp-3.exe"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    found = find_editors(platform="win32", environment={"ProgramFiles": str(tmp_path)}, which=nothing)
    assert [editor.command for editor in found] == [(str(program),), ()]


def test_an_own_command_comes_first_and_says_where_the_file_goes(tmp_path: Path) -> None:
    editor = own_editor(f'"{sys.executable}" --batch {{file}} --quiet')
    assert editor.key == OWN
    assert editor.arguments(tmp_path / "a knight.png") == [
        sys.executable,
        "--batch",
        str(tmp_path / "a knight.png"),
        "--quiet",
    ]
    assert find_editors(sys.executable, which=nothing)[0].arguments(Path("a.png")) == [sys.executable, "a.png"]


@pytest.mark.parametrize("command", ["no-such-paint-program", 'broken "quote', "  "])
def test_a_command_that_can_not_be_run_is_refused_with_a_sentence(command: str) -> None:
    with pytest.raises(OutputRefused):
        own_editor(command)
    assert find_editors(command, which=nothing, platform="other") == [Editor(SYSTEM, "")]
