"""The relief as a solid thing in space, seen from anywhere: the mesh of :mod:`.mesh`, drawn without a graphics card.

Rays are walked through the height field in even steps until they cross it, from above or from beneath, and the last
step is divided where the two heights on either side say (the secant; Policarpo, Oliveira, Comba, "Real-time relief
mapping on arbitrary polygonal surfaces", 2005). Clear pixels let rays through. The light stands still beside the
viewer's left shoulder of the first view, so it is painted on once.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth, Plane, Rgba
from .mesh import MeshSettings, relief_grid
from .normals import NormalSettings, normals

F = np.float32
FIELD_OF_VIEW = math.radians(34)
STEEPEST = math.radians(85)
NEAREST, FARTHEST = 0.5, 5.0
_STEPS = 56
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

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height in lengths of the longer side."""
        longer = max(self.size)
        return self.size[0] / longer, self.size[1] / longer

    def render(self, camera: Camera, width: int, height: int) -> Rgba:
        """(height, width, 4), straight alpha, clear beside the relief."""
        rays = _Rays(camera, self.height / 2, width, height)
        near, far = rays.within(self.extent, self.height)
        place_x, place_y, hit = self._crossing(rays, near, far)
        frame = cv2.remap(
            self.texture,
            place_x * F(self.size[0]) - F(0.5),
            place_y * F(self.size[1]) - F(0.5),
            cv2.INTER_LINEAR,
            None,
            cv2.BORDER_REPLICATE,
        )
        frame[..., 3] = 255
        frame[~hit] = 0
        return frame

    def _crossing(self, rays: "_Rays", near: Plane, far: Plane) -> tuple[Plane, Plane, NDArray[np.bool_]]:
        """Where each ray meets the surface, in shares of the picture, and whether it does."""
        rows, columns = self.grid.shape
        wide, high = self.extent
        across, down = F((columns - 1) / wide), F((rows - 1) / high)
        rises = self.grid * F(self.height)
        alpha = np.ascontiguousarray(self.texture[..., 3])
        opaque = bool(alpha.min() >= _SOLID)
        step = np.maximum(far - near, 0) * F(1 / _STEPS)
        open_rays = far > near
        hit = np.zeros(near.shape, np.bool_)
        at = near.copy()
        found = near.copy()
        before: Plane | None = None
        for _ in range(_STEPS + 1):
            x, y, z = rays.at(at)
            ground = cv2.remap(
                rises,
                (x + F(wide / 2)) * across,
                (F(high / 2) - y) * down,
                cv2.INTER_LINEAR,
                None,
                cv2.BORDER_REPLICATE,
            )
            above = z - ground
            if before is not None:
                crosses = open_rays & ((above > 0) != (before > 0))
                if crosses.any():
                    share = before[crosses] / (before[crosses] - above[crosses])
                    meets = at[crosses] - step[crosses] * (F(1) - share)
                    if opaque:
                        found[crosses] = meets
                        hit |= crosses
                        open_rays &= ~crosses
                    else:
                        self._stop_at_solid(rays, alpha, crosses, meets, found, hit, open_rays)
                    if not open_rays.any():
                        break
            before = above
            at += step
        x, y, _ = rays.at(found)
        return (x + F(wide / 2)) / F(wide), (F(high / 2) - y) / F(high), hit

    def _stop_at_solid(
        self,
        rays: "_Rays",
        alpha: NDArray[np.uint8],
        crosses: NDArray[np.bool_],
        meets: NDArray[np.float32],
        found: Plane,
        hit: NDArray[np.bool_],
        open_rays: NDArray[np.bool_],
    ) -> None:
        wide, high = self.extent
        x, y = rays.flat_at(crosses, meets)
        column = np.clip((x / F(wide) + F(0.5)) * F(self.size[0]), 0, self.size[0] - 1).astype(np.intp)
        row = np.clip((F(0.5) - y / F(high)) * F(self.size[1]), 0, self.size[1] - 1).astype(np.intp)
        solid = alpha[row, column] >= _SOLID
        stopped = crosses.copy()
        stopped[crosses] = solid
        found[stopped] = meets[solid]
        hit |= stopped
        open_rays &= ~stopped


class _Rays:
    """From the eye through each pixel of a frame."""

    def __init__(self, camera: Camera, middle: float, width: int, height: int) -> None:
        right, up, forward = camera.basis()
        scale = math.tan(FIELD_OF_VIEW / 2) * 2 / min(width, height)
        across = ((np.arange(width) + 0.5 - width / 2) * scale).astype(F)
        upward = ((height / 2 - np.arange(height) - 0.5) * scale).astype(F)[:, None]
        self._eye = [F(each) for each in camera.eye(middle)]
        self._direction = [
            (F(forward[axis]) + across * F(right[axis]) + upward * F(up[axis])).astype(F) for axis in range(3)
        ]

    def at(self, distance: Plane) -> tuple[Plane, Plane, Plane]:
        x, y, z = (cv2.multiply(distance, ray) + eye for ray, eye in zip(self._direction, self._eye, strict=True))
        return x, y, z

    def flat_at(
        self, chosen: NDArray[np.bool_], distance: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """x and y of the ``chosen`` rays only."""
        return (
            self._direction[0][chosen] * distance + self._eye[0],
            self._direction[1][chosen] * distance + self._eye[1],
        )

    def within(self, extent: tuple[float, float], height: float) -> tuple[Plane, Plane]:
        """From where to where each ray is within the box of the relief; from is behind to where it misses it."""
        bounds = ((-extent[0] / 2, extent[0] / 2), (-extent[1] / 2, extent[1] / 2), (-1e-3, height + 1e-3))
        near = np.full(self._direction[0].shape, 0.01, F)
        far = np.full(self._direction[0].shape, 1e3, F)
        for axis, (low, high) in enumerate(bounds):
            ray = self._direction[axis]
            safe = np.where(np.abs(ray) < F(1e-6), F(1e-6), ray)
            first, second = (F(low) - self._eye[axis]) / safe, (F(high) - self._eye[axis]) / safe
            near = np.maximum(near, np.minimum(first, second))
            far = np.minimum(far, np.maximum(first, second))
        return near, far


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
