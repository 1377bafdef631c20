"""ONNX files are opened once, checked by their hash, and refused with a sentence where they are no networks for us."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from rundot_studio.engine.local_ai import sessions
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.local_ai.weights import LocalAiError

from .networks import save_copy, save_matting


def plan_of(local_ai: LocalAi, file: Path) -> dict:
    local_ai.add(file, "bria")
    plan = local_ai.plan("bria")
    assert plan is not None
    return plan


def test_a_network_is_opened_once(local_ai: LocalAi, tmp_path: Path) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx", side=32))
    model = sessions.model_of(plan)
    assert sessions.model_of(dict(plan)) is model
    assert (model.height, model.width, model.half) == (32, 32, False)
    assert model.run(np.zeros((1, 3, 32, 32), np.float32)).shape == (1, 1, 32, 32)


def test_no_more_than_two_are_kept_open(local_ai: LocalAi, tmp_path: Path) -> None:
    plans = [plan_of(local_ai, save_matting(tmp_path / "m.onnx", side=side)) for side in (32, 40, 48)]
    first = sessions.model_of(plans[0])
    for plan in plans[1:]:
        sessions.model_of(plan)
    assert sessions.model_of(plans[0]) is not first


def test_weights_that_changed_are_not_run_under_their_old_name(local_ai: LocalAi, tmp_path: Path) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx", side=56))
    content = Path(plan["path"]).read_bytes()
    Path(plan["path"]).write_bytes(content[:-1] + b"\0")
    with pytest.raises(LocalAiError, match="have changed"):
        sessions.model_of(plan)
    Path(plan["path"]).unlink()
    with pytest.raises(LocalAiError, match="can't be read"):
        sessions.model_of(plan)


def test_what_is_no_network_is_told(local_ai: LocalAi, tmp_path: Path) -> None:
    (tmp_path / "song.onnx").write_bytes(b"la la la")
    with pytest.raises(LocalAiError, match=r"song can't be run"):
        sessions.model_of(plan_of(local_ai, tmp_path / "song.onnx"))
    with pytest.raises(LocalAiError, match="one colour picture"):
        sessions.model_of(plan_of(local_ai, save_copy(tmp_path / "grey.onnx", channels=1)))


def test_a_network_that_takes_other_sizes_than_it_says_is_told(local_ai: LocalAi, tmp_path: Path) -> None:
    model = sessions.model_of(plan_of(local_ai, save_matting(tmp_path / "m.onnx", side=24)))
    with pytest.raises(LocalAiError, match="can't be run"):
        model.run(np.zeros((1, 3, 25, 24), np.float32))


def test_without_onnxruntime_the_sentence_says_what_to_install(local_ai: LocalAi, tmp_path: Path) -> None:
    plan = plan_of(local_ai, save_matting(tmp_path / "m.onnx"))
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "onnxruntime.py").write_text("raise ImportError")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'hidden')!r})\n"
        "from rundot_studio.engine.local_ai import sessions\n"
        "try:\n"
        f"    sessions.model_of({plan!r})\n"
        "except sessions.LocalAiError as error:\n"
        "    print(error.message, error.hint)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert 'needs onnxruntime, which is not installed. Install it: pip install "rundot-studio[ai]"' in done.stdout
