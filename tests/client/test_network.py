"""Proxies and certificates come from the system."""

import ssl
from collections.abc import AsyncIterator

import pytest
import truststore

from rundot_studio.client.client import ImageGenClient
from rundot_studio.client.network import open_http
from rundot_studio.client.signed import CallLimits
from rundot_studio.domain.errors import ServiceUnreachable
from tests.loopback.service import LoopbackService


@pytest.fixture
async def server() -> AsyncIterator[LoopbackService]:
    server = LoopbackService()
    await server.start()
    yield server
    await server.stop()


async def test_a_proxy_of_the_environment_is_used_but_not_for_loopback(
    server: LoopbackService, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = LoopbackService()
    await proxy.start()
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with open_http("http://images.example") as http:
        await http.get("/v1/imagegen/models")
        await http.get(f"{server.url}/v1/imagegen/models")
    await proxy.stop()
    assert [call.path for call in proxy.calls] == ["http://images.example/v1/imagegen/models"]
    assert [call.path for call in server.calls] == ["/v1/imagegen/models"]


async def test_certificates_are_checked_against_the_systems_store() -> None:
    async with open_http("https://api.example") as http:
        context = http._transport._pool._ssl_context  # type: ignore[attr-defined]
        assert isinstance(context, truststore.SSLContext)
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname


async def test_a_server_that_does_not_speak_tls_is_not_reached(server: LoopbackService) -> None:
    async with open_http(server.url.replace("http:", "https:")) as http:
        with pytest.raises(ServiceUnreachable):
            await ImageGenClient(http, "game", limits=CallLimits(connect_s=0.5)).list_models()
