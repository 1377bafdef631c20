"""The studio that the window works with, and its exchange for one with another connection or other settings.

Lives on the event loop. The library is closed and opened with the rest: so every service is closed in the one order
that is known to be right, and nothing of the old one is left.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rundot_studio.domain.errors import StudioError

if TYPE_CHECKING:
    from rundot_studio.domain.job import Job
    from rundot_studio.studio.account import Stores
    from rundot_studio.studio.settings import Settings
    from rundot_studio.studio.studio import Studio


class StudioWindow(Protocol):
    """What a session needs of the window."""

    def attach(self, studio: "Studio", session: "StudioSession") -> None: ...
    def hold(self, jobs: "list[Job]") -> None: ...
    def release(self) -> None: ...
    def show_failure(self, words: str) -> None: ...
    def say(self, words: str) -> None: ...


class StudioSession:
    """``stores`` keep sign-ins for as long as the window is open, whichever connection is."""

    def __init__(self, window: StudioWindow, library_dir: Path | None, stores: "Stores | None" = None) -> None:
        import asyncio

        from rundot_studio.studio.account import Stores

        self._window = window
        self._library_dir = library_dir
        self._stores = stores or Stores.usual()
        self._studio: Studio | None = None
        self._exchange: asyncio.Future[None] | None = None
        self._turn = asyncio.Lock()
        """One after the other: the next exchange may be asked for while the last one still takes up what was left."""
        self._ending = False

    async def open(self, connection: str | None) -> None:
        """Open the connection, or the one that was chosen last; the embedded engine in place of one that can't be.

        The window says why where nothing can be opened.
        """
        async with self._turn:
            await self._open_first(connection)

    async def _open_first(self, connection: str | None) -> None:
        import asyncio

        from rundot_studio.studio.connections import EMBEDDED, connection_named
        from rundot_studio.studio.settings import load_settings

        loaded = await asyncio.to_thread(load_settings)
        wanted = connection or loaded.settings.connection
        complaints = list(loaded.complaints)
        try:
            connection_named(wanted, loaded.settings)
        except StudioError as error:
            complaints.append(error.message)
            wanted = EMBEDDED
        try:
            await self._open(wanted, loaded.settings)
        except StudioError as error:
            self._window.show_failure(_sentences(error))
        for complaint in complaints:
            self._window.say(complaint)

    async def open_in(self, library_dir: Path, connection: str | None) -> None:
        """Open the library in this folder instead of one that could not be opened; nothing where one is open."""
        if self._studio is None and not self._ending:
            self._library_dir = library_dir
            await self.open(connection)

    async def reopen(self, connection: str, settings: "Settings") -> None:
        """Close what is open and open this instead. Raises StudioError; then what was open is open again.

        A caller that is cancelled, with the window say, leaves the exchange to :meth:`end`: half a studio must not
        be left behind.
        """
        import asyncio

        from rundot_studio.studio.connections import connection_named

        connection_named(connection, settings)  # what can be refused is refused before anything is closed
        self._exchange = asyncio.ensure_future(self._reopen(connection, settings))
        await asyncio.shield(self._exchange)

    async def _reopen(self, connection: str, settings: "Settings") -> None:
        async with self._turn:
            await self._exchange_for(connection, settings)

    async def _exchange_for(self, connection: str, settings: "Settings") -> None:
        old = self._studio
        await self._close()
        if self._ending:
            return
        try:
            await self._open(connection, settings)
        except StudioError:
            if old is not None:
                await self._open_again(old)
            raise

    async def _open_again(self, old: "Studio") -> None:
        try:
            await self._open(old.connection.name, old.settings)
        except StudioError as error:
            self._window.show_failure(_sentences(error))

    async def _open(self, connection: str, settings: "Settings") -> None:
        from rundot_studio.studio.studio import Studio, default_library

        studio = await Studio.open(self._library_dir or default_library(), connection, settings, self._stores)
        self._studio = studio
        self._window.attach(studio, self)
        try:
            self._window.hold(await studio.resume())
        except StudioError as error:
            self._window.say(error.message)

    async def _close(self) -> None:
        """Let the window go of the studio, then close it."""
        studio, self._studio = self._studio, None
        if studio is not None:
            self._window.release()
            await studio.close()

    async def end(self) -> None:
        """Close whatever is open, and open nothing more. Safe to call with nothing open."""
        import asyncio

        self._ending = True
        if self._exchange is not None:
            await asyncio.gather(self._exchange, return_exceptions=True)
        await self._close()


def _sentences(error: StudioError) -> str:
    return " ".join(part for part in (error.message, error.hint) if part)
