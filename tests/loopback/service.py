"""An image service over plain sockets: below HTTP libraries, so that it can break where they can't."""

import asyncio
import io
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from PIL import Image


def picture_bytes() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16), (40, 90, 200)).save(buffer, "PNG")
    return buffer.getvalue()


@dataclass(frozen=True)
class Call:
    """One request as it arrived."""

    kind: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Act = Callable[["Exchange"], Awaitable[None]]
KINDS = {
    "generate": "generate",
    "remove-background": "remove-background",
    "upscale-image": "upscale",
    "estimate-depth": "depth",
    "models": "models",
    "estimate": "estimate",
    "completed": "completed",
}


@dataclass
class Exchange:
    """One request with the means to answer it, or not to."""

    call: Call
    service: "LoopbackService"
    writer: asyncio.StreamWriter

    async def answer(
        self, status: int, body: bytes, content_type: str = "application/json", **headers: str | int
    ) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = {"content-type": content_type, "content-length": len(body), "connection": "close", **named}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.writer.write(f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + body)
        await self.writer.drain()

    async def answer_json(self, status: int, body: object, **headers: str | int) -> None:
        await self.answer(status, json.dumps(body).encode(), **headers)

    async def proper(self) -> None:
        """What a healthy service answers."""
        if self.call.kind == "download":
            await self.answer(200, picture_bytes(), "image/png")
        else:
            await self.answer_json(200, self.service.proper_answer(self.call.kind))

    def reset(self) -> None:
        """Break the connection without a goodbye."""
        self.writer.transport.abort()


@dataclass
class LoopbackService:
    """``acts`` maps a kind of call to what happens instead of a proper answer, once per entry, in order."""

    acts: dict[str, list[Act]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    calls: list[Call] = field(default_factory=list)
    url: str = ""
    image_url: str | None = None
    _server: asyncio.Server | None = None
    _serving: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()

    def proper_answer(self, kind: str) -> object:
        url = self.image_url or f"{self.url}/v1/outputs/{self.counts[kind]}.png"
        if kind == "generate":
            return {"generationId": f"g{self.counts[kind]}", "imageUrl": url, "prompt": "p", "model": "m", "seed": 7}
        if kind == "depth":
            return {"depthMapUrl": url, "width": 16, "height": 16}
        if kind == "models":
            return ["gemini-3.1-flash-image-preview"]
        if kind == "completed":
            return {"jobs": []}
        if kind == "estimate":
            return {
                "kind": "image",
                "credits": 3,
                "lowCredits": 3,
                "highCredits": 3,
                "lowerPercent": 0,
                "upperPercent": 0,
                "exact": True,
                "reason": "made up",
            }
        return {"imageUrl": url, "width": 16, "height": 16}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            call = await _read_call(reader)
            self.counts[call.kind] += 1
            self.calls.append(call)
            exchange = Exchange(call, self, writer)
            acts = self.acts.get(call.kind)
            await (acts.pop(0)(exchange) if acts else exchange.proper())
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._serving.discard(task)
            writer.close()


async def _read_call(reader: asyncio.StreamReader) -> Call:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    request, *lines = head.strip().split("\r\n")
    method, target, _ = request.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    path = target.partition("?")[0]
    return Call(KINDS.get(path.rpartition("/")[2], "download"), method, path, headers, body)
