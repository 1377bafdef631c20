"""Turns come in the order that is asked for when a place is free, and none is lost."""

import asyncio
from collections.abc import Awaitable, Callable

from rundot_studio.studio.slots import Slots


async def _stay(slots: Slots, name: str, came: list[str], leave: Callable[[], Awaitable[object]]) -> None:
    async with slots.place(name):
        came.append(name)
        await leave()


async def test_whoever_is_first_when_a_place_comes_free_is_next() -> None:
    order, came, leave = ["a", "b", "c"], [], asyncio.Event()
    slots = Slots(1, lambda: order)
    async with asyncio.TaskGroup() as group:
        for name in order:
            group.create_task(_stay(slots, name, came, leave.wait))
        await asyncio.sleep(0)
        assert came == ["a"]
        order[:] = ["c", "a", "b"]
        leave.set()
    assert came == ["a", "c", "b"]


async def test_a_place_is_not_lost_with_a_job_that_is_cancelled_when_its_turn_comes() -> None:
    came: list[str] = []
    slots = Slots(1, lambda: ["a", "b", "c"])
    leave = asyncio.Event()
    leave.set()
    async with slots.place("a"):
        second = asyncio.create_task(_stay(slots, "b", came, leave.wait))
        third = asyncio.create_task(_stay(slots, "c", came, leave.wait))
        await asyncio.sleep(0)
    second.cancel()  # its turn was given to it, and it has not run yet
    await third
    async with asyncio.timeout(1), slots.place("d"):
        assert came == ["c"]


async def test_who_waits_and_is_cancelled_takes_no_place() -> None:
    came: list[str] = []
    leave = asyncio.Event()
    slots = Slots(1, lambda: ["a", "b"])
    first = asyncio.create_task(_stay(slots, "a", came, leave.wait))
    await asyncio.sleep(0)
    second = asyncio.create_task(_stay(slots, "b", came, leave.wait))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    leave.set()
    await first
    async with asyncio.timeout(1), slots.place("c"):
        assert came == ["a"]
