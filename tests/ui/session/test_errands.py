import asyncio

import pytest

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.session.errands import Errands
from tests.ui.conftest import OnLoop, until


async def answer(value: int, error: Exception | None = None) -> int:
    await asyncio.sleep(0)
    if error is not None:
        raise error
    return value


def test_an_errand_ends_in_one_of_its_slots(on_loop: OnLoop) -> None:
    async def use() -> None:
        errands, done, failed = Errands(), [], []
        errands.run(answer(7), done.append, failed.append)
        errands.run(answer(8, StudioError("It went wrong.")), done.append, failed.append)
        await until(lambda: done and failed)
        assert done == [7]
        assert [error.message for error in failed] == ["It went wrong."]

    on_loop(use())


def test_a_bug_goes_to_the_log(on_loop: OnLoop, caplog: pytest.LogCaptureFixture) -> None:
    async def use() -> None:
        Errands().run(answer(1, ZeroDivisionError("a bug")))
        await until(lambda: "a bug" in caplog.text)

    on_loop(use())


def test_after_the_window_is_gone_nothing_is_told_and_nothing_runs_on(on_loop: OnLoop) -> None:
    async def use() -> None:
        errands, told = Errands(), []
        errands.run(asyncio.sleep(60), told.append, told.append)
        errands.close()
        await errands.ended()
        errands.run(answer(1), told.append)
        await asyncio.sleep(0.01)
        assert told == []

    on_loop(use())


def test_without_a_loop_an_errand_is_not_run() -> None:
    told: list[int] = []
    Errands().run(answer(1), told.append)
    assert told == []
