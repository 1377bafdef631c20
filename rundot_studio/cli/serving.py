"""serve: the embedded engine on a port, in place of the hosted service for a game under development."""

import argparse
import asyncio
import re
import signal
import socket
import sys
from pathlib import Path

from rundot_studio.domain.catalog import UTILITY_LIFETIME_S
from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.engine.accounts import DEFAULT_LIFETIME_S, Accounts
from rundot_studio.engine.app import EmbeddedEngine
from rundot_studio.engine.faults import parse_plan
from rundot_studio.engine.guard import Guard, checked_origin, is_loopback
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.prices import Balance
from rundot_studio.library import layout
from rundot_studio.studio.studio import default_library

_TOKEN = re.compile(r"[!-~]{8,4096}", re.ASCII)


class ServeFailed(StudioError):
    code = "SERVE_FAILED"


async def serve(options: argparse.Namespace) -> int:
    """Runs until interrupted."""
    _check(options)
    plan = None if options.faults is None else parse_plan(options.faults)
    origins = [checked_origin(text) for text in options.allow_origin]
    try:
        from rundot_studio.engine.server import EngineServer
    except ImportError:
        raise ServeFailed(
            "serve needs uvicorn, which is not installed.", 'Install it: pip install "rundot-studio[serve]"'
        ) from None
    listening = _bind(options.host, options.port)
    engine = None
    try:
        host, port = listening.getsockname()[:2]
        if not is_loopback(host) and not options.token:
            raise RuleBroken("--host", options.host, "127.0.0.1, or anything else together with --token")
        address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        engine = EmbeddedEngine(
            (options.library or default_library()) / layout.ENGINE,
            lifetime_s=UTILITY_LIFETIME_S if options.lifetime is None else options.lifetime,
            files=Path(options.files) if options.files else None,
            faults=plan,
            accounts=Accounts(
                required=options.require_sign_in is not None, lifetime_s=options.require_sign_in or DEFAULT_LIFETIME_S
            ),
            balance=None if options.credits is None else Balance(options.credits),
            local_ai=LocalAi(),
        )
        guarded = Guard(
            engine.app, address=host, port=port, name=options.host, token=options.token or "", origins=origins
        )
        server = EngineServer(guarded, engine.faults, lambda: print(f"listening on {address}", flush=True))
        if sys.platform != "win32":  # there Ctrl+C arrives as a cancel
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, setattr, server, "should_exit", True)
        await server.serve([listening])
    finally:
        listening.close()
        if engine is not None:
            await engine.close()
    return 0


def _check(options: argparse.Namespace) -> None:
    """Raises RuleBroken for the first flag that is out of its bounds."""
    if not 0 <= options.port <= 65535:
        raise RuleBroken("--port", options.port, "a whole number from 0 to 65535")
    if options.files is not None and not Path(options.files).is_dir():
        raise RuleBroken("--files", options.files, "a folder that exists")
    for flag, value, low, high in (
        ("--lifetime", options.lifetime, 1, UTILITY_LIFETIME_S),
        ("--require-sign-in", options.require_sign_in, 1, 86_400),
        ("--credits", options.credits, 0, 1_000_000),
    ):
        if value is not None and not low <= value <= high:
            raise RuleBroken(flag, value, f"a number from {low} to {high}")
    if options.token is not None:
        if not _TOKEN.fullmatch(options.token):
            raise RuleBroken("--token", "…", "at least 8 letters, digits or signs of a keyboard, without blanks")
        if options.require_sign_in is not None:
            raise RuleBroken("--require-sign-in", "…", "without --token: a call has one bearer only")


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
