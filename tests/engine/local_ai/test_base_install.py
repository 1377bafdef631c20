"""Without the extra, and without weights, nothing of local AI is imported and everything is as before."""

import json
import subprocess
import sys

import pytest

HEAVY = {"onnxruntime", "onnx", "torch", "diffusers", "transformers", "accelerate", "safetensors", "scipy"}
PIXELS = {"numpy", "cv2", "PIL"}


def loaded_by(*modules: str) -> set[str]:
    """The top-level modules in a new process after importing these."""
    script = (
        f"import {', '.join(modules)}, sys, json\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", ["rundot_studio.engine.app", "rundot_studio.cli.local_ai"])
def test_the_engine_and_the_command_line_load_neither_networks_nor_pixels(module: str) -> None:
    assert not loaded_by(module) & (HEAVY | PIXELS)


def test_a_worker_loads_no_network_before_it_is_asked_for_one() -> None:
    assert not loaded_by("rundot_studio.engine.tasks", "rundot_studio.engine.worker") & HEAVY
