"""A request becomes a painting: reads the prompt, picks the painter, applies style, references and negative prompt.

Chance comes from the prompt's words and the seed alone, so that the composition is the same at every size, and a
negative prompt changes only what it names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.random import Generator

from .arrangement import draw_subject, each_subject, stature
from .color import Array, F
from .coloring import PaletteTransfer, tint, without_hues
from .figure import Figure, Palette
from .filters.surface import Filter
from .lone import Layers, paint_lone
from .material import paint_material
from .noise import blur, pick, rng_for
from .painting import Painting
from .prompt import read_prompt
from .reading import Reading
from .reference import Composition, Pixels, composition_of, covering, split
from .scenes import TIMES as HOURS
from .scenes import SceneKind, TimeOfDay, paint_scene
from .styles import STYLE_BY_NAME, StyleKind

_SOFT_SIDE = 2048
_SCENE_TINT = 0.42
_THEME_TINT = 0.18
_LANDMARKS = frozenset({"castle", "volcano", "village", "city", "ruins"})
_BEFORE_LANDMARK, _IN_THE_OPEN = 0.46, 0.70
"""The tallest a subject may stand, as a fraction of the height: what a scene is about must not vanish behind it."""
_DARK_WORDS = frozenset({"dark", "darkness", "night"})


@dataclass(frozen=True)
class PaintRequest:
    """What to paint: ``width`` x ``height`` px, and up to five ``references`` as uint8 grey, rgb or rgba arrays.

    ``model`` names the model asked for; another name is another throw of the dice.
    """

    prompt: str
    negative_prompt: str = ""
    width: int = 1024
    height: int = 1024
    seed: int = 0
    references: tuple[Pixels, ...] = field(default=())
    model: str = ""


def paint(request: PaintRequest) -> Painting:
    """Paint a request. Deterministic: the same request gives the same bytes. Never fails on any prompt."""
    cv2.setNumThreads(1)
    words = " ".join(request.prompt.lower().split())[:8000]
    key = (words, request.seed, request.model)
    reading = read_prompt(request.prompt, request.negative_prompt, rng_for("reading", *key))
    if request.references and (reading.bare or reading.of_reference):
        return _redraw(request, reading, key)
    layers, reading = _layers(request, reading, key)
    if reading.avoid_colors:
        layers = _recolored(layers, lambda rgb: without_hues(rgb, reading.avoid_colors))
    if request.references:
        pictures = [split(reference)[0] for reference in request.references]
        layers = _recolored(layers, PaletteTransfer(layers.rgb, pictures, rng_for("palette", *key)))
    return _styled(layers, reading, key)


@dataclass(frozen=True)
class _Unstyled:
    """A picture before its style filter; ``lone`` is a subject on a plain ground, ``tiles`` a seamless material."""

    rgb: Array
    depth: Array
    matte: Array | None = None
    foreground: Array | None = None
    lone: bool = False
    tiles: bool = False


def _layers(request: PaintRequest, reading: Reading, key: tuple[str, int, str]) -> tuple[_Unstyled, Reading]:
    width, height = request.width, request.height
    if reading.texture is not None or reading.pattern:
        rgb, relief = paint_material(reading, width, height, key)
        return _Unstyled(rgb, relief, tiles=True), reading
    lent = composition_of(request.references[0]) if request.references else None
    if reading.scene is not None:
        return _scene(reading, reading.scene, width, height, key, lent)
    lone: Layers = paint_lone(reading, width, height, key, lent)
    return _Unstyled(lone.rgb, lone.depth, lone.matte, lone.foreground, lone=True), reading


def _recolored(layers: _Unstyled, change: Callable[[Array], Array]) -> _Unstyled:
    foreground = None if layers.foreground is None else change(layers.foreground)
    return replace(layers, rgb=change(layers.rgb), foreground=foreground)


# -- scenes -----------------------------------------------------------------------------------------------------


def _hour(reading: Reading, scene: SceneKind, key: tuple[str, int, str]) -> TimeOfDay:
    """The hour asked for, else one the scene looks good in, but none that the negative prompt names."""
    if reading.time is not None:
        return HOURS[reading.time]
    times = [HOURS[name] for name in scene.times if name in HOURS]
    allowed = [
        time for time in times if time.name not in reading.avoid and not (time.dark and reading.avoid & _DARK_WORDS)
    ]
    usual = allowed[:1] * len(allowed)  # a scene's first hour is its usual one
    return pick(rng_for("hour", *key), *(usual + allowed or [HOURS["day"]]))


def _scene(
    reading: Reading, scene: SceneKind, width: int, height: int, key: tuple[str, int, str], lent: Composition | None
) -> tuple[_Unstyled, Reading]:
    style = reading.style or STYLE_BY_NAME["painted"]
    hour = _hour(reading, scene, key)
    if lent is not None and lent.horizon is not None:
        scene = replace(scene, horizon=min(max(lent.horizon, 0.35), 0.78))
    if reading.subjects:
        most = _BEFORE_LANDMARK if scene.name in _LANDMARKS else _IN_THE_OPEN
        scene = replace(scene, subject_height=min(scene.subject_height * stature(reading.subjects[0]), most))
    painting = paint_scene(
        scene,
        width,
        height,
        hour,
        rng_for("scene", *key),
        flat=style.shading == "flat",
        subjects=_placed(reading, key),
        palette=_scene_palette(reading),
        avoid=reading.avoid,
        weather=reading.weather,
        shading=style.shading if style.shading in ("flat", "cel") else None,
    )
    rgb = painting.rgb
    colors = reading.scene_colors or (reading.theme_colors[:1] if not reading.subjects else ())
    strength = _SCENE_TINT if reading.scene_colors else _THEME_TINT
    for color in colors[:2]:
        rgb = tint(rgb, color, strength / min(len(colors), 2), painting.matte)
    found = replace(reading, time=hour.name)
    return _Unstyled(rgb, painting.depth, painting.matte, painting.foreground), found


def _scene_palette(reading: Reading) -> Palette:
    """Buildings of the scene take the scene's first colour: "a golden castle"."""
    if not reading.scene_colors:
        return Palette.default()
    return Palette.default(stone=reading.scene_colors[0], accent=reading.scene_colors[-1])


def _placed(reading: Reading, key: tuple[str, int, str]) -> list[Figure]:
    """The first three single subjects, upright."""
    everyone = each_subject(reading.subjects)[:3]
    return [draw_subject(choice, (key, number), tilted=False) for number, choice in enumerate(everyone)]


# -- style ------------------------------------------------------------------------------------------------------


def _styled(layers: _Unstyled, reading: Reading, key: tuple[str, int, str]) -> Painting:
    style = reading.style
    chosen = _filter_for(style, layers)
    if chosen is None:
        return Painting(layers.rgb, layers.depth, layers.matte, layers.foreground, reading)
    rng = rng_for("style", *key)
    if layers.tiles and style is not None and style.grid_cells is None:
        return Painting(_filtered_tile(layers.rgb, chosen, rng), layers.depth, None, None, reading)
    soft = style is not None and style.soft
    rgb, matte = _filtered(layers.rgb, layers.matte, chosen, rng, lone=layers.lone or layers.tiles, soft=soft)
    foreground = None if matte is None else extended_colors(rgb, matte)
    return Painting(rgb, layers.depth, matte, foreground, reading)


def _filtered(
    rgb: Array, matte: Array | None, chosen: Filter, rng: Generator, *, lone: bool, soft: bool
) -> tuple[Array, Array | None]:
    """A filter's picture and matte; a soft technique works on at most 2K, which a larger picture does not show."""
    height, width = rgb.shape[:2]
    factor = _SOFT_SIDE / max(height, width)
    if not soft or factor >= 1:
        return chosen(np.ascontiguousarray(rgb), rng, matte, lone=lone)
    small = (round(width * factor), round(height * factor))
    shrunk = cv2.resize(rgb, small, interpolation=cv2.INTER_AREA)
    cut = None if matte is None else cv2.resize(matte, small, interpolation=cv2.INTER_AREA)
    out, moved = chosen(shrunk, rng, cut, lone=lone)
    out = np.clip(cv2.resize(out, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)
    if moved is not None:
        moved = np.clip(cv2.resize(moved, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)
    return out, moved


def _filter_for(style: StyleKind | None, layers: _Unstyled) -> Filter | None:
    if style is None or style.filter is None:
        return None
    if layers.lone and not style.filters_subject:
        return None
    if not layers.lone and not layers.tiles and style.shading == "flat":
        return None  # a flat scene is painted flat
    return style.filter


def _filtered_tile(rgb: Array, chosen: Filter, rng: Generator) -> Array:
    """A filter on a seamless tile: run on the tile with its beginning repeated, and crossfaded there."""
    height, width = rgb.shape[:2]
    margin_x, margin_y = max(1, width // 8), max(1, height // 8)
    wide = cv2.copyMakeBorder(rgb, 0, margin_y, 0, margin_x, cv2.BORDER_WRAP)
    out, _ = chosen(np.ascontiguousarray(wide), rng, None, lone=True)
    fade_x = (np.arange(margin_x, dtype=F) / F(margin_x))[None, :, None]
    out[:, :margin_x] = out[:, width:] * (1 - fade_x) + out[:, :margin_x] * fade_x
    fade_y = (np.arange(margin_y, dtype=F) / F(margin_y))[:, None, None]
    out[:margin_y] = out[height:] * (1 - fade_y) + out[:margin_y] * fade_y
    return np.ascontiguousarray(out[:height, :width])


def extended_colors(rgb: Array, matte: Array) -> Array:
    """The subject's colours carried out over its soft rim, so that a cut-out shows nothing of the ground."""
    core = (matte > 0.97).astype(F)
    if float(core.max()) == 0:
        return rgb
    sigma = max(1.0, 0.004 * max(matte.shape))
    weight = blur(core, sigma)
    spread = np.stack([blur(np.ascontiguousarray(rgb[..., k] * core), sigma) for k in range(3)], -1)
    spread /= np.maximum(weight, F(1e-3))[..., None]
    return np.clip(np.where(((core > 0) | (weight < 1e-3))[..., None], rgb, spread), 0, 1).astype(F)


# -- references -------------------------------------------------------------------------------------------------


def _redraw(request: PaintRequest, reading: Reading, key: tuple[str, int, str]) -> Painting:
    """The first reference itself, in the style asked for."""
    rgb, alpha = split(request.references[0])
    rgb = covering(rgb, request.width, request.height)
    matte = None if alpha is None else covering(alpha, request.width, request.height)
    style = reading.style or STYLE_BY_NAME["painted"]
    filtered = style.photo
    if filtered is not None:
        rng = rng_for("style", *key)
        rgb, matte = _filtered(rgb, matte, filtered, rng, lone=matte is not None, soft=style.soft)
    for color in reading.scene_colors[:1]:
        rgb = tint(rgb, color, _SCENE_TINT)
    ramp = np.linspace(0.1, 0.9, request.height, dtype=F)[:, None]
    depth = np.repeat(ramp, request.width, 1)
    foreground = None if matte is None else extended_colors(rgb, matte)
    meant = replace(reading, subjects=(), scene=None, texture=None, guessed=False)
    return Painting(rgb, depth, matte, foreground, meant, depth_known=False)
