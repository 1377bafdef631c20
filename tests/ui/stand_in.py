"""A studio of a few lines in memory, with the shape of the real one, for tests that drive the window step by step."""

import asyncio
import hashlib
import secrets
from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from psygnal import Signal

from rundot_studio.domain.catalog import SPECIFICATION_LEVEL, ApiLevel, model_named, pixel_size
from rundot_studio.domain.errors import LibraryUnusable, PictureUnknown, Problem, StudioError
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.library.arrangement import Choices, Entry, Group, Grouping, Listed, Order
from rundot_studio.library.boards import Board, BoardOverview
from rundot_studio.library.marks import Marks
from rundot_studio.library.query import Query
from rundot_studio.studio.account import Account
from rundot_studio.studio.capability import Caution, ModelChoice, merged
from rundot_studio.studio.costs import Spent
from rundot_studio.studio.later import Collected
from rundot_studio.studio.settings import Settings
from rundot_studio.studio.styles import StyleBook
from rundot_studio.studio.wildcards import WildcardFolder

from .matrix_stand_in import StandInMatrices

START = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
Draw = Callable[[Recipe, int], bytes]
"""(recipe, number) -> a picture file."""


def picture_of(number: int, recipe: Recipe, path: str, content: bytes = b"", parent: str | None = None) -> Picture:
    """A stored picture with plausible facts."""
    size = pixel_size(recipe.aspect_ratio) if isinstance(recipe, GenerateRecipe) else (1024, 1024)
    return Picture(
        number=number,
        id=f"{number:010x}",
        path=path,
        width=size[0],
        height=size[1],
        has_alpha=recipe.kind == "cutout",
        recipe=recipe,
        model_used=getattr(recipe, "model", ""),
        seed_used=recipe.seed if isinstance(recipe, GenerateRecipe) else None,
        generation_id=f"gen-{number}",
        engine="Rundot Studio embedded engine 1.0 (procedural)",
        procedural=True,
        parent_id=parent,
        created_at=START + timedelta(seconds=number),
        delivered_sha256="0" * 64,
        stored_sha256="0" * 64,
        stored_bytes=len(content),
    )


class StandInWatching:
    changed_elsewhere = Signal()


class StandInListing:
    """Finds by words alone, arranges by age alone; all pictures are of one day."""

    def __init__(self, library: "StandInLibrary") -> None:
        self._library = library
        self.stars: dict[int, int] = {}

    def listed(
        self,
        queries: Sequence[Query],
        order: Order = Order.NEWEST,
        grouping: Grouping = Grouping.NONE,
        limit: int = -1,
    ) -> Listed:
        numbers = array("q", (picture.number for picture in self._library.found(queries[0].text)))
        groups = (Group("739372", len(numbers)),) if grouping is Grouping.DAY and numbers else ()
        return Listed(numbers[::-1] if order is Order.OLDEST else numbers, groups)

    def entries(self, numbers: Sequence[int]) -> dict[int, Entry]:
        wanted = set(numbers)
        return {
            picture.number: Entry(picture, self.stars.get(picture.number, 0))
            for picture in self._library.pictures
            if picture.number in wanted
        }

    def ids(self, numbers: Sequence[int]) -> list[str]:
        entries = self.entries(numbers)
        return [entries[number].picture.id for number in numbers]

    def choices(self) -> Choices:
        return Choices()


class StandInLibrary:
    read_only = True
    notice = ""

    picture_added = Signal(Picture)
    pictures_deleted = Signal(frozenset)
    pictures_restored = Signal(frozenset)
    marks_changed = Signal(frozenset)
    boards_changed = Signal()
    board_contents_changed = Signal(frozenset)

    def __init__(self, folder: Path, draw: Draw) -> None:
        self.folder = folder
        self._draw = draw
        self.pictures: list[Picture] = []
        self.pages_read = 0
        self.watching = StandInWatching()

    def trash(self) -> list[str]:
        return []

    def add(self, recipe: Recipe, parent: str | None = None) -> Picture:
        number = len(self.pictures) + 1
        content = self._draw(recipe, number)
        path = f"{number:06}.png"
        (self.folder / path).write_bytes(content)
        picture = picture_of(number, recipe, path, content, parent)
        self.pictures.append(picture)
        return picture

    def found(self, search: str) -> list[Picture]:
        words = search.lower().split()
        return [p for p in reversed(self.pictures) if all(word in p.title.lower() for word in words)]

    def marks(self, picture_ids: Collection[str]) -> dict[str, Marks]:
        return {picture.id: Marks() for picture in self.pictures if picture.id in picture_ids}

    def boards(self) -> list[Board]:
        return []

    def count_found(self, _query: Query) -> int:
        return len(self.pictures)

    def board_overviews(self) -> list[BoardOverview]:
        return []

    def count(self, search: str = "") -> int:
        return len(self.found(search)) if search else len(self.pictures)

    def page(self, limit: int, before: int | None = None, search: str = "") -> list[Picture]:
        self.pages_read += 1
        return [p for p in self.found(search) if before is None or p.number < before][:limit]

    def get(self, picture_id: str) -> Picture:
        for picture in self.pictures:
            if picture.id == picture_id:
                return picture
        raise PictureUnknown("no such picture")

    def deleted(self, picture_ids: Collection[str]) -> set[str]:
        return set(picture_ids) - {picture.id for picture in self.pictures}

    def children(self, picture_id: str) -> list[Picture]:
        return [picture for picture in self.pictures if picture.parent_id == picture_id]

    def enlarge(self, picture: Picture, stored_bytes: int) -> None:
        """Have a picture's row say that its file has so many bytes."""
        place = self.pictures.index(picture)
        self.pictures[place] = replace(picture, stored_bytes=stored_bytes)

    def keep_source(self, data: bytes, suffix: str) -> str:
        digest = hashlib.sha256(data).hexdigest()
        (self.folder / f"{digest}.{suffix}").write_bytes(data)
        return digest

    def read_source(self, digest: str) -> bytes:
        for path in self.folder.glob(f"{digest}.*"):
            return path.read_bytes()
        raise LibraryUnusable("gone")

    def read(self, picture: Picture) -> bytes:
        return self.absolute(picture).read_bytes()

    def absolute(self, picture: Picture) -> Path:
        return self.folder / picture.path


class StandInQueue:
    """Nothing happens by itself: a test says when a job is sent, finished or failed."""

    job_added = Signal(Job)
    job_changed = Signal(Job)
    job_removed = Signal(str)

    def __init__(self, library: StandInLibrary) -> None:
        self._library = library
        self._jobs: dict[str, Job] = {}
        self.submitted: list[tuple[Recipe, int, Picture | None]] = []
        self.shares: dict[str, float] = {}
        self.cancelled: list[str] = []
        self.retried: list[str] = []
        self.refusal: Exception | None = None

    @property
    def jobs(self) -> list[Job]:
        return list(self._jobs.values())

    def submit(self, recipe: Recipe, count: int = 1, parent: Picture | None = None) -> list[Job]:
        if self.refusal is not None:
            raise self.refusal
        self.submitted.append((recipe, count, parent))
        jobs = []
        for _ in range(count):
            own = recipe
            if isinstance(recipe, GenerateRecipe) and recipe.seed is None:
                own = recipe.with_seed(secrets.randbelow(2**31))
            job = Job(secrets.token_hex(5), own, "embedded", datetime.now(UTC), parent_id=parent.id if parent else None)
            self._jobs[job.id] = job
            self.job_added.emit(job)
            jobs.append(job)
        return jobs

    def under_way(self, job_id: str) -> bool:
        return job_id in self._jobs and self._jobs[job_id].state is JobState.SENT

    def answer(self, job_id: str, answer: Answer, problem: Problem) -> None:
        """The service made the picture, and fetching it failed."""
        self._change(replace(self._jobs[job_id], state=JobState.FAILED, answer=answer, problem=problem))

    def _change(self, job: Job) -> None:
        self._jobs[job.id] = job
        self.job_changed.emit(job)

    def send(self, job_id: str, share: float = 0.0, ago_s: float = 0.0) -> None:
        """The job runs since ``ago_s`` seconds and has come this far."""
        self.shares[job_id] = share
        sent_at = datetime.now(UTC) - timedelta(seconds=ago_s)
        self._change(self._jobs[job_id].moved_to(JobState.SENT, sent_at=sent_at))

    def finish(self, job_id: str) -> Picture:
        job = self._jobs.pop(job_id)
        picture = self._library.add(job.recipe, job.parent_id)
        self.job_changed.emit(replace(job, state=JobState.STORED, picture_id=picture.id))
        self.job_removed.emit(job_id)
        self._library.picture_added.emit(picture)
        return picture

    def fail(self, job_id: str, problem: Problem) -> None:
        self._change(self._jobs[job_id].moved_to(JobState.FAILED, problem=problem))

    def cancel(self, job_id: str) -> None:
        self.cancelled.append(job_id)
        if self._jobs[job_id].active:
            del self._jobs[job_id]
            self.job_removed.emit(job_id)

    def retry(self, job_id: str) -> None:
        self.retried.append(job_id)
        self._change(replace(self._jobs[job_id], state=JobState.QUEUED, problem=None))

    def move(self, job_id: str, before: str | None = None) -> None:
        ids = [each for each in self._jobs if each != job_id]
        ids.insert(ids.index(before) if before is not None else len(ids), job_id)
        self._jobs = {each: self._jobs[each] for each in ids}

    def dismiss(self, job_id: str) -> None:
        if job_id in self._jobs and not self._jobs[job_id].active:
            del self._jobs[job_id]
            self.job_removed.emit(job_id)

    def expected_s(self, job: Job) -> float | None:
        return 18.0 if self.shares.get(job.id) else None

    def progress(self, job_id: str) -> float | None:
        return self.shares.get(job_id)


@dataclass(frozen=True)
class StandInConnection:
    name: str = "embedded"
    label: str = "Embedded engine"
    procedural: bool = True
    offline: bool = True


class StandInThumbnails:
    """The whole file: the loader scales it."""

    def __init__(self, library: StandInLibrary) -> None:
        self._library = library

    def load(self, picture: Picture, size_px: int = 320) -> bytes:
        return self._library.absolute(picture).read_bytes()


class StandInCosts:
    """``price`` is of one picture, None where there are no estimates; ``refusal`` is raised, ``silent`` never ends."""

    changed = Signal()

    def __init__(self) -> None:
        self.price: float | None = None
        self.refusal: StudioError | None = None
        self.silent = False
        self.spent: Spent | None = None
        self.asked: list[tuple[Recipe, int]] = []

    async def estimate(
        self, recipe: Recipe, count: int = 1, source_size: tuple[int, int] | None = None, *, at_once: bool = False
    ) -> Estimate | None:
        self.asked.append((recipe, count))
        if self.refusal is not None:
            raise self.refusal
        if self.silent:
            await asyncio.Event().wait()
        if self.price is None:
            return None
        return Estimate(self.price * count, self.price * count, self.price * count)


class StandInCapability:
    """``names`` is what the service lists, None while it has not been asked."""

    changed = Signal()

    def __init__(self, level: ApiLevel = SPECIFICATION_LEVEL) -> None:
        self.level = level
        self.names: tuple[str, ...] | None = None
        self.refusal: StudioError | None = None
        self.looks = 0

    @property
    def models(self) -> list[ModelChoice]:
        return merged(self.level, self.names)

    async def refresh(self) -> list[ModelChoice]:
        self.looks += 1
        if self.refusal is not None:
            raise self.refusal
        return self.models

    async def load(self) -> list[ModelChoice]:
        return self.models

    def cautions(self, recipe: Recipe) -> list[Caution]:
        model = model_named(recipe.model) if isinstance(recipe, GenerateRecipe) else None
        if model is not None and model.answered_as:
            return [Caution("MODEL_RETIRED", f"{model.label} is retired: answered by {model.answered_as}.")]
        return []


class StandInRescue:
    saved = Signal(Picture)
    at_risk_changed = Signal(int)

    def __init__(self) -> None:
        self.at_risk = 0

    def risk(self, count: int) -> None:
        self.at_risk = count
        self.at_risk_changed.emit(count)


class StandInLater:
    def __init__(self) -> None:
        self.collected = Collected()
        self.asked = 0

    async def collect(self) -> Collected:
        self.asked += 1
        return self.collected


@dataclass
class StandInService:
    account: Account | None = None
    http: httpx.AsyncClient | None = None


class StandInStudio:
    jobs_left = Signal(list)

    def __init__(self, folder: Path, draw: Draw) -> None:
        self.settings = Settings()
        self.costs = StandInCosts()
        self.capability = StandInCapability()
        self.later = StandInLater()
        self.rescue = StandInRescue()
        self.service = StandInService()
        self.library = StandInLibrary(folder, draw)
        self.listing = StandInListing(self.library)
        self.queue = StandInQueue(self.library)
        self.thumbnails = StandInThumbnails(self.library)
        self.connection = StandInConnection()
        self.matrices = StandInMatrices(self.queue)
        self.styles = StyleBook(folder)
        self.wildcards = WildcardFolder(folder)
