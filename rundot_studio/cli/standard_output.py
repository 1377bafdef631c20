"""Standard output that knows whether anything was written, and says in words when it can't be."""

import contextlib
import io
import os
from typing import TextIO

from rundot_studio.domain.errors import StudioError


class OutputLost(StudioError):
    """Standard output is closed or full."""

    code = "STDOUT_UNWRITABLE"


class NotedOutput(io.TextIOBase):
    """Wraps a text stream. ``used`` tells whether there was any output: with --json there may be one document only."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.used = False

    def write(self, text: str) -> int:
        self.used = self.used or bool(text)
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._lost(error) from error

    def flush(self) -> None:
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._lost(error) from error

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def give_up(self) -> None:
        """Send the rest to nowhere, so that the interpreter's own flush at the end is quiet."""
        with contextlib.suppress(OSError):  # without a descriptor of its own nothing is flushed later either
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def _lost(self, error: OSError) -> OutputLost:
        return OutputLost(f"Standard output can't be written: {error.strerror or error}.")
