"""Sends one call with its bearer; after a 401 with a renewed one, once more.

That is the only case in which a call is sent twice here: a call that was refused for its bearer was not billed.
"""

import asyncio
from dataclasses import dataclass

import httpx

from rundot_studio.domain.errors import AnswerMalformed, NotSignedIn, ServiceUnreachable
from rundot_studio.domain.secret import Secret

from .auth import BearerSource
from .translate import translated, without_secret

CONSUMER = "rundot-studio"


@dataclass(frozen=True)
class CallLimits:
    """How long a call may take, in seconds, and how large its answer may be: JSON, never a picture."""

    connect_s: float = 5.0
    call_s: float = 180.0
    answer_bytes: int = 8 * 1024 * 1024


class SignedHttp:
    """``http`` with the bearers of ``source``; None for a service that wants none."""

    def __init__(self, http: httpx.AsyncClient, source: BearerSource | None, limits: CallLimits | None = None) -> None:
        self._http = http
        self._source = source
        self._limits = limits or CallLimits()

    async def require_bearer(self) -> None:
        """Raises NotSignedIn where nobody signs in."""
        if self._source is not None:
            await self._source.bearer()

    async def send(
        self, method: str, path: str, content: bytes | None = None, *, person: bool = False
    ) -> httpx.Response:
        """The answer, whatever its status; the bearer is taken out of it. ``person``: a deploy key won't do.

        Raises NotSignedIn, ServiceUnreachable or AnswerLost. Redirects are not followed: the bearer would go along.
        """
        bearer = await self._source.bearer(person=person) if self._source is not None else None
        response = await self._send_once(method, path, content, bearer)
        if response.status_code != httpx.codes.UNAUTHORIZED or self._source is None:
            return response
        bearer = await self._source.renewed(bearer, person=person)
        response = await self._send_once(method, path, content, bearer)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            raise NotSignedIn(
                f"The service does not take the sign-in of {self._source.label}, not even a fresh one.",
                "Sign in again, and check that it belongs to this service and game.",
            )
        return response

    async def _send_once(self, method: str, path: str, content: bytes | None, bearer: Secret | None) -> httpx.Response:
        headers = {"x-consumer": CONSUMER}
        if content is not None:
            headers["Content-Type"] = "application/json"
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer.reveal()}"
        timeout = httpx.Timeout(self._limits.call_s, connect=self._limits.connect_s)
        if self._http.is_closed:  # httpx has only a RuntimeError for it; nothing was sent
            raise ServiceUnreachable("This connection was closed.", "Ask again over the one that is open now.")
        request = self._http.build_request(method, path, content=content, headers=headers, timeout=timeout)
        with translated("the service"):
            # ASGITransport ignores httpx' timeouts: https://github.com/encode/httpx/discussions/2753
            async with asyncio.timeout(self._limits.call_s):
                response = await self._http.send(request, stream=True, follow_redirects=False)
                try:
                    response = await self._whole(response)
                finally:
                    await response.aclose()
        return response if bearer is None else without_secret(response, bearer)

    async def _whole(self, response: httpx.Response) -> httpx.Response:
        """The answer with its body. Raises AnswerMalformed as soon as that is larger than any answer can be."""
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > self._limits.answer_bytes:
                raise AnswerMalformed(
                    f"The service's answer is larger than {self._limits.answer_bytes // 1024 // 1024} MB "
                    "and was not read to its end.",
                    "If this goes on, the address may not be an image service.",
                )
        decoded = {"content-encoding", "content-length", "transfer-encoding"}
        head = [(name, value) for name, value in response.headers.multi_items() if name not in decoded]
        return httpx.Response(response.status_code, headers=head, content=bytes(body), request=response.request)
