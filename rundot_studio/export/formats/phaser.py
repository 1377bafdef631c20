"""Phaser 3 and 4: a multi-atlas, and its animations for ``this.anims.fromJSON``."""

from __future__ import annotations

from rundot_studio.export.sheet import Animation, Region, Sheet, SheetPage, scale_suffix

from .json_document import APP, Object, dump, frame_entry, number, parse, point, read_frames, size


def write(sheet: Sheet) -> dict[str, str]:
    """Texts by their file's name: the atlas, and its animations if there are any."""
    stem = f"{sheet.name}{scale_suffix(sheet.scale)}"
    document = {
        "textures": [_texture(sheet, page, sheet.on_page(index)) for index, page in enumerate(sheet.pages)],
        "meta": {"app": APP, "version": "1.0"},
    }
    texts = {f"{stem}.json": dump(document)}
    if sheet.animations:
        texts[f"{stem}.anims.json"] = dump({"anims": [_animation(sheet, each) for each in sheet.animations]})
    return texts


def read(name: str, text: str) -> Sheet:
    """The atlas without its animations. Raises SourceUnusable."""
    document = parse(text, name)
    pages = []
    regions: list[Region] = []
    scale = 1.0
    for index, texture in enumerate(document.get("textures") or []):
        whole = texture.get("size") or {}
        pages.append(
            SheetPage(
                str(texture.get("image", "")),
                int(whole.get("w", 0)),
                int(whole.get("h", 0)),
                str(texture.get("normalMap", "")),
            )
        )
        scale = float(texture.get("scale", 1))
        regions += read_frames(texture, index, name)
    return Sheet(name, tuple(pages), tuple(regions), scale=scale)


def _texture(sheet: Sheet, page: SheetPage, regions: list[Region]) -> Object:
    # Phaser loads the file of exactly this name beside the description.
    texture: Object = {
        "image": page.file,
        "format": "RGBA8888",
        "size": size(page.width, page.height),
        "scale": number(sheet.scale),
        "frames": [{"filename": region.name, **_entry(region)} for region in regions],
    }
    if page.normal_map:
        texture["normalMap"] = page.normal_map
    return texture


def _entry(region: Region) -> Object:
    entry = {**frame_entry(region), "anchor": point(*region.pivot)}
    if region.borders is not None:
        width, height = region.source_size
        borders = region.borders
        entry["scale9Borders"] = {
            "x": borders.left,
            "y": borders.top,
            "w": width - borders.left - borders.right,
            "h": height - borders.top - borders.bottom,
        }
    return entry


def _animation(sheet: Sheet, animation: Animation) -> Object:
    """A frame's ``duration`` is the whole time it is shown, since Phaser 3.60; without one the frame rate counts."""
    regions = {region.name: region for region in sheet.regions}
    durations = [max(1, regions[frame].duration_ms) for frame in animation.frames]
    even = len(set(durations)) == 1
    frames: list[Object] = []
    for frame, duration in zip(animation.frames, durations, strict=True):
        entry: Object = {"key": sheet.name, "frame": frame}
        if not even:
            entry["duration"] = duration
        frames.append(entry)
    return {
        "key": animation.name,
        "type": "frame",
        "frames": frames,
        "frameRate": number(1000 * len(durations) / sum(durations)),
        "repeat": -1 if animation.loop else 0,
    }
