"""Prints, as JSON, how far frames of the graphics card's shaders are from those in software.

python -m tests.ui.depth.gl_comparison, on a screen with OpenGL; without it prints the reason as a text.
"""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QGuiApplication

from rundot_studio.relief.light import LightSettings
from rundot_studio.relief.mesh import MeshSettings
from rundot_studio.relief.orbit import Camera, ReliefModel
from rundot_studio.relief.parallax import ParallaxSettings
from rundot_studio.relief.scene import DepthScene, View, ViewSettings
from rundot_studio.ui.depth.gl_painter import GlPainter
from rundot_studio.ui.depth.graphics import OffscreenPlace
from tests.ui.depth.conftest import depth_pixels, picture_pixels

SIZE = (320, 200)
MOUSE = (0.85, 0.25)


def distance(soft: NDArray[np.uint8], hard: NDArray[np.uint8]) -> dict[str, float]:
    """Mean and 95th percentile of the differences of colours where both are solid, and the mean of alpha's."""
    difference = np.abs(soft.astype(int) - hard)
    solid = (soft[..., 3] > 32) & (hard[..., 3] > 32)
    colours = difference[solid][:, :3]
    return {
        "mean": float(colours.mean()),
        "p95": float(np.percentile(colours, 95)),
        "alpha": float(difference[..., 3].mean()),
        "solid": float(solid.mean()),
    }


def compared(painter: GlPainter, *, alpha: bool) -> dict[str, Any]:
    depth = depth_pixels(SIZE).astype(np.float32) / 255
    scene = DepthScene(picture_pixels(SIZE, alpha=alpha), depth)
    settings = ViewSettings(
        parallax=ParallaxSettings(amplitude=0.05, zoom=1.0 if alpha else 1.1), light=LightSettings(highlight=0.4)
    )
    found: dict[str, Any] = {}
    for view in (View.FOG, View.LIGHT, View.PARALLAX):
        soft = scene.render(view, MOUSE, settings)
        found[view.value] = distance(soft, painter.render(scene, view, MOUSE, settings))
    model = ReliefModel(scene.picture, scene.depth, MeshSettings(step=2))
    soft = model.render(Camera(), 300, 240)
    found["relief"] = distance(soft, painter.relief(model, Camera(), 300, 240))
    return found


def main() -> None:
    application = QGuiApplication([])
    painter = GlPainter(OffscreenPlace(card_only=False))
    try:
        found: Any = {"opaque": compared(painter, alpha=False), "clear": compared(painter, alpha=True)}
    except RuntimeError as error:
        found = str(error)
    painter.close()
    print(json.dumps(found))
    application.quit()


if __name__ == "__main__":
    main()
