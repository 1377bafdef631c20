"""Data files that ship with the program: found in the installed wheel, or beside the package in a checkout.

The build copies ``resources/`` to ``rundot_studio/_resources`` (see ``pyproject.toml``). Nothing is read at import, and
nothing is ever written there.
"""

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def resource(name: str) -> "Traversable":
    """The file or folder ``name``, a path with ``/`` relative to the resources, such as ``"engine/raisr-2x.npz"``.

    Raises ``ValueError`` for an absolute path or one that climbs out. The file itself may not exist.
    """
    from importlib.resources import files  # costs the window's start too much to be imported unasked

    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"not a name inside the resources: {name!r}")
    root: Traversable = files("rundot_studio").joinpath("_resources")
    if not root.is_dir():
        root = Path(__file__).resolve().parent.parent / "resources"
    return root.joinpath(*path.parts)


def resource_bytes(name: str) -> bytes:
    """The content of ``name``; raises ``FileNotFoundError`` when the program was installed without it."""
    return resource(name).read_bytes()


def resource_text(name: str) -> str:
    """The content of ``name`` as UTF-8 text; raises ``FileNotFoundError`` when it is missing."""
    return resource(name).read_text(encoding="utf-8")
