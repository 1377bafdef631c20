"""A figure drawn in a shading: one geometry, six looks.

Each part is worked on within its own bounding box: coverage, relief, tone, ramp colour, highlight, rim, inner line; its
contact shadow falls on what is painted already. The outline goes round the whole at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.random import Generator

from .color import Array, ColorLike, F, hex_color, ramp, sample
from .figure import Figure, Part
from .grain import BUMPS, Grain
from .inflation import Relief, chamfer, edge_distance, inflate
from .materials import FINISHES, LIGHT, Normals, highlight, rim, tone, unit
from .noise import rng_for, smoothstep, wide_blur
from .outline import draw_outline
from .raster import Box, Coverage, Placement, bounding_box, coverage, place


@dataclass(frozen=True)
class Shading:
    """A look. Widths are in units of the figure (1 = half the height of a subject that fills its frame).

    ``bands``: hard steps of tone (0 = smooth); ``line``, ``line_width``: the ink between parts; ``outline`` and
    ``outline_strength``: the line round the whole; ``rim``, ``gloss``, ``contact``, ``texture``,
    ``gradient``: strengths.
    """

    bands: int = 0
    line: float = 0.35
    line_width: float = 0.010
    outline: float = 0.012
    outline_strength: float = 0.9
    rim: float = 0.55
    gloss: float = 1.0
    contact: float = 1.0
    texture: float = 1.0
    gradient: float = 1.0


SHADINGS: Mapping[str, Shading] = {
    "painted": Shading(),
    "cel": Shading(
        bands=3,
        line=1,
        line_width=0.013,
        outline=0.020,
        outline_strength=1,
        rim=0.4,
        contact=0.8,
        texture=0,
        gradient=0.5,
    ),
    "flat": Shading(bands=2, line=0, line_width=0, outline=0, rim=0, gloss=0.6, contact=0, texture=0, gradient=0.25),
    "pixel": Shading(line=0.55, line_width=0.020, outline=0, rim=0.4, contact=0.7, texture=0, gradient=0.8),
    "ink": Shading(line=1, line_width=0.015, outline=0.020, outline_strength=1, rim=0, texture=0),
    "icon": Shading(outline=0.026, outline_strength=1, gloss=1.5, rim=0.8, line=0.5, line_width=0.012),
}

_SHADOW_TINT = np.array([0.80, 0.72, 0.84], F)
"""What is left of a colour's brightness under a full contact shadow is 1 - this: violet shadows."""
_CEL_EDGES = (0.40, 0.74)
_CEL_TONES = (0.26, 0.58, 0.80)
_FLAT_EDGES = (0.44, 0.74)
_FLAT_TONES = (0.36, 0.58, 0.70)


@dataclass(frozen=True)
class Rendered:
    """A figure as pixels: ``rgba`` (height, width, 4), straight alpha; ``relief`` (height, width) in px, for depth."""

    rgba: Array
    relief: Array


@lru_cache(maxsize=512)
def _cached_ramp(color: bytes, contrast: float) -> Array:
    return ramp(np.frombuffer(color, F), contrast)


class _Canvas:
    """Premultiplied colour, alpha and relief of everything painted so far."""

    def __init__(self, height: int, width: int) -> None:
        self.frame = Box(0, 0, width, height)
        self.rgba = np.zeros((height, width, 4), F)
        self.relief = np.zeros((height, width), F)


@dataclass(frozen=True)
class _Scene:
    """What all parts of one rendering share."""

    look: Shading
    placement: Placement
    light: Array
    rim_color: Array
    grain: Grain
    top_px: float
    height_px: float
    supersample: int


@dataclass(frozen=True)
class _Surface:
    """One part, rasterised: its box, coverage 0..1, and its relief where it has one."""

    box: Box
    mask: Array
    relief: Relief | None
    normals: Normals


def _relief_of(part: Part, mask: Array, unit_px: float) -> Relief | None:
    radius_px = max(part.bevel * unit_px, 1.0)
    if part.material == "flat":
        return None
    if part.material in ("facet", "gem"):
        return chamfer(mask, radius_px, unit_px * 0.007, 0.9)
    if part.material == "bevel":
        return chamfer(mask, radius_px, unit_px * 0.007, 0.8)
    return inflate(mask, radius_px)


def _grain_of(part: Part, index: int, box: Box, scene: _Scene) -> Array | None:
    if part.texture not in BUMPS or not scene.look.texture:
        return None
    upright = part.texture == "wood" and box.height > box.width
    return scene.grain.field_at(part.texture, box, scene.placement, index, upright)


def _normals_of(mask: Array, relief: Relief | None, grain: Array | None, part: Part, scene: _Scene) -> Normals:
    if relief is None:
        flat = np.zeros_like(mask)
        return Normals(flat, flat, np.ones_like(mask))
    slope_x, slope_y = relief.slope_x, relief.slope_y
    if grain is not None and part.texture is not None:
        steep = F(BUMPS[part.texture].slope * scene.placement.unit_px * scene.look.texture)
        slope_x = slope_x + cv2.Sobel(grain, cv2.CV_32F, 1, 0, ksize=3, scale=0.125) * steep
        slope_y = slope_y + cv2.Sobel(grain, cv2.CV_32F, 0, 1, ksize=3, scale=0.125) * steep
    return Normals.from_slopes(slope_x, slope_y)


def _bands(t: Array, edges: tuple[float, float], tones: tuple[float, float, float]) -> Array:
    """Three hard tones with antialiased borders: each border is as soft as the tone changes in a pixel."""
    per_pixel = np.abs(cv2.Sobel(t, cv2.CV_32F, 1, 0, ksize=3, scale=0.125))
    per_pixel += np.abs(cv2.Sobel(t, cv2.CV_32F, 0, 1, ksize=3, scale=0.125))
    soft = np.clip(per_pixel * F(0.8), 0.003, 0.08)
    low = smoothstep(F(edges[0]) - soft, F(edges[0]) + soft, t)
    high = smoothstep(F(edges[1]) - soft, F(edges[1]) + soft, t)
    return F(tones[0]) + F(tones[1] - tones[0]) * low + F(tones[2] - tones[1]) * high


def _tone_of(part: Part, surface: _Surface, grain: Array | None, scene: _Scene) -> Array:
    look, box = scene.look, surface.box
    t = tone(part.material, surface.normals, scene.light)
    rows = np.arange(box.y0, box.y1, dtype=F)[:, None]
    down = (rows - F(scene.top_px)) / F(scene.height_px)
    t = t + (F(0.5) - down) * F(0.13 * look.gradient) + F(part.lift)
    if grain is not None and part.texture is not None:
        bump = BUMPS[part.texture]
        strength = bump.tone if surface.relief is not None else 0.25
        t = t + (grain - F(0.5)) * F(strength * look.texture)
    t = np.clip(t, 0, 1).astype(F, copy=False)
    if look.bands == 3:
        return _bands(t, _CEL_EDGES, _CEL_TONES)
    if look.bands == 2:
        return _bands(t, _FLAT_EDGES, _FLAT_TONES)
    return t


def _add_light(color: Array, part: Part, surface: _Surface, scene: _Scene) -> Array:
    """Highlight, rim and own light on top of the ramp colour; returns the highlight for glass."""
    look, normals = scene.look, surface.normals
    finish = FINISHES[part.material]
    strength = (finish.strength if part.gloss is None else part.gloss) * look.gloss
    shine = np.zeros_like(surface.mask)
    if surface.relief is not None:
        shine = highlight(normals, scene.light, finish.sharpness)
        if look.bands:
            shine = smoothstep(0.5, 0.6, shine)
            if strength <= 0.3:
                strength = 0.0
        if strength > 0:
            color += (1 - color) * (shine * F(min(strength, 1.0)))[..., None]
        if look.rim and not part.glow:
            edge = rim(normals) * F(look.rim)
            if look.bands:
                edge = smoothstep(0.15, 0.30, edge) * F(look.rim)
            color += (scene.rim_color * (F(0.35) + F(0.65) * color) - color * F(0.25)) * edge[..., None]
    if part.glow:
        own = np.clip(part.color + F(0.25) * normals.z[..., None], 0, 1)
        color *= F(1 - part.glow)
        color += own * F(part.glow)
    return shine


def _cast_contact_shadow(canvas: _Canvas, part: Part, surface: _Surface, scene: _Scene) -> None:
    """Darken what lies below, a little down and to the right of the part."""
    look = scene.look
    width_px = 0.045 * scene.placement.unit_px * part.shadow
    reach = int(width_px * 2.2) + 2
    target = surface.box.grown(reach).intersect(canvas.frame)
    if target.empty:
        return
    shift_x, shift_y = width_px * 0.40, width_px * 0.55
    matrix = np.array(
        [
            [1, 0, surface.box.x0 - target.x0 + shift_x],
            [0, 1, surface.box.y0 - target.y0 + shift_y],
        ],
        F,
    )
    shade = cv2.warpAffine(surface.mask, matrix, (target.width, target.height), flags=cv2.INTER_LINEAR)
    shade = wide_blur(shade, width_px * 0.55) * F(look.contact * 0.62 * min(1.0, part.alpha * 1.2))
    if look.bands:
        shade = smoothstep(0.30, 0.38, shade) * F(0.42)
    below = canvas.rgba[target.slices_in(canvas.frame)]
    below[..., :3] *= 1 - shade[..., None] * _SHADOW_TINT


def _ink_inner_line(color: Array, dark: Array, part: Part, surface: _Surface, scene: _Scene) -> None:
    width_px = max(scene.look.line_width * scene.placement.unit_px * part.line, 0.5)
    distance = edge_distance(surface.mask, width_px)
    soft = max(0.35 * width_px if not scene.look.bands else 0.0, 0.6)
    line = (1 - smoothstep(width_px - soft, width_px + soft, distance)) * F(scene.look.line)
    color += (dark * F(0.62) - color) * line[..., None]


def _blend(canvas: _Canvas, part: Part, surface: _Surface, color: Array, alpha: Array) -> None:
    visible = surface.box.intersect(canvas.frame)
    inner = visible.slices_in(surface.box)
    here = visible.slices_in(canvas.frame)
    source_alpha = alpha[inner][..., None]
    target = canvas.rgba[here]
    target *= 1 - source_alpha
    target[..., :3] += np.clip(color[inner], 0, 1) * source_alpha
    target[..., 3:] += source_alpha
    if surface.relief is not None:
        below = canvas.relief[here]
        solid = surface.mask[inner] > 0.5
        canvas.relief[here] = np.where(solid, below * F(0.3) + surface.relief.height[inner], below)


def _spread_glow(canvas: _Canvas, part: Part, surface: _Surface, unit_px: float) -> None:
    """A halo of the part's colour, screened over what is painted around it."""
    sigma = 0.09 * unit_px
    target = surface.box.grown(int(sigma * 3)).intersect(canvas.frame)
    if target.empty:
        return
    halo = np.zeros((target.height, target.width), F)
    common = surface.box.intersect(target)
    halo[common.slices_in(target)] = surface.mask[common.slices_in(surface.box)]
    halo = wide_blur(halo, sigma) * F(0.6 * part.glow)
    below = canvas.rgba[target.slices_in(canvas.frame)]
    light = np.clip(halo, 0, 1)[..., None] * part.color
    below[..., :3] = np.minimum(1 - (1 - below[..., :3]) * (1 - light), below[..., 3:])


def _surface_of(part: Part, index: int, mask: Array, box: Box, scene: _Scene) -> tuple[_Surface, Array | None]:
    relief = _relief_of(part, mask, scene.placement.unit_px)
    grain = _grain_of(part, index, box, scene)
    return _Surface(box, mask, relief, _normals_of(mask, relief, grain, part, scene)), grain


def _paint_part(canvas: _Canvas, part: Part, index: int, mask: Array, box: Box, scene: _Scene) -> None:
    look = scene.look
    surface, grain = _surface_of(part, index, mask, box, scene)
    table = _cached_ramp(part.color.tobytes(), part.contrast)
    color = sample(table, _tone_of(part, surface, grain, scene))
    shine = _add_light(color, part, surface, scene)
    alpha = mask * F(part.alpha)
    if part.material == "glass":
        opaque = F(part.alpha) + (1 - surface.normals.z) * F(0.55) + shine * F(0.9)
        alpha = mask * np.clip(opaque, 0, 1)
    elif look.line and part.line:
        _ink_inner_line(color, table[10], part, surface, scene)
    if look.contact and part.shadow:
        _cast_contact_shadow(canvas, part, surface, scene)
    _blend(canvas, part, surface, color, alpha)
    if part.glow > 0.4 and not look.bands:
        _spread_glow(canvas, part, surface, scene.placement.unit_px)


def _clipped(cover: Coverage, box: Box, bound: tuple[Box, Coverage] | None) -> Coverage:
    if bound is None:
        return cover
    bound_box, bound_cover = bound
    inside = np.zeros_like(cover)
    common = box.intersect(bound_box)
    if not common.empty:
        inside[common.slices_in(box)] = bound_cover[common.slices_in(bound_box)]
    return np.minimum(cover, inside)


def render(
    figure: Figure,
    width: int,
    height: int,
    shading: str = "painted",
    rng: Generator | None = None,
    *,
    fit: float | None = None,
    scale: float = 1.0,
    center: tuple[float, float] = (0, 0),
    rim_color: ColorLike = "#9fd0ff",
    light: tuple[float, float, float] | None = None,
    supersample: int = 2,
) -> Rendered:
    """Draw a figure on a transparent canvas of ``width`` x ``height`` px.

    ``shading`` is a key of :data:`SHADINGS` (KeyError otherwise). With ``fit`` the figure's bounds are centred and fill
    that share of the canvas; otherwise one unit is half the shorter side times ``scale`` and the figure's origin stands
    at ``center`` (in half shorter sides from the middle). ``light`` points toward the light: x right, y down, z to the
    viewer. ``rng`` seeds the grain alone and gives exactly one draw. An empty figure gives an empty canvas.
    """
    canvas = _Canvas(height, width)
    grain = Grain(rng if rng is not None else rng_for("grain"))
    if not figure.parts:
        return Rendered(canvas.rgba, canvas.relief)
    look = SHADINGS[shading]
    placement = place(figure, width, height, fit, scale, center)
    low, high = figure.bounds()
    scene = _Scene(
        look=look,
        placement=placement,
        light=unit(LIGHT if light is None else light),
        rim_color=hex_color(rim_color),
        grain=grain,
        top_px=float(low[1]) * placement.unit_px + placement.origin_y,
        height_px=float(high[1] - low[1]) * placement.unit_px + 1,
        supersample=supersample,
    )
    named: dict[str, tuple[Box, Coverage]] = {}
    for index, part in enumerate(figure.parts):
        # a part cut by the frame is worked on a little beyond it, or its relief would bend at the frame
        beyond = int(part.bevel * placement.unit_px * 1.5) + 4
        box = bounding_box(part.outlines, placement, 3).intersect(canvas.frame.grown(beyond))
        if box.width < 2 or box.height < 2:
            continue
        cover = coverage(part.outlines, part.holes, placement, box, supersample)
        cover = _clipped(cover, box, named.get(part.clip) if part.clip else None)
        if part.name:
            named[part.name] = (box, cover)
        if box.intersect(canvas.frame).empty or int(cover.max()) < 13:
            continue
        _paint_part(canvas, part, index, cover.astype(F) / F(255), box, scene)
    if look.outline:
        draw_outline(canvas.rgba, look.outline * placement.unit_px, look.outline_strength)
    return Rendered(_straight(canvas.rgba), canvas.relief)


def _straight(rgba: Array) -> Array:
    """Premultiplied to straight alpha, in place."""
    np.clip(rgba[..., 3], 0, 1, out=rgba[..., 3])
    rgba[..., :3] /= np.maximum(rgba[..., 3:], F(1e-3))
    np.clip(rgba[..., :3], 0, 1, out=rgba[..., :3])
    return rgba
