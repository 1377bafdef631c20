"""The library: keeps pictures as files with their recipes inside, and finds them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from psygnal import Signal

from rundot_studio.domain.errors import LibraryUnusable, PictureUnknown
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, UpscaleRecipe

from . import layout
from .database import Database
from .errors_seam import library_errors
from .files import sha256, sweep_parts, write_atomically
from .journal import Journal, write_job
from .late_events import LateEvents
from .recipes import text_for
from .rows import picture_from, picture_values

MIN_ID_PREFIX = 4


class Library:
    """An open library. Methods block for the time of a query or a write; writing ones belong off the event loop.

    ``picture_added`` is emitted by whoever stored the picture, on the event loop's thread.
    """

    picture_added = Signal(Picture)

    def __init__(self, folder: Path) -> None:
        """Opens the library in ``folder``, or makes one there. Raises LibraryUnusable with the reason."""
        self.folder = folder
        _check_folder(folder)
        with library_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._database = Database(folder / layout.DATABASE)
        self.journal = Journal(self._database)
        self.late_events = LateEvents(self._database)

    def close(self) -> None:
        self._database.close()

    def sweep(self) -> int:
        """Remove half-written files of an earlier crash; how many there were."""
        return sweep_parts(self.folder / layout.PICTURES) + sweep_parts(self.folder / layout.SOURCES)

    def absolute(self, picture: Picture) -> Path:
        return self.folder.joinpath(*picture.path.split("/"))

    def count(self, search: str = "") -> int:
        """How many pictures there are, or match."""
        if match := _match(search):
            query = "SELECT count(*) FROM picture_words WHERE picture_words MATCH ?"
            return int(self._database.rows(query, match)[0][0])
        return int(self._database.rows("SELECT count(*) FROM pictures")[0][0])

    def page(self, limit: int, before: int | None = None, search: str = "") -> list[Picture]:
        """The newest pictures, or the newest older than number ``before``; ``search`` matches beginnings of words."""
        bound = before if before is not None else 2**62
        if match := _match(search):
            rows = self._database.rows(
                "SELECT pictures.* FROM picture_words JOIN pictures ON pictures.number = picture_words.rowid "
                "WHERE picture_words MATCH ? AND picture_words.rowid < ? ORDER BY picture_words.rowid DESC LIMIT ?",
                match,
                bound,
                limit,
            )
        else:
            query = "SELECT * FROM pictures WHERE number < ? ORDER BY number DESC LIMIT ?"
            rows = self._database.rows(query, bound, limit)
        return [picture_from(row) for row in rows]

    def get(self, picture_id: str) -> Picture:
        """The picture by its id, or by the beginning of one (four digits or more). Raises PictureUnknown."""
        text = picture_id.strip().lower()
        if len(text) < MIN_ID_PREFIX or not all(letter in "0123456789abcdef" for letter in text):
            raise PictureUnknown(f"{picture_id!r} is not a picture's id (at least four of its ten hex digits).")
        # A range over the unique index: LIKE would scan, and 'g' sorts after every hex digit.
        rows = self._database.rows("SELECT * FROM pictures WHERE id >= ? AND id < ? LIMIT 2", text, text + "g")
        if not rows:
            raise PictureUnknown(f"There is no picture {picture_id!r} in this library.")
        if len(rows) > 1:
            raise PictureUnknown(f"{picture_id!r} is the beginning of several pictures' ids; give more digits.")
        return picture_from(rows[0])

    def children(self, picture_id: str) -> list[Picture]:
        """What was made from a picture, oldest first."""
        rows = self._database.rows("SELECT * FROM pictures WHERE parent_id = ? ORDER BY number", picture_id)
        return [picture_from(row) for row in rows]

    def read(self, picture: Picture) -> bytes:
        """The file's bytes. Raises PictureUnknown if it is gone."""
        path = self.absolute(picture)
        try:
            return path.read_bytes()
        except OSError as error:
            raise PictureUnknown(f"The file of picture {picture.id} can't be read: {error.strerror}.") from error

    def keep_source(self, data: bytes, suffix: str) -> str:
        """Keep a copy of a file that goes into a recipe, once per content; its SHA-256."""
        digest = sha256(data)
        target = self.folder / layout.SOURCES / f"{digest}.{suffix}"
        with library_errors(self.folder):
            if not target.exists():
                write_atomically(target, data)
        return digest

    def read_source(self, digest: str) -> bytes:
        """A kept copy. Raises LibraryUnusable if it is gone."""
        for path in (self.folder / layout.SOURCES).glob(f"{digest}.*"):
            with library_errors(self.folder):
                return path.read_bytes()
        raise LibraryUnusable("The copy of a reference picture is missing from the library.")

    def store(self, job: Job, data: bytes, image_format: str, size: tuple[int, int], has_alpha: bool) -> Picture:
        """Write a delivered picture and its rows: file first, then picture and job in one transaction.

        ``size`` is (width, height). A job whose file was written before a crash finds it and does not write a second.
        """
        assert job.answer is not None
        answer = job.answer
        recipe = job.recipe
        seed = answer.seed if answer.seed is not None else getattr(recipe, "seed", None)
        if isinstance(recipe, GenerateRecipe):
            model = answer.model or recipe.model
        elif isinstance(recipe, UpscaleRecipe):
            model = recipe.model
        else:
            model = ""
        picture = Picture(
            number=0,
            id=job.id,
            path="",
            width=size[0],
            height=size[1],
            has_alpha=has_alpha,
            recipe=recipe,
            model_used=model,
            seed_used=seed if isinstance(recipe, GenerateRecipe) else None,
            generation_id=answer.generation_id,
            engine=answer.engine,
            procedural=answer.procedural,
            parent_id=job.parent_id,
            created_at=job.created_at,
            delivered_sha256=sha256(data),
            stored_sha256="",
            stored_bytes=0,
        )
        with library_errors(self.folder):
            picture = self._write_file(picture, data, layout.suffix_for(image_format))
        stored = job.moved_to(JobState.STORED, picture_id=picture.id)
        return self._insert(picture, stored)

    def _write_file(self, picture: Picture, data: bytes, suffix: str) -> Picture:

        from rundot_studio.imaging import recipe_chunks

        content = recipe_chunks.embed(data, text_for(picture))
        digest = sha256(content)
        words = layout.words_of(picture.recipe)
        path = layout.picture_path(picture.recipe, words, picture.seed_used, picture.id, picture.created_at, suffix)
        target = self.folder / path
        if target.exists() and sha256(target.read_bytes()) != digest:
            path = layout.with_full_id(path, picture.id)
            target = self.folder / path
        if not (target.exists() and sha256(target.read_bytes()) == digest):
            write_atomically(target, content)
        return replace(picture, path=path.as_posix(), stored_sha256=digest, stored_bytes=len(content))

    def _insert(self, picture: Picture, job: Job) -> Picture:
        values = picture_values(picture)
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        recipe = picture.recipe
        prompt = recipe.prompt if isinstance(recipe, GenerateRecipe) else layout.words_of(recipe)
        avoid = recipe.negative_prompt if isinstance(recipe, GenerateRecipe) else ""
        with self._database.transaction() as connection:
            known = connection.execute("SELECT * FROM pictures WHERE id = ?", (picture.id,)).fetchone()
            if known is None:
                cursor = connection.execute(
                    f"INSERT INTO pictures ({names}) VALUES ({marks}) RETURNING *", tuple(values.values())
                )
                known = cursor.fetchone()
                connection.execute(
                    "INSERT INTO picture_words (rowid, prompt, avoid) VALUES (?, ?, ?)",
                    (known["number"], prompt, avoid),
                )
            write_job(connection, job)
        return picture_from(known)


def now() -> datetime:
    """The time as the library keeps it: UTC."""
    return datetime.now(UTC)


def _check_folder(folder: Path) -> None:
    """A folder that is new, empty or a library; anything else is somebody else's."""
    with library_errors(folder):
        if not folder.exists():
            return
        if not folder.is_dir():
            raise LibraryUnusable(f"{folder} is a file, not a folder for a library.", "Choose a folder.")
        if (folder / layout.DATABASE).exists() or not any(folder.iterdir()):
            return
        if {entry.name for entry in folder.iterdir()} <= {
            layout.PICTURES,
            layout.SOURCES,
            layout.ENGINE,
            layout.THUMBNAILS,
        }:
            return  # a library whose database was lost or deleted
    raise LibraryUnusable(
        f"{folder} holds files of something else and no library.", "Choose an empty folder, or one that is a library."
    )


def _match(search: str) -> str:
    """Words as an FTS5 query of prefixes; empty where there is nothing to look for."""
    words = ["".join(c for c in word if c.isalnum()) for word in search.split()]
    return " ".join(f'"{word}"*' for word in words if word)
