"""Whose folder is this: a library opens only where it does not mix with other things."""

from pathlib import Path

from rundot_studio.domain.errors import LibraryUnusable

from . import layout
from .errors_seam import library_errors
from .sidecar_format import BOARDS

_OURS = frozenset(
    {
        layout.PICTURES,
        layout.SOURCES,
        layout.ENGINE,
        layout.THUMBNAILS,
        layout.TRASH,
        layout.WILDCARDS,
        layout.STYLES,
        layout.MATRICES,
        BOARDS,
        layout.SPRITES,
    }
)


def check_folder(folder: Path) -> None:
    """A folder that is new, empty or a library. Raises LibraryUnusable for anything else, which is somebody else's."""
    with library_errors(folder):
        if not folder.exists():
            return
        if not folder.is_dir():
            raise LibraryUnusable(f"{folder} is a file, not a folder for a library.", "Choose a folder.")
        names = {entry.name for entry in folder.iterdir()}
    if layout.DATABASE in names or all(name in _OURS or name.startswith(layout.DATABASE) for name in names):
        return  # also a library whose database was lost or deleted
    raise LibraryUnusable(
        f"{folder} holds files of something else and no library.", "Choose an empty folder, or one that is a library."
    )
