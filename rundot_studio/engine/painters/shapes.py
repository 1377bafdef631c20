"""Outlines: closed polygons as float64 arrays (n, 2) in unit coordinates, y down.

A subject is drawn inside about -1..1 in both axes, its feet near y = +1.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Points = NDArray[np.float64]
PointsLike = Points | Sequence[tuple[float, float]] | Sequence[Sequence[float]]


def polygon(*points: tuple[float, float]) -> Points:
    """The points as they are."""
    return np.array(points, np.float64)


def ellipse(
    cx: float,
    cy: float,
    rx: float,
    ry: float | None = None,
    count: int = 64,
    start_deg: float = 0,
    end_deg: float = 360,
) -> Points:
    """An ellipse, or an arc of it; a circle where ``ry`` is left out."""
    ry = rx if ry is None else ry
    whole = (end_deg - start_deg) == 360
    t = np.radians(np.linspace(start_deg, end_deg, count, endpoint=not whole))
    return np.stack([cx + rx * np.cos(t), cy + ry * np.sin(t)], 1)


def rounded_rect(x0: float, y0: float, x1: float, y1: float, radius: float = 0.03, count: int = 8) -> Points:
    """A rectangle with round corners, ``count`` points a corner."""
    radius = min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    corners = (
        (x1 - radius, y0 + radius, -90),
        (x1 - radius, y1 - radius, 0),
        (x0 + radius, y1 - radius, 90),
        (x0 + radius, y0 + radius, 180),
    )
    return np.concatenate([ellipse(cx, cy, radius, radius, count, a, a + 90) for cx, cy, a in corners])


def spline(points: PointsLike, closed: bool = True, steps: int = 12, tension: float = 0.5) -> Points:
    """A cardinal spline through the points, ``steps`` samples a segment."""
    p = np.asarray(points, np.float64)
    n = len(p)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for i in range(n if closed else n - 1):
        if closed:
            p0, p1, p2, p3 = p[i - 1], p[i], p[(i + 1) % n], p[(i + 2) % n]
        else:
            p0, p1, p2, p3 = p[max(i - 1, 0)], p[i], p[i + 1], p[min(i + 2, n - 1)]
        m1, m2 = (p2 - p0) * tension, (p3 - p1) * tension
        pieces.append(
            (2 * t**3 - 3 * t**2 + 1) * p1
            + (t**3 - 2 * t**2 + t) * m1
            + (-2 * t**3 + 3 * t**2) * p2
            + (t**3 - t**2) * m2
        )
    if not closed:
        pieces.append(p[-1:])
    return np.concatenate(pieces)


def lathe(profile: PointsLike, smooth: bool = True, steps: int = 10) -> Points:
    """A profile of (half width, y) from top to bottom, mirrored into a closed outline: bottles, blades, bodies."""
    p = np.asarray(profile, np.float64)
    if smooth:
        p = spline(p, False, steps)
    return np.concatenate([p, np.stack([-p[::-1, 0], p[::-1, 1]], 1)])


def limb(
    start: Sequence[float], end: Sequence[float], start_radius: float, end_radius: float, count: int = 14
) -> Points:
    """A capsule with two radii: arms, legs, handles."""
    p, q = np.asarray(start, np.float64), np.asarray(end, np.float64)
    angle = math.degrees(math.atan2(q[1] - p[1], q[0] - p[0]))
    return np.concatenate(
        [
            ellipse(p[0], p[1], start_radius, start_radius, count, angle + 90, angle + 270),
            ellipse(q[0], q[1], end_radius, end_radius, count, angle - 90, angle + 90),
        ]
    )


def stroke(points: PointsLike, start_width: float, end_width: float | None = None) -> Points:
    """A ribbon along an open line, its width running from start to end: tails, ropes, brows."""
    p = np.asarray(points, np.float64)
    end_width = start_width if end_width is None else end_width
    direction = np.gradient(p, axis=0)
    direction /= np.sqrt((direction * direction).sum(1, keepdims=True)) + 1e-9
    normal = np.stack([-direction[:, 1], direction[:, 0]], 1)
    half = np.linspace(start_width, end_width, len(p))[:, None] / 2
    return np.concatenate([p + normal * half, (p - normal * half)[::-1]])


def star(cx: float, cy: float, outer: float, inner: float, count: int, start_deg: float = -90) -> Points:
    """A star of ``count`` points."""
    t = np.radians(start_deg + np.arange(2 * count) * 180 / count)
    r = np.where(np.arange(2 * count) % 2 == 0, outer, inner)
    return np.stack([cx + r * np.cos(t), cy + r * np.sin(t)], 1)


def blob(
    rng: Generator,
    cx: float,
    cy: float,
    rx: float,
    wobble: float = 0.15,
    count: int = 9,
    ry: float | None = None,
) -> Points:
    """A soft irregular round: stones, leaves in a mass, puddles. ``wobble`` is the radius' relative spread."""
    ry = rx if ry is None else ry
    t = np.linspace(0, 2 * np.pi, count, endpoint=False) + rng.random()
    k = 1 + wobble * (2 * rng.random(count) - 1)
    return spline(np.stack([cx + rx * k * np.cos(t), cy + ry * k * np.sin(t)], 1), True, 8)


def mirror(points: PointsLike) -> Points:
    """Flipped left to right, kept in winding order."""
    p = np.array(points, np.float64)
    p[:, 0] *= -1
    return p[::-1]
