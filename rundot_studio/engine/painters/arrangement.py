"""Puts the subjects of a picture without a scene side by side into one figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .color import hex_color
from .coloring import palette_for
from .figure import Figure, Part
from .noise import rng_for, uniform
from .reading import SubjectChoice
from .vocabulary import MOST

_BACK_ROW_SIZE = 0.80
_BACK_ROW_RISE = 0.62
_OVERLAP = 0.90
_RELATIVE_SIZE = {
    "dragon": 1.35,
    "kraken": 1.35,
    "golem": 1.2,
    "dinosaur": 1.3,
    "castle": 1.5,
    "house": 1.4,
    "tower": 1.5,
    "tree": 1.4,
    "pine": 1.4,
    "palm": 1.4,
}
"""Beside other subjects; alone everything fills the frame."""
_ITEM_SIZE = 0.62
"""A thing that one could carry, beside someone who could."""


_VARIED = frozenset(
    {
        "potion",
        "gem",
        "crystals",
        "crystal shard",
        "slime",
        "flower",
        "book",
        "egg",
        "fish",
        "butterfly",
        "candle",
        "robot",
    }
)
_VARIETY = ("#8f5be0", "#3d8fe0", "#4fc04a", "#f0a02c", "#f078a8", "#2fc8b8")


@dataclass(frozen=True)
class Standing:
    """One placed subject: its bounds in units of the arrangement's figure, and whether it stands on the floor."""

    left: float
    top: float
    right: float
    bottom: float
    grounded: bool


@dataclass(frozen=True)
class Arrangement:
    """The figure of all subjects, back to front, and where each one stands."""

    figure: Figure
    standing: tuple[Standing, ...]


def draw_subject(choice: SubjectChoice, key: object, *, tilted: bool = True, mirrored: bool = False) -> Figure:
    """One subject in its own units; ``key`` seeds its chance."""
    figure = Figure()
    figure.push(rotate_deg=choice.kind.tilt_deg if tilted else 0, flip=mirrored)
    choice.kind.draw(figure, rng_for("subject", key, choice.kind.name), palette_for(choice), choice.traits)
    figure.pop()
    return figure


def each_subject(choices: Sequence[SubjectChoice]) -> list[SubjectChoice]:
    """One entry for every single subject, six at most; several of one coloured kind come in several colours."""
    everyone: list[SubjectChoice] = []
    for choice in choices:
        varied = choice.count > 1 and choice.kind.name in _VARIED and not choice.colors and choice.element is None
        for number in range(choice.count):
            color = hex_color(_VARIETY[number % len(_VARIETY)])
            everyone.append(replace(choice, colors=(color,)) if varied and number > 0 else choice)
    return everyone[:MOST]


def arrange(choices: Sequence[SubjectChoice], ratio: float, key: object) -> Arrangement:
    """All subjects in one or two rows that suit a picture of ``ratio`` = width / height."""
    everyone = each_subject(choices)
    alone = len(everyone) == 1
    figure = Figure()
    standing: list[Standing] = []
    kept = [(choice, number) for number, choice in enumerate(everyone) if _drawn(choice, key, number)]
    rows = _rows(len(kept), ratio)
    for row, members in enumerate(rows):
        back = row == 0 and len(rows) > 1
        size = _BACK_ROW_SIZE if back else 1.0
        floor = -_BACK_ROW_RISE if back else 0.0
        _place_row(figure, standing, [kept[m] for m in members], size, floor, key, alone)
    return Arrangement(figure, tuple(standing))


def _drawn(choice: SubjectChoice, key: object, number: int) -> bool:
    return bool(draw_subject(choice, (key, number)).parts)


def _rows(count: int, ratio: float) -> list[list[int]]:
    """Which subjects stand in the back row, then in the front row."""
    everyone = list(range(count))
    if count <= 2 or (ratio > 1.5 and count <= 4):
        return [everyone]
    if count == 3:
        return [[1, 2], [0]]
    half = count // 2
    return [everyone[half:], everyone[:half]]


def stature(choice: SubjectChoice) -> float:
    """How large a subject is beside a person, its own size word included."""
    return choice.traits.size * _RELATIVE_SIZE.get(choice.kind.name, 1.0)


def _relative_size(choice: SubjectChoice, members: Sequence[SubjectChoice]) -> float:
    size = choice.traits.size
    mixed = len({member.kind.name for member in members}) > 1
    if not mixed:
        return size
    carried = not choice.kind.grounded and any(member.kind.grounded for member in members)
    return size * _ITEM_SIZE if carried else stature(choice)


def _place_row(
    figure: Figure,
    standing: list[Standing],
    members: Sequence[tuple[SubjectChoice, int]],
    row_size: float,
    floor: float,
    key: object,
    alone: bool,
) -> None:
    """Draw a row centred on 0, feet (or, for what does not stand, undersides) on the floor."""
    kinds = [choice for choice, _ in members]
    measured = []
    for place, (choice, number) in enumerate(members):
        mirrored = len(members) > 1 and place == len(members) - 1 and choice.kind.tilt_deg == 0
        drawn = draw_subject(choice, (key, number), mirrored=mirrored)
        low, high = drawn.bounds()
        jitter = rng_for("row", key, number)
        size = row_size * (1.0 if alone else _relative_size(choice, kinds) * uniform(jitter, 0.95, 1.05))
        measured.append((drawn, low * size, high * size, size, choice))
    total = sum(float(high[0] - low[0]) for _, low, high, _, _ in measured) * (_OVERLAP if len(measured) > 1 else 1)
    x = -total / 2
    for drawn, low, high, size, choice in measured:
        width = float(high[0] - low[0]) * (_OVERLAP if len(measured) > 1 else 1)
        lift = 0.0 if choice.kind.grounded or alone else 0.12
        dx = x + width / 2 - float(low[0] + high[0]) / 2
        dy = floor - float(high[1]) - lift
        figure.parts.extend(_moved(drawn, dx, dy, size))
        standing.append(
            Standing(
                float(low[0]) + dx, float(low[1]) + dy, float(high[0]) + dx, float(high[1]) + dy, choice.kind.grounded
            )
        )
        x += width


def _moved(drawn: Figure, dx: float, dy: float, size: float) -> list[Part]:
    """The parts of a figure scaled and moved; names made unique, so that clips stay within their own figure."""
    tag = f"{dx:.6f}/{dy:.6f}/"
    offset = (dx, dy)
    return [
        replace(
            part,
            outlines=tuple(outline * size + offset for outline in part.outlines),
            holes=tuple(hole * size + offset for hole in part.holes),
            bevel=part.bevel * size,
            name=None if part.name is None else tag + part.name,
            clip=None if part.clip is None else tag + part.clip,
        )
        for part in drawn.parts
    ]
