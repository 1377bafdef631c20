"""The words of a prompt that are not the name of a subject, a scene, a texture or a style.

Plain tables. How they are read, and what a word next to another means, is in :mod:`prompt`.
"""

from .adjectives import FLAGS, MOODS, MOST, NUMBERS, PARTS, POSSESSIONS, SIZES, SUBJECT_SYNONYMS
from .colors import COLORS, ELEMENTS, GROUNDS
from .grammar import (
    CONTAINERS,
    CONTAINING,
    CREATURES,
    EMOJI,
    HOLDING,
    LONE_CUES,
    NEGATIONS,
    PLACING,
    REFERENCE_PHRASES,
    SCENE_CUES,
    STOP_WORDS,
    TEXTURE_CUES,
    VIEW_WORDS,
)
from .places import (
    HOUR_OF_PLACE,
    MATERIAL_OF_PLACE,
    MOOD_SCENES,
    SCENE_SYNONYMS,
    SCENERY,
    SKY_THINGS,
    TIME_WORDS,
    WEATHER_WORDS,
    WINTRY,
)

__all__ = [
    "COLORS",
    "CONTAINERS",
    "CONTAINING",
    "CREATURES",
    "ELEMENTS",
    "EMOJI",
    "FLAGS",
    "GROUNDS",
    "HOLDING",
    "HOUR_OF_PLACE",
    "LONE_CUES",
    "MATERIAL_OF_PLACE",
    "MOODS",
    "MOOD_SCENES",
    "MOST",
    "NEGATIONS",
    "NUMBERS",
    "PARTS",
    "PLACING",
    "POSSESSIONS",
    "REFERENCE_PHRASES",
    "SCENERY",
    "SCENE_CUES",
    "SCENE_SYNONYMS",
    "SIZES",
    "SKY_THINGS",
    "STOP_WORDS",
    "SUBJECT_SYNONYMS",
    "TEXTURE_CUES",
    "TIME_WORDS",
    "VIEW_WORDS",
    "WEATHER_WORDS",
    "WINTRY",
]
