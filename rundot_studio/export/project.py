"""Which game project a folder is, and what exports into it usually look like."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .naming import DEFAULT_TEMPLATE, safe

_LARGEST_FILE = 1024 * 1024


class ProjectKind(enum.Enum):
    GODOT = "godot"
    UNITY = "unity"
    RUN = "run"
    PHASER = "phaser"
    PIXI = "pixi"
    PLAIN = "plain"


@dataclass(frozen=True)
class ProjectDefaults:
    """``target`` is the format of atlases, ``folder`` where they go below the project."""

    target: str
    folder: str
    template: str = DEFAULT_TEMPLATE
    scales: tuple[float, ...] = (1.0,)
    trim: bool = True
    padding: int = 2
    extrude: int = 0
    max_size: int = 2048
    pixel_art: bool = False


_DEFAULTS: Mapping[ProjectKind, ProjectDefaults] = MappingProxyType(
    {
        ProjectKind.GODOT: ProjectDefaults("godot", "art", max_size=4096),
        ProjectKind.UNITY: ProjectDefaults("unity", "Assets/Art", padding=4, max_size=4096),
        ProjectKind.RUN: ProjectDefaults("pixi", "public/assets"),
        ProjectKind.PHASER: ProjectDefaults("phaser", "public/assets", extrude=1),
        ProjectKind.PIXI: ProjectDefaults("pixi", "public/assets", scales=(1.0, 2.0)),
        ProjectKind.PLAIN: ProjectDefaults("texturepacker", ""),
    }
)


@dataclass(frozen=True)
class GameProject:
    root: Path
    kind: ProjectKind
    name: str
    defaults: ProjectDefaults

    def resource_folder(self, folder: str) -> str:
        """A folder below the root as Godot names it."""
        return f"res://{folder}".rstrip("/") if folder else "res://"


def recognised(folder: Path) -> GameProject:
    """The project that ``folder`` is or lies in; a plain one of its own if there is none. Blocking, never raises."""
    for place in (folder, *folder.parents):
        kind = _kind_of(place)
        if kind is not None:
            return _project(place, kind)
    return _project(folder, ProjectKind.PLAIN)


def _kind_of(place: Path) -> ProjectKind | None:
    try:
        if (place / "project.godot").is_file():
            return ProjectKind.GODOT
        if (place / "ProjectSettings").is_dir() and (place / "Assets").is_dir():
            return ProjectKind.UNITY
        package = _json(place / "package.json")
        used = {name for key in ("dependencies", "devDependencies") for name in _names(package.get(key)) if package}
        is_game = (place / "game.config.prod.json").is_file()
    except OSError:
        return None
    if "phaser" in used:
        return ProjectKind.RUN if is_game else ProjectKind.PHASER
    if "pixi.js" in used or any(name.startswith("@pixi/") for name in used):
        return ProjectKind.RUN if is_game else ProjectKind.PIXI
    return ProjectKind.RUN if is_game else None


def _project(root: Path, kind: ProjectKind) -> GameProject:
    defaults = _DEFAULTS[kind]
    if kind is ProjectKind.RUN:
        package = _json(root / "package.json")
        used = {*_names(package.get("dependencies")), *_names(package.get("devDependencies"))}
        if "phaser" in used:
            defaults = _DEFAULTS[ProjectKind.PHASER]
    folder = next((each for each in _known_folders(kind) if (root / each).is_dir()), defaults.folder)
    pixel_art = _draws_pixels(root, kind)

    return GameProject(root, kind, _name(root, kind), replace(defaults, folder=folder, pixel_art=pixel_art))


def _known_folders(kind: ProjectKind) -> tuple[str, ...]:
    """Where such projects keep their pictures, the usual place first."""
    if kind is ProjectKind.GODOT:
        return ("art", "sprites", "assets/sprites", "assets")
    if kind is ProjectKind.UNITY:
        return ("Assets/Art", "Assets/Sprites")
    if kind is ProjectKind.PLAIN:
        return ()
    return ("public/assets", "public/cdn-assets", "src/assets", "assets")


def _draws_pixels(root: Path, kind: ProjectKind) -> bool:
    """Whether the project is set to show pixels unfiltered."""
    if kind is not ProjectKind.GODOT:
        return False
    return re.search(r"default_texture_filter\s*=\s*0\b", _text(root / "project.godot")) is not None


def _name(root: Path, kind: ProjectKind) -> str:
    if kind is ProjectKind.GODOT:
        found = re.search(r'^config/name="((?:[^"\\]|\\.)*)"', _text(root / "project.godot"), re.MULTILINE)
    elif kind is ProjectKind.UNITY:
        found = re.search(r"^  productName: (.+)$", _text(root / "ProjectSettings/ProjectSettings.asset"), re.MULTILINE)
    else:
        name = _json(root / "package.json").get("name")
        return safe(name) if isinstance(name, str) and name.strip() else safe(root.name)
    return safe(found.group(1).strip()) if found else safe(root.name)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST_FILE).decode("utf-8", "replace")
    except OSError:
        return ""


def _json(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(_text(path))
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _names(entry: object) -> list[str]:
    return [str(name) for name in entry] if isinstance(entry, dict) else []
