"""The sample game with an atlas of the frames that are to be seen: all its files, in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from rundot_studio.resources import resource_bytes

from .atlas import Progress
from .composing import compose
from .exporting import sheet_files
from .frame import Frame
from .options import ExportOptions
from .sheet import MAP_SUFFIX

GAME = (
    "index.html",
    "game.css",
    "game.js",
    "atlas.js",
    "scenery.js",
    "actors.js",
    "light.js",
    "flat.js",
    "panel.js",
    "icon.svg",
)
"""Files of ``resources/game``."""
SCENE = "scene.json"
ATLAS = "atlas"


def game_files(
    frames: Sequence[Frame], options: ExportOptions, title: str = "", progress: Progress | None = None
) -> dict[str, bytes]:
    """The game's files by their names. Blocking. Raises StudioError, OutputRefused for what fits on no page.

    ``options`` are those of the export: page size, trim, extrusion and pixel art are shown as they will be, whatever
    engine it is for.
    """
    shown = replace(
        options,
        target="texturepacker",
        name=ATLAS,
        as_atlas=True,
        array=False,
        pictures=replace(options.pictures, scales=(1.0,), sidecar=False, colors=0),
    )
    composition = compose(frames, shown, progress)
    rendered = sheet_files(composition, shown)
    (sheet,) = rendered.sheets
    durations = {region.name: region.duration_ms for region in sheet.regions}
    scene = {
        "title": title,
        "atlases": sorted(name for name in rendered.files if name.endswith(".json")),
        "maps": {kind: MAP_SUFFIX[kind] for kind in sorted(composition.sheets[0].maps) if kind in MAP_SUFFIX},
        "pixelArt": options.pictures.pixel_art,
        "borders": {each.name: asdict(each.borders) for each in sheet.regions if each.borders is not None},
        "animations": [
            {
                "name": each.name,
                "frames": list(each.frames),
                "durations": [durations[name] for name in each.frames],
                "loop": each.loop,
            }
            for each in sheet.animations
        ],
    }
    game = {name: resource_bytes(f"game/{name}") for name in GAME}
    atlas = {name: file.data for name, file in rendered.files.items()}
    return {**game, **atlas, SCENE: json.dumps(scene, ensure_ascii=False).encode()}
