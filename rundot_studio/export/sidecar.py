"""The small ``<file>.json`` beside an exported picture: how it was made, and what was cut off it."""

from __future__ import annotations

import json

from .frame import Origin
from .sheet import CENTRE, Borders, Point, Size


def origin_document(origin: Origin) -> dict[str, object]:
    """How a picture was made, as far as it is known, for JSON."""
    document: dict[str, object] = {
        "generationId": origin.generation_id,
        "prompt": origin.prompt,
        "model": origin.model,
        "seed": origin.seed,
        "pictureId": origin.picture_id,
    }
    return {name: value for name, value in document.items() if value not in ("", None)}


def sidecar(
    origin: Origin,
    *,
    offset: tuple[int, int] = (0, 0),
    source_size: Size | None = None,
    pivot: Point = CENTRE,
    borders: Borders | None = None,
) -> bytes:
    """``offset`` and ``source_size`` tell what was trimmed, in pixels of the exported picture; what is unknown is left
    out."""
    known = origin_document(origin)
    if source_size is not None:
        known["offset"] = {"x": offset[0], "y": offset[1]}
        known["sourceSize"] = {"w": source_size[0], "h": source_size[1]}
    if pivot != CENTRE:
        known["pivot"] = {"x": round(pivot[0], 6), "y": round(pivot[1], 6)}
    if borders is not None:
        known["borders"] = {
            "left": borders.left,
            "top": borders.top,
            "right": borders.right,
            "bottom": borders.bottom,
        }
    return (json.dumps(known, ensure_ascii=False, indent=2) + "\n").encode()
