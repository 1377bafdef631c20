"""Outputs live on disk until they expire or the cap is reached."""

import os
import time
from pathlib import Path

import pytest

from rundot_studio.engine.outputs import Outputs


def put(outputs: Outputs, data: bytes, age_s: float = 0) -> str:
    name = outputs.new_name()
    outputs.staging_path(name).write_bytes(data)
    if age_s:
        made = time.time() - age_s
        os.utime(outputs.staging_path(name), (made, made))
    outputs.publish(name)
    outputs.sweep_if_due(keep=name)
    return name


@pytest.fixture
def outputs(tmp_path: Path) -> Outputs:
    (tmp_path / "outputs").mkdir()
    return Outputs(tmp_path / "outputs", lifetime_s=100, cap_bytes=1000)


def test_an_output_is_read_as_it_was_written(outputs: Outputs) -> None:
    assert outputs.read(put(outputs, b"picture")) == b"picture"


def test_an_expired_output_is_gone_and_its_file_too(outputs: Outputs) -> None:
    name = put(outputs, b"old", age_s=101)
    assert outputs.read(name) is None
    put(outputs, b"new")
    assert not (outputs.folder / name).exists()


def test_over_the_cap_the_oldest_go_but_never_the_one_just_made(outputs: Outputs) -> None:
    oldest, older = put(outputs, b"x" * 400, age_s=60), put(outputs, b"x" * 400, age_s=30)
    newest = put(outputs, b"x" * 500)
    assert outputs.read(oldest) is None
    assert outputs.read(older) is not None
    huge = put(outputs, b"x" * 2000)
    assert outputs.read(newest) is None
    assert outputs.read(huge) == b"x" * 2000


def test_a_part_is_not_readable_and_is_swept_once_nobody_can_be_writing_it(outputs: Outputs) -> None:
    name = outputs.new_name()
    part = outputs.staging_path(name)
    part.write_bytes(b"half")
    assert outputs.read(name) is None
    outputs.sweep()
    assert part.exists()
    os.utime(part, (time.time() - 4000,) * 2)
    outputs.sweep()
    assert not part.exists()


@pytest.mark.parametrize("name", ["", "..", "../secret", "a.png", "/etc/passwd", "0" * 32, "0" * 32 + ".svg"])
def test_only_names_it_gave_are_read(outputs: Outputs, name: str) -> None:
    (outputs.folder.parent / "secret").write_text("secret")
    assert outputs.read(name) is None
