"""Storing a delivered picture against bare ``write + fsync + rename`` of the same bytes, turn by turn, in one run.

Storing is: hash what was delivered, put the recipe into it, hash what is stored, write, fsync, rename, and commit the
rows; the flush of the folder and of the log, which a burst shares, happens meanwhile and is counted in a line of its
own. A second ratio counts the check before it too, which decodes every pixel. The pictures are painted by the embedded
engine. The bare side writes into a folder on the same disk.

    python -m tests.bench.library_storing [--rounds 40] [--where DIR]
"""

import argparse
import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rundot_studio.client.downloads import check_picture
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.engine.painters.compose import PaintRequest, paint
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library

from .table import tell

PROMPTS = ("a forest at dawn", "a red dragon, flat vector", "brick texture", "castle on a hill")
GOAL = 1.3
WARM_UP = 3


def pictures() -> list[bytes]:
    painted = (paint(PaintRequest(prompt, "", 1024, 1024, 3)) for prompt in PROMPTS)
    return [codec.encode_png(painting.rgb8(), 6) for painting in painted]


def answered(number: int) -> Job:
    answer = Answer("https://x/1.png", "g1", "gpt-image-2", number, "p", "the engine (procedural)", procedural=True)
    recipe = GenerateRecipe("a brave knight in golden armour, watercolour", seed=number)
    return Job(f"{number:010x}", recipe, "embedded", datetime.now(UTC), JobState.ANSWERED, None, None, answer)


def write_bare(folder: Path, number: int, data: bytes) -> None:
    part = folder / f".{number}.png.part"
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(folder / f"{number}.png")


def milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--where", type=Path, help="a folder on the disk to measure (default: the temporary one)")
    options = parser.parse_args()
    data = pictures()
    with tempfile.TemporaryDirectory(dir=options.where) as name:
        top = Path(name)
        library = Library(top / "library")
        bare_folder = top / "bare"
        bare_folder.mkdir()
        bare: list[float] = []
        stored: list[float] = []
        checked: list[float] = []
        number = 0
        for round_ in range(options.rounds + WARM_UP):
            for picture in data:
                number += 1
                job = answered(number)
                digest = hashlib.sha256(picture).hexdigest()  # known from the check
                check_ms = milliseconds(lambda picture=picture: check_picture(picture))
                pair = [
                    milliseconds(lambda number=number, picture=picture: write_bare(bare_folder, number, picture)),
                    milliseconds(
                        lambda job=job, picture=picture, digest=digest: library.store(
                            job, picture, "png", (1024, 1024), False, digest
                        )
                    ),
                ]
                if round_ >= WARM_UP:
                    bare.append(pair[0])
                    stored.append(pair[1])
                    checked.append(check_ms + pair[1])
        flush_ms = milliseconds(library.flush)
        library.close()
    sizes = ", ".join(f"{len(picture) / 1e6:.2f}" for picture in data)
    print(f"{len(bare)} pictures of {sizes} MB")
    print(f"bare write + fsync + rename   {statistics.median(bare):7.2f} ms")
    print(f"storing                       {statistics.median(stored):7.2f} ms")
    print(f"storing with decoding         {statistics.median(checked):7.2f} ms")
    print(f"the flush a burst shares      {flush_ms:7.2f} ms")
    for place, picture in enumerate(data):
        own = ratios(bare[place :: len(data)], stored[place :: len(data)])
        print(f"  {len(picture) / 1e6:.2f} MB: storing / bare   {own:.2f}")
    tell(
        "storing a picture",
        statistics.median(stored),
        "ms",
        reference=f"write, fsync, rename, {statistics.median(bare):.1f} ms",
        ratio=ratios(bare, stored),
        goal=f"<= {GOAL:g}",
    )
    print(f"storing / bare                {ratios(bare, stored):7.2f}   goal <= {GOAL:g}")
    print(f"with decoding / bare          {ratios(bare, checked):7.2f}")


def ratios(bare: list[float], ours: list[float]) -> float:
    return statistics.median(our / their for their, our in zip(bare, ours, strict=True))


if __name__ == "__main__":
    main()
