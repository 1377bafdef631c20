"""TexturePacker's JSON, as a hash or an array: one description per page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from rundot_studio.export.sheet import Region, Sheet

from .json_document import Object, dump, frame_entry, meta, parse, point, read_frames, read_page


def write(sheet: Sheet, *, array: bool = False) -> dict[str, str]:
    """Texts by their file's name."""
    return {
        f"{PurePath(page.file).stem}.json": dump(
            {"frames": _frames(sheet.on_page(number), array=array), "meta": meta(sheet, page)}
        )
        for number, page in enumerate(sheet.pages)
    }


def _frames(regions: Sequence[Region], *, array: bool) -> Object | list[Object]:
    entries = {region.name: {**frame_entry(region), "pivot": point(*region.pivot)} for region in regions}
    if array:
        return [{"filename": name, **entry} for name, entry in entries.items()]
    return entries


def read(name: str, texts: Sequence[str]) -> Sheet:
    """A sheet of all its pages' descriptions, hash or array. Raises SourceUnusable."""
    pages = []
    regions: list[Region] = []
    scale = 1.0
    for number, text in enumerate(texts):
        document = parse(text, name)
        page, scale = read_page(document, name)
        pages.append(page)
        regions += read_frames(document, number, name)
    return Sheet(name, tuple(pages), tuple(regions), scale=scale)
