"""Batches over a real queue: ordered as one, followed, cancelled without leftovers, retried."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.job import JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, UpscaleRecipe
from rundot_studio.domain.tool_settings import NO_PICTURE
from rundot_studio.library.library import Library
from rundot_studio.studio.batches import MOST_PICTURES, Batch, Batches, Progress, source_size
from rundot_studio.studio.queue import Queue

from .conftest import TinyService
from .library_pictures import Shelf

CUT_OUT = CutoutRecipe(NO_PICTURE)


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - there is nothing to wait on
            await asyncio.sleep(0.005)


def pictures_of(library: Library, count: int) -> list[Picture]:
    shelf = Shelf(library)
    return [shelf.add(f"knight {number}") for number in range(count)]


@pytest.fixture
def batches(queue: Queue) -> Batches:
    return Batches(queue)


async def test_every_picture_becomes_a_child_of_its_own(batches: Batches, queue: Queue, library: Library) -> None:
    pictures = pictures_of(library, 20)
    heard: list[Progress] = []
    batches.changed.connect(lambda batch: heard.append(batch.progress))
    batch = await batches.order(CUT_OUT, pictures)
    await queue.settled(queue.jobs)
    assert batch.progress == Progress(20, 20, 0, 0)
    assert batch.ended
    assert batches.all == []
    assert all(len(library.children(picture.id)) == 1 for picture in pictures)
    done = [progress.done for progress in heard]
    assert done == sorted(done)
    assert {0, 1, 19, 20} <= set(done)


async def test_a_cancel_stops_the_rest_and_leaves_nothing_behind(
    batches: Batches, queue: Queue, library: Library, service: TinyService
) -> None:
    pictures = pictures_of(library, 12)
    service.hold_calls.clear()
    batch = await batches.order(CUT_OUT, pictures)
    await until(lambda: service.calls == 4)
    batches.cancel(batch)
    await until(lambda: batch.ended)
    assert batch.progress == Progress(12, 0, 0, 12)
    assert queue.jobs == []
    assert library.count() == 12
    assert batches.all == []
    assert library.journal.unfinished() == []


async def test_a_cancel_while_it_is_still_ordered_orders_no_more(
    batches: Batches, queue: Queue, library: Library, service: TinyService
) -> None:
    service.hold_calls.clear()
    pictures = pictures_of(library, 30)
    batches.changed.connect(lambda batch: batches.cancel(batch) if batch.job_ids and not batch.cancelled else None)
    batch = await batches.order(CUT_OUT, pictures)
    await until(lambda: batch.ended)
    assert len(batch.job_ids) < 30
    assert batch.progress.cancelled == 30
    assert queue.jobs == []


async def test_failures_are_counted_and_named_and_can_be_retried(
    batches: Batches, queue: Queue, library: Library, service: TinyService
) -> None:
    refusal = httpx.Response(403, json={"code": "AI_POLICY_DENIED", "error": "no"})
    service.call_faults = [refusal, refusal]
    batch = await batches.order(CUT_OUT, pictures_of(library, 6))
    await queue.settled(queue.jobs)
    assert batch.progress == Progress(6, 4, 2, 0)
    assert batch.ended
    assert [job.problem is not None for job in batch.failed] == [True, True]
    assert batches.all == [batch]
    batches.retry(batch)
    assert batch.progress.under_way == 2
    await queue.settled(queue.jobs)
    assert batch.progress == Progress(6, 6, 0, 0)
    assert batches.all == []


async def test_what_may_have_been_billed_is_not_sent_again(
    batches: Batches, queue: Queue, library: Library, service: TinyService
) -> None:
    service.call_faults = [httpx.ReadTimeout("lost")]
    batch = await batches.order(CUT_OUT, pictures_of(library, 1))
    await queue.settled(queue.jobs)
    assert [job.state for job in batch.failed] == [JobState.LOST]
    batches.retry(batch)
    assert service.calls == 1


async def test_a_dismissed_batch_leaves_its_failures_in_the_queue(
    batches: Batches, queue: Queue, library: Library, service: TinyService
) -> None:
    service.call_faults = [httpx.Response(403, json={"code": "AI_POLICY_DENIED", "error": "no"})]
    batch = await batches.order(CUT_OUT, pictures_of(library, 2))
    await queue.settled(queue.jobs)
    batches.dismiss(batch)
    assert batches.all == []
    assert [job.state for job in queue.jobs] == [JobState.FAILED]


async def test_a_picture_that_would_be_too_large_is_named_and_nothing_is_queued(
    batches: Batches, queue: Queue, library: Library
) -> None:
    small, other = pictures_of(library, 2)
    large = replace(other, width=10_000, height=8_000)
    with pytest.raises(RuleBroken, match=r"20,000 × 16,000.*300 megapixels"):
        await batches.order(UpscaleRecipe(NO_PICTURE, factor=2.0), [small, large])
    with pytest.raises(RuleBroken):
        await batches.order(UpscaleRecipe(NO_PICTURE, factor=5.0), [small])
    with pytest.raises(RuleBroken):
        await batches.order(CUT_OUT, [])
    with pytest.raises(RuleBroken):
        await batches.order(CUT_OUT, [small] * (MOST_PICTURES + 1))
    assert queue.jobs == []
    assert batches.all == []


async def test_a_batch_is_ordinary_jobs_in_the_journal(
    batches: Batches, library: Library, service: TinyService
) -> None:
    service.hold_calls.clear()
    pictures = pictures_of(library, 9)
    batch = await batches.order(CUT_OUT, pictures)
    await until(lambda: len(library.journal.unfinished()) == 9)
    assert {job.id for job in library.journal.unfinished()} == batch.job_ids
    assert {job.parent_id for job in library.journal.unfinished()} == {picture.id for picture in pictures}


async def test_two_batches_are_told_apart(batches: Batches, queue: Queue, library: Library) -> None:
    first, second = pictures_of(library, 2)
    heard: list[Batch] = []
    one = await batches.order(CUT_OUT, [first])
    two = await batches.order(CUT_OUT, [second])
    batches.changed.connect(heard.append)
    await queue.settled(queue.jobs)
    assert one.progress == two.progress == Progress(1, 1, 0, 0)
    assert set(heard) == {one, two}


async def test_a_closed_one_hears_no_more(batches: Batches, queue: Queue, library: Library) -> None:
    heard: list[Batch] = []
    batch = await batches.order(CUT_OUT, pictures_of(library, 1))
    batches.changed.connect(heard.append)
    batches.close()
    await queue.settled(queue.jobs)
    assert heard == []
    assert batch.progress.done == 0


def test_the_price_is_asked_for_a_picture_of_the_mean_area() -> None:
    class Sized:
        def __init__(self, width: int, height: int) -> None:
            self.width, self.height = width, height

    width, height = source_size([Sized(1000, 1000), Sized(3000, 1000)])  # type: ignore[list-item]
    assert width * height == pytest.approx(2_000_000, rel=0.001)
