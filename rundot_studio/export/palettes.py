"""Palettes: read and written as the files artists trade, taken from pictures, and pictures reduced to them."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

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
_ROUNDS = 8
_NEIGHBOURS = 4


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
    packed = colors.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    found, counts = np.unique(packed, return_counts=True)
    distinct = _unpacked(found)
    if len(distinct) > count:
        distinct = np.unique(_chosen(distinct, counts, count), axis=0)
    light = distinct.astype(np.int64) * (299, 587, 114)
    ordered = distinct[np.argsort(light.sum(axis=1), kind="stable")]
    return tuple((int(red), int(green), int(blue)) for red, green, blue in ordered)


def reduced_to(rgba: Rgba, palette: Palette, dither: Dither = "none", strength: float = 1.0) -> Rgba:
    """The picture in the palette's colours; alpha stays.

    Distances are those of CIELAB. ``ordered`` dithering mixes the two colours that a pixel lies between, by a fixed
    pattern of 4 by 4 pixels, which does not crawl from frame to frame: flat areas in a colour of the palette stay flat.
    ``strength`` 0 to 1.
    """
    colors = np.array(palette, np.uint8)
    packed = rgba[..., :3].astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    found, indices = np.unique(packed, return_inverse=True)
    indices = indices.reshape(packed.shape)
    nearest, other, share = _between(_lab(_unpacked(found)[None])[0], _lab(colors[None])[0])
    chosen = nearest[indices]
    if dither == "ordered":
        pattern = (np.array(_BAYER_4, np.float32) + 0.5) / 16
        height, width = rgba.shape[:2]
        thresholds = np.tile(pattern, (height // 4 + 1, width // 4 + 1))[:height, :width]
        chosen = np.where(share[indices] * np.float32(strength) > thresholds, other[indices], chosen)
    result = rgba.copy()
    result[..., :3] = colors[chosen]
    return result


def _chosen(colors: NDArray[np.uint8], counts: NDArray[np.int64], count: int) -> NDArray[np.uint8]:
    """``count`` of the ``colors`` (n, 3): seeds far apart, then the middles of those nearest to each (k-means).

    Colours count by the root of how often they occur, so that a pair of glowing eyes counts beside a wide sky.
    """
    boxes, box_of = np.unique(colors >> 3, axis=0, return_inverse=True)
    totals = np.bincount(box_of.ravel(), weights=counts)
    sums = [np.bincount(box_of.ravel(), weights=counts * colors[:, channel]) for channel in range(3)]
    means = np.stack(sums, axis=1) / totals[:, None]
    lab = _lab(np.rint(means).astype(np.uint8)[None])[0]
    weights = np.sqrt(totals).astype(np.float32)
    seeds = [int(weights.argmax())]
    distances = ((lab - lab[seeds[0]]) ** 2).sum(axis=1)
    while len(seeds) < min(count, len(boxes)):
        seeds.append(int((distances * weights).argmax()))
        distances = np.minimum(distances, ((lab - lab[seeds[-1]]) ** 2).sum(axis=1))
    centres = lab[seeds].copy()
    for _ in range(_ROUNDS):
        belongs = _nearest(lab, centres)
        total = np.bincount(belongs, weights=weights, minlength=len(centres))
        held = total > 0
        for axis in range(3):
            moved = np.bincount(belongs, weights=weights * lab[:, axis], minlength=len(centres))
            centres[held, axis] = moved[held] / total[held]
    # A colour that is in the pictures, rather than one between.
    return np.rint(means[_nearest(centres, lab)]).astype(np.uint8)


def _nearest(wanted: NDArray[np.float32], among: NDArray[np.float32]) -> NDArray[np.int64]:
    result = np.empty(len(wanted), np.int64)
    for start in range(0, len(wanted), 1024):
        part = wanted[start : start + 1024, None]
        result[start : start + 1024] = ((part - among) ** 2).sum(axis=2).argmin(axis=1)
    return result


def _between(
    wanted: NDArray[np.float32], palette: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """For each wanted colour the nearest of the palette, the one to mix it with, and how much of that, 0 to 0.5.

    Both arguments (count, 3). Of the nearest few the one is taken whose mixture comes closest.
    """
    few = min(_NEIGHBOURS, len(palette))
    nearest = np.zeros(len(wanted), np.int64)
    other = np.zeros(len(wanted), np.int64)
    share = np.zeros(len(wanted), np.float32)
    for start in range(0, len(wanted), 4096):
        part = wanted[start : start + 4096]
        rows = np.arange(len(part))
        distances = ((part[:, None] - palette) ** 2).sum(axis=2)
        near = np.argsort(distances, axis=1, kind="stable")[:, :few]
        first = palette[near[:, 0]]
        along = palette[near] - first[:, None]
        length = np.maximum((along**2).sum(axis=2), np.float32(1e-6))
        parts = np.clip(((part - first)[:, None] * along).sum(axis=2) / length, 0, 0.5)
        off = ((first[:, None] + along * parts[..., None] - part[:, None]) ** 2).sum(axis=2)
        # Colours far apart make a coarse pattern: they must come clearly closer.
        best = (off + 0.06 * length * (parts > 0)).argmin(axis=1)
        nearest[start : start + 4096] = near[:, 0]
        other[start : start + 4096] = near[rows, best]
        share[start : start + 4096] = parts[rows, best]
    return nearest, other, share


def _unpacked(packed: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Colours (count, 3) from their numbers 0xRRGGBB."""
    return np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=-1).astype(np.uint8)


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
