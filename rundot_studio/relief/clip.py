"""A looping clip of the parallax as an animated WebP: the camera goes round once and is back where it began."""

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from rundot_studio.domain.errors import RuleBroken

from .arrays import Depth, Rgba
from .parallax import LayeredPicture, ParallaxSettings
from .ranges import check_range
from .scaling import scaled_to_fit
from .upsampling import fitted

PATHS = ("circle", "sway", "figure-eight")
LARGEST_PX = 2048
MOST_FRAMES = 240
_WEBP_METHOD = 3
Report = Callable[[float], None]


@dataclass(frozen=True)
class ClipSettings:
    """``longest_px`` of the frames (16..2048), ``frames`` 2..240 over ``seconds`` 0.2..20, ``quality`` 1..100.

    ``path`` is the camera's: a circle, swaying from side to side, or a figure of eight. Opaque pictures are enlarged
    as far as it takes to keep their borders out of view.
    """

    parallax: ParallaxSettings = field(default_factory=ParallaxSettings)
    path: str = "circle"
    longest_px: int = 768
    frames: int = 48
    seconds: float = 3.2
    quality: int = 80

    def check(self) -> None:
        """Raises RuleBroken."""
        check_range("longest", self.longest_px, 16, LARGEST_PX)
        check_range("frames", self.frames, 2, MOST_FRAMES)
        check_range("seconds", self.seconds, 0.2, 20)
        check_range("quality", self.quality, 1, 100)
        self.parallax.check()
        if self.path not in PATHS:
            raise RuleBroken("path", self.path, f"one of {', '.join(PATHS)}")


def camera(path: str, turn: float) -> tuple[float, float]:
    """Where the eye is, (x, y) 0..1, ``turn`` 0..1 of the way round."""
    angle = 2 * math.pi * turn
    if path == "sway":
        return 0.5 + 0.5 * math.sin(angle), 0.5
    if path == "figure-eight":
        return 0.5 + 0.5 * math.sin(angle), 0.5 + 0.25 * math.sin(2 * angle)
    return 0.5 + 0.5 * math.sin(angle), 0.5 - 0.35 * math.cos(angle)


def parallax_clip(
    picture: Rgba, depth: Depth, settings: ClipSettings | None = None, report: Report = lambda fraction: None
) -> bytes:
    """The encoded clip. ``report`` is told 0..1 before each frame; what it raises ends the work."""
    from PIL import Image

    settings = settings or ClipSettings()
    settings.check()
    small = scaled_to_fit(picture, (settings.longest_px, settings.longest_px))
    layered = LayeredPicture(small, fitted(depth, small))
    opaque = bool(small[..., 3].min() == 255)
    view = settings.parallax
    if opaque:
        view = replace(view, zoom=max(view.zoom, view.covering_zoom(layered.size)))

    def frames() -> Iterator[Image.Image]:
        for index in range(settings.frames):
            report(index / settings.frames)
            frame = layered.render(camera(settings.path, index / settings.frames), view)
            yield Image.fromarray(np.ascontiguousarray(frame[..., :3]) if opaque else frame)

    stream = io.BytesIO()
    coming = frames()
    next(coming).save(
        stream,
        "WEBP",
        save_all=True,
        append_images=coming,
        duration=_durations(settings),
        loop=0,
        quality=settings.quality,
        method=_WEBP_METHOD,
    )
    report(1.0)
    return stream.getvalue()


def _durations(settings: ClipSettings) -> list[int]:
    """Of each frame in whole milliseconds, which add up to the whole."""
    ends = [round(1000 * settings.seconds * (index + 1) / settings.frames) for index in range(settings.frames)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
