"""Made-up prices: estimated, billed alike, and counted down to the end."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain import catalog
from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.prices import REASON, Balance, OutOfCredits, estimate, price_of
from rundot_studio.protocol import routes
from rundot_studio.protocol.rules import parse
from rundot_studio.protocol.schema import EstimateParams, GenerateParams

from .rehearsal import BASE, COIN, GAME

shared_loop = pytest.mark.asyncio(loop_scope="module")
START = 20.0


@pytest.fixture
def nothing_left_running() -> None:
    """The engine's workers start at the first request and stay for the module; test_pool shows that they end."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def paid(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedEngine]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("paid"), workers=1, balance=Balance(START))
    yield engine
    await engine.close()


@shared_loop
async def test_generate_tells_what_it_used_until_nothing_remains(paid: EmbeddedEngine) -> None:
    transport = httpx.ASGITransport(paid.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        price = (await http.post(routes.ESTIMATE, json={"kind": "image", "gameId": GAME})).json()["credits"]
        left = START
        while left >= price:
            left -= price
            answer = (await http.post(f"{BASE}/generate", json=COIN)).json()
            assert answer["credits"] == {"used": price, "remaining": left}
        refused = await http.post(f"{BASE}/generate", json=COIN)
        assert refused.status_code == 402
        assert refused.json()["code"] == "CREDITS_EXHAUSTED"
        assert "billedTo" in refused.json()["detail"]
        assert (await http.post(f"{BASE}/generate", json={"prompt": ""})).status_code == 400


async def test_a_picture_that_fails_is_not_billed(tmp_path) -> None:
    balance = Balance(START)
    engine = EmbeddedEngine(tmp_path, workers=1, balance=balance)
    await engine.pool.close()
    transport = httpx.ASGITransport(engine.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        assert (await http.post(f"{BASE}/generate", json=COIN)).status_code == 422
    assert balance.remaining == START
    await engine.close()


def test_a_price_above_the_balance_takes_nothing_of_it() -> None:
    balance = Balance(3)
    with pytest.raises(OutOfCredits):
        balance.hold(4)
    balance.hold(3)
    assert balance.remaining == 0
    balance.give_back(3)
    assert balance.remaining == 3


@pytest.mark.parametrize(
    ("model", "size"),
    [*((model, None) for model in catalog.MODEL_NAMES), *((catalog.PRO_MODEL, size) for size in catalog.IMAGE_SIZES)],
)
@pytest.mark.parametrize("cutout", [None, *catalog.CUTOUT_MODELS])
def test_what_is_billed_is_what_was_estimated(model: str, size: str | None, cutout: str | None) -> None:
    sized = {"imageSize": size} if size else {}
    removal = {"removeBackground": {"model": cutout}} if cutout else {}
    billed = price_of(parse(GenerateParams, {**COIN, "model": model, **sized, **removal}))
    asked = {"removeBackground": True, "bgRemovalModel": cutout} if cutout else {}
    answer = estimate(parse(EstimateParams, {"kind": "image", "gameId": GAME, "model": model, **sized, **asked}))
    assert answer.credits == billed > 0
    assert answer.low_credits <= billed <= answer.high_credits


@given(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["image", "upscale"]), "gameId": st.just(GAME)},
        optional={
            "quantity": st.integers(1, 1000),
            "model": st.sampled_from([*catalog.MODEL_NAMES, "a-model-of-tomorrow"]),
            "imageSize": st.sampled_from(catalog.IMAGE_SIZES),
            "removeBackground": st.booleans(),
            "outputMp": st.floats(0, 1000),
        },
    )
)
def test_an_estimate_lies_in_its_band_and_grows_with_the_quantity(asked: dict) -> None:
    one = estimate(parse(EstimateParams, {**asked, "quantity": 1}))
    answer = estimate(parse(EstimateParams, asked))
    assert answer.credits == one.credits * asked.get("quantity", 1)
    assert 0 < answer.low_credits <= answer.credits <= answer.high_credits
    assert answer.exact == (answer.low_credits == answer.high_credits)
    assert answer.reason == REASON


@shared_loop
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "depth", "gameId": GAME}, "kind"),
        ({"kind": "image"}, "gameId"),
        ({"kind": "image", "gameId": GAME, "quantity": 0}, "quantity"),
        ({"kind": "image", "gameId": GAME, "quantity": 1001}, "quantity"),
        ({"kind": "upscale", "gameId": GAME, "outputMp": -1}, "outputMp"),
        ({"kind": "image", "gameId": GAME, "imageSize": "8K"}, "imageSize"),
    ],
)
async def test_an_estimate_out_of_bounds_is_refused_by_its_field(
    http: httpx.AsyncClient, body: dict, field: str
) -> None:
    response = await http.post(routes.ESTIMATE, json=body)
    assert response.status_code == 400
    assert response.json()["errorDetail"]["loc"] == field


@shared_loop
async def test_an_estimate_has_all_its_fields_and_says_that_it_is_made_up(http: httpx.AsyncClient) -> None:
    answer = (await http.post(routes.ESTIMATE, json={"kind": "image", "gameId": GAME, "model": "gpt-image-2"})).json()
    assert set(answer) == {
        *("kind", "credits", "lowCredits", "highCredits", "lowerPercent", "upperPercent", "exact", "reason"),
    }
    assert answer["exact"] is False
    assert "made-up" in answer["reason"]


@shared_loop
async def test_without_a_balance_nothing_is_said_of_credits(http: httpx.AsyncClient) -> None:
    assert "credits" not in (await http.post(f"{BASE}/generate", json=COIN)).json()
