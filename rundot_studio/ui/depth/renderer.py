"""Frames of the depth views for the canvas's live layer: on the graphics card where there is one, else in software.

A frame in motion may be drawn at half the size where whole ones take too long; whoever shows it asks again when the
mouse rests.
"""

import time
from typing import TYPE_CHECKING, Protocol

from rundot_studio.relief.scene import DepthScene, View, ViewSettings
from rundot_studio.ui.canvas.layer import FrameRequest

from .choice import DepthChoice, DepthView
from .settings import LIVE_VIEWS, view_settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SLOW_S = 0.012
"""A whole frame that takes longer is left for when the mouse rests."""
CARD_SLOW_S = 0.04
SLOW_FRAMES_MOST = 4
GPU_VIEWS = (View.PARALLAX, View.FOG, View.LIGHT)


class Graphics(Protocol):
    """What draws a view on a graphics card, all of it on one thread. Raises RuntimeError where that fails."""

    def render(
        self, scene: DepthScene, view: View, mouse: tuple[float, float], settings: ViewSettings
    ) -> "NDArray[np.uint8]": ...

    def close(self) -> None: ...


class DepthRenderer:
    """Shows what was last said by :meth:`show`, from any thread; renders on the layer's."""

    def __init__(
        self, scene: DepthScene, choice: DepthChoice, graphics: Graphics | None = None, *, slow_s: float = SLOW_S
    ) -> None:
        self._slow_s = slow_s
        self._wanted = scene, choice
        self._graphics = graphics
        self._buffer: NDArray[np.uint8] | None = None
        self._mouse = (-1.0, -1.0)
        self._took_s: dict[View, float] = {}
        self._slow_frames = 0
        self.unfinished = False
        """Whether the last frame was drawn smaller than it should be."""

    def show(self, scene: DepthScene, choice: DepthChoice) -> None:
        self._wanted = scene, choice

    @property
    def scene(self) -> DepthScene:
        return self._wanted[0]

    @property
    def view(self) -> DepthView:
        """What is shown; it was prepared before."""
        return self._wanted[1].view

    @property
    def on_graphics_card(self) -> bool:
        return self._graphics is not None

    def render(self, request: FrameRequest) -> "NDArray[np.uint8]":
        """At the scene's size, which is about the one that is asked for."""
        scene, choice = self._wanted
        view = LIVE_VIEWS.get(choice.view, View.MAP)
        opaque = bool(scene.picture[..., 3].min() == 255) if view is View.PARALLAX else True
        settings = view_settings(choice, scene.size, opaque=opaque)
        mouse = request.x, request.y
        if self._graphics is not None and view in GPU_VIEWS:
            try:
                self.unfinished = False
                return self._on_card(self._graphics, scene, view, mouse, settings)
            except RuntimeError:
                self.close()
        return self._in_software(scene, view, mouse, settings)

    def _on_card(
        self, graphics: Graphics, scene: DepthScene, view: View, mouse: tuple[float, float], settings: ViewSettings
    ) -> "NDArray[np.uint8]":
        """Raises RuntimeError. A card that is slow again and again, as behind a network, is not asked any more."""
        began = time.perf_counter()
        frame = graphics.render(scene, view, mouse, settings)
        self._slow_frames = self._slow_frames + 1 if time.perf_counter() - began > CARD_SLOW_S else 0
        if self._slow_frames >= SLOW_FRAMES_MOST:
            self.close()
        return frame

    def _in_software(
        self, scene: DepthScene, view: View, mouse: tuple[float, float], settings: ViewSettings
    ) -> "NDArray[np.uint8]":
        moving = mouse != self._mouse
        self._mouse = mouse
        draft = moving and view is View.PARALLAX and self._took_s.get(view, 0.0) > self._slow_s
        if self._buffer is None or self._buffer.shape != scene.picture.shape:
            self._buffer = scene.picture.copy()
        began = time.perf_counter()
        frame = scene.render(view, mouse, settings, draft=draft, out=self._buffer)
        if not draft:
            self._took_s[view] = time.perf_counter() - began
        self.unfinished = draft
        return frame

    def close(self) -> None:
        """On the thread that rendered."""
        if self._graphics is not None:
            self._graphics.close()
            self._graphics = None
