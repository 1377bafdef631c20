"""What to paint where the prompt leaves it open: by its moods first, then by a hash of its words.

The theme depends on the words alone, so that the same unknown prompt keeps its theme over all seeds.
"""

from collections.abc import Sequence
from dataclasses import replace

from numpy.random import Generator

from .color import Color, from_lch
from .figure import Traits
from .noise import pick, rng_for, uniform
from .reading import Reading, SubjectChoice
from .scenes import SCENES, SceneKind
from .subjects import SUBJECTS
from .textures import TEXTURES

OPEN_SCENES = (
    "mountains",
    "forest",
    "lake",
    "meadow",
    "desert",
    "beach",
    "snow",
    "village",
    "castle",
    "space",
    "city",
)
"""Scenes a theme may fall on."""
GROUND_SCENES = ("mountains", "meadow", "forest", "lake", "beach")
"""Scenes where anyone may stand."""
WIDE_SCENES = ("mountains", "lake", "ocean", "meadow", "desert", "beach")
"""Scenes for a prompt that names only an hour or a weather."""


def _scene(names: Sequence[str], avoid: frozenset[str]) -> SceneKind | None:
    """The first scene of these that exists and is not to be avoided."""
    by_name = {scene.name: scene for scene in SCENES}
    return next((by_name[name] for name in names if name in by_name and name not in avoid), None)


def theme_palette(words: Sequence[str]) -> tuple[Color, ...]:
    """Three colours that go together, by the words: a base, a neighbour, a complement."""
    own = rng_for("theme palette", *words)
    hue = uniform(own, 0, 360)
    spread = uniform(own, 24, 60)
    return (
        from_lch(uniform(own, 0.48, 0.62), 0.15, hue),
        from_lch(uniform(own, 0.60, 0.74), 0.13, hue + spread),
        from_lch(uniform(own, 0.68, 0.80), 0.14, hue + 180),
    )


def complete(
    reading: Reading, words: Sequence[str], moods: Sequence[tuple[tuple[str, ...], str]], seeded: Generator
) -> Reading:
    """The reading with something to paint. ``seeded`` decides only what may differ from seed to seed."""
    if reading.texture is not None or reading.pattern:
        return reading
    if reading.scene is not None or reading.subjects:
        return _with_mood_hour(_in_the_open(reading, words), moods)
    for scenes, hour in moods:
        scene = _scene(scenes, reading.avoid)
        if scene is not None:
            return replace(reading, scene=scene, time=reading.time or hour)
    own = rng_for("theme", *words)
    theme_colors = reading.texture_colors or theme_palette(words)
    if reading.texture_colors and not reading.ignored and not reading.lone:
        return _abstract(reading, theme_colors)
    if reading.time is not None or reading.weather is not None:
        scene = _scene(tuple(own.permutation(WIDE_SCENES)), reading.avoid)
        return replace(reading, scene=scene) if scene is not None else _abstract(reading, theme_colors)
    fate = float(own.random())
    guessed = replace(reading, guessed=True, theme_colors=theme_colors)
    if reading.lone or (reading.style is not None and reading.style.name == "icon"):
        return _with_subject(guessed, own)
    if fate < 0.55:
        scene = _scene(tuple(own.permutation(OPEN_SCENES)), reading.avoid)
        if scene is not None:
            return replace(guessed, scene=scene, time=pick(seeded, *scene.times))
    if fate < 0.80 or reading.bare:
        return _with_subject(guessed, own)
    return _abstract(guessed, theme_colors)


def _in_the_open(reading: Reading, words: Sequence[str]) -> Reading:
    """A subject at an hour or in a weather stands somewhere: the words say where."""
    asked = reading.time is not None or reading.weather is not None
    if reading.scene is not None or reading.lone or not asked:
        return reading
    names = tuple(rng_for("theme", *words).permutation(GROUND_SCENES))
    return replace(reading, scene=_scene(names, reading.avoid))


def _with_mood_hour(reading: Reading, moods: Sequence[tuple[tuple[str, ...], str]]) -> Reading:
    if reading.time is None and moods and reading.scene is not None:
        return replace(reading, time=moods[0][1])
    return reading


def _with_subject(reading: Reading, own: Generator) -> Reading:
    names = [kind for kind in SUBJECTS if kind.name not in reading.avoid]
    if not names:
        return _abstract(reading, reading.theme_colors)
    kind = pick(own, *names)
    choice = SubjectChoice(kind, colors=reading.theme_colors[:1], traits=Traits(avoid=reading.avoid))
    return replace(reading, subjects=(choice,))


def _abstract(reading: Reading, colors: Sequence[Color]) -> Reading:
    kind = next(kind for kind in TEXTURES if kind.name == "abstract")
    return replace(reading, texture=kind, texture_colors=tuple(colors), guessed=reading.guessed)
