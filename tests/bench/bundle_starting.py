"""From a process's start to something of its window on the screen: the bundle beside the same program in an environment
of Python, in turn: ``python -m tests.bench.bundle_starting dist/rundot-studio/rundot-studio``.

Of both the version on the command line is measured too, which is what the start costs before the window.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import ImageGrab

from tests.ui.screen import screen

ROUNDS = 7
PATIENCE_S = 30.0
_LOOK_EVERY_S = 0.004


def seconds_to_paint(command: list[str], environment: dict[str, str]) -> float:
    """The screen is black until the window is painted. Raises TimeoutError."""
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            while time.perf_counter() - begun < PATIENCE_S:
                if ImageGrab.grab(xdisplay=environment["DISPLAY"]).getbbox() is not None:
                    return time.perf_counter() - begun
                time.sleep(_LOOK_EVERY_S)
        finally:
            program.terminate()
    raise TimeoutError("nothing was painted")


def seconds_to_answer(command: list[str], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run([*command, "--version"], env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def compared(bundle: list[str], environment_of_python: list[str], rounds: int) -> dict[str, tuple[float, float]]:
    """Medians in seconds by what was measured, of the bundle and of the environment. The first start is not counted."""
    with tempfile.TemporaryDirectory() as name, screen(Path(name), "640x480", manager=False) as display:
        figures = {}
        library = ["--library", str(Path(name) / "library")]
        quiet = {**display, "HOME": name, "XDG_CONFIG_HOME": name, "XDG_STATE_HOME": name}
        quiet.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: modules are compiled once
        for what, measure, more in (("window", seconds_to_paint, library), ("--version", seconds_to_answer, [])):
            taken: tuple[list[float], list[float]] = ([], [])
            for turn in range(rounds + 1):
                for times, command in zip(taken, (bundle, environment_of_python), strict=True):
                    seconds = measure([*command, *more], quiet)
                    if turn:
                        times.append(seconds)
            figures[what] = (statistics.median(taken[0]), statistics.median(taken[1]))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path, help="the program in the bundle's folder")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="of the environment; default: this")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    os.environ.pop("PYTHONPATH", None)
    environment_of_python = [str(options.python), "-m", "rundot_studio"]
    for what, (ours, theirs) in compared([str(options.bundle)], environment_of_python, options.rounds).items():
        print(
            f"{what:10} bundle {ours * 1000:5.0f} ms   environment {theirs * 1000:5.0f} ms   ratio {ours / theirs:.2f}"
        )


if __name__ == "__main__":
    main()
