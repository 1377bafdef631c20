"""A worker process of the embedded engine: reads tasks from standard input, answers on standard output.

Started by :mod:`rundot_studio.engine.pool` with the environment of :mod:`rundot_studio.engine.baseline`. It ends as
soon as its standard input closes, also in the middle of a task, so it never outlives the program, not even one that
was killed.
"""

import errno
import os
import queue
import signal
import sys
import threading
import time
import traceback
from typing import Any, BinaryIO

from rundot_studio.engine.frames import read_frame, write_frame

MEMORY_LIMIT_BYTES = 8 * 1024**3
"""Of private memory, where the system can bound it: a 4K picture needs about three."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to handle: it closes our input
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that prints may end up among the frames
    _limit_memory()
    tasks: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read_tasks, args=(sys.stdin.buffer, tasks), daemon=True).start()
    while True:
        _answer(tasks.get(), answers)


def _read_tasks(stream: BinaryIO, tasks: "queue.SimpleQueue[dict[str, Any]]") -> None:
    try:
        while True:
            tasks.put(read_frame(stream))
    except (EOFError, OSError):
        os._exit(0)


def _answer(task: dict[str, Any], answers: BinaryIO) -> None:
    from rundot_studio.domain.errors import StudioError
    from rundot_studio.engine import tasks

    def report(fraction: float) -> None:
        write_frame(answers, {"progress": float(fraction)})

    try:
        start = time.perf_counter()
        result = tasks.run(task, report)
        message: dict[str, Any] = {"result": {**result, "seconds": time.perf_counter() - start}}
    except StudioError as error:
        message = {"refused": {"code": error.problem.code, "message": error.message, "hint": error.hint}}
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = "there is no space left" if full else error.strerror or str(error)
        text = f"The engine can't keep the picture it made: {reason}."
        message = {
            "refused": {"code": "DISK_FULL" if full else "OUTPUT_REFUSED", "message": text, "hint": "Make room."}
        }
    except MemoryError:
        message = {"refused": {"code": "OUT_OF_MEMORY", "message": "This picture needs more memory than there is."}}
    except Exception:
        message = {"bug": traceback.format_exc()}
    write_frame(answers, message)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = MEMORY_LIMIT_BYTES if hard == resource.RLIM_INFINITY else min(hard, MEMORY_LIMIT_BYTES)
    if soft == resource.RLIM_INFINITY or soft > limit:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


if __name__ == "__main__":
    main()
