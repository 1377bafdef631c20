"""What is exported: one picture with what an engine must know of it. Its pixels are read when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rundot_studio.imaging import sprites

from .sheet import CENTRE, DEFAULT_FRAME_MS, Borders, Point, Size

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Rgba = NDArray[uint8]
    Pixels = Callable[[], Rgba]


@dataclass(frozen=True)
class Origin:
    """How a picture came about, as far as it is known."""

    picture_id: str = ""
    generation_id: str = ""
    prompt: str = ""
    model: str = ""
    seed: int | None = None
    recipe: str = ""
    """The text that travels inside the file."""


@dataclass(frozen=True)
class Frame:
    """``pixels`` gives straight RGBA (height, width, 4), uint8, and may raise SourceUnusable.

    ``pivot`` is in shares of the picture's size from its left and top, ``borders`` in its pixels. ``maps`` are further
    pictures of the same size by their kind: ``normal``, ``depth``.

    ``key`` names the picture for good, whatever the frame is called: a library's id, or ``file:`` and a path.
    ``version`` is the SHA-256 of its file, where it can change below the same key; empty where it can't.
    """

    name: str
    pixels: Pixels
    pivot: Point = CENTRE
    borders: Borders | None = None
    duration_ms: int = DEFAULT_FRAME_MS
    origin: Origin = Origin()
    maps: Mapping[str, Pixels] = field(default_factory=dict)
    key: str = ""
    version: str = ""

    @property
    def source(self) -> str:
        """The key, or the name of a frame that has none."""
        return self.key or self.name


@dataclass(frozen=True)
class Cut:
    """A frame's pixels as they go onto a page: what was trimmed away is remembered."""

    pixels: Rgba
    offset: tuple[int, int]
    source_size: Size
    empty: bool

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]


def cut(rgba: Rgba, *, trim: bool, threshold: int = 0) -> Cut:
    """Trimmed to what has alpha above ``threshold`` (0 to 254), or whole. An empty one trims to one clear pixel."""
    height, width = rgba.shape[:2]
    empty = not bool((rgba[..., 3] > threshold).any())
    if not trim:
        return Cut(rgba, (0, 0), (width, height), empty)
    pixels, offset = sprites.trim(rgba, threshold)
    return Cut(pixels, offset, (width, height), empty)
