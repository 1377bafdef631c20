"""Worker processes for the engine's work: started on first use, bounded in number and memory, cancellable.

Plain ``subprocess`` with one thread a worker, rather than asyncio's own subprocesses: it works alike under every event
loop, Qt's too. Cancelling kills the worker at work, since nothing else stops a computation; the next task starts
a new one.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rundot_studio.domain.errors import StudioError

from .baseline import worker_environment
from .frames import read_frame, write_frame

Report = Callable[[float], None]

LARGE_MEGAPIXELS = 8.0
"""A worker that made a picture this large is ended afterwards, to give its memory back."""
CAPACITY_MEGAPIXELS = 20.0
"""How many megapixels may be worked on at once, over all workers: one 4K picture, or several small ones."""


class WorkerDied(StudioError):
    """A worker ended in the middle of its task (killed, or out of memory)."""

    code = "ENGINE_WORKER_DIED"
    action = "retry"

    def __init__(self) -> None:
        super().__init__("The embedded engine's worker stopped in the middle of this picture.", "Try again.")


class TaskRefused(StudioError):
    """The engine can't do this, for a reason the artist can understand."""


class WorkerPool:
    """Runs tasks of :mod:`rundot_studio.engine.tasks` in up to ``size`` processes (default: one per core)."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size or os.cpu_count() or 1
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._threads = ThreadPoolExecutor(self.size, thread_name_prefix="engine-worker")
        self._turns = asyncio.Condition()
        self._megapixels = 0.0
        self._running = 0
        self._closed = False

    @property
    def started(self) -> int:
        """How many worker processes are alive."""
        return len(self._idle) + len(self._busy)

    @property
    def busy(self) -> int:
        """How many are at work."""
        return len(self._busy)

    async def run(self, task: dict[str, Any], megapixels: float = 1.0, report: Report | None = None) -> dict[str, Any]:
        """The task's result. ``report`` is called on the event loop with fractions 0..1.

        Raises TaskRefused, WorkerDied; RuntimeError with the worker's traceback for a bug of ours.
        """
        weight = min(megapixels, CAPACITY_MEGAPIXELS)
        async with self._turns:
            await self._turns.wait_for(
                lambda: self._closed or (self._running < self.size and self._megapixels + weight <= CAPACITY_MEGAPIXELS)
            )
            if self._closed:
                raise WorkerDied
            self._running += 1
            self._megapixels += weight
        try:
            return await self._run_now(task, megapixels, report)
        finally:
            self._running -= 1
            self._megapixels -= weight
            async with self._turns:
                self._turns.notify_all()

    async def _run_now(self, task: dict[str, Any], megapixels: float, report: Report | None) -> dict[str, Any]:
        worker = self._idle.pop() if self._idle else _Worker()
        self._busy.add(worker)
        loop = asyncio.get_running_loop()

        def from_thread(fraction: float) -> None:
            if report is not None:
                loop.call_soon_threadsafe(report, fraction)

        exchange = loop.run_in_executor(self._threads, worker.exchange, task, from_thread)
        healthy = False
        try:
            message = await asyncio.shield(exchange)
            healthy = megapixels < LARGE_MEGAPIXELS
        except asyncio.CancelledError:
            worker.kill()
            await asyncio.gather(exchange, return_exceptions=True)
            raise
        finally:
            self._busy.discard(worker)
            if healthy and not self._closed:
                self._idle.append(worker)
            else:
                worker.kill()
                if not self._closed:
                    self._threads.submit(worker.reap)
        return _result(message)

    def rest(self) -> None:
        """Ends the workers that have nothing to do, to give back what they keep in memory."""
        while self._idle:
            worker = self._idle.pop()
            worker.kill()
            self._threads.submit(worker.reap)

    async def close(self) -> None:
        """Ends every worker; running tasks raise WorkerDied. Closing twice does nothing."""
        if self._closed:
            return
        self._closed = True
        workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.kill()
        for worker in workers:
            self._threads.submit(worker.reap)
        self._idle.clear()
        async with self._turns:
            self._turns.notify_all()
        # Their processes are dead, so the threads end at once; only this way is nothing left behind for certain.
        self._threads.shutdown(wait=True)


def _result(message: dict[str, Any]) -> dict[str, Any]:
    if "refused" in message:
        refusal = message["refused"]
        raise TaskRefused(refusal["message"], refusal.get("hint", ""), code=refusal["code"])
    if "bug" in message:
        raise RuntimeError(f"the engine's worker failed:\n{message['bug']}")
    result: dict[str, Any] = message["result"]
    return result


class _Worker:
    """One process. :meth:`exchange` blocks and belongs on a thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False

    def exchange(self, task: dict[str, Any], report: Report) -> dict[str, Any]:
        if self._process is None:
            self._process = _start()
            if self._killed:  # cancelled while it was starting
                self.kill()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            write_frame(self._process.stdin, task)
            while True:
                message: dict[str, Any] = read_frame(self._process.stdout)
                if "progress" not in message:
                    return message
                report(message["progress"])
        except (EOFError, OSError, ValueError):  # ValueError: the pipes were closed by kill()
            raise WorkerDied from None

    def kill(self) -> None:
        """Ends the process without waiting for it, so that the event loop may call this."""
        self._killed = True
        if self._process is not None:
            self._process.kill()

    def reap(self) -> None:
        """Blocking: wait for the killed process and close its pipes."""
        process = self._process
        if process is None:
            return
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # a half-written frame can't be flushed to a dead process
                    stream.close()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        worker_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # OpenCV remarks there on the features we hide; our own errors travel as frames
        env=worker_environment(),
        start_new_session=True,  # Ctrl+C in the terminal must not reach it: the parent decides
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows it is a console program
    )


def worker_command() -> list[str]:
    """How a worker is started. In a bundle the interpreter is the program itself, which knows an argument for it."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "rundot_studio.engine.worker"]
    program = Path(sys.executable)
    if sys.platform in ("win32", "darwin"):  # the window's own program has no standard streams, and an icon in the Dock
        program = program.with_stem("rundot-studio-console")
    return [str(program), "--engine-worker"]
