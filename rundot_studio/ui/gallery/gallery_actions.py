"""What the gallery adds to the window's actions: by them the menu, the palette and the shortcuts' sheet know it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.panels import Panels

from .browsing_desk import BrowsingDesk
from .changes_desk import ChangesDesk
from .filters import Arrangement
from .marking_desk import MarkingDesk

if TYPE_CHECKING:
    from collections.abc import Callable

translate = QCoreApplication.translate


def add_gallery_actions(
    actions: Actions, panels: Panels, browsing: BrowsingDesk, marking: MarkingDesk, changes: ChangesDesk
) -> None:
    group = translate("Actions", "Gallery")
    gallery = panels.gallery
    selection = gallery.view.selection

    needing: list[str] = []

    def selected() -> bool:
        return selection.picture_count > 0

    def on_board() -> bool:
        return selected() and gallery.view.rows.arrangement.filters.board is not None

    def add(name: str, words: str, run: "Callable[[], object]", keys: str = "", icon: str = "") -> None:
        actions.add(name, group, words, run, keys=keys, icon=icon, usable=selected)
        needing.append(name)

    add("quick-look", translate("Actions", "Quick look"), browsing.open_look)
    add("copy-picture", translate("Actions", "Copy the picture"), browsing.copy_pictures, "Ctrl+C")
    add("copy-path", translate("Actions", "Copy the file's path"), browsing.copy_paths)
    add("copy-recipe", translate("Actions", "Copy the recipe"), browsing.copy_recipes, "Ctrl+Alt+C")
    add("show-in-folder", translate("Actions", "Show in its folder"), browsing.show_in_folder)
    add(
        "add-to-board",
        translate("Actions", "Add to a board"),
        lambda: marking.choose_board(gallery.filters.boards),
        "Ctrl+B",
        "board",
    )
    actions.add(
        "take-off-board", group, translate("Actions", "Take off this board"), marking.take_off_board, usable=on_board
    )

    add("delete-pictures", translate("Actions", "Delete"), changes.delete_selected, icon="trash")
    for stars in range(1, 6):
        add(f"stars-{stars}", "★" * stars, partial(marking.star_selected, stars))
    add("stars-0", translate("Actions", "No stars"), partial(marking.star_selected, 0))
    actions.add("show-boards", group, translate("Actions", "Boards"), marking.show_boards, icon="board")
    actions.add(
        "show-all",
        group,
        translate("Actions", "Show all pictures"),
        lambda: gallery.view.rows.arrange(Arrangement()),
    )
    selection.changed.connect(lambda: _enable(actions, needing, selected()))
    browsing.take_actions(actions)


def _enable(actions: Actions, names: list[str], enabled: bool) -> None:
    """At once, as shortcuts do not ask."""
    for name in names:
        actions[name].qt.setEnabled(enabled)
