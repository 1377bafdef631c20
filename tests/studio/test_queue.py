"""The queue: every step in the journal, nothing lost, nothing sent twice unasked."""

import asyncio
import json

import httpx
import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, SourceImage, UpscaleRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.studio.queue import Queue

from .conftest import Heard, TinyService, on_disk, png_bytes, until

KNIGHT = GenerateRecipe("a knight", seed=7)


async def test_a_job_walks_to_a_stored_picture_and_leaves_the_queue(
    queue: Queue, library: Library, heard: Heard
) -> None:
    added = []
    library.picture_added.connect(added.append)
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    assert heard.states[job.id] == ["queued", "sent", "answered", "stored"]
    assert heard.removed == [job.id]
    assert queue.jobs == []
    assert added == [library.get(job.id)]
    assert (added[0].generation_id, added[0].seed_used, added[0].model_used) == ("g1", 7, "m")
    assert added[0].procedural is False


async def test_each_step_is_on_disk_before_it_is_announced(queue: Queue, library: Library) -> None:
    behind = []

    def compare(job: Job) -> None:
        if on_disk(library, job) is not job.state:
            behind.append(job.state)

    queue.job_changed.connect(compare)
    await queue.settled(queue.submit(KNIGHT, count=3))
    assert behind == []


async def test_a_job_is_in_the_journal_before_the_service_sees_it(
    queue: Queue, library: Library, service: TinyService
) -> None:
    service.hold_calls.clear()
    (job,) = queue.submit(KNIGHT)
    await until(lambda: service.calls == 1)
    assert on_disk(library, job) is JobState.SENT


async def test_without_a_seed_each_picture_of_a_batch_gets_its_own(queue: Queue, service: TinyService) -> None:
    jobs = queue.submit(GenerateRecipe("a knight"), count=5)
    await queue.settled(jobs)
    seeds = {json.loads(body)["seed"] for body in service.bodies}
    assert len(seeds) == 5
    assert seeds == {job.recipe.seed for job in jobs}


async def test_a_broken_rule_queues_nothing(queue: Queue, library: Library, service: TinyService) -> None:
    with pytest.raises(RuleBroken, match="aspectRatio"):
        queue.submit(GenerateRecipe("a knight", aspect_ratio="7:5"), count=3)
    assert queue.jobs == []
    assert service.calls == 0
    assert library.journal.unfinished() == []


@pytest.mark.parametrize(
    "recipe",
    [
        CutoutRecipe(SourceImage("hero.png")),
        UpscaleRecipe(SourceImage("https://x/hero.png")),
        DepthRecipe(SourceImage("hero.png")),
    ],
)
async def test_tools_make_children_of_their_parent(queue: Queue, library: Library, recipe: object) -> None:
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    parent = library.get(job.id)
    (work,) = queue.submit(recipe, parent=parent)  # type: ignore[arg-type]
    await queue.settled([work])
    assert [child.recipe for child in library.children(parent.id)] == [recipe]


async def made(queue: Queue) -> Job:
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    return job


def image_urls(service: TinyService) -> list[str]:
    return [json.loads(body)["imageUrl"][:26] for body in service.bodies[1:]]


async def test_a_stored_picture_is_named_to_the_service_that_made_it(queue: Queue, service: TinyService) -> None:
    source = SourceImage("x", picture_id=(await made(queue)).id)
    await queue.settled(queue.submit(CutoutRecipe(source)))
    assert image_urls(service) == ["https://cdn.example/1.png"]


@pytest.mark.parametrize("status", [400, 404, 410])
async def test_a_picture_whose_url_has_ended_travels_once_more_as_data(
    queue: Queue, service: TinyService, library: Library, status: int
) -> None:
    source = SourceImage("x", picture_id=(await made(queue)).id)
    service.call_faults = [httpx.Response(status, json={"code": "INVALID_PARAMETER", "error": "no such picture"})]
    (work,) = queue.submit(CutoutRecipe(source))
    await queue.settled([work])
    assert image_urls(service) == ["https://cdn.example/1.png", "data:image/png;base64,iVBO"]
    assert library.get(work.id)
    service.call_faults = [httpx.Response(status, json={"error": "no"}) for _ in range(2)]
    (work,) = queue.submit(CutoutRecipe(source))
    await queue.settled([work])
    assert len(service.bodies) == 5  # once more, not again and again
    assert on_disk(library, work) is JobState.FAILED


async def test_after_any_other_refusal_the_picture_is_not_sent_again(queue: Queue, service: TinyService) -> None:
    source = SourceImage("x", picture_id=(await made(queue)).id)
    for fault in (httpx.Response(502, text="bad gateway"), httpx.Response(402, json={"error": "no credits"})):
        service.call_faults = [fault]
        await queue.settled(queue.submit(DepthRecipe(source)))
    service.call_faults = [httpx.ReadError("reset")]
    await queue.settled(queue.submit(DepthRecipe(source)))
    assert service.calls == 4


async def test_what_the_service_finishes_later_waits_without_a_slot_and_can_be_given_up(
    queue: Queue, service: TinyService, library: Library, heard: Heard
) -> None:
    service.call_faults = [httpx.Response(202, json={"jobId": f"bg{number}", "status": "pending"}) for number in "123"]
    jobs = queue.submit(KNIGHT, 3)
    await queue.settled(jobs)
    assert {job.later_id for job in queue.jobs} == {"bg1", "bg2", "bg3"}
    assert {on_disk(library, job) for job in jobs} == {JobState.SENT}
    queue.adopt(queue.jobs)  # as the next start does
    queue.retry(jobs[0].id)
    assert [job.state for job in queue.jobs] == [JobState.SENT] * 3
    assert service.calls == 3
    queue.cancel(jobs[1].id)
    await until(lambda: len(queue.jobs) == 2)
    assert on_disk(library, jobs[1]) is JobState.CANCELLED
    assert heard.removed == [jobs[1].id]


async def test_a_lost_answer_is_shown_as_maybe_billed_and_never_resent(
    queue: Queue, library: Library, service: TinyService
) -> None:
    service.call_faults = [httpx.ReadError("reset")]
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    (shown,) = queue.jobs
    assert shown.state is JobState.LOST
    assert shown.problem is not None
    assert "billed" in shown.problem.message
    assert service.calls == 1
    assert on_disk(library, job) is JobState.LOST


async def test_a_refused_job_shows_its_problem_and_can_be_sent_again(queue: Queue, service: TinyService) -> None:
    service.call_faults = [httpx.Response(402, json={"code": "CREDITS_EXHAUSTED", "message": "no credits"})]
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    (failed,) = queue.jobs
    assert (failed.state, failed.problem and failed.problem.code) == (JobState.FAILED, "CREDITS_EXHAUSTED")
    queue.retry(job.id)
    await queue.settled([job])
    assert queue.jobs == []
    assert service.calls == 2


async def test_a_download_that_failed_is_fetched_again_without_asking_for_a_new_picture(
    queue: Queue, library: Library, service: TinyService
) -> None:
    service.download_faults = [httpx.ReadError("reset"), httpx.Response(200, content=b"<html>oops</html>")]
    (job,) = queue.submit(KNIGHT)
    for _ in range(2):
        await queue.settled([job])
        assert queue.jobs[0].state is JobState.FAILED
        queue.retry(job.id)
    await queue.settled([job])
    assert (service.calls, service.downloads) == (1, 3)
    assert library.get(job.id)


async def test_a_cancelled_job_leaves_nothing_behind(
    queue: Queue, library: Library, service: TinyService, heard: Heard
) -> None:
    service.hold_calls.clear()
    (job,) = queue.submit(KNIGHT)
    await until(lambda: service.calls == 1)
    queue.cancel(job.id)
    await queue.settled([job])
    assert queue.jobs == []
    assert on_disk(library, job) is JobState.CANCELLED
    assert library.count() == 0


async def test_a_cancel_that_comes_after_the_answer_does_not_lose_the_picture(
    queue: Queue, library: Library, service: TinyService
) -> None:
    service.hold_downloads.clear()
    (job,) = queue.submit(KNIGHT)
    await until(lambda: service.downloads == 1)
    queue.cancel(job.id)
    await asyncio.sleep(0.02)
    service.hold_downloads.set()
    await queue.settled([job])
    assert library.get(job.id)


async def test_closing_keeps_waiting_jobs_for_the_next_start(
    queue: Queue, library: Library, service: TinyService
) -> None:
    service.hold_calls.clear()
    jobs = queue.submit(KNIGHT, count=7)
    await until(lambda: service.calls == 4)
    await queue.close()
    states = sorted(str(on_disk(library, job)) for job in jobs)
    assert states == ["cancelled"] * 4 + ["queued"] * 3


async def test_what_a_crash_left_is_taken_up(queue: Queue, library: Library, service: TinyService) -> None:
    (done,) = queue.submit(KNIGHT)
    await queue.settled([done])
    stored = library.journal.get(done.id)
    assert stored is not None
    answered = Job("00000000aa", KNIGHT, "x", stored.created_at, JobState.ANSWERED, answer=stored.answer)
    sent = Job("00000000bb", KNIGHT, "x", stored.created_at, JobState.SENT, sent_at=stored.sent_at)
    queued = Job("00000000cc", KNIGHT, "x", stored.created_at)
    library.journal.add([answered, sent, queued])
    queue.adopt(library.journal.unfinished())
    await queue.settled([answered, sent])
    assert library.get(answered.id)
    assert {job.id: job.state for job in queue.jobs} == {sent.id: JobState.LOST, queued.id: JobState.QUEUED}
    assert service.calls == 1
    queue.retry(queued.id)
    await queue.settled([queued])
    assert library.get(queued.id)
    queue.dismiss(sent.id)
    await until(lambda: library.journal.get(sent.id) is None)
    assert queue.jobs == []


async def test_a_reference_is_kept_and_travels(queue: Queue, library: Library, service: TinyService) -> None:
    digest = library.keep_source(png_bytes(), "png")
    recipe = GenerateRecipe(
        "a knight", seed=1, references=(SourceImage("hero.png", sha256=digest), SourceImage("key.png"))
    )
    await queue.settled(queue.submit(recipe))
    first, second = json.loads(service.bodies[0])["referenceImages"]
    assert first.startswith("data:image/png;base64,")
    assert second == "key.png"


async def test_the_usual_time_is_learned(queue: Queue) -> None:
    (job,) = queue.submit(KNIGHT)
    assert queue.expected_s(job) is None
    await queue.settled([job])
    assert queue.expected_s(job) is not None


async def test_what_waits_is_sent_in_the_order_that_the_artist_gave_it(queue: Queue, service: TinyService) -> None:
    service.hold_calls.clear()
    running = queue.submit(GenerateRecipe("first", seed=1), count=4)  # as many as are sent at once
    waiting = [queue.submit(GenerateRecipe(f"waiting {number}", seed=number))[0] for number in range(3)]
    await until(lambda: service.calls == 4)
    queue.move(waiting[2].id, before=waiting[0].id)
    queue.move(waiting[0].id)
    assert [job.id for job in queue.jobs[4:]] == [waiting[2].id, waiting[1].id, waiting[0].id]
    service.hold_calls.set()
    await queue.settled([*running, *waiting])
    asked = [json.loads(body)["prompt"] for body in service.bodies[4:]]
    assert asked == ["waiting 2", "waiting 1", "waiting 0"]


async def test_moving_what_is_not_there_changes_nothing(queue: Queue, service: TinyService) -> None:
    service.hold_calls.clear()
    jobs = queue.submit(GenerateRecipe("a knight"), count=2)
    queue.move("gone", before=jobs[0].id)
    queue.move(jobs[0].id, before=jobs[0].id)
    assert queue.jobs == jobs
    queue.move(jobs[0].id, before="gone")
    assert [job.id for job in queue.jobs] == [jobs[1].id, jobs[0].id]


async def test_a_job_that_was_left_unsent_is_forgotten_for_good(queue: Queue, library: Library) -> None:
    left = Job("00000000aa", KNIGHT, "https://api.example", now())
    library.journal.add([left])
    queue.adopt([left])
    queue.dismiss(left.id)
    await until(lambda: on_disk(library, left) is JobState.CANCELLED)
    assert queue.jobs == []
    assert library.journal.unfinished() == []


async def test_a_job_cancelled_in_the_moment_of_its_order_is_gone_too(
    queue: Queue, library: Library, service: TinyService
) -> None:
    (job,) = queue.submit(KNIGHT)
    queue.cancel(job.id)
    await until(lambda: queue.jobs == [])
    assert on_disk(library, job) is JobState.CANCELLED
    assert service.calls == 0
