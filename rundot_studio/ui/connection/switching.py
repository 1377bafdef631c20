"""From one connection to another: the question that running jobs raise, the exchange, and the choice remembered."""

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job
from rundot_studio.ui.session.errands import Errands
from rundot_studio.ui.session.settings_keeper import SettingsKeeper

from .service_choice import CANCEL, WAIT, ServiceChoice

if TYPE_CHECKING:
    from rundot_studio.studio.settings import Settings
    from rundot_studio.studio.studio import Studio


class Session(Protocol):
    """Who opens another connection in place of the one that is open."""

    async def reopen(self, connection: str, settings: "Settings") -> None: ...


class Switching(QObject):
    """``began`` tells the connection that is being opened, ``failed`` why that came to nothing; ``waits`` that it
    follows when what runs is done."""

    waits = Signal(str)
    began = Signal(str)
    failed = Signal(str)

    def __init__(
        self, choice: ServiceChoice, errands: Errands, keeper: SettingsKeeper, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._choice = choice
        self._errands = errands
        self._keeper = keeper
        self._studio: Studio | None = None
        self._session: Session | None = None
        self._wanted: tuple[str, Settings, dict[str, Any]] | None = None
        self._patient = False

    def attach(self, studio: "Studio", session: Session | None) -> None:
        self._studio = studio
        self._session = session
        self._wanted = None
        self._patient = False

    def release(self) -> None:
        self._studio = None

    @property
    def wanted(self) -> bool:
        """Whether a switch is asked about, or waits."""
        return self._wanted is not None

    @property
    def patient(self) -> bool:
        """Whether a switch waits for what runs."""
        return self._patient

    def switch(self, connection: str, settings: "Settings", **changes: Any) -> None:
        """Open ``connection`` with ``settings``; ``changes`` are what is new in the settings file then.

        Asks first where pictures are being made.
        """
        from rundot_studio.studio.connections import connection_named

        if self._studio is None:
            return
        try:
            connection = connection_named(connection, settings).name
        except StudioError as error:
            self._choice.complain(error.message)
            return
        self._wanted = (connection, settings, {"connection": connection, **changes})
        self._patient = False
        count = len(self._active())
        if count:
            self._choice.ask(count)
        else:
            self._exchange()

    def decide(self, word: str) -> None:
        """The answer to what becomes of the pictures that are being made: ``wait``, ``cancel`` or ``stay``."""
        if self._wanted is None or self._studio is None:
            return
        if word == WAIT:
            self._patient = True
            self._show_patience()
            self._exchange_when_idle()
        elif word == CANCEL:
            self._patient = True
            for job in self._active():
                self._studio.queue.cancel(job.id)
            self._exchange_when_idle()
        else:
            self.stay()

    def stay(self) -> None:
        """Forget the switch."""
        if self._wanted is not None:
            self._wanted = None
            self._patient = False
            self._choice.give_back()

    def jobs_changed(self) -> None:
        """A job came or went: a switch that waits, or is still asked about, follows the last one."""
        if self._wanted is None:
            return
        if self._patient:
            self._show_patience()
        elif count := len(self._active()):
            self._choice.ask(count)
        self._exchange_when_idle()

    def _show_patience(self) -> None:
        count = len(self._active())
        if count:
            self._choice.show_waiting(count)
            words = self.tr("Switching when 1 picture is done")
            if count != 1:
                words = self.tr("Switching when {0} pictures are done").format(count)
            self.waits.emit(words)

    def _exchange_when_idle(self) -> None:
        if not self._active():
            self._exchange()

    def _active(self) -> list[Job]:
        """What a switch would cut off. What the service finishes in the background comes whenever it is asked again."""
        jobs = self._studio.queue.jobs if self._studio else []
        return [job for job in jobs if job.active and job.later_id is None]

    def _exchange(self) -> None:
        if self._wanted is None or self._session is None:
            return
        connection, settings, changes = self._wanted
        self._wanted = None
        self._patient = False
        self.began.emit(connection)
        self._errands.run(self._session.reopen(connection, settings), lambda _done: self._keep(changes), self._refused)

    def _keep(self, changes: dict[str, Any]) -> None:
        self._errands.run(self._keeper.keep(**changes), failed=lambda error: self.failed.emit(error.message))

    def _refused(self, error: StudioError) -> None:
        self.failed.emit(" ".join(part for part in (error.message, error.hint) if part))
