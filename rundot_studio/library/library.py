"""The library: keeps pictures as files with their recipes inside, finds them, and keeps what artists add to them."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from psygnal import Signal

from rundot_studio.domain.errors import PictureUnknown, StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture

from . import boards, layout, marks
from .backup import BackupReport, back_up
from .boards import Board, BoardsChange, apply_boards, read_boards
from .database import Database
from .durability import Durability
from .errors_seam import library_errors
from .files import DISK, Disk, sweep_parts
from .finding import Finder
from .importing import Imported, Importer, Progress
from .inventory import files_below
from .journal import Journal
from .late_events import LateEvents
from .marks import Marks, MarksChange, apply_marks, read_marks, read_tags
from .ownership import check_folder
from .picture_rows import read_children, read_picture
from .programs import Program, bury, cut_off, others_running
from .query import Query
from .recovery import LeftOver, adopt_picture, adopt_pictures, restore_unflushed
from .sidecars import Sidecars
from .sources import Sources
from .storing import store_picture
from .trash import Emptied, HandOver, Trash, TrashChange, deleted_pictures, system_trash
from .verify import Progress as BytesProgress
from .verify import Verification, verify
from .watching import Watching

log = logging.getLogger(__name__)

Change = MarksChange | BoardsChange | TrashChange
"""Something an artist did, as a value that :meth:`Library.undo` takes."""


class Library:
    """An open library. Methods block for the time of a query or a write; writing ones belong off the event loop.

    What changes marks, boards or the trash takes whole selections, does all or nothing, and returns the change that
    undoes it. Signals are emitted on the thread that made the change, after it is on disk; only ``picture_added`` is
    emitted by whoever stored the picture, on the event loop's thread.
    """

    picture_added = Signal(Picture)
    marks_changed = Signal(frozenset)
    """Ids of pictures whose stars, tags, notes or boards are others now."""
    boards_changed = Signal()
    """There are other boards, or they have other names or another order."""
    pictures_deleted = Signal(frozenset)
    """Ids of pictures that went to the trash, or from there out of the library."""
    pictures_restored = Signal(frozenset)
    """Ids of pictures that came back from the trash."""

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        """Opens the library in ``folder``, or makes one there. Raises LibraryUnusable with the reason.

        What a crash has left is set right; ``disk`` is what flushes its files.
        """
        self.folder = folder
        check_folder(folder)
        with library_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._database = Database(folder / layout.DATABASE)
        self.read_only = self._database.read_only
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
        self._trash = Trash(self._database, folder)
        self._sidecars = Sidecars(self._database, folder)
        self._durability = Durability(self._database, folder, disk)
        if not self.read_only:
            self._sidecars.resume()
            self._set_right()

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
        elsewhere = self.journal.under_way_elsewhere()
        return adopt_pictures(
            self._database, self.folder, (job for job in self.journal.unfinished() if job.id not in elsewhere)
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

    # Stars, tags, notes -----------------------------------------------------------------------------------------------

    def marks(self, picture_ids: Collection[str]) -> dict[str, Marks]:
        """The marks of each of these pictures that there is."""
        return read_marks(self._database, picture_ids)

    def tags(self) -> dict[str, int]:
        """All tags in alphabetical order, and how many pictures have each."""
        return read_tags(self._database)

    def star(self, picture_ids: Iterable[str], stars: int) -> Change:
        """Raises RuleBroken outside 0 to 5, PictureUnknown for a picture that is gone; as all that follow do."""
        return self._change(marks.starring(picture_ids, stars))

    def tag(self, picture_ids: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> Change:
        """Add and take away tags in one go. Raises RuleBroken for a tag that is empty or long."""
        return self._change(marks.tagging(picture_ids, add, remove))

    def untag(self, picture_ids: Iterable[str], *tags: str) -> Change:
        return self._change(marks.tagging(picture_ids, remove=tags))

    def note(self, picture_ids: Iterable[str], text: str) -> Change:
        """Replace the note; an empty one takes it away. Raises RuleBroken for a very long one."""
        return self._change(marks.noting(picture_ids, text))

    # Boards -----------------------------------------------------------------------------------------------------------

    def boards(self) -> list[Board]:
        """In the artist's order."""
        return read_boards(self._database)

    def create_board(self, name: str) -> Change:
        """After all others. Raises RuleBroken for a name that is empty, long or taken."""
        return self._change(boards.creating(self.boards(), name))

    def rename_board(self, board_id: str, name: str) -> Change:
        return self._change(boards.renaming(self.boards(), board_id, name))

    def delete_board(self, board_id: str) -> Change:
        """The board; its pictures stay in the library."""
        return self._change(boards.deleting(self.boards(), board_id))

    def order_boards(self, board_ids: Sequence[str]) -> Change:
        """These first and in this order, the others after them as they were."""
        return self._change(boards.ordering(self.boards(), board_ids))

    def put_on_board(self, board_id: str, picture_ids: Iterable[str]) -> Change:
        return self._change(boards.placing(board_id, add=picture_ids))

    def take_off_board(self, board_id: str, picture_ids: Iterable[str]) -> Change:
        return self._change(boards.placing(board_id, remove=picture_ids))

    # Trash ------------------------------------------------------------------------------------------------------------

    def delete(self, picture_ids: Iterable[str]) -> Change:
        """Into the library's trash. Children stay, and still name their parent."""
        return self._change(TrashChange(put=frozenset(picture_ids)))

    def restore(self, picture_ids: Iterable[str]) -> Change:
        """Out of the trash, to where they were."""
        return self._change(TrashChange(back=frozenset(picture_ids)))

    def trash(self) -> list[str]:
        """Ids of the pictures in the trash, what was deleted first coming first."""
        return self._trash.contents()

    def empty_trash(self, picture_ids: Collection[str] | None = None, hand_over: HandOver = system_trash) -> Emptied:
        """Hand the trash, or these pictures of it, to the system's. Can't be undone here."""
        emptied = self._trash.empty(hand_over, picture_ids)
        if emptied.gone:
            self._sidecars.touch()
            self.pictures_deleted.emit(frozenset(emptied.gone))
        return emptied

    # Changes ----------------------------------------------------------------------------------------------------------

    def undo(self, change: Change) -> Change:
        """Make the change that a method returned; again one comes back, which is the redo.

        What is no longer in the library is left out.
        """
        return self._change(change, strict=False)

    def flush(self) -> None:
        """Bring all sidecars up to date now, and all pictures onto the disk.

        Raises LibraryUnusable or DiskFull where something can't be written.
        """
        self._durability.flush()
        self._sidecars.flush()

    def _change(self, change: Change, strict: bool = True) -> Change:
        inverse = self._apply(change, strict)
        if isinstance(inverse, BoardsChange) and (inverse.boards or inverse.deleted):
            self._sidecars.touch()
            self.boards_changed.emit()
        if not inverse.pictures:
            return inverse
        self._sidecars.touch()
        if isinstance(inverse, TrashChange):
            if inverse.back:
                self.pictures_deleted.emit(inverse.back)
            if inverse.put:
                self.pictures_restored.emit(inverse.put)
        else:
            self.marks_changed.emit(inverse.pictures)
        return inverse

    def _apply(self, change: Change, strict: bool) -> Change:
        if isinstance(change, TrashChange):
            return self._trash.apply(change, now(), strict)
        with self._database.transaction() as connection:
            if isinstance(change, MarksChange):
                return apply_marks(connection, change, strict)
            return apply_boards(connection, change, strict)


def now() -> datetime:
    """The time as the library keeps it: UTC."""
    return datetime.now(UTC)
