"""Aseprite's JSON: frames with their durations, tags for animations, slices for nine-slice borders and pivots.

Tags are runs of frames, so frames are written in the order of their animations. One description per page; a tag needs
all of its frames on that page.
"""

from __future__ import annotations

from pathlib import PurePath

from rundot_studio.export.sheet import Animation, Region, Sheet

from .json_document import Object, dump, frame_entry, meta, parse, read_frames, read_page, rectangle


def write(sheet: Sheet, *, array: bool = True) -> dict[str, str]:
    """Texts by their file's name."""
    return {
        f"{PurePath(page.file).stem}.json": dump(_document(sheet, number, array=array))
        for number, page in enumerate(sheet.pages)
    }


def read(name: str, text: str) -> Sheet:
    """One page, with its tags as animations. Raises SourceUnusable."""
    document = parse(text, name)
    page, scale = read_page(document, name)
    regions = read_frames(document, 0, name)
    animations = []
    for tag in document["meta"].get("frameTags") or []:
        run = regions[int(tag["from"]) : int(tag["to"]) + 1]
        names = [region.name for region in run]
        if tag.get("direction") == "reverse":
            names.reverse()
        animations.append(Animation(str(tag["name"]), tuple(names), loop="repeat" not in tag))
    return Sheet(name, (page,), tuple(regions), tuple(animations), scale)


def _document(sheet: Sheet, number: int, *, array: bool) -> Object:
    regions, tags = _in_runs(sheet, sheet.on_page(number))
    entries = {region.name: {**frame_entry(region), "duration": region.duration_ms} for region in regions}
    about = meta(sheet, sheet.pages[number])
    about["frameTags"] = tags
    about["slices"] = [each for index, region in enumerate(regions) for each in _slices(region, index)]
    frames = [{"filename": name, **entry} for name, entry in entries.items()] if array else entries
    return {"frames": frames, "meta": about}


def _in_runs(sheet: Sheet, regions: list[Region]) -> tuple[list[Region], list[Object]]:
    """The page's frames so that each animation's follow one another, and the tags of these."""
    here = {region.name: region for region in regions}
    ordered: list[Region] = []
    tags: list[Object] = []
    for animation in sheet.animations:
        if not here.keys() >= set(animation.frames):
            continue
        tag: Object = {
            "name": animation.name,
            "from": len(ordered),
            "to": len(ordered) + len(animation.frames) - 1,
            "direction": "forward",
        }
        if not animation.loop:
            tag["repeat"] = "1"
        tags.append(tag)
        ordered += [here.pop(frame) for frame in animation.frames]
    return [*ordered, *here.values()], tags


def _slices(region: Region, index: int) -> list[Object]:
    """In pixels of the untrimmed frame."""
    centred = region.pivot == (0.5, 0.5)
    if region.borders is None and centred:
        return []
    width, height = region.source_size
    key: Object = {"frame": index, "bounds": rectangle(0, 0, width, height)}
    if region.borders is not None:
        borders = region.borders
        key["center"] = rectangle(
            borders.left, borders.top, width - borders.left - borders.right, height - borders.top - borders.bottom
        )
    if not centred:
        key["pivot"] = {"x": round(region.pivot[0] * width), "y": round(region.pivot[1] * height)}
    return [{"name": region.name, "color": "#0000ffff", "keys": [key]}]
