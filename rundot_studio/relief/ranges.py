"""What a setting may be."""

from rundot_studio.domain.errors import RuleBroken


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Raises RuleBroken."""
    if not low <= value <= high:
        raise RuleBroken(name, value, f"from {low:g} to {high:g}")
