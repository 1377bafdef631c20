"""The one table of all benches: what, ours, reference, ratio, goal. A bench tells its figures while it prints them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_GOAL = re.compile(r"(?:(p50|p99|most) )?(<=|<|>=) (-?[\d.]+)")
_HEAD = ("what", "ours", "reference", "ratio", "goal", "")


@dataclass(frozen=True)
class Row:
    """``reference`` says what it is set against, with its figure; ``goal`` is held against the ratio, or against what
    is ours where there is none: ``<= 1.5``, ``>= 0.8``. ``met`` is None where there is no goal.
    """

    what: str
    ours: str
    reference: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


ROWS: list[Row] = []
"""What this process has told so far."""


def tell(what: str, ours: float, unit: str, *, reference: str = "", ratio: float | None = None, goal: str = "") -> None:
    """Put one figure into the table."""
    held = ours if ratio is None else ratio
    found = _GOAL.fullmatch(goal)
    met = _holds(held, found[2], float(found[3])) if found else None
    ROWS.append(Row(what, f"{ours:.4g} {unit}".strip(), reference, ratio, goal, met))


def tell_times(what: str, milliseconds: Sequence[float], goals: str) -> None:
    """One row for each of ``goals``, such as ``p99 <= 16, most <= 50``."""
    ordered = sorted(milliseconds)
    places = {"p50": 0.5, "p99": 0.99, "most": 1.0}
    for place, sign, most in _GOAL.findall(goals):
        at = min(len(ordered) - 1, int(len(ordered) * places[place or "p99"]))
        tell(f"{what}, {place or 'p99'}", ordered[at], "ms", goal=f"{sign} {most}")


def _holds(value: float, sign: str, bound: float) -> bool:
    return {"<=": value <= bound, "<": value < bound, ">=": value >= bound}[sign]


def formatted(rows: Iterable[Row]) -> str:
    """The table as text in columns."""
    lines = [_HEAD]
    words = {True: "met", False: "missed", None: ""}
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        lines.append((row.what, row.ours, row.reference, ratio, row.goal, words[row.met]))
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEAD))]
    shown = ("   ".join(f"{word:<{width}}" for word, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in shown)
