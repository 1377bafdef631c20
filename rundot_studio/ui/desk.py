"""The desk: what the window's panels do with the studio, and what the studio's news do to the panels."""

from collections import OrderedDict
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, Recipe

from .canvas.tools import tool_recipe, variation
from .connection.desk import ConnectionDesk
from .connection.switching import Session
from .gallery.cards import JobProgress
from .gallery.import_desk import ImportDesk
from .gallery.trash_desk import TrashDesk
from .panels import Panels
from .pictures.loader import PictureLoader
from .pictures.save_copy import CopySaver
from .pictures.words import kind_words
from .prompt.price_desk import PriceDesk
from .queue.job_desk import JobDesk
from .queue.rescue_desk import RescueDesk
from .references.desk import ReferenceDesk
from .references.keeper import ReferenceKeeper, is_loose
from .references.reading import keep_file, read_file
from .session.errands import Errands
from .session.studio_signals import StudioSignals

if TYPE_CHECKING:  # the services pull in what may only be imported after the first paint
    from rundot_studio.studio.studio import Studio

ANCESTORS_MOST = 8
CANVAS_PICTURES = 4
"""Decoded pictures kept for walking to and fro."""


class Desk(QObject):
    """One per window. Works without a studio too: what is ordered before one is there is sent when it comes."""

    counts_changed = Signal()

    def __init__(self, panels: Panels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._studio: Studio | None = None
        self._refusal = ""
        self._early: list[tuple[GenerateRecipe, int]] = []
        self._picture: Picture | None = None
        self._ancestors: list[Picture] = []
        self._following = True
        self._decoded: OrderedDict[str, QImage] = OrderedDict()
        self.signals = StudioSignals(self)
        self._loader = PictureLoader(self, threads=1)
        self._saver = CopySaver(self)
        self._keeper = ReferenceKeeper(self)
        self.errands = Errands()
        self.connection = ConnectionDesk(panels, self.errands, self)
        self.prices = PriceDesk(panels.prompt, panels.status, self.errands, self)
        self.jobs = JobDesk(panels, self.errands, self)
        self.references = ReferenceDesk(panels.prompt.references, self.errands, self)
        self.rescue = RescueDesk(panels.status, self.signals, self)
        self.trash = TrashDesk(panels, self.errands, self)
        self.imports = ImportDesk(panels, self.errands, self)
        self._connect()
        self._connect_desks()

    def _connect(self) -> None:
        panels, signals = self._panels, self.signals
        rows = panels.gallery.view.rows
        queue = panels.side.queue
        panels.prompt.generate.connect(self.generate)
        panels.empty.chosen.connect(self._use_example)
        panels.canvas.tools.used.connect(self.use_tool)
        panels.gallery.view.picked.connect(self._picked)
        panels.gallery.view.walked.connect(self._chosen_by_hand)
        panels.side.inspector.walked.connect(self.show_picture)
        panels.side.inspector.used.connect(self._use)
        for signal, slots in (
            (signals.job_added, (rows.add_job, queue.add)),
            (signals.job_changed, (rows.change_job, queue.change)),
            (signals.job_removed, (rows.remove_job, queue.remove)),
            (signals.picture_added, (rows.add_picture, self._arrived)),
            (signals.changed_elsewhere, (rows.catch_up, self._look_after_picture)),
            (signals.pictures_deleted, (rows.remove_pictures, self._look_after_picture)),
            (signals.pictures_restored, (rows.bring_back, panels.gallery.view.select_pictures)),
        ):
            for slot in slots:
                signal.connect(slot)
            signal.connect(lambda *_news: self.counts_changed.emit())
        self.imports.begun.connect(self._stop_following)
        self._loader.loaded.connect(self._decoded_arrived)
        self._saver.saved.connect(lambda path: self._say(self.tr("Saved as {0}").format(path)))
        self._saver.failed.connect(self._say)
        self._keeper.kept.connect(self._references_kept)
        self._keeper.failed.connect(panels.prompt.references.complain)

    def _connect_desks(self) -> None:
        """What the desks for connection, prices and jobs tell one another."""
        signals, connection, prices = self.signals, self.connection, self.prices
        signals.job_changed.connect(connection.watch.job_changed)
        signals.job_removed.connect(connection.watch.job_removed)
        for signal in (signals.job_changed, signals.job_removed):
            signal.connect(lambda _news: connection.switching.jobs_changed())
        signals.models.connect(connection.show_models)
        signals.spent.connect(prices.show_spent)
        self._panels.prompt.model_changed.connect(connection.show_cautions)
        connection.signed_in.connect(prices.refresh)
        connection.signed_in.connect(self.jobs.signed_in)
        self.jobs.sign_in_wanted.connect(connection.ask_to_sign_in)
        self.jobs.said.connect(self._say)

    # --- the studio comes and goes ---

    def attach(self, studio: "Studio", session: Session | None = None) -> None:
        """Work with this studio; ``session`` can exchange it for one with another connection."""
        self._studio = studio
        self._refusal = ""
        view = self._panels.gallery.view
        self._panels.thumbnails.attach(studio.thumbnails.load)
        self._panels.titles.attach(studio.library.get)
        view.set_progress_source(lambda job: JobProgress(studio.queue.progress(job.id), studio.queue.expected_s(job)))
        self._panels.side.queue.set_progress_source(studio.queue.progress)
        self.signals.attach(studio.queue, studio.library, studio.costs, studio.capability, studio.rescue)
        view.rows.attach(studio.library, studio.queue)
        for job in studio.queue.jobs:
            self._panels.side.queue.add(job)
        self._select_shown()
        self.jobs.attach(studio)
        self.references.attach(studio)
        self.connection.attach(studio, session)
        self.prices.attach(studio)
        self.rescue.attach(studio)
        self.trash.attach(studio)
        self.imports.attach(studio)
        self.counts_changed.emit()
        for recipe, count in self._early:
            self.generate(recipe, count)
        self._early = []

    def refuse(self, reason: str) -> None:
        """There will be no studio: every order is answered with the reason."""
        self._refusal = reason
        if self._early:
            self._early = []
            self._panels.prompt.complain(reason)

    def _select_shown(self) -> None:
        """What was on the canvas before another connection was opened, else the newest picture."""
        view = self._panels.gallery.view
        row = view.rows.row_of_picture(self._picture.id) if self._picture is not None else None
        if row is None and view.rows.picture_count:
            row = view.rows.job_count
        if row is not None:
            view.select_row(row)

    def _look_after_picture(self, _deleted: object = None) -> None:
        """Show another picture where the one on the canvas was deleted, or where its row was read anew."""
        if self._studio is None or self._picture is None:
            return
        if self._studio.library.deleted([self._picture.id]):
            self._show_nothing()
        view = self._panels.gallery.view
        if not view.currentIndex().isValid():
            self._select_shown()
        elif not view.selectionModel().hasSelection():
            view.select_row(view.currentIndex().row())

    def _show_nothing(self) -> None:
        self._picture = None
        self._ancestors = []
        self._panels.canvas.canvas.clear()
        self._panels.canvas.refresh()
        self._panels.side.inspector.show_nothing()

    def release(self) -> None:
        """Hear no more of the studio; called before it closes. Another one may be attached."""
        self.signals.detach()
        self._panels.gallery.view.rows.detach()
        self._panels.side.queue.clear()
        self._studio = None
        for desk in (self.jobs, self.references, self.connection, self.prices, self.rescue, self.trash, self.imports):
            desk.release()

    def detach(self) -> None:
        """Let go of the studio for good, and end our threads; called before the studio closes."""
        self.release()
        self.errands.close()
        self.connection.close()
        self._loader.close()
        self._saver.close()
        self._keeper.close()

    @property
    def picture(self) -> Picture | None:
        """The picture on the canvas."""
        return self._picture

    @property
    def library_count(self) -> int:
        return self._studio.library.count() if self._studio else 0

    # --- orders ---

    def generate(self, recipe: GenerateRecipe, count: int) -> None:
        if self._refusal:
            self._panels.prompt.complain(self._refusal)
            return
        if self._studio is None:
            self._early.append((recipe, count))
            self._say(self.tr("The engine is starting; your order is kept."))
            return
        self._following = True
        if any(is_loose(source) for source in recipe.references):
            self._keeper.keep(recipe, count, partial(keep_file, self._studio.library))
            return
        self.prices.pass_guard(recipe, count, partial(self._send, recipe, count))

    def _send(self, recipe: GenerateRecipe, count: int) -> None:
        if self._studio is None:
            self._early.append((recipe, count))
            return
        try:
            self._studio.queue.submit(recipe, count)
            self._panels.gallery.view.scrollToTop()  # where the new cards are
        except RuleBroken as broken:
            self._panels.prompt.complain(broken.message)
        except StudioError as error:
            self._say(error.message)

    def _references_kept(self, recipe: GenerateRecipe, count: int) -> None:
        self._panels.prompt.references.take_kept(recipe.references)
        self.generate(recipe, count)

    def use_tool(self, tool: str) -> None:
        """Order what the tool makes of the picture on the canvas."""
        if self._picture is None or self._studio is None:
            return
        if tool == "save":
            self._ask_where_to_save(self._picture)
        elif tool == "vary":
            recipe = variation(self._ancestors, self._picture)
            if recipe is not None:
                self._order(recipe, self._picture)
        else:
            self._order(tool_recipe(tool, self._picture), self._picture)

    def _order(self, recipe: Recipe, parent: Picture) -> None:
        size = (parent.width, parent.height)
        self.prices.pass_guard(recipe, 1, partial(self._submit, recipe, parent), size)

    def _submit(self, recipe: Recipe, parent: Picture) -> None:
        if self._studio is None:
            return
        self._following = True
        try:
            self._studio.queue.submit(recipe, parent=parent)
        except StudioError as error:
            self._say(error.message)

    def _ask_where_to_save(self, picture: Picture) -> None:
        dialog = QFileDialog(self._panels.canvas.window(), self.tr("Save a copy"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(picture.path).suffix.lstrip("."))
        dialog.selectFile(Path(picture.path).name)
        dialog.fileSelected.connect(lambda name: self.save_copy(picture, Path(name)))
        dialog.open()

    def save_copy(self, picture: Picture, target: Path) -> None:
        if self._studio is not None:
            self._saver.save(self._studio.library.absolute(picture), target)

    def _use(self, recipe: GenerateRecipe, part: str, seed: int | None) -> None:
        """Take over one part of a recipe, or all of it with the seed that was used."""
        prompt = self._panels.prompt
        if not part:
            prompt.show_recipe(replace(recipe, seed=seed))
        else:
            prompt.take_over(part, replace(recipe, seed=seed))

    def _use_example(self, words: str) -> None:
        self._panels.prompt.prompt.set_text(words)
        self._panels.prompt.prompt.edit.setFocus()

    # --- what is shown ---

    def _picked(self, item: object) -> None:
        if isinstance(item, Picture):
            self.show_picture(item)
        elif isinstance(item, Job):
            self._panels.side.inspector.show_job(item)

    def _chosen_by_hand(self) -> None:
        """Who looks at a picture is left in peace by new ones; who looks at a job waits for what it makes."""
        self._following = isinstance(self._panels.gallery.view.current_item(), Job)

    def _stop_following(self) -> None:
        self._following = False

    def _arrived(self, picture: Picture) -> None:
        view = self._panels.gallery.view
        row = view.rows.row_of_picture(picture.id)
        if self._following and row is not None:
            view.select_row(row)
        elif self._picture is not None and picture.parent_id == self._picture.id:
            self._show_family(self._picture)

    def show_picture(self, picture: Picture) -> None:
        """Put it on the canvas and into the inspector, and read its pixels."""
        if self._studio is None:
            return
        self._picture = picture
        self._show_family(picture)
        self._show_pixels()
        self._read(picture)
        if self._ancestors and not isinstance(picture.recipe, GenerateRecipe):
            self._read(self._ancestors[-1])

    def _show_family(self, picture: Picture) -> None:
        assert self._studio is not None
        library = self._studio.library
        self._ancestors = []
        parent_id = picture.parent_id
        while parent_id and len(self._ancestors) < ANCESTORS_MOST:
            try:
                parent = library.get(parent_id)
            except StudioError:
                break  # the parent was removed; the family begins here
            self._ancestors.insert(0, parent)
            parent_id = parent.parent_id
        self._panels.side.inspector.show_picture(picture, self._ancestors, list(library.children(picture.id)))

    def _read(self, picture: Picture) -> None:
        assert self._studio is not None
        if picture.id not in self._decoded:
            self._loader.request(picture.id, partial(read_file, self._studio.library.absolute(picture)))

    def _decoded_arrived(self, key: object, image: QImage) -> None:
        picture_id = cast(str, key)
        if image.isNull():
            self._say(self.tr("A picture's file can't be read: {0}").format(picture_id))
            return
        self._decoded[picture_id] = image
        while len(self._decoded) > CANVAS_PICTURES:
            self._decoded.popitem(last=False)
        self._show_pixels()

    def _show_pixels(self) -> None:
        """Show what has been decoded so far of the picture and of what it was made from."""
        if self._picture is None:
            return
        canvas = self._panels.canvas.canvas
        image = self._decoded.get(self._picture.id)
        if image is None:
            return
        if canvas.key != self._picture.id:
            canvas.show_picture(image, self._picture.id)
            canvas.show_before(QImage())
        parent = self._ancestors[-1] if self._ancestors else None
        if parent is not None and not isinstance(self._picture.recipe, GenerateRecipe):
            before = self._decoded.get(parent.id)
            if before is not None and not canvas.can_compare:
                canvas.show_before(before, self.tr("Before"), kind_words(self._picture.recipe))
        self._panels.canvas.refresh()

    def _say(self, words: str) -> None:
        self._panels.status.say(words)
