"""Thumbnails against the best of Pillow, OpenCV and pyvips: the same pictures, one thread, bytes in and bytes out.

The pictures are painted by the embedded engine, which takes a few seconds. pyvips takes part where it is installed
(``pip install "pyvips[binary]"``).

    python -m tests.bench.library_thumbnails [--rounds 5]
"""

import argparse
import importlib.util
import io
import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image

from rundot_studio.engine.painters.compose import PaintRequest, paint
from rundot_studio.imaging import codec

SIZE_PX = 256
PROMPTS = ("a forest at dawn", "castle on a hill", "lake at dusk", "brick texture", "city at night", "a red dragon")
GOAL = 0.9


def pictures() -> list[bytes]:
    painted = (paint(PaintRequest(p, "", 1024, 1024, 3)) for p in PROMPTS)
    return [codec.encode_png(painting.rgb8(), 3) for painting in painted]


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
    start = time.perf_counter()
    for picture in data:
        make(picture)
    return len(data) / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    cv2.setNumThreads(1)
    ways: dict[str, Callable[[bytes], bytes]] = {
        "ours": lambda data: codec.thumbnail(data, SIZE_PX),
        "Pillow": by_pillow,
        "OpenCV": by_opencv,
    }
    if importlib.util.find_spec("pyvips"):
        ways["pyvips"] = by_pyvips
    data = pictures()
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, make in ways.items():  # turn by turn, so that a slow moment is shared
            rate = per_second(make, data)
            if number:
                rates[name].append(rate)
    ratios = [ours / max(rates[name][i] for name in ways if name != "ours") for i, ours in enumerate(rates["ours"])]
    for name, values in rates.items():
        print(f"{name:<8} {statistics.median(values):7.1f} pictures a second")
    print(f"ours over the best of the others: {statistics.median(ratios):.2f}   goal >= {GOAL:g}")


if __name__ == "__main__":
    main()
