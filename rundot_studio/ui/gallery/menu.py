"""The menu of the gallery: for a picture, for several, or for a job."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rundot_studio.domain.job import Job
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.controls.describe import shortcut_text
from rundot_studio.ui.controls.menu import themed_menu
from rundot_studio.ui.queue.job_actions import DISMISS, job_actions

translate = QCoreApplication.translate
TOOLS = ("cut-out", "upscale", "depth")
"""The canvas's tools, as far as the window has actions of these names. They work on all that are selected."""
TOOLS_OF_ONE = ("vary", "save", "open-in")
COMPARED_MOST = 4


class MenuTasks(Protocol):
    """What the menu calls."""

    def star(self, stars: int) -> object: ...
    def use(self, part: str) -> object: ...
    def act_on_job(self, job: Job, part: str) -> object: ...
    def use_job(self, recipe: GenerateRecipe) -> object: ...


def pictures_menu(
    parent: QWidget, actions: Actions, tasks: MenuTasks, *, count: int, generated: bool, stars: int, on_board: bool
) -> QMenu:
    """``count`` pictures are selected; one that was ``generated`` from words; ``on_board``: a board is shown."""
    actions.refresh()
    menu = themed_menu(parent)
    menu.aboutToHide.connect(actions.release)
    _add_with_key(menu, actions, "quick-look", "Space")
    menu.addSeparator()
    if generated:
        for part, words in (
            ("", translate("GalleryMenu", "Use the whole recipe")),
            ("prompt", translate("GalleryMenu", "Use the prompt")),
            ("seed", translate("GalleryMenu", "Use the seed")),
        ):
            _put(menu, words, partial(tasks.use, part))
        menu.addSeparator()
    if 1 < count <= COMPARED_MOST and "compare" in actions:
        _add(menu, actions, "compare")
        menu.addSeparator()
    tools = [name for name in (*TOOLS, *(TOOLS_OF_ONE if count == 1 else ())) if name in actions]
    for name in tools:
        _add(menu, actions, name)
    if tools:
        menu.addSeparator()
    if "export" in actions:
        _add(menu, actions, "export")
        menu.addSeparator()
    _add_stars(menu, tasks, stars)
    _add(menu, actions, "add-to-board")
    if on_board:
        _add(menu, actions, "take-off-board")
    menu.addSeparator()
    for name in ("copy-picture", "copy-path", "copy-recipe", "show-in-folder"):
        _add(menu, actions, name)
    menu.addSeparator()
    _add_with_key(menu, actions, "delete-pictures", "Del")
    return menu


def job_menu(parent: QWidget, tasks: MenuTasks, job: Job, *, looking: bool) -> QMenu:
    menu = themed_menu(parent)
    recipe = job.recipe
    if isinstance(recipe, GenerateRecipe):
        _put(menu, translate("GalleryMenu", "Use the whole recipe"), lambda: tasks.use_job(recipe))
        menu.addSeparator()
    offered = list(job_actions(job, looking=looking))
    for part, words in offered:
        _put(menu, words, partial(tasks.act_on_job, job, part))
    if not job.active and translate("PictureWords", "Dismiss") not in [words for _, words in offered]:
        _put(menu, translate("PictureWords", "Dismiss"), lambda: tasks.act_on_job(job, DISMISS))
    return menu


def _add_stars(menu: QMenu, tasks: MenuTasks, stars: int) -> None:
    rating = themed_menu(menu, translate("GalleryMenu", "Rating"))
    for count in range(5, -1, -1):
        words = "★" * count if count else translate("GalleryMenu", "No stars")
        action = _put(rating, f"{words}\t{count}", partial(tasks.star, count))
        action.setCheckable(True)
        action.setChecked(count == stars)
    menu.addMenu(rating)


def _add(menu: QMenu, actions: Actions, name: str) -> None:
    menu.addAction(actions[name].qt)


def _add_with_key(menu: QMenu, actions: Actions, name: str, key: str) -> None:
    """An action whose key is the gallery's own, as it means something else where the gallery has not the keyboard."""
    _put(menu, f"{actions[name].words}\t{shortcut_text(key)}", partial(actions.run, name))


def _put(menu: QMenu, words: str, run: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _checked=False: run())
    return action
