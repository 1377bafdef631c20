"""Pictures of subjects without a scene: a sprite, an icon, a group, a portrait."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from . import backdrop
from .arrangement import Arrangement, arrange
from .backdrop import Foot
from .color import Array, F
from .filters.pixel import cell_side
from .noise import rng_for, wide_blur
from .pixel_art import pixel_sprite
from .reading import Reading, SubjectChoice
from .reference import Composition
from .shading import render
from .styles import STYLE_BY_NAME, StyleKind
from .subjects.people import KINDS as PEOPLE

_SPRITE_COLORS = 26


@dataclass(frozen=True)
class Layers:
    """A subject over its ground: ``rgb``, ``foreground`` (height, width, 3), ``matte``, ``depth`` (height, width)."""

    rgb: Array
    matte: Array
    foreground: Array
    depth: Array


@dataclass(frozen=True)
class _Frame:
    """Pixels a unit, and the pixel of the arrangement's origin."""

    unit_px: float
    x: float
    y: float


def paint_lone(reading: Reading, width: int, height: int, key: object, lent: Composition | None = None) -> Layers:
    """The subjects of a reading on their ground; ``lent`` moves and scales them to where a reference's subject is."""
    style = reading.style or STYLE_BY_NAME["painted"]
    if reading.view == "close":
        reading = replace(reading, subjects=tuple(_bare_handed(choice) for choice in reading.subjects))
    arrangement = arrange(reading.subjects, width / height, key)
    if style.grid_cells is not None:
        return _sprite(reading, arrangement, style, width, height, key)
    frame = _frame(reading, arrangement, width, height, lent)
    half = min(width, height) / 2
    drawn = render(
        arrangement.figure,
        width,
        height,
        style.shading,
        rng_for("grain", key),
        scale=frame.unit_px / half,
        center=((frame.x - width / 2) / half, (frame.y - height / 2) / half),
    )
    alpha, color = np.ascontiguousarray(drawn.rgba[..., 3]), np.ascontiguousarray(drawn.rgba[..., :3])
    feet = _feet(arrangement, frame)
    ground = _ground(reading, style, drawn.rgba, feet, width, height, key)
    if lent is None and _has_echo(reading, arrangement, width, height) and feet:
        ground = _with_echo(ground, alpha, feet[0])
    if _has_shadow(reading):
        ground = backdrop.with_shadows(ground, alpha, feet, 0.6 if style.on_paper else 1.0)
    rgb = ground * (1 - alpha[..., None]) + color * alpha[..., None]
    return Layers(np.clip(rgb, 0, 1), alpha, color, _depth(drawn.relief, alpha, feet))


def _bare_handed(choice: SubjectChoice) -> SubjectChoice:
    """In a portrait nothing is held before the face, unless the prompt asks for it."""
    if choice.traits.holding is not None:
        return choice
    return replace(choice, traits=replace(choice.traits, avoid=choice.traits.avoid | {"weapon", "weapons"}))


def _has_shadow(reading: Reading) -> bool:
    return "shadow" not in reading.avoid and reading.background.kind != "transparent"


def _frame(reading: Reading, arrangement: Arrangement, width: int, height: int, lent: Composition | None) -> _Frame:
    """Where the arrangement stands: filling the picture with air around, or close on a face."""
    low, high = arrangement.figure.bounds()
    wide, tall = (max(float(v), 1e-6) for v in high - low)
    middle_x, middle_y = (float(v) for v in (low + high) / 2)
    several = len(arrangement.standing) > 1
    if reading.view == "close" and not several and _has_face(reading):
        unit_px = min(1.6 * height / tall, 1.4 * width / wide)
        return _Frame(unit_px, width / 2 - middle_x * unit_px, 0.09 * height - float(low[1]) * unit_px)
    size = reading.subjects[0].traits.size if not several else 1.0
    framed = reading.style is not None and reading.style.name == "icon" and not backdrop.is_plain(reading)
    fill = min(max((0.66 if framed else 0.80) * size, 0.40), 0.74 if framed else 0.92)
    unit_px = min(fill * height / tall, min(fill + 0.12, 0.70 if framed else 0.94) * width / wide)
    center_x, center_y = 0.5, 0.5
    if height > width * 1.3:  # a tall picture keeps its subject low, on the floor
        center_y = 0.55
    if _has_echo(reading, arrangement, width, height):
        center_x = 0.34 if reading.subjects[0].kind.grounded else 0.66
    if lent is not None and lent.center is not None and lent.extent is not None:
        center_x, center_y = lent.center
        unit_px = min(max(lent.extent, 0.25), 0.66 if framed else 0.86) * min(height / tall, width / wide)
        margin_x, margin_y = wide * unit_px / 2 / width, tall * unit_px / 2 / height
        center_x = min(max(center_x, margin_x), 1 - margin_x) if margin_x < 0.5 else 0.5
        center_y = min(max(center_y, margin_y), 1 - margin_y) if margin_y < 0.5 else 0.5
    return _Frame(unit_px, center_x * width - middle_x * unit_px, center_y * height - middle_y * unit_px)


def _has_echo(reading: Reading, arrangement: Arrangement, width: int, height: int) -> bool:
    """A single subject in a wide studio picture stands to one side, its large faint echo fills the other."""
    style = reading.style or STYLE_BY_NAME["painted"]
    quiet = reading.lone or backdrop.is_plain(reading) or style.on_paper or style.name == "icon"
    return width > 1.5 * height and len(arrangement.standing) == 1 and not quiet and style.grid_cells is None


def _with_echo(ground: Array, alpha: Array, foot: Foot) -> Array:
    """The subject's shape, large and soft, in the empty part of the ground."""
    height, width = alpha.shape
    factor = 2.1
    target_x = width * (0.80 if foot.x < width / 2 else 0.20)
    center_y = foot.y - foot.height / 2
    matrix = np.array([[factor, 0, target_x - factor * foot.x], [0, factor, 0.52 * height - factor * center_y]])
    shape = wide_blur(cv2.warpAffine(alpha, matrix, (width, height)), 0.004 * width)
    return np.clip(ground * (1 - F(0.10) * shape[..., None]), 0, 1)


def _has_face(reading: Reading) -> bool:
    return reading.subjects[0].kind in PEOPLE


def _feet(arrangement: Arrangement, frame: _Frame) -> list[Foot]:
    return [
        Foot(
            (one.left + one.right) / 2 * frame.unit_px + frame.x,
            one.bottom * frame.unit_px + frame.y,
            (one.right - one.left) * frame.unit_px,
            (one.bottom - one.top) * frame.unit_px,
            one.grounded,
        )
        for one in arrangement.standing
    ]


def _ground(
    reading: Reading, style: StyleKind, rgba: Array, feet: list[Foot], width: int, height: int, key: object
) -> Array:
    if reading.background.kind == "transparent":
        return np.ones((height, width, 3), F)
    if reading.background.kind == "plain":
        return backdrop.plain(width, height, reading.background.color)
    rng = rng_for("ground", key)
    mean = backdrop.mean_color(rgba)
    glowing = any(choice.traits.glowing for choice in reading.subjects)
    center = (
        (
            sum(foot.x for foot in feet) / len(feet) / width,
            sum(foot.y - foot.height / 2 for foot in feet) / len(feet) / height,
        )
        if feet
        else (0.5, 0.5)
    )
    color = backdrop.studio_color(mean, rng, dark=glowing, vivid=style.filters_subject)
    if style.name == "icon":
        return backdrop.plate(width, height, color)
    if style.name == "comic":
        return backdrop.burst(width, height, color, center)
    if style.on_paper and style.name != "watercolor":
        return np.ones((height, width, 3), F)
    if style.on_paper:
        return backdrop.wash(width, height, color, center, rng)
    return backdrop.studio(width, height, color, center, rng)


def _depth(relief: Array, alpha: Array, feet: list[Foot]) -> Array:
    """0 far .. 1 near: the subject's own relief in front, a wall behind and a floor that comes forward below."""
    height, _ = alpha.shape
    top = float(relief.max())
    body = F(0.62) + F(0.36) * (relief / F(top) if top > 0 else relief)
    floor_row = max((foot.y for foot in feet if foot.grounded), default=0.9 * height)
    start = 0.80 * floor_row
    floor = np.clip((np.arange(height, dtype=F) - F(start)) / F(max(height - start, 1)), 0, 1)
    ground = F(0.10) + F(0.52) * floor[:, None]
    return (ground * (1 - alpha) + body * alpha).astype(F)


def _sprite(
    reading: Reading, arrangement: Arrangement, style: StyleKind, width: int, height: int, key: object
) -> Layers:
    """Pixel art: the sprite on its grid, on a ground of the same grid."""
    assert style.grid_cells is not None
    side = cell_side(width, height, style.grid_cells * max(width, height) // min(width, height))
    columns, rows = -(-width // side), -(-height // side)
    size = reading.subjects[0].traits.size if len(arrangement.standing) == 1 else 1.0
    fit = min(max(0.90 * size, 0.45), 0.96)
    sprite = pixel_sprite(arrangement.figure, rows, _SPRITE_COLORS, rng_for("sprite", key), cells_wide=columns, fit=fit)
    ground = _cell_ground(reading, sprite, key)
    alpha = sprite[..., 3]
    small = ground * (1 - alpha[..., None]) + sprite[..., :3] * alpha[..., None]
    body = _dome(alpha)

    def enlarged(field: Array) -> Array:
        return np.ascontiguousarray(np.repeat(np.repeat(field, side, 0), side, 1)[:height, :width])

    depth = np.where(alpha > 0.5, F(0.62) + F(0.36) * body, F(0.2)).astype(F)
    return Layers(enlarged(small), enlarged(alpha), enlarged(sprite[..., :3]), enlarged(depth))


def _dome(alpha: Array) -> Array:
    """A rounded height inside a hard matte, 0..1."""
    inside = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    top = float(inside.max())
    return np.sqrt(inside / F(top)) if top > 0 else inside


def _cell_ground(reading: Reading, sprite: Array, key: object) -> Array:
    """The ground in cells: flat colour in three steps, and a hard little shadow."""
    rows, columns = sprite.shape[:2]
    if reading.background.kind == "transparent":
        return np.ones((rows, columns, 3), F)
    if reading.background.kind == "plain":
        ground = backdrop.plain(columns, rows, reading.background.color)
    else:
        glowing = any(choice.traits.glowing for choice in reading.subjects)
        color = backdrop.studio_color(backdrop.mean_color(sprite), rng_for("ground", key), dark=glowing, vivid=True)
        ground = backdrop.plain(columns, rows, color)
    if not _has_shadow(reading) or not all(choice.kind.grounded for choice in reading.subjects):
        return ground
    solid_rows, solid_columns = np.where(sprite[..., 3] > 0.5)
    if len(solid_rows) == 0:
        return ground
    middle = (solid_columns.min() + solid_columns.max()) / 2
    reach = max((solid_columns.max() - solid_columns.min()) / 2 * 0.94, 1)
    flat = max(reach * 0.14, 1.2)
    x = (np.arange(columns) - middle) / reach
    y = (np.arange(rows) - (solid_rows.max() - 0.2)) / flat
    inside = (x[None, :] ** 2 + y[:, None] ** 2) < 1
    return np.where(inside[..., None], ground * np.array([0.72, 0.74, 0.80], F), ground).astype(F)
