"""How long-running pixel work tells how far it is, and how it is stopped.

A report is called with a fraction 0..1 that never falls. Whoever wants to cancel raises from inside it: the work has
no other state than its arrays, so the exception simply passes through.
"""

from collections.abc import Callable

Report = Callable[[float], None]


def silent(fraction: float) -> None:
    """A report nobody reads."""


def section(report: Report, start: float, end: float) -> Report:
    """A report for one part of the work: its 0..1 becomes ``start``..``end`` of the whole."""
    return lambda fraction: report(start + (end - start) * fraction)
