"""Answers as a bad day makes them. Pure functions of a whole answer that is right."""

import random
import re
import uuid
from typing import Any

import msgspec

from rundot_studio.protocol import routes
from rundot_studio.protocol.identity import IdentityError, IdentityFault
from rundot_studio.protocol.schema import ErrorBody

from . import faults
from .answers import error_response, json_response
from .exchange import Recorded, recorded
from .faults import Fault

DEFAULT_OVERSIZE_MB = 300.0
"""Above what the studio's downloads take."""
_OUTPUT = re.compile(rb"/v1/outputs/[0-9a-f]{32}")
_STATUS_CODES = {402: "CREDITS_EXHAUSTED", 403: "AI_POLICY_DENIED", 404: "NOT_FOUND", 429: "RATE_LIMITED"}
_STATUS_CODES[502] = "IMAGE_GEN_UNKNOWN_ERROR"
_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head>\n"
    b"<body><h1>Bad gateway</h1><p>A rehearsed fault of the embedded engine.</p></body></html>\n"
)


def refusal(fault: Fault) -> Recorded:
    """The error answer of a status or a code, in the form of the protocol's table."""
    status = faults.CODES.get(fault.what) or int(fault.what)
    code = fault.what if fault.what in faults.CODES else _STATUS_CODES.get(status, "")
    message = f"A rehearsed fault of the embedded engine: {fault.what}."
    body = ErrorBody(error=message, message=message, code=code)
    if code == "CREDITS_EXHAUSTED":
        body.detail = '{"billedTo":"player","paywallShown":false,"paywallOutcome":null}'
    headers = {}
    if fault.value is not None:
        body.retry_after_ms = fault.value * 1000
        headers["retry-after"] = str(-int(-fault.value // 1))  # whole seconds, rounded up
    return recorded(json_response(body, status, headers))


def expired(place: str, answer: Recorded) -> Recorded:
    """A download is gone; an answer names an output that is; a sign-in has ended, as the identity hosts say it."""
    if place == "download":
        return recorded(error_response(404, "There is no such output, or it has expired.", "NOT_FOUND"))
    if place == "auth":
        fault = IdentityFault(code=400, message="TOKEN_EXPIRED", status="INVALID_ARGUMENT")
        return recorded(json_response(IdentityError(error=fault), 400))
    gone = routes.OUTPUTS.replace("{name}", uuid.uuid4().hex).encode()
    return answer.with_body(_OUTPUT.sub(gone, answer.body))


def spoiled(fault: Fault, answer: Recorded) -> Recorded:
    """The answer truncated, as noise, as a web page, or as JSON of another form."""
    if fault.what == faults.TRUNCATE:
        return answer.with_body(answer.body[: len(answer.body) // 2])
    if fault.what == faults.GARBAGE:
        return answer.with_body(random.Random(len(answer.body)).randbytes(2048))
    if fault.what == faults.HTML:
        return answer.with_body(_PAGE, b"text/html; charset=utf-8")
    return answer.with_body(msgspec.json.encode(_misshapen(answer.body)), b"application/json")


def padding(fault: Fault, answer: Recorded) -> tuple[bytes, bytes, int, bytes]:
    """An oversized answer in pieces: its beginning, a block to repeat, how often, its end. Still valid as a whole."""
    megabyte = 1024 * 1024
    times = int(DEFAULT_OVERSIZE_MB if fault.value is None else fault.value)
    if answer.header(b"content-type").startswith(b"application/json"):
        return answer.body[:-1], b" " * megabyte, times, answer.body[-1:]
    return answer.body, bytes(megabyte), times, b""


def _misshapen(body: bytes) -> Any:
    try:
        right = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {"data": {"status": "ok"}}
    return _bent(right) if isinstance(right, dict) else {"items": right}


def _bent(value: Any) -> Any:
    """URLs and tokens missing, numbers as text, lists as objects."""
    if isinstance(value, dict):
        return {key: _bent(inner) for key, inner in value.items() if not key.lower().endswith(("url", "token"))}
    if isinstance(value, list):
        return {"items": value}
    return str(value) if isinstance(value, int | float) else value
