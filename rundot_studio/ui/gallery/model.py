"""The gallery's rows: first what is on its way (newest first), then the library (newest first).

The library is read by keyset pages, as far down as the view has looked. Rows below that exist, so that the scroll bar
tells the truth, but have no picture yet.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.pictures.titles import Titles

from .drag import PICTURES_TYPE, drag_data

PAGE = 200
PAGES_AT_ONCE = 4
Index = QModelIndex | QPersistentModelIndex


class LibraryPages(Protocol):
    """What the gallery needs of a library."""

    def page(self, limit: int, before: int | None = None, search: str = "") -> Sequence[Picture]: ...
    def count(self, search: str = "") -> int: ...
    def absolute(self, picture: Picture) -> Path: ...
    def deleted(self, picture_ids: Collection[str]) -> set[str]: ...
    def get(self, picture_id: str) -> Picture: ...


class JobList(Protocol):
    """What the gallery needs of a queue."""

    @property
    def jobs(self) -> Sequence[Job]: ...


class GalleryModel(QAbstractListModel):
    """``arrived`` tells of a picture that has just been stored, after its row is there; ``leaving`` the first and the
    last of the rows of pictures that are about to go."""

    arrived = Signal(object)
    leaving = Signal(int, int)

    def __init__(self, titles: Titles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titles = titles
        self._library: LibraryPages | None = None
        self._jobs: list[Job] = []
        self._pictures: list[Picture] = []
        self._total = 0
        self._search = ""

    def attach(self, library: LibraryPages, queue: JobList) -> None:
        self._library = library
        self._jobs = list(reversed(queue.jobs))
        self._reload()

    def detach(self) -> None:
        """Ask no more; what is shown stays."""
        self._library = None

    @property
    def search(self) -> str:
        return self._search

    @property
    def picture_count(self) -> int:
        """How many pictures the search finds."""
        return self._total

    @property
    def job_count(self) -> int:
        return len(self._jobs)

    def set_search(self, words: str) -> None:
        if words.strip() != self._search:
            self._search = words.strip()
            self._reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._jobs) + self._total

    def item(self, row: int) -> Job | Picture | None:
        """What the row shows; None for a picture that has not been read yet, or a row that does not exist."""
        if row < 0:
            return None
        if row < len(self._jobs):
            return self._jobs[row]
        place = row - len(self._jobs)
        return self._pictures[place] if place < len(self._pictures) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index.row())
        if item is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._title(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            if isinstance(item, Job) and item.problem:
                return f"{item.problem.message}\n{item.problem.hint}".strip()
            return self._title(item)
        if role == Qt.ItemDataRole.UserRole:
            return item
        return None

    def _title(self, item: Job | Picture) -> str:
        return self.titles.of_job(item) if isinstance(item, Job) else self.titles.of_picture(item)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if isinstance(self.item(index.row()), Picture):
            return usual | Qt.ItemFlag.ItemIsDragEnabled
        return usual

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list", PICTURES_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The pictures' files, for a folder, a browser, an editor, or our own references."""
        library = self._library
        if library is None:
            return QMimeData()
        pictures = [item for index in indexes if isinstance(item := self.item(index.row()), Picture)]
        return drag_data((picture, library.absolute(picture)) for picture in pictures)

    def row_of_picture(self, picture_id: str) -> int | None:
        """The row among those read so far."""
        for place, picture in enumerate(self._pictures):
            if picture.id == picture_id:
                return len(self._jobs) + place
        return None

    def row_of_job(self, job_id: str) -> int | None:
        return next((row for row, job in enumerate(self._jobs) if job.id == job_id), None)

    def read_until(self, row: int) -> bool:
        """Read pages until ``row`` is known, but not for long: False means there is more to do."""
        place = row - len(self._jobs)
        for _ in range(PAGES_AT_ONCE):
            if place < len(self._pictures) or len(self._pictures) >= self._total:
                return True
            if not self._read_page():
                return True
        return place < len(self._pictures)

    def _read_page(self) -> bool:
        if self._library is None:
            return False
        before = self._pictures[-1].number if self._pictures else None
        page = self._library.page(PAGE, before, self._search)
        if not page:
            return False
        first = len(self._jobs) + len(self._pictures)
        self._pictures.extend(page)
        self.dataChanged.emit(self.index(first), self.index(first + len(page) - 1))
        return True

    def _reload(self) -> None:
        self.beginResetModel()
        self._pictures = []
        self._total = self._library.count(self._search) if self._library else 0
        self.endResetModel()
        self.read_until(len(self._jobs))

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

    def add_picture(self, picture: Picture) -> None:
        if self._search:
            self._reload()
        elif self.row_of_picture(picture.id) is None:
            first = len(self._jobs)
            self.beginInsertRows(QModelIndex(), first, first)
            self._pictures.insert(0, picture)
            self._total += 1
            self.endInsertRows()
        self.arrived.emit(picture)

    def catch_up(self) -> None:
        """Another program has changed the library: drop what it deleted, and read anew what it brought back."""
        if self._library is not None:
            self.remove_pictures(self._library.deleted([picture.id for picture in self._pictures]))

    def remove_pictures(self, picture_ids: Collection[str]) -> None:
        """Take away the rows of pictures that are no longer in the library."""
        gone = [place for place, picture in enumerate(self._pictures) if picture.id in picture_ids]
        for first, last in reversed(_runs(gone)):
            self.leaving.emit(len(self._jobs) + first, len(self._jobs) + last)
            self.beginRemoveRows(QModelIndex(), len(self._jobs) + first, len(self._jobs) + last)
            del self._pictures[first : last + 1]
            self._total -= last + 1 - first
            self.endRemoveRows()
        self._reload_if_others()

    def bring_back(self, picture_ids: Collection[str]) -> None:
        """Show pictures again that came out of the trash, at their places."""
        if self._search or self._library is None:
            self._reload_if_others()
            return
        for picture_id in picture_ids:
            if self.row_of_picture(picture_id) is None:
                self._insert(self._library.get(picture_id))
        self._reload_if_others()

    def _insert(self, picture: Picture) -> None:
        """At its place by number; below what has been read, only the count tells of it."""
        place = bisect_left(self._pictures, -picture.number, key=lambda known: -known.number)
        known = place < len(self._pictures) or len(self._pictures) == self._total
        row = len(self._jobs) + (place if known else self._total)
        self.beginInsertRows(QModelIndex(), row, row)
        if known:
            self._pictures.insert(place, picture)
        self._total += 1
        self.endInsertRows()

    def _reload_if_others(self) -> None:
        """Read anew where the library has another number of pictures than there are rows."""
        if self._library is not None and self._library.count(self._search) != self._total:
            self._reload()


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run in ascending numbers."""
    grouped = groupby(enumerate(places), key=lambda numbered: numbered[1] - numbered[0])
    runs = [[place for _, place in run] for _, run in grouped]
    return [(run[0], run[-1]) for run in runs]
