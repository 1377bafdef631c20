"""A context of the graphics card that draws into memory: frames are read back as arrays.

So the canvas shows them like any other frame, with its zoom, its grounds and its colour picker, and the window stays as
it is: a widget of OpenGL's own would have all of it composed by the card, and made anew when the first one appears.
Everything but :class:`OffscreenPlace` belongs to the thread that made it.
"""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext, QSurfaceFormat
from PySide6.QtOpenGL import (
    QOpenGLFramebufferObject,
    QOpenGLShader,
    QOpenGLShaderProgram,
    QOpenGLTexture,
    QOpenGLVertexArrayObject,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QOpenGLFunctions

log = logging.getLogger(__name__)

_RENDERER = 0x1F01
_TRIANGLES = 0x0004
_TEXTURE_2D = 0x0DE1
_RGBA, _RED = 0x1908, 0x1903
_UNSIGNED_BYTE, _FLOAT = 0x1401, 0x1406
_BLEND, _DEPTH_TEST = 0x0BE2, 0x0B71
_ONE, _ONE_MINUS_SRC_ALPHA = 1, 0x0303
_COLOR_AND_DEPTH = 0x4000 | 0x0100
_UNPACK_ALIGNMENT, _PACK_ALIGNMENT = 0x0CF5, 0x0D05
_SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "software", "gdi generic", "basic render")
"""Renderers that draw on the processor: slower at it than OpenCV."""


class OffscreenPlace:
    """Made on the window's thread. ``card_only`` refuses renderers that are no graphics card."""

    def __init__(self, *, card_only: bool = True) -> None:
        self.card_only = card_only
        self.missing = False
        """Whether it was found out that there is no context to be had; set on whichever thread found it."""
        self.format = QSurfaceFormat()
        self.format.setVersion(3, 3)
        self.format.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
        self.surface = QOffscreenSurface()
        self.surface.setFormat(self.format)
        if QOpenGLContext.supportsThreadedOpenGL():
            self.surface.create()


class Context:
    """A context that is current on this thread until :meth:`close`. Raises RuntimeError where there is none."""

    def __init__(self, place: OffscreenPlace) -> None:
        if not place.surface.isValid():
            raise RuntimeError("there is no OpenGL here")
        self._place = place
        self._context = QOpenGLContext()
        self._context.setFormat(place.format)
        if not (self._context.create() and self._context.makeCurrent(place.surface)):
            raise RuntimeError("no context could be made")
        self.functions: QOpenGLFunctions = self._context.functions()
        try:
            self._check()
        except RuntimeError:
            self._context.doneCurrent()
            raise
        self._frame: QOpenGLFramebufferObject | None = None
        self._array = QOpenGLVertexArrayObject()
        self._array.create()
        self._array.bind()
        self._programs: dict[tuple[str, str], QOpenGLShaderProgram] = {}

    def _check(self) -> None:
        version = self._context.format().version()
        if tuple(version) < (3, 3):
            raise RuntimeError(f"OpenGL {version} is too old")
        name = str(self.functions.glGetString(_RENDERER))
        if self._place.card_only and any(each in name.lower() for each in _SOFTWARE):
            raise RuntimeError(f"{name} is no graphics card")

    def texture(self, pixels: NDArray[np.uint8] | NDArray[np.float32], *, mirrored: bool = False) -> QOpenGLTexture:
        """Of (height, width) or (height, width, 4), smooth between pixels; beside it is its border, or clear where it
        has an alpha, or with ``mirrored`` its mirror image."""
        height, width = pixels.shape[:2]
        channels, kind = (_RGBA if pixels.ndim == 3 else _RED), _UNSIGNED_BYTE
        form = QOpenGLTexture.TextureFormat.RGBA8_UNorm
        if pixels.dtype == np.float32:
            kind = _FLOAT
            form = QOpenGLTexture.TextureFormat.RGBA32F if pixels.ndim == 3 else QOpenGLTexture.TextureFormat.R32F
        texture = QOpenGLTexture(QOpenGLTexture.Target.Target2D)
        texture.setFormat(form)
        texture.setSize(width, height)
        texture.setMipLevels(1)
        texture.allocateStorage()
        texture.setMinMagFilters(QOpenGLTexture.Filter.Linear, QOpenGLTexture.Filter.Linear)
        beside = QOpenGLTexture.WrapMode.ClampToEdge
        if mirrored:
            beside = QOpenGLTexture.WrapMode.MirroredRepeat
        elif kind == _UNSIGNED_BYTE:
            beside = QOpenGLTexture.WrapMode.ClampToBorder
        texture.setWrapMode(beside)
        texture.bind(0)
        self.functions.glPixelStorei(_UNPACK_ALIGNMENT, 1)
        # PySide's own stubs take the address for a number; it takes any buffer.
        rows: Any = np.ascontiguousarray(pixels)
        self.functions.glTexSubImage2D(_TEXTURE_2D, 0, 0, 0, width, height, channels, kind, rows)
        return texture

    def program(self, vertices: str, fragments: str) -> QOpenGLShaderProgram:
        """Made once, and bound."""
        key = vertices, fragments
        if key not in self._programs:
            program = QOpenGLShaderProgram()
            kinds = QOpenGLShader.ShaderTypeBit
            made = (
                program.addShaderFromSourceCode(kinds.Vertex, vertices)
                and program.addShaderFromSourceCode(kinds.Fragment, fragments)
                and program.link()
            )
            if not made:
                raise RuntimeError(f"a shader was refused: {program.log()}")
            self._programs[key] = program
        self._programs[key].bind()
        return self._programs[key]

    def give(self, program: QOpenGLShaderProgram, **values: float | Sequence[float]) -> None:
        """Uniforms by name: numbers, and vectors of two or three."""
        for name, value in values.items():
            place = program.uniformLocation(name)
            if isinstance(value, int | float):
                self.functions.glUniform1f(place, float(value))
            elif len(value) == 2:
                self.functions.glUniform2f(place, *(float(each) for each in value))
            else:
                self.functions.glUniform3f(place, *(float(each) for each in value))

    def look_up(self, program: QOpenGLShaderProgram, **textures: QOpenGLTexture) -> None:
        """Textures by the names of their samplers."""
        for unit, (name, texture) in enumerate(textures.items()):
            texture.bind(unit)
            self.functions.glUniform1i(program.uniformLocation(name), unit)

    def begin(self, width: int, height: int) -> None:
        """A clear frame of this size. Raises RuntimeError where the card has no room for it."""
        if self._frame is None or (self._frame.width(), self._frame.height()) != (width, height):
            self._frame = QOpenGLFramebufferObject(width, height, QOpenGLFramebufferObject.Attachment.Depth)
        if not self._frame.bind():
            raise RuntimeError(f"a frame of {width} x {height} could not be made")
        gl = self.functions
        gl.glViewport(0, 0, width, height)
        gl.glDisable(_BLEND)
        gl.glDisable(_DEPTH_TEST)
        gl.glClearColor(0.0, 0.0, 0.0, 0.0)
        gl.glClear(_COLOR_AND_DEPTH)

    def lay_over(self) -> None:
        """From here on each drawing lies over the ones before; its colours are multiplied by its opacity."""
        self.functions.glEnable(_BLEND)
        self.functions.glBlendFunc(_ONE, _ONE_MINUS_SRC_ALPHA)

    def hide_far(self) -> None:
        """From here on what is near hides what is far."""
        self.functions.glEnable(_DEPTH_TEST)

    def draw(self, vertices: int = 3) -> None:
        self.functions.glDrawArrays(_TRIANGLES, 0, vertices)

    def read(self, out: NDArray[np.uint8]) -> None:
        """The frame into ``out`` (height, width, 4). Raises RuntimeError where anything of it has failed."""
        height, width = out.shape[:2]
        self.functions.glPixelStorei(_PACK_ALIGNMENT, 1)
        rows: Any = out
        self.functions.glReadPixels(0, 0, width, height, _RGBA, _UNSIGNED_BYTE, rows)
        error = self.functions.glGetError()
        if error:
            raise RuntimeError(f"OpenGL reports error {error:#x}")

    def close(self) -> None:
        """Everything is destroyed here and now: Qt ends the program when a context dies on another thread."""
        self._programs.clear()
        self._frame = None
        self._array.destroy()
        del self._array, self.functions
        self._context.doneCurrent()
        del self._context
