"""Jobs that finish later: kept before they are handled, handled once, each picture stored with its recipe."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import httpx
import pytest

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.errors import ServiceUnreachable
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.studio.connections import Connection, Service
from rundot_studio.studio.costs import Costs, Spent
from rundot_studio.studio.later import Later
from rundot_studio.studio.pacing import Pacing
from rundot_studio.studio.queue import Queue

from .conftest import png_bytes

KNIGHT = GenerateRecipe("a knight", seed=7)
PARAMS = {"prompt": "a knight", "seed": 7}


def completed(job_id: str = "bg1", generation_id: str = "g1", **params: object) -> dict:
    result = {
        "generationId": generation_id,
        "imageUrl": f"https://cdn.example/{generation_id}.png",
        "prompt": "a knight",
        "model": "gpt-image-2",
        "seed": 7,
        "credits": {"used": 4, "remaining": 96},
    }
    return {"jobId": job_id, "status": "completed", "params": {**PARAMS, **params}, "result": result}


def failed(job_id: str = "bg1") -> dict:
    return {"jobId": job_id, "status": "failed", "params": PARAMS, "error": "the provider was out of paint"}


class Background:
    """A service that accepts every picture for later, and gives each event out once."""

    def __init__(self) -> None:
        self.events: list[object] = []
        self.asked = 0
        self.fault: httpx.Response | Exception | None = None
        self.generate: httpx.Response | Exception = httpx.Response(202, json={"jobId": "bg1", "status": "pending"})
        self.downloads: list[str] = []
        self.hold = asyncio.Event()
        self.hold.set()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "cdn.example":
            self.downloads.append(request.url.path)
            return httpx.Response(200, content=png_bytes())
        if request.method == "POST":
            if isinstance(self.generate, Exception):
                raise self.generate
            return self.generate
        self.asked += 1
        await self.hold.wait()
        if isinstance(self.fault, Exception):
            raise self.fault
        events, self.events = self.events, []
        return self.fault or httpx.Response(200, json={"jobs": events}, headers={"x-rundot-engine": "far engine"})


@dataclass
class World:
    library: Library
    background: Background
    queue: Queue
    later: Later
    costs: Costs
    service: Service
    pauses: list[float] = field(default_factory=list)

    async def collect(self) -> list[Job]:
        jobs = (await self.later.collect()).jobs
        await self.queue.settled(jobs)
        return jobs

    async def order(self) -> Job:
        (job,) = self.queue.submit(KNIGHT)
        await self.queue.settled([job])
        return job

    def state(self, job: Job) -> JobState | None:
        found = self.library.journal.get(job.id)
        return found.state if found else None


@pytest.fixture
async def world(library: Library) -> AsyncIterator[World]:
    connection = Connection("https://api.example", "api.example", "https://api.example", procedural=False)
    background = Background()
    http = httpx.AsyncClient(transport=httpx.MockTransport(background), base_url=connection.base_url)
    service = Service(connection, ImageGenClient(http, "game"), http, None, 4)
    pauses: list[float] = []
    hold = asyncio.Event()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) >= 4:
            await hold.wait()
        await asyncio.sleep(0)

    with ThreadPoolExecutor(1) as disk:
        pacing = Pacing()
        queue = Queue(library, service, disk, pacing)
        costs = Costs(service.client)
        later = Later(library, service, queue, costs, disk, pacing, interval_s=15, sleep=pause)
        yield World(library, background, queue, later, costs, service, pauses)
        await later.close()
        await queue.close()
        await http.aclose()


async def test_a_job_that_was_accepted_for_later_becomes_its_picture(world: World) -> None:
    job = await world.order()
    assert world.state(job) is JobState.SENT
    world.background.events = [completed()]
    await world.collect()
    picture = world.library.get(job.id)
    assert (picture.recipe, picture.generation_id, picture.engine) == (KNIGHT, "g1", "far engine")
    assert picture.model_changed
    assert world.queue.jobs == []
    assert world.costs.spent == Spent(4, 1, 96)
    stored = world.library.journal.get(job.id)
    assert stored is not None
    assert stored.answer is not None
    assert (stored.answer.credits_used, stored.answer.credits_remaining) == (4, 96)


async def test_a_job_that_failed_later_shows_why(world: World) -> None:
    job = await world.order()
    world.background.events = [failed()]
    await world.collect()
    (shown,) = world.queue.jobs
    assert (shown.id, shown.state) == (job.id, JobState.FAILED)
    assert shown.problem is not None
    assert "out of paint" in shown.problem.message


async def test_a_lost_answer_is_found_again_by_what_was_asked(world: World) -> None:
    world.background.generate = httpx.ReadError("reset")
    job = await world.order()
    assert world.state(job) is JobState.LOST
    world.background.events = [completed()]
    await world.collect()
    assert world.library.get(job.id).generation_id == "g1"
    assert world.library.count() == 1


async def test_an_event_of_an_unknown_job_is_kept_as_a_picture_with_the_recipe_it_carries(world: World) -> None:
    uri = "data:image/png;base64," + base64.b64encode(png_bytes()).decode()
    references = [uri, "https://x/y.png", "data:,broken"]
    world.background.events = [completed(aspectRatio="16:9", removeBackground=True, referenceImages=references)]
    (job,) = await world.collect()
    recipe = world.library.get(job.id).recipe
    assert isinstance(recipe, GenerateRecipe)
    assert (recipe.prompt, recipe.seed, recipe.aspect_ratio, recipe.remove_background is not None) == (
        "a knight",
        7,
        "16:9",
        True,
    )
    local, url, broken = recipe.references
    assert local.sha256 is not None
    assert world.library.read_source(local.sha256) == png_bytes()
    assert url.place == "https://x/y.png"
    assert "data:" not in broken.place


async def test_no_event_is_handled_twice_however_often_it_is_given_out(world: World) -> None:
    for _ in range(3):
        world.background.events = [completed(), completed()]
        await world.collect()
    world.background.events = [completed("bg2", "g1")]  # the same picture under another job
    await world.collect()
    assert world.library.count() == 1
    assert world.background.downloads == ["/g1.png"]
    assert world.costs.spent == Spent(4, 1, 96)


async def test_a_failed_job_of_somebody_else_is_told_and_an_odd_event_spoils_no_other(world: World) -> None:
    odd = {"jobId": "bg3", "status": "half done", "params": {}}
    world.background.events = [odd, 7, failed("bg2"), completed()]
    collected = await world.later.collect()
    await world.queue.settled(collected.jobs)
    assert world.library.count() == 1
    assert len(collected.failures) == 3
    world.background.events = [odd, 7, failed("bg2")]
    assert (await world.later.collect()).failures == []


async def test_what_was_drained_before_a_crash_is_handled_at_the_next_start(world: World) -> None:
    bodies = {"job bg1": json.dumps(completed()).encode(), "job bg2": json.dumps(completed("bg2", "g2")).encode()}
    world.library.late_events.add(world.service.connection.name, "far engine", bodies, now())
    world.background.fault = httpx.Response(404)
    collected = await world.later.collect()
    await world.queue.settled(collected.jobs)
    assert not collected.offered
    assert world.library.count() == 2


async def test_what_was_drained_is_handled_even_if_the_service_can_not_be_asked_now(world: World) -> None:
    body = json.dumps(completed()).encode()
    world.library.late_events.add(world.service.connection.name, "", {"job bg1": body}, now())
    world.background.fault = httpx.ConnectError("refused")
    with pytest.raises(ServiceUnreachable):
        await world.later.collect()
    await world.queue.settled(world.queue.jobs)
    assert world.library.count() == 1


async def test_a_program_that_ends_while_it_asks_still_keeps_what_the_service_gives_out(world: World) -> None:
    world.background.events = [completed()]
    world.background.hold.clear()
    asking = asyncio.ensure_future(world.later.collect())
    async with asyncio.timeout(5):
        while not world.background.asked:  # noqa: ASYNC110 - there is nothing to wait on
            await asyncio.sleep(0.005)
    asking.cancel()
    await asyncio.sleep(0.02)
    world.background.hold.set()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert len(world.library.late_events.pending(world.service.connection.name)) == 1


async def test_what_was_settled_before_a_crash_is_fetched_at_the_next_start(world: World) -> None:
    world.background.events = [completed()]
    jobs = (await world.later.collect()).jobs
    for job in jobs:
        world.queue.cancel(job.id)  # the program ends here
    await world.queue.settled(jobs)
    assert world.library.count() == 0
    left = world.library.journal.unfinished()
    assert [job.state for job in left] == [JobState.ANSWERED]
    world.queue.adopt(left)
    await world.queue.settled(left)
    assert world.library.count() == 1


async def test_an_event_that_comes_before_its_own_answer_waits_for_it(world: World) -> None:
    sent = Job("a" * 10, KNIGHT, world.service.connection.name, now(), JobState.SENT)
    world.library.journal.add([sent])
    world.background.events = [completed()]
    assert await world.collect() == []
    world.library.journal.update(replace(sent, later_id="bg1"))
    (job,) = await world.collect()
    assert job.id == sent.id
    assert world.library.count() == 1


async def test_a_job_that_was_given_up_still_gives_its_picture_which_may_be_paid_for(world: World) -> None:
    job = await world.order()
    world.queue.cancel(job.id)
    async with asyncio.timeout(5):
        while world.state(job) is not JobState.CANCELLED:  # noqa: ASYNC110 - there is nothing to wait on
            await asyncio.sleep(0.005)
    world.background.events = [completed()]
    (kept,) = await world.collect()
    assert kept.id != job.id
    assert world.library.get(kept.id).recipe == KNIGHT


async def test_polling_goes_on_after_failures_with_longer_pauses(world: World) -> None:
    world.background.fault = httpx.Response(503)
    world.later.start()
    async with asyncio.timeout(5):
        while len(world.pauses) < 4:  # noqa: ASYNC110 - there is nothing to wait on
            await asyncio.sleep(0.005)
    assert world.pauses == [30, 60, 120, 240]
    await world.later.close()
    world.background.fault = httpx.ConnectError("refused")
    with pytest.raises(ServiceUnreachable):
        await world.later.collect()


async def test_a_service_without_such_jobs_is_asked_once(world: World) -> None:
    world.background.fault = httpx.Response(404)
    world.later.start()
    await asyncio.sleep(0.1)
    assert world.background.asked == 1
    assert world.pauses == []
