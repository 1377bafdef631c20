"""What is told of an error, in words for the artist."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.controls.numbers import counted

from .watch import Incident

translate = QCoreApplication.translate
EXACT_MOST = 9
"""Larger counts are told roughly: words that change with each error would be painted with each, and may be why."""


@dataclass(frozen=True)
class Telling:
    """``what`` is the error itself, ``more`` how often and what else; ``report`` is copied, ``file`` is where it is."""

    heading: str
    words: str
    what: str
    more: str
    report: str
    file: Path | None
    close: str


def of_running(incidents: Sequence[Incident]) -> Telling:
    """Errors of this run, the first one first."""
    first = incidents[0]
    return Telling(
        translate("CrashSheet", "Something went wrong"),
        translate(
            "CrashSheet",
            "Your pictures are safe, and you can keep working. Should the window look odd from here on, "
            "close it and open it again.",
        ),
        first.failure.summary,
        _more(incidents),
        "\n\n".join(each.report for each in incidents),
        first.file,
        translate("CrashSheet", "Keep working"),
    )


def of_last_run(what: str, report: str, file: Path) -> Telling:
    return Telling(
        translate("CrashSheet", "Rundot Studio ended unexpectedly last time"),
        translate("CrashSheet", "Your pictures are safe. Whoever helps you can see from the report what happened."),
        what,
        "",
        report,
        file,
        translate("CrashSheet", "Close"),
    )


def of_kept(what: str, report: str, file: Path, count: int) -> Telling:
    """The newest of ``count`` reports that are kept."""
    more = ""
    if count > 1:
        more = translate("CrashSheet", "The newest of {0} reports in this folder.").format(counted(count))
    return Telling(
        translate("CrashSheet", "Crash report"),
        translate("CrashSheet", "Whoever helps you can see from it what happened."),
        what,
        more,
        report,
        file,
        translate("CrashSheet", "Close"),
    )


def of_start(what: str, report: str, file: Path | None) -> Telling:
    return Telling(
        translate("CrashSheet", "Rundot Studio could not start"),
        translate(
            "CrashSheet",
            "Your pictures are safe: nothing was opened or changed. If it happens again, install the program anew; "
            "the library stays as it is.",
        ),
        what,
        "",
        report,
        file,
        translate("CrashSheet", "Close"),
    )


def _more(incidents: Sequence[Incident]) -> str:
    parts = []
    others = len(incidents) - 1
    if others == 1:
        parts.append(translate("CrashSheet", "Another error came with it; the copy has both."))
    elif others > 1:
        parts.append(
            translate("CrashSheet", "{0} other errors came with it; the copy has them all.").format(counted(others))
        )
    count = sum(each.count for each in incidents)
    if count > len(incidents):
        parts.append(_times_together(count) if others else _times(count))
    return " ".join(parts)


def _times(count: int) -> str:
    if count <= EXACT_MOST:
        return translate("CrashSheet", "It happened {0} times.").format(count)
    return translate("CrashSheet", "It happened more than {0} times.").format(_roughly(count))


def _times_together(count: int) -> str:
    if count <= EXACT_MOST:
        return translate("CrashSheet", "Together they happened {0} times.").format(count)
    return translate("CrashSheet", "Together they happened more than {0} times.").format(_roughly(count))


def _roughly(count: int) -> str:
    """The power of ten below."""
    return counted(10 ** (len(str(count - 1)) - 1))
