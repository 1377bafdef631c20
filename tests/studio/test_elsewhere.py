"""Changes of another program reach an open studio within a second."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.studio.elsewhere import Elsewhere
from rundot_studio.studio.queue import Queue

from .conftest import TinyService, png_bytes


def answered(number: int) -> Job:
    answer = Answer("https://cdn.example/1.png", "g", "m", 7, deadline=now() + timedelta(days=7))
    recipe = GenerateRecipe("a knight", seed=7)
    return Job(f"{number:010x}", recipe, "https://api.example", now(), JobState.ANSWERED, answer=answer)


async def test_a_picture_of_another_program_is_announced_within_a_second_on_the_loops_thread(
    library: Library, queue: Queue
) -> None:
    added: asyncio.Queue[Picture] = asyncio.Queue()
    changed = asyncio.Event()
    library.picture_added.connect(added.put_nowait)
    library.watching.changed_elsewhere.connect(changed.set)
    other = Library(library.folder)
    with ThreadPoolExecutor(1) as disk:
        elsewhere = Elsewhere(library, queue, disk)
        elsewhere.start()
        try:
            picture = await asyncio.to_thread(other.store, answered(1), png_bytes(), "png", (16, 16), False)
            start = time.monotonic()
            assert await asyncio.wait_for(added.get(), 5) == picture
            assert time.monotonic() - start < 1
            changed.clear()
            await asyncio.to_thread(other.star, [picture.id], 5)
            await asyncio.wait_for(changed.wait(), 5)
            assert time.monotonic() - start < 2
            assert added.empty()
        finally:
            await elsewhere.close()
            other.close()


async def test_a_card_whose_picture_another_program_saved_goes_away(
    library: Library, queue: Queue, service: TinyService
) -> None:
    other = Library(library.folder)
    failed = answered(1).moved_to(JobState.FAILED)
    library.journal.add([failed])
    queue.adopt([failed])
    heard: asyncio.Queue[Picture] = asyncio.Queue()
    library.picture_added.connect(heard.put_nowait)
    with ThreadPoolExecutor(1) as disk:
        elsewhere = Elsewhere(library, queue, disk, interval_s=0.02)
        elsewhere.start()
        try:
            await asyncio.to_thread(other.store, answered(1), png_bytes(), "png", (16, 16), False)
            await asyncio.wait_for(heard.get(), 5)
            assert queue.jobs == []
        finally:
            await elsewhere.close()
            other.close()


async def test_ones_own_pictures_are_announced_once(library: Library, queue: Queue) -> None:
    announced: list[str] = []
    library.picture_added.connect(lambda picture: announced.append(picture.id))
    other = Library(library.folder)
    with ThreadPoolExecutor(1) as disk:
        elsewhere = Elsewhere(library, queue, disk, interval_s=0.005)
        elsewhere.start()
        try:
            jobs = queue.submit(GenerateRecipe("a knight"), 6)
            while queue.jobs:
                await asyncio.to_thread(other.create_board, f"board {len(announced)} {time.monotonic()}")
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.05)
        finally:
            await elsewhere.close()
            other.close()
    assert sorted(announced) == sorted(job.id for job in jobs)
