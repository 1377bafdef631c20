"""The grammar of fault plans, and every fault as a caller on a real port meets it."""

import asyncio
import io
import time

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.engine import faults
from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.fault_injection import FaultInjection
from rundot_studio.engine.faults import ANY, BEHAVIOURS, CODES, PLACES, Fault, FaultPlan, When, parse_plan
from rundot_studio.engine.finished_jobs import FinishedJobs
from rundot_studio.protocol import routes

from .rehearsal import BASE, COIN, GAME, rehearsing, rehearsing_inside

COMPLETED = f"/v1/jobs/{GAME}/imagegen/completed"
shared_loop = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def nothing_left_running() -> None:
    """The engine's workers start at the first request and stay for the module; test_pool shows that they end."""


def decimals(most: int) -> st.SearchStrategy[float]:
    return st.integers(0, most * 1000).map(lambda thousandths: thousandths / 1000)


whens = st.one_of(
    st.builds(When, st.just("every"), st.integers(1, 999_999)),
    st.builds(When, st.just("first"), st.integers(1, 999_999)),
    st.builds(When, st.just("percent"), decimals(100)),
)


@st.composite
def any_fault(draw: st.DrawFn) -> Fault:
    what = draw(st.sampled_from([*BEHAVIOURS, *CODES, "400", "429", "503", "599"]))
    where = draw(st.sampled_from([*PLACES, ANY]))
    if what in (faults.LATER, faults.LATER_FAILS):
        where = "generate"
    if what == faults.EXPIRED and where in ("models", "estimate", "completed"):
        where = "download"
    value = draw(decimals(5000)) if what == faults.LATENCY else None
    if what in (faults.OVERSIZE, faults.LATER, faults.LATER_FAILS, "429", "503", "RATE_LIMITED"):
        value = draw(st.none() | decimals(5000))
    return Fault(where, what, value, draw(whens))


@given(st.builds(FaultPlan, st.lists(any_fault(), min_size=1, max_size=5).map(tuple), st.integers(0, 2**32)))
def test_a_plan_reads_back_as_what_it_is_written_as(plan: FaultPlan) -> None:
    assert parse_plan(str(plan)) == plan


@given(st.text(alphabet="abegnrtu:=@%-,.0123456789 ", max_size=40))
def test_any_text_is_a_plan_or_a_sentence_that_quotes_the_wrong_part(text: str) -> None:
    try:
        plan = parse_plan(text)
    except RuleBroken as error:
        refusal = error
    else:
        assert parse_plan(str(plan)) == plan
        return
    assert refusal.value in [part.strip() for part in text.split(",")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", "WHERE:WHAT"),
        ("generate", "WHERE:WHAT"),
        ("paint:429", "generate, remove-background"),
        ("generate:299", "400 to 599"),
        ("generate:explode", "IMAGE_GEN_SAFETY_FILTER"),
        ("generate:429@0", "whole number from 1"),
        ("generate:429@first-x", "@first-N"),
        ("generate:429%101", "0 to 100"),
        ("generate:hang=3", "takes none"),
        ("any:latency", "latency=SECONDS"),
        ("any:latency=soon", "number of seconds"),
        ("download:later", "can't"),
        ("models:expired", "can't"),
        ("seed=x", "whole number"),
        ("generate:429,,", "WHERE:WHAT"),
    ],
)
def test_a_wrong_plan_is_told_by_its_part_and_what_would_be_right(wrong: str, said: str) -> None:
    with pytest.raises(RuleBroken, match="--faults") as refused:
        parse_plan(wrong)
    assert said in refused.value.rule


def strikes(plan: str, calls: int = 12, place: str = "generate") -> list[int]:
    parsed = parse_plan(plan)
    return [number for number in range(1, calls + 1) if parsed.striking(place, number, number)]


def test_faults_strike_the_calls_they_are_told_to() -> None:
    assert strikes("generate:429@3") == [3, 6, 9, 12]
    assert strikes("generate:429@first-2") == [1, 2]
    assert strikes("generate:429", calls=2) == [1, 2]
    assert strikes("download:429") == []
    assert strikes("any:429@5") == [5, 10]


def test_a_share_of_a_hundred_is_kept_and_is_the_same_for_the_same_seed() -> None:
    struck = strikes("generate:429%20", calls=2000)
    assert 330 < len(struck) < 470
    assert struck == strikes("generate:429%20", calls=2000)
    assert struck != strikes("seed=1,generate:429%20", calls=2000)
    assert strikes("generate:429%0", calls=500) == []
    assert len(strikes("generate:429%100", calls=500)) == 500


# From here on, over a port.


async def counts(http: httpx.AsyncClient) -> dict:
    return (await http.get(routes.REHEARSAL_COUNTS)).json()


async def post(http: httpx.AsyncClient, **more: object) -> httpx.Response:
    return await http.post(f"{BASE}/generate", json={**COIN, **more})


@shared_loop
@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        *((code, status, code) for code, status in CODES.items()),
        *((str(status), status, None) for status in (401, 408, 413, 500, 503)),
        ("402", 402, "CREDITS_EXHAUSTED"),
        ("403", 403, "AI_POLICY_DENIED"),
        ("404", 404, "NOT_FOUND"),
        ("429", 429, "RATE_LIMITED"),
        ("502", 502, "IMAGE_GEN_UNKNOWN_ERROR"),
    ],
)
async def test_a_refusal_has_the_status_and_the_code_of_the_table_and_makes_nothing(
    engine: EmbeddedEngine, what: str, status: int, code: str | None
) -> None:
    async with rehearsing_inside(engine, f"generate:{what}") as http:
        response = await post(http)
        told = await counts(http)
    assert response.status_code == status
    assert response.json().get("code") == code
    assert "rehearsed" in response.json()["message"]
    assert "retryAfterMs" not in response.json()
    assert told["arrived"] == {"generate": 1}
    assert told["made"] == {}
    assert told["faults"] == {f"generate:{what}": 1}


@shared_loop
async def test_a_wait_is_in_the_body_and_in_the_header(engine: EmbeddedEngine) -> None:
    async with rehearsing_inside(engine, "models:429=12.5") as http:
        response = await http.get(f"{routes.MODELS}?gameId={GAME}")
    assert response.json()["retryAfterMs"] == 12500
    assert response.headers["retry-after"] == "13"


@shared_loop
async def test_the_other_calls_are_answered_as_ever(engine: EmbeddedEngine) -> None:
    async with rehearsing(engine, "generate:429@2,any:latency=0.2@first-1") as http:
        start = time.monotonic()
        first = await post(http)
        assert time.monotonic() - start > 0.2
        assert [first.status_code, (await post(http)).status_code, (await post(http)).status_code] == [200, 429, 200]
        assert (await http.get(first.json()["imageUrl"])).headers["content-type"] == "image/png"
        told = await counts(http)
    assert told["arrived"] == {"generate": 3, "download": 1}
    assert told["made"] == {"generate": 2}
    assert told["faults"] == {"generate:latency": 1, "generate:429": 1}


@shared_loop
@pytest.mark.parametrize(
    ("what", "error"),
    [("drop", httpx.RemoteProtocolError), ("reset", httpx.ReadError), ("hang", httpx.ReadTimeout)],
)
async def test_a_lost_answer_was_worked_for_and_sending_it_again_is_noticed(
    engine: EmbeddedEngine, http: httpx.AsyncClient, what: str, error: type[Exception]
) -> None:
    await post(http)  # so that a worker runs and only the fault can take long
    async with rehearsing(engine, f"generate:{what}@first-1") as http:
        with pytest.raises(error):
            await http.post(f"{BASE}/generate", json=COIN, timeout=1.5)
        told = await counts(http)
        assert (told["made"], told["resentAfterLoss"]) == ({"generate": 1}, 0)
        assert (await post(http, seed=8)).status_code == 200
        assert (await counts(http))["resentAfterLoss"] == 0
        assert (await post(http)).status_code == 200
        assert (await counts(http))["resentAfterLoss"] == 1


@shared_loop
async def test_who_hangs_is_let_go_when_the_server_ends(engine: EmbeddedEngine) -> None:
    async with rehearsing(engine, "models:hang,estimate:latency=900") as http:
        hanging = asyncio.create_task(http.get(routes.MODELS))
        waiting = asyncio.create_task(http.post(routes.ESTIMATE, json={"kind": "image", "gameId": GAME}))
        await asyncio.sleep(0.2)
    async with asyncio.timeout(60):  # far from the 900 s that were planned
        answers = await asyncio.gather(hanging, waiting, return_exceptions=True)
    assert isinstance(answers[0], httpx.TransportError)


@shared_loop
@pytest.mark.parametrize("what", ["truncate", "garbage", "html", "shape"])
async def test_a_spoiled_answer_is_well_formed_http_and_nothing_of_the_protocol(
    engine: EmbeddedEngine, http: httpx.AsyncClient, what: str
) -> None:
    picture_path = httpx.URL((await http.post(f"{BASE}/generate", json=COIN)).json()["imageUrl"]).path
    async with rehearsing(engine, f"generate:{what},models:{what},estimate:{what},download:{what}") as port:
        answers = [
            await post(port),
            await port.get(routes.MODELS),
            await port.post(routes.ESTIMATE, json={"kind": "image", "gameId": GAME}),
        ]
        download = await port.get(picture_path)
    for response in (*answers, download):
        assert response.status_code == 200
        assert int(response.headers["content-length"]) == len(response.content) > 0
        assert ("html" in response.headers["content-type"]) == (what == "html")
    with pytest.raises(OSError, match=r"identify|truncated"):
        Image.open(io.BytesIO(download.content)).load()
    if what == "shape":
        made, models, price = (response.json() for response in answers)
        assert "imageUrl" not in made
        assert made["seed"] == str(COIN["seed"])
        assert not isinstance(models, list)
        assert isinstance(price["credits"], str)
    else:
        for response in answers:
            with pytest.raises(ValueError, match=r"JSON|decode|Expecting|Unterminated"):
                response.json()


@shared_loop
@pytest.mark.parametrize("place", ["generate", "download"])
async def test_an_oversized_answer_has_no_length_and_does_not_end_soon(
    engine: EmbeddedEngine, http: httpx.AsyncClient, place: str
) -> None:
    url = (await http.post(f"{BASE}/generate", json=COIN)).json()["imageUrl"]
    method, path = ("POST", f"{BASE}/generate") if place == "generate" else ("GET", httpx.URL(url).path)
    async with rehearsing(engine, f"{place}:oversize=20") as port:
        async with port.stream(method, path, json=COIN if place == "generate" else None) as response:
            assert "content-length" not in response.headers
            length = sum([len(chunk) async for chunk in response.aiter_bytes()])
        assert 20 * 1024 * 1024 < length < 24 * 1024 * 1024
        async with port.stream(method, path, json=COIN if place == "generate" else None) as response:
            await anext(response.aiter_bytes())  # and a caller may walk away from it


@shared_loop
async def test_an_expired_output_is_gone(engine: EmbeddedEngine) -> None:
    async with rehearsing(engine, "generate:expired@2,download:expired@2") as http:
        lives, gone = (await post(http)).json()["imageUrl"], (await post(http)).json()["imageUrl"]
        assert [(await http.get(lives)).status_code, (await http.get(lives)).status_code] == [200, 404]
        response = await http.get(gone)
    assert response.status_code == 404
    assert response.json()["code"] == "NOT_FOUND"


@shared_loop
async def test_a_later_picture_is_an_event_that_is_given_out_once(engine: EmbeddedEngine) -> None:
    async with rehearsing(engine, "generate:later=0.2@first-1") as http:
        accepted = await post(http, aspectRatio="2:3")
        assert accepted.status_code == 202
        assert accepted.json()["status"] == "pending"
        assert (await http.get(COMPLETED)).json() == {"jobs": []}
        event = await drained(http)
        assert event["jobId"] == accepted.json()["jobId"]
        assert event["status"] == "completed"
        assert event["params"] == {**COIN, "aspectRatio": "2:3"}
        assert event["result"]["seed"] == COIN["seed"]
        assert (await http.get(event["result"]["imageUrl"])).status_code == 200
        assert (await http.get(COMPLETED)).json() == {"jobs": []}
        assert (await counts(http))["made"] == {"generate": 1}


@shared_loop
async def test_a_later_picture_can_fail_and_is_of_its_own_game(engine: EmbeddedEngine) -> None:
    async with rehearsing(engine, "generate:later-fails@2,generate:later") as http:
        assert (await http.post(f"{BASE}/generate", json={"prompt": ""})).status_code == 400
        assert (await post(http)).status_code == 202
        event = await drained(http)
        assert event["status"] == "failed"
        assert event["error"]
        assert "result" not in event
        assert (await post(http, model="dall-e")).status_code == 202
        assert "dall-e" in (await drained(http))["error"]
        await post(http)
        assert (await http.get("/v1/jobs/another-game/imagegen/completed")).json() == {"jobs": []}
        await drained(http)


async def drained(http: httpx.AsyncClient) -> dict:
    async with asyncio.timeout(10):
        while True:
            for event in (await http.get(COMPLETED)).json()["jobs"]:
                return event
            await asyncio.sleep(0.05)


@shared_loop
async def test_in_process_a_broken_connection_is_an_error_of_the_transport(engine: EmbeddedEngine, tmp_path) -> None:
    faulty = EmbeddedEngine(tmp_path, workers=1, faults=parse_plan("models:reset@first-1,models:503"))
    try:
        transport = httpx.ASGITransport(faulty.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
            with pytest.raises(ConnectionResetError):
                await http.get(routes.MODELS)
            assert (await http.get(routes.MODELS)).status_code == 503
        assert faulty.faults is not None
        assert faulty.faults.counts().arrived == {"models": 2}
    finally:
        await faulty.close()


@shared_loop
async def test_without_faults_there_are_no_counts(http: httpx.AsyncClient) -> None:
    assert (await http.get(routes.REHEARSAL_COUNTS)).status_code == 404


async def test_a_bug_behind_the_faults_is_answered_and_still_reaches_the_servers_log() -> None:
    async def broken(request: Request) -> Response:
        raise ZeroDivisionError

    async def answered(request: Request, error: Exception) -> Response:
        return Response("sorry", 502)

    app = Starlette(routes=[Route(routes.MODELS, broken)], exception_handlers={Exception: answered})
    injection = FaultInjection(app, parse_plan("generate:429"), FinishedJobs())
    transport = httpx.ASGITransport(injection, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        assert (await http.get(routes.MODELS)).text == "sorry"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(injection), base_url="http://embedded") as http:
        with pytest.raises(ZeroDivisionError):
            await http.get(routes.MODELS)
