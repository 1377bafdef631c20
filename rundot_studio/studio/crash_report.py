"""What a crash report says: the program and the machine, the traceback, and the last lines of the log.

For whoever helps the artist. It names no secret, no prompt and no user: tracebacks carry no values, what looks like a
key or a token is taken out, and so are the words that are given as private; the home folder is written ``~``.
"""

import platform
import re
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.secret import HIDDEN, redacted

LOG_LINES = 200
LARGEST = 100_000
"""Characters of a traceback, and of the log's part, each."""
LONGEST_SUMMARY = 200
SHORTEST_PRIVATE = 6
"""Shorter words are found in ordinary ones."""
_HAPPENED = "What happened"
_PICTURE_FILE = re.compile(r"(?<![\w-])(\d\d-)[\w-]+?-([0-9a-f]{6,}\.(?:png|jpe?g|webp|json))\b")
"""A picture's file is named by its day, its prompt and its id (see ``library.layout``)."""


@dataclass(frozen=True)
class Failure:
    """An error in words. ``summary`` is one line of it, ``trace`` its traceback without values of variables."""

    summary: str
    trace: str
    place: str = ""
    """File and line of ours where it happened, such as ``ui/canvas/view.py, 120``; empty where it is not known."""


@dataclass(frozen=True)
class Circumstances:
    """``toolkit`` is what draws the window, with its version; ``connection`` a kind of service, never an address."""

    toolkit: str = ""
    connection: str = ""

    def lines(self) -> str:
        from rundot_studio import __version__

        facts = {
            "Program": __version__,
            "Python": platform.python_version() + (" (bundle)" if getattr(sys, "frozen", False) else ""),
            "Toolkit": self.toolkit,
            "System": f"{_system()}, {platform.machine()}",
            "Connection": self.connection,
        }
        return "".join(f"{name + ':':<12}{value}\n" for name, value in facts.items() if value)


def failure_of(error: BaseException) -> Failure:
    """Raises nothing, whatever the error's own text does."""
    told = traceback.TracebackException.from_exception(error, capture_locals=False)
    lines = list(told.format_exception_only())
    summary = next((line for line in lines if not line.startswith(" ")), lines[-1] if lines else "")
    if isinstance(error, StudioError):
        summary = error.message  # in the artist's words already
    trace = cleaned("".join(told.format()))
    return Failure(_first_line(cleaned(summary)), _within(trace, LARGEST), _place(told))


def summary_of(report: str) -> str:
    """The line of a report that tells what happened; empty where it has none."""
    return report.partition(f"\n{_HAPPENED}\n")[2].partition("\n")[0]


def report_text(failure: Failure, when: datetime, facts: str, log_text: str = "", private: Iterable[str] = ()) -> str:
    """The whole report. ``facts`` are the lines of :class:`Circumstances`; of ``log_text`` the last lines are taken."""
    log_lines = "\n".join(log_text.splitlines()[-LOG_LINES:])
    parts = [
        "Rundot Studio: crash report",
        "Kept on this machine, sent nowhere; without keys, tokens and prompts",
        "",
        f"{'Time:':<12}{when.astimezone().isoformat(' ', 'seconds')}",
        facts,
        f"{_HAPPENED}\n{failure.summary}\n",
        failure.trace.rstrip() + "\n",
    ]
    if log_lines:
        parts.append(f"The last lines of the log\n{_within(log_lines, LARGEST)}\n")
    return cleaned("\n".join(parts), private)


def cleaned(text: str, private: Iterable[str] = ()) -> str:
    """``text`` without secrets, without the private words, and with ``~`` for the home folder."""
    for words in sorted({each.strip() for each in private}, key=len, reverse=True):
        if len(words) >= SHORTEST_PRIVATE:
            for written in {words, repr(words)[1:-1]}:
                text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", HIDDEN, text)
    return without_home(_PICTURE_FILE.sub(rf"\1{HIDDEN}-\2", redacted(text)))


def without_home(text: str) -> str:
    try:
        home = str(Path.home())
    except RuntimeError:  # the system knows of none
        return text
    if len(home) > 1:
        for written in {home, repr(home)[1:-1]}:
            text = re.sub(rf"{re.escape(written)}(?![\w-]|\.\w)", "~", text)
    return text


def _system() -> str:
    if sys.platform.startswith("linux"):
        try:
            return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}"
        except (OSError, KeyError):
            pass
    return f"{platform.system()} {platform.release()}"


def _place(told: traceback.TracebackException) -> str:
    for frame in reversed(told.stack):
        path = frame.filename.replace("\\", "/")
        if "/rundot_studio/" in path:
            return f"{path.rpartition('/rundot_studio/')[2]}, {frame.lineno}"
    return ""


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= LONGEST_SUMMARY else line[: LONGEST_SUMMARY - 1] + "…"


def _within(text: str, most: int) -> str:
    """Head and tail of what is longer."""
    if len(text) <= most:
        return text
    return f"{text[: most // 2]}\n…\n{text[-most // 2 :]}"
