"""Estimates without fuss, and the sum of what answers told."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, SourceImage, UpscaleRecipe
from rundot_studio.studio.costs import KEPT_S, Costs, Spent, needs_consent

KNIGHT = GenerateRecipe("a knight", seed=7)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Prices:
    """A service with prices, a clock, and pauses that end when told to."""

    def __init__(self) -> None:
        self.bodies: list[dict] = []
        self.response: httpx.Response | Exception | None = None
        self.seconds = 0.0
        self.pauses: list[asyncio.Event] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.bodies.append(body)
        if isinstance(self.response, Exception):
            raise self.response
        price = {"kind": body["kind"], "credits": 4 * body["quantity"], "exact": True, "reason": "list"}
        return self.response or httpx.Response(200, json=price)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(asyncio.Event())
        await self.pauses[-1].wait()


@pytest.fixture
async def prices() -> Prices:
    return Prices()


@pytest.fixture
async def costs(prices: Prices) -> AsyncIterator[Costs]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(prices), base_url="https://api.example") as http:
        yield Costs(ImageGenClient(http, "quest"), sleep=prices.pause, clock=lambda: prices.seconds)


async def test_an_estimate_is_asked_for_once_for_all_pictures_of_the_same_price(costs: Costs, prices: Prices) -> None:
    first = await costs.estimate(KNIGHT, 4, at_once=True)
    assert first is not None
    assert (first.credits, first.most) == (16, 16)
    assert await costs.estimate(replace(KNIGHT, prompt="a coin", seed=1), 4) == first
    assert len(prices.bodies) == 1
    await costs.estimate(KNIGHT, 5, at_once=True)
    await costs.estimate(UpscaleRecipe(SourceImage("x"), 2), source_size=(500, 500), at_once=True)
    assert [body.get("outputMp") for body in prices.bodies] == [None, None, 1.0]
    prices.seconds += KEPT_S + 1
    await costs.estimate(KNIGHT, 4, at_once=True)
    assert len(prices.bodies) == 4


async def test_of_many_questions_in_a_row_only_the_newest_is_asked(costs: Costs, prices: Prices) -> None:
    asking = [asyncio.ensure_future(costs.estimate(KNIGHT, count)) for count in (1, 2, 3)]
    await asyncio.sleep(0)
    assert prices.bodies == []
    for pause in prices.pauses:
        pause.set()
    answers = await asyncio.gather(*asking)
    assert [answer and answer.credits for answer in answers] == [None, None, 12]
    assert [body["quantity"] for body in prices.bodies] == [3]


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(404),
        httpx.Response(501, json={"error": "no"}),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"credits": "many"}),
    ],
)
async def test_a_service_without_estimates_is_asked_once(
    costs: Costs, prices: Prices, response: httpx.Response
) -> None:
    prices.response = response
    assert await costs.estimate(KNIGHT, at_once=True) is None
    prices.response = None
    assert await costs.estimate(KNIGHT, at_once=True) is None
    assert len(prices.bodies) == 1


@pytest.mark.parametrize("fault", [httpx.Response(503), httpx.Response(429), httpx.ReadError("reset")])
async def test_a_passing_fault_is_no_estimate_now_but_one_later(
    costs: Costs, prices: Prices, fault: httpx.Response | Exception
) -> None:
    prices.response = fault
    assert await costs.estimate(KNIGHT, at_once=True) is None
    prices.response = None
    assert await costs.estimate(KNIGHT, at_once=True) is not None


async def test_tools_without_a_price_ask_nothing(costs: Costs, prices: Prices) -> None:
    assert await costs.estimate(CutoutRecipe(SourceImage("x")), at_once=True) is None
    assert prices.bodies == []


def answered(job_id: str, used: float | None, remaining: float | None = None) -> Job:
    answer = Answer("https://x/1.png", credits_used=used, credits_remaining=remaining)
    return Job(job_id, KNIGHT, "run", NOON, JobState.ANSWERED, sent_at=NOON, answer=answer)


async def test_what_answers_told_is_summed_once_each_and_silence_is_not_zero(costs: Costs) -> None:
    heard: list[Spent | None] = []
    costs.changed.connect(lambda: heard.append(costs.spent))
    costs.note(answered("a", None))
    assert costs.spent is None
    costs.note(answered("a", 3, 97))
    costs.note(answered("a", 3, 97))  # the same call, fetched a second time
    costs.note(replace(answered("b", 5), state=JobState.FAILED))
    costs.leave_out(answered("c", 50))
    costs.note(answered("c", 50))
    costs.note(answered("d", 0.5, 96.5))
    assert costs.spent == Spent(3.5, 2, 96.5)
    assert heard == [Spent(3, 1, 97), Spent(3.5, 2, 96.5)]


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.none() | st.floats(0, 1e6))
def test_consent_is_needed_exactly_when_the_bill_may_pass_the_limit(
    likely: float, high: float, limit: float | None
) -> None:
    estimate = Estimate(likely, 0, high, exact=False)
    assert needs_consent(estimate, limit) is (limit is not None and (likely > limit or high > limit))
