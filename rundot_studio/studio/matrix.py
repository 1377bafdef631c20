"""XY matrices under way: jobs in the queue, a board, and the contact sheet once there is nothing left to wait for."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from psygnal import Signal

from rundot_studio.domain.catalog import SPECIFICATION_LEVEL, ApiLevel
from rundot_studio.domain.errors import PictureUnknown, RuleBroken, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.matrix import Matrix
from rundot_studio.domain.picture import Picture
from rundot_studio.library.boards import MAX_NAME_LETTERS, BoardsChange
from rundot_studio.library.library import Library

from . import matrix_sheet
from .matrix_files import CellOrder, MatrixRecord, delete_record, new_record, read_records, write_record
from .orders import MOST_PICTURES, problem_of_recipe
from .queue import Queue

log = logging.getLogger(__name__)
T = TypeVar("T")


class CellStatus(StrEnum):
    """``ABSENT`` has neither a picture nor a job any more: it was cancelled, dismissed or never sent."""

    WAITING = "waiting"
    STORED = "stored"
    FAILED = "failed"
    ABSENT = "absent"


@dataclass(frozen=True)
class CellState:
    """Row and column count from 0; the picture of a stored cell has the id of its job."""

    row: int
    column: int
    job_id: str
    status: CellStatus
    problem: str = ""


@dataclass(frozen=True)
class MatrixState:
    """What the window shows of a matrix. ``sheet_id`` is its contact sheet's, empty before there is one."""

    id: str
    name: str
    board_id: str
    sheet_id: str
    cells: tuple[CellState, ...]

    def count(self, status: CellStatus) -> int:
        return sum(cell.status is status for cell in self.cells)

    @property
    def complete(self) -> bool:
        return all(cell.status is CellStatus.STORED for cell in self.cells)


class Matrices:
    """Lives on the event loop's thread; one for each open library. ``changed`` tells the id of a matrix."""

    changed = Signal(str)

    def __init__(self, library: Library, queue: Queue, disk: ThreadPoolExecutor) -> None:
        self._library = library
        self._queue = queue
        self._disk = disk
        self._records: dict[str, MatrixRecord] = {}
        self._matrix_of_job: dict[str, str] = {}
        self._stored: set[str] = set()
        self._on_board: set[tuple[str, str]] = set()
        self._unwritten: set[str] = set()
        self._due: set[str] = set()
        self._tending: dict[str, asyncio.Task[None]] = {}
        queue.job_changed.connect(self._job_changed)
        queue.job_removed.connect(self._job_removed)
        library.picture_added.connect(self._picture_added)

    @property
    def ids(self) -> list[str]:
        """Of the matrices of this session and of earlier ones that are not complete, oldest first."""
        return list(self._records)

    def matrix_of(self, job_id: str) -> str | None:
        """The id of the matrix that a job belongs to."""
        return self._matrix_of_job.get(job_id)

    def state(self, matrix_id: str) -> MatrixState:
        """Raises KeyError."""
        record = self._records[matrix_id]
        jobs = {job.id: job for job in self._queue.jobs}
        cells = tuple(self._cell_state(cell, jobs) for cell in record.cells)
        return MatrixState(record.id, record.name, record.board_id, record.sheet_id, cells)

    def submit(self, matrix: Matrix, level: ApiLevel = SPECIFICATION_LEVEL) -> MatrixState:
        """Queue all pictures of a matrix. Raises RuleBroken, and then nothing is queued."""
        if len(matrix.cells) > MOST_PICTURES:
            raise RuleBroken("matrix", f"{len(matrix.cells):,} pictures", f"of at most {MOST_PICTURES:,}")
        for cell in matrix.cells:
            if problem := problem_of_recipe(cell.recipe, level):
                raise RuleBroken("matrix", f"row {cell.row + 1}, column {cell.column + 1}", f"sound: {problem}")
        jobs = [job for cell in matrix.cells for job in self._queue.submit(cell.recipe)]
        record = new_record(secrets.token_hex(4), matrix, [job.id for job in jobs])
        self._keep(record)
        self._tend(record.id)
        return self.state(record.id)

    def make_missing(self, matrix_id: str) -> list[Job]:
        """Send again the cells that failed or are absent; the sheet is painted anew when they have ended."""
        shown = {job.id: job for job in self._queue.jobs}
        sent = []
        for cell in self.state(matrix_id).cells:
            if cell.status is CellStatus.FAILED and cell.job_id in shown:
                self._queue.retry(cell.job_id)
                sent.append(shown[cell.job_id])
            elif cell.status is CellStatus.ABSENT:
                sent.append(self._send_anew(matrix_id, cell.job_id))
        self._tend(matrix_id)
        return sent

    async def forget(self, matrix_id: str) -> None:
        """Leave a matrix as it is; its pictures, board and sheet stay. Raises LibraryUnusable."""
        self._due.discard(matrix_id)
        if task := self._tending.get(matrix_id):
            await asyncio.wait([task])
        if record := self._records.pop(matrix_id, None):
            for job_id in record.job_ids:
                self._matrix_of_job.pop(job_id, None)
            await self._off_the_loop(delete_record, self._library.folder, matrix_id)

    async def resume(self) -> None:
        """Take up the matrices that an earlier run left; call it when the queue has taken up its jobs."""
        try:
            records = await self._off_the_loop(read_records, self._library.folder)
            jobs = [job_id for record in records for job_id in record.job_ids]
            self._stored |= await self._off_the_loop(_known, self._library, jobs)
        except StudioError as error:
            log.warning("matrices of earlier runs can't be read: %s", error.message)
            return
        for record in records:
            if record.id not in self._records:
                self._keep(record)
                self._unwritten.discard(record.id)
                placed = record.shown | ({record.sheet_id} if record.sheet_id else set())
                self._on_board.update((record.board_id, picture) for picture in placed)
                self._tend(record.id)

    async def settled(self, matrix_id: str) -> MatrixState:
        """Wait until no job of a matrix is under way, and its sheet is painted."""
        while True:
            jobs = [job for job in self._queue.jobs if self.matrix_of(job.id) == matrix_id]
            await self._queue.settled(jobs)
            self._tend(matrix_id)
            while task := self._tending.get(matrix_id):
                await asyncio.wait([task])
            if not any(self._queue.under_way(job.id) for job in jobs):
                return self.state(matrix_id)

    async def close(self) -> None:
        """What is not painted by now is painted at the next start."""
        self._queue.job_changed.disconnect(self._job_changed)
        self._queue.job_removed.disconnect(self._job_removed)
        self._library.picture_added.disconnect(self._picture_added)
        self._due.clear()
        if self._tending:
            await asyncio.wait(list(self._tending.values()))

    # What is heard ----------------------------------------------------------------------------------------------------

    def _job_changed(self, job: Job) -> None:
        if matrix_id := self._matrix_of_job.get(job.id):
            self.changed.emit(matrix_id)
            if job.state in (JobState.FAILED, JobState.LOST):
                self._tend(matrix_id)

    def _job_removed(self, job_id: str) -> None:
        if matrix_id := self._matrix_of_job.get(job_id):
            self._tend(matrix_id)

    def _picture_added(self, picture: Picture) -> None:
        if matrix_id := self._matrix_of_job.get(picture.id):
            self._stored.add(picture.id)
            self._tend(matrix_id)

    # What is done -----------------------------------------------------------------------------------------------------

    def _tend(self, matrix_id: str) -> None:
        """Do what is due for a matrix: its file, its board, its sheet. What is heard meanwhile is seen to after it."""
        self._due.add(matrix_id)
        if matrix_id not in self._tending:
            task = asyncio.get_running_loop().create_task(self._tend_until_done(matrix_id), name=f"matrix {matrix_id}")
            self._tending[matrix_id] = task
            task.add_done_callback(lambda done: self._tending.pop(matrix_id, None))

    async def _tend_until_done(self, matrix_id: str) -> None:
        while matrix_id in self._due and matrix_id in self._records:
            self._due.discard(matrix_id)
            try:
                await self._tend_once(matrix_id)
            except StudioError as error:  # the pictures are safe; the rest is tried again when more is heard
                log.warning("the matrix %s is not up to date: %s", matrix_id, error.message)
            self.changed.emit(matrix_id)

    async def _tend_once(self, matrix_id: str) -> None:
        await self._write(matrix_id)
        if not self._records[matrix_id].board_id:
            board_id = await self._off_the_loop(_new_board, self._library, self._records[matrix_id].name)
            self._change(matrix_id, board_id=board_id)
            await self._write(matrix_id)
        await self._place(matrix_id)
        cells = self.state(matrix_id).cells
        stored = frozenset(cell.job_id for cell in cells if cell.status is CellStatus.STORED)
        waiting = any(cell.status is CellStatus.WAITING for cell in cells)
        if stored and not waiting and stored != self._records[matrix_id].shown:
            await self._paint(matrix_id, stored, {cell.job_id: cell.problem for cell in cells})
        await self._write(matrix_id)

    async def _paint(self, matrix_id: str, stored: frozenset[str], problems: dict[str, str]) -> None:
        record = self._records[matrix_id]
        recipe = matrix_sheet.recipe_of(record, stored, problems)
        data = await asyncio.to_thread(matrix_sheet.paint, self._library, recipe)
        sheet = await self._off_the_loop(matrix_sheet.store, self._library, matrix_id, recipe, data)
        self._change(matrix_id, sheet_id=sheet.id, shown=stored)
        self._library.picture_added.emit(sheet)
        await self._write(matrix_id)
        if record.sheet_id and record.sheet_id != sheet.id:
            await self._off_the_loop(_take_the_place_of, self._library, record.sheet_id, sheet.id)
        await self._place(matrix_id, in_order=True)

    async def _place(self, matrix_id: str, *, in_order: bool = False) -> None:
        """Put what is new on the board; ``in_order`` all of it in the order of the cells, the sheet first."""
        record = self._records[matrix_id]
        wanted = [record.sheet_id] if record.sheet_id else []
        wanted += [cell.job_id for cell in record.cells if cell.job_id in self._stored]
        new = [picture for picture in wanted if (record.board_id, picture) not in self._on_board]
        if not new or not record.board_id:
            return
        try:
            await self._off_the_loop(_put_on_board, self._library, record.board_id, new, wanted if in_order else [])
        except StudioError as error:  # the board or a picture was deleted: the artist's word
            log.info("the board of the matrix %s is left alone: %s", matrix_id, error.message)
        self._on_board.update((record.board_id, picture) for picture in new)

    async def _write(self, matrix_id: str) -> None:
        if matrix_id not in self._unwritten:
            return
        self._unwritten.discard(matrix_id)
        record = self._records[matrix_id]
        try:
            # Not in line with the journal's writes: a crash must find the matrix as soon as its first job.
            await asyncio.to_thread(_write_or_delete, self._library, record)
        except StudioError:
            self._unwritten.add(matrix_id)
            raise

    def _keep(self, record: MatrixRecord) -> None:
        self._records[record.id] = record
        self._matrix_of_job.update(dict.fromkeys(record.job_ids, record.id))
        self._unwritten.add(record.id)

    def _change(self, matrix_id: str, **changes: object) -> None:
        if matrix_id in self._records:
            self._keep(replace(self._records[matrix_id], **changes))  # type: ignore[arg-type]

    def _send_anew(self, matrix_id: str, old_id: str) -> Job:
        record = self._records[matrix_id]
        recipe = next(cell.recipe for cell in record.cells if cell.job_id == old_id)
        (job,) = self._queue.submit(recipe)
        self._matrix_of_job.pop(old_id, None)
        self._keep(record.with_job(old_id, job.id))
        return job

    def _cell_state(self, cell: CellOrder, jobs: Mapping[str, Job]) -> CellState:
        job = jobs.get(cell.job_id)
        if cell.job_id in self._stored:
            return CellState(cell.row, cell.column, cell.job_id, CellStatus.STORED)
        if job is None:
            return CellState(cell.row, cell.column, cell.job_id, CellStatus.ABSENT)
        if job.active:
            return CellState(cell.row, cell.column, cell.job_id, CellStatus.WAITING)
        message = job.problem.message if job.problem is not None else ""
        return CellState(cell.row, cell.column, cell.job_id, CellStatus.FAILED, message)

    def _off_the_loop(self, function: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._disk, function, *arguments)


def _known(library: Library, picture_ids: Iterable[str]) -> set[str]:
    """Those of these ids that are pictures of the library. Blocking."""
    found = set()
    for picture_id in picture_ids:
        with contextlib.suppress(PictureUnknown):
            found.add(library.get(picture_id).id)
    return found


def _new_board(library: Library, name: str) -> str:
    """A board of this name, or of one like it that is free; its id. Blocking."""
    taken = {board.name.casefold() for board in library.boards()}
    plain = " ".join(name.split())[: MAX_NAME_LETTERS - 6].strip() or "Matrix"
    free, number = plain, 2
    while free.casefold() in taken:
        free, number = f"{plain} ({number})", number + 1
    undo = library.create_board(free)
    assert isinstance(undo, BoardsChange)
    (board_id,) = undo.deleted
    return board_id


def _put_on_board(library: Library, board_id: str, new: list[str], order: list[str]) -> None:
    library.put_on_board(board_id, new)
    if order:
        library.arrange_board(board_id, order)


def _take_the_place_of(library: Library, old: str, new: str) -> None:
    """Marks of the old sheet go over to the new one, and the old one to the trash. Blocking."""
    marks = library.marks([old]).get(old)
    if marks is None:
        return
    if marks.stars:
        library.star([new], marks.stars)
    if marks.tags:
        library.tag([new], add=marks.tags)
    if marks.notes:
        library.note([new], marks.notes)
    if old not in library.deleted([old]):
        library.delete([old])


def _write_or_delete(library: Library, record: MatrixRecord) -> None:
    """A complete matrix with its sheet needs no file. Blocking."""
    if record.sheet_id and record.shown == record.job_ids:
        delete_record(library.folder, record.id)
    else:
        write_record(library.folder, record)
