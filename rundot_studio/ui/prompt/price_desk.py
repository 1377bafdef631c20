"""What pictures are going to cost and did cost: the estimate at the Generate button, the guard, the session's sum."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.ui.controls.numbers import amount
from rundot_studio.ui.session.errands import Errands
from rundot_studio.ui.status_line import StatusLine

from .panel import PromptPanel

if TYPE_CHECKING:
    from rundot_studio.studio.costs import Costs, Spent
    from rundot_studio.studio.studio import Studio

LONGEST_WAIT_S = 6.0
"""An order does not wait longer for its price: then the artist is asked without one."""


@dataclass(frozen=True)
class _Held:
    """An order that waits for the artist's word; ``estimate`` is None where nobody could tell what it costs."""

    estimate: Estimate | None
    limit: float
    send: Callable[[], object]


class PriceDesk(QObject):
    """One per window. ``asking`` tells, before each question, that the prompt panel must be in sight."""

    asking = Signal()

    def __init__(
        self, prompt: PromptPanel, status: StatusLine, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self._status = status
        self._errands = errands
        self.longest_wait_s = LONGEST_WAIT_S
        self._studio: Studio | None = None
        self._question = 0
        self._held: list[_Held] = []
        prompt.order_changed.connect(self.refresh)
        prompt.guard.answered.connect(self._answered)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self.show_spent()
        self.refresh()

    def release(self) -> None:
        """The studio goes: what was held is not sent by the next one, which may have other prices."""
        self._studio = None
        self._held = []
        self._prompt.guard.hide()
        self._prompt.show_price("")
        self._status.show_spent("")

    @property
    def _costs(self) -> "Costs | None":
        """None where nothing costs anything."""
        if self._studio is None or self._studio.connection.offline:
            return None
        return self._studio.costs

    # --- before sending ---

    def refresh(self) -> None:
        """Ask anew for what the panel's order would cost."""
        self._question += 1
        mine = self._question
        costs = self._costs
        if costs is None:
            self._prompt.show_price("")
            return
        recipe = self._prompt.recipe()
        if not recipe.prompt:
            recipe = GenerateRecipe(
                "-", model=recipe.model, image_size=recipe.image_size, remove_background=recipe.remove_background
            )

        def show(estimate: Estimate | None) -> None:
            if mine == self._question:
                self._show(estimate)

        from rundot_studio.studio.orders import MOST_PICTURES, price

        count = self._prompt.pictures
        if not 1 <= count <= MOST_PICTURES:
            self._prompt.show_price("")
            return
        self._errands.run(price(costs, [recipe], count), show, lambda _error: show(None))

    def _show(self, estimate: Estimate | None) -> None:
        if estimate is None:
            self._prompt.show_price("")
            return
        tip = [estimate.reason]
        if estimate.low != estimate.high:
            tip.insert(0, self.tr("Between {0} and {1} credits").format(amount(estimate.low), amount(estimate.high)))
        self._prompt.show_price(self._words(estimate), "\n".join(part for part in tip if part))

    def tell_price(self, recipes: Sequence[GenerateRecipe], tell: Callable[[str], object]) -> None:
        """Tell in words what one picture of each recipe would cost together; nothing where nobody knows."""
        from rundot_studio.studio.orders import price

        costs = self._costs
        if costs is not None:
            self._errands.run(
                price(costs, recipes), lambda estimate: tell(self._words(estimate) if estimate is not None else "")
            )

    def _words(self, estimate: Estimate) -> str:
        words = self._credits(estimate.credits)
        exact = estimate.exact and estimate.low == estimate.high
        return words if exact else self.tr("about {0}").format(words)

    def _credits(self, number: float) -> str:
        spelt = amount(number)
        return self.tr("1 credit") if spelt == "1" else self.tr("{0} credits").format(spelt)

    def pass_guard(
        self, recipe: Recipe, count: int, send: Callable[[], object], source_size: tuple[int, int] | None = None
    ) -> None:
        """Call ``send`` now, or when the artist has agreed to what it may cost.

        With a limit, ``send`` is called without a word only where an estimate is within it.
        """
        costs = self._costs
        if costs is None:
            send()
            return
        self._decide(costs.estimate(recipe, count, source_size, at_once=True), send)

    def pass_order_guard(self, recipes: Sequence[GenerateRecipe], count: int, send: Callable[[], object]) -> None:
        """The same for ``count`` pictures of each recipe."""
        from rundot_studio.studio.orders import price

        costs = self._costs
        if costs is None:
            send()
            return
        self._decide(price(costs, recipes, count, at_once=True), send)

    def _decide(self, asked: "Coroutine[Any, Any, Estimate | None]", send: Callable[[], object]) -> None:
        studio = self._studio
        limit = studio.settings.max_credits if studio else None
        if limit is None:
            asked.close()
            send()
            return

        def decide(estimate: Estimate | None) -> None:
            from rundot_studio.studio.costs import needs_consent

            if studio is not self._studio:  # released meanwhile: the next one may have other prices
                self._status.say(self.tr("The connection is changing; send it again."))
                return
            if estimate is not None and not needs_consent(estimate, limit):
                send()
                return
            self._held.append(_Held(estimate, limit, send))
            self._ask()

        self._errands.run(_in_time(asked, self.longest_wait_s), decide, lambda _error: decide(None))

    def _ask(self) -> None:
        if not self._held:
            self._prompt.guard.hide()
            return
        self.asking.emit()
        held = self._held[0]
        if held.estimate is None:
            self._prompt.guard.ask_unpriced(self._credits(held.limit))
        else:
            self._prompt.guard.ask(amount(held.estimate.most), amount(held.limit))

    def _answered(self, agreed: bool) -> None:
        if not self._held:
            return
        held = self._held.pop(0)
        self._ask()
        if agreed:
            held.send()
        if not self._held:
            self._prompt.prompt.edit.setFocus()

    # --- after ---

    def show_spent(self) -> None:
        """The session's sum, as far as the answers told."""
        spent: Spent | None = self._studio.costs.spent if self._studio else None
        if spent is None:
            self._status.show_spent("")
            return
        spelt = amount(spent.credits)
        words = self.tr("1 credit this session") if spelt == "1" else self.tr("{0} credits this session").format(spelt)
        if spent.remaining is not None:
            words = self.tr("{0} · {1} left").format(words, amount(spent.remaining))
        self._status.show_spent(words)


async def _in_time(asked: "Coroutine[Any, Any, Estimate | None]", longest_s: float) -> Estimate | None:
    import asyncio

    try:
        async with asyncio.timeout(longest_s):
            return await asked
    except TimeoutError:
        return None
