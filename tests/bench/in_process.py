"""What the in-process path costs over calling the painter: request, answer, URL and download through ASGITransport.

Reference: the call of the painter itself (``tasks.run``: paint, encode, write the file), timed inside the worker for
the very same picture and told in the answer's ``Server-Timing``. So a noisy machine, which paints faster one moment and
slower the next, does not hide the few milliseconds that are looked for.

    python -m tests.bench.in_process [--pictures 40]
"""

import argparse
import asyncio
import re
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from rundot_studio.client.downloads import fetch
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.studio.connections import connection_named, open_service

from .table import tell

PROMPTS = ("a coin, pixel art", "a slime, cel shaded", "a potion, flat vector", "a forest at dawn")
GOAL_MS = 5.0
WARM_UP = 8


async def measure(pictures: int, folder: Path) -> tuple[list[float], list[float]]:
    """(the painter's call, the whole path) in milliseconds, picture by picture."""
    service = open_service(connection_named("embedded"), folder)
    painter: list[float] = []
    path: list[float] = []

    async def note(response: httpx.Response) -> None:
        if told := re.search(r"work;dur=([0-9.]+)", response.headers.get("server-timing", "")):
            painter.append(float(told[1]))

    service.http.event_hooks["response"].append(note)
    try:
        for index in range(pictures + WARM_UP):
            recipe = GenerateRecipe(PROMPTS[index % len(PROMPTS)], seed=index)
            start = time.perf_counter()
            answered = await service.client.generate(recipe, [])
            await fetch(service.http, answered.url)
            path.append((time.perf_counter() - start) * 1000)
    finally:
        await service.close()
    return painter[WARM_UP:], path[WARM_UP:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        painter, path = asyncio.run(measure(options.pictures, Path(folder)))
    more = [b - a for a, b in zip(painter, path, strict=True)]
    tell("the protocol, above the painter's call", statistics.median(more), "ms", goal=f"<= {GOAL_MS:g}")
    print("what                             painter ms   path ms   more ms: median   p90   goal")
    print(
        f"a picture through the protocol   {statistics.median(painter):10.1f} {statistics.median(path):9.1f} "
        f"{statistics.median(more):17.2f} {statistics.quantiles(more, n=10)[-1]:5.1f}   <= {GOAL_MS:g} ms more"
    )


if __name__ == "__main__":
    main()
