"""The one place where the services' signals become Qt's.

Two things are gained: a slot of the window that raises reaches the last-resort handler instead of the queue that told
the news, and a closed window hears nothing more.
"""

from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture


class TellsOfJobs(Protocol):
    job_added: Any
    job_changed: Any
    job_removed: Any


class TellsOfPictures(Protocol):
    picture_added: Any
    pictures_deleted: Any
    pictures_restored: Any
    marks_changed: Any
    boards_changed: Any
    board_contents_changed: Any

    @property
    def watching(self) -> "TellsOfOthers": ...


class TellsOfOthers(Protocol):
    changed_elsewhere: Any


class TellsOfRescue(Protocol):
    saved: Any
    at_risk_changed: Any


class Tells(Protocol):
    changed: Any


class StudioSignals(QObject):
    """``spent`` tells that an answer was billed, ``models`` that other models can be called, ``changed_elsewhere`` that
    another program has changed something in the library, ``marks_changed`` the ids of pictures with other stars, tags,
    notes or boards, ``boards_changed`` that there are other boards or that one has other pictures, ``rescued`` that a
    picture at risk is stored now."""

    job_added = Signal(object)
    job_changed = Signal(object)
    job_removed = Signal(str)
    picture_added = Signal(object)
    changed_elsewhere = Signal()
    pictures_deleted = Signal(object)
    pictures_restored = Signal(object)
    marks_changed = Signal(object)
    boards_changed = Signal()
    _marked_on_disk = Signal(object)
    _boards_changed_on_disk = Signal()
    _deleted_on_disk = Signal(object)
    _restored_on_disk = Signal(object)
    at_risk_changed = Signal()
    rescued = Signal()
    spent = Signal()
    models = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deleted_on_disk.connect(self.pictures_deleted, Qt.ConnectionType.QueuedConnection)
        self._restored_on_disk.connect(self.pictures_restored, Qt.ConnectionType.QueuedConnection)
        self._marked_on_disk.connect(self.marks_changed, Qt.ConnectionType.QueuedConnection)
        self._boards_changed_on_disk.connect(self.boards_changed, Qt.ConnectionType.QueuedConnection)
        self._queue: TellsOfJobs | None = None
        self._library: TellsOfPictures | None = None
        self._costs: Tells | None = None
        self._capability: Tells | None = None
        self._rescue: TellsOfRescue | None = None

    def attach(
        self, queue: TellsOfJobs, library: TellsOfPictures, costs: Tells, capability: Tells, rescue: TellsOfRescue
    ) -> None:
        self._queue = queue
        self._library = library
        self._costs = costs
        self._capability = capability
        self._rescue = rescue
        rescue.saved.connect(self._tell_rescued)
        rescue.at_risk_changed.connect(self._tell_at_risk)
        costs.changed.connect(self._tell_spent)
        capability.changed.connect(self._tell_models)
        queue.job_added.connect(self._tell_added)
        queue.job_changed.connect(self._tell_changed)
        queue.job_removed.connect(self._tell_removed)
        library.picture_added.connect(self._tell_picture)
        library.pictures_deleted.connect(self._tell_deleted)
        library.pictures_restored.connect(self._tell_restored)
        library.marks_changed.connect(self._tell_marked)
        library.boards_changed.connect(self._tell_boards)
        library.board_contents_changed.connect(self._tell_board_contents)
        library.watching.changed_elsewhere.connect(self._tell_elsewhere)

    def detach(self) -> None:
        if self._queue is None or self._library is None:
            return
        self._queue.job_added.disconnect(self._tell_added)
        self._queue.job_changed.disconnect(self._tell_changed)
        self._queue.job_removed.disconnect(self._tell_removed)
        self._library.picture_added.disconnect(self._tell_picture)
        self._library.pictures_deleted.disconnect(self._tell_deleted)
        self._library.pictures_restored.disconnect(self._tell_restored)
        self._library.marks_changed.disconnect(self._tell_marked)
        self._library.boards_changed.disconnect(self._tell_boards)
        self._library.board_contents_changed.disconnect(self._tell_board_contents)
        self._library.watching.changed_elsewhere.disconnect(self._tell_elsewhere)
        if self._costs is not None and self._capability is not None:
            self._costs.changed.disconnect(self._tell_spent)
            self._capability.changed.disconnect(self._tell_models)
        if self._rescue is not None:
            self._rescue.saved.disconnect(self._tell_rescued)
            self._rescue.at_risk_changed.disconnect(self._tell_at_risk)
        self._rescue = None
        self._queue = None
        self._library = None
        self._costs = None
        self._capability = None

    def _tell_added(self, job: Job) -> None:
        self.job_added.emit(job)

    def _tell_changed(self, job: Job) -> None:
        self.job_changed.emit(job)

    def _tell_removed(self, job_id: str) -> None:
        self.job_removed.emit(job_id)

    def _tell_picture(self, picture: Picture) -> None:
        self.picture_added.emit(picture)

    def _tell_deleted(self, picture_ids: frozenset[str]) -> None:
        """On whichever thread changed the library: the news is brought to the window's."""
        self._deleted_on_disk.emit(picture_ids)

    def _tell_restored(self, picture_ids: frozenset[str]) -> None:
        self._restored_on_disk.emit(picture_ids)

    def _tell_marked(self, picture_ids: frozenset[str]) -> None:
        self._marked_on_disk.emit(picture_ids)

    def _tell_boards(self) -> None:
        self._boards_changed_on_disk.emit()

    def _tell_board_contents(self, _boards: frozenset[str]) -> None:
        self._boards_changed_on_disk.emit()

    def _tell_elsewhere(self) -> None:
        self.changed_elsewhere.emit()

    def _tell_rescued(self, _picture: Picture) -> None:
        self.rescued.emit()

    def _tell_at_risk(self, _count: int) -> None:
        self.at_risk_changed.emit()

    def _tell_spent(self) -> None:
        self.spent.emit()

    def _tell_models(self) -> None:
        self.models.emit()
