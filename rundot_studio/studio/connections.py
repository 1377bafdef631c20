"""Which service answers: the embedded engine, the hosted one, or an artist's own server. One client for all."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from rundot_studio.client.client import ImageGenClient
from rundot_studio.client.downloads import LOOPBACK
from rundot_studio.domain.errors import NotSignedIn, RuleBroken
from rundot_studio.engine.app import EmbeddedEngine

EMBEDDED = "embedded"
RUN = "run"
RUN_BASE_URL = "https://api.run.world"
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


def connection_named(name: str) -> Connection:
    """The connection for ``--connection``. Raises RuleBroken for what is none."""
    if name == EMBEDDED:
        return Connection(name, "Embedded engine", EMBEDDED_BASE_URL, procedural=True)
    if name == RUN:
        return Connection(name, "RUN", os.environ.get("RUNDOT_STUDIO_BASE_URL", RUN_BASE_URL), procedural=False)
    try:
        parts = urlsplit(name)
        well_formed = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        well_formed = None
    if not well_formed:
        raise RuleBroken("--connection", name, "embedded, run, or the URL of a server (http:// or https://)")
    return Connection(name, parts.netloc, name.rstrip("/"), procedural=False)


@dataclass
class Service:
    """An open connection: the client to call, the plain HTTP client to download with, and the engine if it is ours."""

    connection: Connection
    client: ImageGenClient
    http: httpx.AsyncClient
    engine: EmbeddedEngine | None
    concurrency: int

    async def close(self) -> None:
        await self.http.aclose()
        if self.engine is not None:
            await self.engine.close()


def open_service(connection: Connection, engine_folder: Path) -> Service:
    """Connects, which for the embedded engine means making it; nothing is sent and no worker starts yet.

    Raises NotSignedIn for the hosted service without a token.
    """
    game = os.environ.get("RUNDOT_STUDIO_GAME", DEFAULT_GAME)
    if connection.name == EMBEDDED:
        engine = EmbeddedEngine(engine_folder)
        transport = httpx.ASGITransport(engine.app, raise_app_exceptions=False)
        http = httpx.AsyncClient(transport=transport, base_url=connection.base_url)
        return Service(connection, ImageGenClient(http, game), http, engine, engine.pool.size)
    token = os.environ.get("RUNDOT_STUDIO_TOKEN", "")
    if connection.name == RUN and not token and urlsplit(connection.base_url).hostname not in LOOPBACK:
        raise NotSignedIn(
            "The hosted service needs an account, and none is signed in.",
            "Set RUNDOT_STUDIO_TOKEN to a bearer token, or use the embedded engine.",
        )

    async def bearer() -> str | None:
        return token or None

    http = httpx.AsyncClient(base_url=connection.base_url)
    return Service(connection, ImageGenClient(http, game, bearer), http, None, HOSTED_CONCURRENCY)
