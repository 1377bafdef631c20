"""The depth views on a graphics card. Everything here happens on one thread: the first frame makes the context."""

import logging

import numpy as np
from numpy.typing import NDArray
from PySide6.QtOpenGL import QOpenGLTexture

from rundot_studio.relief.fog import FogSettings
from rundot_studio.relief.light import LightSettings
from rundot_studio.relief.normals import NormalSettings
from rundot_studio.relief.orbit import FIELD_OF_VIEW, Camera, ReliefModel
from rundot_studio.relief.parallax import ParallaxSettings, make_straight
from rundot_studio.relief.scene import DepthScene, View, ViewSettings

from . import shaders
from .graphics import Context, OffscreenPlace

log = logging.getLogger(__name__)
Pixels = NDArray[np.uint8]


class GlPainter:
    """Keeps the textures of one scene and one relief. Raises RuntimeError where the card can't do it."""

    def __init__(self, place: OffscreenPlace) -> None:
        self._place = place
        self._made: Context | None = None
        self._scene: DepthScene | None = None
        self._textures: dict[str, QOpenGLTexture] = {}
        self._layers: list[tuple[QOpenGLTexture, QOpenGLTexture]] = []
        self._surface: NormalSettings | None = None
        self._relief: ReliefModel | None = None
        self._out: Pixels = np.zeros((1, 1, 4), np.uint8)

    @property
    def _context(self) -> Context:
        if self._made is None:
            try:
                self._made = Context(self._place)
            except RuntimeError as error:
                self._place.missing = True
                log.info("depth views are drawn in software: %s", error)
                raise
        return self._made

    def close(self) -> None:
        if self._made is not None:
            self._forget()
            self._made.close()
            self._made = None

    def render(self, scene: DepthScene, view: View, mouse: tuple[float, float], settings: ViewSettings) -> Pixels:
        """Parallax, fog or light: (height, width, 4), straight alpha; the next frame fills the same array."""
        context = self._context
        if scene is not self._scene:
            self._forget()
            self._scene = scene
        out = self._frame(*scene.size)
        context.begin(*scene.size)
        if view is View.PARALLAX:
            self._parallax(scene, mouse, settings.parallax)
        elif view is View.FOG:
            self._fog(scene, settings.fog)
        else:
            self._light(scene, mouse, settings.light)
        context.read(out)
        if view is View.PARALLAX and not scene.layered(draft=False).opaque:
            make_straight(out)
        return out

    def relief(self, model: ReliefModel, camera: Camera, width: int, height: int) -> Pixels:
        """The same as :meth:`.ReliefModel.render`, as triangles."""
        context = self._context
        if model is not self._relief:
            for name in ("grid", "lit"):
                self._drop(name)
            self._relief = model
        grid = self._texture("grid", model.grid)
        lit = self._texture("lit", model.texture)
        out = self._frame(width, height)
        context.begin(width, height)
        context.hide_far()
        program = context.program(shaders.RELIEF_VERTICES, shaders.RELIEF)
        right, up, forward = (tuple(float(part) for part in axis) for axis in camera.basis())
        zoom = min(width, height) / np.tan(FIELD_OF_VIEW / 2)
        context.give(
            program,
            extent=model.extent,
            height=model.height,
            eye=tuple(float(part) for part in camera.eye(model.height / 2)),
            right=right,
            up=up,
            forward=forward,
            scale=(float(zoom / width), float(zoom / height)),
        )
        context.look_up(program, grid=grid, picture=lit)
        rows, columns = model.grid.shape
        context.draw(6 * (rows - 1) * (columns - 1))
        context.read(out)
        return out

    def _frame(self, width: int, height: int) -> Pixels:
        if self._out.shape[:2] != (height, width):
            self._out = np.zeros((height, width, 4), np.uint8)
        return self._out

    def _texture(
        self, name: str, pixels: NDArray[np.uint8] | NDArray[np.float32], *, mirrored: bool = False
    ) -> QOpenGLTexture:
        if name not in self._textures:
            self._textures[name] = self._context.texture(pixels, mirrored=mirrored)
        return self._textures[name]

    def _drop(self, name: str) -> None:
        texture = self._textures.pop(name, None)
        if texture is not None:
            texture.destroy()

    def _forget(self) -> None:
        for name in list(self._textures):
            self._drop(name)
        for layer in self._layers:
            for texture in layer:
                texture.destroy()
        self._layers = []
        self._scene = self._relief = None

    def _fog(self, scene: DepthScene, settings: FogSettings) -> None:
        context = self._context
        program = context.program(shaders.FULL_FRAME, shaders.FOG)
        context.give(
            program,
            color=[part / 255 for part in settings.color],
            density=settings.density,
            start=settings.start,
        )
        picture, depth = self._texture("picture", scene.picture), self._texture("depth", scene.depth)
        program.bind()
        context.look_up(program, picture=picture, depth=depth)
        context.draw()

    def _light(self, scene: DepthScene, mouse: tuple[float, float], settings: LightSettings) -> None:
        context = self._context
        if settings.surface != self._surface:
            self._drop("geometry")
            self._surface = settings.surface
        picture = self._texture("picture", scene.picture)
        geometry = self._texture("geometry", scene.lit(settings.surface).geometry)
        program = context.program(shaders.FULL_FRAME, shaders.LIGHT)
        width, height = scene.size
        longer = max(scene.size)
        context.give(
            program,
            size=scene.size,
            light=(mouse[0] * width / longer, -mouse[1] * height / longer, settings.height),
            color=settings.color,
            reach=settings.reach,
            intensity=settings.intensity,
            ambient=settings.ambient,
            highlight=settings.highlight,
            shininess=settings.shininess,
        )
        context.look_up(program, picture=picture, geometry=geometry)
        context.draw()

    def _parallax(self, scene: DepthScene, mouse: tuple[float, float], settings: ParallaxSettings) -> None:
        context = self._context
        layered = scene.layered(draft=False)
        if not self._layers:
            for texture, near in layered.parts:
                self._layers.append((context.texture(texture, mirrored=layered.opaque), context.texture(near)))
        program = context.program(shaders.FULL_FRAME, shaders.LAYER)
        longer = max(scene.size)
        context.give(
            program,
            size=scene.size,
            shift=[(2 * place - 1) * settings.amplitude * longer for place in mouse],
            focus=settings.focus,
            zoom=settings.zoom,
        )
        context.lay_over()
        for layer, depth in self._layers:
            context.look_up(program, layer=layer, depth=depth)
            context.draw()
