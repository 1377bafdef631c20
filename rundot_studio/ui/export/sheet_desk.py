"""What the export sheet's parts and its session tell one another."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from rundot_studio.domain.errors import StudioError
from rundot_studio.export.checks import Fix
from rundot_studio.export.fixes import apply_fix
from rundot_studio.export.links import Link
from rundot_studio.export.project import GameProject, ProjectDefaults
from rundot_studio.export.sheet import Borders, Point
from rundot_studio.export.writing import Change, Resolution
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted

from .draft import Draft
from .export_sheet import ExportSheet
from .files_list import FileRow
from .session import PLAN, PLAN_AT_ONCE, WRITE, ExportSession, TooMuch
from .shown import Shown

if TYPE_CHECKING:
    from rundot_studio.export.spec import ExportSpec, SpriteSettings
    from rundot_studio.studio.exports import ExportPlan

NAMES_SHOWN = 3


class SheetDesk(QObject):
    """One per sheet. ``usual_wanted`` brings the project's folder and its new defaults."""

    usual_wanted = Signal(object, object)
    written = Signal()
    """Files of the project are others: also after an undo."""

    def __init__(self, sheet: ExportSheet, session: ExportSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.session = session
        self._key = ""
        self._resolutions: dict[str, Resolution] = {}
        self._folder_to_show: Path | None = None
        self._told = ("", False)
        self._connect_session()
        self._connect_sheet()

    def _connect_session(self) -> None:
        session = self.session
        session.changed.connect(self._show_draft)
        session.shown.connect(self._show_preview)
        session.planned.connect(self._show_plan)
        session.progressed.connect(self._show_progress)
        session.work_changed.connect(self._show_work)
        session.failed.connect(self._show_failure)
        session.refused.connect(self._show_refusal)
        session.written.connect(self._show_written)
        session.undone.connect(self._show_undone)
        session.unresolved.connect(self._show_unresolved)

    def _connect_sheet(self) -> None:
        sheet, session = self._sheet, self.session
        sheet.options.edited.connect(session.change_spec)
        sheet.options.target_wanted.connect(lambda target, as_sheet: session.with_target(target, sheet=as_sheet))
        sheet.options.usual_wanted.connect(self._make_usual)
        sheet.frames.view.ordered.connect(self._order)
        sheet.frames.view.removed.connect(self._take_out)
        sheet.frames.view.stepped.connect(self._choose)
        sheet.frames.view.frames.renamed.connect(lambda key, name: self._set(key, name=name))
        sheet.frames.animated.connect(self._animate)
        sheet.stage.chosen.connect(self._choose)
        sheet.stage.turned.connect(lambda _view: self._load_picture())
        sheet.stage.frame.edited.connect(self._frame_edited)
        sheet.stage.frame.all_wanted.connect(self._pivot_for_all)
        sheet.findings.fixed.connect(self._fix)
        sheet.findings.scale_wanted.connect(self._scale)
        sheet.files.resolved.connect(self._resolve)
        sheet.folder_edited.connect(self._folder_edited)
        sheet.step_back_wanted.connect(session.step_back)
        sheet.foot.export.clicked.connect(self.export)
        sheet.foot.cancelled.connect(session.cancel)
        sheet.foot.undo_wanted.connect(session.undo)
        sheet.foot.show_wanted.connect(self._show_folder)
        sheet.foot.play_wanted.connect(lambda: session.play(_browse))
        sheet.closed.connect(session.cancel)

    def release(self) -> None:
        """The studio goes: nothing of its pictures is kept."""
        self._sheet.dismiss()
        self.session.release()
        self._clear()
        self._sheet.frames.view.frames.clear()

    def open(self, numbers: Sequence[int], project: GameProject | None, ids: Sequence[str] = ()) -> None:
        self._clear()
        self.session.begin(numbers, project, ids)
        self._sheet.open(self._sheet.frames.view)

    def open_again(self, link: Link, project: GameProject) -> None:
        """An earlier export, as it was."""
        self._clear()
        self.session.begin_again(link, project)
        self._sheet.open(self._sheet.frames.view)

    def _clear(self) -> None:
        self._resolutions = {}
        self._key = ""
        self._sheet.stage.show_sheet(None)
        self._sheet.findings.show_findings(())
        self._sheet.files.clear()
        self._sheet.foot.show_work(self.tr("Reading pictures"), 0)

    @property
    def _draft(self) -> Draft | None:
        return self.session.draft

    # --- what the artist does ---

    def export(self) -> None:
        draft = self._draft
        if draft is None or self.session.work == WRITE:
            return
        if not draft.placed:
            self._sheet.project.setFocus()
            self._sheet.project_wanted.emit()
            return
        self.session.write(self._resolutions)

    def _set(self, key: str, **changes: object) -> None:
        """Something of one picture, which the library remembers."""
        if self._draft is not None:
            spec = self._draft.spec.with_settings(key, **changes)
            self.session.change_spec(spec)
            self.session.keep({key: spec.settings(key)})

    def _order(self, keys: Sequence[str]) -> None:
        if self._draft is not None:
            self.session.change(self._draft.with_pictures(keys))

    def _take_out(self, keys: Sequence[str]) -> None:
        if self._draft is not None:
            left = [key for key in self._draft.pictures if key not in set(keys)]
            self.session.change(self._draft.with_pictures(left))

    def _animate(self, name: str, keys: Sequence[str]) -> None:
        if self._draft is None:
            return
        spec = self._draft.spec
        width = len(str(max(0, len(keys) - 1)))
        self._set_all(
            {key: replace(spec.settings(key), name=f"{name}_{number:0{width}d}") for number, key in enumerate(keys)}
        )

    def _frame_edited(self, pivot: Point, borders: Borders | None) -> None:
        if self._key:
            self._set(self._key, pivot=pivot, borders=borders)

    def _pivot_for_all(self, pivot: Point) -> None:
        if self._draft is None:
            return
        spec = self._draft.spec
        self._set_all({key: replace(spec.settings(key), pivot=pivot) for key in self._draft.pictures})

    def _set_all(self, settings: "dict[str, SpriteSettings]") -> None:
        """Of many pictures as one change."""
        assert self._draft is not None
        spec = self._draft.spec
        self.session.change_spec(replace(spec, sprites={**spec.sprites, **settings}))
        self.session.keep(settings)

    def _fix(self, fix: Fix) -> None:
        if self._draft is None:
            return
        try:
            self.session.change(self._draft.with_spec(apply_fix(self._draft.spec, fix)), soon=True)
        except StudioError as error:
            self._show_refusal(error)

    def _scale(self, side: int) -> None:
        if self._draft is not None:
            self.session.change(self._draft.with_longest(side), soon=True)

    def _resolve(self, path: str, resolution: Resolution | None) -> None:
        if resolution is None:
            self._resolutions.pop(path, None)
        else:
            self._resolutions[path] = resolution

    def _folder_edited(self, text: str) -> None:
        draft = self._draft
        if draft is None:
            return
        folder = text.strip().strip("/")
        broken = Path(folder).is_absolute() or ".." in Path(folder).parts
        self._sheet.folder.set_broken(broken)
        if not broken:
            options = replace(
                draft.spec.options, resource_folder=draft.project.resource_folder(folder), asset_folder=folder
            )
            self.session.change_spec(replace(draft.spec, folder=folder, options=options))

    def _make_usual(self) -> None:
        if self._draft is not None and self._draft.placed:
            self.usual_wanted.emit(self._draft.project.root, _defaults(self._draft.project.defaults, self._draft.spec))

    def _choose(self, key: str) -> None:
        if key == self._key:
            return
        self._key = key
        self._sheet.frames.go_to(key)
        self._sheet.stage.pages.show_key(key)
        self._load_picture()

    def _load_picture(self) -> None:
        """The chosen picture, large; only where it is to be seen."""
        draft = self._draft
        if self._sheet.stage.view != "frame" or draft is None or not draft.pictures:
            return
        key = self._key if self._key in draft.pictures else draft.pictures[0]
        self._key = key
        self._sheet.frames.go_to(key)
        self._sheet.stage.frame.show_settings(draft.spec.settings(key))
        self.session.pixels_of(key, self._sheet.stage.frame.canvas.show_picture)

    # --- what the session tells ---

    def _show_draft(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self._told = ("", False)
        sheet = self._sheet
        sheet.frames.show_draft(draft)
        sheet.options.show_draft(draft)
        sheet.show_place(draft)
        if self._key:
            sheet.stage.frame.show_settings(draft.spec.settings(self._key))
        if not draft.placed:
            sheet.files.say(self.tr("Choose where it goes, and the files are listed here."))
        count = len(draft.shown)
        words = self.tr("Export 1 picture") if count == 1 else self.tr("Export {0} pictures").format(counted(count))
        sheet.foot.export.setText(words if count else self.tr("Export"))
        sheet.foot.export.updateGeometry()
        sheet.foot.export.setEnabled(count > 0)
        sheet.foot.play.setEnabled(count > 0)

    def _show_preview(self, shown: Shown) -> None:
        sheet = self._sheet
        sheet.stage.show_sheet(shown)
        sheet.stage.pages.show_key(self._key)
        sheet.frames.show_names(shown)
        sheet.findings.show_findings(shown.findings)
        names = [frame.name for frame in shown.composition.frames]
        words = ", ".join(names[:NAMES_SHOWN])
        sheet.options.show_names(f"{words} …" if len(names) > NAMES_SHOWN else words)
        if self._draft is not None and len(self._draft.pictures) > PLAN_AT_ONCE:
            sheet.files.say(self.tr("These are many: files are compared with the project's when you export."))
        if shown.composition.refusal is not None:
            self._tell(sentence(shown.composition.refusal.message), bad=True)

    def _show_plan(self, plan: "ExportPlan | None") -> None:
        files = self._sheet.files
        if plan is None:
            return
        known = {row.path for row in plan.files}
        self._resolutions = {path: word for path, word in self._resolutions.items() if path in known}
        if plan.refusal is not None:
            files.say(sentence(plan.refusal.message))
            return
        rows = [FileRow(each.path, each.change, len(each.data)) for each in plan.files]
        files.show_files(rows, self._resolutions)
        if plan.notes:
            self._tell(" ".join(sentence(note) for note in plan.notes))
        self._sheet.findings.show_findings(plan.findings)

    def _show_progress(self, done: int, total: int) -> None:
        words = self.tr("{0} of {1} pictures").format(counted(done), counted(total))
        self._sheet.foot.show_work(words, done / max(1, total))

    def _show_work(self) -> None:
        work, foot = self.session.work, self._sheet.foot
        foot.export.setEnabled(work != WRITE and self._draft is not None and bool(self._draft.shown))
        if work == WRITE:
            foot.show_work(self.tr("Writing"), 0)
        elif work == PLAN:
            foot.show_work(self.tr("Comparing with the project"), 1)
        elif work:
            foot.show_work(self.tr("Packing"), 0)
        elif foot.cancel.isVisibleTo(foot):
            foot.show_rest(*self._told)

    def _tell(self, words: str, *, bad: bool = False) -> None:
        """Said now, and again when what is being done has ended; until the export is another."""
        self._told = (words, bad)
        self._sheet.foot.show_rest(words, bad)

    def _show_failure(self, error: StudioError) -> None:
        """It can't even be seen."""
        self._sheet.stage.show_sheet(None)
        self._sheet.findings.show_error(error, error.side if isinstance(error, TooMuch) else 0)
        self._sheet.files.clear()
        self._tell("")

    def _show_refusal(self, error: StudioError) -> None:
        words = " ".join(sentence(each) for each in (error.message, error.hint) if each)
        self._sheet.files.say(words)
        self._tell(words, bad=True)

    def _show_unresolved(self, plan: "ExportPlan") -> None:
        foreign = [file.path for file in plan.files if file.change is Change.FOREIGN]
        waiting = [path for path in foreign if path not in self._resolutions]
        words = self.tr("Somebody else changed {0}: say what becomes of it.").format(waiting[0])
        if len(waiting) > 1:
            words = self.tr("Somebody else changed {0} files: say what becomes of each.").format(len(waiting))
        self._tell(words, bad=True)
        choice = self._sheet.files.choices.get(waiting[0])
        if choice is not None:
            choice.setFocus()

    def _show_written(self, plan: "ExportPlan", paths: Sequence[Path]) -> None:
        self._resolutions = {}
        self._folder_to_show = plan.project.root / plan.spec.folder
        place = plan.spec.folder or plan.project.name
        if not paths:
            self._sheet.foot.show_done(self.tr("All of it was there already."), undo=False)
        elif len(paths) == 1:
            self._sheet.foot.show_done(self.tr("1 file is in {0}.").format(place))
        else:
            self._sheet.foot.show_done(self.tr("{0} files are in {1}.").format(counted(len(paths)), place))
        self._sheet.files.show_files(
            [FileRow(file.path, Change.SAME, len(file.data)) for file in plan.files], self._resolutions
        )
        self.written.emit()

    def _show_undone(self, paths: Sequence[str]) -> None:
        self._tell(self.tr("Taken back: the project is as it was before."))
        self.written.emit()

    def _show_folder(self) -> None:
        if self._folder_to_show is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder_to_show)))


def _browse(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


def _defaults(before: ProjectDefaults, spec: "ExportSpec") -> ProjectDefaults:
    """What is usual in a project from now on, as this export is."""
    options = spec.options
    pack = options.atlas.pack
    target = options.target if options.makes_sheet else before.target
    return replace(
        before,
        target=target,
        folder=spec.folder,
        template=spec.template,
        scales=options.pictures.scales,
        trim=options.atlas.trim if options.makes_sheet else options.pictures.trim,
        padding=pack.padding,
        extrude=pack.extrude,
        max_size=pack.max_size,
        pixel_art=options.pictures.pixel_art,
    )
