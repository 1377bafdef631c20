"""Unity's ``.meta`` beside a sheet: its sprites, with every id that is there already.

Scenes refer to a picture by ``guid`` and to a sprite on it by ``internalID``. Both are read from the existing file,
and nothing in it is touched but what the sheet decides: rectangle, pivot and border of each sprite, which sprites there
are, and the tables that name them. New ids are made from names, so that the same export makes the same ids everywhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rundot_studio.export.sheet import Region, Sheet

from . import unity_yaml
from .unity_template import NEW_META, NEW_SPRITE

SPRITE_CLASS = 213
_TEXTURE_FILE_ID = 2800000
"""Of the texture itself in every picture's asset."""
KNOWN_IMPORTERS = range(10, 14)
"""Versions of the TextureImporter whose sprites are laid out as written here: Unity 2019.3 to Unity 6."""


@dataclass(frozen=True)
class MetaText:
    """``text`` is to be written, unless it is empty: then ``note`` says why the file is left alone."""

    text: str
    note: str = ""


def write(sheet: Sheet, page: int, existing: str = "", *, asset_path: str = "") -> MetaText:
    """The ``.meta`` of one page. ``asset_path`` seeds the guid of a new file, such as ``Assets/Art/hero.png``.

    A rotated region can't be told to Unity: pack without rotation.
    """
    regions = sheet.on_page(page)
    height = sheet.pages[page].height
    if not existing.strip():
        guid = _digest(f"guid:{asset_path or sheet.pages[page].file}")
        text = NEW_META.format(
            guid=guid, filter_mode=0 if sheet.pixel_art else 1, pixels_per_unit=f"{100 * sheet.scale:g}"
        )
        return MetaText(_filled(text, regions, height, {}))
    reason = _unfit(existing)
    if reason:
        return MetaText("", f"{sheet.pages[page].file}.meta is left as it is: {reason}.")
    return MetaText(_filled(existing, regions, height, known_ids(existing)))


def normal_map_meta(file: str, existing: str = "", *, asset_path: str = "", pixel_art: bool = False) -> MetaText:
    """The ``.meta`` of a page's normal map: imported as one, and not as a sprite. One that is there stays as it is."""
    if existing.strip():
        return MetaText(existing)
    guid = _digest(f"guid:{asset_path or file}")
    text = NEW_META.format(guid=guid, filter_mode=0 if pixel_art else 1, pixels_per_unit="100")
    for path, value in (
        (("mipmaps", "sRGBTexture"), "0"),
        (("spriteMode",), "0"),
        (("alphaIsTransparency",), "0"),
        (("textureType",), "1"),
    ):
        text = unity_yaml.replaced(text, ("TextureImporter", *path), f" {value}")
    return MetaText(text)


def with_normal_map(text: str, guid: str) -> str:
    """A sheet's ``.meta`` that names its normal map, as the 2D lights of Unity look for it.

    Secondary textures that are there already stay as they are: they may be the artist's own.
    """
    path = ("TextureImporter", "spriteSheet", "secondaryTextures")
    if (unity_yaml.block(text, path) or "").strip() != "[]":
        return text
    entry = f"\n    - texture: {{fileID: {_TEXTURE_FILE_ID}, guid: {guid}, type: 3}}\n      name: _NormalMap"
    return unity_yaml.replaced(text, path, entry)


def _unfit(text: str) -> str:
    """Why a file can't be changed safely, or nothing."""
    if re.search(r"^(<<<<<<<|>>>>>>>)", text, re.MULTILINE):
        return "it has unresolved conflicts of version control"
    if guid_of(text) == "":
        return "it has no guid"
    importer = re.search(r"^TextureImporter:\s*$", text, re.MULTILINE)
    version = re.search(r"^  serializedVersion: (\d+)\s*$", text, re.MULTILINE)
    if importer is None:
        return "it does not import a texture"
    if version is None or int(version.group(1)) not in KNOWN_IMPORTERS:
        return f"it is of another version of Unity (importer {version.group(1) if version else 'unknown'})"
    if unity_yaml.block(text, ("TextureImporter", "spriteSheet", "sprites")) is None:
        return "it has no list of sprites"
    return ""


def guid_of(text: str) -> str:
    match = re.search(r"^guid: ([0-9a-f]{32})\s*$", text, re.MULTILINE)
    return match.group(1) if match else ""


def known_ids(text: str) -> dict[str, int]:
    """``internalID`` by sprite, from all three places that tell it."""
    ids: dict[str, int] = {}
    table = unity_yaml.block(text, ("TextureImporter", "internalIDToNameTable")) or ""
    for number, name in re.findall(rf"{SPRITE_CLASS}: (-?\d+)\s*\n\s+second: (.*)", table):
        ids[unity_yaml.unquoted(name)] = int(number)
    for item in sprite_items(text):
        number = unity_yaml.value(item, "internalID")
        if re.fullmatch(r"-?\d+", number) and number != "0":
            ids[unity_yaml.unquoted(unity_yaml.value(item, "name"))] = int(number)
    names = unity_yaml.block(text, ("TextureImporter", "spriteSheet", "nameFileIdTable")) or ""
    for name, number in re.findall(r"^ {6}(.+): (-?\d+)\s*$", names, re.MULTILINE):
        ids[unity_yaml.unquoted(name)] = int(number)
    return ids


def sprite_items(text: str) -> list[str]:
    """The items of the list of sprites, as they stand in the file."""
    return unity_yaml.items(unity_yaml.block(text, ("TextureImporter", "spriteSheet", "sprites")) or "")


def _filled(text: str, regions: list[Region], page_height: int, known: Mapping[str, int]) -> str:
    guid = guid_of(text)
    ids = _ids(guid, regions, known)
    before = {unity_yaml.unquoted(unity_yaml.value(item, "name")): item for item in sprite_items(text)}
    sprites = [_sprite(region, page_height, ids[region.name], guid, before.get(region.name)) for region in regions]
    table = "".join(
        f"\n  - first:\n      {SPRITE_CLASS}: {ids[region.name]}\n    second: {unity_yaml.quoted(region.name)}"
        for region in regions
    )
    names = "".join(f"\n      {unity_yaml.quoted(name)}: {ids[name]}" for name in sorted(ids))
    text = unity_yaml.replaced(text, ("TextureImporter", "internalIDToNameTable"), table or " []")
    text = unity_yaml.replaced(text, ("TextureImporter", "spriteMode"), " 2")
    text = unity_yaml.replaced(
        text, ("TextureImporter", "spriteSheet", "sprites"), "".join(f"\n{each}" for each in sprites) or " []"
    )
    if unity_yaml.block(text, ("TextureImporter", "spriteSheet", "nameFileIdTable")) is not None:
        text = unity_yaml.replaced(text, ("TextureImporter", "spriteSheet", "nameFileIdTable"), names or " {}")
    return text


def _ids(guid: str, regions: list[Region], known: Mapping[str, int]) -> dict[str, int]:
    """Positive 63-bit numbers, each its own; those that are known stay."""
    taken = set(known.values())
    ids = {}
    for region in regions:
        number = known.get(region.name)
        salt = 0
        while number is None or (number in taken and region.name not in known):
            number = int(_digest(f"sprite:{guid}:{region.name}:{salt}")[:16], 16) >> 1 or 1
            salt += 1
        taken.add(number)
        ids[region.name] = number
    return ids


def _sprite(region: Region, page_height: int, internal_id: int, guid: str, before: str | None) -> str:
    text = before or NEW_SPRITE.format(sprite_id=_digest(f"spriteID:{guid}:{region.name}"))
    borders = region.borders
    sides = (0, 0, 0, 0)
    if borders is not None:
        left, top = region.offset
        right = region.source_size[0] - left - region.width
        bottom = region.source_size[1] - top - region.height
        sides = (
            max(0, borders.left - left),
            max(0, borders.bottom - bottom),
            max(0, borders.right - right),
            max(0, borders.top - top),
        )
    x, y = region.pivot_on_region
    values = {
        "name": unity_yaml.quoted(region.name),
        "rect.x": str(region.x),
        # Unity counts from the bottom.
        "rect.y": str(page_height - region.y - region.height),
        "rect.width": str(region.width),
        "rect.height": str(region.height),
        "alignment": "9",
        "pivot": f"{{x: {_number(x)}, y: {_number(1 - y)}}}",
        "border": "{{x: {}, y: {}, z: {}, w: {}}}".format(*sides),
        "internalID": str(internal_id),
    }
    for key, value in values.items():
        text = unity_yaml.with_value(text, key, value)
    return text


def _number(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _digest(text: str) -> str:
    """32 hex digits."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
