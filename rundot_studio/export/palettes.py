"""Palettes: read and written as the files artists trade, taken from pictures, and pictures reduced to them."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np
from PIL import Image

from rundot_studio.domain.errors import RuleBroken, SourceUnusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

Palette = tuple[tuple[int, int, int], ...]
Dither = Literal["none", "ordered"]
MOST_COLORS = 256
_BAYER_4 = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
"""Threshold order of B. E. Bayer, "An optimum method for two-level rendition of continuous-tone pictures", 1973."""
_OFTEN_ENOUGH = 1 << 20


def read_palette(name: str, data: bytes) -> Palette:
    """Colours of a ``.gpl`` (GIMP), ``.hex`` or ``.pal`` (JASC or Microsoft) file, by what is in it.

    Raises SourceUnusable.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"PAL ":
        return _checked(name, _read_riff(name, data))
    text = data.decode("utf-8-sig", "replace")
    lines = [line.strip() for line in text.splitlines()]
    if lines and lines[0].startswith("GIMP Palette"):
        numbers = [re.match(r"(\d+)\s+(\d+)\s+(\d+)(?:\s|$)", line) for line in lines[1:]]
        return _checked(name, [tuple(map(int, match.groups())) for match in numbers if match])
    if lines and lines[0] == "JASC-PAL":
        numbers = [re.match(r"(\d+)\s+(\d+)\s+(\d+)(?:\s+\d+)?$", line) for line in lines[3:]]
        return _checked(name, [tuple(map(int, match.groups())) for match in numbers if match])
    found = [line.lstrip("#") for line in lines if line and not line.startswith((";", "//"))]
    if not found or not all(re.fullmatch(r"[0-9A-Fa-f]{6}", each) for each in found):
        raise SourceUnusable(f"{name} is not a palette.", "GIMP .gpl, .hex and JASC .pal files are.")
    return _checked(name, [tuple(bytes.fromhex(each)) for each in found])


def write_palette(palette: Palette, suffix: str, title: str = "palette") -> bytes:
    """The bytes of a ``.gpl``, ``.hex`` or ``.pal`` (JASC) file. Raises RuleBroken for any other suffix."""
    if suffix == ".gpl":
        rows = [f"{red:3} {green:3} {blue:3}\t{red:02x}{green:02x}{blue:02x}" for red, green, blue in palette]
        clean = " ".join(title.split())
        return "\n".join(["GIMP Palette", f"Name: {clean}", "Columns: 0", "#", *rows, ""]).encode()
    if suffix == ".hex":
        return "".join(f"{red:02x}{green:02x}{blue:02x}\n" for red, green, blue in palette).encode()
    if suffix == ".pal":
        rows = [f"{red} {green} {blue}" for red, green, blue in palette]
        return "\r\n".join(["JASC-PAL", "0100", str(len(palette)), *rows, ""]).encode()
    raise RuleBroken("palette", suffix, ".gpl, .hex or .pal")


def palette_of(pictures: Sequence[Rgba], count: int) -> Palette:
    """At most ``count`` colours (2 to 256) that serve all pictures, by their visible pixels, dark to light."""
    if not 2 <= count <= MOST_COLORS:
        raise RuleBroken("colors", count, "2 to 256")
    visible = [picture[picture[..., 3] >= 128][:, :3] for picture in pictures]
    colors = np.concatenate(visible) if visible else np.empty((0, 3), np.uint8)
    if colors.size == 0:
        raise SourceUnusable("There is no visible pixel to take colours from.")
    distinct = np.unique(colors, axis=0)
    if len(distinct) > count:
        step = max(1, len(colors) // _OFTEN_ENOUGH)
        strip = Image.fromarray(np.ascontiguousarray(colors[None, ::step]))
        reduced = strip.quantize(count, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
        distinct = np.unique(np.asarray(reduced.convert("RGB"))[0], axis=0)
    light = distinct.astype(np.int64) * (299, 587, 114)
    ordered = distinct[np.argsort(light.sum(axis=1), kind="stable")]
    return tuple((int(red), int(green), int(blue)) for red, green, blue in ordered)


def reduced_to(rgba: Rgba, palette: Palette, dither: Dither = "none", strength: float = 1.0) -> Rgba:
    """The picture in the palette's colours; alpha stays.

    Distances are those of CIELAB. ``ordered`` dithering mixes neighbouring colours by a fixed pattern of 4 by 4 pixels,
    which does not crawl from frame to frame; ``strength`` 0 to 1.
    """
    colors = np.array(palette, np.uint8)
    lab = _lab(colors[None])[0]
    picture = _lab(np.ascontiguousarray(rgba[..., :3]))
    if dither == "ordered" and len(palette) > 1:
        # One step of lightness between neighbours of the palette is what the pattern has to bridge.
        gaps = np.abs(lab[:, None] - lab[None]).sum(axis=2) + np.where(np.eye(len(lab), dtype=bool), 1e9, 0)
        spread = float(np.median(gaps.min(axis=1))) * strength
        pattern = (np.array(_BAYER_4, np.float32) + 0.5) / 16 - 0.5
        height, width = rgba.shape[:2]
        tiled = np.tile(pattern, (height // 4 + 1, width // 4 + 1))[:height, :width]
        picture[..., 0] += tiled * np.float32(spread)
    nearest = np.empty(rgba.shape[:2], np.int64)
    for row in range(0, rgba.shape[0], 64):
        part = picture[row : row + 64, :, None, :] - lab
        nearest[row : row + 64] = (part * part).sum(axis=3).argmin(axis=2)
    result = rgba.copy()
    result[..., :3] = colors[nearest]
    return result


def _lab(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    return cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)


def _read_riff(name: str, data: bytes) -> list[tuple[int, ...]]:
    """Microsoft's palette: after the headers a version, a count, and four bytes per colour."""
    at = data.find(b"data", 12)
    if at == -1 or len(data) < at + 12:
        raise SourceUnusable(f"{name} is a damaged palette.")
    (count,) = struct.unpack_from("<H", data, at + 10)
    colors = data[at + 12 : at + 12 + 4 * count]
    return [tuple(colors[index : index + 3]) for index in range(0, len(colors) - 3, 4)]


def _checked(name: str, colors: Sequence[tuple[int, ...]]) -> Palette:
    unique = list(dict.fromkeys((each[0], each[1], each[2]) for each in colors))
    if not unique or len(unique) > MOST_COLORS or any(max(each) > 255 for each in unique):
        raise SourceUnusable(f"{name} is not a palette of 1 to {MOST_COLORS} colours.")
    return tuple(unique)
