"""One picture as one file: cut, resized, given room, encoded, with its recipe or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.imaging import recipe_chunks, sprites

from .atlas import FLAT_NORMAL, bleed_edges, check_map_size
from .encoding import SUFFIX, PictureFormat, encoded
from .frame import Frame, cut
from .resizing import resized, scale_factors, scaled_size
from .sheet import MAP_SUFFIX, Borders, Point, Size, scale_suffix
from .sidecar import sidecar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]


@dataclass(frozen=True)
class SingleOptions:
    """``longest_px`` is the longer side of the largest of the set, 0 for as it is. ``padding`` adds clear pixels and
    ``extrude`` repeats the edge, on every side; ``colors`` gives a PNG a palette. ``metadata`` keeps the recipe inside
    the file, ``sidecar`` writes it beside."""

    picture_format: PictureFormat = "png"
    trim: bool = False
    trim_threshold: int = 0
    padding: int = 0
    extrude: int = 0
    power_of_two: bool = False
    longest_px: int = 0
    scales: tuple[float, ...] = (1.0,)
    pixel_art: bool = False
    bleed_px: int = 4
    quality: int = 92
    colors: int = 0
    metadata: bool = True
    sidecar: bool = True


@dataclass(frozen=True)
class Prepared:
    """``offset`` is where the picture lies in the untrimmed one of ``source_size``, both in its own pixels; negative
    where room was added. ``pivot`` is in shares of the picture as it is now."""

    pixels: Rgba
    offset: tuple[int, int]
    source_size: Size
    pivot: Point
    borders: Borders | None


def single_files(frame: Frame, name: str, options: SingleOptions) -> dict[str, bytes]:
    """All files of one picture by their names: one per scale, each with its sidecar. Blocking."""
    rgba = frame.pixels()
    files: dict[str, bytes] = {}
    for scale, factor in scale_factors(options.scales, pixel_art=options.pixel_art).items():
        prepared = prepare(frame, rgba, factor, options)
        data = encoded(prepared.pixels, options.picture_format, quality=options.quality, colors=options.colors)
        if options.metadata and frame.origin.recipe:
            data = recipe_chunks.embed(data, frame.origin.recipe)
        file = f"{name}{scale_suffix(scale)}{SUFFIX[options.picture_format]}"
        files[file] = data
        if options.sidecar:
            changed = prepared.offset != (0, 0) or prepared.source_size != prepared.pixels.shape[1::-1]
            files[f"{file}.json"] = sidecar(
                frame.origin,
                offset=prepared.offset,
                source_size=prepared.source_size if changed else None,
                pivot=prepared.pivot,
                borders=prepared.borders,
            )
    return files


def map_files(frame: Frame, name: str, options: SingleOptions) -> dict[str, bytes]:
    """The maps of one picture, cut and placed exactly as :func:`single_files` does it. Blocking.

    Raises OutputRefused for a map of another size than its picture.
    """
    if not frame.maps:
        return {}
    rgba = frame.pixels()
    files: dict[str, bytes] = {}
    for scale, factor in scale_factors(options.scales, pixel_art=options.pixel_art).items():
        prepared = prepare(frame, rgba, factor, options)
        for kind, load in frame.maps.items():
            whole = load()
            check_map_size(frame.name, kind, whole, (rgba.shape[1], rgba.shape[0]))
            whole = resized(whole, prepared.source_size, pixel_art=options.pixel_art)
            part = _windowed(whole, prepared, FLAT_NORMAL if kind == "normal" else (0, 0, 0, 0))
            files[f"{name}{scale_suffix(scale)}{MAP_SUFFIX.get(kind, f'_{kind}')}.png"] = encoded(part, "png")
    return files


def _windowed(whole: Rgba, prepared: Prepared, background: tuple[int, int, int, int]) -> Rgba:
    """What of a map lies where the prepared picture lies; ``background`` beyond its edges."""
    height, width = prepared.pixels.shape[:2]
    left, top = prepared.offset
    part = np.empty((height, width, 4), np.uint8)
    part[...] = background
    seen = whole[max(0, top) : max(0, top + height), max(0, left) : max(0, left + width)]
    down, right = max(0, -top), max(0, -left)
    part[down : down + seen.shape[0], right : right + seen.shape[1]] = seen
    return part


def prepare(frame: Frame, rgba: Rgba, factor: float, options: SingleOptions) -> Prepared:
    """The pixels of one scale before they are encoded. Raises RuleBroken."""
    for field in ("padding", "extrude"):
        if not 0 <= getattr(options, field) <= 1024:
            raise RuleBroken(field, getattr(options, field), "0 to 1024 pixels")
    whole_size = (rgba.shape[1], rgba.shape[0])
    if options.longest_px:
        factor *= options.longest_px / max(whole_size)
    source_size = scaled_size(whole_size, factor)
    # Resized before it is trimmed, so that frames of one animation keep to the same pixel raster.
    pixels = resized(rgba, source_size, pixel_art=options.pixel_art)
    piece = cut(pixels, trim=options.trim, threshold=options.trim_threshold)
    pixels, (left, top) = piece.pixels, piece.offset
    borders = frame.borders.scaled(factor) if frame.borders is not None else None
    if borders is not None:
        borders = Borders(
            max(0, borders.left - left),
            max(0, borders.top - top),
            max(0, borders.right - (source_size[0] - left - piece.size[0])),
            max(0, borders.bottom - (source_size[1] - top - piece.size[1])),
        )
    if options.extrude:
        around = options.extrude
        pixels = np.pad(pixels, ((around, around), (around, around), (0, 0)), mode="edge")
    pixels = sprites.pad(pixels, options.padding)
    rim = options.extrude + options.padding
    if options.power_of_two:
        pixels = _to_powers_of_two(pixels)
    if options.picture_format != "jpeg":
        pixels = pixels.copy()
        bleed_edges(pixels, options.bleed_px)
    left, top = left - rim, top - rim
    height, width = pixels.shape[:2]
    pivot = (
        (frame.pivot[0] * source_size[0] - left) / width,
        (frame.pivot[1] * source_size[1] - top) / height,
    )
    if borders is not None and rim:
        borders = Borders(borders.left + rim, borders.top + rim, borders.right + rim, borders.bottom + rim)
    return Prepared(pixels, (left, top), source_size, pivot, borders)


def _to_powers_of_two(rgba: Rgba) -> Rgba:
    """Clear pixels added on the right and below, so that the offset stays."""
    height, width = rgba.shape[:2]
    wider = (1 << (width - 1).bit_length()) - width
    taller = (1 << (height - 1).bit_length()) - height
    return np.pad(rgba, ((0, taller), (0, wider), (0, 0)))
