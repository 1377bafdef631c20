"""A point light over the relief, at the mouse.

Lambert's cosine law with a fall-off, Blinn's highlights (Blinn, "Models of light reflection for computer synthesized
pictures", 1977), computed in linear light (taken as the square of the stored values, near enough to sRGB) and laid
over the picture as a factor. Light changes slowly from pixel to pixel, so it is computed at half size and enlarged;
the picture under it keeps every pixel. A cosine needs the vector from each pixel to the light, l - p: as n.(l - p) is
n.l - n.p, all that depends on the pixel alone is computed once, and a frame costs three multiplications a pixel.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth, Plane, Rgba
from .normals import NormalSettings, normals
from .ranges import check_range

F = np.float32
_REDUCTION = 2
_BRIGHTEST = 4.0
_NEAREST = 1e-4


@dataclass(frozen=True)
class LightSettings:
    """Lengths are shares of the picture's longer side.

    ``height`` of the light above the back of the relief (0..2), ``reach`` at which it has fallen to half (0.01..10),
    ``color`` red, green, blue 0..1, ``intensity`` 0..8, ``ambient`` 0..1 of the picture seen without the light,
    ``highlight`` 0..1 the strength and ``shininess`` 1..256 the sharpness of reflections.
    """

    height: float = 0.35
    reach: float = 0.5
    color: tuple[float, float, float] = (1.0, 0.93, 0.8)
    intensity: float = 2.0
    ambient: float = 0.35
    highlight: float = 0.0
    shininess: float = 32.0
    surface: NormalSettings = field(default_factory=NormalSettings)

    def check(self) -> None:
        """Raises RuleBroken."""
        check_range("height", self.height, 0, 2)
        check_range("reach", self.reach, 0.01, 10)
        for part in self.color:
            check_range("color", part, 0, 1)
        check_range("intensity", self.intensity, 0, 8)
        check_range("ambient", self.ambient, 0, 1)
        check_range("highlight", self.highlight, 0, 1)
        check_range("shininess", self.shininess, 1, 256)
        self.surface.check()


class LitRelief:
    """``picture`` with its relief, prepared for light from anywhere. ``surface`` is what normals are made of."""

    def __init__(self, picture: Rgba, depth: Depth, surface: NormalSettings) -> None:
        self._picture = picture
        self._opaque = bool(picture[..., 3].min() == 255)
        height, width = depth.shape
        small = (max(1, width // _REDUCTION), max(1, height // _REDUCTION))
        longer = max(height, width)
        facing = cv2.resize(normals(depth, picture, surface), small, interpolation=cv2.INTER_AREA)
        facing = facing.reshape(small[1], small[0], 3)
        self._normal = [np.ascontiguousarray(facing[..., axis]) for axis in range(3)]
        raised = cv2.resize(depth, small, interpolation=cv2.INTER_AREA).reshape(small[1], small[0])
        self._z = raised * F(surface.height)
        # pixel centres, x to the right and y up, in lengths of the picture
        self._x = ((np.arange(small[0], dtype=F) + F(0.5)) * F(width / small[0] / longer)).astype(F)
        self._y = (-(np.arange(small[1], dtype=F) + F(0.5)) * F(height / small[1] / longer)).astype(F)
        self._extent = (width / longer, -height / longer)
        along_x, along_y, along_z = self._normal
        self._own = along_x * self._x + along_y * self._y[:, None] + along_z * self._z

    @property
    def geometry(self) -> NDArray[np.float32]:
        """At half the size: x, y, z of the normal and how far the pixel is raised, (height, width, 4)."""
        return cv2.merge([*self._normal, self._z])

    def render(self, mouse: tuple[float, float], settings: LightSettings, out: Rgba | None = None) -> Rgba:
        """Lit from above ``mouse`` (x, y), in shares of the picture from its upper left corner: (height, width, 4)."""
        field, sheen = self._light(mouse, settings)
        brightest = min(_BRIGHTEST, max(1.0, float(field.max())))
        factor = self._enlarged(cv2.convertScaleAbs(field, None, 255 / brightest), fill=255)
        result = np.empty_like(self._picture) if out is None else out
        cv2.multiply(self._picture, factor, result, brightest / 255)
        if sheen is not None:
            cv2.add(result, self._enlarged(cv2.convertScaleAbs(sheen, None, 255), fill=0), result)
        if not self._opaque:
            cv2.mixChannels([self._picture], [result], [3, 3])
        return result

    def _light(self, mouse: tuple[float, float], settings: LightSettings) -> tuple[Plane, Plane | None]:
        """The factor on the stored colours, and what highlights add to them: (height, width, 3) at half size."""
        at = (mouse[0] * self._extent[0], mouse[1] * self._extent[1], settings.height)
        distance = cv2.sqrt(self._square_distance(at))
        toward = cv2.scaleAdd(self._normal[0], at[0], -self._own)
        toward = cv2.scaleAdd(self._normal[1], at[1], toward)
        toward = cv2.scaleAdd(self._normal[2], at[2], toward)
        cosine = cv2.divide(toward, distance)
        cosine = cv2.max(cosine, 0.0)
        fall_off = F(1) / (F(1) + distance * distance * F(1 / settings.reach**2))
        diffuse = cosine * fall_off * F(settings.intensity)
        ambient = settings.ambient**2
        field = cv2.merge([cv2.sqrt(diffuse * F(part**2) + F(ambient)) for part in settings.color])
        if settings.highlight <= 0:
            return field, None
        glint = self._glint(at, cosine, distance, settings.shininess) * fall_off
        glint *= F(settings.highlight * min(1.0, settings.intensity))
        return field, cv2.merge([glint * F(part) for part in settings.color])

    def _square_distance(self, at: tuple[float, float, float]) -> Plane:
        beside = np.add.outer(np.square(self._y - F(at[1])), np.square(self._x - F(at[0])))
        above = F(at[2]) - self._z
        return beside + above * above + F(_NEAREST)

    def _glint(self, at: tuple[float, float, float], cosine: Plane, distance: Plane, shininess: float) -> Plane:
        """Blinn's (n.h) to the power of ``shininess``, h half way between the light and the viewer straight above."""
        height = (F(at[2]) - self._z) / distance
        length = np.sqrt(F(2) + F(2) * height + F(1e-6))
        half = np.clip((cosine + self._normal[2]) / length, 0, 1)
        return cv2.pow(half, shininess) * (cosine > 0)

    def _enlarged(self, field: NDArray[np.uint8], fill: int) -> Rgba:
        """Three channels at half size, as four at full size with ``fill`` for alpha."""
        height, width = self._picture.shape[:2]
        with_alpha = cv2.merge([*cv2.split(field), np.full(field.shape[:2], fill, np.uint8)])
        return cv2.resize(with_alpha, (width, height), interpolation=cv2.INTER_LINEAR)
