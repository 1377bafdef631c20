"""A network that can't fit is refused before it is loaded."""

from pathlib import Path

import pytest

from rundot_studio.engine.local_ai.memory import available_bytes, make_room
from rundot_studio.engine.local_ai.weights import LocalAiError

LISTING = "MemTotal:       16000000 kB\nMemAvailable:    3000000 kB\nSwapFree:        1000000 kB\n"


@pytest.fixture
def meminfo(tmp_path: Path) -> Path:
    file = tmp_path / "meminfo"
    file.write_text(LISTING)
    return file


def test_memory_and_swap_count(meminfo: Path) -> None:
    assert available_bytes(meminfo) == 4_000_000 * 1024


@pytest.mark.parametrize("text", ["", "MemAvailable: many kB\nSwapFree: 1 kB\n", "MemAvailable:\n"])
def test_a_system_that_does_not_tell_is_taken_to_have_enough(meminfo: Path, text: str) -> None:
    meminfo.write_text(text)
    assert available_bytes(meminfo) is None
    assert available_bytes(meminfo.with_name("missing")) is None


def test_too_little_is_told_with_both_figures(meminfo: Path) -> None:
    with pytest.raises(LocalAiError, match=r"needs about 9 GB of memory; 4\.1 GB are free") as raised:
        make_room("BiRefNet general", 9, meminfo)
    assert raised.value.problem.code == "OUT_OF_MEMORY"
