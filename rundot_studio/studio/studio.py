"""The studio: library, connection and queue, opened and closed in order. One per program."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from platformdirs import user_data_path
from psygnal import Signal

from rundot_studio.domain.job import ACTIVE, Job, JobState
from rundot_studio.library import layout
from rundot_studio.library.library import Library
from rundot_studio.library.listing import Listing
from rundot_studio.library.recovery import LeftOver
from rundot_studio.library.thumbnails import Thumbnails

from .account import Stores
from .capability import Capability
from .connections import EMBEDDED, Connection, Service, connection_named, open_service
from .costs import Costs
from .elsewhere import Elsewhere
from .later import Later
from .library_thread import LibraryThread
from .matrix import Matrices
from .pacing import Pacing
from .queue import Queue
from .rescue import Rescue
from .settings import Settings, load_settings
from .styles import StyleBook
from .wildcards import WildcardFolder

log = logging.getLogger(__name__)


def default_library() -> Path:
    """Where an artist's pictures go unless they say otherwise."""
    return user_data_path("rundot-studio", appauthor=False) / "library"


def _usual_settings() -> Settings:
    loaded = load_settings()
    for complaint in loaded.complaints:
        log.warning(complaint)
    return loaded.settings


class Studio:
    """Everything the window and the command line work with."""

    jobs_left = Signal(list)
    """Jobs of another program that was cut off while this one runs: its unsent ones wait for the artist's word."""

    def __init__(self, library: Library, service: Service, disk: ThreadPoolExecutor, settings: Settings) -> None:
        """Use :meth:`open`."""
        self.settings = settings
        self.library = library
        self.thumbnails = Thumbnails(library)
        self.listing = Listing(library)
        self._service = service
        self.disk = disk
        pacing = Pacing()
        self.queue = Queue(library, service, disk, pacing)
        self.costs = Costs(service.client)
        self.queue.job_changed.connect(self.costs.note)
        self.capability = Capability(service.client, service.connection.base_url)
        self.later = Later(library, service, self.queue, self.costs, disk, pacing, interval_s=settings.poll_seconds)
        self.rescue = Rescue(library, service, self.queue, disk)
        self.elsewhere = Elsewhere(library, self.queue, disk, take_up=self._take_up)
        self.matrices = Matrices(library, self.queue, disk)
        self.styles = StyleBook(library.folder)
        self.wildcards = WildcardFolder(library.folder)

    @classmethod
    async def open(
        cls,
        library_folder: Path,
        connection_name: str = "embedded",
        settings: Settings | None = None,
        stores: Stores | None = None,
    ) -> "Studio":
        """Opens library and connection. Raises StudioError with a sentence for whatever can't be opened.

        ``settings`` are read where none are given; ``stores`` keep sign-ins.
        """
        chosen: Settings = settings if settings is not None else await asyncio.to_thread(_usual_settings)
        connection = connection_named(connection_name, chosen)
        disk = LibraryThread()
        library = None
        try:
            library = await asyncio.get_running_loop().run_in_executor(disk, Library, library_folder)
            service = open_service(connection, library.folder / layout.ENGINE, chosen, stores)
        except BaseException:
            if library is not None:
                library.close()
            disk.shutdown()
            raise
        return cls(library, service, disk, chosen)

    @property
    def connection(self) -> Connection:
        return self._service.connection

    @property
    def service(self) -> Service:
        return self._service

    async def resume(self) -> list[Job]:
        """Take up what an earlier run left, and begin to ask for jobs that finish later, for pictures at risk, and for
        what other programs change.

        Jobs that another program is at work on stay its own.
        """
        if self.library.read_only:
            self.elsewhere.start()
            return []
        jobs = await asyncio.get_running_loop().run_in_executor(self.disk, self._left_over)
        self._adopt(jobs)
        await self.matrices.resume()
        self.later.start()
        self.rescue.start()
        self.elsewhere.start()
        return jobs

    def _adopt(self, jobs: list[Job]) -> None:
        for job in jobs:
            self.costs.leave_out(job)
        self.rescue.watch_over(job for job in jobs if job.state is JobState.ANSWERED)
        self.queue.adopt(jobs)

    async def _take_up(self, left: LeftOver) -> None:
        """What a program left that was cut off just now: answered jobs are fetched, the others are offered."""

        def put_back() -> list[Job]:
            return [self._unbilled_put_back(job) for job in left.jobs]

        jobs = await asyncio.get_running_loop().run_in_executor(self.disk, put_back)
        self._adopt(jobs)
        self.jobs_left.emit(jobs)

    def _left_over(self) -> list[Job]:
        self.library.sweep()
        journal = self.library.journal
        left = [job for job in journal.unfinished() if job.state in ACTIVE | {JobState.FAILED, JobState.LOST}]
        return [self._unbilled_put_back(job) for job in journal.take_over(left)]

    def _unbilled_put_back(self, job: Job) -> Job:
        """A job cut off in the embedded engine cost nothing: it waits for the artist's word like an unsent one."""
        if job.state is not JobState.SENT or job.connection != EMBEDDED or job.later_id is not None:
            return job
        waiting = job.moved_to(JobState.QUEUED, sent_at=None)
        self.library.journal.update(waiting)
        return waiting

    async def close(self) -> None:
        """Cancels jobs, ends the engine's workers, closes the library. Safe to call once, whatever state it is in."""
        await self.elsewhere.close()
        await self.rescue.close()
        await self.later.close()
        await self.matrices.close()
        await self.queue.close()
        await self._service.close()
        self.disk.shutdown()
        self.library.close()
