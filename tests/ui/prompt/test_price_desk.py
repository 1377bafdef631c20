"""Prices in the window: the estimate at the button, the guard before a batch, the sum in the status line."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.recipe import GenerateRecipe, UpscaleRecipe
from rundot_studio.studio.costs import Spent
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.stand_in import StandInConnection, StandInStudio


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


def test_a_batch_within_the_limit_or_without_a_price_is_sent_at_once(
    window: MainWindow, priced: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        window.attach(priced)  # type: ignore[arg-type]
        order(window, "1")
        await until(lambda: len(priced.queue.submitted) == 1)
        priced.costs.price = None
        order(window, "9")
        await until(lambda: len(priced.queue.submitted) == 2)
        assert not window.panels.prompt.guard.isVisible()

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
