"""serve: the embedded engine on a port, in place of the hosted service for a game under development."""

import argparse
import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.library import layout
from rundot_studio.studio.studio import default_library


class ServeFailed(StudioError):
    code = "SERVE_FAILED"


async def serve(options: argparse.Namespace) -> int:
    """Runs until interrupted."""
    if not 0 <= options.port <= 65535:
        raise RuleBroken("--port", options.port, "a whole number from 0 to 65535")
    if options.files is not None and not Path(options.files).is_dir():
        raise RuleBroken("--files", options.files, "a folder that exists")
    try:
        import uvicorn
    except ImportError:
        raise ServeFailed(
            "serve needs uvicorn, which is not installed.", 'Install it: pip install "rundot-studio[serve]"'
        ) from None
    listening = _bind(options.host, options.port)
    host, port = listening.getsockname()[:2]
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"listening on {address}", flush=True)

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Ours are set below: uvicorn raises a caught signal again at the end, which would look like a crash."""
            yield

    folder = (options.library or default_library()) / layout.ENGINE
    engine = EmbeddedEngine(folder, files=Path(options.files) if options.files else None)
    server = Server(uvicorn.Config(engine.app, log_level="warning", lifespan="off", access_log=False))
    if sys.platform != "win32":  # there Ctrl+C arrives as a cancel
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, setattr, server, "should_exit", True)
    try:
        await server.serve([listening])
    finally:
        listening.close()
        await engine.close()
    return 0


def _bind(host: str, port: int) -> socket.socket:
    """Bound before uvicorn starts, so that a taken port is our sentence and port 0 is known."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise RuleBroken("--host", host, f"an address of this computer ({error.strerror or error})") from error
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(100)
    except OSError as error:
        listening.close()
        raise ServeFailed(f"{host}:{port} can't be listened on: {error.strerror or error}.", "Try --port 0.") from error
    return listening
