"""The relief as a solid thing in space, seen from anywhere: the mesh of :mod:`.mesh`, drawn without a graphics card.

Rays are walked through the height field in even steps until they cross it, from above or from beneath, and the last
step is divided where the two heights on either side say (the secant; Policarpo, Oliveira, Comba, "Real-time relief
mapping on arbitrary polygonal surfaces", 2005). Clear pixels let rays through. The light stands still beside the
viewer's left shoulder of the first view, so it is painted on once.
"""

import math
from copy import copy
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth, Mask, Plane, Rgba
from .mesh import MeshSettings, relief_grid
from .normals import NormalSettings, normals

F = np.float32
FIELD_OF_VIEW = math.radians(34)
STEEPEST = math.radians(85)
NEAREST, FARTHEST = 0.5, 5.0
_STEPS = 56
_ROUGH_STEPS = 28
_FLATTEST = 1e-3
_LIGHT = (-0.42, 0.52, 0.74)
_AMBIENT = 0.42
_DIFFUSE = 0.78
_SOLID = 128


@dataclass(frozen=True)
class Camera:
    """``yaw`` to the right and ``pitch`` upward in radians, 0 is straight in front; ``distance`` from the middle of the
    relief in lengths of the picture's longer side."""

    yaw: float = -0.5
    pitch: float = 0.35
    distance: float = 1.75

    def turned(self, yaw: float, pitch: float) -> "Camera":
        """Held where the front is still seen."""
        return Camera(
            min(max(self.yaw + yaw, -STEEPEST), STEEPEST),
            min(max(self.pitch + pitch, -STEEPEST), STEEPEST),
            self.distance,
        )

    def moved(self, factor: float) -> "Camera":
        return Camera(self.yaw, self.pitch, min(max(self.distance * factor, NEAREST), FARTHEST))

    def basis(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Unit vectors to the right, upward and forward of whoever looks."""
        sin_yaw, cos_yaw = math.sin(self.yaw), math.cos(self.yaw)
        sin_pitch, cos_pitch = math.sin(self.pitch), math.cos(self.pitch)
        right = np.array([cos_yaw, 0.0, -sin_yaw])
        up = np.array([-sin_yaw * sin_pitch, cos_pitch, -cos_yaw * sin_pitch])
        forward = np.array([-sin_yaw * cos_pitch, -sin_pitch, -cos_yaw * cos_pitch])
        return right, up, forward

    def eye(self, middle: float) -> NDArray[np.float64]:
        """Where it is, about a point ``middle`` above the back of the relief."""
        return np.array([0.0, 0.0, middle]) - self.basis()[2] * self.distance


class ReliefModel:
    """``picture`` and ``depth`` of one size as a relief: ``grid`` 0..1 high, ``texture`` with the light painted on."""

    def __init__(self, picture: Rgba, depth: Depth, settings: MeshSettings) -> None:
        self.height = settings.height
        self.size = picture.shape[1], picture.shape[0]
        self.grid = np.ascontiguousarray(relief_grid(picture, depth, settings), dtype=F)
        self.texture = _lit(picture, self.grid, settings.height)
        self._opaque = bool(picture[..., 3].min() >= _SOLID)

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height in lengths of the longer side."""
        longer = max(self.size)
        return self.size[0] / longer, self.size[1] / longer

    def render(self, camera: Camera, width: int, height: int, *, rough: bool = False) -> Rgba:
        """(height, width, 4), straight alpha, clear beside the relief. ``rough`` takes half the steps."""
        rays = _Rays(camera, self.height / 2, width, height)
        near, far = rays.within(self.extent, self.height)
        frame = np.zeros((height, width, 4), np.uint8)
        part = _box_of(far > near)
        if part is not None:
            self._draw(rays.part(part), near[part], far[part], _ROUGH_STEPS if rough else _STEPS, frame[part])
        return frame

    def _draw(self, rays: "_Rays", near: Plane, far: Plane, steps: int, onto: Rgba) -> None:
        found, hit = self._crossing(rays, near, far, steps)
        x, y = rays.at(0, found), rays.at(1, found)
        wide, high = self.extent
        seen = cv2.remap(
            self.texture,
            (x + F(wide / 2)) * F(self.size[0] / wide) - F(0.5),
            (F(high / 2) - y) * F(self.size[1] / high) - F(0.5),
            cv2.INTER_LINEAR,
            None,
            cv2.BORDER_REPLICATE,
        )
        seen[..., 3] = 255
        onto[hit] = seen[hit]

    def _crossing(self, rays: "_Rays", near: Plane, far: Plane, steps: int) -> tuple[Plane, Mask]:
        """How far away each ray meets the surface, and whether it does.

        Each ray is walked in the grid's own coordinates: a step is three additions and a look into the grid.
        """
        rows, columns = self.grid.shape
        wide, high = self.extent
        tall = max(self.height, _FLATTEST)
        across, down, up = F((columns - 1) / wide), F((rows - 1) / -high), F(1 / tall)
        step = np.maximum(far - near, 0) * F(1 / steps)
        x = (rays.at(0, near) + F(wide / 2)) * across
        y = (rays.at(1, near) - F(high / 2)) * down
        z = rays.at(2, near) * up
        moves = [step * rays.direction[axis] * scale for axis, scale in enumerate((across, down, up))]
        grid = self.grid * F(self.height / tall)
        open_rays = far > near
        hit = np.zeros(near.shape, np.bool_)
        found = near.copy()
        before, was_above = np.zeros_like(near), np.zeros(near.shape, np.bool_)
        for number in range(steps + 1):
            above = z - cv2.remap(grid, x, y, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE)
            is_above = above > 0
            if number:
                crosses = (is_above != was_above) & open_rays
                if crosses.any():
                    share = before[crosses] / (before[crosses] - above[crosses])
                    meets = near[crosses] + step[crosses] * (F(number - 1) + share)
                    stops = self._solid(rays, crosses, meets)
                    stopped = crosses.copy()
                    stopped[crosses] = stops
                    found[stopped] = meets[stops]
                    hit |= stopped
                    open_rays &= ~stopped
                    if not open_rays.any():
                        break
            before, was_above = above, is_above
            for place, move in zip((x, y, z), moves, strict=True):
                cv2.add(place, move, place)
        return found, hit

    def _solid(self, rays: "_Rays", crosses: Mask, meets: NDArray[np.float32]) -> Mask:
        """Whether the rays that cross the surface at the distances ``meets`` find a pixel there that stops them."""
        if self._opaque:
            return np.ones(meets.shape, np.bool_)
        wide, high = self.extent
        x, y = (rays.direction[axis][crosses] * meets + rays.eye[axis] for axis in (0, 1))
        column = np.clip((x / F(wide) + F(0.5)) * F(self.size[0]), 0, self.size[0] - 1).astype(np.intp)
        row = np.clip((F(0.5) - y / F(high)) * F(self.size[1]), 0, self.size[1] - 1).astype(np.intp)
        return np.asarray(self.texture[row, column, 3] >= _SOLID, np.bool_)


class _Rays:
    """From the eye through each pixel of a frame: ``direction`` has x, y and z, each (height, width)."""

    def __init__(self, camera: Camera, middle: float, width: int, height: int) -> None:
        right, up, forward = camera.basis()
        scale = math.tan(FIELD_OF_VIEW / 2) * 2 / min(width, height)
        across = ((np.arange(width) + 0.5 - width / 2) * scale).astype(F)
        upward = ((height / 2 - np.arange(height) - 0.5) * scale).astype(F)[:, None]
        self.eye = [F(each) for each in camera.eye(middle)]
        self.direction: list[Plane] = [
            (F(forward[axis]) + across * F(right[axis]) + upward * F(up[axis])).astype(F) for axis in range(3)
        ]

    def part(self, place: tuple[slice, slice]) -> "_Rays":
        """Those of a rectangle of the frame."""
        some = copy(self)
        some.direction = [np.ascontiguousarray(each[place]) for each in self.direction]
        return some

    def at(self, axis: int, distance: Plane) -> Plane:
        """Where each ray is along an axis, so far from the eye."""
        return distance * self.direction[axis] + self.eye[axis]

    def within(self, extent: tuple[float, float], height: float) -> tuple[Plane, Plane]:
        """From where to where each ray is within the box of the relief; from is behind to where it misses it."""
        bounds = ((-extent[0] / 2, extent[0] / 2), (-extent[1] / 2, extent[1] / 2), (-1e-3, height + 1e-3))
        near = np.full(self.direction[0].shape, 0.01, F)
        far = np.full(self.direction[0].shape, 1e3, F)
        for axis, (low, high) in enumerate(bounds):
            ray = self.direction[axis]
            safe = np.where(np.abs(ray) < F(1e-6), F(1e-6), ray)
            first, second = (F(low) - self.eye[axis]) / safe, (F(high) - self.eye[axis]) / safe
            near = np.maximum(near, np.minimum(first, second))
            far = np.minimum(far, np.maximum(first, second))
        return near, far


def _box_of(mask: Mask) -> tuple[slice, slice] | None:
    """The smallest rectangle around what is set; None where nothing is."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _lit(picture: Rgba, grid: Depth, height: float) -> Rgba:
    """The picture with the light on it; its alpha is its own."""
    rows, columns = grid.shape
    small = cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_NEAREST).reshape(rows, columns, 4)
    facing = normals(grid, small, NormalSettings(height=height, detail=0, walls=True, smoothing=0))
    toward = facing[..., 0] * F(_LIGHT[0]) + facing[..., 1] * F(_LIGHT[1]) + facing[..., 2] * F(_LIGHT[2])
    shade = F(_AMBIENT) + F(_DIFFUSE) * np.maximum(toward, 0)
    wide = cv2.resize(shade, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR).reshape(picture.shape[:2])
    lit = picture.copy()
    for channel in range(3):
        lit[..., channel] = cv2.convertScaleAbs(cv2.multiply(picture[..., channel].astype(F), wide))
    return lit
