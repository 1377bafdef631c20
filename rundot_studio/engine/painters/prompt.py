"""Reads a prompt: which subjects, where, when, in what colours and style, and what to leave out.

A reader of nouns and their neighbours, not of grammar. It never fails, whatever the text.
"""

from collections.abc import Sequence

from numpy.random import Generator

from . import vocabulary
from .drafts import Avoided
from .interpreter import Interpreter
from .lexicon import Span, read_spans, tokenize
from .noise import child_rng
from .reading import Reading
from .theme import complete


def read_prompt(prompt: str, negative: str, rng: Generator) -> Reading:
    """Read a prompt and its negative. Takes one draw from ``rng``; any text is allowed, of any length."""
    seeded = child_rng(rng)
    spans = read_spans(tokenize(prompt))
    spans, denied = _split_negations(spans)
    avoided = Avoided([*denied, *read_spans(tokenize(negative))])
    kept = [avoided.strip(span) for span in spans]
    interpreter = Interpreter(kept, avoided)
    interpreter.run()
    return complete(interpreter.reading(prompt, denied), interpreter.content_words(), interpreter.moods, seeded)


def _split_negations(spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """(what is asked for, what is denied by "no", "without" ...)."""
    wanted: list[Span] = []
    denied: list[Span] = []
    denying = False
    for span in spans:
        if span.after_break or span.word in vocabulary.PLACING or span.word in ("with", "but"):
            denying = False
        if not span.senses and span.word in vocabulary.NEGATIONS:
            denying = True
            continue
        (denied if denying else wanted).append(span)
    return wanted, denied
