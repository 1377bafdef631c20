"""Looking closely, copying, and the menu: what is done with pictures of the gallery that changes none of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.errands import Errands

from .copying import file_data, path_data, picture_data, read_picture, recipe_texts
from .marking_desk import MarkingDesk
from .menu import job_menu, pictures_menu
from .quick_look import QuickLook

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio
    from rundot_studio.ui.actions.actions import Actions

COPIED_MOST = 500
"""Pictures that are copied or looked at in one go."""


class BrowsingDesk(QObject):
    """One per window."""

    def __init__(self, panels: Panels, marking: MarkingDesk, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._marking = marking
        self._errands = errands
        self._studio: Studio | None = None
        self._actions: Actions | None = None
        self.look = QuickLook(panels.window, panels.loader)
        self.menu: QMenu | None = None
        view = panels.gallery.view
        view.look_wanted.connect(self.open_look)
        view.menu_wanted.connect(self.open_menu)
        self.look.stepped.connect(self._step)
        self.look.closed.connect(lambda: view.setFocus())

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        self.look.close_look()

    def take_actions(self, actions: "Actions") -> None:
        """The window's actions, from which the menu is made."""
        self._actions = actions

    @property
    def pictures(self) -> list[Picture]:
        """What is selected, as far as it is copied in one go."""
        view = self._panels.gallery.view
        return view.rows.pictures(view.selection.numbers[:COPIED_MOST])

    # --- quick look ---

    def open_look(self) -> None:
        """The current picture over the window; nothing for a job."""
        view = self._panels.gallery.view
        picture = view.current_item()
        if not isinstance(picture, Picture) or self._studio is None or view.selection.current is None:
            return
        row = view.selection.current + 1 - view.rows.job_count
        place = self.tr("{0} of {1}").format(counted(row), counted(view.rows.picture_count))
        thumbnail = self._panels.thumbnails.get(picture, view.grid.side, always=True)
        path = self._studio.library.absolute(picture)
        self.look.show_picture(picture, view.rows.titles.of_picture(picture), thumbnail, path.read_bytes, place)

    def _step(self, cards: int) -> None:
        view = self._panels.gallery.view
        if view.selection.current is None:
            return
        row = view.selection.current + cards
        if view.rows.job_count <= row < view.rows.rowCount():
            view.select_row(row)
            view.walked.emit()
            self.open_look()

    # --- the menu ---

    def open_menu(self, point: QPoint) -> None:
        view = self._panels.gallery.view
        item = view.current_item()
        if self._actions is None or self._studio is None:
            return
        if isinstance(item, Job) and not view.selection.picture_count:
            self.menu = job_menu(view, self, item, looking=view.looking)
        else:
            count = view.selection.picture_count
            if not count:
                return
            entry = view.rows.entry(view.selection.current) if view.selection.current is not None else None
            self.menu = pictures_menu(
                view,
                self._actions,
                self,
                count=count,
                generated=count == 1 and isinstance(item, Picture) and isinstance(item.recipe, GenerateRecipe),
                stars=entry.stars if entry is not None and count == 1 else -1,
                on_board=view.rows.arrangement.filters.board is not None,
            )
        self.menu.popup(point)

    def star(self, stars: int) -> None:
        self._marking.star_selected(stars)

    def use(self, part: str) -> None:
        """Take over a part of the current picture's recipe, or all of it."""
        picture = self._panels.gallery.view.current_item()
        if isinstance(picture, Picture) and isinstance(picture.recipe, GenerateRecipe):
            self._panels.inspector.used.emit(picture.recipe, part, picture.seed_used)

    def use_job(self, recipe: GenerateRecipe) -> None:
        self._panels.inspector.used.emit(recipe, "", recipe.seed)

    def act_on_job(self, job: Job, part: str) -> None:
        self._panels.gallery.view.acted.emit(job, part)

    # --- copying ---

    def copy_pictures(self) -> None:
        """One as its pixels and its file, several as files."""
        pictures = self.pictures
        paths = self._paths(pictures)
        if len(paths) == 1:
            path = paths[0]
            self._errands.run(read_picture(path), lambda read: self._copied(picture_data(path, *read), 1), self._failed)
        elif paths:
            self._copied(file_data(paths), len(paths))

    def copy_paths(self) -> None:
        paths = self._paths(self.pictures)
        if paths:
            QGuiApplication.clipboard().setMimeData(path_data(paths))
            self._panels.status.say(self.tr("Copied the path.") if len(paths) == 1 else self.tr("Copied the paths."))

    def copy_recipes(self) -> None:
        pictures = self.pictures
        if pictures and self._studio is not None:
            self._errands.run(recipe_texts(self._studio.library, pictures), self._recipes_read, self._failed)

    def show_in_folder(self) -> None:
        paths = self._paths(self.pictures[:1])
        if paths:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths[0].parent)))

    def _paths(self, pictures: list[Picture]) -> list[Path]:
        return [self._studio.library.absolute(picture) for picture in pictures] if self._studio is not None else []

    def _copied(self, data: QMimeData, count: int) -> None:
        QGuiApplication.clipboard().setMimeData(data)
        words = self.tr("Copied the picture.") if count == 1 else self.tr("Copied {0} pictures.").format(counted(count))
        self._panels.status.say(words)

    def _recipes_read(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._panels.status.say(self.tr("Copied the recipe."))

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(error.message)
