"""Hears of errors that nobody handled: out of Qt's slots and handlers, the event loop, threads, and our own log.

An error is known by its kind and its place. The first of each gets a report in a file, and is told; the same one again
is only counted, however often it comes, so that an error in a paint handler can't flood the log or the artist.

Nothing heavy is imported at the top: the watch begins before the first paint.
"""

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from rundot_studio.domain.errors import StudioError

if TYPE_CHECKING:
    import asyncio
    from datetime import datetime

    from rundot_studio.studio.crash_report import Failure

log = logging.getLogger(__name__)
KINDS_MOST = 20
"""Kinds of errors that are told apart in one run; more are one kind."""
REPORTS_MOST = 5
"""Files that one run writes: a storm must not push out the reports of other runs."""
PAUSE_MS = 500
"""Between two tellings."""
OURS = "rundot_studio.ui"
"""Bugs that the window's parts catch and log are heard of from there."""

Kind = tuple[str, str, int]
T = TypeVar("T")


@dataclass(eq=False)
class Incident:
    """One kind of error in this run. ``report`` and ``file`` are there when it is told."""

    failure: "Failure"
    when: "datetime"
    count: int = 1
    report: str = ""
    file: Path | None = None


@dataclass
class Hooks:
    """What was there before ours."""

    error: Callable[..., object]
    thread: Callable[..., object]
    unraisable: Callable[..., object]
    handlers: list[logging.Handler] = field(default_factory=list)


class ErrorWatch(QObject):
    """One per program."""

    _heard = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """Reports go into ``folder``, or beside the log."""
        super().__init__(parent)
        self._folder = folder
        self._lock = threading.Lock()
        self._within = threading.local()
        self._incidents: dict[Kind, Incident] = {}
        self._changed: list[Incident] = []
        self._waiting = False
        self._ended = False
        self._listener: Callable[[list[Incident]], object] | None = None
        self._untold: list[Incident] = []
        self._timer: QTimer | None = None
        self._hooks: Hooks | None = None
        self.facts: Callable[[], str] = lambda: ""
        """Lines about program and machine, asked for when a report is written."""
        self.private: Callable[[], list[str]] = list
        """Words that no report may have: the artist's prompts."""
        self._heard.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    # --- hooks ---

    def install(self) -> None:
        """Hear of every error in this process that would only be printed otherwise, until :meth:`remove`."""
        if self._hooks is not None:
            return
        self._ended = False
        handler = _BugHandler(self)
        self._hooks = Hooks(sys.excepthook, threading.excepthook, sys.unraisablehook, [handler])
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread
        sys.unraisablehook = self._unraisable
        logging.getLogger(OURS).addHandler(handler)

    def remove(self) -> None:
        """Everything as it was. What was heard and not written yet is written."""
        hooks, self._hooks = self._hooks, None
        self._ended = True
        if self._timer is not None:
            self._timer.stop()
        self._take_changed()
        if hooks is None:
            return
        sys.excepthook = hooks.error
        threading.excepthook = hooks.thread
        sys.unraisablehook = hooks.unraisable
        for handler in hooks.handlers:
            logging.getLogger(OURS).removeHandler(handler)

    def end(self, *, in_order: bool) -> None:
        """:meth:`remove` at the end of the run. Of one that ended in order the next start need not tell."""
        self.remove()
        if in_order and self.files:
            from rundot_studio.studio.crash_files import mark_seen

            mark_seen(self.files, self._folder)

    def listen(self, listener: Callable[[list[Incident]], object] | None) -> None:
        """Who tells the artist: is given the incidents that are new or came again, on the window's thread; at once
        those that came before anybody listened."""
        self._listener = listener
        untold, self._untold = self._untold, []
        if listener is not None and untold:
            listener(untold)

    @property
    def files(self) -> set[Path]:
        """The reports of this run."""
        return {each.file for each in self._incidents.values() if each.file is not None}

    def loop_failed(self, _loop: "asyncio.AbstractEventLoop", context: dict[str, Any]) -> None:
        """The event loop's exception handler. A connection that breaks is the network's doing, and no bug."""
        error = context.get("exception")
        broken = isinstance(error, OSError) and "transport" in context
        if isinstance(error, Exception) and not broken:
            self.take(error)
        else:
            log.error("the event loop: %s (%s)", context.get("message", ""), error)

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            self.take(error.with_traceback(trace))
        else:  # somebody wants the program to end
            sys.__excepthook__(kind, error, trace)

    def _raised_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
            self.take(told.exc_value)

    def _unraisable(self, told: "sys.UnraisableHookArgs") -> None:
        """From a destructor or the collector: nothing that the artist did has failed."""
        if told.exc_value is not None and not self._is_within():
            self._write_down("an error that could not be raised", told.exc_value)

    # --- from any thread ---

    def take(self, error: BaseException, *, logged: bool = False) -> None:
        """Note an error, and tell of it soon. Raises nothing; an error in here is printed and not taken."""
        if self._is_within():
            return
        self._within.here = True
        try:
            self._note(error, logged)
        except Exception:
            sys.__excepthook__(*sys.exc_info())
        finally:
            self._within.here = False

    def _is_within(self) -> bool:
        return getattr(self._within, "here", False)

    def _note(self, error: BaseException, logged: bool) -> None:
        kind = _kind_of(error)
        with self._lock:
            known = self._incidents.get(kind)
            if known is None and len(self._incidents) >= KINDS_MOST:
                known = next(reversed(self._incidents.values()))
            if known is not None:
                known.count += 1
        if known is None:
            known = self._first(kind, error)
            if not logged:
                self._write_down("an error that nobody handled", error)
        elif known.count & (known.count - 1) == 0:
            log.error("the same error, %d times by now: %s", known.count, known.failure.summary)
        with self._lock:
            if known not in self._changed:
                self._changed.append(known)
            wake, self._waiting = not self._waiting, True
        if wake:
            self._heard.emit()

    def _first(self, kind: Kind, error: BaseException) -> Incident:
        from datetime import UTC, datetime

        from rundot_studio.studio.crash_report import failure_of

        incident = Incident(failure_of(error), datetime.now(UTC))
        with self._lock:
            return self._incidents.setdefault(kind, incident)

    def _write_down(self, what: str, error: BaseException) -> None:
        """Into the log, and for whoever started the program from a terminal."""
        from rundot_studio.studio.crash_report import failure_of

        trace = failure_of(error).trace
        log.error("%s\n%s", what, trace)
        if logging.getLogger().hasHandlers() and sys.stderr is not None:
            print(trace, file=sys.stderr)

    # --- on the window's thread ---

    def _wake(self) -> None:
        """Tell at once, and then no more than twice a second."""
        if self._ended:
            return
        if self._timer is None:
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.timeout.connect(self._tell)
        self._timer.start()

    def _tell(self) -> None:
        assert self._timer is not None
        self._timer.setInterval(PAUSE_MS)
        changed = self._take_changed()
        if self._listener is None:
            self._untold += [each for each in changed if each not in self._untold]
        elif changed:
            self._listener(changed)

    def _take_changed(self) -> list[Incident]:
        with self._lock:
            changed, self._changed, self._waiting = self._changed, [], False
        for incident in changed:
            self._report(incident)
        return changed

    def _report(self, incident: Incident) -> None:
        """Written here and now, though it may take some milliseconds: the program may be about to end."""
        if incident.report:
            return
        from rundot_studio.studio.crash_files import write_report
        from rundot_studio.studio.crash_report import cleaned, report_text
        from rundot_studio.studio.log_file import read_log

        facts = _answer(self.facts, "")
        nothing: list[str] = []
        private = _answer(self.private, nothing)
        incident.failure = replace(incident.failure, summary=cleaned(incident.failure.summary, private))
        incident.report = report_text(incident.failure, incident.when, facts, read_log(self._folder), private)
        if len(self.files) < REPORTS_MOST:
            incident.file = write_report(incident.report, incident.when, self._folder)


class _BugHandler(logging.Handler):
    """Hears of bugs that a part of the window has caught so that the rest goes on."""

    def __init__(self, watch: ErrorWatch) -> None:
        super().__init__(logging.ERROR)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Exception) and not isinstance(error, StudioError):
            self._watch.take(error, logged=True)


def _answer(ask: Callable[[], T], otherwise: T) -> T:
    """Whom we ask may be what has failed."""
    try:
        return ask()
    except Exception:
        return otherwise


def _kind_of(error: BaseException) -> Kind:
    """Its type and the last line of ours that it came through. Its text is left out: that may be another each time."""
    place = "", 0
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "rundot_studio" in file or not place[0]:
            place = file, trace.tb_lineno
        trace = trace.tb_next
    return type(error).__qualname__, *place
