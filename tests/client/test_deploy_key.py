"""A deploy key renews its bearer before it ends, once for all who wait, and gets over failures."""

import asyncio

import httpx
import pytest

from rundot_studio.client.client import ImageGenClient
from rundot_studio.client.deploy_key import DeployKey, checked_key, elapsed_s
from rundot_studio.client.identity import Identity
from rundot_studio.domain.errors import NotSignedIn, RuleBroken, ServiceUnreachable
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, SourceImage
from rundot_studio.domain.secret import Secret

from .conftest import KEY, NOON, Clock, Hosts, identity_error

HOUR_S = 3600


class SlowHosts(httpx.AsyncBaseTransport):
    """Answers as ``hosts`` does, after some turns of the loop, so that calls meet."""

    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        for _ in range(10):
            await asyncio.sleep(0)
        return self.hosts(request)


@pytest.fixture
async def http(hosts: Hosts):
    async with httpx.AsyncClient(transport=SlowHosts(hosts), base_url="https://api.example") as http:
        yield http


async def test_twenty_calls_that_wait_share_one_exchange(deploy_key: DeployKey, hosts: Hosts) -> None:
    bearers = await asyncio.gather(*(deploy_key.bearer() for _ in range(20)))
    assert {bearer.reveal() for bearer in bearers} == {"bearer-1"}
    assert hosts.asked == {"exchange": 1, "sign in": 1}


async def test_twenty_calls_that_are_refused_share_one_renewal(deploy_key: DeployKey, hosts: Hosts) -> None:
    stale = await deploy_key.bearer()
    bearers = await asyncio.gather(*(deploy_key.renewed(stale) for _ in range(20)))
    assert {bearer.reveal() for bearer in bearers} == {"bearer-2"}
    assert hosts.asked["refresh"] == 1


async def test_three_hours_of_calls_see_one_renewal_an_hour_and_no_refusal(
    http: httpx.AsyncClient, deploy_key: DeployKey, hosts: Hosts, clock: Clock
) -> None:
    client = ImageGenClient(http, "game", deploy_key)
    for _ in range(3 * HOUR_S // 30):
        await client.generate(GenerateRecipe("a knight"), [])
        clock.seconds += 30
    assert hosts.asked["exchange"] == hosts.asked["sign in"] == 1
    assert hosts.asked["refresh"] == 3  # after 55 minutes each
    assert hosts.asked["call"] == 360


async def test_it_renews_five_minutes_before_the_end_and_not_earlier(
    deploy_key: DeployKey, hosts: Hosts, clock: Clock
) -> None:
    await deploy_key.bearer()
    clock.seconds += HOUR_S - 301
    assert (await deploy_key.bearer()).reveal() == "bearer-1"
    clock.seconds += 2
    assert (await deploy_key.bearer()).reveal() == "bearer-2"


async def test_bearers_shorter_than_the_margin_are_still_used(
    deploy_key: DeployKey, hosts: Hosts, clock: Clock
) -> None:
    hosts.lifetime_s = 120
    for _ in range(6):
        await deploy_key.bearer()
        clock.seconds += 10
    assert hosts.asked == {"exchange": 1, "sign in": 1}


async def test_a_failed_renewal_is_everyones_and_the_next_one_succeeds(
    deploy_key: DeployKey, hosts: Hosts, clock: Clock
) -> None:
    stale = await deploy_key.bearer()
    clock.seconds += HOUR_S
    hosts.faults["refresh"] = [httpx.ConnectError("no route")]
    ended = await asyncio.gather(*(deploy_key.renewed(stale) for _ in range(20)), return_exceptions=True)
    assert {type(error) for error in ended} == {ServiceUnreachable}
    assert hosts.asked["refresh"] == 1
    assert (await deploy_key.bearer()).reveal() == "bearer-2"


async def test_a_bearer_that_still_lives_is_used_when_it_cannot_be_renewed_early(
    deploy_key: DeployKey, hosts: Hosts, clock: Clock
) -> None:
    await deploy_key.bearer()
    clock.seconds += HOUR_S - 200
    hosts.faults["refresh"] = [httpx.Response(503)] * 2
    for _ in range(10):
        assert (await deploy_key.bearer()).reveal() == "bearer-1"
    assert hosts.asked["refresh"] == 1  # and not with every call
    clock.seconds += 31
    await deploy_key.bearer()
    assert hosts.asked["refresh"] == 2
    clock.seconds += 31
    assert (await deploy_key.bearer()).reveal() == "bearer-2"


async def test_a_refresh_token_that_is_no_longer_taken_falls_back_to_the_key(
    deploy_key: DeployKey, hosts: Hosts, clock: Clock
) -> None:
    await deploy_key.bearer()
    clock.seconds += HOUR_S
    hosts.faults["refresh"] = [identity_error("TOKEN_EXPIRED")]
    assert (await deploy_key.bearer()).reveal() == "bearer-2"
    assert hosts.asked["exchange"] == 2


async def test_a_caller_that_gives_up_does_not_take_the_others_with_it(deploy_key: DeployKey, hosts: Hosts) -> None:
    first, *others = [asyncio.create_task(deploy_key.bearer()) for _ in range(5)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)  # the exchange is under way
    first.cancel()
    assert {bearer.reveal() for bearer in await asyncio.gather(*others)} == {"bearer-1"}
    assert first.cancelled()


async def test_a_clock_that_is_hours_off_does_no_harm(identity: Identity, hosts: Hosts, clock: Clock) -> None:
    hosts.good_until.clear()
    key = DeployKey(Secret(KEY), identity, clock, lambda: clock.now().replace(hour=clock.now().hour - 2))
    await key.bearer()
    clock.seconds += HOUR_S - 400
    assert (await key.bearer()).reveal() == "bearer-1"


async def test_a_bearer_that_ended_before_its_time_is_renewed_and_the_call_sent_once_more(
    http: httpx.AsyncClient, deploy_key: DeployKey, hosts: Hosts
) -> None:
    client = ImageGenClient(http, "game", deploy_key)
    await client.generate(GenerateRecipe("a knight"), [])
    hosts.good_until["bearer-1"] = 0
    await asyncio.gather(*(client.generate(GenerateRecipe("a knight"), []) for _ in range(20)))
    assert hosts.asked["refresh"] == 1
    assert hosts.asked["call"] == 1 + 20 + 20


async def test_a_deploy_key_is_told_before_a_tool_is_sent(
    http: httpx.AsyncClient, deploy_key: DeployKey, hosts: Hosts
) -> None:
    client = ImageGenClient(http, "game", deploy_key)
    with pytest.raises(NotSignedIn, match="person's sign-in") as refused:
        await client.remove_background(CutoutRecipe(SourceImage("hero.png")), "hero.png")
    assert "rundot login" in refused.value.hint
    assert not hosts.requests


async def test_the_end_is_told_once_a_bearer_is_there(deploy_key: DeployKey, clock: Clock) -> None:
    assert deploy_key.ends_at is None
    await deploy_key.bearer()
    assert deploy_key.ends_at is not None
    assert (deploy_key.ends_at - NOON).total_seconds() == HOUR_S


def test_a_playground_key_is_told_why_it_cannot_work() -> None:
    with pytest.raises(NotSignedIn, match="playground") as refused:
        checked_key("pk_abcdef")
    assert "pk_abcdef" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "rk_", "a-word", "rk_a b", "rk_é", "Bearer rk_abc"])
def test_what_is_no_deploy_key_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked_key(text)
    assert "'…' is not allowed" in str(refused.value)


def test_a_key_is_taken_with_the_spaces_around_it() -> None:
    assert checked_key(f"  {KEY}\n").reveal() == KEY


def test_the_clock_runs_forward() -> None:
    first = elapsed_s()
    assert elapsed_s() >= first
