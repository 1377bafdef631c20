"""Thumbnails against the best of Pillow, OpenCV and pyvips: the same pictures, bytes in and bytes out.

Rates are of processor time, all threads together, so that other work on the machine does not decide. The pictures are
painted by the embedded engine, which takes a few seconds; PNG is what it and the service deliver. pyvips takes part
where it is installed (``pip install "pyvips[binary]"``).

    python -m tests.bench.library_thumbnails [--rounds 5]
"""

import argparse
import importlib.util
import io
import os
import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image

from rundot_studio.engine.painters.compose import PaintRequest, paint
from rundot_studio.library.thumbnails import thumbnail

from .table import tell

SIZE_PX = 256
PROMPTS = ("a forest at dawn", "castle on a hill", "lake at dusk", "brick texture", "city at night", "a red dragon")
GOAL = 0.9


def pictures() -> dict[str, list[bytes]]:
    """By format."""
    painted = [Image.fromarray(paint(PaintRequest(p, "", 1024, 1024, 3)).rgb8()) for p in PROMPTS]
    return {
        "PNG": [saved(image, "PNG", compress_level=3) for image in painted],
        "JPEG": [saved(image, "JPEG", quality=92) for image in painted],
        "WebP": [saved(image, "WEBP", quality=90) for image in painted],
    }


def saved(image: Image.Image, picture_format: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, picture_format, **options)
    return buffer.getvalue()


def by_pillow(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        image.thumbnail((SIZE_PX, SIZE_PX), Image.Resampling.BOX, reducing_gap=2.0)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def by_opencv(data: bytes) -> bytes:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    scale = SIZE_PX / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 85])[1])


def by_pyvips(data: bytes) -> bytes:
    import pyvips

    return bytes(pyvips.Image.thumbnail_buffer(data, SIZE_PX).jpegsave_buffer(Q=85))


def per_second(make: Callable[[bytes], bytes], data: list[bytes]) -> float:
    start = time.process_time()
    for picture in data:
        make(picture)
    return len(data) / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    cv2.setNumThreads(1)
    os.environ["VIPS_CONCURRENCY"] = "1"  # before pyvips is imported
    ways: dict[str, Callable[[bytes], bytes]] = {
        "ours": lambda data: thumbnail(data, SIZE_PX),
        "Pillow": by_pillow,
        "OpenCV": by_opencv,
    }
    if importlib.util.find_spec("pyvips"):
        ways["pyvips"] = by_pyvips
    print(f"{'':<6}" + "".join(f"{name:>9}" for name in ways) + "   ours / best")
    for picture_format, data in pictures().items():
        rates = measured(ways, data, rounds)
        ratios = [ours / max(rates[name][i] for name in ways if name != "ours") for i, ours in enumerate(rates["ours"])]
        shown = "".join(f"{statistics.median(rates[name]):9.1f}" for name in ways)
        best = max(statistics.median(rates[name]) for name in ways if name != "ours")
        tell(
            f"thumbnails of {picture_format}",
            statistics.median(rates["ours"]),
            "a second",
            reference=f"best of {', '.join(name for name in ways if name != 'ours')}, {best:.0f}",
            ratio=statistics.median(ratios),
            goal=f">= {GOAL:g}",
        )
        print(f"{picture_format:<6}{shown}   {statistics.median(ratios):11.2f}   goal >= {GOAL:g}")


def measured(ways: dict[str, Callable[[bytes], bytes]], data: list[bytes], rounds: int) -> dict[str, list[float]]:
    """Pictures a second, round by round."""
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, make in ways.items():  # turn by turn, so that a slow moment is shared
            rate = per_second(make, data)
            if number:
                rates[name].append(rate)
    return rates


if __name__ == "__main__":
    main()
