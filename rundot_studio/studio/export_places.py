"""Where a picture was exported: found in the linked projects, with whether its files are still as they were written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from rundot_studio.export.links import Link, digest, load_links

from .projects import LinkedProject

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})


@dataclass(frozen=True)
class ExportPlace:
    """One export that a picture went into. ``file`` is the one to show: the picture's own, or the sheet it is on.

    ``written_at`` is when that file was written last, None where it is ``missing``. ``changed`` says that somebody has
    changed it since.
    """

    project: str
    root: Path
    name: str
    frame: str
    file: Path
    written_at: datetime | None
    missing: bool = False
    changed: bool = False


def export_places(projects: Iterable[LinkedProject], picture_id: str) -> list[ExportPlace]:
    """All exports of a picture, the newest first. Blocking: reads the files, to tell whether they were changed."""
    places = [
        place
        for project in projects
        if not project.missing
        for link in load_links(project.root).using(picture_id)
        if (place := _place(project, link, picture_id)) is not None
    ]
    long_ago = datetime.min.replace(tzinfo=UTC)
    return sorted(places, key=lambda place: place.written_at or long_ago, reverse=True)


def _place(project: LinkedProject, link: Link, picture_id: str) -> ExportPlace | None:
    frame = next(source.frame for source in link.sources if source.picture == picture_id)
    path = _main_file(link, frame)
    if path is None:
        return None
    file = project.root.joinpath(*PurePosixPath(path).parts)
    try:
        changed = digest(file.read_bytes()) != link.files[path]
        written_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError:
        return ExportPlace(project.name, project.root, link.name, frame, file, None, missing=True)
    return ExportPlace(project.name, project.root, link.name, frame, file, written_at, changed=changed)


def _main_file(link: Link, frame: str) -> str | None:
    """The picture's own file where there is one, else the first picture of the export, else any file."""
    paths = sorted(link.files)
    pictures = [path for path in paths if PurePosixPath(path).suffix.lower() in _PICTURES]
    own = [path for path in pictures if PurePosixPath(path).stem == frame]
    return next(iter(own or pictures or paths), None)
