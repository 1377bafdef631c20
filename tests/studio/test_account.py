"""Who signs in: the order of the ways, what is kept where, and what never goes to another service."""

import asyncio
import json
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.errors import AnswerMalformed, NotSignedIn, RuleBroken, ServiceRefused, ServiceUnreachable
from rundot_studio.domain.recipe import DepthRecipe, GenerateRecipe, SourceImage
from rundot_studio.domain.secret import Secret
from rundot_studio.studio.account import Account, Stores
from rundot_studio.studio.secrets import SecretsUnusable, SessionOnly
from rundot_studio.studio.settings import Settings

KEY = "rk_planted_0123456789"
HOSTED_TOKEN = (  # {"alg":"none"}.{"iss":"https://securetoken.google.com/run","sub":"me"}
    "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL3NlY3VyZXRva2VuLmdvb2dsZS5jb20vcnVuIiwic3ViIjoibWUifQ.x"
)
GENERATED = {"generationId": "g1", "imageUrl": "https://x/1.png", "prompt": "p", "model": "m", "seed": 4}


class Hosts:
    """The service and its identity hosts; ``takes`` are the bearers that the service takes, None for none at all."""

    def __init__(self) -> None:
        self.takes: set[str | None] = {"from-key", "cli-token", "pasted-token"}
        self.asked: list[tuple[str, str | None]] = []
        self.key_is_good = True

    def __call__(self, request: httpx.Request) -> httpx.Response:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ") or None
        self.asked.append((request.url.path, bearer))
        if request.url.path == "/v1/auth/exchange-api-key":
            good = self.key_is_good and bearer == KEY
            return httpx.Response(200, json={"data": {"customToken": "c"}}) if good else httpx.Response(401)
        if request.url.path == "/v1/accounts:signInWithCustomToken":
            return httpx.Response(200, json={"idToken": "from-key", "refreshToken": "r", "expiresIn": "3600"})
        if request.url.path == "/v1/token":
            return httpx.Response(200, json={"id_token": "from-key", "refresh_token": "r", "expires_in": "3600"})
        return httpx.Response(200, json=GENERATED) if bearer in self.takes else httpx.Response(401)

    @property
    def bearers(self) -> list[str | None]:
        return [bearer for path, bearer in self.asked if path.endswith("/generate")]


class CountingStore(SessionOnly):
    """A keychain that counts how often it is asked, and can refuse."""

    label = "the system keychain"

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()
        self.refuses = False

    def get(self, name: str) -> Secret | None:
        self.asked["get"] += 1
        if self.refuses:
            raise SecretsUnusable("The system keychain refused to read the sign-in.", "Unlock it.")
        return super().get(name)


class World:
    """Everything an account is made of, to be changed before the first use."""

    def __init__(self, hosts: Hosts, home: Path) -> None:
        self.hosts = hosts
        self.home = home
        self.keychain = CountingStore()
        self.stores = Stores(SessionOnly(), SessionOnly(), self.keychain)
        self.environment = {"HOME": str(home), "USERPROFILE": str(home)}
        self.settings = Settings(
            web_api_key="web", identity_url="https://id.example", securetoken_url="https://t.example"
        )
        self.base_url = "https://api.run.world"
        self.hosted = True
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(hosts), base_url=self.base_url)

    def account(self) -> Account:
        return Account(
            self.http,
            self.base_url,
            self.settings,
            hosted=self.hosted,
            stores=self.stores,
            environment=self.environment,
        )

    def log_in(self, token: str = "cli-token", minutes: float = 60) -> None:
        """As the vendor's tool does."""
        folder = self.home / ".rundot"
        folder.mkdir(parents=True, exist_ok=True)
        end = datetime.now(UTC) + timedelta(minutes=minutes)
        session = {"accessToken": token, "expiresAtUnixTimeMs": end.timestamp() * 1000}
        (folder / "prod.session.json").write_text(json.dumps(session))

    async def generate(self, account: Account) -> None:
        await ImageGenClient(self.http, "game", account).generate(GenerateRecipe("x"), [])


@pytest.fixture
async def world(home: Path) -> AsyncIterator[World]:
    world = World(Hosts(), home)
    yield world
    await world.http.aclose()


async def test_the_order_is_session_then_key_then_token(world: World) -> None:
    world.environment |= {"RUNDOT_STUDIO_API_KEY": KEY, "RUNDOT_STUDIO_TOKEN": "pasted-token"}
    world.log_in()
    account = world.account()
    await world.generate(account)
    world.log_in(minutes=1)  # about to end
    os.utime(world.home / ".rundot" / "prod.session.json", (1, 1))
    await world.generate(account)
    world.hosts.key_is_good = False
    await world.generate(world.account())
    assert world.hosts.bearers == ["cli-token", "from-key", "pasted-token"]


async def test_without_any_way_the_ways_are_told_and_nothing_is_sent(world: World) -> None:
    with pytest.raises(NotSignedIn, match="account") as refused:
        await world.generate(world.account())
    assert all(way in refused.value.hint for way in ("rundot login", "rundot-studio login", "RUNDOT_STUDIO_API_KEY"))
    assert world.hosts.asked == []


async def test_a_stale_session_alone_asks_for_rundot_login(world: World) -> None:
    world.log_in(minutes=-10)
    with pytest.raises(NotSignedIn, match="session of the rundot command has ended") as refused:
        await world.generate(world.account())
    assert "rundot login" in refused.value.hint


async def test_a_refused_session_gives_way_to_the_next(world: World) -> None:
    world.log_in("revoked-token")
    world.environment["RUNDOT_STUDIO_API_KEY"] = KEY
    account = world.account()
    await world.generate(account)
    await world.generate(account)
    assert world.hosts.bearers == ["revoked-token", "from-key", "from-key"]


async def test_twenty_first_calls_ask_the_keychain_and_the_identity_host_once(world: World) -> None:
    await asyncio.to_thread(world.keychain.put, "deploy-key https://api.run.world", Secret(KEY))
    account = world.account()
    await asyncio.gather(*(world.generate(account) for _ in range(20)))
    assert world.keychain.asked["get"] == 2  # a key, a token
    assert [path for path, _ in world.hosts.asked].count("/v1/auth/exchange-api-key") == 1


async def test_a_key_is_tried_before_it_is_kept(world: World) -> None:
    world.hosts.key_is_good = False
    account = world.account()
    with pytest.raises(NotSignedIn, match="not accepted"):
        await account.sign_in_with_key(KEY, world.stores.keychain)
    assert not (await account.who()).signed_in
    world.hosts.key_is_good = True
    await account.sign_in_with_key(f" {KEY}\n", world.stores.keychain)
    who = await account.who()
    assert (who.source, who.interactive, who.renewable) == ("a deploy key", False, True)
    assert (await world.account().who()).signed_in  # a new start finds it


async def test_a_key_that_was_just_tried_is_not_exchanged_again(world: World) -> None:
    account = world.account()
    await account.sign_in_with_key(KEY, world.stores.file)
    await world.generate(account)
    assert [path for path, _ in world.hosts.asked].count("/v1/auth/exchange-api-key") == 1


async def test_a_keychain_that_was_unlocked_meanwhile_is_looked_at_again(world: World) -> None:
    world.keychain.refuses = True
    account = world.account()
    assert not (await account.who()).signed_in
    world.keychain.refuses = False
    world.keychain.put("token https://api.run.world", Secret("pasted-token"))
    account.look_again()
    assert (await account.who()).signed_in


async def test_a_key_is_not_kept_when_the_service_cannot_be_reached(world: World) -> None:
    def offline(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    world.http = httpx.AsyncClient(transport=httpx.MockTransport(offline))
    account = world.account()
    with pytest.raises(ServiceUnreachable):
        await account.sign_in_with_key(KEY, world.stores.keychain)
    assert not (await account.who()).signed_in


@pytest.mark.parametrize("text", ["pk_abcdef", "Bearer pk_abcdef"])
async def test_a_playground_key_is_told_why_in_either_place(world: World, text: str) -> None:
    account = world.account()
    with pytest.raises(NotSignedIn, match="playground"):
        await account.sign_in_with_token(text, world.stores.session)
    with pytest.raises((NotSignedIn, RuleBroken)):
        await account.sign_in_with_key(text, world.stores.session)
    world.environment["RUNDOT_STUDIO_API_KEY"] = "pk_abcdef"
    with pytest.raises(NotSignedIn, match="playground"):
        await world.generate(world.account())


async def test_a_deploy_key_in_the_place_of_a_token_is_told(world: World) -> None:
    with pytest.raises(NotSignedIn, match="deploy key"):
        await world.account().sign_in_with_token(KEY, world.stores.session)


async def test_a_token_is_kept_with_or_without_its_first_word(world: World) -> None:
    account = world.account()
    await account.sign_in_with_token("Bearer pasted-token\n", world.stores.file)
    await world.generate(account)
    assert world.hosts.bearers == ["pasted-token"]
    assert "temporary" in (await account.who()).source


async def test_the_newest_sign_in_counts(world: World) -> None:
    account = world.account()
    await account.sign_in_with_key(KEY, world.stores.file)
    await account.sign_in_with_token("pasted-token", world.stores.keychain)
    assert "token" in (await world.account().who()).source
    await account.sign_in_with_key(KEY, world.stores.session)
    assert "key" in (await account.who()).source


async def test_signing_out_forgets_everywhere_and_says_where(world: World) -> None:
    account = world.account()
    await account.sign_in_with_token("pasted-token", world.stores.keychain)
    assert await account.sign_out() == ["the system keychain"]
    assert await account.sign_out() == []
    with pytest.raises(NotSignedIn):
        await world.generate(account)


async def test_a_keychain_that_refuses_is_named_when_nothing_else_does(world: World) -> None:
    world.keychain.refuses = True
    with pytest.raises(NotSignedIn, match="keychain refused"):
        await world.generate(world.account())
    assert "keychain refused" in (await world.account().who()).reason
    world.environment["RUNDOT_STUDIO_TOKEN"] = "pasted-token"
    await world.generate(world.account())


async def test_a_tool_takes_a_session_and_refuses_a_key(world: World) -> None:
    world.environment["RUNDOT_STUDIO_API_KEY"] = KEY
    client = ImageGenClient(world.http, "game", world.account())
    with pytest.raises(NotSignedIn, match="person's sign-in"):
        await client.estimate_depth(DepthRecipe(SourceImage("k")), "k")
    assert not any("depth" in path for path, _ in world.hosts.asked)


async def test_a_tool_takes_a_token_although_a_key_is_there(world: World) -> None:
    world.environment |= {"RUNDOT_STUDIO_API_KEY": KEY, "RUNDOT_STUDIO_TOKEN": "pasted-token"}
    client = ImageGenClient(world.http, "game", world.account())
    with pytest.raises(AnswerMalformed):  # the answer of this service is one of generate
        await client.estimate_depth(DepthRecipe(SourceImage("k")), "k")
    assert world.hosts.asked == [("/v1/imagegen/game/estimate-depth", "pasted-token")]


async def test_a_hosted_call_without_a_game_is_a_broken_rule(world: World) -> None:
    world.log_in()
    with pytest.raises(RuleBroken, match=r"game\.config\.prod\.json"):
        await ImageGenClient(world.http, "", world.account()).list_models()
    assert world.hosts.asked == []


class TestAnOwnServer:
    @pytest.fixture(autouse=True)
    def own(self, world: World) -> None:
        world.base_url, world.hosted = "http://bigbox:3000", False

    async def test_it_is_given_nothing_of_the_hosted_service(self, world: World) -> None:
        world.hosts.takes = {None}
        world.log_in()
        world.environment |= {"RUNDOT_STUDIO_API_KEY": KEY, "RUNDOT_STUDIO_TOKEN": HOSTED_TOKEN}
        world.stores.file.put("token https://api.run.world", Secret("pasted-token"))
        await world.generate(world.account())
        assert world.hosts.bearers == [None]

    async def test_one_that_wants_no_token_never_asks_the_keychain(self, world: World) -> None:
        world.hosts.takes = {None}
        await world.generate(world.account())
        assert not world.keychain.asked

    async def test_one_that_wants_a_token_is_given_the_one_kept_for_it(self, world: World) -> None:
        account = world.account()
        with pytest.raises(NotSignedIn, match="wants a sign-in") as refused:
            await world.generate(account)
        assert "login --connection http://bigbox:3000" in refused.value.hint
        world.hosts.takes = {"own-server-token"}
        await account.sign_in_with_token("own-server-token", world.keychain)
        await world.generate(account)
        assert world.hosts.bearers == [None, None, "own-server-token"]

    async def test_it_takes_the_token_of_the_environment(self, world: World) -> None:
        world.hosts.takes = {"own-server-token"}
        world.environment["RUNDOT_STUDIO_TOKEN"] = "own-server-token"
        await world.generate(world.account())
        assert world.hosts.bearers == ["own-server-token"]

    @pytest.mark.parametrize("sign_in", [Account.sign_in_with_key, Account.sign_in_with_token])
    async def test_what_belongs_to_the_hosted_service_is_not_kept_for_it(
        self, world: World, sign_in: Callable[..., object]
    ) -> None:
        text = KEY if sign_in is Account.sign_in_with_key else HOSTED_TOKEN
        with pytest.raises(NotSignedIn, match="hosted service"):
            await sign_in(world.account(), text, world.keychain)  # type: ignore[misc]
        assert not world.hosts.asked


async def test_a_service_on_this_computer_may_want_no_one(world: World) -> None:
    world.base_url, world.hosts.takes = "http://127.0.0.1:3000", {None}
    await world.generate(world.account())
    world.environment["RUNDOT_STUDIO_API_KEY"] = KEY
    world.hosts.takes = {"from-key"}
    await world.generate(world.account())
    assert world.hosts.bearers == [None, "from-key"]


async def test_a_broken_identity_address_is_told_at_the_first_use(world: World) -> None:
    world.settings = Settings(web_api_key="web", identity_url="nowhere")
    world.environment["RUNDOT_STUDIO_API_KEY"] = KEY
    with pytest.raises(NotSignedIn, match="identity"):
        await world.generate(world.account())


async def test_a_refusal_that_is_none_of_the_bearers_fault_is_passed_on(world: World) -> None:
    world.http = httpx.AsyncClient(
        transport=httpx.MockTransport(lambda request: httpx.Response(403, json={"code": "AI_POLICY_DENIED"})),
        base_url=world.base_url,
    )
    world.environment["RUNDOT_STUDIO_TOKEN"] = "pasted-token"
    with pytest.raises(ServiceRefused):
        await world.generate(world.account())
