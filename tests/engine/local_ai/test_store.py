"""What is installed and on: kept in one file, for the window and the command line alike."""

import hashlib
import json
from pathlib import Path

import pytest

from rundot_studio.domain.errors import DiskFull, OutputRefused, RuleBroken
from rundot_studio.engine.local_ai import store
from rundot_studio.engine.local_ai.store import LocalAi, default_folder
from rundot_studio.engine.local_ai.weights import UPSCALE_ROLES, LocalAiError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "My Network (best).onnx"
    path.write_bytes(b"not looked into here")
    return path


def test_nothing_is_on_before_anything_is_there(local_ai: LocalAi) -> None:
    assert local_ai.plan("bria") is None
    assert local_ai.picture_models() == []
    assert local_ai.picture_plan("local-x") is None
    assert not local_ai.folder.exists()


def test_an_added_file_is_copied_named_by_its_hash_and_on(local_ai: LocalAi, file: Path) -> None:
    heard: list[float] = []
    weights = local_ai.add(file, "birefnet-heavy", report=heard.append)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert weights.sha256 == digest
    assert weights.id == f"my-network-best-{digest[:8]}"
    assert local_ai.path_of(weights).read_bytes() == file.read_bytes()
    assert weights.commercial is None
    plan = local_ai.plan("birefnet-heavy")
    assert plan is not None
    assert (plan["sha256"], plan["family"], plan["threads"]) == (digest, "birefnet", 1)
    assert local_ai.plan("bria") is None
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert {path.name for path in local_ai.folder.iterdir()} == {weights.file, store.STATE_FILE}


def test_one_upscaler_may_answer_all_upscaling_models_but_the_one_for_pixels(local_ai: LocalAi, file: Path) -> None:
    local_ai.add(file, "upscale")
    assert all(local_ai.plan(role) for role in UPSCALE_ROLES)
    assert local_ai.plan("low-resolution-v2") is None


def test_off_and_on_again(local_ai: LocalAi, file: Path) -> None:
    weights = local_ai.add(file, "bria")
    local_ai.switch_off("bria")
    assert local_ai.plan("bria") is None
    assert local_ai.path_of(weights).exists()
    assert local_ai.switch_on(weights.id) == ("bria",)
    assert local_ai.plan("bria")
    local_ai.switch_off(weights.id)
    assert local_ai.plan("bria") is None


def test_the_last_one_switched_on_answers(local_ai: LocalAi, file: Path, tmp_path: Path) -> None:
    first = local_ai.add(file, "bria")
    other = tmp_path / "other.onnx"
    other.write_bytes(b"another")
    second = local_ai.add(other, "bria")
    assert local_ai.plan("bria")["sha256"] == second.sha256  # type: ignore[index]
    local_ai.switch_on(first.id)
    assert local_ai.plan("bria")["sha256"] == first.sha256  # type: ignore[index]


def test_removed_weights_are_deleted_and_off(local_ai: LocalAi, file: Path) -> None:
    weights = local_ai.add(file, "bria")
    local_ai.remove(weights.id)
    assert local_ai.plan("bria") is None
    assert not local_ai.path_of(weights).exists()
    assert file.exists()
    with pytest.raises(RuleBroken, match="nothing yet"):
        local_ai.remove(weights.id)


@pytest.mark.parametrize("act", [LocalAi.switch_on, LocalAi.switch_off, LocalAi.remove])
def test_an_unknown_name_is_told_with_what_there_is(local_ai: LocalAi, file: Path, act) -> None:
    weights = local_ai.add(file, "bria")
    with pytest.raises(RuleBroken, match=weights.id):
        act(local_ai, "nonsense")


@pytest.mark.parametrize("name", ["network.ckpt", "missing.onnx"])
def test_what_is_no_onnx_file_is_refused(local_ai: LocalAi, tmp_path: Path, name: str) -> None:
    (tmp_path / "network.ckpt").write_bytes(b"x")
    with pytest.raises(LocalAiError, match="no ONNX file"):
        local_ai.add(tmp_path / name, "bria")
    assert not local_ai.folder.exists()


def test_an_unknown_file_needs_a_role(local_ai: LocalAi, file: Path) -> None:
    with pytest.raises(LocalAiError, match="in no catalogue"):
        local_ai.add(file, None)
    with pytest.raises(RuleBroken, match="birefnet-light"):
        local_ai.add(file, "hair")


def test_a_broken_file_of_ours_is_told_but_stops_no_picture(local_ai: LocalAi, file: Path) -> None:
    local_ai.add(file, "bria")
    (local_ai.folder / store.STATE_FILE).write_text('{"weights": 3}')
    with pytest.raises(LocalAiError, match="can't be read"):
        local_ai.state()
    assert local_ai.plan("bria") is None


def test_what_is_written_is_plain_json(local_ai: LocalAi, file: Path) -> None:
    weights = local_ai.add(file, "bria")
    document = json.loads((local_ai.folder / store.STATE_FILE).read_text())
    assert document["on"] == {"bria": weights.id}
    assert document["weights"][0]["sha256"] == weights.sha256


def test_a_disk_that_is_too_small_is_told_with_both_sizes(local_ai: LocalAi) -> None:
    with pytest.raises(DiskFull, match=r"1000000\.00 GB are needed, .* are free"):
        local_ai.check_space(10**15)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, file: Path) -> None:
    (tmp_path / "occupied").write_text("a file")
    with pytest.raises(OutputRefused, match="can't be made"):
        LocalAi(tmp_path / "occupied").add(file, "bria")


def test_the_folder_lies_beside_the_library_or_where_it_is_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home in default_folder().parents
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path / "elsewhere"))
    assert default_folder() == tmp_path / "elsewhere"
