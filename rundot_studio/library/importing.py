"""Import: files of anywhere become pictures of the library. They are copied, never moved or changed.

Each file is all or nothing: its copy is written whole, then its row. A crash between the two leaves a file that the
next import of the same file finds, as its id comes from its content.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from rundot_studio.domain.errors import LibraryUnusable, Problem, SourceUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.imaging import a1111

from . import layout
from .adding import insert_picture, path_is_taken, picture_with_id, relative_to_library
from .candidates import Candidate, find_candidates, shown
from .database import Database
from .describing import IMPORTED, Described, describe, id_of_content
from .errors_seam import library_errors
from .files import sha256, write_atomically
from .pixel_hashes import find_same_pixels, keep_pixel_hash, pixel_sha256
from .recipes import record_for

Progress = Callable[[int, int, Path], None]
"""Called with how many files are done, how many there are, and the next one."""

MOST_FILE_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Duplicate:
    """A file whose pixels the picture ``picture_id`` has already."""

    path: Path
    picture_id: str


@dataclass(frozen=True)
class Refusal:
    path: Path
    problem: Problem


@dataclass
class Imported:
    """What became of each file. ``put_back`` are pictures of this library whose missing file came back.

    ``stopped`` is why not all files were looked at: a full disk, say. ``cancelled`` is the artist's own word. ``left``
    are the files that were not looked at then.
    """

    added: list[Picture] = field(default_factory=list)
    put_back: list[Picture] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    stopped: Problem | None = None
    cancelled: bool = False
    left: list[Path] = field(default_factory=list)


class _Cancelled(Exception):
    pass


class Importer:
    """Blocking; call it off the event loop. Several may run at once."""

    def __init__(self, database: Database, folder: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
        self._database = database
        self._folder = folder
        self._cancelled = cancelled

    def run(self, paths: Iterable[Path], progress: Progress | None = None) -> Imported:
        """Import files and whole folders. What is wrong with a file is told in the report, and the rest goes on."""
        imported = Imported()
        candidates = list(find_candidates(paths))
        looked_at = 0
        for done, candidate in enumerate(candidates):
            if self._cancelled():
                imported.cancelled = True
                break
            if progress is not None:
                progress(done, len(candidates), candidate.path)
            try:
                self._import(candidate, imported)
            except SourceUnusable as error:
                imported.refused.append(Refusal(candidate.path, error.problem))
            except LibraryUnusable as error:
                imported.stopped = error.problem
                break
            except _Cancelled:
                imported.cancelled = True
                break
            looked_at = done + 1
        imported.left = [candidate.path for candidate in candidates[looked_at:]]
        if progress is not None and candidates and not imported.left:
            progress(len(candidates), len(candidates), candidates[-1].path)
        return imported

    def _import(self, candidate: Candidate, imported: Imported) -> None:
        if candidate.refused is not None:
            raise candidate.refused
        data, modified_at = _read(candidate.path)
        same = self._with_same_bytes(sha256(data))
        if same is not None:
            self._settle_known(candidate.path, data, same, imported)
            return
        described, suffix = _checked(candidate.path, data, modified_at)
        picture = described.picture
        pixels = pixel_sha256(data)
        duplicate = find_same_pixels(
            self._database, self._folder, pixels, (picture.width, picture.height), self._cancelled
        )
        if self._cancelled():
            raise _Cancelled
        if duplicate is not None:
            imported.duplicates.append(Duplicate(candidate.path, duplicate))
            return
        added = self._add(candidate.path, data, self._with_free_id(described, data), suffix)
        keep_pixel_hash(self._database, added.number, pixels)
        imported.added.append(added)

    def _settle_known(self, path: Path, data: bytes, known: Picture, imported: Imported) -> None:
        """A copy of a picture we have; where ours has gone missing, it is put back."""
        own = self._folder / known.path
        if own.exists() or known.stored_sha256 != sha256(data):
            imported.duplicates.append(Duplicate(path, known.id))
            return
        with library_errors(self._folder):
            write_atomically(own, data)
        imported.put_back.append(known)

    def _with_same_bytes(self, digest: str) -> Picture | None:
        rows = self._database.rows(
            "SELECT id FROM pictures WHERE stored_sha256 = ?1 OR delivered_sha256 = ?1 ORDER BY number LIMIT 1", digest
        )
        return picture_with_id(self._database, rows[0]["id"]) if rows else None

    def _with_free_id(self, described: Described, data: bytes) -> Described:
        """Another program kept our recipe in a picture it changed: a new picture then, made from the one we know."""
        picture = described.picture
        if picture_with_id(self._database, picture.id) is None:
            return described
        changed = replace(
            picture,
            id=id_of_content(data),
            parent_id=picture.id if described.own else None,
            engine=IMPORTED,
            delivered_sha256=sha256(data),
        )
        if picture_with_id(self._database, changed.id) is not None:
            raise SourceUnusable("Another picture of the library has the same id.")
        return Described(changed, own=False, about=described.about)

    def _add(self, path: Path, data: bytes, described: Described, suffix: str) -> Picture:
        inside = relative_to_library(self._folder, path)
        if inside is not None and inside.startswith(f"{layout.PICTURES}/"):
            content, place = data, inside  # it lies in the library already: it only lacks its row
        else:
            content = data if described.own else _with_recipe(data, described)
            place = self._write(described.picture, content, suffix)
        picture = replace(described.picture, path=place, stored_sha256=sha256(content), stored_bytes=len(content))
        with self._database.transaction() as connection:
            return insert_picture(connection, picture)

    def _write(self, picture: Picture, content: bytes, suffix: str) -> str:
        words = layout.words_of(picture.recipe)
        seed = picture.seed_used if isinstance(picture.recipe, GenerateRecipe) else None
        path = layout.picture_path(picture.recipe, words, seed, picture.id, picture.created_at, suffix)
        with library_errors(self._folder):
            target = self._folder / path
            if self._is_other(target, path.as_posix(), content):
                path = layout.with_full_id(path, picture.id)
                target = self._folder / path
            if not target.exists():
                write_atomically(target, content)
            elif self._is_other(target, path.as_posix(), content):
                raise LibraryUnusable(f"{path} is taken by another file.")
        return path.as_posix()

    def _is_other(self, target: Path, path: str, content: bytes) -> bool:
        """Whether the place is taken by anything but what an import that was cut off has left there."""
        if not target.exists():
            return path_is_taken(self._database, path)
        return path_is_taken(self._database, path) or target.read_bytes() != content


def _read(path: Path) -> tuple[bytes, datetime]:
    name = shown(path)
    try:
        if path.is_dir():
            raise SourceUnusable(f"{name} is a folder.")
        status = path.stat()
        if status.st_size > MOST_FILE_BYTES:
            raise SourceUnusable(f"{name} is larger than {MOST_FILE_BYTES >> 20} MB.")
        if status.st_size == 0:
            raise SourceUnusable(f"{name} is empty: it has no bytes.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceUnusable(f"There is no file {name}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceUnusable(f"{name} can't be read: {reason}.") from error
    return data, _moment(status.st_mtime)


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _checked(path: Path, data: bytes, modified_at: datetime) -> tuple[Described, str]:
    """What the file is and its suffix. Raises SourceUnusable with the file's name."""
    from rundot_studio.imaging import codec

    try:
        info = codec.check_whole(data)
        if info.format not in layout.STORED_FORMATS:
            raise SourceUnusable("a GIF can't carry a recipe.", "Save it as PNG or WebP.")
    except SourceUnusable as error:
        raise SourceUnusable(f"{shown(path)} was not imported: {error.message}", error.hint) from error
    return describe(data, info, Path(shown(path)).stem, modified_at), layout.suffix_for(info.format)


def _with_recipe(data: bytes, described: Described) -> bytes:
    """With our record, so that the library can be rebuilt from it; everything else in the file stays."""
    from rundot_studio.imaging import recipe_chunks

    record = record_for(described.picture)
    if described.about:
        record["imported"] = dict(described.about)
    return recipe_chunks.embed(data, a1111.write_recipe(record))
