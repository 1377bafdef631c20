"""What the in-process path costs over calling the painter: request, answer, URL and download through ASGITransport.

Reference: :func:`rundot_studio.engine.tasks.run` called directly (paint, encode, write the file), in a process with the
painters' own environment, since another instruction set paints at another speed. The two take turns on the same
recipes; the figure is the median of the differences.

    python -m tests.bench.in_process [--pictures 40]
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from rundot_studio.engine.baseline import BASELINE, is_x86_64, worker_environment

PROMPTS = ("a coin, pixel art", "a slime, pixel art", "a potion, flat vector", "a knight, pixel art")
GOAL_MS = 5.0


async def measure(pictures: int, folder: Path) -> tuple[list[float], list[float]]:
    """(direct, through the path) in milliseconds, pair by pair."""
    from rundot_studio.client.downloads import fetch
    from rundot_studio.domain.recipe import GenerateRecipe
    from rundot_studio.engine import tasks
    from rundot_studio.studio.connections import connection_named, open_service

    service = open_service(connection_named("embedded"), folder / "engine")
    direct, through = [], []

    def paint(prompt: str, seed: int) -> None:
        task = {"task": "paint", "prompt": prompt, "negative": "", "width": 1024, "height": 1024, "seed": seed}
        tasks.run({**task, "references": [], "cutout": None, "output": str(folder / "direct.png")}, lambda done: None)

    async def order(prompt: str, seed: int) -> None:
        answered = await service.client.generate(GenerateRecipe(prompt, seed=seed), [])
        await fetch(service.http, answered.url)

    try:
        for index in range(-4, pictures):  # the first four warm both sides up
            prompt = PROMPTS[index % len(PROMPTS)]
            turns = [(direct, paint), (through, order)]
            for times, work in turns if index % 2 else reversed(turns):
                start = time.perf_counter()
                done = work(prompt, index + 4)
                if done is not None:
                    await done
                if index >= 0:
                    times.append((time.perf_counter() - start) * 1000)
    finally:
        await service.close()
    return direct, through


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=40)
    options = parser.parse_args()
    if is_x86_64() and any(os.environ.get(name) != value for name, value in BASELINE.items()):
        os.execve(sys.executable, [sys.executable, "-m", "tests.bench.in_process", *sys.argv[1:]], worker_environment())
    with tempfile.TemporaryDirectory() as folder:
        direct, through = asyncio.run(measure(options.pictures, Path(folder)))
    more = statistics.median(b - a for a, b in zip(direct, through, strict=True))
    ratio = statistics.median(b / a for a, b in zip(direct, through, strict=True))
    print("what                             direct ms   path ms   ratio   more ms   goal")
    print(
        f"a picture through the protocol   {statistics.median(direct):9.1f} {statistics.median(through):9.1f} "
        f"{ratio:7.3f} {more:9.2f}   <= {GOAL_MS:g} ms more"
    )


if __name__ == "__main__":
    main()
