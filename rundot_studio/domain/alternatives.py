r"""Prompts that stand for many: ``{red|green} knight``, and ``__metal__`` for every line of the wildcard ``metal``.

Groups nest, an option may be empty, and an option of a wildcard may hold groups and wildcards again. A backslash takes
the meaning from ``{``, ``}``, ``|``, ``_`` and itself; before anything else it is only a backslash, and outside a group
``|`` is only a stroke. Reading is one pass over the text and never fails: what is wrong stays in the prompt as it was
typed, and is told in :attr:`Template.problems`.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Protocol

from .markup import Choice, Phrase

MOST_MARKS = 50_000
"""Braces, strokes, escapes and wildcards that are read, in a prompt and all that its wildcards bring in."""
MOST_DEPTH = 16
"""How deep groups may nest."""
MOST_WILDCARD_DEPTH = 8
"""How many wildcards may lie within each other."""
MOST_WILDCARD_SIZE = 100_000
"""Letters that one option of a wildcard may come to, with all that it brings in."""
MOST_GROWTH = 1_000_000
"""Letters that wildcards may add to a prompt."""
MOST_PROBLEMS = 20

_NAME = r"[^\W_]++(?:[-/][^\W_]++)*+"
_WILDCARD_NAME = re.compile(_NAME)
# Possessive (++, *+): a name is never tried again shorter, so that the search stays linear.
_MARK = re.compile(rf"\\[{{}}|\\_]|[{{}}|]|__({_NAME})__")


class SpanKind(StrEnum):
    ALTERNATIVE = "alternative"
    WILDCARD = "wildcard"
    UNKNOWN_WILDCARD = "unknown wildcard"
    BROKEN = "broken"


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` (not included) of the template's text, for colouring them in the editor."""

    start: int
    end: int
    kind: SpanKind


@dataclass(frozen=True)
class TemplateProblem:
    """A sentence about the characters ``start`` to ``end`` of the template's text."""

    message: str
    start: int
    end: int


class Wildcards(Protocol):
    """Where the options of wildcards come from."""

    def options(self, name: str) -> Sequence[str] | None:
        """The lines of a wildcard; None where there is none of the name."""

    def names(self) -> Sequence[str]:
        """For suggestions."""


@dataclass(frozen=True)
class WildcardTable:
    """Wildcards as they were at one moment. Capitals make no difference in names."""

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return {name.casefold(): options for name, options in self.lists.items()}

    def options(self, name: str) -> Sequence[str] | None:
        return self._folded.get(name.casefold())

    def names(self) -> Sequence[str]:
        return tuple(self.lists)


NO_WILDCARDS = WildcardTable()


@dataclass(frozen=True)
class Group:
    """A group or a wildcard that lies in no other, with its options as they are written."""

    start: int
    end: int
    options: tuple[str, ...]
    name: str = ""
    """Of the wildcard; empty for a group in braces."""


@dataclass(frozen=True)
class Template:
    """A prompt that was read. ``groups`` and ``spans`` are in the order of the text, the outer before the inner."""

    text: str
    phrase: Phrase
    spans: tuple[Span, ...] = ()
    problems: tuple[TemplateProblem, ...] = ()
    groups: tuple[Group, ...] = ()
    group_places: tuple[int, ...] = ()
    """Where in the phrase's parts each group is."""
    has_markup: bool = False

    @property
    def count(self) -> int:
        """How many combinations there are, found without making one. May be a number of very many digits."""
        return self.phrase.count

    def expansions(self) -> Iterator[str]:
        """Every combination, lazily, the last group changing fastest."""
        return iter(self.phrase)

    def expand(self, limit: int) -> list[str]:
        """The first combinations, at most ``limit``."""
        return list(islice(self.phrase, limit))

    def pick(self, seed: int) -> str:
        """One combination by chance; the same for the same seed and the same lists."""
        return self.phrase.pick(random.Random(seed))

    def choosing(self, chosen: Mapping[int, int]) -> str:
        """One combination by option of each group, both counted from 0; groups not named take their first.

        Raises IndexError for a group or an option that there is not.
        """
        parts: list[str | Choice] = list(self.phrase.parts)
        for group, option in chosen.items():
            place = self.group_places[group]
            part = parts[place]
            assert isinstance(part, Choice)
            parts[place] = part.options[option].first()
        return Phrase(tuple(parts)).first()


def parse(text: str, wildcards: Wildcards = NO_WILDCARDS) -> Template:
    """Read a prompt. In linear time, whatever is in it; raises nothing."""
    return _Reader(wildcards).template(text)


def escaped(text: str) -> str:
    """The template that stands for just this text."""
    return re.sub(r"[\\{}]|_(?=_)", lambda sign: f"\\{sign[0]}", text)


def is_wildcard_name(name: str) -> bool:
    """Letters and digits, with ``-`` between them and ``/`` for folders."""
    return _WILDCARD_NAME.fullmatch(name) is not None


@dataclass
class _Open:
    """A group whose end has not come yet; the whole text is one without an end. ``option_start`` is in the text."""

    start: int
    options: list[list[str | Choice]] = field(default_factory=lambda: [[]])
    option_start: int = 0
    written: list[str] = field(default_factory=list)

    @property
    def parts(self) -> list[str | Choice]:
        return self.options[-1]


class _Reader:
    """One reading of a prompt, with the wildcards that it met."""

    def __init__(self, wildcards: Wildcards) -> None:
        self._wildcards = wildcards
        self._known: dict[str, Choice | None] = {}
        self._written: dict[str, tuple[str, ...]] = {}
        self._within: list[str] = []
        self._marks_left = MOST_MARKS
        self._problems: dict[str, TemplateProblem] = {}
        self._place: tuple[int, int] | None = None
        """What the artist typed, while a wildcard's lines are read: problems in them are shown there."""

    def template(self, text: str) -> Template:
        reading = _TextReading(self, text)
        phrase = Phrase(tuple(reading.parts()))
        if phrase.size > len(text) + 2 * MOST_MARKS + MOST_GROWTH:
            self.complain(f"With its wildcards this is over {MOST_GROWTH:,} letters long.", 0, len(text))
            return Template(text, Phrase((text,)), problems=self._sorted_problems(), has_markup=True)
        return Template(
            text,
            phrase,
            tuple(sorted(reading.spans, key=lambda span: (span.start, -span.end))),
            self._sorted_problems(),
            tuple(reading.groups),
            tuple(reading.places),
            reading.marked,
        )

    def written(self, name: str) -> tuple[str, ...]:
        """The lines of a wildcard, one tuple for all its places."""
        key = name.casefold()
        if key not in self._written:
            self._written[key] = tuple(self._wildcards.options(name) or ())
        return self._written[key]

    def _sorted_problems(self) -> tuple[TemplateProblem, ...]:
        return tuple(sorted(self._problems.values(), key=lambda problem: problem.start))

    def take_mark(self) -> bool:
        self._marks_left -= 1
        return self._marks_left >= 0

    def complain(self, message: str, start: int, end: int) -> None:
        if self._place is not None:
            start, end = self._place
            message = f"In __{self._within[-1]}__: {message}"
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.setdefault(message, TemplateProblem(message, start, end))

    def wildcard(self, name: str, start: int, end: int) -> Choice | None:
        """The choice that a wildcard stands for, read once; None, with a problem, for one that can't be used."""
        key = name.casefold()
        if key in (within.casefold() for within in self._within):
            self.complain(f"The wildcard __{name}__ contains itself.", start, end)
            return None
        if len(self._within) >= MOST_WILDCARD_DEPTH:
            self.complain(f"Wildcards lie within each other more than {MOST_WILDCARD_DEPTH} deep.", start, end)
            return None
        if key not in self._known:
            self._known[key] = self._read_wildcard(name, start, end)
        return self._known[key]

    def _read_wildcard(self, name: str, start: int, end: int) -> Choice | None:
        lines = self._wildcards.options(name)
        if lines is None:
            near = get_close_matches(name, self._wildcards.names(), 3)
            hint = f" Did you mean {' or '.join(f'__{other}__' for other in near)}?" if near else ""
            self.complain(f"There is no wildcard __{name}__.{hint}", start, end)
            return None
        if not lines:
            self.complain(f"The wildcard __{name}__ is empty.", start, end)
            return None
        outermost = self._place is None
        self._within.append(name)
        self._place = self._place or (start, end)
        choice = Choice(tuple(Phrase(tuple(_TextReading(self, line).parts())) for line in lines))
        self._within.pop()
        if outermost:
            self._place = None
        if choice.size > MOST_WILDCARD_SIZE:
            self.complain(f"An option of __{name}__ is longer than {MOST_WILDCARD_SIZE:,} letters.", start, end)
            return None
        return choice


class _TextReading:
    """The pass over one text: the prompt itself, or a line of a wildcard."""

    def __init__(self, reader: _Reader, text: str) -> None:
        self._reader = reader
        self._text = text
        self._open = [_Open(0)]
        self._marks_read = 0
        self.spans: list[Span] = []
        self.groups: list[Group] = []
        self.places: list[int] = []

    @property
    def marked(self) -> bool:
        return self._marks_read > 0

    def parts(self) -> list[str | Choice]:
        read_to = 0
        for mark in _MARK.finditer(self._text):
            start, end = mark.span()
            if mark[0] == "|" and len(self._open) == 1:
                continue
            if not self._reader.take_mark():
                message = f"This is more than {MOST_MARKS:,} alternatives and wildcards; the rest is taken as it is."
                self._reader.complain(message, start, end)
                break
            self._marks_read += 1
            self._add(self._text[read_to:start])
            self._read(mark[0], mark[1], start, end)
            read_to = end
        self._add(self._text[read_to:])
        while len(self._open) > 1:
            self._give_up_innermost()
        return self._open[0].parts

    def _add(self, part: str | Choice) -> None:
        if part != "":
            self._open[-1].parts.append(part)

    def _read(self, mark: str, name: str | None, start: int, end: int) -> None:
        if mark.startswith("\\"):
            self._add(mark[1])
        elif name is not None:
            self._read_wildcard(mark, name, start, end)
        elif mark == "{":
            self._begin(start, end)
        elif mark == "|":
            self._end_option(start)
            self._open[-1].options.append([])
            self._open[-1].option_start = end
        elif len(self._open) > 1:
            self._close(end)
        else:
            self._broken("There is a } without a { before it. Write \\} for the brace itself.", mark, start, end)

    def _begin(self, start: int, end: int) -> None:
        if len(self._open) > MOST_DEPTH:
            self._broken(f"Alternatives lie within each other more than {MOST_DEPTH} deep.", "{", start, end)
            return
        self._open.append(_Open(start, option_start=end))

    def _end_option(self, end: int) -> None:
        group = self._open[-1]
        if len(self._open) == 2:  # only the outermost groups are told with their options
            group.written.append(self._text[group.option_start : end])

    def _close(self, end: int) -> None:
        self._end_option(end - 1)
        group = self._open.pop()
        if len(self._open) == 1:
            self.groups.append(Group(group.start, end, tuple(group.written)))
            self.places.append(len(self._open[0].parts))
        self._add(Choice(tuple(Phrase(tuple(option)) for option in group.options)))
        self.spans.append(Span(group.start, end, SpanKind.ALTERNATIVE))

    def _read_wildcard(self, mark: str, name: str, start: int, end: int) -> None:
        choice = self._reader.wildcard(name, start, end)
        if choice is None:
            self.spans.append(Span(start, end, SpanKind.UNKNOWN_WILDCARD))
            self._add(mark)
            return
        self.spans.append(Span(start, end, SpanKind.WILDCARD))
        if len(self._open) == 1:
            self.groups.append(Group(start, end, self._reader.written(name), name))
            self.places.append(len(self._open[0].parts))
        self._add(choice)

    def _broken(self, message: str, mark: str, start: int, end: int) -> None:
        self._reader.complain(message, start, end)
        self.spans.append(Span(start, end, SpanKind.BROKEN))
        self._add(mark)

    def _give_up_innermost(self) -> None:
        """A group without an end is text, but what lies in it still counts."""
        group = self._open.pop()
        message = "A { is not closed. Add the } that ends it, or write \\{ for the brace itself."
        self._broken(message, "{", group.start, group.start + 1)
        for number, option in enumerate(group.options):
            if number:
                self._add("|")
            for part in option:
                self._add(part)
