"""JSON as the atlas formats use it: written the same way every time, read with words for what somebody edited."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from rundot_studio import __version__
from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.export.sheet import CENTRE, DEFAULT_FRAME_MS, Borders, Region, Sheet, SheetPage

APP = "rundot-studio"

Object = dict[str, Any]


def dump(document: Object) -> str:
    # Python's own writer takes ten times as long when it indents.
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode() + "\n"


def parse(text: str, what: str) -> Object:
    """The object of a JSON text. Raises SourceUnusable."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceUnusable(f"{what} is not JSON any more: {error}.", "Export it anew.") from error
    if not isinstance(document, dict):
        raise SourceUnusable(f"{what} is not a description of a sheet.", "Export it anew.")
    return document


def size(width: int, height: int) -> Object:
    return {"w": width, "h": height}


def rectangle(x: int, y: int, width: int, height: int) -> Object:
    return {"x": x, "y": y, "w": width, "h": height}


def number(value: float) -> float | int:
    """Without a fraction where there is none, and without the noise of division."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def frame_entry(region: Region) -> Object:
    """The keys that all formats of this family share. ``frame`` has the upright size also where it is rotated."""
    return {
        "frame": rectangle(region.x, region.y, region.width, region.height),
        "rotated": region.rotated,
        "trimmed": region.trimmed,
        "spriteSourceSize": rectangle(*region.offset, region.width, region.height),
        "sourceSize": size(*region.source_size),
    }


def point(x: float, y: float) -> Object:
    return {"x": number(x), "y": number(y)}


def meta(sheet: Sheet, page: SheetPage) -> Object:
    return {
        "app": APP,
        "version": __version__,
        "image": page.file,
        "format": "RGBA8888",
        "size": size(page.width, page.height),
        "scale": f"{sheet.scale:g}",
    }


def read_region(name: str, entry: Object, page: int, what: str) -> Region:
    """Raises SourceUnusable naming the frame."""
    try:
        frame = entry["frame"]
        offset = entry.get("spriteSourceSize") or {"x": 0, "y": 0}
        source = entry.get("sourceSize") or frame
        anchor = entry.get("anchor") or entry.get("pivot")
        return Region(
            name=name,
            page=page,
            x=int(frame["x"]),
            y=int(frame["y"]),
            width=int(frame["w"]),
            height=int(frame["h"]),
            offset=(int(offset["x"]), int(offset["y"])),
            source_size=(int(source["w"]), int(source["h"])),
            rotated=bool(entry.get("rotated")),
            pivot=(float(anchor["x"]), float(anchor["y"])) if anchor else CENTRE,
            borders=_read_borders(entry),
            duration_ms=int(entry.get("duration", DEFAULT_FRAME_MS)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceUnusable(f"{what}: the frame {name} is not complete.", "Export it anew.") from error


def read_page(document: Object, what: str) -> tuple[SheetPage, float]:
    """The page of a ``meta`` and its scale. Raises SourceUnusable."""
    try:
        found = document["meta"]
        whole = found["size"]
        page = SheetPage(str(found["image"]), int(whole["w"]), int(whole["h"]))
        return page, float(found.get("scale", 1))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceUnusable(f"{what} does not name its picture.", "Export it anew.") from error


def read_frames(document: Object, page: int, what: str) -> list[Region]:
    """Of a hash or an array. Raises SourceUnusable."""
    frames = document.get("frames")
    if isinstance(frames, dict):
        return [read_region(str(name), entry, page, what) for name, entry in frames.items()]
    if isinstance(frames, list):
        return [
            read_region(str(entry.get("filename", "")) if isinstance(entry, dict) else "", entry, page, what)
            for entry in frames
        ]
    raise SourceUnusable(f"{what} has no frames.", "Export it anew.")


def _read_borders(entry: Object) -> Borders | None:
    borders = entry.get("borders")
    if borders:
        return Borders(*(int(borders[side]) for side in ("left", "top", "right", "bottom")))
    centre = entry.get("scale9Borders")
    if centre:
        source = entry.get("sourceSize") or entry["frame"]
        left, top, width, height = (int(centre[key]) for key in ("x", "y", "w", "h"))
        return Borders(left, top, int(source["w"]) - left - width, int(source["h"]) - top - height)
    return None
