"""One export from its first preview to its undo: what is asked of the studio's exports, on a thread, in turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from rundot_studio.domain.errors import PictureUnknown, StudioError
from rundot_studio.ui.controls.numbers import counted

from .draft import MOST_PIXELS, Draft
from .worker import Task, Worker

if TYPE_CHECKING:
    from rundot_studio.domain.picture import Picture
    from rundot_studio.export.links import Link
    from rundot_studio.export.preview_server import PreviewServer
    from rundot_studio.export.project import GameProject
    from rundot_studio.export.spec import ExportSpec, SpriteSettings
    from rundot_studio.export.writing import Resolution
    from rundot_studio.studio.exports import ExportPlan, Exports
    from rundot_studio.studio.studio import Studio

    from .shown import Shown

PREVIEW_AFTER_MS = 150
PLAN_AT_ONCE = 150
"""Up to so many pictures the files are compared with the project's at once; of more when they are to be written."""
HISTORY = 100

PREVIEW = "preview"
PLAN = "plan"
WRITE = "write"


class ExportSession(QObject):
    """``failed`` tells what stood in the way of seeing it, ``refused`` what stood in the way of writing it."""

    changed = Signal()
    """The draft is another."""
    shown = Signal(object)
    planned = Signal(object)
    """An ExportPlan that belongs to the draft, or None while there is none."""
    progressed = Signal(int, int)
    failed = Signal(object)
    refused = Signal(object)
    written = Signal(object, object)
    """The plan, and the paths of the files."""
    undone = Signal(object)
    unresolved = Signal(object)
    """Nothing was written: files that somebody else changed wait for a word each."""
    work_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attached: Studio | None = None
        self._worker = Worker(self)
        self._made: Exports | None = None
        self._history: list[Draft] = []
        self.draft: Draft | None = None
        self.plan: ExportPlan | None = None
        self.most_pixels = MOST_PIXELS
        self.work = ""
        """What is being done: ``preview``, ``plan``, ``write``, or nothing."""
        self._server: PreviewServer | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_AFTER_MS)
        self._timer.timeout.connect(self._preview)

    def attach(self, studio: "Studio") -> None:
        self._attached = studio

    def release(self) -> None:
        """Let go of the studio with its pictures, and end the thread; another one may be attached."""
        self._timer.stop()
        self._worker.close()
        self._stop_server()
        self._history.clear()
        self._attached = self._made = self.draft = self.plan = None
        self._set_work("")

    @property
    def _studio(self) -> "Studio":
        assert self._attached is not None
        return self._attached

    @property
    def waiting(self) -> bool:
        """Whether a change is about to be shown."""
        return self._timer.isActive()

    @property
    def _exports(self) -> "Exports":
        """Made on the worker's thread: its module takes OpenCV along."""
        if self._made is None:
            from rundot_studio.studio.exports import Exports

            self._made = Exports(self._studio.library)
        return self._made

    # --- the draft ---

    def begin(self, numbers: Sequence[int], project: "GameProject | None", ids: Sequence[str] = ()) -> None:
        """Pictures of the library by their numbers, or by their ids."""

        def work(_task: Task) -> Draft:
            known = self._known(list(ids) or self._studio.listing.ids(numbers))
            game = project or _nowhere()
            spec = self._exports.spec_for(game, list(known))
            return Draft(tuple(known), game, spec, project is not None, known)

        self._history.clear()
        self._set_work(PREVIEW)
        self._worker.run(work, self._begun, self.failed.emit, lane=PREVIEW)

    def begin_again(self, link: "Link", project: "GameProject") -> None:
        """An earlier export once more, with the pictures that are still there."""

        def work(_task: Task) -> Draft:
            keys, spec = self._exports.again(link)
            known = self._known(keys)
            there = [key for key in keys if key in known or key.startswith("file:")]
            return Draft(tuple(there), project, spec, True, known)

        self._history.clear()
        self._set_work(PREVIEW)
        self._worker.run(work, self._begun, self.failed.emit, lane=PREVIEW)

    def _known(self, keys: Sequence[str]) -> "dict[str, Picture]":
        """Those that are in the library; one may be deleted while it is selected."""
        known = {}
        for key in keys:
            try:
                known[key] = self._studio.library.get(key)
            except PictureUnknown:
                continue
        return known

    def _begun(self, draft: Draft) -> None:
        self.draft = draft
        self.plan = None
        self.changed.emit()
        self._preview()

    def change(self, draft: Draft, *, soon: bool = False) -> None:
        """Take another draft; it is shown after a short while, or at once with ``soon``."""
        if self.draft is None or draft == self.draft:
            return
        self._history = [*self._history[-HISTORY:], self.draft]
        self._take(draft, soon=soon)

    def change_spec(self, spec: "ExportSpec") -> None:
        if self.draft is not None:
            self.change(self.draft.with_spec(spec))

    def step_back(self) -> bool:
        """Bring back the draft before the last change; whether there is one."""
        if not self._history or self.draft is None:
            return False
        before = self._history.pop()
        keys = {key for key in before.pictures if before.spec.settings(key) != self.draft.spec.settings(key)}
        self._take(before, soon=True)
        self.keep({key: before.spec.settings(key) for key in keys})
        return True

    def _take(self, draft: Draft, *, soon: bool) -> None:
        self.draft = draft
        self._forget_plan()
        self._worker.cancel(PREVIEW)
        self._worker.cancel(PLAN)
        self.changed.emit()
        self._timer.start(0 if soon else PREVIEW_AFTER_MS)

    def move_to(self, project: "GameProject | None") -> None:
        """The same pictures into another project, as is usual there."""
        draft = self.draft
        if draft is None:
            return
        game = project or _nowhere()

        def work(_task: Task) -> "ExportSpec":
            spec = self._exports.spec_for(game, draft.pictures)
            return replace(spec, sprites=draft.spec.sprites, tools=draft.spec.tools, lit=draft.spec.lit)

        def done(spec: "ExportSpec") -> None:
            if self.draft is not None:
                self.change(replace(self.draft, project=game, spec=spec, placed=project is not None), soon=True)

        self._worker.run(work, done, self.failed.emit)

    def with_target(self, target: str, *, sheet: bool | None = None) -> None:
        """For another engine; whatever else was chosen stays."""
        draft = self.draft
        if draft is None:
            return

        def work(_task: Task) -> "ExportSpec":
            return self._exports.spec_for(draft.project, (), target=target, sheet=sheet)

        def done(usual: "ExportSpec") -> None:
            if self.draft is None:
                return
            spec = self.draft.spec
            pictures = replace(spec.options.pictures, picture_format=_format_of(target, spec))
            options = replace(
                spec.options, target=target, as_atlas=usual.options.as_atlas, pictures=pictures, frame_ms=None
            )
            self.change(self.draft.with_spec(replace(spec, options=options)), soon=True)

        self._worker.run(work, done, self.refused.emit)

    def keep(self, settings: "Mapping[str, SpriteSettings]") -> None:
        """Names, pivots and borders belong to the pictures: the library remembers them for the next export."""
        ours = {key: each for key, each in settings.items() if not key.startswith("file:")}
        if not ours:
            return

        def work(_task: Task) -> None:
            book = self._exports.book
            if book is not None:
                book.change(ours)

        self._worker.run(work, failed=self.refused.emit)

    # --- seeing it ---

    def _preview(self) -> None:
        self._timer.stop()
        draft = self.draft
        if draft is None:
            return
        if draft.spec.options.makes_sheet and draft.pixels > self.most_pixels:
            self._set_work("")
            self.failed.emit(TooMuch(draft, self.most_pixels))
            return

        def work(task: Task) -> "Shown":
            from .shown import shown_of

            composition = self._exports.preview(
                draft.pictures, draft.project, draft.spec, task.progress, task.cancelled
            )
            return shown_of(composition, draft.spec, task.progress)

        self._set_work(PREVIEW)
        self._worker.run(work, self._previewed, self._preview_failed, lane=PREVIEW, progress=self.progressed.emit)

    def _previewed(self, shown: "Shown") -> None:
        self._set_work("")
        self.shown.emit(shown)
        draft = self.draft
        if draft is not None and draft.placed and len(draft.pictures) <= PLAN_AT_ONCE:
            self._set_work(PLAN)
            self._worker.run(self._plan, self._planned, self._plan_failed, lane=PLAN)

    def _preview_failed(self, error: StudioError) -> None:
        self._set_work("")
        self.failed.emit(error)

    def _plan(self, task: Task) -> "ExportPlan":
        draft = self.draft
        assert draft is not None
        return self._exports.plan(draft.pictures, draft.project, draft.spec, task.progress, task.cancelled)

    def _planned(self, plan: "ExportPlan") -> None:
        self._set_work("")
        self.plan = plan
        self.planned.emit(plan)

    def _plan_failed(self, error: StudioError) -> None:
        self._set_work("")
        self.refused.emit(error)

    def _forget_plan(self) -> None:
        if self.plan is not None:
            self.plan = None
            self.planned.emit(None)

    # --- writing it ---

    def write(self, resolutions: "Mapping[str, Resolution]") -> None:
        """All or nothing. Files of somebody else's need a word each before."""
        from rundot_studio.export.writing import Change

        draft, known = self.draft, self.plan
        if draft is None:
            return

        def work(task: Task) -> "tuple[ExportPlan, list[Path] | None]":
            plan = known or self._plan(task)
            foreign = [file.path for file in plan.files if file.change is Change.FOREIGN]
            if any(path not in resolutions for path in foreign):
                return plan, None
            if task.cancelled():
                return plan, None
            return plan, self._exports.write(plan, resolutions)

        self._timer.stop()
        self._worker.cancel(PREVIEW)
        self._worker.cancel(PLAN)
        self._set_work(WRITE)
        self._worker.run(work, self._wrote, self._plan_failed, lane=WRITE, progress=self.progressed.emit)

    def _wrote(self, outcome: "tuple[ExportPlan, list[Path] | None]") -> None:
        plan, paths = outcome
        self._planned(plan)
        if paths is None:
            self.unresolved.emit(plan)
            return
        self._forget_plan()
        self.written.emit(plan, paths)

    def cancel(self) -> None:
        """What is being done, whatever it is; nothing is left half written."""
        self._timer.stop()
        for lane in (PREVIEW, PLAN, WRITE):
            self._worker.cancel(lane)
        self._set_work("")

    def undo(self) -> None:
        """Take the last export into the project back."""
        draft = self.draft
        if draft is None:
            return

        def done(paths: Sequence[str]) -> None:
            self.undone.emit(paths)
            self._preview()

        self._worker.run(lambda _task: self._exports.undo(draft.project), done, self.refused.emit)

    def play(self, opened: Callable[[str], object]) -> None:
        """The sample game with these pictures, served until the session ends; its address."""
        draft = self.draft
        if draft is None:
            return

        def work(_task: Task) -> "PreviewServer":
            server = self._exports.game(draft.pictures, draft.project, draft.spec)
            server.start()
            return server

        def done(server: "PreviewServer") -> None:
            self._stop_server()
            self._server = server
            opened(server.address)

        self._worker.run(work, done, self.refused.emit)

    def pixels_of(self, key: str, then: Callable[[Any], object]) -> None:
        """One picture as it is in the library, as a Pyramid: pivots and borders are set on it."""
        draft = self.draft
        if draft is None:
            return

        def work(_task: Task) -> Any:
            from rundot_studio.ui.canvas.layer import image_of
            from rundot_studio.ui.canvas.pyramid import Pyramid

            return Pyramid(image_of(self._exports.sources(draft.project).frame(key).pixels()))

        self._worker.run(work, then, lane="picture")

    def _stop_server(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None

    def _set_work(self, work: str) -> None:
        if work != self.work:
            self.work = work
            self.work_changed.emit()


class TooMuch(StudioError):
    """More pixels than a game could load; ``side`` is the longest side that would do."""

    code = "TOO_MUCH"

    def __init__(self, draft: Draft, most_pixels: int) -> None:
        self.side = draft.fitting_side(most_pixels)
        count = counted(len(draft.shown))
        super().__init__(f"{count} pictures of this size are more than a game can load.", "Scale them down.")


def _format_of(target: str, spec: "ExportSpec") -> Any:
    return target if target in ("png", "webp") else spec.options.pictures.picture_format


def _nowhere() -> "GameProject":
    """Stands for the folder that is not chosen yet."""
    from rundot_studio.export.project import GameProject, ProjectDefaults, ProjectKind

    return GameProject(Path("sprites").absolute(), ProjectKind.PLAIN, "sprites", ProjectDefaults("texturepacker", ""))
