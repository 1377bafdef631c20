"""Pictures a request names: our own outputs, data URIs, HTTPS URLs, and file keys of a stand-in for app storage."""

import asyncio
import base64
import binascii
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from rundot_studio.domain.catalog import MAX_REFERENCE_BYTES
from rundot_studio.domain.errors import RuleBroken

from .outputs import Outputs

Fetch = Callable[[str, int], Awaitable[bytes]]
"""Gets an HTTPS URL, at most so many bytes; raises ValueError with the reason."""

_DATA_URI = re.compile(r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?P<parameters>(;[\w=.+-]+)*?)(?P<base64>;base64)?,", re.A)
MAX_SOURCE_BYTES = 64 * 1024 * 1024
"""For pictures to work on; references have the specification's 10 MB."""


class Sources:
    """Resolves what the specification calls a file key, HTTPS URL or data URI into bytes."""

    def __init__(self, outputs: Outputs, files: Path | None, fetch: Fetch | None, disk: Executor) -> None:
        self._disk = disk
        self._outputs = outputs
        self._files = files
        self._fetch = fetch

    async def read(self, text: str, field: str, base_url: str, most: int = MAX_SOURCE_BYTES) -> bytes:
        """The picture's bytes. Raises :class:`RuleBroken` naming ``field`` for anything that can't be had."""
        if text.startswith("data:"):
            data = await self._off_the_loop(_from_data_uri, text, field)
        elif (name := self._own_output(text, base_url)) is not None:
            data = await self._off_the_loop(self._read_output, name, field, text)
        elif "://" in text:
            data = await self._from_url(text, field, most)
        else:
            data = await self._off_the_loop(self._from_key, text, field)
        if len(data) > most:
            raise RuleBroken(field, _short(text), f"at most {most // 1024 // 1024} MB (this is {len(data):,} bytes)")
        return data

    async def read_reference(self, text: str, index: int, base_url: str) -> bytes:
        return await self.read(text, f"referenceImages[{index}]", base_url, MAX_REFERENCE_BYTES)

    async def _off_the_loop(self, function: Callable[..., bytes], *arguments: str) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self._disk, function, *arguments)

    def _own_output(self, text: str, base_url: str) -> str | None:
        prefix = base_url.rstrip("/") + "/v1/outputs/"
        return text[len(prefix) :].partition("?")[0] if text.startswith(prefix) else None

    def _read_output(self, name: str, field: str, text: str) -> bytes:
        data = self._outputs.read(name)
        if data is None:
            raise RuleBroken(field, _short(text), "the URL of an output that has not expired")
        return data

    async def _from_url(self, text: str, field: str, most: int) -> bytes:
        if urlsplit(text).scheme != "https":
            raise RuleBroken(field, _short(text), "a file key, an HTTPS URL or a data URI")
        if self._fetch is None:
            raise RuleBroken(field, _short(text), "a file or data URI: this engine is offline and fetches no URLs")
        try:
            return await self._fetch(text, most)
        except ValueError as error:
            raise RuleBroken(field, _short(text), f"a URL that can be fetched ({error})") from error

    def _from_key(self, key: str, field: str) -> bytes:
        if self._files is None:
            raise RuleBroken(
                field, _short(key), "an HTTPS URL or a data URI: this engine has no app storage for file keys"
            )
        root = self._files.resolve()
        path = (root / key).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise RuleBroken(field, _short(key), "a file key that exists in the app storage")
        return path.read_bytes()


def _from_data_uri(text: str, field: str) -> bytes:
    match = _DATA_URI.match(text)
    if match is None:
        raise RuleBroken(field, _short(text), "a well-formed data URI")
    body = text[match.end() :]
    if not match["base64"]:
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise RuleBroken(field, _short(text), "a data URI with intact base64") from None


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"
