"""Small regions of a busy picture, each described by what tells a subject from what is behind it.

The features follow Jiang et al., "Salient object detection: a discriminative regional feature integration approach"
(CVPR 2013): contrast, likeness to the border, enclosure, compactness, grain and place.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.cutout.saliency import barrier_distance, border_rarity

Array = NDArray[np.float32]
Doubles = NDArray[np.float64]
Labels = NDArray[np.int32]
F = np.float32

REGION_PX = 13
"""Side of a region, in pixels of the small picture."""
RULER = 12.0
"""SLIC's compactness: lower follows colour more closely."""
STRICT, LOOSE = 7.0, 16.0
"""Distances in CIELAB within which two regions count as alike."""
SIDES = 4


@dataclass(frozen=True)
class Regions:
    """``labels`` (height, width) numbers ``count`` regions from 0; everything else has a row for each region."""

    labels: Labels
    count: int
    area: Doubles
    """Share of the picture."""
    colors: Doubles
    """(count, 3): mean CIELAB."""
    x: Doubles
    y: Doubles
    """Middle, 0..1."""
    border: Doubles
    """Share of the open border that the region lies on."""
    pairs: NDArray[np.intp]
    """(n, 2): neighbours, both ways round."""
    shared: Doubles
    """(n,): length of the boundary between them, in pixels."""
    step: Doubles
    """(n,): how strong an edge runs along that boundary, in CIELAB units."""

    def mean(self, values: Array) -> Doubles:
        """Mean of ``values`` (height, width) over each region."""
        total = np.bincount(self.labels.ravel(), values.ravel().astype(np.float64), self.count)
        return total / (self.area * self.labels.size)

    def around(self, values: Doubles) -> Doubles:
        """Mean of ``values`` (count,) over each region's neighbours, by the length of boundary they share."""
        first, second = self.pairs[:, 0], self.pairs[:, 1]
        total = np.bincount(first, self.shared * values[second], self.count)
        return total / np.maximum(np.bincount(first, self.shared, self.count), 1e-9)

    def spread(self, values: Doubles) -> Array:
        """``values`` (count,) as a map (height, width)."""
        return values[self.labels].astype(F)


def open_border(height: int, width: int, open_bottom: bool) -> NDArray[np.bool_]:
    """One pixel along the edges; ``open_bottom`` leaves out the lower one and the lower third of the sides."""
    border = np.zeros((height, width), bool)
    border[0] = border[:, 0] = border[:, -1] = True
    if open_bottom:
        border[height * 2 // 3 :] = False
    else:
        border[-1] = True
    return border


def find_regions(lab: Array, open_bottom: bool = False) -> Regions:
    """Superpixels of ``lab`` (height, width, 3), after Achanta et al., "SLIC superpixels" (PAMI 2012)."""
    height, width = lab.shape[:2]
    levels = np.clip(lab * np.array([2.55, 1, 1], F) + np.array([0, 128, 128], F), 0, 255).astype(np.uint8)
    slic = cv2.ximgproc.createSuperpixelSLIC(levels, cv2.ximgproc.SLIC, REGION_PX, RULER)
    slic.iterate(6)
    slic.enforceLabelConnectivity(20)
    _, numbered = np.unique(slic.getLabels(), return_inverse=True)
    labels: Labels = numbered.reshape(height, width).astype(np.int32)
    flat = labels.ravel()
    count = int(flat.max()) + 1
    pixels = np.bincount(flat, minlength=count).astype(np.float64)
    colors = np.stack([np.bincount(flat, lab[..., k].ravel().astype(np.float64), count) for k in range(3)], axis=1)
    y, x = np.mgrid[0:height, 0:width]
    border = np.bincount(flat, open_border(height, width, open_bottom).ravel().astype(np.float64), count)
    pairs, shared, step = _boundaries(lab, labels, count)
    return Regions(
        labels=labels,
        count=count,
        area=pixels / flat.size,
        colors=colors / pixels[:, None],
        x=np.bincount(flat, x.ravel() + 0.5, count) / pixels / width,
        y=np.bincount(flat, y.ravel() + 0.5, count) / pixels / height,
        border=border / max(float(border.sum()), 1.0),
        pairs=pairs,
        shared=shared,
        step=step,
    )


def _boundaries(lab: Array, labels: Labels, count: int) -> tuple[NDArray[np.intp], Doubles, Doubles]:
    """Every pair of neighbours with the length of their boundary and the step of colour across it."""
    firsts, seconds, steps = [], [], []
    # a step is seen two pixels to either side, so that a soft edge counts in full
    for axis in (0, 1):
        pairs_of_rows = np.moveaxis(labels, axis, 0)
        colors = np.moveaxis(lab, axis, 0)
        before, after = pairs_of_rows[:-1], pairs_of_rows[1:]
        reach = np.pad(colors, ((1, 1), (0, 0), (0, 0)), mode="edge")
        difference = reach[3:] - reach[:-3]
        differs = before != after
        firsts.append(before[differs])
        seconds.append(after[differs])
        steps.append(np.sqrt((difference * difference).sum(axis=-1))[differs])
    first, second = np.concatenate(firsts).astype(np.int64), np.concatenate(seconds).astype(np.int64)
    height = np.concatenate(steps).astype(np.float64)
    key, index = np.unique(np.minimum(first, second) * count + np.maximum(first, second), return_inverse=True)
    shared = np.bincount(index).astype(np.float64)
    step = np.bincount(index, height) / np.maximum(shared, 1)
    one_way = np.stack([key // count, key % count], axis=1)
    return np.concatenate([one_way, one_way[:, ::-1]]), np.tile(shared, 2), np.tile(step, 2)


def _reach(regions: Regions, costs: Doubles, weakest: bool) -> Doubles:
    """Least cost of a path from the border: the sum of its steps, or with ``weakest`` the highest of them."""
    cost = np.where(regions.border > 0, 0.0, 1e6)
    first, second = regions.pairs[:, 0], regions.pairs[:, 1]
    for _ in range(regions.count):
        by_way_of = np.maximum(cost[first], costs) if weakest else cost[first] + costs
        least = cost.copy()
        np.minimum.at(least, second, by_way_of)
        if np.array_equal(least, cost):
            break
        cost = least
    return np.where(cost >= 1e6, 0.0, cost)


@dataclass(frozen=True)
class Likeness:
    """How alike any two regions are: each (count, count), 0..1."""

    strict: Doubles
    loose: Doubles
    nearby: Doubles
    """By place, not by colour."""


def likeness(regions: Regions) -> Likeness:
    apart = regions.colors[:, None] - regions.colors[None]
    squared = (apart * apart).sum(axis=-1)
    dx, dy = (v[:, None] - v[None] for v in (regions.x, regions.y))
    return Likeness(
        strict=np.exp(-squared / (2 * STRICT * STRICT)),
        loose=np.exp(-squared / (2 * LOOSE * LOOSE)),
        nearby=np.exp(-(dx * dx + dy * dy) / (2 * 0.25 * 0.25)),
    )


def _grain(lab: Array) -> list[Array]:
    """Detail of lightness at three widths, finest first, on a logarithmic scale."""
    lightness = lab[..., 0]
    blurs = [lightness] + [cv2.GaussianBlur(lightness, (0, 0), s).reshape(lightness.shape) for s in (0.8, 2.0, 5.0)]
    return [np.abs(blurs[k] - blurs[k + 1]) for k in range(3)]


def describe(lab: Array, regions: Regions, alike: Likeness, seed: int, open_bottom: bool = False) -> Doubles:
    """Features (count, n) of each region, most of them about 0..1."""
    soft = cv2.GaussianBlur(lab, (0, 0), 1.0).reshape(lab.shape)
    barrier = barrier_distance(soft, open_bottom)
    columns: list[Doubles] = []

    def relative(values: Doubles) -> None:
        """In units of the picture's own largest values, and how large those are."""
        columns.append(values / (float(np.percentile(values, 97)) + 1e-6))

    relative(regions.mean(barrier))
    columns.append(regions.mean(barrier) / 60)
    columns.append(regions.mean(border_rarity(soft, seed, open_bottom)))
    first, second = regions.pairs[:, 0], regions.pairs[:, 1]
    apart = regions.colors[first] - regions.colors[second]
    mean_step = np.sqrt((apart * apart).sum(axis=1))
    walls = _reach(regions, regions.step, weakest=True)
    relative(walls)
    columns.append(walls / 30)
    relative(_reach(regions, np.maximum(mean_step - 3, 0), weakest=False))
    relative(_reach(regions, np.maximum(regions.step - 4, 0), weakest=False))
    contrast = np.bincount(first, regions.shared * mean_step, regions.count)
    columns.append(contrast / np.maximum(np.bincount(first, regions.shared, regions.count), 1) / 30)
    _describe_likeness(columns, regions, alike)
    _describe_grain(columns, lab, regions)
    _describe_place(columns, regions, open_bottom)
    return np.stack(columns, axis=1)


def _total(matrix: Doubles, values: Doubles) -> Doubles:
    """Row sums of ``matrix`` (n, n) weighted by ``values`` (n,): without BLAS, whose last bits vary."""
    return (matrix * values[None]).sum(axis=1)


def _describe_likeness(columns: list[Doubles], regions: Regions, alike: Likeness) -> None:
    """Where else the region's colour occurs: along the border, how much of it, and how widely spread."""
    for matrix in (alike.strict, alike.loose):
        mass = _total(matrix, regions.area)
        on_border = _total(matrix, regions.border)
        x, y = (_total(matrix, regions.area * v) / mass for v in (regions.x, regions.y))
        xx, yy = (_total(matrix, regions.area * v * v) / mass for v in (regions.x, regions.y))
        columns.append(mass)
        columns.append(on_border)
        # boundary connectivity: Zhu et al., "Saliency optimization from robust background detection" (CVPR 2014)
        columns.append(on_border / np.sqrt(mass))
        columns.append(np.sqrt(np.maximum(xx - x * x + yy - y * y, 0)) * 2)
        columns.append(np.abs(x - 0.5) * 2)
        columns.append(np.abs(y - 0.5) * 2)
        near = matrix * alike.nearby
        columns.append(_total(near, regions.border) / np.sqrt(_total(near, regions.area)))
    contrast = _total((1 - alike.loose) * alike.nearby, regions.area) / _total(alike.nearby, regions.area)
    columns.append(contrast)


def _describe_grain(columns: list[Doubles], lab: Array, regions: Regions) -> None:
    """Fineness of detail in the region, and against the border as a whole and its most similar quarter."""
    quarter = (np.arctan2(regions.y - 0.5, regions.x - 0.5) / np.pi + 1) * 0.5 * SIDES
    side = np.minimum(quarter.astype(np.int64), SIDES - 1)
    for grain in _grain(lab):
        values = np.log(regions.mean(grain) + 0.05)
        level = float((values * regions.border).sum())
        columns.append(values * 0.5)
        columns.append(values - level)
        nearest = np.full(regions.count, 9.0)
        for index in range(SIDES):
            weights = regions.border * (side == index)
            if float(weights.sum()) > 0:
                here = float((values * weights).sum() / weights.sum())
                nearest = np.minimum(nearest, np.abs(values - here))
        columns.append(nearest)
        columns.append(np.full(regions.count, level * 0.5))


def _describe_place(columns: list[Doubles], regions: Regions, open_bottom: bool) -> None:
    """An upright figure is seen as the upper part of one that would be whole."""
    y = regions.y * 0.75 if open_bottom else regions.y
    dx, dy = np.abs(regions.x - 0.5) * 2, np.abs(y - 0.5) * 2
    columns.append(dx)
    columns.append(dy)
    columns.append(dx * dx + dy * dy)
    columns.append(np.maximum(dx, dy))
    columns.append(y)
    columns.append((regions.border > 0).astype(np.float64))
    chroma = np.sqrt(regions.colors[:, 1] ** 2 + regions.colors[:, 2] ** 2)
    columns.append(chroma / 60)
    columns.append((chroma - float((chroma * regions.border).sum())) / 60)
    columns.append((regions.colors[:, 0] - float((regions.colors[:, 0] * regions.border).sum())) / 50)


def context(regions: Regions, alike: Likeness, belief: Doubles) -> Doubles:
    """What a first ``belief`` (count,), 0..1, says about each region by way of the others: (count, n)."""
    columns = [belief, regions.around(belief), regions.around(regions.around(belief))]
    for matrix in (alike.strict, alike.loose, alike.strict * alike.nearby, alike.loose * alike.nearby, alike.nearby):
        others = matrix * (1 - np.eye(regions.count) * 0.9)
        columns.append(_total(others, regions.area * belief) / _total(others, regions.area))
    weight = regions.area * belief * belief
    mass = float(weight.sum()) + 1e-9
    x, y = float((weight * regions.x).sum()) / mass, float((weight * regions.y).sum()) / mass
    dx, dy = regions.x - x, regions.y - y
    reach = np.sqrt((weight * dx * dx).sum() / mass), np.sqrt((weight * dy * dy).sum() / mass)
    columns.append(np.sqrt((dx / (reach[0] + 0.02)) ** 2 + (dy / (reach[1] + 0.02)) ** 2) / 3)
    columns.append(np.full(regions.count, float((regions.area * belief).sum())))
    columns.append(np.full(regions.count, float((regions.border * belief).sum())))
    columns.append(np.full(regions.count, float((regions.area * belief * (1 - belief)).sum())))
    return np.stack(columns, axis=1)
