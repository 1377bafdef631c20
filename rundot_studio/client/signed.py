"""Sends one call with its bearer; after a 401 with a renewed one, once more.

That is the only case in which a call is sent twice here: a call that was refused for its bearer was not billed.
"""

import asyncio

import httpx

from rundot_studio.domain.errors import NotSignedIn
from rundot_studio.domain.secret import Secret

from .auth import BearerSource
from .translate import translated, without_secret

CALL_TIMEOUT_S = 180.0
CONNECT_TIMEOUT_S = 5.0
CONSUMER = "rundot-studio"


class SignedHttp:
    """``http`` with the bearers of ``source``; None for a service that wants none."""

    def __init__(self, http: httpx.AsyncClient, source: BearerSource | None) -> None:
        self._http = http
        self._source = source

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
        timeout = httpx.Timeout(CALL_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        with translated("the service"):
            # ASGITransport ignores httpx' timeouts: https://github.com/encode/httpx/discussions/2753
            async with asyncio.timeout(CALL_TIMEOUT_S):
                response = await self._http.request(
                    method, path, content=content, headers=headers, timeout=timeout, follow_redirects=False
                )
        return response if bearer is None else without_secret(response, bearer)
