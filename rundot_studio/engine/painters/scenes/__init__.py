"""Scenes: backdrops painted whole, with the subjects that stand in them.

``paint_scene`` is the way in; ``SCENES`` and ``TIMES`` tell a parser of prompts what there is.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.figure import Figure, Palette

from .cave import CAVE
from .city import CITY
from .coast import COAST
from .desert import DESERT
from .dungeon import DUNGEON
from .forest import FOREST
from .grade import grade
from .halls import HALLS
from .lands import LANDS
from .painting import SceneKind, ScenePainting
from .placing import place_figure, spots_for
from .ruins import RUINS
from .skies import SKY
from .space import SPACE
from .stage import TIMES, Stage, TimeOfDay
from .swamp import SWAMP
from .synthwave import SYNTHWAVE
from .underwater import UNDERWATER
from .volcano import VOLCANO
from .weather import WEATHERS, paint_weather
from .winter import SNOW

__all__ = ["SCENES", "TIMES", "WEATHERS", "SceneKind", "ScenePainting", "TimeOfDay", "paint_scene", "scene_named"]

SCENES: tuple[SceneKind, ...] = (
    FOREST,
    *LANDS,
    *COAST,
    DESERT,
    SNOW,
    SWAMP,
    VOLCANO,
    *RUINS,
    DUNGEON,
    CAVE,
    *HALLS,
    UNDERWATER,
    SPACE,
    CITY,
    SYNTHWAVE,
    SKY,
)


def scene_named(name: str) -> SceneKind:
    """The scene of that name; KeyError where there is none."""
    for kind in SCENES:
        if kind.name == name:
            return kind
    raise KeyError(name)


def paint_scene(
    kind: SceneKind | str,
    width: int,
    height: int,
    time: TimeOfDay | str,
    seed_rng: Generator,
    *,
    flat: bool = False,
    subjects: Sequence[Figure] = (),
    palette: Palette | None = None,
    avoid: frozenset[str] = frozenset(),
    weather: str | None = None,
    shading: str | None = None,
) -> ScenePainting:
    """Paint a scene of any size and ratio.

    ``time`` is a :class:`TimeOfDay` or a key of :data:`TIMES`; one draw is taken from ``seed_rng``. Up to three
    ``subjects`` are placed, the first foremost, drawn in ``shading`` (painted, or flat in a flat scene). ``avoid``
    leaves out what it names: clouds, trees, grass, flowers, mountains, fog, sun, stars, path, rocks, rays, buildings,
    torches. ``weather`` is one of :data:`WEATHERS`. KeyError for an unknown scene, time or weather.
    """
    kind = scene_named(kind) if isinstance(kind, str) else kind
    time = TIMES[time] if isinstance(time, str) else time
    stage = Stage(
        width,
        height,
        time,
        seed_rng,
        scene=kind.name,
        horizon=kind.horizon,
        flat=flat,
        avoid=avoid,
        weather=weather,
        palette=palette,
    )
    kind.paint(stage)
    for figure, spot in spots_for(stage, subjects, kind.subject_height, kind.subject_baseline, kind.grounded):
        place_figure(stage, figure, spot, shading=shading, shadow=kind.grounded, subject=True)
    if weather is not None:
        paint_weather(stage, weather)
    grade(stage)
    return ScenePainting(
        rgb=_interleaved(stage.picture),
        depth=np.clip(stage.depth, 0, 1),
        matte=stage.matte,
        foreground=None if stage.foreground is None else _interleaved(stage.foreground),
    )


def _interleaved(planes: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(planes.transpose(1, 2, 0))
