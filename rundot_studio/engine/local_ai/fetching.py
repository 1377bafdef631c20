"""Fetches weights of the catalogue: offered first, then resumed where an earlier try stopped, and checked by hash.

The caller has shown the offer and been told yes; nothing here decides that. What is cut off stays as a part that the
next try goes on from; what is wrong is deleted.
"""

import asyncio
import hashlib
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from rundot_studio.domain.errors import DiskFull, DownloadFailed, OutputRefused
from rundot_studio.engine.progress import Report, silent

from .fingerprints import CHUNK
from .store import SPARE_BYTES, LocalAi, megabytes
from .weights import Weights

SILENCE_S = 30.0
MAX_REDIRECTS = 5
MAX_TRIES = 4
"""In a row that brought nothing; one that brought something counts anew."""
PAUSE_S = 1.0


@dataclass(frozen=True)
class Offer:
    """What would be fetched: shown to the artist before anything is.

    ``remaining`` and ``free`` in bytes; ``host`` is where it comes from.
    """

    weights: Weights
    host: str
    remaining: int
    free: int

    @property
    def fits(self) -> bool:
        return self.free >= self.remaining + SPARE_BYTES

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that has to be said, a sentence each."""
        weights = self.weights
        said = [f"{weights.title}, {megabytes(weights.size)}, from {self.host}."]
        if self.remaining < weights.size:
            said.append(f"{megabytes(self.remaining)} of it are still to come.")
        said.append(f"Licence: {weights.licence} ({weights.licence_url}).")
        if weights.commercial is False:
            said.append("Non-commercial: its licence does not allow work on a game that earns money.")
        if weights.memory_gb > 1:
            said.append(f"A picture takes about {weights.memory_gb} GB of memory while it is worked on.")
        if not self.fits:
            said.append(f"There is not enough space: {megabytes(self.free)} are free.")
        return tuple(said)


def offer(local_ai: LocalAi, weights: Weights) -> Offer:
    """Blocking, but quick; the network is not asked."""
    part = part_of(local_ai, weights)
    fetched = part.stat().st_size if part.exists() else 0
    place = next((folder for folder in (local_ai.folder, *local_ai.folder.parents) if folder.exists()), Path.cwd())
    free = shutil.disk_usage(place).free
    return Offer(weights, urlsplit(weights.url).hostname or "", max(0, weights.size - fetched), free)


def part_of(local_ai: LocalAi, weights: Weights) -> Path:
    """What is there of a download that has not ended. Named by the hash, so that no other file goes on from it."""
    return local_ai.folder / f".{weights.short_hash}.part"


async def fetch(
    local_ai: LocalAi, weights: Weights, http: httpx.AsyncClient, report: Report = silent, pause_s: float = PAUSE_S
) -> None:
    """Brings the weights here and switches them on. ``report`` hears fractions 0..1.

    Raises DiskFull, DownloadFailed, OutputRefused. Cancelling keeps the part.
    """
    part = part_of(local_ai, weights)
    await asyncio.to_thread(local_ai.check_space, weights.size - _size(part))
    idle = 0
    while _size(part) < weights.size:
        before = _size(part)
        try:
            await _fetch_on(http, weights, part, report)
        except (httpx.TransportError, httpx.StreamError, TimeoutError) as error:
            idle = 0 if _size(part) > before else idle + 1
            if idle >= MAX_TRIES:
                reason = str(error) or type(error).__name__
                raise DownloadFailed(
                    f"The download of {weights.title} stopped ({reason}).", "Try again: it goes on from there."
                ) from error
            await asyncio.sleep(pause_s)
        except OSError as error:
            raise OutputRefused(f"{part.name} can't be written: {error.strerror or error}.") from error
    await asyncio.to_thread(_keep, local_ai, weights, part)
    report(1.0)


async def _fetch_on(http: httpx.AsyncClient, weights: Weights, part: Path, report: Report) -> None:
    """One try, from where the part ends."""
    start = _size(part)
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
    async with _following(http, weights.url, headers) as response:
        if response.status_code == 416:
            await asyncio.to_thread(part.unlink, missing_ok=True)
            return
        if not response.is_success:
            raise DownloadFailed(
                f"{weights.title} can't be fetched (status {response.status_code}).", "Try again later."
            )
        if start and not _goes_on_at(response, start):
            start = 0
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and start + int(announced) != weights.size:
            raise DownloadFailed(
                f"What is offered as {weights.title} has another size than what was checked, so it was not fetched."
            )
        with part.open("ab" if start else "wb") as file:
            done = start
            # As it comes: what waits for a larger block is lost when the connection breaks.
            async for block in response.aiter_bytes():
                done += len(block)
                if done > weights.size:
                    raise _not_what_was_checked(part, weights)
                await asyncio.to_thread(_append, file, block)
                report(done / weights.size)


@asynccontextmanager
async def _following(http: httpx.AsyncClient, url: str, headers: dict[str, str]) -> AsyncIterator[httpx.Response]:
    """The answer behind all redirects, each of them https."""
    for _ in range(MAX_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise DownloadFailed(f"The address {url[:80]!r} is not https, so nothing was fetched from it.")
        timeout = httpx.Timeout(SILENCE_S, connect=10.0)
        async with http.stream("GET", url, headers=headers, timeout=timeout, follow_redirects=False) as response:
            if not response.is_redirect:
                yield response
                return
            url = str(response.url.join(response.headers.get("location", "")))
    raise DownloadFailed("The address redirects in circles.")


def _goes_on_at(response: httpx.Response, start: int) -> bool:
    """Whether the answer is the rest of the file; a server may also send it all again."""
    span = re.match(r"bytes (\d+)-", response.headers.get("content-range", ""))
    return response.status_code == 206 and span is not None and int(span.group(1)) == start


def _append(file: BinaryIO, block: bytes) -> None:
    try:
        file.write(block)
        file.flush()
    except OSError as error:
        raise DiskFull(f"The download can't be kept: {error.strerror or error}.", "Make room and try again.") from error


def _keep(local_ai: LocalAi, weights: Weights, part: Path) -> None:
    """Checked as a whole, then under its name at once."""
    digest = hashlib.sha256()
    with part.open("rb") as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
    if digest.hexdigest() != weights.sha256 or _size(part) != weights.size:
        raise _not_what_was_checked(part, weights)
    try:
        part.replace(local_ai.path_of(weights))
    except OSError as error:
        raise OutputRefused(f"{weights.file} can't be written: {error.strerror or error}.") from error
    local_ai.installed(weights)


def _not_what_was_checked(part: Path, weights: Weights) -> DownloadFailed:
    part.unlink(missing_ok=True)
    return DownloadFailed(
        f"What arrived is not the {weights.title} that was checked (its hash differs), so it was deleted.",
        "Try again; if it happens again, do not use that source.",
    )


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0
