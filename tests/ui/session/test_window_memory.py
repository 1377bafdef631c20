"""The window's memory: over a restart, whole or as it was, and never in the way."""

from pathlib import Path

import pytest

from rundot_studio.ui.session.window_memory import LARGEST_FILE, WindowMemory


def test_it_remembers_over_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "new" / "window.json"
    memory = WindowMemory(file)
    memory.put("layout", {"away": ["queue"]})
    memory.put("prompt", "a knight 🐉")
    memory.write()
    again = WindowMemory(file)
    assert again.get("layout") == {"away": ["queue"]}
    assert again.text("prompt") == "a knight 🐉"
    assert again.text("layout", "none") == "none"
    assert [each.name for each in file.parent.iterdir()] == ["window.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b" " * (LARGEST_FILE + 1)])
def test_a_broken_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.json"
    file.write_bytes(content)
    memory = WindowMemory(file)
    assert memory.get("layout") is None
    memory.put("layout", 1)
    memory.write()
    assert WindowMemory(file).get("layout") == 1


def test_nothing_is_lost_where_it_can_not_be_written(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    memory = WindowMemory(in_the_way / "window.json")
    memory.put("layout", 1)
    memory.write()
    assert memory.get("layout") == 1


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    memory = WindowMemory()
    memory.put("layout", 1)
    memory.write()
    assert memory.get("layout") == 1
