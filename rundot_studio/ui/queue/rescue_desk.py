"""Pictures that were made and are not here yet: how long their links live, and what a rescue has saved."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from rundot_studio.domain.job import Job
from rundot_studio.ui.session.studio_signals import StudioSignals
from rundot_studio.ui.status_line import StatusLine

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio

REFRESH_MS = 60_000
"""How often the time that is left is told anew, while anything is at risk."""
ONE_RESCUE_S = 30.0
"""Pictures saved within this time of one another are told as one number."""
translate = QCoreApplication.translate


class RescueDesk(QObject):
    """One per window."""

    def __init__(
        self,
        status: StatusLine,
        signals: StudioSignals,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._status = status
        self._clock = clock
        self._studio: Studio | None = None
        self._saved = 0
        self._saved_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        signals.at_risk_changed.connect(self.refresh)
        signals.rescued.connect(self._tell_saved)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self.refresh()

    def release(self) -> None:
        self._studio = None
        self._timer.stop()
        self._status.show_risk("")

    def refresh(self) -> None:
        """Tell what is at risk at this moment."""
        jobs = self._at_risk()
        self._status.show_risk(risk_words(jobs, datetime.now(UTC)))
        if not jobs:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _at_risk(self) -> list[Job]:
        if self._studio is None or not self._studio.rescue.at_risk:
            return []
        from rundot_studio.studio.rescue import is_at_risk

        queue = self._studio.queue
        return [job for job in queue.jobs if is_at_risk(job) and not queue.under_way(job.id)]

    def _tell_saved(self) -> None:
        now = self._clock()
        if now - self._saved_at > ONE_RESCUE_S:
            self._saved = 0
        self._saved += 1
        self._saved_at = now
        if self._saved == 1:
            self._status.say(self.tr("Saved a picture that was at risk."))
        else:
            self._status.say(self.tr("Saved {0} pictures that were at risk.").format(self._saved))


def risk_words(jobs: Sequence[Job], now: datetime) -> str:
    """How many links are at risk and when the first of them ends; empty without jobs."""
    if not jobs:
        return ""
    deadlines = sorted(job.answer.deadline for job in jobs if job.answer is not None and job.answer.deadline)
    count = len(jobs)
    if not deadlines:
        if count == 1:
            return translate("Rescue", "1 picture is not fetched yet: saving")
        return translate("Rescue", "{0} pictures are not fetched yet: saving").format(count)
    first, last = time_left(deadlines[0] - now), time_left(deadlines[-1] - now)
    if count == 1:
        return translate("Rescue", "1 link expires in {0}: saving").format(first)
    if first == last and len(deadlines) == count:
        return translate("Rescue", "{0} links expire in {1}: saving").format(count, first)
    return translate("Rescue", "{0} links, the first expires in {1}: saving").format(count, first)


def time_left(left: timedelta) -> str:
    """In days down to two of them, then in hours, then in minutes: never more than there is."""
    minutes = max(0, int(left.total_seconds() // 60))
    if minutes >= 2 * 24 * 60:
        return translate("Rescue", "{0} days").format(minutes // (24 * 60))
    if minutes >= 2 * 60:
        return translate("Rescue", "{0} hours").format(minutes // 60)
    if minutes >= 2:
        return translate("Rescue", "{0} minutes").format(minutes)
    return translate("Rescue", "a moment")
