"""Exports as the window and the command line make them: planned, looked at, mended, written, updated, undone.

Everything here blocks and may run on a worker's thread; nothing is kept that is not on disk but decoded pixels. A plan
is a value: it can be shown, changed by a fix, made again, and is written as it was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rundot_studio.domain.errors import OutputRefused, PictureUnknown
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.checks import Finding, Fix, check_link
from rundot_studio.export.composing import Composition, compose
from rundot_studio.export.exporting import Rendered, render, sheet_files
from rundot_studio.export.fixes import apply_fixes, apply_link_fix
from rundot_studio.export.frame import Frame
from rundot_studio.export.links import Link, load_links
from rundot_studio.export.options import PICTURE_TARGETS, ExportOptions
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.preview_game import game_files
from rundot_studio.export.preview_server import PreviewServer
from rundot_studio.export.project import GameProject
from rundot_studio.export.single import SingleOptions
from rundot_studio.export.spec import ExportSpec, SpriteSettings, from_json, prepared
from rundot_studio.export.updating import UpdatePlan, plan_update, remembered, replacements, write_update
from rundot_studio.export.writing import (
    Plan,
    PlannedFile,
    Resolution,
    plan_export,
    undo_last,
    write_export_plan,
    write_links,
)
from rundot_studio.library.library import Library

from .frame_sources import FrameSources
from .projects import Projects
from .sprite_book import FILE_NAME as BOOK_FILE
from .sprite_book import SpriteBook

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

_MOST_ROUNDS = 8
"""Of mending: what one fix makes possible another may find fault with."""
KEPT_BYTES = 256 * 1024 * 1024

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class ExportCancelled(Exception):
    """The artist's own word: nothing was written."""


@dataclass(frozen=True)
class ExportPlan:
    """What an export would write. ``refusal`` says why it can't be; then ``write`` refuses, and the fixes of the
    ``findings`` are what helps."""

    project: GameProject
    spec: ExportSpec
    composition: Composition
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    writing: Plan | None = None
    rendered: Rendered | None = field(default=None, repr=False)
    refusal: OutputRefused | None = None

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """By their paths below the project, each with what writing it would change."""
        return self.writing.files if self.writing is not None else ()

    @property
    def pages(self) -> tuple[Rgba, ...]:
        """The sheet as it will be at the first scale: straight RGBA (height, width, 4), uint8. Empty for pictures."""
        return self.composition.pages

    @property
    def names(self) -> tuple[str, ...]:
        """Final names of the frames, in the order of the pictures."""
        return tuple(frame.name for frame in self.composition.frames)


class Exports:
    """Of one library, or of plain files only (``library`` None)."""

    def __init__(self, library: Library | None, projects: Projects | None = None) -> None:
        self._library = library
        self.projects = projects or Projects()
        self._sources: dict[Path, FrameSources] = {}
        self.book = SpriteBook(library.folder / BOOK_FILE) if library is not None else None

    def sources(self, project: GameProject) -> FrameSources:
        """Where this project's frames come from."""
        return self._sources.setdefault(project.root, FrameSources(self._library, project.root, KEPT_BYTES))

    def spec_for(
        self, project: GameProject, pictures: Sequence[str] = (), *, target: str = "", sheet: bool | None = None
    ) -> ExportSpec:
        """What is usual in the project, with what is remembered of the pictures.

        ``sheet`` False for single pictures; by default what the target is for.
        """
        usual = project.defaults
        target = target or usual.target
        as_sheet = target not in PICTURE_TARGETS if sheet is None else sheet
        pack = PackOptions(max_size=usual.max_size, padding=usual.padding, extrude=usual.extrude)
        options = ExportOptions(
            target,
            Path(usual.folder).name or project.name,
            as_sheet,
            AtlasOptions(pack, usual.trim, pixel_art=usual.pixel_art),
            SingleOptions(trim=usual.trim and as_sheet, scales=usual.scales, pixel_art=usual.pixel_art),
            project.resource_folder(usual.folder),
            usual.folder,
        )
        return ExportSpec(options, usual.folder, usual.template, sprites=self._remembered(pictures))

    def frames(self, pictures: Sequence[str], project: GameProject, spec: ExportSpec) -> list[Frame]:
        """Pictures as they go into an export. Raises StudioError."""
        sources = self.sources(project)
        return prepared([sources.frame(key) for key in pictures], spec, project.name)

    def preview(
        self,
        pictures: Sequence[str],
        project: GameProject,
        spec: ExportSpec,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Composition:
        """The pages and the findings, without encoding a file: for a preview that follows every option.

        Raises StudioError, and ExportCancelled.
        """
        return compose(self.frames(pictures, project, spec), spec.options, _until(progress, cancelled))

    def plan(
        self,
        pictures: Sequence[str],
        project: GameProject,
        spec: ExportSpec,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ExportPlan:
        """All that ``write`` needs; nothing is written. ``pictures`` are ids, or keys of files (see FrameSources).

        What does not fit on a page is no error but a plan with a ``refusal``. Raises StudioError for anything else, and
        ExportCancelled.
        """
        watched = _until(progress, cancelled)
        frames = self.frames(pictures, project, spec)
        here = project.root / spec.folder
        if spec.options.makes_sheet:
            composition = compose(frames, spec.options, watched)
            if composition.refusal is not None:
                return ExportPlan(project, spec, composition, composition.findings, refusal=composition.refusal)
            rendered = sheet_files(composition, spec.options, lambda name: _read(here / name))
        else:
            rendered = render(frames, spec.options, lambda name: _read(here / name), watched)
            composition = Composition(rendered.frames, (), rendered.findings)
        name = spec.options.name if spec.options.makes_sheet else rendered.frames[0].name
        writing = plan_export(project.root, remembered(rendered.frames, spec, name), rendered.files)
        notes = (*rendered.notes, *filter(None, [writing.complaint]))
        return ExportPlan(project, spec, composition, rendered.findings, notes, writing, rendered)

    def plan_mended(
        self,
        pictures: Sequence[str],
        project: GameProject,
        spec: ExportSpec,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ExportPlan:
        """As :meth:`plan`, with the usual fix of every finding, until nothing is left that one would mend."""
        plan = self.plan(pictures, project, spec, progress, cancelled)
        for _ in range(_MOST_ROUNDS):
            mended = apply_fixes(plan.spec, plan.findings)
            if mended == plan.spec:
                break
            plan = self.plan(pictures, project, mended, progress, cancelled)
        return plan

    def write(self, plan: ExportPlan, resolutions: Mapping[str, Resolution] | None = None) -> list[Path]:
        """Writes the files of a plan, or none. Raises OutputRefused, also for a file of somebody else's that has no
        resolution by its path."""
        if plan.writing is None:
            raise plan.refusal or OutputRefused("There is nothing to write.")
        return write_export_plan(plan.writing, resolutions=resolutions)

    def undo(self, project: GameProject) -> list[str]:
        """Takes the last export or update into a project back; the paths. Raises OutputRefused."""
        return undo_last(project.root)

    def game(self, pictures: Sequence[str], project: GameProject, spec: ExportSpec) -> PreviewServer:
        """The sample game with these pictures: start it, open its ``address``, stop it. Raises StudioError."""
        return PreviewServer(game_files(self.frames(pictures, project, spec), spec.options, project.name))

    # What was exported before -----------------------------------------------------------------------------------------

    def links(self, project: GameProject) -> list[tuple[Link, list[Finding]]]:
        """Earlier exports, each with what is wrong with it: pictures that are gone, files that are gone."""
        sources = self.sources(project)
        return [
            (link, check_link(link, project.root, sources.missing(each.picture for each in link.sources)))
            for link in load_links(project.root).links
        ]

    def again(self, link: Link) -> tuple[list[str], ExportSpec]:
        """The pictures and the specification of an earlier export, to plan it once more, with the same names for its
        frames. Raises SourceUnusable."""
        spec = from_json(link.options)
        for source in link.sources:
            spec = spec.with_settings(source.picture, name=source.frame)
        return [source.picture for source in link.sources], spec

    def mend_link(self, project: GameProject, link: Link, fix: Fix, chosen: Mapping[str, str] | None = None) -> None:
        """Replaces or forgets the retired pictures of an earlier export; files change with the next update only.

        ``chosen`` are the pictures to take instead, by frame. Raises OutputRefused.
        """
        mended = apply_link_fix(link, fix, chosen)
        links = load_links(project.root)
        write_links(project.root, links.with_link(mended) if mended is not None else links.without(link))

    def newer(self, project: GameProject) -> dict[str, list[Picture]]:
        """What was made from the pictures that were exported into a project, by their ids, newest first; those that
        have nothing newer are left out."""
        found = {}
        for link in load_links(project.root).links:
            for source in link.sources:
                if descendants := self._descendants(source.picture):
                    found[source.picture] = descendants
        return found

    def chosen_newer(self, project: GameProject) -> dict[str, str]:
        """Of those, the ones that the artist chose: with the most stars, and more than the exported one; of several the
        newest."""
        chosen = {}
        for key, pictures in self.newer(project).items():
            assert self._library is not None
            marks = self._library.marks([key, *(each.id for each in pictures)])
            least = marks[key].stars if key in marks else 0
            best = max(pictures, key=lambda each: (marks[each.id].stars, each.number))
            if marks[best.id].stars > least:
                chosen[key] = best.id
        return chosen

    def ancestor_in(self, project: GameProject, picture: str) -> str | None:
        """The nearest picture that went into the project and that this one was made from; None if there is none."""
        exported = {source.picture for link in load_links(project.root).links for source in link.sources}
        seen: set[str] = set()
        while self._library is not None and picture not in seen:
            seen.add(picture)
            try:
                parent = self._library.get(picture).parent_id
            except PictureUnknown:
                return None
            if parent is None or parent in exported:
                return parent
            picture = parent
        return None

    def plan_update(
        self,
        project: GameProject,
        newer: Mapping[str, str],
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> UpdatePlan:
        """What replacing pictures (old id to new) and taking changed files anew would write. Raises OutputRefused for a
        project that is gone, and ExportCancelled."""
        sources = self.sources(project)
        links = load_links(project.root)
        files = {source.picture for link in links.links for source in link.sources if source.version}
        wanted = replacements(links, newer, {key: sources.version(key) or _GONE for key in files})
        return plan_update(project.root, wanted, sources.frame, _until(progress, cancelled), project.name)

    def write_update(self, plan: UpdatePlan, resolutions: Mapping[str, Resolution] | None = None) -> list[Path]:
        """All or nothing, and undone as one. Raises OutputRefused for a conflict without a resolution."""
        return write_update(plan, resolutions)

    # ------------------------------------------------------------------------------------------------------------------

    def _remembered(self, pictures: Sequence[str]) -> dict[str, SpriteSettings]:
        return self.book.settings(pictures) if self.book is not None else {}

    def _descendants(self, picture: str) -> list[Picture]:
        """Newest first, without depth maps: they show something else."""
        if self._library is None or picture.startswith("file:"):
            return []
        found: dict[str, Picture] = {}
        waiting = [picture]
        while waiting:
            for child in self._library.children(waiting.pop()):
                if child.id not in found and child.kind is not PictureKind.DEPTH:
                    found[child.id] = child
                    waiting.append(child.id)
        return sorted(found.values(), key=lambda each: -each.number)


_GONE = "gone"
"""In place of a file's SHA-256: other than any, so that the update tells that the file is not there."""


def _until(progress: Progress | None, cancelled: Cancelled | None) -> Progress:
    def told(done: int, total: int) -> None:
        if cancelled is not None and cancelled():
            raise ExportCancelled
        if progress is not None:
            progress(done, total)

    return told


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
