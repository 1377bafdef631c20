"""Everything that can go wrong for reasons outside our code, as one tree. Our own bugs stay ordinary exceptions.

::

    StudioError                 has a Problem: code, message, hint, action
    ├── RuleBroken              a value the specification does not allow: field, value, rule
    │   └── ReferenceTooLarge   a picture to go by of more than 10 MB, which can be scaled down
    ├── SourceUnusable          a reference or picture to work on that can't be read
    ├── SpendingRefused         an order that may cost more than the artist's limit
    ├── OutputRefused           a place to write to that is missing, taken or not writable
    ├── NotSignedIn             the hosted service needs an account
    ├── ServiceRefused          the service answered with an error: status, and its own code
    ├── ServiceUnreachable      the request never left: safe to send again
    ├── AnswerLost              sent, but no answer came: it may have been billed, never sent again silently
    ├── AnswerMalformed         an answer that is not what the protocol says
    ├── DownloadFailed          an output that can't be fetched or is not a picture
    └── LibraryUnusable         the library can't be opened or written
        ├── PictureUnknown      no picture by that id
        └── DiskFull            no space left
"""

from dataclasses import dataclass

from .secret import redacted


@dataclass(frozen=True)
class Problem:
    """What a card shows: what happened, what would help, and the name of the one action that does.

    ``action`` is one of ``""``, ``"reword"``, ``"retry"``, ``"sign-in"``, ``"details"``, ``"free-space"``, ``"again"``,
    ``"scale-down"``.
    """

    code: str
    message: str
    hint: str = ""
    action: str = ""


class StudioError(Exception):
    """A fault of the environment or the input, told in the artist's words.

    Messages end in journals, logs and on screens, and some quote what others said: keys and tokens are taken out here.
    """

    code = "STUDIO_ERROR"
    action = ""

    def __init__(self, message: str, hint: str = "", *, code: str | None = None, action: str | None = None) -> None:
        self.message = redacted(message)
        self.hint = redacted(hint)
        super().__init__(self.message)
        self._code = redacted(code or type(self).code)
        self._action = type(self).action if action is None else action

    @property
    def problem(self) -> Problem:
        return Problem(self._code, self.message, self.hint, self._action)


class RuleBroken(StudioError):
    """A parameter outside the specification. ``field`` is the wire name, ``rule`` what is allowed."""

    code = "INVALID_PARAMETER"
    action = "reword"

    def __init__(self, field: str, value: object, rule: str) -> None:
        self.field = field
        self.value = value
        self.rule = rule
        super().__init__(f"{field}: {_shown(value)} is not allowed; it must be {rule}")


class ReferenceTooLarge(RuleBroken):
    """A local picture above the limit. It is scaled down on consent only."""

    code = "REFERENCE_TOO_LARGE"
    action = "scale-down"

    def __init__(self, field: str, place: str, size_bytes: int, most_bytes: int) -> None:
        megabyte = 1024 * 1024
        rule = f"a picture of at most {most_bytes // megabyte} MB (this one has {size_bytes / megabyte:.1f} MB)"
        super().__init__(field, place, rule)
        self.size_bytes = size_bytes
        self.hint = "A copy can be scaled down to fit; the original stays as it is."


class SourceUnusable(StudioError):
    code = "SOURCE_UNUSABLE"


class OutputRefused(StudioError):
    code = "OUTPUT_REFUSED"


class SpendingRefused(StudioError):
    code = "SPENDING_LIMIT"


class NotSignedIn(StudioError):
    code = "NOT_SIGNED_IN"
    action = "sign-in"


class ServiceRefused(StudioError):
    """The service answered with an error; ``status`` is the HTTP status, ``service_code`` its own code, if any.

    ``retry_after_ms`` and ``retry_after`` (seconds or an HTTP date) are when it asks to be called again.
    """

    code = "SERVICE_REFUSED"
    action = "details"

    def __init__(
        self,
        status: int,
        message: str,
        hint: str = "",
        *,
        code: str = "",
        action: str = "details",
        retry_after_ms: float | None = None,
        retry_after: str | None = None,
    ) -> None:
        super().__init__(message, hint, code=code or f"HTTP_{status}", action=action)
        self.status = status
        self.service_code = code
        self.retry_after_ms = retry_after_ms
        self.retry_after = retry_after


class ServiceUnreachable(StudioError):
    code = "SERVICE_UNREACHABLE"
    action = "retry"


class AnswerLost(StudioError):
    code = "ANSWER_LOST"
    action = "again"


class AnswerMalformed(StudioError):
    code = "ANSWER_MALFORMED"
    action = "details"


class DownloadFailed(StudioError):
    code = "DOWNLOAD_FAILED"
    action = "retry"


class LibraryUnusable(StudioError):
    code = "LIBRARY_UNUSABLE"


class PictureUnknown(LibraryUnusable):
    code = "PICTURE_UNKNOWN"


class DiskFull(LibraryUnusable):
    code = "DISK_FULL"
    action = "free-space"


def _shown(value: object, most: int = 60) -> str:
    """A value short enough for one line of a message."""
    text = repr(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"
