"""What is measured at each rest: memory, threads, handles, timers, widgets, files left, the log."""

import gc
import os
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

PAGE = os.sysconf("SC_PAGE_SIZE")
MB = 1_000_000


@dataclass(frozen=True)
class Sample:
    """One rest. ``minute`` counts from the window's start; memory in MB; ``workers_mb`` is the engine's processes'."""

    minute: float
    memory_mb: float
    workers_mb: float
    workers: int
    threads: int
    handles: int
    timers: int
    widgets: int
    objects: int
    temporary: int
    log_bytes: int
    kinds: dict[str, int] = field(default_factory=dict)
    """Instances of the program's own classes that have more than one."""


def sample(minute: float, log_folder: Path) -> Sample:
    """Blocking for a moment. Linux only."""
    gc.collect()
    objects = gc.get_objects()
    kinds = Counter(type(thing).__qualname__ for thing in objects if type(thing).__module__.startswith("rundot_studio"))
    timers = [thing for thing in objects if isinstance(thing, QTimer)]
    workers = _children()
    return Sample(
        minute=round(minute, 2),
        memory_mb=round(_resident(os.getpid()), 1),
        workers_mb=round(sum(map(_resident, workers)), 1),
        workers=len(workers),
        threads=len(list(Path("/proc/self/task").iterdir())),
        handles=len(list(Path("/proc/self/fd").iterdir())),
        timers=sum(1 for timer in timers if shiboken6.isValid(timer) and timer.isActive()),
        widgets=len(QApplication.allWidgets()),
        objects=len(objects),
        temporary=sum(1 for _ in Path(tempfile.gettempdir()).rglob("*")),
        log_bytes=sum(file.stat().st_size for file in log_folder.glob("*")) if log_folder.is_dir() else 0,
        kinds={name: count for name, count in kinds.items() if count > 1},
    )


def thread_names() -> list[str]:
    return sorted(thread.name for thread in threading.enumerate())


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE / MB
    except (OSError, IndexError):
        return 0.0


def _children() -> list[int]:
    return [int(pid) for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()]
