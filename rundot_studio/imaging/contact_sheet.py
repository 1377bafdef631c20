"""Contact sheets: pictures in rows and columns with captions, as one picture.

Captions are in the font that Pillow ships, so that a sheet looks the same on every machine; a caption with letters that
it lacks takes a font of the system. Colours are those of the studio's dark theme: true grey, so that pictures are
judged right.
"""

import contextlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from . import codec

Pixels = NDArray[np.uint8]

_WINDOW, _CONTROL, _STROKE = "#161616", "#232323", "#3a3a3a"
_TEXT, _SECONDARY, _BAD = "#ececec", "#a3a3a3", "#f2777a"
_MARGIN, _GAP = 28, 10
_TITLE_PX, _PROMPT_PX = 26, 15
_LEAST_WIDTH = 320
_ROW_LABEL_SHARE = 0.55
"""Most width of the row captions, as a share of a square cell's."""
_CHECKER = (np.uint8(92), np.uint8(120))
_CHECKER_PX = 10
_SYSTEM_FONTS = (
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    "segoeui.ttf",
    "Arial Unicode.ttf",
    "Arial.ttf",
    "NotoSansCJK-Regular.ttc",
    "msyh.ttc",
    "PingFang.ttc",
    "YuGothM.ttc",
    "wqy-microhei.ttc",
)
"""Of Linux, Windows and macOS, with more letters than Pillow's."""
_NO_LETTER = "\uffff"
_LINE = 1.3
"""Height of a line, as a multiple of the font's size."""


@dataclass(frozen=True)
class Tile:
    """A picture, RGB or RGBA (height, width, 3 or 4), uint8, of the size to be shown; or why there is none."""

    pixels: Pixels | None = None
    problem: str = ""


@dataclass(frozen=True)
class Captions:
    """``columns`` and ``rows`` name each; ``rows`` is empty where they need no names."""

    title: str
    prompt: str
    columns: Sequence[str]
    rows: Sequence[str] = ()


def scaled_to(pixels: Pixels, side_px: int) -> Pixels:
    """RGB or RGBA (height, width, 3 or 4), uint8, of about the area of a square of ``side_px``.

    So that wide and tall pictures look as large as square ones. Small pictures are enlarged by a whole factor, so that
    pixel art stays crisp.
    """
    height, width = pixels.shape[:2]
    scale = side_px / math.sqrt(width * height)
    if scale >= 2:
        return pixels.repeat(int(scale), axis=0).repeat(int(scale), axis=1)
    return codec.scaled_down(pixels, max(1, round(max(width, height) * scale)))


def draw(captions: Captions, tiles: Sequence[Sequence[Tile]], side_px: int) -> Pixels:
    """The sheet, RGB (height, width, 3), uint8. ``tiles`` are rows of columns, as many as the captions name.

    A column is as wide as its widest picture and a row as high as its highest; ``side_px`` where there is none.
    """
    widths = [_most(tiles, side_px, column=column, axis=1) for column in range(len(captions.columns))]
    heights = [_most([row], side_px, column=None, axis=0) for row in tiles]
    caption_px = max(13, min(20, side_px // 16))
    left = _MARGIN + _row_label_width(captions.rows, side_px, caption_px)
    width = max(left + sum(widths) + (len(widths) - 1) * _GAP + _MARGIN, _LEAST_WIDTH)
    title = _wrapped(captions.title, _TITLE_PX, width - 2 * _MARGIN, 1)
    prompt = _wrapped(captions.prompt, _PROMPT_PX, width - 2 * _MARGIN, 3) if captions.prompt != captions.title else []
    heads = [_wrapped(label, caption_px, room, 2) for label, room in zip(captions.columns, widths, strict=True)]
    top_of_heads = _MARGIN + _height(title, _TITLE_PX) + (_height(prompt, _PROMPT_PX) + 4 if prompt else 0) + 18
    top = top_of_heads + _height(max(heads, key=len), caption_px) + _GAP
    height = top + sum(heights) + (len(heights) - 1) * _GAP + _MARGIN
    sheet = Image.new("RGB", (width, height), _WINDOW)
    pen = ImageDraw.Draw(sheet)
    _write(pen, title, (_MARGIN, _MARGIN), _TITLE_PX, _TEXT)
    _write(pen, prompt, (_MARGIN, _MARGIN + _height(title, _TITLE_PX) + 4), _PROMPT_PX, _SECONDARY)
    lefts = [left + sum(widths[:column]) + column * _GAP for column in range(len(widths))]
    for lines, x, room in zip(heads, lefts, widths, strict=True):
        _write(pen, lines, (x + room / 2, top - _GAP - _height(lines, caption_px)), caption_px, _TEXT, anchor="ma")
    y = top
    for row, tiles_of_row in enumerate(tiles):
        if captions.rows:
            most_lines = max(1, int(heights[row] / caption_px / _LINE))
            lines = _wrapped(captions.rows[row], caption_px, left - _MARGIN - 2 * _GAP, most_lines)
            start = y + (heights[row] - _height(lines, caption_px)) / 2
            _write(pen, lines, (left - 2 * _GAP, start), caption_px, _TEXT, anchor="ra")
        for tile, x, room in zip(tiles_of_row, lefts, widths, strict=True):
            _put(sheet, pen, tile, (x, y), (room, heights[row]), caption_px)
        y += heights[row] + _GAP
    return np.array(sheet)


def _most(tiles: Sequence[Sequence[Tile]], side_px: int, *, column: int | None, axis: int) -> int:
    """The largest height (axis 0) or width (1) of the pictures in these rows, or in one column of them."""
    chosen = [tile for row in tiles for tile in (row if column is None else [row[column]])]
    return max((tile.pixels.shape[axis] for tile in chosen if tile.pixels is not None), default=side_px)


def _put(
    sheet: Image.Image, pen: ImageDraw.ImageDraw, tile: Tile, place: tuple[int, int], cell: tuple[int, int], px: int
) -> None:
    x, y = place
    if tile.pixels is not None:
        picture = Image.fromarray(_on_checker(tile.pixels))
        sheet.paste(picture, (x + (cell[0] - picture.width) // 2, y + (cell[1] - picture.height) // 2))
        return
    box = (x, y, x + cell[0] - 1, y + cell[1] - 1)
    pen.rounded_rectangle(box, radius=8, fill=_CONTROL, outline=_STROKE)
    side = max(10, min(cell) // 9)
    middle_x, middle_y = x + cell[0] / 2, y + cell[1] * 0.36
    for turn in (-1, 1):
        ends = (middle_x - side / 2, middle_y - turn * side / 2, middle_x + side / 2, middle_y + turn * side / 2)
        pen.line(ends, fill=_BAD, width=max(2, side // 8))
    lines = _wrapped(tile.problem or "No picture", px, cell[0] - 2 * px, 4)
    _write(pen, lines, (middle_x, middle_y + side), px, _SECONDARY, anchor="ma")


def _on_checker(pixels: Pixels) -> Pixels:
    """Transparent pictures over the checkerboard, as on the canvas."""
    if pixels.shape[2] == 3:
        return pixels
    height, width = pixels.shape[:2]
    rows, columns = np.indices((height, width)) // _CHECKER_PX
    ground = np.where((rows + columns) % 2 == 0, *_CHECKER).astype(np.float32)[..., None]
    alpha = pixels[..., 3:].astype(np.float32) / 255
    return np.rint(pixels[..., :3] * alpha + ground * (1 - alpha)).astype(np.uint8)


def _row_label_width(labels: Sequence[str], cell_width: int, px: int) -> int:
    if not labels:
        return 0
    widest = max(_length(label, px) for label in labels)
    return int(min(widest, max(cell_width * _ROW_LABEL_SHARE, 6 * px))) + 2 * _GAP + 1


def _write(
    pen: ImageDraw.ImageDraw,
    lines: Sequence[str],
    place: tuple[float, float],
    px: int,
    colour: str,
    anchor: str = "la",
) -> None:
    for number, line in enumerate(lines):
        pen.text((place[0], place[1] + number * px * _LINE), line, fill=colour, font=_font(px, line), anchor=anchor)


def _height(lines: Sequence[str], px: int) -> int:
    return round(len(lines) * px * _LINE)


def _wrapped(text: str, px: int, width: float, most_lines: int) -> list[str]:
    """Lines that fit; what does not fit into the last one ends in an ellipsis. A long word is cut."""
    words = text[:2000].split()
    lines: list[str] = []
    while words and len(lines) < most_lines:
        line = words.pop(0)
        while words and _length(f"{line} {words[0]}", px) <= width:
            line = f"{line} {words.pop(0)}"
        if words and len(lines) == most_lines - 1:
            line = f"{line} {' '.join(words)}"
        lines.append(_cut(line, px, width))
    return lines or [""]


def _cut(line: str, px: int, width: float) -> str:
    if _length(line, px) <= width:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if _length(line[:middle].rstrip() + "…", px) <= width:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + "…"


def _length(text: str, px: int) -> float:
    return float(_font(px, text).getlength(text))


def _font(px: int, text: str) -> Any:
    """The font that has the letters of a caption: Pillow's own, else the first of the system's that has them all."""
    letters = frozenset(text)
    return next((font for font in _fonts(px) if not _lacks(font, letters)), _fonts(px)[-1])


@cache
def _fonts(px: int) -> list[Any]:
    found = [ImageFont.load_default(px)]
    for name in _SYSTEM_FONTS:
        with contextlib.suppress(OSError):
            found.append(ImageFont.truetype(name, px))
    return found


def _lacks(font: Any, letters: frozenset[str]) -> bool:
    return any(not _has(font, letter) for letter in letters)


@cache
def _has(font: Any, letter: str) -> bool:
    if letter.isspace():
        return True
    missing = font.getmask(_NO_LETTER)
    mask = font.getmask(letter)
    return bool(mask.size != missing.size or bytes(mask) != bytes(missing))
