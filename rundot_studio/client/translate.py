"""The one seam where foreign errors become ours: httpx' exceptions, and the service's error answers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import msgspec

from rundot_studio.domain.errors import AnswerLost, RuleBroken, ServiceRefused, ServiceUnreachable
from rundot_studio.domain.secret import Secret, without_keys
from rundot_studio.protocol.schema import ErrorBody


@dataclass(frozen=True)
class _Meaning:
    hint: str
    action: str


MEANINGS = {
    "IMAGE_GEN_SAFETY_FILTER": _Meaning("Change the words and send again.", "reword"),
    "AI_POLICY_DENIED": _Meaning("The game's own policy forbids this; its owner can change that.", "details"),
    "CREDITS_EXHAUSTED": _Meaning("There are no credits left on this account.", "details"),
    "IMAGE_GEN_EMPTY_RESPONSE": _Meaning("The provider answered without a picture. Try again in a moment.", "retry"),
    "IMAGE_GEN_RATE_LIMIT": _Meaning("The provider is busy. Try again in a moment.", "retry"),
    "IMAGE_GEN_UNKNOWN_ERROR": _Meaning("The provider failed. Try again in a moment.", "retry"),
    "RATE_LIMITED": _Meaning("Your own limit is reached. Try again in a moment.", "retry"),
    "INVALID_PARAMETER": _Meaning("", "reword"),
    "INPUT_TOO_LARGE": _Meaning("", "details"),
    "NO_CLEAR_SUBJECT": _Meaning("Ask for a single subject on a plain background.", "details"),
}
_SAYS_WHAT_HELPS = (RuleBroken.code, "INPUT_TOO_LARGE")
"""Codes of the embedded engine whose detail is a way out, such as the size that fits."""
_BY_STATUS = {
    401: _Meaning("Sign in again.", "sign-in"),
    403: _Meaning("This account may not do that.", "details"),
    404: _Meaning("The address may not be an image service, or the output has expired.", "details"),
    413: _Meaning("Make the pictures you send smaller.", "details"),
    429: _Meaning("Try again in a moment.", "retry"),
}
_CODE = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
"""What can be a code; anything else is a text in the wrong place."""
MOST_TEXT = 300
"""Characters of a foreign error text worth showing."""


def without_secret(response: httpx.Response, secret: Secret) -> httpx.Response:
    """The answer with the secret that was sent, and any key, taken out of it.

    A service may quote them, in an error above all; from there they would reach the journal, the log and the screen.
    """

    def hidden(text: str) -> str:
        return without_keys(secret.hidden_in(text))

    text = hidden(response.text)
    quoting = {name for name, value in response.headers.multi_items() if hidden(value) != value}
    if text == response.text and not quoting:
        return response
    dropped = quoting | {"content-encoding", "content-length", "transfer-encoding"}  # the bytes are others now
    head = [(name, value) for name, value in response.headers.multi_items() if name not in dropped]
    return httpx.Response(response.status_code, headers=head, content=text.encode(), request=response.request)


def refusal(response: httpx.Response) -> ServiceRefused:
    """The error an unsuccessful answer stands for. Branches on ``code`` and status, never on text."""
    if response.is_redirect:
        return ServiceRefused(
            response.status_code,
            "The service redirects to another address. That is not followed, since the sign-in would go along.",
            "Check the address of the service.",
        )
    try:
        body = msgspec.json.decode(response.content, type=ErrorBody)
        text = body.message or body.error
    except (msgspec.DecodeError, UnicodeDecodeError):
        body, text = ErrorBody(), response.text.strip()
        if "<html" in text[:500].lower() or "<!doctype" in text[:500].lower():
            text = ""
    message = text[:MOST_TEXT] or f"The service answered with status {response.status_code} and no explanation."
    fallback = _Meaning("Try again in a moment.", "retry") if response.status_code >= 500 else _Meaning("", "details")
    meaning = MEANINGS.get(body.code) or _BY_STATUS.get(response.status_code, fallback)
    hint = meaning.hint or (body.detail[:MOST_TEXT] if body.code in _SAYS_WHAT_HELPS else "")
    return ServiceRefused(
        response.status_code,
        message,
        hint,
        code=body.code if _CODE.fullmatch(body.code) else "",
        action=meaning.action,
        retry_after_ms=body.retry_after_ms,
        retry_after=response.headers.get("retry-after"),
    )


@contextmanager
def translated(service: str) -> Iterator[None]:
    """Turns httpx' and asyncio's errors into ours. Whether the request had left decides which.

    A request that never left is safe to send again; one that did may have been billed.
    """
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
        raise ServiceUnreachable(
            f"There is no connection to {service} ({_reason(error)}).", "Check the network and the address."
        ) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.CookieConflict) as error:
        raise ServiceUnreachable(f"The address of {service} can't be used ({_reason(error)}).") from error
    except (httpx.HTTPError, TimeoutError, httpx.StreamError) as error:
        raise AnswerLost(
            f"The request was sent, but no answer came ({_reason(error)}). It may have been billed.",
            "Look whether the picture arrived; send it again only if you want to.",
        ) from error


def _reason(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
