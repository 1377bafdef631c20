"""A sheet in the words of one engine, with what the engine's own files already say kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rundot_studio.imaging import codec

from .formats import aseprite, css, godot, phaser, pixi, texturepacker, unity
from .frame import Frame
from .links import digest
from .sheet import Region, Sheet, SheetPage, scale_suffix
from .single import SingleOptions, prepare
from .writing import OutputFile

Existing = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Described:
    files: Mapping[str, OutputFile]
    notes: tuple[str, ...] = ()


def describe(
    sheet: Sheet,
    target: str,
    resource_folder: str = "res://",
    asset_folder: str = "Assets",
    existing: Existing = lambda name: None,
    array: bool = False,
) -> Described:
    """The files beside the pages of a sheet; ``existing`` reads those that are there. Raises OutputRefused."""
    if target == "unity":
        return _unity(sheet, asset_folder, existing)
    if target == "godot":
        file = f"{sheet.name}{scale_suffix(sheet.scale)}.tres"
        before = _text(existing(file))
        return Described(_encoded(godot.sprite_frames(sheet, resource_folder, before)))
    if target == "pixi":
        spread = [animation.name for animation in pixi.spread_animations(sheet)]
        notes = (
            (f"PixiJS can't play {', '.join(spread)}: the frames lie on several pages. Allow a larger page.",)
            if spread
            else ()
        )
        return Described(_encoded(pixi.write(pixi.prefixed(sheet))), notes)
    if target == "phaser":
        return Described(_encoded(phaser.write(sheet)))
    if target == "aseprite":
        return Described(_encoded(aseprite.write(sheet)))
    if target == "css":
        return Described(_encoded(css.write(sheet)))
    return Described(_encoded(texturepacker.write(sheet, array=array)))


def describe_picture(
    frame: Frame, files: Mapping[str, bytes], options: SingleOptions, asset_folder: str, existing: Existing
) -> Described:
    """Unity's ``.meta`` for each picture of one frame, as a sheet of one sprite."""
    described: dict[str, OutputFile] = {}
    notes: list[str] = []
    ready = prepare(frame, frame.pixels(), 1.0, options)
    for file, data in files.items():
        if file.endswith(".json"):
            continue
        info = codec.probe(data)
        factor = info.width / ready.pixels.shape[1]
        region = Region(
            frame.name,
            0,
            0,
            0,
            info.width,
            info.height,
            (0, 0),
            (info.width, info.height),
            pivot=ready.pivot,
            borders=ready.borders.scaled(factor) if ready.borders is not None else None,
        )
        sheet = Sheet(frame.name, (SheetPage(file, info.width, info.height),), (region,), pixel_art=options.pixel_art)
        one = _unity(sheet, asset_folder, existing)
        described.update(one.files)
        notes += one.notes
    return Described(described, tuple(notes))


def _unity(sheet: Sheet, asset_folder: str, existing: Existing) -> Described:
    files = {}
    notes = []
    for number, page in enumerate(sheet.pages):
        name = f"{page.file}.meta"
        before = existing(name)
        meta = unity.write(sheet, number, _text(before), asset_path=f"{asset_folder}/{page.file}")
        if meta.note:
            notes.append(meta.note)
            continue
        text = meta.text
        if page.normal_map:
            normal = _unity_normal_map(page.normal_map, asset_folder, existing, pixel_art=sheet.pixel_art)
            files[f"{page.normal_map}.meta"] = OutputFile(normal.encode(), digest(normal.encode()))
            if guid := unity.guid_of(normal):
                text = unity.with_normal_map(text, guid)
        # What the editor changed in it is in the new text too, so that it is nobody else's change.
        files[name] = OutputFile(text.encode(), digest(before) if before is not None else "")
    return Described(files, tuple(notes))


def _unity_normal_map(file: str, asset_folder: str, existing: Existing, *, pixel_art: bool) -> str:
    before = _text(existing(f"{file}.meta"))
    return unity.normal_map_meta(file, before, asset_path=f"{asset_folder}/{file}", pixel_art=pixel_art).text


def _text(data: bytes | None) -> str:
    return "" if data is None else data.decode("utf-8", "replace")


def _encoded(texts: Mapping[str, str]) -> dict[str, OutputFile]:
    return {name: OutputFile(text.encode()) for name, text in texts.items()}
