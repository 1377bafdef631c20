"""The library: keeps pictures as files with their recipes inside, finds them, and keeps what artists add to them."""

import logging
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from psygnal import Signal

from rundot_studio.domain.errors import PictureUnknown, StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture

from . import layout
from .backup import BackupReport, back_up
from .database import Database
from .durability import Durability
from .errors_seam import library_errors
from .files import DISK, Disk, sweep_parts
from .finding import Finder
from .importing import Imported, Importer, Progress
from .inventory import files_below
from .journal import Journal
from .late_events import LateEvents
from .marking import Change as Change
from .marking import Marking
from .marking import now as now
from .ownership import check_folder
from .picture_rows import read_children, read_parent, read_picture
from .programs import Program, bury, cut_off, others_running
from .query import Query
from .recovery import LeftOver, adopt_picture, adopt_pictures, restore_unflushed
from .sources import Sources
from .storing import store_picture
from .trash import deleted_pictures
from .verify import Progress as BytesProgress
from .verify import Verification, verify
from .watching import Watching

log = logging.getLogger(__name__)


class Library(Marking):
    """An open library. Methods block for the time of a query or a write; writing ones belong off the event loop.

    What changes marks, boards or the trash takes whole selections, does all or nothing, and returns the change that
    undoes it. Signals are emitted on the thread that made the change, after it is on disk; only ``picture_added`` is
    emitted by whoever stored the picture, on the event loop's thread.
    """

    picture_added = Signal(Picture)

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        """Opens the library in ``folder``, or makes one there. Raises LibraryUnusable with the reason.

        What a crash has left is set right; ``disk`` is what flushes its files.
        """
        self.folder = folder
        check_folder(folder)
        with library_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        database = Database(folder / layout.DATABASE)
        super().__init__(database, folder)
        self.read_only = database.read_only
        """Whether it can only be looked at; every change is refused with a sentence then."""
        try:
            self._program = None if self.read_only else Program(folder)
        except BaseException:
            self._database.close()
            raise
        self.journal = Journal(self._database, folder, self._program.token if self._program else "")
        self.watching = Watching(self._database)
        self.late_events = LateEvents(self._database)
        self._finder = Finder(self._database)
        self._sources = Sources(folder)
        self._durability = Durability(self._database, folder, disk)
        if not self.read_only:
            self._sidecars.resume()
            self._set_right()

    @property
    def is_there(self) -> bool:
        """Whether the library is still where it was opened: neither moved nor on a disk that is gone."""
        return self._database.presence.is_there

    @property
    def notice(self) -> str:
        """A sentence that whoever opens this library should hear; empty for one in order. Reads the disk a little."""
        if self.read_only:
            return self._database.refusal.message
        known = self._database.rows("SELECT 1 FROM pictures LIMIT 1")
        if not known and next(files_below(self.folder, (layout.PICTURES,)), None) is not None:
            return (
                "The library holds pictures that its database does not know; was it deleted? "
                "To get them back: rundot-studio library rebuild"
            )
        return ""

    def close(self) -> None:
        if not self.read_only:
            self._sidecars.close()
            self._durability.close()
        self._database.close()
        if self._program is not None:
            self._program.close()

    def sweep(self) -> int:
        """Set right what an earlier crash left: half-written files, files on their way to the trash. How many.

        Half-written files are left alone while another program may be writing them.
        """
        if self._program is None:
            return 0
        if others_running(self.folder, self._program.token):
            return self._trash.settle()
        self._adopt_left()
        swept = sweep_parts(self.folder / layout.PICTURES) + sweep_parts(self.folder / layout.SOURCES)
        return swept + self._trash.settle()

    def take_over_left(self) -> LeftOver:
        """What other programs left that were cut off since this one began; call it now and then.

        Costs next to nothing where there is none. Whoever calls it announces the pictures, and offers the jobs.
        """
        if self._program is None:
            return LeftOver()
        pictures = self._set_right()
        return LeftOver(tuple(self.journal.take_over_orphans()), tuple(pictures))

    def _set_right(self) -> list[Picture]:
        """After a crash or a power cut, if there was one; pictures that lacked nothing but their rows."""
        assert self._program is not None
        adopted: list[Picture] = []
        try:
            restore_unflushed(self._database, self.folder)
            dead = cut_off(self.folder, self._program.token)
            if dead:
                self._trash.settle()
                adopted = self._adopt_left()
                bury(self.folder, dead)
        except StudioError as error:
            log.warning("what a crash has left can't be set right now: %s", error.message)
        self._durability.touch()
        return adopted

    def _adopt_left(self) -> list[Picture]:
        """Of jobs that nobody is at work on, this program included."""
        under_way = self.journal.under_way()
        return adopt_pictures(
            self._database, self.folder, (job for job in self.journal.unfinished() if job.id not in under_way)
        )

    # Pictures ---------------------------------------------------------------------------------------------------------

    def store(
        self,
        job: Job,
        data: bytes,
        image_format: str,
        size: tuple[int, int],
        has_alpha: bool,
        delivered_sha256: str = "",
    ) -> Picture:
        """Write a delivered picture and its rows; see ``storing``. ``size`` is (width, height).

        A job whose file was written before a crash finds it and does not write a second.
        """
        stored = store_picture(
            self._database, self._durability, self.folder, job, data, image_format, size, has_alpha, delivered_sha256
        )
        self._durability.touch()
        return stored

    def adopt(self, job: Job) -> Picture | None:
        """The picture of an answered job that was stored before a crash and lacked its rows; None where it was not."""
        picture = adopt_picture(self._database, self.folder, job)
        if picture is not None:
            self._durability.touch()
        return picture

    def absolute(self, picture: Picture) -> Path:
        return self.folder.joinpath(*picture.path.split("/"))

    def get(self, picture_id: str) -> Picture:
        """The picture by its id, or by the beginning of one (four digits or more). Raises PictureUnknown."""
        return read_picture(self._database, picture_id)

    def parent(self, picture: Picture) -> Picture | None:
        """What a picture was made from; None also where that is in the trash or gone."""
        return read_parent(self._database, picture)

    def children(self, picture_id: str) -> list[Picture]:
        """What was made from a picture and is not in the trash, oldest first."""
        return read_children(self._database, picture_id)

    def deleted(self, picture_ids: Collection[str]) -> set[str]:
        """Those of these ids that are in the trash or gone: parents are named by their children for ever."""
        return deleted_pictures(self._database, picture_ids)

    def read(self, picture: Picture) -> bytes:
        """The file's bytes. Raises PictureUnknown if it is gone."""
        try:
            return self.absolute(picture).read_bytes()
        except OSError as error:
            raise PictureUnknown(f"The file of picture {picture.id} can't be read: {error.strerror}.") from error

    def keep_source(self, data: bytes, suffix: str) -> str:
        """Keep a copy of a file that goes into a recipe, once per content; its SHA-256."""
        return self._sources.keep(data, suffix)

    def read_source(self, digest: str) -> bytes:
        """A kept copy. Raises LibraryUnusable if it is gone."""
        return self._sources.read(digest)

    # Care -------------------------------------------------------------------------------------------------------------

    def import_files(
        self, paths: Iterable[Path], progress: Progress | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> Imported:
        """Copy files and whole folders into the library; see ``importing``. Whoever calls it announces the pictures."""
        return Importer(self._database, self.folder, cancelled).run(paths, progress)

    def verify(self, threads: int | None = None, progress: BytesProgress | None = None) -> Verification:
        """Compare every file with what was written; see ``verify``. Changes nothing."""
        return verify(self._database, self.folder, threads, progress)

    def back_up(self, target: Path, progress: BytesProgress | None = None) -> BackupReport:
        """The whole library as one ZIP file, while it is used; see ``backup``."""
        return back_up(self._database, self.folder, target, progress)

    # Finding ----------------------------------------------------------------------------------------------------------

    def page(self, limit: int, before: int | None = None, search: str = "") -> list[Picture]:
        """The newest pictures, or the newest older than number ``before``; ``search`` matches beginnings of words."""
        return self._finder.page(Query(search), limit, before)

    def count(self, search: str = "") -> int:
        """How many pictures there are, or match; those in the trash left out."""
        return self._finder.count(Query(search))

    def find(self, query: Query, limit: int, beyond: int | None = None, oldest_first: bool = False) -> list[Picture]:
        """A page of what a query finds, newest first unless told otherwise, past the number ``beyond``."""
        return self._finder.page(query, limit, beyond, oldest_first)

    def count_found(self, query: Query) -> int:
        """How many pictures a query finds."""
        return self._finder.count(query)

    def flush(self) -> None:
        """Bring all sidecars up to date now, and all pictures onto the disk.

        Raises LibraryUnusable or DiskFull where something can't be written.
        """
        self._durability.flush()
        self._sidecars.flush()
