"""Linked exports brought up to date in place: same files, same frame names, same engine ids, newer pictures.

First a plan says what each file would become; what somebody else changed waits for a choice. Then all exports of the
plan are written as one, and undone as one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused, SourceUnusable, StudioError
from rundot_studio.imaging import codec

from .atlas import Progress
from .exporting import Rendered, render
from .frame import Frame
from .links import Link, Links, SourceLink, load_links
from .spec import ExportSpec, from_json, prepared, to_json
from .writing import Change, Plan, PlannedFile, Resolution, plan_export, write_plans

Size = tuple[int, int]
Resolve = Callable[[str], Frame]
"""The frame of a picture by its key. Raises SourceUnusable or PictureUnknown."""


@dataclass(frozen=True)
class Swap:
    """A frame whose picture is replaced. ``before`` and ``after`` are keys: equal for a file that has changed."""

    frame: str
    before: str
    after: str


@dataclass(frozen=True)
class FileUpdate:
    """What becomes of one file. Sizes are (width, height) of a picture in pixels, None for anything else."""

    path: str
    """Below the project, with forward slashes."""
    change: Change
    swaps: tuple[Swap, ...] = ()
    """Those of the frames in it."""
    size_before: Size | None = None
    size_after: Size | None = None
    bytes_before: int = 0
    bytes_after: int = 0

    @property
    def is_conflict(self) -> bool:
        return self.change is Change.FOREIGN


@dataclass(frozen=True)
class LinkUpdate:
    """One export done again. ``refusal`` says why it can't be; then there is no ``plan``."""

    link: Link
    swaps: tuple[Swap, ...]
    files: tuple[FileUpdate, ...] = ()
    plan: Plan | None = None
    notes: tuple[str, ...] = ()
    refusal: StudioError | None = None


@dataclass(frozen=True)
class UpdatePlan:
    """What an update would do. ``waiting`` are exports without a newer picture, which stay as they are."""

    project: Path
    updates: tuple[LinkUpdate, ...]
    waiting: tuple[Link, ...] = ()
    complaint: str = ""

    @property
    def files(self) -> tuple[FileUpdate, ...]:
        """All that would change, or wait for a choice."""
        return tuple(file for update in self.updates for file in update.files if file.change is not Change.SAME)

    @property
    def conflicts(self) -> tuple[FileUpdate, ...]:
        return tuple(file for file in self.files if file.is_conflict)

    def torn(self, resolutions: Mapping[str, Resolution]) -> list[str]:
        """Sentences for exports of which these choices would leave one part old and make another new."""
        sentences = []
        for update in self.updates:
            kept = [file.path for file in update.files if _stays(file, resolutions)]
            changing = [file for file in update.files if file.change is not Change.SAME and file.path not in kept]
            if kept and changing:
                sentences.append(f"{kept[0]} stays as it is, though it belongs to {changing[0].path}.")
        return sentences


def replacements(
    links: Links, newer: Mapping[str, str], versions: Mapping[str, str]
) -> list[tuple[Link, tuple[Swap, ...]]]:
    """What is to be replaced in each link: pictures by the newer ones' keys (``newer``, old to new), and files whose
    SHA-256 in ``versions`` is another than when they were exported."""
    found = []
    for link in links.links:
        swaps = []
        for source in link.sources:
            after = newer.get(source.picture, source.picture)
            changed = source.version != "" and versions.get(source.picture, source.version) != source.version
            if after != source.picture or changed:
                swaps.append(Swap(source.frame, source.picture, after))
        found.append((link, tuple(swaps)))
    return found


def plan_update(
    project: Path,
    swaps: Sequence[tuple[Link, Sequence[Swap]]],
    resolve: Resolve,
    progress: Progress | None = None,
    project_name: str = "",
) -> UpdatePlan:
    """Renders every export that has something to replace, and compares it with what is there. Blocking.

    A link that can't be done again is told in its ``refusal`` and keeps nobody else waiting. Raises OutputRefused for a
    project that is gone.
    """
    updates = []
    waiting = []
    for link, wanted in swaps:
        if not wanted:
            waiting.append(link)
            continue
        try:
            updates.append(_link_update(project, link, tuple(wanted), resolve, progress, project_name))
        except StudioError as error:
            updates.append(LinkUpdate(link, tuple(wanted), refusal=error))
    return UpdatePlan(project, tuple(updates), tuple(waiting), load_links(project).complaint)


def write_update(plan: UpdatePlan, resolutions: Mapping[str, Resolution] | None = None) -> list[Path]:
    """Writes all exports of the plan, or none; the files written. Blocking. ``undo_last`` takes all of it back.

    Raises OutputRefused for a conflict without a resolution by its path, and for what ``write_plans`` refuses.
    """
    plans = [update.plan for update in plan.updates if update.plan is not None]
    if not plans:
        raise OutputRefused("There is nothing to update.")
    return write_plans(plans, resolutions)


def remembered(frames: Sequence[Frame], spec: ExportSpec, name: str) -> Link:
    """The link of an export: ``frames`` with their final names. Only settings of pictures that went in are kept."""
    keys = {frame.source for frame in frames}
    kept = {key: settings for key, settings in spec.sprites.items() if key in keys}
    return Link(
        name,
        spec.options.target,
        spec.folder,
        tuple(SourceLink(frame.name, frame.source, frame.version) for frame in frames),
        to_json(replace(spec, sprites=kept)),
    )


def _link_update(
    project: Path, link: Link, swaps: tuple[Swap, ...], resolve: Resolve, progress: Progress | None, name: str
) -> LinkUpdate:
    spec = from_json(link.options)
    after = {swap.frame: swap.after for swap in swaps}
    sprites = dict(spec.sprites)
    frames = []
    for source in link.sources:
        key = after.get(source.frame, source.picture)
        settings = replace(spec.settings(source.picture), name=source.frame)
        if key != source.picture:
            # The edge of the old picture says nothing of the new one's.
            settings = replace(settings, fringe=None)
        sprites[key] = settings
        frames.append(resolve(key))
    spec = replace(spec, sprites=sprites)
    ready = prepared(frames, spec, name)
    if len(ready) != len(link.sources):
        raise SourceUnusable(
            f"Two frames of {link.name} would be made from the same picture.", "Export it once more with what you want."
        )
    here = project / link.folder
    rendered = render(ready, spec.options, lambda file: _read(here / file), progress)
    plan = plan_export(project, remembered(rendered.frames, spec, link.name), rendered.files)
    files = tuple(_file_update(project, file, link, rendered, swaps) for file in plan.files)
    return LinkUpdate(link, swaps, files, plan, rendered.notes)


def _file_update(
    project: Path, file: PlannedFile, link: Link, rendered: Rendered, swaps: tuple[Swap, ...]
) -> FileUpdate:
    there = _read(project / file.path) or b""
    name = file.path.removeprefix(f"{link.folder}/") if link.folder else file.path
    inside = set(rendered.parts.get(name, ()))
    return FileUpdate(
        file.path,
        file.change,
        tuple(swap for swap in swaps if swap.after in inside),
        _size(there),
        _size(file.data),
        len(there),
        len(file.data),
    )


def _stays(file: FileUpdate, resolutions: Mapping[str, Resolution]) -> bool:
    return file.is_conflict and resolutions.get(file.path) in (Resolution.KEEP, Resolution.BESIDE)


def _size(data: bytes) -> Size | None:
    if codec.sniff(data) is None:
        return None
    try:
        info = codec.probe(data)
    except SourceUnusable:
        return None
    return info.width, info.height


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
