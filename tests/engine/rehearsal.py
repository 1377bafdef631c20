"""An application on a loopback port of this very event loop, so that what travels is real."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from starlette.types import ASGIApp

from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.fault_injection import FaultInjection
from rundot_studio.engine.faults import parse_plan
from rundot_studio.engine.server import EngineServer

GAME = "forest-quest"
BASE = f"/v1/imagegen/{GAME}"
COIN = {"prompt": "a coin, pixel art", "seed": 7}


@asynccontextmanager
async def listening(
    app_for: Callable[[str, int], ASGIApp], faults: FaultInjection | None = None, address: str = "127.0.0.1"
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application behind a real port; ``app_for`` makes it from the address and the port."""
    with socket.create_server((address, 0)) as sock:
        port = sock.getsockname()[1]
        server = EngineServer(app_for(address, port), faults)
        serving = asyncio.create_task(server.serve([sock]))
        async with httpx.AsyncClient(base_url=f"http://{address}:{port}", timeout=20) as http:
            try:
                yield http
            finally:
                server.should_exit = True
        await serving


@asynccontextmanager
async def rehearsing(engine: EmbeddedEngine, plan: str) -> AsyncIterator[httpx.AsyncClient]:
    """The engine on a port, with a plan of faults of this test's own around it."""
    injection = FaultInjection(engine.app, parse_plan(plan), engine.jobs)
    async with listening(lambda address, port: injection, injection) as http:
        yield http


@asynccontextmanager
async def rehearsing_inside(engine: EmbeddedEngine, plan: str) -> AsyncIterator[httpx.AsyncClient]:
    """As :func:`rehearsing`, without a port: for faults that leave the connection whole."""
    injection = FaultInjection(engine.app, parse_plan(plan), engine.jobs)
    transport = httpx.ASGITransport(injection)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        yield http
