"""A real engine, shared by the tests of a module: its workers take a second to start."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from rundot_studio.engine.app import EmbeddedEngine

GAME = "forest-quest"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedEngine]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("engine"), workers=2)
    yield engine
    await engine.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def http(engine: EmbeddedEngine) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(engine.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://embedded") as http:
        yield http
