"""Where a bearer comes from and how it is renewed: the vendor tool's own session, or one that was pasted.

The third way, a deploy key, is in ``deploy_key``. A bearer is a JSON web token of about one hour.
"""

import base64
import binascii
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import msgspec

from rundot_studio.domain.errors import NotSignedIn
from rundot_studio.domain.secret import Secret, sendable

IN_HAND = timedelta(minutes=5)
"""A bearer that ends sooner than this is not started with: a call may take three minutes."""
LOG_IN = 'Run "rundot login", then try again.'
SESSION_FILE = "prod.session.json"
LATEST = datetime(9999, 1, 1, tzinfo=UTC)

Now = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class BearerSource(Protocol):
    """Gives the bearer of one account."""

    @property
    def label(self) -> str:
        """Who or what signs in, for people; never a secret."""

    @property
    def interactive(self) -> bool:
        """Whether a person signed in. Background removal, enlarging and depth on their own take no other bearer."""

    @property
    def ends_at(self) -> datetime | None:
        """When the bearer ends, aware; None where that is not known, or where no bearer was fetched yet."""

    async def bearer(self, *, person: bool = False) -> Secret | None:
        """The bearer to send now, renewed if it is about to end; None for a service that has not asked for one.

        ``person``: only one that stands for a person will do. Raises NotSignedIn, or ServiceUnreachable when it can't
        be renewed now.
        """

    async def renewed(self, stale: Secret | None, *, person: bool = False) -> Secret:
        """Another bearer after the service refused ``stale`` with 401. Raises as :meth:`bearer`.

        However many calls come back with the same stale one, it is renewed once.
        """


class NoSession(NotSignedIn):
    """There is no session of the vendor's tool at all; other ways may do."""


class PersonNeeded(NotSignedIn):
    """A deploy key was asked for what only a person's bearer may do."""


class CliSession:
    """The session that ``rundot login`` keeps in a file. It is read only, and renewed only by that tool.

    Taken while it has five minutes left; read again whenever the file changes.
    """

    label = "the session of the rundot command"
    interactive = True

    def __init__(self, path: Path, now: Now = utc_now) -> None:
        self._path = path
        self._now = now
        self._read_from: tuple[int, int] | None = None
        self._token: Secret | None = None
        self._ends_at: datetime | None = None
        self._refused: Secret | None = None

    @property
    def ends_at(self) -> datetime | None:
        return self._ends_at

    def check(self) -> Secret:
        """The session's bearer. Raises NoSession where there is no file, NotSignedIn where it can't be used."""
        self._look()
        if self._token is None or self._ends_at is None:
            raise NotSignedIn(f"The session of the rundot command can't be read ({self._path.name}).", LOG_IN)
        if self._ends_at - self._now() < IN_HAND:
            raise NotSignedIn(
                f"The session of the rundot command has ended or is about to ({_moment(self._ends_at)}).", LOG_IN
            )
        if self._token == self._refused:
            raise NotSignedIn("The service no longer takes the session of the rundot command.", LOG_IN)
        return self._token

    async def bearer(self, *, person: bool = False) -> Secret:
        return self.check()

    async def renewed(self, stale: Secret | None, *, person: bool = False) -> Secret:
        """What the file holds now, if that is another bearer."""
        if stale == self._token:
            self._refused = stale
        self._read_from = None
        return self.check()

    def _look(self) -> None:
        try:
            status = self._path.stat()
            version = (status.st_mtime_ns, status.st_size)
            if version == self._read_from:
                return
            data = self._path.read_bytes()
        except OSError as error:
            self._read_from = self._token = self._ends_at = None
            if isinstance(error, FileNotFoundError | NotADirectoryError):
                raise NoSession('There is no session of the rundot command ("rundot login" makes one).') from None
            raise NotSignedIn(
                f"The session of the rundot command can't be read: {error.strerror or error}.", LOG_IN
            ) from None
        self._token, self._ends_at = _session(data)
        self._read_from = version


class _Session(msgspec.Struct, rename="camel"):
    access_token: str
    expires_at_unix_time_ms: float


def _session(data: bytes) -> tuple[Secret | None, datetime | None]:
    """Bearer and end of a session file; None for what is no session."""
    try:
        session = msgspec.json.decode(data, type=_Session)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None, None
    ends_at = _from_seconds(session.expires_at_unix_time_ms / 1000)
    return (Secret(session.access_token), ends_at) if sendable(session.access_token) else (None, None)


def session_path(environment: Mapping[str, str], *, windows: bool = os.name == "nt") -> Path:
    """Where the vendor's tool keeps its session: the first of its places that exists, else the usual one."""
    if not windows:
        return Path(environment.get("HOME") or Path.home()) / ".rundot" / SESSION_FILE
    roots = [environment[name] for name in ("APPDATA", "USERPROFILE") if environment.get(name)]
    places = [Path(root) / ".rundot" / SESSION_FILE for root in roots or [str(Path.home())]]
    return next((place for place in places if place.exists()), places[0])


class PastedBearer:
    """A bearer that someone pasted. It can't be renewed; its end is read from it where it is a JSON web token."""

    interactive = True
    """As far as is known: the service decides."""

    def __init__(self, token: Secret, now: Now = utc_now) -> None:
        """Raises NotSignedIn for what can't be sent as a bearer."""
        if not sendable(token.reveal()):
            raise NotSignedIn("This is no bearer token: it is empty, or has spaces or foreign characters.", PASTE_AGAIN)
        self._token = token
        self._now = now
        self._refused = False
        self._ends_at = _end_of(token)

    @property
    def label(self) -> str:
        return "a pasted token (temporary)"

    @property
    def ends_at(self) -> datetime | None:
        return self._ends_at

    def check(self) -> Secret:
        """The token. Raises NotSignedIn once it has ended, or was refused."""
        if self._ends_at is not None and self._ends_at <= self._now():
            raise NotSignedIn(
                f"The pasted token has ended: it was good until {_moment(self._ends_at)}, "
                f"and by this computer's clock it is {_moment(self._now())}.",
                PASTE_AGAIN,
            )
        if self._refused:
            raise NotSignedIn(
                "The service does not take the pasted token: it has ended or belongs elsewhere.", PASTE_AGAIN
            )
        return self._token

    async def bearer(self, *, person: bool = False) -> Secret:
        return self.check()

    async def renewed(self, stale: Secret | None, *, person: bool = False) -> Secret:
        """Always NotSignedIn, unless it was another bearer that was refused."""
        self._refused = self._refused or stale == self._token
        return self.check()


PASTE_AGAIN = 'Paste a new one (rundot-studio login), or sign in with "rundot login" or a deploy key.'


def claims_of(token: Secret) -> dict[str, Any]:
    """What a JSON web token (RFC 7519) says of itself, not verified; empty for anything else."""
    parts = token.reveal().split(".")
    if len(parts) != 3:
        return {}
    try:
        claims = msgspec.json.decode(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (msgspec.DecodeError, UnicodeDecodeError, binascii.Error, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _end_of(token: Secret) -> datetime | None:
    end = claims_of(token).get("exp")
    return _from_seconds(end) if isinstance(end, int | float) and not isinstance(end, bool) else None


def _from_seconds(seconds: float) -> datetime:
    """A time of the Unix clock; what lies beyond the calendar is its last or first day."""
    latest = LATEST.timestamp()
    return datetime.fromtimestamp(min(max(seconds, 0.0), latest), UTC)


def _moment(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
