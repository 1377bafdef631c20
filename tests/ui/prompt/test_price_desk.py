"""Prices in the window: the estimate at the button, the guard before a batch, the sum in the status line."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, UpscaleRecipe
from rundot_studio.studio.costs import Spent
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.stand_in import StandInConnection, StandInCosts, StandInStudio


@pytest.fixture
def priced(studio: StandInStudio) -> StandInStudio:
    """A hosted service where a picture costs ten credits, and an artist who wants to be asked above twenty."""
    studio.connection = StandInConnection("run", "RUN", offline=False)
    studio.settings = replace(studio.settings, max_credits=20.0)
    studio.costs.price = 10.0
    return studio


def order(window: MainWindow, count: str) -> None:
    window.panels.prompt.prompt.set_text("a brave knight")
    window.panels.prompt.count.choose(count)
    window.panels.prompt.send()


def test_the_price_is_shown_before_sending_and_follows_the_order(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        price = window.panels.prompt.price
        await until(lambda: price.text() == "10 credits")
        assert price.isVisible()
        window.panels.prompt.count.choose("4")
        await until(lambda: price.text() == "40 credits")
        window.desk.prices._show(Estimate(6, 4.5, 7.5, exact=False, reason="depends on the length"))
        assert price.text() == "about 6 credits"
        assert price.toolTip() == "Between 4.5 and 7.5 credits\ndepends on the length"

    on_loop(use())


@pytest.mark.parametrize("offline", [True, False])
def test_where_nobody_tells_a_price_none_is_shown(
    window: MainWindow, studio: StandInStudio, on_loop: OnLoop, offline: bool
) -> None:
    async def use() -> None:
        studio.connection = StandInConnection(offline=offline)
        studio.costs.price = 10.0 if offline else None
        window.attach(studio)  # type: ignore[arg-type]
        if not offline:
            await until(lambda: studio.costs.asked)
        assert not window.panels.prompt.price.isVisible()

    on_loop(use())


def test_a_batch_above_the_limit_asks_once_above_the_button(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        guard = window.panels.prompt.guard
        order(window, "4")
        await until(guard.isVisible)
        assert guard.words == "This batch costs about 40 credits, above your limit of 20."
        assert guard.send.hasFocus()
        assert priced.queue.submitted == []
        guard.send.click()
        assert priced.queue.submitted == [(GenerateRecipe("a brave knight"), 4, None)]
        assert not guard.isVisible()

    on_loop(use())


def test_escape_changes_the_batch_instead(window: MainWindow, priced: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        guard = window.panels.prompt.guard
        order(window, "9")
        await until(guard.isVisible)
        QTest.keyClick(guard.send, Qt.Key.Key_Escape)
        assert not guard.isVisible()
        assert priced.queue.submitted == []
        assert window.panels.prompt.prompt.edit.hasFocus()

    on_loop(use())


def test_a_batch_within_the_limit_is_sent_at_once(window: MainWindow, priced: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        order(window, "1")
        await until(lambda: len(priced.queue.submitted) == 1)
        assert not window.panels.prompt.guard.isVisible()

    on_loop(use())


def no_estimate(costs: StandInCosts) -> None:
    costs.price = None


def a_refusal(costs: StandInCosts) -> None:
    costs.refusal = RuleBroken("quantity", 2000, "at most 1000")


def silence(costs: StandInCosts) -> None:
    costs.silent = True


@pytest.mark.parametrize("outage", [no_estimate, a_refusal, silence])
def test_with_a_limit_nothing_is_sent_unasked_where_nobody_tells_the_price(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop, outage: Callable[[StandInCosts], None]
) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        outage(priced.costs)
        window.desk.prices.longest_wait_s = 0.05
        guard = window.panels.prompt.guard
        order(window, "1")
        await until(guard.isVisible)
        assert guard.words == "What this will cost could not be told; your limit is 20 credits. Send it anyway?"
        assert (guard.send.text(), guard.change.text()) == ("Send", "Don't send")
        assert guard.change.hasFocus()
        assert priced.queue.submitted == []
        guard.change.click()
        assert not guard.isVisible()
        order(window, "1")
        await until(guard.isVisible)
        assert priced.queue.submitted == []
        guard.send.click()
        assert priced.queue.submitted == [(GenerateRecipe("a brave knight"), 1, None)]
        window.finish()
        await window.desk.errands.ended()

    on_loop(use())


def test_a_price_after_none_asks_about_the_price(window: MainWindow, priced: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        guard = window.panels.prompt.guard
        priced.costs.price = None
        order(window, "1")
        await until(guard.isVisible)
        priced.costs.price = 10.0
        order(window, "4")
        await until(lambda: len(window.desk.prices._held) == 2)
        guard.change.click()
        assert guard.words == "This batch costs about 40 credits, above your limit of 20."
        assert guard.change.text() == "Change"

    on_loop(use())


@pytest.mark.parametrize(("offline", "limit"), [(True, 20.0), (False, None)])
def test_without_a_price_nothing_is_asked_where_nothing_costs_or_no_limit_is_set(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop, offline: bool, limit: float | None
) -> None:
    async def use() -> None:
        priced.connection = StandInConnection(offline=offline)
        priced.settings = replace(priced.settings, max_credits=limit)
        priced.costs.price = None
        window.attach(priced)  # type: ignore[arg-type]
        order(window, "9")
        assert len(priced.queue.submitted) == 1
        assert not window.panels.prompt.guard.isVisible()

    on_loop(use())


def test_an_order_whose_price_is_awaited_is_not_sent_by_the_next_connection(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        priced.costs.silent = True
        window.desk.prices.longest_wait_s = 0.05
        order(window, "1")
        prices = window.desk.prices
        prices.release()
        await until(lambda: window.panels.status.message == "The connection is changing; send it again.")
        assert priced.queue.submitted == []
        assert not window.panels.prompt.guard.isVisible()
        window.finish()
        await window.desk.errands.ended()

    on_loop(use())


def test_the_limit_that_is_set_in_the_card_holds_at_once(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        settings = window.desk.connection.card.settings
        settings.limit.set_text("100")
        settings.limit.edit.editingFinished.emit()
        order(window, "4")
        await until(lambda: len(priced.queue.submitted) == 1)
        window.finish()
        await window.desk.errands.ended()

    on_loop(use())


def test_two_orders_are_asked_about_one_after_the_other(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        guard = window.panels.prompt.guard
        order(window, "4")
        order(window, "9")
        await until(lambda: len(window.desk.prices._held) == 2)
        guard.change.click()
        assert guard.words == "This batch costs about 90 credits, above your limit of 20."
        guard.send.click()
        assert [count for _, count, _ in priced.queue.submitted] == [9]

    on_loop(use())


def test_the_tools_are_guarded_too(window: MainWindow, priced: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        priced.costs.price = 30.0
        picture = priced.library.add(GenerateRecipe("a knight"))
        window.attach(priced)  # type: ignore[arg-type]
        window.desk.canvas.show_picture(picture)
        window.desk.tools.use("upscale")
        await until(window.panels.prompt.guard.isVisible)
        window.panels.prompt.guard.send.click()
        assert isinstance(priced.queue.submitted[0][0], UpscaleRecipe)

    on_loop(use())


def test_a_tool_without_a_price_asks_where_the_prompt_panel_was_put_away(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        priced.costs.price = None
        picture = priced.library.add(GenerateRecipe("a knight"))
        window.attach(priced)  # type: ignore[arg-type]
        window.desk.canvas.show_picture(picture)
        window.panels.area.show_only("")
        window.desk.tools.use("cut-out")
        await until(window.panels.prompt.guard.isVisible)
        assert priced.queue.submitted == []
        window.panels.prompt.guard.send.click()
        assert isinstance(priced.queue.submitted[0][0], CutoutRecipe)

    on_loop(use())


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        (Spent(12, 3, 388), "12 credits this session · 388 left"),
        (Spent(1, 1, None), "1 credit this session"),
        (None, ""),
    ],
)
def test_what_the_session_cost_is_in_the_status_line(
    window: MainWindow, priced: StandInStudio, spent: Spent | None, words: str
) -> None:
    window.attach(priced)  # type: ignore[arg-type]
    priced.costs.spent = spent
    priced.costs.changed.emit()
    assert window.panels.status.spent == words
