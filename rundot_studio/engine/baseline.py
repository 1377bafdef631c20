"""The environment of painter workers: one thread, one instruction set, so that every x86-64 machine paints alike.

numpy, OpenCV, OpenBLAS, Intel's IPP (inside OpenCV) and the C library all choose their code by processor, and the
choices round differently. Held to what every x86-64-v2 machine has, they take one path everywhere; it costs about a
tenth of the speed. Other processors paint well too, but not the same bytes: the recipe names the processor.

Sources: numpy "CPU build options" (NPY_DISABLE_CPU_FEATURES), OpenCV's configuration reference (OPENCV_CPU_DISABLE,
OPENCV_IPP), OpenBLAS' README (OPENBLAS_CORETYPE), the glibc manual, "Hardware Capability Tunables".
"""

import os
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from rundot_studio import __version__

BASELINE: Mapping[str, str] = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 X86_V3 AVX512_ICL AVX512_SPR",
    "OPENCV_CPU_DISABLE": "AVX512-SKX,AVX512-ICL,AVX2,FP16,FMA3,AVX",
    "OPENCV_IPP": "disabled",
    "OPENBLAS_CORETYPE": "Prescott",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX,-AVX512F,-AVX512VL,-AVX512DQ,-AVX512BW,-ERMS,-FSRM",
}
PROCEDURAL = "procedural"


def worker_environment(inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment to start a painter worker with."""
    environment = dict(os.environ if inherited is None else inherited)
    if is_x86_64():
        environment.update(BASELINE)
    else:
        environment.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    environment["PYTHONIOENCODING"] = "utf-8"
    return environment


def is_x86_64() -> bool:
    return platform.machine().lower() in ("x86_64", "amd64")


@cache
def engine_label() -> str:
    """Who painted: ours and the versions that the bytes depend on, and that it is procedural.

    Example: ``"Rundot Studio embedded engine 0.1.0 (procedural; opencv 4.14.0.94; numpy 2.4.6; linux x86-64)"``.
    """
    system = platform.system().lower() or "unknown"
    machine = "x86-64" if is_x86_64() else platform.machine().lower() or "unknown"
    return (
        f"Rundot Studio embedded engine {__version__} ({PROCEDURAL}; "
        f"opencv {version('opencv-contrib-python-headless')}; numpy {version('numpy')}; {system} {machine})"
    )
