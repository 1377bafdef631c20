"""The studio: library, connection and queue, opened and closed in order. One per program."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from platformdirs import user_data_path

from rundot_studio.domain.job import ACTIVE, Job, JobState
from rundot_studio.library import layout
from rundot_studio.library.library import Library
from rundot_studio.library.thumbnails import Thumbnails

from .account import Stores
from .capability import Capability
from .connections import Connection, Service, connection_named, open_service
from .costs import Costs
from .later import Later
from .pacing import Pacing
from .queue import Queue
from .settings import Settings, load_settings

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

    def __init__(self, library: Library, service: Service, disk: ThreadPoolExecutor, settings: Settings) -> None:
        """Use :meth:`open`."""
        self.settings = settings
        self.library = library
        self.thumbnails = Thumbnails(library)
        self._service = service
        self.disk = disk
        pacing = Pacing()
        self.queue = Queue(library, service, disk, pacing)
        self.costs = Costs(service.client)
        self.queue.job_changed.connect(self.costs.note)
        self.capability = Capability(service.client, service.connection.base_url)
        self.later = Later(library, service, self.queue, self.costs, disk, pacing, interval_s=settings.poll_seconds)

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
        # One thread: writes to the library are serialised, and none blocks the event loop.
        disk = ThreadPoolExecutor(1, thread_name_prefix="library")
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
        """Take up what an earlier run left, and begin to ask for jobs that finish later.

        Only the window does: a command leaves other programs' jobs alone.
        """
        jobs = await asyncio.get_running_loop().run_in_executor(self.disk, self._left_over)
        for job in jobs:
            self.costs.leave_out(job)
        self.queue.adopt(jobs)
        self.later.start()
        return jobs

    def _left_over(self) -> list[Job]:
        self.library.sweep()
        return [
            job for job in self.library.journal.unfinished() if job.state in ACTIVE | {JobState.FAILED, JobState.LOST}
        ]

    async def close(self) -> None:
        """Cancels jobs, ends the engine's workers, closes the library. Safe to call once, whatever state it is in."""
        await self.later.close()
        await self.queue.close()
        await self._service.close()
        self.disk.shutdown()
        self.library.close()
