"""PixiJS spritesheets: a hash per page, the first of which names the others.

PixiJS puts an animation together from the frames of its own page only, so one that is spread over pages is left out
and told; see ``Spritesheet._processAnimations`` of pixi.js 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from rundot_studio.export.sheet import Animation, Region, Sheet

from .json_document import Object, dump, frame_entry, meta, parse, point, read_frames, read_page


def write(sheet: Sheet) -> dict[str, str]:
    """Texts by their file's name, the one to load first."""
    names = [f"{PurePath(page.file).stem}.json" for page in sheet.pages]
    texts = {}
    for number, page in enumerate(sheet.pages):
        about = meta(sheet, page)
        if len(names) > 1:
            about["related_multi_packs"] = [name for name in names if name != names[number]] if number == 0 else []
        document: Object = {"frames": {region.name: _entry(region) for region in sheet.on_page(number)}}
        moving = _animations_on(sheet, number)
        if moving:
            document["animations"] = {animation.name: list(animation.frames) for animation in moving}
        document["meta"] = about
        texts[names[number]] = dump(document)
    return texts


def spread_animations(sheet: Sheet) -> list[Animation]:
    """Those that PixiJS can't play, because their frames lie on several pages."""
    pages = {region.name: region.page for region in sheet.regions}
    return [each for each in sheet.animations if len({pages[frame] for frame in each.frames}) > 1]


def prefixed(sheet: Sheet) -> Sheet:
    """With the sheet's name before all frames: PixiJS keeps the frames of all sheets in one cache."""
    return sheet.renamed({region.name: f"{sheet.name}/{region.name}" for region in sheet.regions})


def read(name: str, texts: Sequence[str]) -> Sheet:
    """A sheet of all its pages' texts, in their order. Raises SourceUnusable."""
    pages = []
    regions: list[Region] = []
    animations = []
    scale = 1.0
    for number, text in enumerate(texts):
        document = parse(text, name)
        page, scale = read_page(document, name)
        pages.append(page)
        regions += read_frames(document, number, name)
        moving = document.get("animations") or {}
        animations += [Animation(str(key), tuple(map(str, frames))) for key, frames in moving.items()]
    return replace(Sheet(name, tuple(pages), tuple(regions), scale=scale), animations=tuple(animations))


def _entry(region: Region) -> Object:
    entry = {**frame_entry(region), "anchor": point(*region.pivot)}
    if region.borders is not None:
        left, top, right, bottom = (
            region.borders.left,
            region.borders.top,
            region.borders.right,
            region.borders.bottom,
        )
        entry["borders"] = {"left": left, "top": top, "right": right, "bottom": bottom}
    return entry


def _animations_on(sheet: Sheet, page: int) -> list[Animation]:
    here = {region.name for region in sheet.on_page(page)}
    return [each for each in sheet.animations if here.issuperset(each.frames)]
