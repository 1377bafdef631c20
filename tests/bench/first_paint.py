"""From a process's start to its window's first paint, beside a bare window: ``python -m tests.bench.first_paint``.

Both run offscreen in turn, so that what else the machine does meets both alike. The library has 100,000 pictures.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rundot_studio.library.layout import DATABASE

from .library_finding import fill
from .table import tell

ROUNDS = 15
GOAL = 1.5

WATCH = """
import os, sys
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    # Watches the window alone, and from the first turn of the event loop on, just before the first paint: a filter on
    # the program is called for every event of every widget while the window is built, which only the benchmark pays.
    def event(self, event):
        if event.type() == QEvent.Type.User:
            for window in QApplication.topLevelWidgets():
                window.installEventFilter(self)
        return super().event(event)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            sys.stdout.write("painted\\n"); sys.stdout.flush(); os._exit(0)
        return False
app = QApplication(sys.argv[:1])
watch = Watch()
QCoreApplication.postEvent(watch, QEvent(QEvent.Type.User))
"""
BARE = (
    WATCH
    + """
from PySide6.QtWidgets import QMainWindow
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.exec()
"""
)
OURS = (
    WATCH
    + """
from pathlib import Path
from rundot_studio.ui.app import run_window
run_window(Path(sys.argv[1]))
"""
)


def seconds_to_paint(script: str, *arguments: str) -> float:
    """One process from its start to its first paint."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: modules are compiled once
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, *arguments], env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for the library, used again if it is there")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = options.keep or Path(folder) / "library"
        if not (library / DATABASE).exists():
            fill(library)
        seconds_to_paint(BARE)
        seconds_to_paint(OURS, str(library))
        bare, ours, ratios = [], [], []
        for _round in range(options.rounds):
            bare.append(seconds_to_paint(BARE))
            ours.append(seconds_to_paint(OURS, str(library)))
            ratios.append(ours[-1] / bare[-1])
    print(f"bare window   {statistics.median(bare) * 1000:7.0f} ms")
    print(f"Rundot Studio {statistics.median(ours) * 1000:7.0f} ms")
    tell(
        "first paint with 100,000 pictures",
        statistics.median(ours) * 1000,
        "ms",
        reference=f"bare window, {statistics.median(bare) * 1000:.0f} ms",
        ratio=statistics.median(ratios),
        goal=f"<= {GOAL}",
    )
    print(f"ratio         {statistics.median(ratios):7.2f}   goal {GOAL}")


if __name__ == "__main__":
    main()
