"""What was found before an export, each with the buttons that mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.domain.errors import StudioError
from rundot_studio.export.checks import Finding, Fix, Severity
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import heading
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted

from .found_row import FoundRow

ALIKE = 2
"""More findings of a kind than these are told as one, with one button for all."""
MOST_ROWS = 40


@dataclass(frozen=True)
class FoundGroup:
    """Findings of one kind. ``fixes`` are those of all of them."""

    first: Finding
    count: int
    fixes: tuple[Fix, ...]


def grouped(findings: Sequence[Finding]) -> list[FoundGroup]:
    """In the order in which they were found; many of a kind as one group, whose fixes mend all of them."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    groups = []
    for alike in kinds.values():
        if len(alike) <= ALIKE:
            groups += [FoundGroup(each, 1, each.fixes) for each in alike]
        else:
            groups.append(FoundGroup(alike[0], len(alike), _joined(alike)))
    return groups


def _joined(findings: Sequence[Finding]) -> tuple[Fix, ...]:
    """A fix of each label with the changes of all findings that have it."""
    joined: dict[tuple[Any, str], Fix] = {}
    for finding in findings:
        for fix in finding.fixes:
            key = (fix.action, fix.label)
            before: Mapping[str, Any] = joined[key].changes if key in joined else {}
            joined[key] = replace(fix, changes={**before, **fix.changes})
    return tuple(joined.values())


class FindingsList(QWidget):
    """``fixed`` brings the Fix that was pressed, ``scale_wanted`` the longest side in pixels."""

    fixed = Signal(object)
    scale_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.title)
        self._rows: list[FoundRow] = []
        self.show_findings(())

    @property
    def rows(self) -> list[FoundRow]:
        return self._rows

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self._clear()
        groups = grouped(findings)
        for group in groups[:MOST_ROWS]:
            colour = "bad" if group.first.severity is Severity.ERROR else "warn"
            words = sentence(group.first.message)
            if group.count > 1:
                words = self.tr("{0} {1} more like it.").format(words, counted(group.count - 1))
            row = self._add(FoundRow(colour, words))
            for fix in group.fixes:
                label = sentence(fix.label)
                button = row.add(Button(label, small=True))
                describe(button, f"{label}: {words}", label)
                button.clicked.connect(partial(self._fix, fix))
        left = len(groups) - MOST_ROWS
        if left > 0:
            self._add(FoundRow("warn", self.tr("{0} more.").format(counted(left))))
        self.title.setText(self.tr("Before you export") if groups else "")
        self.setVisible(bool(groups))

    def show_error(self, error: StudioError, longest: int = 0) -> None:
        """What stands in the way of a preview; with ``longest`` scaling down to it would help."""
        self._clear()
        self.title.setText(self.tr("Before you export"))
        row = self._add(FoundRow("bad", " ".join(sentence(each) for each in (error.message, error.hint) if each)))
        if longest:
            words = self.tr("Scale to {0} px").format(longest)
            button = row.add(Button(words, small=True))
            describe(button, words, self.tr("The longest side of the largest picture"))
            button.clicked.connect(lambda: self.scale_wanted.emit(longest))
        self.show()

    def _add(self, row: FoundRow) -> FoundRow:
        self._rows.append(row)
        self.column.addWidget(row)
        row.show()
        return row

    def _fix(self, fix: Fix, _checked: bool = False) -> None:
        self.fixed.emit(fix)

    def _clear(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
