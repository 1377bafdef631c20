"""What pictures are going to cost, as far as the service tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """Credits for the whole order. Where it is not ``exact``, the bill lies between ``low`` and ``high``.

    ``reason`` is the service's own word on it.
    """

    credits: float
    low: float
    high: float
    exact: bool = True
    reason: str = ""

    @property
    def most(self) -> float:
        """What it may come to."""
        return max(self.credits, self.high)

    def __str__(self) -> str:
        if self.exact or self.low == self.high == self.credits:
            return f"{self.credits:g} credits"
        return f"about {self.credits:g} credits ({self.low:g} to {self.high:g})"
