"""Words for hours, weather and places, and the moods that suggest them."""

from collections.abc import Mapping

TIME_WORDS: Mapping[str, str] = {
    "dark": "night",
    "moon": "night",
    "full moon": "night",
    "starry night": "night",
    "at night": "night",
    "bright": "day",
    "blue sky": "day",
    "clear sky": "day",
    "rainy": "storm",
    "rain": "storm",
    "stormy": "storm",
    "thunderstorm": "storm",
    "lightning storm": "storm",
    "overcast": "storm",
    "cloudy": "storm",
}
"""Words for a time of day beyond those each time brings along."""

WEATHER_WORDS: Mapping[str, str] = {
    "rain": "rain",
    "rainy": "rain",
    "raining": "rain",
    "thunderstorm": "rain",
    "downpour": "rain",
    "snowing": "snow",
    "snowfall": "snow",
    "blizzard": "snow",
    "snowstorm": "snow",
    "fog": "fog",
    "foggy": "fog",
    "mist": "fog",
    "misty": "fog",
    "haze": "fog",
    "hazy": "fog",
    "cherry blossom": "petals",
    "sakura": "petals",
    "petals": "petals",
    "falling leaves": "leaves",
    "autumn leaves": "leaves",
    "ember": "embers",
    "sparks": "embers",
    "firefly": "fireflies",
    "spores": "spores",
}

SCENE_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "castle": ("castle", "fortress", "palace", "citadel"),
    "forest": ("forest background", "rainforest", "wood elves", "wilderness", "nature"),
    "mountains": ("hill", "hilltop", "mountainside", "cliff"),
    "meadow": ("grass field", "pasture", "outdoors", "battlefield"),
    "village": ("market", "marketplace"),
    "snow": (
        "snowy forest",
        "snowy woods",
        "snowy field",
        "snowy landscape",
        "snowy hill",
        "snowy peak",
        "frozen forest",
        "winter woods",
    ),
    "ocean": ("ship deck", "harbor"),
    "space": ("outer space", "starfield", "orbit"),
    "city": ("downtown", "street at night", "skyscraper", "rooftops"),
}
"""More names for scenes; those that also name a subject become a scene once another subject is there."""

MOOD_SCENES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "spooky": (("graveyard", "swamp", "forest"), "night"),
    "haunted": (("graveyard", "swamp", "forest"), "night"),
    "horror": (("graveyard", "dungeon", "forest"), "night"),
    "scary": (("graveyard", "dungeon", "forest"), "night"),
    "creepy": (("swamp", "graveyard", "forest"), "dusk"),
    "halloween": (("graveyard", "forest"), "night"),
    "cozy": (("tavern", "village", "interior"), "sunset"),
    "cosy": (("tavern", "village", "interior"), "sunset"),
    "warm": (("village", "meadow"), "sunset"),
    "homely": (("village", "meadow"), "sunset"),
    "futuristic": (("city", "space"), "night"),
    "cyberpunk": (("city",), "night"),
    "scifi": (("space", "city"), "night"),
    "science fiction": (("space", "city"), "night"),
    "underwater": (("underwater", "ocean"), "day"),
    "deep sea": (("underwater", "ocean"), "day"),
    "peaceful": (("lake", "meadow"), "dawn"),
    "calm": (("lake", "meadow"), "dawn"),
    "serene": (("lake", "meadow"), "dawn"),
    "relaxing": (("lake", "beach"), "sunset"),
    "romantic": (("lake", "beach"), "sunset"),
    "magical": (("forest", "crystal cave"), "dusk"),
    "mystical": (("forest", "lake"), "dusk"),
    "mysterious": (("forest", "ruins"), "dusk"),
    "fantasy": (("castle", "mountains"), "sunset"),
    "fairy tale": (("castle", "forest"), "dawn"),
    "medieval": (("village", "castle"), "day"),
    "epic": (("mountains", "castle"), "sunset"),
    "heroic": (("mountains", "castle"), "dawn"),
    "apocalyptic": (("ruins", "volcano", "desert"), "storm"),
    "post apocalyptic": (("ruins", "desert"), "storm"),
    "dystopian": (("city", "ruins"), "storm"),
    "summer": (("beach", "meadow"), "day"),
    "spring": (("meadow", "forest"), "day"),
    "vacation": (("beach", "ocean"), "day"),
    "freezing": (("snow", "mountains"), "winter"),
    "dreamy": (("sky", "lake", "meadow"), "dawn"),
    "dreamlike": (("sky", "lake"), "dawn"),
    "gloomy": (("swamp", "graveyard", "forest"), "storm"),
    "melancholic": (("lake", "forest"), "dusk"),
    "sad": (("lake", "city"), "storm"),
    "happy": (("meadow", "village"), "day"),
    "cheerful": (("meadow", "village"), "day"),
    "adventure": (("mountains", "forest"), "dawn"),
    "exploration": (("ruins", "mountains"), "dawn"),
    "battle": (("volcano", "castle"), "sunset"),
    "war": (("ruins", "castle"), "storm"),
    "alien": (("alien", "space", "mountains"), "alien"),
    "retro": (("synthwave", "city"), "sunset"),
    "christmas": (("snow", "village"), "winter"),
}
"""Moods that choose a scene and an hour where the prompt names none: (scenes in order of preference, time)."""

WINTRY = frozenset({"snowy", "snow", "winter", "wintry", "frozen", "icy"})
"""Words that bring snow when they stand before the name of a place."""

HOUR_OF_PLACE: Mapping[str, str] = {"jungle": "day", "rainforest": "day", "tropical": "day", "oasis": "day"}
"""Hours of places that would look wrong at another, where the prompt names none."""

SKY_THINGS = frozenset({"moon", "sun", "cloud", "star", "rainbow", "lightning", "planet", "meteor", "snowflake"})
"""Subjects that would stand oddly on the ground of a scene: where there is a place they are left to its painter."""

MATERIAL_OF_PLACE: Mapping[str, str] = {
    "forest": "leaves",
    "meadow": "grass",
    "mountains": "stone",
    "lake": "water",
    "ocean": "water",
    "underwater": "water",
    "beach": "sand",
    "desert": "sand",
    "snow": "snow",
    "volcano": "lava",
    "dungeon": "cobble",
    "cave": "stone",
    "ruins": "stone",
    "castle": "stone",
    "village": "roof",
    "swamp": "dirt",
    "graveyard": "dirt",
    "library": "wood",
    "city": "brick",
    "space": "abstract",
}
"""The material, by name, of a texture that names only a place."""

SCENERY: Mapping[str, frozenset[str]] = {
    "forest": frozenset({"tree", "pine", "bush", "flower"}),
    "meadow": frozenset({"tree", "flower", "bush", "sun", "cloud"}),
    "mountains": frozenset({"tree", "pine", "cloud", "sun"}),
    "lake": frozenset({"tree", "pine", "cloud"}),
    "village": frozenset({"house", "tree"}),
    "beach": frozenset({"palm", "sun", "cloud"}),
    "ocean": frozenset({"cloud", "sun", "moon"}),
    "desert": frozenset({"cactus", "sun"}),
    "snow": frozenset({"pine", "tree", "snowflake"}),
    "dungeon": frozenset({"torch"}),
    "cave": frozenset({"crystals", "crystal shard"}),
    "graveyard": frozenset({"dead tree", "moon"}),
    "underwater": frozenset({"fish"}),
    "space": frozenset({"planet", "star", "meteor", "moon", "sun"}),
    "library": frozenset({"book", "candle"}),
    "city": frozenset({"moon", "house"}),
    "volcano": frozenset({"volcano"}),
}
"""Subjects, by name, that a scene shows of itself."""
