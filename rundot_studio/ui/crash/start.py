"""When the program can't start: a sentence for the terminal, a report, and a small window where Qt can show one."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from rundot_studio.studio.crash_report import Failure

FAILED = 1


def make_application(arguments: list[str]) -> QApplication:
    """Qt ends the process itself where it finds no screen or no plugin; then at least it is told in a sentence."""
    qInstallMessageHandler(_StartMessages().hear)
    try:
        if sys.platform == "darwin":
            from rundot_studio.ui.session.opened_files import MacApplication

            return MacApplication(arguments)
        return QApplication(arguments)
    finally:
        qInstallMessageHandler(None)


class _StartMessages:
    """What Qt says while it starts; the last words are mostly not the ones that tell why."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def hear(self, kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        self._said.append(words.strip())
        if kind is QtMsgType.QtFatalMsg:
            self._end()
        print(words, file=sys.stderr)

    def _end(self) -> None:
        from rundot_studio.studio.crash_report import Failure

        tell_start_failed(None, Failure(self._said[0].partition("\n")[0], "\n".join(self._said)))
        if sys.stderr is not None:
            sys.stderr.flush()
        os._exit(FAILED)  # Qt would abort, and the system offer to send a report of its own


def start_failed(app: QApplication, error: BaseException, folder: Path | None = None) -> int:
    """Tell of an error before there was a window to work in; gives the exit code."""
    from rundot_studio.studio.crash_report import failure_of

    tell_start_failed(app, failure_of(error), folder)
    return FAILED


def tell_start_failed(app: QApplication | None, failure: "Failure", folder: Path | None = None) -> None:
    from datetime import UTC, datetime

    from rundot_studio.studio.crash_files import mark_seen, write_report
    from rundot_studio.studio.crash_report import report_text, without_home
    from rundot_studio.studio.log_file import read_log

    from .toolkit import facts

    now = datetime.now(UTC)
    report = report_text(failure, now, facts(), read_log(folder))
    file = write_report(report, now, folder)
    print(f"rundot-studio: the window can't start: {failure.summary}", file=sys.stderr)
    if file is not None:
        print(f"  A crash report is in {without_home(str(file))}; it stays on this machine.", file=sys.stderr)
    if app is None:
        return
    from .lone_window import show_alone
    from .telling import of_start

    if show_alone(app, of_start(failure.summary, report, file)) and file is not None:
        mark_seen([file], folder)
