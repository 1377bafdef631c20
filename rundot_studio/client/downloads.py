"""Fetches an output at once: with a cap, checked to be a whole picture, never trusting its URL or its type.

The bearer never goes along: outputs are on other hosts than the service.
"""

import asyncio
import base64
import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from rundot_studio.domain.errors import DownloadFailed, SourceUnusable

MAX_BYTES = 256 * 1024 * 1024
SILENCE_S = 30.0
"""Without a byte for this long, a download has failed."""
MAX_REDIRECTS = 5
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Delivered:
    """A picture's bytes as they came, checked to decode whole."""

    data: bytes
    format: str
    width: int
    height: int
    has_alpha: bool
    sha256: str


async def fetch(http: httpx.AsyncClient, url: str, *, most: int = MAX_BYTES) -> bytes:
    """The bytes behind an HTTPS URL (or of the service's own host). Raises :class:`DownloadFailed`.

    Redirects are followed by hand, at most five, and each hop is held to the same rules.
    """
    for _ in range(MAX_REDIRECTS + 1):
        _check_place(http, url)
        try:
            async with asyncio.timeout(SILENCE_S) as silence:
                target, data = await _get(http, url, most, silence)
        except TimeoutError as error:
            raise DownloadFailed(f"Nothing arrived for {SILENCE_S:.0f} seconds.", "Try again.") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise DownloadFailed(
                f"The picture could not be fetched ({str(error) or type(error).__name__}).", "Try again."
            ) from error
        if target is None:
            return data
        url = target
    raise DownloadFailed("The picture's address redirects in circles.")


async def _get(http: httpx.AsyncClient, url: str, most: int, silence: asyncio.Timeout) -> tuple[str | None, bytes]:
    """(where to look instead or None, the body)."""
    loop = asyncio.get_running_loop()
    timeout = httpx.Timeout(SILENCE_S, connect=5.0)
    async with http.stream("GET", url, timeout=timeout, follow_redirects=False) as response:
        if response.is_redirect:
            return str(response.url.join(response.headers.get("location", ""))), b""
        if not response.is_success:
            raise _missing(response.status_code)
        announced = int(response.headers.get("content-length", "0") or 0)
        body = bytearray()
        if announced <= most:
            async for chunk in response.aiter_bytes():
                body += chunk
                silence.reschedule(loop.time() + SILENCE_S)
                if len(body) > most:
                    break
        if max(announced, len(body)) > most:
            raise DownloadFailed(f"The picture is larger than {most // 1024 // 1024} MB and was not fetched.")
        return None, bytes(body)


def _missing(status: int) -> DownloadFailed:
    if status in (404, 410):
        return DownloadFailed("The picture is gone: its link has expired.", "Make it again.", action="again")
    return DownloadFailed(f"The picture could not be fetched (status {status}).", "Try again.")


def _check_place(http: httpx.AsyncClient, url: str) -> None:
    """Only https, or http on the service's own host or on loopback: a service can't point us into files or networks."""
    try:
        parts = urlsplit(url)
        own = (parts.scheme, parts.hostname, parts.port) == _place(str(http.base_url))
    except ValueError:
        raise DownloadFailed("The picture's address can't be read.") from None
    secure = parts.scheme == "https" and bool(parts.hostname)
    if not (secure or own or (parts.scheme == "http" and parts.hostname in LOOPBACK and _is_loopback(http))):
        raise DownloadFailed(
            f"The picture's address is not allowed: {url[:80]!r} is neither https nor the service's own."
        )


def _place(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _is_loopback(http: httpx.AsyncClient) -> bool:
    return http.base_url.host in LOOPBACK


def check_picture(data: bytes) -> Delivered:
    """Blocking (decodes all pixels): proves the bytes are a whole picture. Raises :class:`DownloadFailed`."""
    from rundot_studio.imaging import codec

    try:
        info = codec.probe(data)
        codec.check_whole(data)
    except SourceUnusable as error:
        raise DownloadFailed(f"What arrived is not a whole picture: {error.message}", "Try again.") from error
    return Delivered(data, info.format, info.width, info.height, info.has_alpha, hashlib.sha256(data).hexdigest())


def data_uri(data: bytes, media_type: str) -> str:
    """Bytes as the wire wants local files."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
