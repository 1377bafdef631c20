"""The selection of the gallery as ranges of rows: a hundred thousand selected pictures are one range."""

from array import array
from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal

from rundot_studio.domain.job import Job

from .model import GalleryModel
from .runs import runs

Flag = QItemSelectionModel.SelectionFlag


class Selection(QObject):
    """What is selected, where the keyboard is (``current``), and from where Shift extends (the anchor).

    ``changed`` comes after each change of what is selected, also where rows went.
    """

    changed = Signal()

    def __init__(self, rows: GalleryModel, selected: QItemSelectionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._selected = selected
        self._anchor = 0
        self._kept: Callable[[], None] = lambda: None
        selected.selectionChanged.connect(lambda _on, _off: self.changed.emit())
        rows.rowsInserted.connect(self._shift_anchor)
        rows.modelAboutToBeReset.connect(self._keep)

    @property
    def current(self) -> int | None:
        index = self._selected.currentIndex()
        return index.row() if index.isValid() else None

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """First and last row of each range, from the top."""
        selection = self._selected.selection()
        return sorted((part.top(), part.bottom()) for part in (selection.at(i) for i in range(selection.count())))

    def contains(self, row: int) -> bool:
        return self._selected.isSelected(self._rows.index(row))

    @property
    def picture_count(self) -> int:
        jobs = self._rows.job_count
        return sum(last + 1 - max(first, jobs) for first, last in self.ranges if last >= jobs)

    @property
    def numbers(self) -> "array[int]":
        """Of the selected pictures, in the order of their rows, each once."""
        found: array[int] = array("q")
        for first, last in self.ranges:
            found.extend(self._rows.numbers(first, last))
        return array("q", dict.fromkeys(found)) if self._rows.grouped else found

    # --- as a file manager does ---

    def only(self, row: int) -> None:
        self._anchor = row
        self._selected.setCurrentIndex(self._rows.index(row), Flag.ClearAndSelect)

    def toggle(self, row: int) -> None:
        self._anchor = row
        self._selected.setCurrentIndex(self._rows.index(row), Flag.Toggle)

    def extend(self, row: int, *, add: bool = False) -> None:
        """From the anchor to here, in reading order; ``add`` keeps what else is selected."""
        first, last = sorted((min(self._anchor, self._rows.rowCount() - 1), row))
        self._selected.select(self._span(first, last), Flag.Select if add else Flag.ClearAndSelect)
        self.go(row)

    def go(self, row: int) -> None:
        """Move the keyboard there without selecting."""
        self._selected.setCurrentIndex(self._rows.index(row), Flag.NoUpdate)

    def move(self, row: int, *, shift: bool, ctrl: bool) -> None:
        """By a key: Shift extends, Ctrl only walks."""
        if shift:
            self.extend(row, add=ctrl)
        elif ctrl:
            self.go(row)
        else:
            self.only(row)

    def rows_between(self, first: int, last: int, *, add: bool = False) -> None:
        """All of a group."""
        self._selected.select(self._span(first, last), Flag.Select if add else Flag.ClearAndSelect)
        self._anchor = first

    def all(self) -> None:
        if self._rows.rowCount():
            self.rows_between(0, self._rows.rowCount() - 1)

    def nothing(self) -> None:
        self._selected.clearSelection()

    def copy(self) -> QItemSelection:
        return QItemSelection(self._selected.selection())

    def set_ranges(self, ranges: list[tuple[int, int]], base: QItemSelection | None = None) -> None:
        """Exactly these rows, and what is in ``base``."""
        wanted = QItemSelection(base) if base is not None else QItemSelection()
        for first, last in ranges:
            wanted.merge(self._span(first, last), Flag.Select)
        self._selected.select(wanted, Flag.ClearAndSelect)

    def _span(self, first: int, last: int) -> QItemSelection:
        return QItemSelection(self._rows.index(first), self._rows.index(last))

    # --- over changes of the rows ---

    def _shift_anchor(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first <= self._anchor:
            self._anchor += last + 1 - first

    def _keep(self) -> None:
        """Remember by number what is selected: the rows are about to be others."""
        numbers = frozenset(self.numbers)
        current = self.current
        here = self._rows.number(current) if current is not None else None
        jobs = [
            item.id
            for first, last in self.ranges
            for row in range(first, min(last + 1, self._rows.job_count))
            if isinstance(item := self._rows.item(row), Job)
        ]
        self._kept = lambda: self._bring_back(numbers, jobs, here)

    def restore(self) -> None:
        """Select again what was selected before the rows changed, as far as it is still there."""
        kept, self._kept = self._kept, lambda: None
        kept()

    def _bring_back(self, numbers: frozenset[int], jobs: list[str], here: int | None) -> None:
        rows = self._rows
        if here is not None and (row := rows.row_of_number(here)) is not None:
            self.go(row)
            self._anchor = row
        first = rows.job_count
        places = [row for job in jobs if (row := rows.row_of_job(job)) is not None]
        if numbers:
            every = rows.numbers(first, rows.rowCount() - 1)
            places += [first + place for place, number in enumerate(every) if number in numbers]
        if places:
            self.set_ranges(runs(sorted(places)))
