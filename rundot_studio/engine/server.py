"""The engine on a listening socket, by uvicorn. The only module that imports uvicorn, which is optional.

Knows the connections of its callers, so that a rehearsed fault can cut one off in the middle.
"""

import asyncio
import contextlib
import socket
import struct
import sys
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from .fault_injection import FaultInjection

Address = tuple[str, int]
_RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class EngineServer(uvicorn.Server):
    """Serves ``app`` until ``should_exit`` is set. ``faults`` is the injection inside it, if there is one."""

    def __init__(
        self, app: ASGIApp, faults: FaultInjection | None = None, on_listening: Callable[[], None] | None = None
    ) -> None:
        connections: dict[Address, H11Protocol] = {}

        class Connection(H11Protocol):
            """Registered by the caller's address for as long as it lives."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    connections[self.client] = self

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                if self.client is not None:
                    connections.pop(self.client, None)

        def hang_up(scope: Scope, reset: bool) -> None:
            connection = connections.get(tuple(scope["client"]))
            if connection is not None:
                _close(connection.transport, reset)

        # proxy_headers would let a caller choose the address and the scheme that the engine believes in.
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                ws="none",
                lifespan="off",
                log_level="warning",
                access_log=False,
                proxy_headers=False,
                server_header=False,
            )
        )
        self._faults = faults
        self._on_listening = on_listening
        if faults is not None:
            faults.hang_up = hang_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._on_listening is not None:
            self._on_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._faults is not None:
            self._faults.release()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Not uvicorn's: it raises a caught signal again at the end, which would look like a crash."""
        yield


def _close(transport: asyncio.Transport, reset: bool) -> None:
    """Closes after what was written; or at once, with a reset that the other side can't take for an ordinary end."""
    if not reset:
        transport.close()
        return
    connected = transport.get_extra_info("socket")
    if connected is not None:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    transport.abort()
