"""Models by what the service lists, kept on disk; cautions before sending."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain import catalog
from rundot_studio.domain.errors import ServiceRefused
from rundot_studio.domain.recipe import DepthRecipe, GenerateRecipe, SourceImage
from rundot_studio.studio.account import Stores
from rundot_studio.studio.capability import Capability, Listed, ModelsCache, merged
from rundot_studio.studio.connections import Connection, open_account
from rundot_studio.studio.secrets import SessionOnly
from rundot_studio.studio.settings import Settings

URL = "https://api.example"
FLASH, PRO = catalog.DEFAULT_MODEL, catalog.PRO_MODEL
LITE = catalog.LITE_MODEL.name


class Lists:
    """A service that lists models; and a clock."""

    def __init__(self) -> None:
        self.names: list[str] | None = [FLASH, "dreamer-9"]
        self.asked = 0
        self.now = datetime(2026, 5, 1, 12, tzinfo=UTC)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        return httpx.Response(200, json=self.names) if self.names is not None else httpx.Response(503)

    def clock(self) -> datetime:
        return self.now


@pytest.fixture
def lists() -> Lists:
    return Lists()


@pytest.fixture
async def http(lists: Lists) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(lists), base_url=URL) as http:
        yield http


@pytest.fixture
def cache(tmp_path: Path) -> ModelsCache:
    return ModelsCache(tmp_path / "cache" / "models.json")


@pytest.fixture
def capability(http: httpx.AsyncClient, lists: Lists, cache: ModelsCache) -> Capability:
    return Capability(ImageGenClient(http, "quest"), URL, cache, lists.clock)


def test_before_the_service_was_asked_the_catalogue_is_offered_without_a_verdict() -> None:
    choices = merged(catalog.SPECIFICATION_LEVEL, None)
    assert [choice.name for choice in choices] == list(catalog.MODEL_NAMES)
    assert {choice.callable for choice in choices} == {None}


async def test_what_is_listed_can_be_called_what_is_not_says_why_and_unknown_names_are_offered_too(
    capability: Capability,
) -> None:
    heard: list[int] = []
    capability.changed.connect(lambda: heard.append(1))
    choices = {choice.name: choice for choice in await capability.load()}
    assert list(choices) == [*catalog.MODEL_NAMES, "dreamer-9"]
    assert choices[FLASH].callable
    assert (choices[PRO].callable, bool(choices[PRO].reason)) == (False, True)
    unknown = choices["dreamer-9"]
    assert (unknown.callable, unknown.known, unknown.label) == (True, False, "dreamer-9")
    assert heard == [1]


def test_the_level_decides_which_models_are_known_and_the_service_which_can_be_called() -> None:
    assert LITE not in {choice.name for choice in merged(catalog.SPECIFICATION_LEVEL, ())}
    assert LITE in {choice.name for choice in merged(catalog.LATEST_LEVEL, ())}
    (lite,) = [choice for choice in merged(catalog.SPECIFICATION_LEVEL, (LITE, LITE)) if choice.name == LITE]
    assert (lite.label, lite.callable) == (catalog.LITE_MODEL.label, True)


async def test_the_list_is_kept_for_a_day_and_asked_for_again_after_a_sign_in(
    capability: Capability, http: httpx.AsyncClient, lists: Lists, cache: ModelsCache
) -> None:
    await capability.load()
    another = Capability(ImageGenClient(http, "quest"), URL, cache, lists.clock)
    lists.now += timedelta(hours=23)
    assert await another.load() == capability.models
    assert lists.asked == 1
    other_game = Capability(ImageGenClient(http, "other"), URL, cache, lists.clock)
    await other_game.load()
    assert lists.asked == 2
    lists.now += timedelta(hours=2)
    await another.load()
    assert lists.asked == 3
    cache.forget(URL)
    await another.load()
    assert lists.asked == 4
    lists.now -= timedelta(days=400)  # the clock was wrong when the list was kept
    await another.load()
    assert lists.asked == 5


async def test_a_sign_in_forgets_what_the_account_before_could_call(http: httpx.AsyncClient) -> None:
    listed = Listed((FLASH,), datetime(2026, 5, 1, tzinfo=UTC))
    for base_url in (URL, "https://other.example"):
        ModelsCache().put(base_url, "quest", listed)
    connection = Connection(URL, "own", URL, procedural=False)
    account = open_account(connection, http, Settings(), Stores(SessionOnly(), SessionOnly(), SessionOnly()))
    await account.sign_in_with_token("a-token", account.stores.session)
    assert ModelsCache().get(URL, "quest") is None
    assert ModelsCache().get("https://other.example", "quest") == listed


@pytest.mark.parametrize("content", ["", "[1]", '{"https://api.example quest": {"at": 3, "names": [1]}}', "\xff{"])
async def test_a_broken_cache_is_asked_for_again(
    capability: Capability, lists: Lists, tmp_path: Path, content: str
) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "models.json").write_text(content, encoding="latin-1")
    await capability.load()
    assert lists.asked == 1


async def test_when_the_service_fails_what_was_known_stays(capability: Capability, lists: Lists) -> None:
    known = await capability.refresh()
    lists.names = None
    with pytest.raises(ServiceRefused):
        await capability.refresh()
    assert capability.models == known


async def test_cautions_name_retired_and_unlisted_models(capability: Capability) -> None:
    (retired,) = capability.cautions(GenerateRecipe("x", model="gpt-image-1"))
    assert retired.code == "MODEL_RETIRED"
    assert "gpt-image-2" in retired.message
    assert capability.cautions(GenerateRecipe("x", model=PRO)) == []  # nothing is known yet
    await capability.load()
    assert capability.cautions(GenerateRecipe("x", model=FLASH)) == []
    assert capability.cautions(DepthRecipe(SourceImage("a.png"))) == []
    for name in (PRO, "never-heard-of"):
        (caution,) = capability.cautions(GenerateRecipe("x", model=name))
        assert caution.code == "MODEL_NOT_LISTED"
        assert name in caution.message
