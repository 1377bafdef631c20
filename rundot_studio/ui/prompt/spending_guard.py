"""The spending guard: asks above the Generate button before a batch is sent that may cost more than the limit."""

from PySide6.QtWidgets import QWidget

from .order_question import OrderQuestion


class SpendingGuard(OrderQuestion):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Spending limit"))

    def ask(self, costs: str, limit: str) -> None:
        """``costs`` and ``limit`` are amounts in words, without the unit."""
        self.put(self.tr("This batch costs about {0} credits, above your limit of {1}.").format(costs, limit))
