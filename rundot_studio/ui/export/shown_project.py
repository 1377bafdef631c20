"""The game project as the window names it: in the top bar and in its title, from the first paint on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from rundot_studio.ui.panels import Panels
    from rundot_studio.ui.session.window_memory import WindowMemory

MEMORY = "project"


def show_in_window(panels: "Panels", name: str, icon: str, note: str) -> None:
    """Without a name: there is no project."""
    panels.top.project.show_project(name, icon, note)
    title = QCoreApplication.translate("MainWindow", "Rundot Studio")
    panels.window.setWindowTitle(f"{title} – {name}" if name else title)


def show_remembered(panels: "Panels", memory: "WindowMemory") -> None:
    """The one that was shown last, until the list of projects has been read."""
    kept = memory.get(MEMORY)
    if isinstance(kept, list) and len(kept) == 3 and all(isinstance(each, str) for each in kept):
        icon = kept[1] if kept[1].startswith("project-") else "project-folder"
        show_in_window(panels, kept[0], icon, kept[2])
