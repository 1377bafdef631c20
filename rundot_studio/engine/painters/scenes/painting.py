"""What a scene painter hands back, and how a scene is registered."""

from collections.abc import Callable
from dataclasses import dataclass

from rundot_studio.engine.painters.color import Array

from .stage import Stage


@dataclass(frozen=True)
class ScenePainting:
    """A finished scene: float32, sRGB 0..1.

    ``rgb`` (height, width, 3); ``depth`` (height, width), 0 far .. 1 near; ``matte`` (height, width) and ``foreground``
    (height, width, 3) belong to the placed subjects after the same tint, haze and grade but not mixed with the
    backdrop, so that they are an exact cut-out. Both are None where nothing was placed.
    """

    rgb: Array
    depth: Array
    matte: Array | None = None
    foreground: Array | None = None


@dataclass(frozen=True)
class SceneKind:
    """A scene the prompt can name.

    ``words`` are single words or phrases, a longer phrase wins; ``times`` name the hours it looks best in, the usual
    one first; ``subject_height`` is a fraction of the picture's height, ``subject_baseline`` where its feet stand;
    ``grounded`` scenes throw a shadow under it, others let it float. ``horizon`` is a fraction of the height.
    """

    name: str
    words: tuple[str, ...]
    paint: Callable[[Stage], None]
    times: tuple[str, ...] = ("day", "sunset", "dawn", "night")
    subject_height: float = 0.42
    subject_baseline: float = 0.93
    grounded: bool = True
    horizon: float = 0.62
