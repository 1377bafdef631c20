"""A picture and its depth, prepared once for all depth views and then rendered frame by frame.

Every way of looking at the pair that the canvas offers is one call here and gives an array to show. A frame never
changes the picture or the depth; what a view needs is prepared when it is first looked at.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np

from rundot_studio.imaging import codec

from .arrays import Depth, Rgba
from .depth_map import read_depth, stretched, to_8_bits
from .false_color import false_color
from .fog import FoggyPicture, FogSettings
from .light import LightSettings, LitRelief
from .normals import NormalSettings, normal_map
from .parallax import LayeredPicture, ParallaxSettings
from .scaling import scaled_to_fit
from .upsampling import fitted

PREVIEW_PX = (1920, 1080)


class View(StrEnum):
    MAP = "map"
    FALSE_COLOR = "false-color"
    NORMALS = "normals"
    PARALLAX = "parallax"
    FOG = "fog"
    LIGHT = "light"


@dataclass(frozen=True)
class ViewSettings:
    """The parameters of every view."""

    parallax: ParallaxSettings = field(default_factory=ParallaxSettings)
    fog: FogSettings = field(default_factory=FogSettings)
    light: LightSettings = field(default_factory=LightSettings)


class DepthScene:
    """``picture`` (height, width, 4) with ``depth`` of any size, scaled down to fit ``most_px`` (width, height).

    Not for several threads at once.
    """

    def __init__(
        self, picture: Rgba, depth: Depth, *, most_px: tuple[int, int] = PREVIEW_PX, stretch: bool = True
    ) -> None:
        self.picture = scaled_to_fit(picture, most_px)
        self.depth = fitted(stretched(depth) if stretch else depth, self.picture)
        self._fog: FoggyPicture | None = None
        self._parallax: dict[bool, LayeredPicture] = {}
        self._light: tuple[NormalSettings, LitRelief] | None = None
        self._still: dict[tuple[View, NormalSettings | None], Rgba] = {}

    @classmethod
    def from_bytes(cls, picture: bytes, depth: bytes, *, most_px: tuple[int, int] = PREVIEW_PX) -> "DepthScene":
        """Of two encoded pictures. Blocking. Raises SourceUnusable."""
        return cls(codec.decode_rgba(picture), read_depth(depth), most_px=most_px)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is rendered."""
        return self.picture.shape[1], self.picture.shape[0]

    def prepare(self, view: View, settings: ViewSettings | None = None) -> None:
        """What the first frame of ``view`` would do: some tenths of a second, up to two seconds for parallax."""
        settings = settings or ViewSettings()
        if view is View.PARALLAX:
            self.layered(draft=False)
            self.layered(draft=True)
        elif view is View.FOG:
            self._foggy()
        elif view is View.LIGHT:
            self.lit(settings.light.surface)

    def render(
        self,
        view: View,
        mouse: tuple[float, float] = (0.5, 0.5),
        settings: ViewSettings | None = None,
        *,
        draft: bool = False,
        out: Rgba | None = None,
    ) -> Rgba:
        """One frame (height, width, 4), straight alpha, with ``mouse`` (x, y) 0..1 from the upper left corner.

        ``out`` of the right shape is filled and given back, which spares the allocation. ``draft`` renders parallax at
        half the size and enlarges it, four times as fast. Parallax with the mouse in the middle is the picture.
        """
        settings = settings or ViewSettings()
        if view is View.PARALLAX:
            return self._seen_from(mouse, settings.parallax, draft, out)
        if view is View.FOG:
            return self._foggy().render(settings.fog, out)
        if view is View.LIGHT:
            return self.lit(settings.light.surface).render(mouse, settings.light, out)
        still = self._unmoving(view, settings.light.surface if view is View.NORMALS else None)
        if out is None:
            return still.copy()
        np.copyto(out, still)
        return out

    def _seen_from(self, mouse: tuple[float, float], settings: ParallaxSettings, draft: bool, out: Rgba | None) -> Rgba:
        if not draft or min(self.size) < 4:
            return self.layered(draft=False).render(mouse, settings, out)
        small = self.layered(draft=True).render(mouse, settings)
        return cv2.resize(small, self.size, out, interpolation=cv2.INTER_LINEAR)

    def layered(self, *, draft: bool) -> LayeredPicture:
        """What parallax is made of; ``draft`` at half the size."""
        if draft not in self._parallax:
            picture, depth = self.picture, self.depth
            if draft:
                half = max(1, self.size[0] // 2), max(1, self.size[1] // 2)
                picture = scaled_to_fit(picture, half)
                depth = fitted(depth, picture)
            self._parallax[draft] = LayeredPicture(picture, depth)
        return self._parallax[draft]

    def _foggy(self) -> FoggyPicture:
        if self._fog is None:
            self._fog = FoggyPicture(self.picture, self.depth)
        return self._fog

    def lit(self, surface: NormalSettings) -> LitRelief:
        """What light falls on."""
        if self._light is None or self._light[0] != surface:
            self._light = surface, LitRelief(self.picture, self.depth, surface)
        return self._light[1]

    def _unmoving(self, view: View, surface: NormalSettings | None) -> Rgba:
        key = view, surface
        if key not in self._still:
            self._still = {each: frame for each, frame in self._still.items() if each[0] is not view}
            self._still[key] = self._drawn(view, surface)
        return self._still[key]

    def _drawn(self, view: View, surface: NormalSettings | None) -> Rgba:
        if view is View.NORMALS:
            return normal_map(self.depth, self.picture, surface)
        if view is View.FALSE_COLOR:
            return false_color(self.depth)
        grey = to_8_bits(self.depth)
        return cv2.merge([grey, grey, grey, np.full_like(grey, 255)]).reshape(*grey.shape, 4)
