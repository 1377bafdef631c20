"""The game projects that an artist exports into: which folders, and what is usual in each. Kept beside the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.export.project import GameProject, ProjectDefaults, ProjectKind, recognised
from rundot_studio.library.files import write_atomically

from .settings import config_folder

FILE_NAME = "projects.json"
ICONS: Mapping[ProjectKind, str] = MappingProxyType(
    {
        ProjectKind.GODOT: "project-godot",
        ProjectKind.UNITY: "project-unity",
        ProjectKind.RUN: "project-run",
        ProjectKind.PHASER: "project-phaser",
        ProjectKind.PIXI: "project-pixi",
        ProjectKind.PLAIN: "project-folder",
    }
)


@dataclass(frozen=True)
class LinkedProject:
    """``missing`` is true for a folder that was moved or deleted; ``chosen`` for the one in the top bar."""

    game: GameProject
    missing: bool = False
    chosen: bool = False

    @property
    def root(self) -> Path:
        return self.game.root

    @property
    def name(self) -> str:
        return self.game.name

    @property
    def kind(self) -> ProjectKind:
        return self.game.kind

    @property
    def icon(self) -> str:
        return ICONS[self.game.kind]

    @property
    def defaults(self) -> ProjectDefaults:
        """Those of the kind, with what the artist changed."""
        return self.game.defaults


class Projects:
    """The list in a file, read anew each time: the window and a command may both change it. All methods block."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or config_folder() / FILE_NAME

    def all(self) -> list[LinkedProject]:
        """In the order in which they were added."""
        entries, chosen = self._read()
        return [self._linked(root, changes, chosen) for root, changes in entries.items()]

    @property
    def chosen(self) -> LinkedProject | None:
        """The one that pictures go to unless told otherwise: chosen last, else the first."""
        linked = self.all()
        return next((each for each in linked if each.chosen), linked[0] if linked else None)

    def find(self, root: Path) -> LinkedProject | None:
        entries, chosen = self._read()
        key = str(root.absolute())
        return self._linked(key, entries[key], chosen) if key in entries else None

    def add(self, folder: Path) -> LinkedProject:
        """The project that ``folder`` is or lies in, chosen from now on. Raises OutputRefused without such a folder."""
        if not folder.is_dir():
            raise OutputRefused(f"There is no folder {folder}.")
        root = str(recognised(folder.absolute()).root)
        entries, _ = self._read()
        entries.setdefault(root, {})
        self._write(entries, root)
        return self._linked(root, entries[root], root)

    def choose(self, root: Path) -> None:
        """Raises OutputRefused for a project that is not in the list."""
        entries, _ = self._read()
        self._write(entries, self._known(root, entries))

    def remove(self, root: Path) -> None:
        """From the list only: nothing in the project's folder is touched."""
        entries, chosen = self._read()
        key = str(root.absolute())
        entries.pop(key, None)
        self._write(entries, "" if chosen == key else chosen)

    def move(self, root: Path, to: Path) -> LinkedProject:
        """A project whose folder is somewhere else now, with its defaults kept. Raises OutputRefused."""
        entries, chosen = self._read()
        old = self._known(root, entries)
        if not to.is_dir():
            raise OutputRefused(f"There is no folder {to}.")
        new = str(recognised(to.absolute()).root)
        moved = {new if key == old else key: changes for key, changes in entries.items()}
        self._write(moved, new if chosen == old else chosen)
        return self._linked(new, moved[new], chosen)

    def set_defaults(self, root: Path, defaults: ProjectDefaults) -> LinkedProject:
        """What exports into this project look like from now on. Raises RuleBroken and OutputRefused."""
        _check(defaults)
        entries, chosen = self._read()
        key = self._known(root, entries)
        usual = msgspec.to_builtins(recognised(Path(key)).defaults)
        entries[key] = {name: value for name, value in msgspec.to_builtins(defaults).items() if value != usual[name]}
        self._write(entries, chosen)
        return self._linked(key, entries[key], chosen)

    def _known(self, root: Path, entries: Mapping[str, Any]) -> str:
        key = str(root.absolute())
        if key not in entries:
            raise OutputRefused(f"{root} is not linked.", "Add it first.")
        return key

    def _linked(self, root: str, changes: Mapping[str, Any], chosen: str) -> LinkedProject:
        game = recognised(Path(root))
        if game.root != Path(root):
            # Its own marks are gone, and a folder above it is a project.
            game = replace(game, root=Path(root))
        usual = msgspec.to_builtins(game.defaults)
        try:
            defaults = msgspec.convert({**usual, **changes}, ProjectDefaults)
            _check(defaults)
        except (msgspec.ValidationError, RuleBroken):
            defaults = game.defaults  # changed by hand to what can't be
        return LinkedProject(replace(game, defaults=defaults), not Path(root).is_dir(), root == chosen)

    def _read(self) -> tuple[dict[str, dict[str, Any]], str]:
        try:
            document = json.loads(self._file.read_text(encoding="utf-8"))
            entries = {str(each["root"]): dict(each.get("defaults", {})) for each in document["projects"]}
            return entries, str(document.get("chosen", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}, ""

    def _write(self, entries: Mapping[str, Mapping[str, Any]], chosen: str) -> None:
        document = {
            "chosen": chosen,
            "projects": [{"root": root, "defaults": dict(changes)} for root, changes in entries.items()],
        }
        try:
            write_atomically(self._file, json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
        except OSError as error:
            message = f"The list of projects can't be written to {self._file}: {error.strerror or error}."
            raise OutputRefused(message) from error


def _check(defaults: ProjectDefaults) -> None:
    """Raises RuleBroken for values that no export takes."""
    from rundot_studio.export.naming import check_template
    from rundot_studio.export.options import TARGETS
    from rundot_studio.export.packing import PackOptions
    from rundot_studio.export.resizing import scale_factors

    if defaults.target not in TARGETS:
        raise RuleBroken("target", defaults.target, f"one of {', '.join(TARGETS)}")
    if Path(defaults.folder).is_absolute() or ".." in Path(defaults.folder).parts:
        raise RuleBroken("folder", defaults.folder, "a folder inside the project")
    check_template(defaults.template)
    scale_factors(defaults.scales, pixel_art=defaults.pixel_art)
    PackOptions(max_size=defaults.max_size, padding=defaults.padding, extrude=defaults.extrude)
