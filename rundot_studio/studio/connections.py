"""Which service answers: the embedded engine, the hosted one, or an artist's own server. One client for all."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from rundot_studio.client.client import ImageGenClient
from rundot_studio.client.network import open_http
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.local_ai.store import LocalAi

from .account import Account, Stores
from .capability import ModelsCache
from .settings import Settings, is_loopback, load_settings, validated_base_url

EMBEDDED = "embedded"
RUN = "run"
EMBEDDED_BASE_URL = "http://embedded"
DEFAULT_GAME = "rundot-studio"
HOSTED_CONCURRENCY = 4


@dataclass(frozen=True)
class Connection:
    """A choice of service. ``name`` is what the command line takes: ``embedded``, ``run`` or a base URL."""

    name: str
    label: str
    base_url: str
    procedural: bool

    @property
    def offline(self) -> bool:
        """Whether it works without any network."""
        return self.name == EMBEDDED


def connection_named(name: str, settings: Settings | None = None) -> Connection:
    """The connection for ``--connection``. Raises RuleBroken for what is none, or an address that can't be used."""
    if name == EMBEDDED:
        return Connection(name, "Embedded engine", EMBEDDED_BASE_URL, procedural=True)
    if name == RUN:
        chosen = (settings or load_settings().settings).base_url
        base_url = validated_base_url(chosen, own_server=False, name="RUNDOT_STUDIO_BASE_URL")
        return Connection(name, "RUN", base_url, procedural=False)
    if "://" not in name:
        raise RuleBroken("--connection", name, "embedded, run, or the URL of a server (http:// or https://)")
    base_url = validated_base_url(name, own_server=True, name="--connection")
    return Connection(base_url, urlsplit(base_url).netloc, base_url, procedural=False)


@dataclass
class Service:
    """An open connection: the client to call, the plain HTTP client to download with, the engine if it is ours, and
    the account for those who sign in."""

    connection: Connection
    client: ImageGenClient
    http: httpx.AsyncClient
    engine: EmbeddedEngine | None
    concurrency: int
    account: Account | None = None

    async def close(self) -> None:
        await self.http.aclose()
        if self.engine is not None:
            await self.engine.close()


def open_service(
    connection: Connection, engine_folder: Path, settings: Settings | None = None, stores: Stores | None = None
) -> Service:
    """Connects, which for the embedded engine means making it; nothing is sent and no worker starts yet.

    Who signs in, and whether a game is named, is found out with the first call.
    """
    settings = settings or load_settings().settings
    level = settings.level_of(connection.name)
    if connection.name == EMBEDDED:
        engine = EmbeddedEngine(engine_folder, local_ai=LocalAi())
        transport = httpx.ASGITransport(engine.app, raise_app_exceptions=False)
        http = httpx.AsyncClient(transport=transport, base_url=connection.base_url)
        client = ImageGenClient(http, settings.game or DEFAULT_GAME, level=level)
        return Service(connection, client, http, engine, engine.pool.size)
    http = open_http(connection.base_url)
    account = open_account(connection, http, settings, stores)
    client = ImageGenClient(http, _game(connection, settings), account, level)
    return Service(connection, client, http, None, HOSTED_CONCURRENCY, account)


def open_account(
    connection: Connection, http: httpx.AsyncClient, settings: Settings, stores: Stores | None = None
) -> Account:
    """Who signs in to a connection that is not the embedded engine."""
    account = Account(http, connection.base_url, settings, hosted=connection.name == RUN, stores=stores)
    # Another account may call other models: the next one who wants to know asks the service.
    account.changed.connect(lambda: ModelsCache().forget(connection.base_url))
    return account


def _game(connection: Connection, settings: Settings) -> str:
    """The hosted service knows each game and bills it; a server on this computer or of one's own takes any name."""
    if settings.game:
        return settings.game
    if connection.name != RUN or is_loopback(httpx.URL(connection.base_url).host):
        return DEFAULT_GAME
    return ""
