"""How the connection is doing, told from what its calls end in: a call that worked says more than any ping."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rundot_studio.domain.errors import NotSignedIn, RuleBroken, ServiceRefused, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.ui.session.errands import Errands

from .state import ConnectionState

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio

LOOK_AGAIN_MS = 15_000
"""Between two looks at a service that could not be reached."""
_UNREACHABLE = "SERVICE_UNREACHABLE"
_SIGN_IN = "sign-in"


class ConnectionWatch(QObject):
    """``changed`` tells the state and more words about it, which may be empty; ``refused`` the error of a look."""

    changed = Signal(object, str)

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self._studio: Studio | None = None
        self._waiting: set[str] = set()
        self.state = ConnectionState.STARTING
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self._waiting = set()
        self.show(ConnectionState.WORKING if studio.connection.offline else ConnectionState.STARTING)
        self.look()

    def release(self, state: ConnectionState) -> None:
        self._studio = None
        self.show(state)

    def show(self, state: ConnectionState, words: str = "") -> None:
        self.state = state
        if state is ConnectionState.UNREACHABLE:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit(state, words)

    def look(self) -> None:
        """Ask the service for its models: that shows whether it is there, and who may call it."""
        studio = self._studio
        if studio is None:
            return
        self._errands.run(_models(studio), lambda _models: self.worked(), self._refused)

    def worked(self) -> None:
        if self._studio is not None and not self._waiting:
            self.show(ConnectionState.WORKING)

    def _refused(self, error: StudioError) -> None:
        if self._studio is None:
            return
        words = error.message
        if isinstance(error, NotSignedIn | RuleBroken) or error.problem.action == _SIGN_IN:
            self.show(ConnectionState.SIGN_IN_NEEDED, words)
        elif isinstance(error, ServiceRefused) and error.status < 500:
            self.show(ConnectionState.WORKING, words)  # it is there and may still make pictures
        else:
            self.show(ConnectionState.UNREACHABLE, words)

    # --- what jobs tell ---

    def job_changed(self, job: Job) -> None:
        problem = job.problem
        self._waiting.discard(job.id)
        if job.state is JobState.QUEUED and job.waits_until is not None and problem is not None:
            if problem.code == _UNREACHABLE:
                self.show(ConnectionState.UNREACHABLE, problem.message)
            else:
                self._waiting.add(job.id)
                self.show(ConnectionState.WAITING, problem.message)
        elif job.state in (JobState.ANSWERED, JobState.STORED):
            self.worked()
        elif job.state is JobState.SENT:
            if self.state is ConnectionState.WAITING:
                self.worked()
        elif problem is not None and problem.action == _SIGN_IN:
            self.show(ConnectionState.SIGN_IN_NEEDED, problem.message)
        elif problem is not None and problem.code == _UNREACHABLE:
            self.show(ConnectionState.UNREACHABLE, problem.message)

    def job_removed(self, job_id: str) -> None:
        if job_id in self._waiting:
            self._waiting.discard(job_id)
            self.worked()


async def _models(studio: "Studio") -> object:
    """Asked of the service; where it does not answer, what it answered lately is still shown."""
    import contextlib

    try:
        return await studio.capability.refresh()
    except StudioError:
        with contextlib.suppress(StudioError):
            await studio.capability.load()
        raise
