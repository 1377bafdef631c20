"""The gallery's rows: first what is on its way (newest first), then the library as it is arranged.

All of the library's pictures are known by number; the pictures themselves are read where somebody looks, and forgotten
again. So any place of a hundred thousand is as near as the first.
"""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.library.arrangement import Entry, Group, Grouping, Listed, Order
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.pictures.problem_words import problem_message
from rundot_studio.ui.pictures.titles import Titles

from .drag import PICTURES_TYPE, drag_data
from .entries import Entries
from .filters import Arrangement
from .lister import Lister
from .runs import changed_middle, runs
from .source import GallerySource, JobList, PictureFiles

READ_AT_ONCE = 240
"""Pictures of one read: some 2 ms."""
LISTED_AT_ONCE = 5000
"""A library of so many pictures is listed without a thread: it takes no longer than a frame may."""
DRAG_MOST = 500
Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """``arrived`` tells of a picture that has just been stored, after its row is there; ``leaving`` the first and the
    last of the rows of pictures that are about to go; ``wished`` another arrangement that the artist wants to see,
    ``rearranged`` that it is what is shown."""

    arrived = Signal(object)
    leaving = Signal(int, int)
    rearranged = Signal()
    wished = Signal(object)

    def __init__(self, titles: Titles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titles = titles
        self._source: GallerySource | None = None
        self._files: PictureFiles | None = None
        self._jobs: list[Job] = []
        self._numbers: array[int] = array("q")
        self._groups: tuple[Group, ...] = ()
        self._entries = Entries()
        self._wanted = Arrangement()
        self._shown = Arrangement()
        self._expected: list[Picture] = []
        self._lister = Lister(self)
        self._lister.listed.connect(self._apply)

    def attach(self, files: PictureFiles, queue: JobList, source: GallerySource) -> None:
        """Show this library: its newest pictures at once, as the window waits for them, and all of a large one soon."""
        self._source = source
        self._files = files
        self._lister.attach(source)
        self._entries.clear()
        self._jobs = list(reversed(queue.jobs))
        large = self._is_large
        self._show(self._wanted, self._list_now(self._wanted, READ_AT_ONCE if large and self._wanted.plain else -1))
        if large:
            self._lister.request(self._wanted)

    def detach(self) -> None:
        """Ask no more; what is shown stays."""
        self._source = None
        self._files = None
        self._lister.release()

    # --- what is shown ---

    @property
    def arrangement(self) -> Arrangement:
        """What the artist wants to see; it may still be on its way."""
        return self._wanted

    @property
    def search(self) -> str:
        return self._shown.filters.text

    @property
    def picture_count(self) -> int:
        """How many pictures are found; one that is on two boards counts twice where the boards are shown."""
        return len(self._numbers)

    @property
    def busy(self) -> bool:
        """Whether another list is on its way."""
        return self._lister.busy

    @property
    def job_count(self) -> int:
        return len(self._jobs)

    @property
    def sections(self) -> tuple[int, ...]:
        """How many rows each group has, the jobs being one; without groups, of all rows."""
        if not self._groups:
            return (self.rowCount(),) if self.rowCount() else ()
        jobs = (len(self._jobs),) if self._jobs else ()
        return (*jobs, *(group.count for group in self._groups))

    @property
    def grouped(self) -> Grouping:
        return self._shown.grouping if self._groups else Grouping.NONE

    def group(self, section: int) -> Group | None:
        """None for the jobs."""
        place = section - (1 if self._jobs else 0)
        return self._groups[place] if place >= 0 else None

    def arrange(self, arrangement: Arrangement) -> None:
        """Show this. A large library takes a moment; ``rearranged`` tells when it is there."""
        if arrangement == self._wanted:
            return
        self._wanted = arrangement
        self.wished.emit(arrangement)
        if self._source is None:
            return
        if self._is_large:
            self._lister.request(arrangement)
        else:
            self._apply(arrangement, self._list_now(arrangement))

    def set_search(self, words: str) -> None:
        filters = replace(self._wanted.filters, text=words.strip())
        self.arrange(replace(self._wanted, filters=filters))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._jobs) + len(self._numbers)

    def item(self, row: int) -> Job | Picture | None:
        """What the row shows; None for a picture that has not been read yet, or a row that does not exist."""
        if 0 <= row < len(self._jobs):
            return self._jobs[row]
        entry = self.entry(row)
        return entry.picture if entry is not None else None

    def entry(self, row: int) -> Entry | None:
        number = self.number(row)
        return self._entries.get(number) if number is not None else None

    def number(self, row: int) -> int | None:
        place = row - len(self._jobs)
        return self._numbers[place] if 0 <= place < len(self._numbers) else None

    def numbers(self, first: int, last: int) -> "array[int]":
        """Of the pictures in these rows, both included."""
        return self._numbers[max(0, first - len(self._jobs)) : max(0, last + 1 - len(self._jobs))]

    def read(self, first: int, last: int) -> bool:
        """Have the pictures of these rows in memory; whether any had to be read. At most ``READ_AT_ONCE`` are."""
        wanted = self.numbers(first, last)[:READ_AT_ONCE]
        missing = self._entries.missing(wanted)
        if not missing or self._source is None:
            return False
        try:
            self._entries.put(self._source.entries(missing))
        except StudioError:
            return False  # the library is gone: its cards stay empty
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self.read(index.row(), index.row())
        item = self.item(index.row())
        if item is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._title(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tool_tip(item)
        if role == Qt.ItemDataRole.UserRole:
            return item
        return None

    def tool_tip(self, item: Job | Picture) -> str:
        if isinstance(item, Job) and item.problem:
            return f"{problem_message(item.problem)}\n{sentence(item.problem.hint)}".strip()
        return self._title(item)

    def _title(self, item: Job | Picture) -> str:
        return self.titles.of_job(item) if isinstance(item, Job) else self.titles.of_picture(item)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if index.row() < len(self._jobs) else usual | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list", PICTURES_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        numbers = (self.number(index.row()) for index in indexes[:DRAG_MOST])
        return self.drag_data([number for number in numbers if number is not None])

    def drag_data(self, numbers: Sequence[int]) -> QMimeData:
        """These pictures' files, for a folder, a browser, an editor, or our own references; not more than
        ``DRAG_MOST`` of them."""
        if self._files is None:
            return QMimeData()
        files = self._files
        return drag_data((picture, files.absolute(picture)) for picture in self.pictures(numbers[:DRAG_MOST]))

    def pictures(self, numbers: Sequence[int]) -> list[Picture]:
        """Those of these numbers that there are, in their order; reads what is not in memory."""
        missing = self._entries.missing(numbers)
        if missing and self._source is not None:
            try:
                self._entries.put(self._source.entries(missing))
            except StudioError:
                return []
        return [entry.picture for number in numbers if (entry := self._entries.get(number)) is not None]

    def row_of_number(self, number: int) -> int | None:
        try:
            return len(self._jobs) + self._numbers.index(number)
        except ValueError:
            return None

    def row_of_picture(self, picture_id: str) -> int | None:
        number = self._number_of(picture_id)
        return self.row_of_number(number) if number is not None else None

    def rows_of_pictures(self, picture_ids: Collection[str]) -> list[int]:
        """Ascending; a picture on two boards has two where boards are shown. Looks each one up: for some hundreds."""
        wanted = set(map(self._number_of, picture_ids))
        above = len(self._jobs)
        return [above + place for place, number in enumerate(self._numbers) if number in wanted]

    def _number_of(self, picture_id: str) -> int | None:
        number = self._entries.number_of(picture_id)
        if number is None and self._files is not None:
            try:
                return self._files.get(picture_id).number
            except StudioError:
                return None
        return number

    def row_of_job(self, job_id: str) -> int | None:
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), None)

    # --- jobs ---

    def add_job(self, job: Job) -> None:
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._jobs.insert(0, job)
        self.endInsertRows()

    def change_job(self, job: Job) -> None:
        row = self.row_of_job(job.id)
        if row is not None:
            self._jobs[row] = job
            self.dataChanged.emit(self.index(row), self.index(row))

    def remove_job(self, job_id: str) -> None:
        row = self.row_of_job(job_id)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._jobs[row]
            self.endRemoveRows()

    # --- the library's news ---

    def add_picture(self, picture: Picture) -> None:
        """A stored picture: at the top at once where it belongs there, else where a new listing puts it."""
        self._entries.put({picture.number: Entry(picture)})
        if self._lister.busy or self._wanted != self._shown or not self._shown.plain:
            self._expected.append(picture)
            self.list_anew()
            return
        if not self._numbers or picture.number > self._numbers[0]:
            first = len(self._jobs)
            self.beginInsertRows(QModelIndex(), first, first)
            self._numbers.insert(0, picture.number)
            self.endInsertRows()
        elif self.row_of_number(picture.number) is None:  # another program's, whose news was slower than ours
            self._expected.append(picture)
            self.list_anew()
            return
        self.arrived.emit(picture)

    def catch_up(self) -> None:
        """Another program has changed the library: whatever it was, list it again."""
        self._entries.clear()
        self.list_anew()
        self._tell_all_changed()  # though the list may be the same, what was forgotten must be read again

    def remove_pictures(self, picture_ids: Collection[str]) -> None:
        """Take away the rows of pictures that are no longer in the library."""
        gone = set(self._entries.forget(picture_ids))
        if not self._groups and gone:
            places = [place for place, number in enumerate(self._numbers) if number in gone]
            for first, last in reversed(runs(places)):
                self._remove(first, last)
        self.list_anew()

    def bring_back(self, _picture_ids: Collection[str]) -> None:
        """Show pictures again that came out of the trash, at their places."""
        self.list_anew()

    def marks_changed(self, picture_ids: Collection[str]) -> None:
        """Stars are shown on the cards, and boards may be what is shown."""
        self._entries.forget(picture_ids)
        filters = self._wanted.filters
        if filters.stars or filters.text or self._wanted.order is Order.RATING:
            self.list_anew()
        self._tell_all_changed()

    def _tell_all_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def boards_changed(self) -> None:
        """There are others, or one has others on it."""
        if self._wanted.filters.board is not None or self._wanted.grouping is Grouping.BOARD:
            self.list_anew()

    def list_anew(self) -> None:
        if self._source is None:
            return
        if self._is_large:
            self._lister.request(self._wanted)
        else:
            self._apply(self._wanted, self._list_now(self._wanted))

    @property
    def _is_large(self) -> bool:
        return self._lister.busy or (self._files is not None and self._files.count() > LISTED_AT_ONCE)

    # --- showing another list ---

    def _list_now(self, arrangement: Arrangement, limit: int = -1) -> Listed:
        assert self._source is not None
        try:
            return self._source.listed(arrangement.filters.queries(), arrangement.order, arrangement.grouping, limit)
        except StudioError:
            return Listed()

    def _apply(self, arrangement: Arrangement, listed: Listed) -> None:
        """In small steps where that keeps what is selected, else all at once."""
        if arrangement != self._shown or self._groups or listed.groups:
            if arrangement != self._shown or (listed.numbers, listed.groups) != (self._numbers, self._groups):
                self._show(arrangement, listed)
        else:
            self._change_to(listed.numbers)
        expected, self._expected = self._expected, []
        for picture in expected:
            self.arrived.emit(picture)

    def _show(self, arrangement: Arrangement, listed: Listed) -> None:
        other = arrangement != self._shown
        self.beginResetModel()
        self._shown = arrangement
        self._numbers = listed.numbers
        self._groups = listed.groups
        self.endResetModel()
        if other:
            self.rearranged.emit()

    def _change_to(self, numbers: "array[int]") -> None:
        first, old_last, new_last = changed_middle(self._numbers, numbers)
        if old_last >= first and new_last >= first:
            self._show(self._shown, Listed(numbers))
        elif old_last >= first:
            self._remove(first, old_last)
        elif new_last >= first:
            above = len(self._jobs)
            self.beginInsertRows(QModelIndex(), above + first, above + new_last)
            self._numbers[first:first] = numbers[first : new_last + 1]
            self.endInsertRows()

    def _remove(self, first: int, last: int) -> None:
        above = len(self._jobs)
        self.leaving.emit(above + first, above + last)
        self.beginRemoveRows(QModelIndex(), above + first, above + last)
        del self._numbers[first : last + 1]
        self.endRemoveRows()
