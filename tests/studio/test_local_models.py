import hashlib
from pathlib import Path

import msgspec
import pytest

from rundot_studio.engine.local_ai.fetching import part_of
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.local_ai.weights import known_weights
from rundot_studio.studio.local_models import missing_libraries, overview


@pytest.fixture
def local_ai(tmp_path: Path) -> LocalAi:
    return LocalAi(tmp_path / "local-ai")


def weights_file(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_bytes(name.encode() * 100)
    return file


def test_the_whole_catalogue_is_listed_where_nothing_is_installed(local_ai: LocalAi) -> None:
    found = overview(local_ai)
    assert [each.weights for each in found.weights] == list(known_weights())
    assert not any(each.installed or each.on_for or each.part_bytes for each in found.weights)
    assert found.folders == ()


def test_own_weights_come_after_the_catalogue_with_what_they_answer(local_ai: LocalAi, tmp_path: Path) -> None:
    own = local_ai.add(weights_file(tmp_path, "mine.onnx"), "upscale")
    local_ai.switch_off("cgi")
    last = overview(local_ai).weights[-1]
    assert last.weights == own
    assert last.installed
    assert set(last.on_for) == set(own.roles) - {"cgi"}


def test_installed_weights_of_the_catalogue_are_listed_once(local_ai: LocalAi, tmp_path: Path) -> None:
    file = weights_file(tmp_path, "known.onnx")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    known = msgspec.structs.replace(known_weights()[0], sha256=digest, size=file.stat().st_size)
    local_ai.folder.mkdir()
    local_ai.path_of(known).write_bytes(file.read_bytes())
    local_ai.installed(known)
    found = overview(local_ai, [known])
    assert [(each.weights.id, each.installed, each.on_for) for each in found.weights] == [(known.id, True, ("bria",))]


def test_what_a_download_left_is_counted(local_ai: LocalAi) -> None:
    first = known_weights()[0]
    part = part_of(local_ai, first)
    part.parent.mkdir()
    part.write_bytes(b"x" * 321)
    assert overview(local_ai).weights[0].part_bytes == 321


def test_what_is_missing_is_found_without_importing_anything() -> None:
    assert set(missing_libraries()) <= {"onnxruntime", "torch", "diffusers"}
