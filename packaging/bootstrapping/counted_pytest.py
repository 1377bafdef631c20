"""Runs pytest and writes down what became of each test, so that a crash in the middle loses no count.

``python counted_pytest.py RECORD ARGUMENT...`` runs in the environment, where pytest is. Each line of RECORD is a JSON
list of a test's name and a word: ``started``, ``passed``, ``failed`` or ``skipped``. ``read_counts`` is for the process
that waits.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_GRAVITY = ("started", "passed", "skipped", "failed")  # of several words about one test the gravest counts


@dataclass(frozen=True)
class Counts:
    """How many tests ended in which way."""

    passed: int
    failed: int
    skipped: int

    @property
    def line(self) -> str:
        """The closing line."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @property
    def total(self) -> int:
        """All tests that were run or skipped."""
        return self.passed + self.failed + self.skipped


def read_counts(record: Path, stopped: bool = False) -> Counts:
    """Sums up ``record``.

    A test that started and never ended took pytest down with it: it failed, unless pytest was ``stopped`` from outside.
    Errors in fixtures and files that could not be collected count as failed tests, expected failures as skipped ones.
    """
    words: dict[str, str] = {}
    for line in record.read_text(encoding="utf-8").splitlines():
        try:
            name, word = json.loads(line)
        except ValueError:
            continue  # the last line of a process that was killed
        words[name] = max(words.get(name, word), word, key=_GRAVITY.index)
    cut_off = "stopped" if stopped else "failed"
    ends = [cut_off if word == "started" else word for word in words.values()]
    return Counts(ends.count("passed"), ends.count("failed"), ends.count("skipped"))


class Recorder:
    """The pytest plugin that writes the record."""

    def __init__(self, record: IO[str]) -> None:
        self._record = record

    def _write(self, name: str, word: str) -> None:
        self._record.write(json.dumps([name, word]) + "\n")
        self._record.flush()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._write(nodeid, "started")

    def pytest_runtest_logreport(self, report: "pytest.TestReport") -> None:
        if report.when == "call" or report.outcome != "passed":
            self._write(report.nodeid, report.outcome)

    def pytest_collectreport(self, report: "pytest.CollectReport") -> None:
        if report.outcome != "passed":
            self._write(report.nodeid, report.outcome)


def main(arguments: list[str]) -> int:
    """Runs pytest with ``arguments[1:]``; ``arguments[0]`` is the record."""
    import pytest

    with Path(arguments[0]).open("w", encoding="utf-8") as record:
        return int(pytest.main(arguments[1:], plugins=[Recorder(record)]))


if __name__ == "__main__":
    sys.path.pop(0)  # the folder of this file is no place to import from
    sys.exit(main(sys.argv[1:]))
