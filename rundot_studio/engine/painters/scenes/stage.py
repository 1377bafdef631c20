"""The stage: the picture and the depth while a scene is being painted, and the light it stands in.

The picture is kept in planes, (3, height, width): laying one colour through a mask is then three plain passes over
contiguous memory, a third of the cost of an interleaved picture. Lengths are in ``unit`` (the root of the area), so
that a tree has the same size in every format and resolution.
"""

import math
from functools import cached_property

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array, Color, ColorLike, F, hex_color, lookup, mix, ramp
from rundot_studio.engine.painters.figure import Palette
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.shapes import Points

from .times import TIMES, TimeOfDay

__all__ = ["TIMES", "Mask", "Stage", "TimeOfDay"]

Mask = NDArray[np.uint8]

_SYNONYMS = {
    "clouds": {"cloud", "clouds", "cloudy"},
    "trees": {"tree", "trees", "forest", "woods", "pine", "pines", "palm", "palms"},
    "grass": {"grass", "weeds", "plants", "vegetation"},
    "flowers": {"flower", "flowers", "blossoms"},
    "mountains": {"mountain", "mountains", "hills", "peaks"},
    "fog": {"fog", "mist", "haze", "foggy", "misty", "smoke"},
    "sun": {"sun", "moon", "sunlight", "moonlight"},
    "stars": {"star", "stars"},
    "path": {"path", "road", "trail", "street"},
    "water": {"water", "lake", "river", "sea", "pond"},
    "people": {"people", "person", "human", "humans", "figure", "crowd"},
    "rain": {"rain"},
    "snow": {"snow", "snowflakes"},
    "birds": {"bird", "birds", "bats"},
    "lightning": {"lightning", "thunder", "thunderbolt"},
    "ship": {"ship", "boat", "ships", "boats", "sails"},
    "torches": {"torch", "torches", "candles", "fire", "lanterns"},
    "buildings": {"building", "buildings", "house", "houses", "castle", "ruins", "towers"},
    "text": {"text", "sign", "signs", "letters", "neon"},
    "rays": {"rays", "god rays", "light rays", "sunbeams", "light shafts"},
    "rocks": {"rock", "rocks", "stones"},
    "mushrooms": {"mushroom", "mushrooms"},
    "fish": {"fish"},
}


class Stage:
    """One scene in the making. Painters call :meth:`lay` and :meth:`shine`; everything else is there to be read."""

    def __init__(
        self,
        width: int,
        height: int,
        time: TimeOfDay,
        rng: Generator,
        *,
        scene: str = "",
        horizon: float = 0.62,
        flat: bool = False,
        avoid: frozenset[str] = frozenset(),
        weather: str | None = None,
        palette: Palette | None = None,
    ) -> None:
        self.width, self.height = width, height
        self.time = time
        self.flat = flat
        self.horizon = horizon
        self.avoid = frozenset(word.lower() for word in avoid)
        self.weather = weather
        self.palette = palette or Palette.default()
        self.key = f"{scene}|{int(rng.integers(0, 2**63))}"
        self.picture: Array = np.zeros((3, height, width), F)
        self.depth: Array = np.zeros((height, width), F)
        self.matte: Array | None = None
        self.foreground: Array | None = None
        self._clear: tuple[int, Array, Array] | None = None
        self.side = 1 if self.chance("sun side").random() < 0.5 else -1
        """+1 when the light comes from the right, -1 from the left."""
        self.sun_x = 0.0
        self.sun_y = 0.0
        self.set_sun(time.sun_place[0], time.sun_place[1])

    def set_sun(self, across: float, down: float) -> None:
        """Place the light at a fraction of the width (right half is mirrored to the light's side) and of the sky."""
        offset = abs(across - 0.5)
        self.sun_x = (0.5 + self.side * offset) * self.width
        self.sun_y = down * self.horizon * self.height
        self.__dict__.pop("sun_distance", None)

    def chance(self, name: object) -> Generator:
        """A generator for one layer: leaving a layer out does not change the others."""
        return rng_for(self.key, name)

    def keep_clear(self, top: int, center_px: Array, half_px: Array) -> None:
        """Remember where a path runs: its centre and half width, per row from ``top``; nothing grows on it."""
        self._clear = (top, center_px, half_px)

    def clear_at(self, x_px: float, y_px: float) -> bool:
        """Whether something may grow at this place: it is not on the path."""
        if self._clear is None:
            return True
        top, center, half = self._clear
        row = min(max(round(y_px) - top, 0), len(center) - 1)
        return abs(x_px - float(center[row])) > float(half[row]) * 1.05

    def shows(self, thing: str) -> bool:
        """Whether the scene may show the thing: not asked to avoid it or a synonym."""
        return not (self.avoid & (_SYNONYMS.get(thing, set()) | {thing}))

    @cached_property
    def unit(self) -> float:
        """The root of the picture's area in pixels: about 1024 for every format at 1K."""
        return math.sqrt(self.width * self.height)

    @cached_property
    def rise(self) -> float:
        """The length upright things are measured in: between ``unit`` and the height, so tall formats get taller."""
        return math.sqrt(self.unit * self.height)

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.width / self.height

    @property
    def portrait(self) -> bool:
        """Clearly taller than wide."""
        return self.ratio < 0.85

    @cached_property
    def x(self) -> Array:
        """Column positions in pixels, (1, width)."""
        return np.arange(self.width, dtype=F)[None]

    @cached_property
    def y(self) -> Array:
        """Row positions in pixels, (height, 1)."""
        return np.arange(self.height, dtype=F)[:, None]

    @cached_property
    def sun_distance(self) -> Array:
        """Distance to the light in units, (height, width)."""
        return self.distance(self.sun_x, self.sun_y)

    def distance(self, x_px: float, y_px: float, top: int = 0, bottom: int | None = None) -> Array:
        """Distance of every pixel of the rows from a point, in units."""
        dx = (self.x - F(x_px)) / F(self.unit)
        dy = (self.y[top:bottom] - F(y_px)) / F(self.unit)
        return np.sqrt(dx * dx + dy * dy)

    def row(self, fraction: float) -> int:
        """The pixel row at a fraction of the height."""
        return int(min(max(round(fraction * self.height), 0), self.height))

    @property
    def horizon_row(self) -> int:
        """The horizon's pixel row."""
        return self.row(self.horizon)

    def local(self, color: ColorLike, distance: float = 0.0) -> Color:
        """A thing's colour in this light, seen through so much haze (0 near .. 1 lost)."""
        lit = np.clip(hex_color(color) * np.array(self.time.ambient, F), 0, 1)
        return mix(lit, self.time.haze, distance) if distance > 0 else lit

    def ramp(self, color: ColorLike, distance: float = 0.0, contrast: float = 0.95) -> Array:
        """Shadow to light for a thing's colour in this light and at this distance, (256, 3)."""
        table = ramp(color, contrast) * np.array(self.time.ambient, F)
        sun = hex_color(self.time.sun) * F(0.35) + F(0.65)
        warm = np.linspace(0, 1, 256, dtype=F)[:, None] ** 2 * F(self.time.key)
        table = table * (1 - warm + warm * sun)
        return np.clip(table + (hex_color(self.time.haze) - table) * F(distance), 0, 1)

    def gradient(self, low: ColorLike, high: ColorLike) -> Array:
        """A two-colour table (256, 3), by way of OKLab."""
        return lookup([(0, low), (1, high)])

    def lay(
        self,
        color: Array,
        alpha: Array,
        top: int = 0,
        left: int = 0,
        *,
        near: float | Array | None = None,
    ) -> None:
        """Paint over. ``color`` is one colour (3,) or planes (3, h, w); ``alpha`` (h, w) or (h, 1), 0..1.

        ``near`` is written to the depth where more than half is covered: 0 far .. 1 near.
        """
        rows = alpha.shape[0]
        columns = alpha.shape[1] if alpha.shape[1] > 1 else self.width - left
        window = np.s_[top : top + rows, left : left + columns]
        for k in range(3):
            plane = self.picture[k][window]
            difference = color[k] - plane
            difference *= alpha
            plane += difference
        if self.matte is not None:
            self.matte[window] *= 1 - alpha
        if near is not None:
            covered = alpha > 0.5
            np.copyto(self.depth[window], near, where=covered)

    def shine(self, color: Color, amount: Array, top: int = 0, left: int = 0) -> None:
        """Add light (screen) of one colour; ``amount`` (h, w) or (h, 1), 0..1."""
        rows = amount.shape[0]
        columns = amount.shape[1] if amount.shape[1] > 1 else self.width - left
        window = np.s_[top : top + rows, left : left + columns]
        targets = [self.picture] if self.foreground is None else [self.picture, self.foreground]
        for planes in targets:
            for k in range(3):
                plane = planes[k][window]
                light = 1 - plane
                light *= amount * F(color[k])
                plane += light

    def darken(self, factor: Array, top: int = 0, left: int = 0) -> None:
        """Multiply by a factor 0..1: cast shadows, vignettes."""
        rows, columns = factor.shape[0], factor.shape[1] if factor.shape[1] > 1 else self.width - left
        window = np.s_[:, top : top + rows, left : left + columns]
        self.picture[window] *= factor
        if self.foreground is not None:
            self.foreground[window] *= factor

    def polygons(self, outlines: list[Points], top: int = 0, bottom: int | None = None) -> Array:
        """The outlines (pixels) as one anti-aliased mask over the rows, 0..1; overlaps stay filled."""
        mask = np.zeros(((self.height if bottom is None else bottom) - top, self.width), np.uint8)
        for outline in outlines:
            fill(mask, outline, 0, top)
        return coverage(mask)


def fill(mask: Mask, outline: Points, left_px: float = 0, top_px: float = 0, value: int = 255) -> None:
    """Fill one outline given in picture pixels into a mask that starts at (left, top)."""
    points = np.round((outline - (left_px, top_px)) * 16).astype(np.int32)
    cv2.fillPoly(mask, [points], value, cv2.LINE_AA, 4)


def coverage(mask: Mask) -> Array:
    """A byte mask as 0..1 float32."""
    return mask.astype(F) * F(1 / 255)


def shade(table: Array, tone: Array) -> Array:
    """Look tones (h, w), 0..1, up in a 256-colour table: planes (3, h, w)."""
    index = (np.clip(tone, 0, 1) * F(255)).astype(np.uint8)
    planes = np.empty((3, *tone.shape), F)
    for k in range(3):
        planes[k] = np.ascontiguousarray(table[:, k], F)[index]
    return planes
