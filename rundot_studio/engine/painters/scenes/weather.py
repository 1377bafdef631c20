"""What falls or drifts through the whole picture: rain, snow, petals, leaves, embers, spores."""

import math

import cv2
import numpy as np

from rundot_studio.engine.painters.color import ColorLike, F, hex_color

from .foliage import draw_dabs
from .light import paint_mist, paint_motes
from .stage import Stage, coverage

WEATHERS = ("rain", "snow", "fog", "petals", "leaves", "embers", "fireflies", "spores")


def paint_weather(stage: Stage, weather: str) -> None:
    """One of :data:`WEATHERS` over the picture; an unknown one raises KeyError."""
    if not stage.shows(weather):
        return
    painters = {
        "rain": lambda: paint_rain(stage),
        "snow": lambda: paint_snowfall(stage),
        "fog": lambda: _paint_fog(stage),
        "petals": lambda: paint_drift(stage, ("#ffc6dc", "#ff9cc2", "#fff0f5")),
        "leaves": lambda: paint_drift(stage, ("#d8762a", "#b8432a", "#e0b040")),
        "embers": lambda: paint_motes(stage, "embers", "#ff8a3a", count=90, top=0.1),
        "fireflies": lambda: paint_motes(stage, "fireflies", "#d8ff7a", count=60, top=0.45, bottom=0.97),
        "spores": lambda: paint_motes(stage, "spores", "#8affd0", count=80, top=0.2),
    }
    painters[weather]()


def _paint_fog(stage: Stage) -> None:
    paint_mist(stage, "fog low", stage.horizon + 0.10, 0.20, 0.75)
    paint_mist(stage, "fog high", stage.horizon - 0.08, 0.20, 0.55)


def paint_rain(stage: Stage) -> None:
    """Three depths of slanting streaks."""
    rng = stage.chance("rain")
    slant = 0.16 * stage.side
    for depth, count in ((0.5, 340), (0.8, 170), (1.2, 60)):
        mask = np.zeros((stage.height, stage.width), np.uint8)
        length = 0.040 * depth * stage.unit
        thickness = max(1, round(0.0012 * depth * stage.unit))
        for u, v, s in rng.random((count, 3)):
            x, y = (-0.05 + 1.1 * u) * stage.width, v * stage.height * 1.05
            reach = length * (0.6 + 0.8 * s)
            start = (round(x * 16), round(y * 16))
            end = (round((x + slant * reach) * 16), round((y - reach) * 16))
            cv2.line(mask, start, end, 255, thickness, cv2.LINE_AA, 4)
        stage.shine(hex_color("#c8d6e4"), coverage(mask) * F(0.16 + 0.14 * depth))


def paint_snowfall(stage: Stage) -> None:
    """Flakes at three depths, the nearest out of focus."""
    rng = stage.chance("snowfall")
    color = np.clip(hex_color("#ffffff") * (np.array(stage.time.ambient, F) * F(0.5) + F(0.5)), 0, 1)
    for radius, count, blur_radius, amount in (
        (0.0009, 420, 0, 0.75),
        (0.0019, 130, 0.0008, 0.8),
        (0.0046, 26, 0.0026, 0.6),
    ):
        mask = np.zeros((stage.height, stage.width), np.uint8)
        for u, v, s in rng.random((count, 3)):
            center = (round(u * stage.width * 16), round(v * stage.height * 16))
            size = radius * stage.unit * (0.6 + 0.8 * s)
            cv2.circle(mask, center, max(8, round(size * 16)), 255, -1, cv2.LINE_AA, 4)
        if blur_radius and blur_radius * stage.unit > 0.4:
            mask = cv2.GaussianBlur(mask, (0, 0), blur_radius * stage.unit)
        stage.lay(color, coverage(mask) * F(amount))


def paint_drift(stage: Stage, colors: tuple[ColorLike, ...]) -> None:
    """Petals or leaves on the wind, a few near and large."""
    for i, color in enumerate(colors):
        rng = stage.chance(("drift", i))
        mask = np.zeros((stage.height, stage.width), np.uint8)
        chance = rng.random((26, 4))
        places = np.stack([chance[:, 0] * stage.width, (0.10 + 0.85 * chance[:, 1]) * stage.height], 1)
        sizes = (0.0035 + 0.0085 * chance[:, 2] ** 3) * stage.unit
        draw_dabs(mask, places, sizes, chance[:, 3] * math.pi, 0, 0.55)
        stage.lay(stage.local(color), coverage(mask) * F(0.92))
