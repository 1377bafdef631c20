"""Paints a list of prompts onto one sheet, for judging by eye.

``python -m rundot_studio.engine.painters.contact_sheet --prompts FILE --out PNG [--columns 6] [--size 1024]``

One prompt a line; ``prompt || negative`` names a negative prompt; ``@WxH`` at the end of a line sets the ratio; ``#``
begins a comment. Only the sheet carries captions.
"""

import argparse
import re
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from .compose import PaintRequest, paint

_CAPTION_PX = 16
_RATIO = re.compile(r"\s*@(\d+)x(\d+)\s*$")


def parse_line(line: str, size: int, seed: int) -> PaintRequest | None:
    """One line of the list as a request; None for a comment or an empty line."""
    text = line.strip()
    if not text or text.startswith("#"):
        return None
    width = height = size
    ratio = _RATIO.search(text)
    if ratio:
        across, down = int(ratio[1]), int(ratio[2])
        factor = size / max(across, down)
        width, height = max(16, round(across * factor)), max(16, round(down * factor))
        text = text[: ratio.start()]
    prompt, _, negative = (part.strip() for part in text.partition("||"))
    return PaintRequest(prompt, negative, width, height, seed)


def tile_of(request: PaintRequest, tile_px: int) -> NDArray[np.uint8]:
    """The painted request, shrunk into a square of ``tile_px``."""
    picture = paint(request).rgb8()
    factor = tile_px / max(picture.shape[:2])
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    tile = np.full((tile_px, tile_px, 3), 24, np.uint8)
    top, left = (tile_px - size[1]) // 2, (tile_px - size[0]) // 2
    tile[top : top + size[1], left : left + size[0]] = small
    return tile


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--size", type=int, default=1024, help="longer side of each picture, in pixels")
    parser.add_argument("--tile", type=int, default=320, help="side of a tile on the sheet, in pixels")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    lines = arguments.prompts.read_text(encoding="utf-8").splitlines()
    requests = [request for line in lines if (request := parse_line(line, arguments.size, arguments.seed))]
    rows = -(-len(requests) // arguments.columns)
    cell = (arguments.tile, arguments.tile + _CAPTION_PX)
    sheet = Image.new("RGB", (cell[0] * arguments.columns, cell[1] * rows), (24, 24, 28))
    pen = ImageDraw.Draw(sheet)
    for number, request in enumerate(requests):
        start = time.perf_counter()
        left, top = cell[0] * (number % arguments.columns), cell[1] * (number // arguments.columns)
        sheet.paste(Image.fromarray(tile_of(request, arguments.tile)), (left, top))
        pen.text((left + 3, top + arguments.tile + 2), request.prompt.encode("ascii", "replace").decode()[:52], "white")
        print(f"{time.perf_counter() - start:5.2f} s  {request.prompt[:90]}")
    sheet.save(arguments.out)


if __name__ == "__main__":
    main()
