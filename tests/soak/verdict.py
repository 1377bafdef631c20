"""Whether a soak was flat: what was measured late beside what was measured early, and what was left behind."""

from dataclasses import dataclass
from statistics import median

from rundot_studio.studio.log_file import LARGEST, OLDER

from .gauge import Sample
from .run import Soak

WARMING = 0.15
"""Of the rounds: caches fill, sheets are made when they are first opened, threads start."""
MOST_GROWTH = 1.05
MORE = 1.0
"""Handles, threads and timers come and go by one with the moment of the sample."""
LOG_CAP = LARGEST * (OLDER + 1)
GROWING = ("memory_mb", "widgets", "objects")
COUNTED = ("threads", "handles", "timers", "temporary", "workers")


@dataclass(frozen=True)
class Course:
    """Of one measure: medians of the first and the last quarter after the warming, and the most that was seen."""

    name: str
    early: float
    late: float
    most: float

    @property
    def growth(self) -> float:
        return self.late / self.early if self.early else 1.0 if not self.late else float("inf")

    @property
    def flat(self) -> bool:
        return self.growth <= MOST_GROWTH if self.name in GROWING else self.late <= self.early + MORE


def courses(samples: list[Sample]) -> list[Course]:
    """Needs a handful of samples. Raises ValueError for fewer than three."""
    if len(samples) < 3:
        raise ValueError(f"{len(samples)} rounds tell nothing")
    warm = samples[max(1, round(len(samples) * WARMING)) :]
    quarter = max(1, len(warm) // 4)
    found = []
    for name in (*GROWING, *COUNTED):
        values = [float(getattr(sample, name)) for sample in warm]
        found.append(Course(name, median(values[:quarter]), median(values[-quarter:]), max(values)))
    return found


def left_behind(soak: Soak) -> list[str]:
    """What must not be after any soak, however short; a sentence each."""
    found = []
    if soak.code != 0:
        found.append(f"the program ended with {soak.code}")
    if soak.said:
        found.append(f"it said: {soak.said.strip().splitlines()[-1]}")
    found += [f"in the log: {line}" for line in soak.log.splitlines() if " ERROR " in line or " CRITICAL " in line]
    found += [f"a temporary file is left: {name}" for name in soak.left]
    found += [f"a crash was reported: {name}" for name in soak.crashes]
    if soak.log_bytes > LOG_CAP:
        found.append(f"the log has {soak.log_bytes} bytes of at most {LOG_CAP}")
    if not soak.verified:
        found.append("the library is not clean")
    return found


def table(soak: Soak) -> str:
    """The figures, a line each."""
    lines = [f"{'':12} {'early':>10} {'late':>10} {'most':>10}  late/early"]
    for course in courses(soak.samples):
        values = f"{course.early:10.1f} {course.late:10.1f} {course.most:10.1f}  {course.growth:.3f}"
        lines.append(f"{course.name:12} {values}{'' if course.flat else '  GROWS'}")
    lines.append(f"log: {soak.log_bytes:,} bytes of at most {LOG_CAP:,}")
    return "\n".join(lines)


def kinds_grown(samples: list[Sample], most: int = 12) -> list[str]:
    """Of the program's classes, those of which there are more at the end than after the warming."""
    early, late = samples[max(1, round(len(samples) * WARMING))].kinds, samples[-1].kinds
    grown = sorted(late, key=lambda name: late[name] - early.get(name, 0), reverse=True)
    return [f"{name}: {early.get(name, 0)} to {late[name]}" for name in grown[:most] if late[name] > early.get(name, 0)]
