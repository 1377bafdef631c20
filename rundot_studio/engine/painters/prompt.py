"""Reads a prompt: which subjects, where, when, in what colours and style, and what to leave out.

A reader of nouns and their neighbours, not of grammar. It never fails, whatever the text.
"""

from collections.abc import Sequence
from dataclasses import replace

from numpy.random import Generator

from . import vocabulary
from .color import hex_color
from .drafts import Avoided
from .interpreter import Interpreter
from .lexicon import Span, read_spans, tokenize
from .noise import child_rng
from .reading import Background, Reading
from .textures import TEXTURES, TextureKind
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
    return complete(_assembled(interpreter, prompt, denied), interpreter.content_words(), interpreter.moods, seeded)


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


def _assembled(found: Interpreter, prompt: str, denied: Sequence[Span]) -> Reading:
    """Everything found so far, before gaps are filled."""
    used_spans = {id(span) for span in found.used} | {id(span) for span in denied}
    used = [token.word for span in found.spans if id(span) in used_spans for token in span.tokens]
    used += [token.word for span in denied if not span.is_stop for token in span.tokens]
    ignored = [
        token.word
        for span in found.spans
        if id(span) not in used_spans
        for token in span.tokens
        if token.word not in vocabulary.STOP_WORDS
    ]
    subjects, texture = found.drafts, found.texture
    elsewhere = bool(subjects or found.moods) or found.scene is not None
    if texture is not None and not found.wants_texture and elsewhere:
        texture = None
    pattern = found.wants_texture and texture is None and bool(subjects)
    if found.wants_texture and texture is None and not subjects:
        texture = _material_of(found)
    texture_colors = list(found.loose_colors) + list(found.scene_colors)
    if found.wants_texture:
        texture_colors = [color for draft in subjects for color in draft.colors] + texture_colors
        subjects = subjects if pattern else []
    avoid = found.avoided.words
    choices = tuple(draft.finish(avoid, found.shared) for draft in subjects)
    if choices and found.loose_colors and not choices[0].colors and texture is None:
        choices = (replace(choices[0], colors=tuple(found.loose_colors)), *choices[1:])
    return Reading(
        prompt=prompt,
        subjects=choices,
        scene=None if found.wants_texture else found.scene,
        scene_colors=tuple(found.scene_colors or (() if choices else found.loose_colors)),
        style=found.first.get("style"),
        time=found.first.get("time", found.hinted_time),
        weather=found.first.get("weather"),
        texture=texture,
        texture_colors=tuple(texture_colors),
        pattern=pattern,
        background=_background(found),
        view=found.first.get("view", "full"),
        lone=bool({"lone cue", "background"} & found.cues),
        avoid=avoid,
        avoid_colors=found.avoided.colors,
        of_reference="reference" in found.cues,
        used=tuple(dict.fromkeys(used)),
        ignored=tuple(word for word in dict.fromkeys(ignored) if word not in used),
        bare=not (choices or texture or found.scene or found.moods or ignored or found.cues & {"scene cue"}),
    )


def _material_of(found: Interpreter) -> TextureKind:
    """A texture that names no material: that of the place, else free forms."""
    place = "" if found.scene is None else found.scene.name
    name = vocabulary.MATERIAL_OF_PLACE.get(place, "abstract")
    return next(kind for kind in TEXTURES if kind.name == name)


def _background(found: Interpreter) -> Background:
    ground = found.first.get("background")
    if ground is None:
        return Background("plain", hex_color("#ffffff")) if "background" in found.avoided.words else Background()
    if ground in ("transparent", "plain"):
        return Background(ground)
    return Background("plain", hex_color(ground))
