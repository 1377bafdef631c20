"""A folder that is dragged from a file manager."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_folder(data: QMimeData) -> Path | None:
    """The first folder among what is dragged; a file such as ``project.godot`` stands for the folder it is in."""
    for url in data.urls():
        if not url.isLocalFile():
            continue
        path = Path(url.toLocalFile())
        if path.is_dir():
            return path
        if path.name in ("project.godot", "package.json", "game.config.prod.json"):
            return path.parent
    return None
