"""Godot 4 text resources: ``SpriteFrames`` for AnimatedSprite2D, and one ``AtlasTexture`` per frame.

An AtlasTexture can't turn its region, so rotated sheets are refused. What was trimmed away goes into ``margin``.
``uid`` is what scenes refer to a resource by: it is kept from the file that is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from rundot_studio.domain.errors import OutputRefused, SourceUnusable
from rundot_studio.export.naming import RULES, safe
from rundot_studio.export.sequences import singles
from rundot_studio.export.sheet import Animation, Region, Sheet, SheetPage, scale_suffix

_HEADER = re.compile(r"^\[gd_resource [^\]\n]*\]", re.MULTILINE)
_UID = re.compile(r'\buid="(uid://[a-y0-8]+)"')


def sprite_frames(sheet: Sheet, folder: str, existing: str = "") -> dict[str, str]:
    """The SpriteFrames of a sheet by its file's name. ``folder`` is where it lies, such as ``res://art``.

    Frames of no animation become animations of one frame. ``existing`` is the file's text as it is now.
    """
    _refuse_rotated(sheet)
    external = [
        f'[ext_resource type="Texture2D" path={_quoted(_joined(folder, page.file))} id="{number}"]'
        for number, page in enumerate(sheet.pages, start=1)
    ]
    inner = [
        f'[sub_resource type="AtlasTexture" id="f{number}"]\n{_atlas_keys(region)}'
        for number, region in enumerate(sheet.regions)
    ]
    header = _header("SpriteFrames", len(external) + len(inner) + 1, existing)
    body = f"[resource]\nanimations = [{', '.join(_animations(sheet))}]"
    text = "\n\n".join([header, "\n".join(external), *inner, body])
    return {f"{sheet.name}{scale_suffix(sheet.scale)}.tres": f"{text}\n"}


def atlas_textures(sheet: Sheet, folder: str, existing: dict[str, str] | None = None) -> dict[str, str]:
    """One AtlasTexture per frame by its file's name, for Sprite2D and TextureRect."""
    _refuse_rotated(sheet)
    texts = {}
    for region in sheet.regions:
        file = f"{safe(region.name, RULES['godot'])}{scale_suffix(sheet.scale)}.tres"
        page = sheet.pages[region.page]
        parts = [
            _header("AtlasTexture", 2, (existing or {}).get(file, "")),
            f'[ext_resource type="Texture2D" path={_quoted(_joined(folder, page.file))} id="1"]',
            f"[resource]\n{_atlas_keys(region, page_id=1)}",
        ]
        texts[file] = "\n\n".join(parts) + "\n"
    return texts


def uid_of(text: str) -> str:
    """The uid in the header of a text resource, or nothing."""
    header = _HEADER.search(text)
    match = _UID.search(header.group()) if header else None
    return match.group(1) if match else ""


def read_sprite_frames(name: str, text: str) -> Sheet:
    """A SpriteFrames as this module writes it; the sizes of pages are not in it. Raises SourceUnusable."""
    if 'type="SpriteFrames"' not in text or "<<<<<<<" in text:
        raise SourceUnusable(f"{name} is no SpriteFrames resource.", "Export it anew.")
    pages = [
        SheetPage(PurePath(path).name, 0, 0)
        for path in re.findall(r'\[ext_resource type="Texture2D"[^\]]*path="([^"]+)"', text)
    ]
    found = {}
    for key, keys in re.findall(r'\[sub_resource type="AtlasTexture" id="([^"]+)"\]\n((?:[^\[\n].*\n)*)', text):
        found[key] = _read_region(name, keys)
    animations = []
    named: dict[str, Region] = {}
    for body, loop, title, speed in re.findall(
        r'"frames": \[(.*?)\],\n"loop": (\w+),\n"name": &"((?:[^"\\]|\\.)*)",\n"speed": ([\d.]+)', text, re.DOTALL
    ):
        keys = re.findall(r'"duration": ([\d.]+),\n"texture": SubResource\("([^"]+)"\)', body)
        title = re.sub(r"\\(.)", r"\1", title)
        frames = []
        for number, (duration, key) in enumerate(keys):
            frame = title if len(keys) == 1 else f"{title}_{number}"
            frames.append(frame)
            milliseconds = round(1000 * float(duration) / float(speed))
            named[frame] = replace(found[key], name=frame, duration_ms=milliseconds)
        if len(keys) > 1:
            animations.append(Animation(title, tuple(frames), loop == "true"))
    return Sheet(name, tuple(pages), tuple(named.values()), tuple(animations))


def _read_region(name: str, keys: str) -> Region:
    page = re.search(r'ExtResource\("(\d+)"\)', keys)
    region = re.search(r"region = Rect2\((\d+), (\d+), (\d+), (\d+)\)", keys)
    margin = re.search(r"margin = Rect2\((\d+), (\d+), (\d+), (\d+)\)", keys)
    if page is None or region is None:
        raise SourceUnusable(f"{name} has a frame without a region.", "Export it anew.")
    x, y, width, height = map(int, region.groups())
    left, top, wider, taller = map(int, margin.groups()) if margin else (0, 0, 0, 0)
    return Region("", int(page.group(1)) - 1, x, y, width, height, (left, top), (width + wider, height + taller))


def _refuse_rotated(sheet: Sheet) -> None:
    if any(region.rotated for region in sheet.regions):
        raise OutputRefused("Godot can't read rotated frames.", "Pack without rotation.")


def _header(kind: str, steps: int, existing: str) -> str:
    uid = uid_of(existing)
    kept = f' uid="{uid}"' if uid else ""
    return f'[gd_resource type="{kind}" load_steps={steps} format=3{kept}]'


def _atlas_keys(region: Region, page_id: int = 0) -> str:
    left, top = region.offset
    width, height = region.source_size
    keys = [
        f'atlas = ExtResource("{page_id or region.page + 1}")',
        f"region = Rect2({region.x}, {region.y}, {region.width}, {region.height})",
    ]
    if region.trimmed:
        keys.append(f"margin = Rect2({left}, {top}, {width - region.width}, {height - region.height})")
    keys.append("filter_clip = true")
    return "\n".join(keys)


def _animations(sheet: Sheet) -> Iterable[str]:
    index = {region.name: number for number, region in enumerate(sheet.regions)}
    still = [Animation(name, (name,), loop=False) for name in singles(list(index), sheet.animations)]
    for animation in (*sheet.animations, *still):
        durations = [max(1, sheet.regions[index[frame]].duration_ms) for frame in animation.frames]
        # Godot shows a frame for duration / speed seconds.
        speed = 1000 / min(durations)
        frames = ", ".join(
            f'{{\n"duration": {_number(duration / min(durations))},\n"texture": SubResource("f{index[frame]}")\n}}'
            for frame, duration in zip(animation.frames, durations, strict=True)
        )
        name = _quoted(safe(animation.name, RULES["godot"]))
        yield (
            f'{{\n"frames": [{frames}],\n"loop": {str(animation.loop).lower()},\n"name": &{name},\n'
            f'"speed": {_number(speed)}\n}}'
        )


def _number(value: float) -> str:
    """A float as Godot writes it, always with a fraction."""
    text = f"{value:.6f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def _joined(folder: str, file: str) -> str:
    return f"{folder.rstrip('/')}/{file}" if not folder.endswith("//") else f"{folder}{file}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
