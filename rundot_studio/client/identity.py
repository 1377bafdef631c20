"""The three calls that turn a deploy key into a bearer and keep it fresh. Nothing here is ever billed.

Knows no clock: it says how long a token lives, and who asked counts from there.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import msgspec

from rundot_studio.domain.errors import (
    AnswerLost,
    AnswerMalformed,
    NotSignedIn,
    ServiceRefused,
    ServiceUnreachable,
    StudioError,
)
from rundot_studio.domain.secret import Secret, sendable
from rundot_studio.protocol import identity as wire

from .translate import refusal, translated, without_secret

TIMEOUT_S = 30.0
CONNECT_TIMEOUT_S = 5.0
LONGEST_LIFETIME_S = 366 * 86_400
HOST = "the sign-in service"
NEW_KEY = 'Make a new one with "rundot game api-keys create", or sign in with "rundot login".'

A = TypeVar("A")


@dataclass(frozen=True)
class Tokens:
    """A bearer, what renews it, and for how many seconds it lives from the moment it was asked for."""

    id_token: Secret
    refresh_token: Secret
    lifetime_s: float


class SignInExpired(NotSignedIn):
    """The refresh token is no longer taken; the key itself may still be good."""


class Identity:
    """Speaks to the service's key exchange and to the two identity hosts. ``http`` is not closed here.

    All addresses are given without a slash at the end. ``web_api_key`` names the service's project to the identity
    hosts; it stands in every web page that signs in and is no secret.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        base_url: str,
        web_api_key: str,
        identity_url: str = wire.IDENTITY_URL,
        securetoken_url: str = wire.SECURETOKEN_URL,
    ) -> None:
        self._http = http
        self._base_url = base_url
        self._web_api_key = web_api_key
        self._identity_url = identity_url
        self._securetoken_url = securetoken_url

    def check_ready(self) -> None:
        """Raises NotSignedIn where the web API key is not set; nothing can be asked without it."""
        if not self._web_api_key:
            raise NotSignedIn(
                "A deploy key needs the service's web API key beside it, and none is set.",
                'Set RUNDOT_STUDIO_WEB_API_KEY (its makers can tell it), or sign in with "rundot login".',
            )

    async def exchange_api_key(self, key: Secret) -> Secret:
        """A deploy key (``rk_...``) becomes a custom token.

        Raises NotSignedIn for a key that is not taken, ServiceUnreachable, ServiceRefused or AnswerMalformed.
        """
        response = await self._post(
            f"{self._base_url}{wire.EXCHANGE_API_KEY}", headers={"Authorization": f"Bearer {key.reveal()}"}
        )
        response = without_secret(response, key)
        if response.status_code in (400, 401, 403):
            reason = refusal(response).message
            said = f" ({reason})" if "no explanation" not in reason else ""
            raise NotSignedIn(f"The deploy key is not accepted: it is unknown, revoked or has ended{said}.", NEW_KEY)
        if not response.is_success:
            raise _trouble(response) or refusal(response)
        return _checked(_decoded(response, wire.ExchangeAnswer).data.custom_token)

    async def sign_in(self, custom_token: Secret) -> Tokens:
        """A custom token becomes a bearer and a refresh token. Raises as :meth:`exchange_api_key`."""
        self.check_ready()
        body = wire.SignInRequest(token=custom_token.reveal(), return_secure_token=True)
        response = await self._post(
            f"{self._identity_url}{wire.SIGN_IN}",
            params={"key": self._web_api_key},
            content=msgspec.json.encode(body),
            headers={"Content-Type": "application/json"},
        )
        if not response.is_success:
            raise _refused(response)
        answer = _decoded(response, wire.SignInAnswer)
        return _tokens(answer.id_token, answer.refresh_token, answer.expires_in)

    async def refresh(self, refresh_token: Secret) -> Tokens:
        """A new bearer. Raises SignInExpired when the refresh token is no longer taken; else as :meth:`sign_in`."""
        self.check_ready()
        response = await self._post(
            f"{self._securetoken_url}{wire.TOKEN}",
            params={"key": self._web_api_key},
            data={"grant_type": "refresh_token", "refresh_token": refresh_token.reveal()},
        )
        if not response.is_success:
            raise _refused(response)
        answer = _decoded(response, wire.TokenAnswer)
        return _tokens(answer.id_token, answer.refresh_token, answer.expires_in)

    async def _post(self, url: str, **request: Any) -> httpx.Response:
        timeout = httpx.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        with _nothing_billed():
            async with asyncio.timeout(TIMEOUT_S):
                return await self._http.post(url, timeout=timeout, follow_redirects=False, **request)


@contextmanager
def _nothing_billed() -> Iterator[None]:
    """A lost answer of these hosts costs nothing: it is as safe to ask again as if nothing had left."""
    try:
        with translated(HOST):
            yield
    except AnswerLost as error:
        reason = str(error.__cause__).strip() or type(error.__cause__).__name__
        raise ServiceUnreachable(f"{HOST.capitalize()} did not answer ({reason}).", "Try again in a moment.") from error


_MEANINGS = {
    "INVALID_CUSTOM_TOKEN": "the service's own token was not accepted; the web API key may belong to another service",
    "CREDENTIAL_MISMATCH": "the web API key belongs to another service",
    "USER_DISABLED": "this account is disabled",
    "USER_NOT_FOUND": "this account no longer exists",
    "TOKEN_EXPIRED": "the sign-in was ended",
    "INVALID_REFRESH_TOKEN": "the sign-in is no longer valid",
    "INVALID_GRANT_TYPE": "the address may not be a sign-in service",
    "MISSING_REFRESH_TOKEN": "the address may not be a sign-in service",
    "API_KEY_INVALID": "the web API key is wrong",
}
_EXPIRED = frozenset({"USER_DISABLED", "USER_NOT_FOUND", "TOKEN_EXPIRED", "INVALID_REFRESH_TOKEN"})


def _refused(response: httpx.Response) -> StudioError:
    """What a refusal of the identity hosts means. Only their code is read: their words may quote what was sent."""
    trouble = _trouble(response)
    if trouble is not None:
        return trouble
    try:
        fault = msgspec.json.decode(response.content, type=wire.IdentityError).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        fault = wire.IdentityFault()
    code = "API_KEY_INVALID" if fault.message.startswith("API key not valid") else fault.message.partition(" ")[0]
    shown = code if re.fullmatch(r"[A-Z_]{3,60}", code) else f"status {response.status_code}"
    meaning = _MEANINGS.get(code, shown)
    kind = SignInExpired if code in _EXPIRED else NotSignedIn
    return kind(f"The sign-in was refused: {meaning}.", "Check the key and RUNDOT_STUDIO_WEB_API_KEY, then sign in.")


def _trouble(response: httpx.Response) -> ServiceUnreachable | ServiceRefused | None:
    """A fault of theirs that passes, or an address that is not theirs; None for a plain refusal."""
    status = response.status_code
    if status >= 500 or status == 429:
        return ServiceUnreachable(f"{HOST.capitalize()} has trouble (status {status}).", "Try again in a moment.")
    if status == 404 or response.is_redirect:
        return ServiceRefused(status, f"The address of {HOST} is wrong (status {status}).", "Check the settings.")
    return None


def _tokens(id_token: str, refresh_token: str, expires_in: str | int) -> Tokens:
    try:
        lifetime_s = float(expires_in)
    except ValueError:
        lifetime_s = 0.0
    if not 0 < lifetime_s <= LONGEST_LIFETIME_S:
        raise _malformed("it does not say how long the sign-in lasts")
    return Tokens(_checked(id_token), _checked(refresh_token), lifetime_s)


def _checked(text: str) -> Secret:
    if not sendable(text):
        raise _malformed("its token is empty or no token")
    return Secret(text)


def _decoded(response: httpx.Response, answer: type[A]) -> A:
    """``from None``: the text that could not be read may hold a token."""
    try:
        return msgspec.json.decode(response.content, type=answer)
    except msgspec.ValidationError as error:
        raise _malformed(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _malformed("it is not JSON") from None


def _malformed(reason: str) -> AnswerMalformed:
    return AnswerMalformed(
        f"{HOST.capitalize()} answered with something that is not in the protocol: {reason}.",
        "The address in the settings may be wrong.",
    )
