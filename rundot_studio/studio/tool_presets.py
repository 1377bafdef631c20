"""Presets of the tools: settings under a name of the artist's own, in one JSON file beside the program's settings.

::

    {"presets": [{"tool": "upscale", "name": "Print", "settings": {"factor": 4.0, "model": "cgi"}}]}

An entry that is not understood, of a newer version say, is left out where presets are shown and kept where they are
written. Blocking.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rundot_studio.domain.errors import LibraryUnusable, RuleBroken
from rundot_studio.domain.recipe import ToolRecipe
from rundot_studio.domain.tool_settings import TOOLS, settings_from_json, settings_to_json, tool_of
from rundot_studio.library.errors_seam import library_errors
from rundot_studio.library.files import write_atomically

from .settings import config_folder

FILE_NAME = "tool-presets.json"
LARGEST_FILE = 1024 * 1024
MOST_NAME_LETTERS = 40
MOST_PRESETS = 200


@dataclass(frozen=True)
class ToolPreset:
    """``settings`` are a recipe without a picture."""

    name: str
    settings: ToolRecipe

    @property
    def tool(self) -> str:
        return tool_of(self.settings)


class ToolPresets:
    """All presets of one file; the file is made with the first one. It is read anew at every question."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or config_folder() / FILE_NAME

    def presets(self) -> list[ToolPreset]:
        """In the order in which they were saved. Raises LibraryUnusable for a file that can't be read."""
        found = [_read_entry(entry) for entry in self._entries()]
        return [preset for preset in found if preset is not None]

    def save(self, name: str, settings: ToolRecipe) -> ToolPreset:
        """Keep settings under a name; the tool's preset of that name is replaced.

        Raises RuleBroken for a name that can't be, LibraryUnusable or DiskFull.
        """
        preset = ToolPreset(_checked_name(name), settings)
        entry = {"tool": preset.tool, "name": preset.name, "settings": settings_to_json(settings)}
        entries = self._entries()
        place = _place_of(entries, preset.tool, preset.name)
        if place is not None:
            entries[place] = entry
        elif len(entries) >= MOST_PRESETS:
            raise RuleBroken("preset", name, f"one of at most {MOST_PRESETS}; delete another one first")
        else:
            entries.append(entry)
        self._write(entries)
        return preset

    def rename(self, tool: str, name: str, to: str) -> None:
        """Raises RuleBroken for a preset that there is not, and for a new name that can't be or is taken."""
        wanted = _checked_name(to)

        def change(entries: list[Any], place: int) -> None:
            taken = _place_of(entries, tool, wanted)
            if taken is not None and taken != place:
                raise RuleBroken("preset", to, "a name that no other preset of this tool has")
            entries[place] = {**entries[place], "name": wanted}

        self._change(tool, name, change)

    def delete(self, tool: str, name: str) -> None:
        """Raises RuleBroken for a preset that there is not."""
        self._change(tool, name, lambda entries, place: entries.pop(place))

    def _change(self, tool: str, name: str, change: Callable[[list[Any], int], object]) -> None:
        entries = self._entries()
        place = _place_of(entries, tool, name)
        if place is None:
            raise RuleBroken("preset", name, "the name of a preset that there is")
        change(entries, place)
        self._write(entries)

    def _entries(self) -> list[Any]:
        with library_errors(self.file.parent):
            try:
                content = self.file.read_bytes() if self.file.stat().st_size <= LARGEST_FILE else b""
            except FileNotFoundError:
                return []
        try:
            entries = json.loads(content)["presets"]
        except (ValueError, RecursionError, KeyError, TypeError):
            entries = None
        if not isinstance(entries, list):
            raise LibraryUnusable(
                f"The presets in {self.file} can't be read, so none are shown and none are written.",
                "Mend the file, or move it away to begin anew.",
            )
        return entries

    def _write(self, entries: list[Any]) -> None:
        with library_errors(self.file.parent):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            document = json.dumps({"presets": entries}, ensure_ascii=False, indent=2)
            write_atomically(self.file, document.encode("utf-8", "replace") + b"\n")


def _read_entry(entry: object) -> ToolPreset | None:
    """None for what is no preset that this version understands."""
    if not isinstance(entry, dict) or entry.get("tool") not in TOOLS or not isinstance(entry.get("name"), str):
        return None
    try:
        name = _checked_name(entry["name"])
        return ToolPreset(name, settings_from_json(entry["tool"], entry.get("settings")))
    except (ValueError, RuleBroken):
        return None


def _checked_name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > MOST_NAME_LETTERS or not plain.isprintable():
        raise RuleBroken("preset", name, f"a name of 1 to {MOST_NAME_LETTERS} letters")
    return plain


def _place_of(entries: list[Any], tool: str, name: str) -> int | None:
    for place, entry in enumerate(entries):
        preset = _read_entry(entry)
        if preset is not None and preset.tool == tool and preset.name.casefold() == name.casefold():
            return place
    return None
