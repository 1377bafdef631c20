"""How the engine answers: JSON, and errors in the form of the protocol."""

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.protocol.schema import ErrorBody, ErrorDetail

CLIENT_CLOSED_REQUEST = 499
_CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}


def json_response(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, media_type="application/json", headers=headers)


def error_response(status: int, message: str, code: str = "", hint: str = "") -> Response:
    """An error of the protocol; ``hint`` travels as ``detail``."""
    return json_response(ErrorBody(error=message, message=message, code=code, detail=hint), status)


def refusal_response(error: StudioError) -> Response:
    """400 for a broken rule, with the field in ``errorDetail``; the error's own status, or 422, for anything else."""
    problem = error.problem
    body = ErrorBody(error=problem.message, message=problem.message, code=problem.code, detail=problem.hint)
    if isinstance(error, RuleBroken):
        body.error_detail = ErrorDetail(loc=error.field, type="invalid", msg=error.rule)
        return json_response(body, 400)
    return json_response(body, getattr(error, "status", 422))


async def on_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, StudioError)
    return refusal_response(error)


async def on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return error_response(error.status_code, error.detail, _CODES.get(error.status_code, ""))


async def on_disconnect(request: Request, error: Exception) -> Response:
    """Nobody hears it; but what is not answered would be logged as a bug."""
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def on_bug(request: Request, error: Exception) -> Response:
    return error_response(502, "The embedded engine failed; the log has the details.", "IMAGE_GEN_UNKNOWN_ERROR")
