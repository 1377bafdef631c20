import asyncio

import pytest

from rundot_studio.domain.errors import LibraryUnusable
from rundot_studio.studio.library_thread import LibraryThread


async def test_what_is_asked_after_the_end_is_told_as_a_sentence() -> None:
    thread = LibraryThread()
    loop = asyncio.get_running_loop()
    assert await loop.run_in_executor(thread, lambda: "written") == "written"
    thread.shutdown()
    with pytest.raises(LibraryUnusable, match="was closed"):
        await loop.run_in_executor(thread, lambda: "lost")
