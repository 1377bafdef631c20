"""Same recipe, same bytes: in every process, and whatever instruction sets the processor has."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rundot_studio.engine.baseline import BASELINE, is_x86_64, worker_environment

PROMPTS = ("knight in a forest at sunset", "wizard, watercolor", "slime, pixel art", "lake at dusk, low poly")

PAINT = """
import hashlib, sys
import cv2
cv2.setNumThreads(1)
from rundot_studio.engine.painters.compose import PaintRequest, paint
for prompt in sys.argv[1:]:
    painting = paint(PaintRequest(prompt=prompt, negative_prompt="", width=320, height=320, seed=3))
    parts = [painting.rgb8().tobytes(), painting.depth16().tobytes()]
    if painting.matte is not None:
        parts.append(painting.cutout8().tobytes())
    print(hashlib.sha256(b"".join(parts)).hexdigest())
"""


def painted(environment: dict[str, str], emulator: list[str] | None = None) -> list[str]:
    done = subprocess.run(
        [*(emulator or []), sys.executable, "-c", PAINT, *PROMPTS],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.fixture(scope="module")
def reference() -> list[str]:
    return painted(worker_environment())


def test_another_process_with_another_hash_seed_paints_the_same(reference: list[str]) -> None:
    assert painted(worker_environment({**os.environ, "PYTHONHASHSEED": "12345"})) == reference


@pytest.mark.skipif(not is_x86_64(), reason="the baseline is for x86-64")
@pytest.mark.parametrize(
    "features",
    [
        {"OPENCV_CPU_DISABLE": "SSE4.1,SSE4.2,POPCNT," + BASELINE["OPENCV_CPU_DISABLE"]},
        {"OPENBLAS_CORETYPE": "Nehalem"},
        {"OPENBLAS_CORETYPE": "Core2", "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"},
    ],
    ids=["older OpenCV paths", "another BLAS kernel", "an old BLAS kernel with two threads"],
)
def test_other_processor_features_paint_the_same(reference: list[str], features: dict[str, str]) -> None:
    assert painted({**worker_environment(), **features}) == reference
    assert len(set(reference)) == len(PROMPTS)


@pytest.mark.slow
@pytest.mark.skipif(not is_x86_64() or shutil.which("qemu-x86_64") is None, reason="needs qemu-user")
@pytest.mark.parametrize("processor", ["Nehalem", "Haswell"])
def test_an_emulated_processor_paints_the_same(reference: list[str], processor: str) -> None:
    """The whole process under another CPUID: also what dispatches by itself (the C library, zlib, FFT) is rehearsed."""
    emulator = [shutil.which("qemu-x86_64") or "", "-cpu", processor]
    assert painted(worker_environment(), emulator) == reference


@pytest.mark.skipif(not is_x86_64() or not Path("/proc/cpuinfo").exists(), reason="needs to know the processor")
def test_without_the_baseline_this_processor_paints_differently(reference: list[str]) -> None:
    """Shows that the rehearsal above can fail: the same painters, started without the baseline."""
    if "avx2" not in Path("/proc/cpuinfo").read_text():
        pytest.skip("this processor has nothing beyond the baseline")
    bare = {name: value for name, value in os.environ.items() if name not in BASELINE}
    assert painted(bare) != reference
