"""What an artist set for single pictures as sprites: pivot, nine-slice borders, frame name. Kept in the library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.export.spec import USUAL, SpriteSettings
from rundot_studio.library import layout
from rundot_studio.library.files import write_atomically

FILE_NAME = layout.SPRITES


class SpriteBook:
    """Settings by the pictures' keys, in one file that is read anew each time. All methods block.

    Whether a picture is left out or scaled down is the business of one export and not kept here.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def settings(self, keys: Iterable[str]) -> dict[str, SpriteSettings]:
        """Of those that have any."""
        known = self._read()
        return {key: known[key] for key in keys if key in known}

    def change(self, changes: Mapping[str, SpriteSettings]) -> dict[str, SpriteSettings]:
        """New settings for some pictures, as one step; what they were before, which undoes it.

        Raises RuleBroken for borders or a pivot that can't be, OutputRefused where the file can't be written.
        """
        for settings in changes.values():
            _check(settings)
        known = self._read()
        before = {key: known.get(key, USUAL) for key in changes}
        known.update((key, replace(settings, left_out=False, scale=1.0)) for key, settings in changes.items())
        self._write({key: settings for key, settings in known.items() if settings != USUAL})
        return before

    def name_animation(self, animation: str, keys: Iterable[str]) -> dict[str, SpriteSettings]:
        """Makes pictures the frames of an animation in this order; what was before, which undoes it."""
        chosen = list(keys)
        known = self.settings(chosen)
        width = len(str(max(0, len(chosen) - 1)))
        return self.change(
            {
                key: replace(known.get(key, USUAL), name=f"{animation}_{number:0{width}d}")
                for number, key in enumerate(chosen)
            }
        )

    def _read(self) -> dict[str, SpriteSettings]:
        try:
            document = json.loads(self._file.read_text(encoding="utf-8"))
            return msgspec.convert(document["sprites"], dict[str, SpriteSettings])
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _write(self, known: Mapping[str, SpriteSettings]) -> None:
        usual = msgspec.to_builtins(USUAL)
        plain = {
            key: {name: value for name, value in msgspec.to_builtins(settings).items() if value != usual[name]}
            for key, settings in sorted(known.items())
        }
        document = json.dumps({"version": 1, "sprites": plain}, ensure_ascii=False, indent=1)
        try:
            write_atomically(self._file, document.encode() + b"\n")
        except OSError as error:
            raise OutputRefused(f"{self._file} can't be written: {error.strerror or error}.") from error


def _check(settings: SpriteSettings) -> None:
    if settings.pivot is not None and not all(-4 <= each <= 5 for each in settings.pivot):
        raise RuleBroken("pivot", settings.pivot, "in or near the picture: -4 to 5 times its size")
    borders = settings.borders
    if borders is not None and min(borders.left, borders.top, borders.right, borders.bottom) < 0:
        raise RuleBroken("borders", borders, "0 pixels or more on each side")
    if settings.duration_ms is not None and not 1 <= settings.duration_ms <= 60_000:
        raise RuleBroken("frame-time", settings.duration_ms, "1 to 60000 milliseconds")
