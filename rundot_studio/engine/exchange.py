"""One call of an ASGI application held in the hand: the request read whole, the answer recorded."""

import asyncio
from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True)
class Recorded:
    """A whole answer, not sent yet. Header names are in lower case, as ASGI has them."""

    status: int
    headers: Headers
    body: bytes
    bug: Exception | None = None
    """What the application raised after it had answered, for the server's log."""

    def header(self, name: bytes) -> bytes:
        """The header's value, empty where there is none."""
        return next((value for key, value in self.headers if key == name), b"")

    def with_body(self, body: bytes, content_type: bytes | None = None) -> "Recorded":
        """The same answer with other bytes, its length corrected."""
        kind = self.header(b"content-type") if content_type is None else content_type
        others = [(key, value) for key, value in self.headers if key not in (b"content-type", b"content-length")]
        length = str(len(body)).encode()
        return replace(self, headers=(*others, (b"content-type", kind), (b"content-length", length)), body=body)

    async def send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body})
        if self.bug is not None:
            raise self.bug


async def read_request(receive: Receive, most: int) -> bytes | None:
    """The request's body, or None when it is over ``most`` bytes or its caller hung up."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def replay(body: bytes, receive: Receive | None) -> Receive:
    """A ``receive`` that gives this body, then what the real one gives; without a real one, nothing for ever."""
    given = False

    async def again() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        if receive is None:
            await asyncio.Event().wait()
            raise AssertionError("never reached")
        return await receive()

    return again


async def record(app: ASGIApp, scope: Scope, receive: Receive) -> Recorded:
    """The application's whole answer."""
    starts: list[Message] = []
    body = bytearray()

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            starts.append(message)
        else:
            body.extend(message.get("body", b""))

    bug = None
    try:
        await app(scope, receive, keep)
    except Exception as error:
        if not starts:
            raise
        bug = error  # Starlette raises a bug again once it has answered 500 for it
    return Recorded(starts[0]["status"], tuple(starts[0].get("headers", ())), bytes(body), bug)


def recorded(response: Response) -> Recorded:
    """A Starlette response as a recorded one."""
    return Recorded(response.status_code, tuple(response.raw_headers), bytes(response.body))
