"""The spending guard: asks above the Generate button before anything is sent that may cost more than the limit."""

from PySide6.QtWidgets import QWidget

from .order_question import OrderQuestion


class SpendingGuard(OrderQuestion):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Spending limit"))

    def ask(self, costs: str, limit: str) -> None:
        """``costs`` and ``limit`` are amounts in words, without the unit."""
        self.offer_change()
        self.put(self.tr("This batch costs about {0} credits, above your limit of {1}.").format(costs, limit))

    def ask_unpriced(self, limit: str) -> None:
        """Where nobody tells what it costs; ``limit`` is in words, with the unit.

        It may come seconds after the order, when the artist types again: a key meant for the prompt sends nothing.
        """
        self.offer_refusal()
        words = self.tr("What this will cost could not be told; your limit is {0}. Send it anyway?")
        self.put(words.format(limit), on=self.change)
