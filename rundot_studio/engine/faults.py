"""A plan of faults for rehearsing a bad day: parsed from one line, seeded, the same on every run.

Pure: what to do with a fault that strikes is :mod:`rundot_studio.engine.fault_injection`'s.
"""

import random
import re
from dataclasses import dataclass, field
from typing import Literal

from rundot_studio.domain.errors import RuleBroken

PLACES = (
    "generate",
    "remove-background",
    "upscale",
    "depth",
    "models",
    "estimate",
    "completed",
    "download",
    "auth",
)
ANY = "any"

CODES = {
    "IMAGE_GEN_SAFETY_FILTER": 400,
    "AI_POLICY_DENIED": 403,
    "CREDITS_EXHAUSTED": 402,
    "IMAGE_GEN_EMPTY_RESPONSE": 502,
    "IMAGE_GEN_RATE_LIMIT": 429,
    "IMAGE_GEN_UNKNOWN_ERROR": 502,
    "RATE_LIMITED": 429,
}
"""Every code of the protocol's table with its status."""
LATENCY, HANG, DROP, RESET, TRUNCATE = "latency", "hang", "drop", "reset", "truncate"
GARBAGE, HTML, SHAPE, OVERSIZE, EXPIRED = "garbage", "html", "shape", "oversize", "expired"
LATER, LATER_FAILS = "later", "later-fails"
BEHAVIOURS = (LATENCY, HANG, DROP, RESET, TRUNCATE, GARBAGE, HTML, SHAPE, OVERSIZE, EXPIRED, LATER, LATER_FAILS)
LOST = frozenset({HANG, DROP, RESET})
"""After these the caller can't know whether the work was done and billed. It was."""

_NEVER_EXPIRE = frozenset({"models", "estimate", "completed"})
_WAITS = frozenset({"429", "503", "IMAGE_GEN_RATE_LIMIT", "RATE_LIMITED"})
_TAKES_A_VALUE = {LATENCY: "seconds", OVERSIZE: "megabytes", LATER: "seconds", LATER_FAILS: "seconds"}
_MOST_VALUE = 5000.0

_PART = re.compile(
    r"(?P<where>[a-z-]+):(?P<what>[A-Za-z0-9_-]+)(?:=(?P<value>[^@%=]*))?(?:@(?P<every>[^@%]*)|%(?P<percent>[^@%]*))?"
)
_DECIMAL = re.compile(r"\d{1,4}(\.\d{1,3})?", re.A)
_COUNT = re.compile(r"[1-9]\d{0,5}", re.A)

HELP = """\
faults: WHERE:WHAT[=VALUE][@N | @first-N | %P], separated by commas
  WHERE   generate, remove-background, upscale, depth, models, estimate, completed, download, auth, any
  WHAT    400 to 599      refused with that status and its code; 429=12 and 503=12 ask to wait 12 seconds
          CODE            refused with that code, such as IMAGE_GEN_SAFETY_FILTER or RATE_LIMITED=12
          latency=S       S seconds late
          hang            never answers          } the work is done and
          drop            cut in mid-answer      } counts as billed, but
          reset           no answer, not a byte  } its answer is lost
          truncate        half the answer, as if it were whole
          garbage, html   noise, or a web page, in place of the answer
          shape           JSON of another form: no URL, numbers as text
          oversize[=MB]   the answer, padded to 300 MB
          expired         a URL that is not there any more; for auth, a sign-in that has ended
          later[=S]       generate only: a background job, ready after S seconds (see below)
          later-fails[=S] the same, ending as failed
  @N      every Nth call there; @first-N the first N; %P of a hundred, drawn from the seed; without: every call
  seed=N  as a part of its own: another draw for %P
A later generate answers 202 {"jobId", "status": "pending"}; its event {"jobId", "status", "params", "result" or
"error"} is then drained by GET /v1/jobs/GAME/imagegen/completed. GET /v1/rehearsal/counts is the server's own count."""


@dataclass(frozen=True)
class When:
    """Which calls of its place a fault strikes: every Nth, the first N, or so many of a hundred."""

    kind: Literal["every", "first", "percent"] = "every"
    amount: float = 1

    def __str__(self) -> str:
        if self.kind == "percent":
            return f"%{_number(self.amount)}"
        if self.kind == "first":
            return f"@first-{self.amount:.0f}"
        return "" if self.amount == 1 else f"@{self.amount:.0f}"


@dataclass(frozen=True)
class Fault:
    """One fault: where, what (a status as text, a code, or a behaviour), how much of it, and when."""

    where: str
    what: str
    value: float | None = None
    when: When = field(default=When())

    def __str__(self) -> str:
        value = "" if self.value is None else f"={_number(self.value)}"
        return f"{self.where}:{self.what}{value}{self.when}"

    @property
    def refuses(self) -> bool:
        """Whether the call is refused before any work is done."""
        return self.what not in BEHAVIOURS


@dataclass(frozen=True)
class FaultPlan:
    """What goes wrong. ``str(plan)`` is the line that :func:`parse_plan` reads."""

    faults: tuple[Fault, ...]
    seed: int = 0

    def __str__(self) -> str:
        return ",".join(([f"seed={self.seed}"] if self.seed else []) + [str(fault) for fault in self.faults])

    def striking(self, place: str, nth_there: int, nth_anywhere: int) -> list[Fault]:
        """The faults for the Nth call of a place, which is the Mth of all; both count from 1."""
        return [
            fault
            for index, fault in enumerate(self.faults)
            if (fault.where == place and self._strikes(index, nth_there))
            or (fault.where == ANY and self._strikes(index, nth_anywhere) and _possible(place, fault.what))
        ]

    def _strikes(self, index: int, number: int) -> bool:
        when = self.faults[index].when
        if when.kind == "every":
            return number % int(when.amount) == 0
        if when.kind == "first":
            return number <= when.amount
        # Drawn for the number rather than from a stream, so that the order of parallel calls does not matter.
        return random.Random(f"{self.seed}/{index}/{number}").uniform(0, 100) < when.amount


def parse_plan(text: str, field: str = "--faults") -> FaultPlan:
    """The plan of a line such as ``"generate:429@3,download:truncate@2,any:latency=0.5"``.

    Raises :class:`RuleBroken` quoting the part that is wrong.
    """
    faults, seed = [], 0
    for part in (piece.strip() for piece in text.split(",")):
        if part.startswith("seed="):
            if not re.fullmatch(r"\d{1,10}", part[5:], re.A):
                raise RuleBroken(field, part, "seed= with a whole number")
            seed = int(part[5:])
        else:
            faults.append(_parse_fault(part, field))
    return FaultPlan(tuple(faults), seed)


def _parse_fault(part: str, field: str) -> Fault:
    match = _PART.fullmatch(part)
    if match is None:
        raise RuleBroken(field, part, "WHERE:WHAT[=VALUE][@N | @first-N | %P], as in generate:429@3")
    where, what = match["where"], match["what"]
    if where != ANY and where not in PLACES:
        raise RuleBroken(field, part, f"for one of {', '.join((*PLACES, ANY))}")
    if what not in BEHAVIOURS and what not in CODES and not re.fullmatch(r"[45]\d\d", what, re.A):
        raise RuleBroken(field, part, f"a status from 400 to 599, or one of {', '.join((*CODES, *BEHAVIOURS))}")
    if where != ANY and not _possible(where, what):
        raise RuleBroken(field, part, f"something that can happen to {where}: {what} can't")
    return Fault(where, what, _parse_value(part, what, match["value"], field), _parse_when(part, match, field))


def _possible(place: str, what: str) -> bool:
    if what in (LATER, LATER_FAILS):
        return place == "generate"
    return what != EXPIRED or place not in _NEVER_EXPIRE


def _parse_value(part: str, what: str, text: str | None, field: str) -> float | None:
    unit = "seconds to wait" if what in _WAITS else _TAKES_A_VALUE.get(what)
    if text is None:
        if what == LATENCY:
            raise RuleBroken(field, part, "latency=SECONDS")
        return None
    if unit is None:
        raise RuleBroken(field, part, f"without a value: {what} takes none")
    if not _DECIMAL.fullmatch(text) or float(text) > _MOST_VALUE:
        raise RuleBroken(field, part, f"with a number of {unit} up to {_MOST_VALUE:.0f}, as in {what}=1.5")
    return float(text)


def _parse_when(part: str, match: re.Match[str], field: str) -> When:
    percent, every = match["percent"], match["every"]
    if percent is not None:
        if not _DECIMAL.fullmatch(percent) or float(percent) > 100:
            raise RuleBroken(field, part, "with a percentage from 0 to 100, as in %20")
        return When("percent", float(percent))
    if every is None:
        return When()
    first = every.startswith("first-")
    count = every.removeprefix("first-")
    if not _COUNT.fullmatch(count):
        raise RuleBroken(field, part, "with @N or @first-N, where N is a whole number from 1")
    return When("first" if first else "every", int(count))


def _number(value: float) -> str:
    """At most three decimals, no exponent: what :func:`parse_plan` reads."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
