"""Reading a request: its body with a cap, checked against the schema, and noticing that the caller hung up."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from rundot_studio.domain import catalog
from rundot_studio.protocol.rules import parse
from rundot_studio.protocol.schema import Wire

MAX_BODY_BYTES = 64 * 1024 * 1024

W = TypeVar("W", bound=Wire)
T = TypeVar("T")


async def read_body(request: Request, most: int = MAX_BODY_BYTES) -> bytes:
    """The whole body. Raises HTTPException 413 as soon as it is over ``most`` bytes."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"The request is larger than {most // 1024 // 1024} MB.")
    return bytes(body)


async def read_params(request: Request, struct: type[W]) -> W:
    """The body as this struct. Raises HTTPException for what is no JSON object, RuleBroken for a broken rule."""
    return parse_params(await read_body(request), struct)


def parse_params(body: bytes, struct: type[W]) -> W:
    """As :func:`read_params`, from bytes. Requests of every API level are taken."""
    try:
        values = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(400, f"The body is not JSON: {error}") from error
    except RecursionError:
        raise HTTPException(400, "The body is nested too deeply.") from None
    if not isinstance(values, dict):
        raise HTTPException(400, "The body must be a JSON object.")
    return parse(struct, values, catalog.LATEST_LEVEL)


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The work's result; when the caller hangs up, the work is cancelled and so is its worker process."""
    working = asyncio.ensure_future(work)
    listening = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait((working, listening), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, listening):
            task.cancel()
        await asyncio.gather(working, listening, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
