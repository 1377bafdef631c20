"""Times of day: what colour the sky, the light and the air have, and where the sun or the moon stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class TimeOfDay:
    """The light of a scene. Colours are ``"#rrggbb"``; ``ambient`` multiplies local colours.

    ``sky`` goes from zenith (0) to horizon (1). ``sun_place`` is a fraction of the width and of the height above the
    horizon; the painter may mirror it. ``sun_size`` is the disc's radius in picture units (see ``Stage.unit``), 0 hides
    it. ``key`` is the strength of direct light, ``stars`` and ``glow`` run 0..1; ``cloudiness`` is the usual cover.
    """

    name: str
    words: tuple[str, ...]
    sky: tuple[tuple[float, str], ...]
    sun: str
    sun_place: tuple[float, float]
    haze: str
    near: str
    ambient: tuple[float, float, float]
    cloud_light: str
    cloud_shade: str
    sun_size: float = 0.028
    key: float = 1.0
    glow: float = 1.0
    stars: float = 0.0
    cloudiness: float = 0.5
    dark: bool = False
    moon: bool = False


_ALL = (
    TimeOfDay(
        name="day",
        words=("day", "daytime", "noon", "sunny", "midday", "daylight", "afternoon", "morning"),
        sky=((0, "#2a74d0"), (0.45, "#66aeee"), (0.8, "#b4dcf5"), (1, "#e6f3f4")),
        sun="#fffae6",
        sun_place=(0.74, 0.28),
        haze="#bcd9ee",
        near="#24462f",
        ambient=(1.0, 1.0, 1.0),
        cloud_light="#ffffff",
        cloud_shade="#8ea8cf",
    ),
    TimeOfDay(
        name="dawn",
        words=("dawn", "sunrise", "early morning", "daybreak"),
        sky=((0, "#5a76b8"), (0.4, "#a094cc"), (0.7, "#f0aaa6"), (0.88, "#ffd0a0"), (1, "#ffe9c4")),
        sun="#ffefc6",
        sun_place=(0.30, 0.80),
        haze="#eebdb2",
        near="#2c3a4a",
        ambient=(0.98, 0.90, 0.90),
        cloud_light="#ffdcc8",
        cloud_shade="#8a74a8",
        key=0.95,
    ),
    TimeOfDay(
        name="sunset",
        words=("sunset", "golden hour", "evening", "sundown"),
        sky=((0, "#2b2a6b"), (0.35, "#6d3f8e"), (0.62, "#d8577a"), (0.82, "#ff9159"), (1, "#ffd27a")),
        sun="#fff0b8",
        sun_place=(0.64, 0.86),
        haze="#ee8f70",
        near="#2a1c3c",
        ambient=(0.98, 0.82, 0.78),
        cloud_light="#ffb884",
        cloud_shade="#6a3b7c",
        sun_size=0.050,
        stars=0.15,
    ),
    TimeOfDay(
        name="dusk",
        words=("dusk", "twilight", "nightfall", "blue hour"),
        sky=((0, "#141a46"), (0.5, "#3c3b7c"), (0.8, "#8a5f9f"), (1, "#e59a94")),
        sun="#ffd8b0",
        sun_place=(0.45, 0.98),
        haze="#7d6ba8",
        near="#171a35",
        ambient=(0.70, 0.68, 0.90),
        cloud_light="#c890b0",
        cloud_shade="#3b356e",
        stars=0.5,
        key=0.7,
        glow=0.7,
        sun_size=0.036,
    ),
    TimeOfDay(
        name="night",
        words=("night", "nighttime", "midnight", "moonlit", "moonlight", "starry", "nocturnal"),
        sky=((0, "#060a22"), (0.5, "#0f1f4c"), (0.85, "#24457a"), (1, "#42709a")),
        sun="#e6efff",
        sun_place=(0.70, 0.34),
        haze="#31548a",
        near="#070d1e",
        ambient=(0.46, 0.58, 0.88),
        cloud_light="#6a88bc",
        cloud_shade="#152550",
        sun_size=0.046,
        stars=1.0,
        key=0.62,
        glow=0.55,
        cloudiness=0.35,
        dark=True,
        moon=True,
    ),
    TimeOfDay(
        name="storm",
        words=("storm", "stormy", "thunderstorm", "rainy", "overcast", "gloomy", "thunder"),
        sky=((0, "#262e3c"), (0.5, "#47535f"), (0.85, "#7d898f"), (1, "#adb3ab")),
        sun="#dfe6e0",
        sun_place=(0.42, 0.45),
        haze="#7d8b92",
        near="#1c2428",
        ambient=(0.68, 0.75, 0.80),
        cloud_light="#a9b2b8",
        cloud_shade="#353f4c",
        sun_size=0.0,
        glow=0.28,
        key=0.5,
        cloudiness=1.0,
    ),
    TimeOfDay(
        name="alien",
        words=("alien", "otherworldly", "purple sky", "magical sky", "extraterrestrial"),
        sky=((0, "#180a3c"), (0.4, "#4b2082"), (0.75, "#b8409f"), (1, "#ffb0a4")),
        sun="#fff0ff",
        sun_place=(0.34, 0.42),
        haze="#9c4ca0",
        near="#1a0d36",
        ambient=(0.84, 0.72, 1.0),
        cloud_light="#ffa4da",
        cloud_shade="#552a88",
        sun_size=0.062,
        stars=0.6,
        glow=0.7,
        cloudiness=0.35,
        moon=True,
    ),
    TimeOfDay(
        name="toxic",
        words=("toxic", "poisonous", "acid", "radioactive", "polluted"),
        sky=((0, "#0f2a22"), (0.5, "#2c6440"), (0.8, "#8cba4c"), (1, "#e4eea0")),
        sun="#fbffd0",
        sun_place=(0.60, 0.55),
        haze="#7ca850",
        near="#0f2418",
        ambient=(0.80, 0.94, 0.70),
        cloud_light="#cfe894",
        cloud_shade="#2d5638",
        cloudiness=0.7,
        glow=0.8,
    ),
    TimeOfDay(
        name="autumn",
        words=("autumn", "fall", "golden", "october"),
        sky=((0, "#5b86b4"), (0.45, "#9bb9cc"), (0.8, "#ecd6b0"), (1, "#fbe6bc")),
        sun="#ffe6a8",
        sun_place=(0.68, 0.58),
        haze="#e6caa0",
        near="#3a2a22",
        ambient=(1.0, 0.93, 0.82),
        cloud_light="#fff1da",
        cloud_shade="#9a92a4",
        sun_size=0.036,
    ),
    TimeOfDay(
        name="winter",
        words=("winter", "wintry", "frosty", "icy", "freezing"),
        sky=((0, "#6f9cc8"), (0.45, "#a3c4de"), (0.8, "#d6e4ee"), (1, "#f2f1ec")),
        sun="#fff3dc",
        sun_place=(0.30, 0.60),
        haze="#d3e0ec",
        near="#2c3f52",
        ambient=(0.94, 0.97, 1.0),
        cloud_light="#ffffff",
        cloud_shade="#a0b2cc",
        key=0.8,
        sun_size=0.030,
    ),
)

TIMES: Mapping[str, TimeOfDay] = MappingProxyType({time.name: time for time in _ALL})
