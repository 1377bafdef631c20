"""Our icons: strokes on a 24 px grid, kept as SVG in ``resources/icons``, drawn in the colour the theme asks for."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from rundot_studio.resources import resource_bytes


@lru_cache(maxsize=256)
def icon_image(name: str, colour: str, pixels: int) -> QImage:
    """The icon as a square of ``pixels`` device pixels. Raises FileNotFoundError for an unknown name."""
    from PySide6.QtSvg import QSvgRenderer  # nothing is drawn before the window is laid out

    drawing = resource_bytes(f"icons/{name}.svg").replace(b"currentColor", colour.encode())
    renderer = QSvgRenderer(QByteArray(drawing))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def draw_icon(painter: QPainter, name: str, colour: str, x: float, y: float, size: float = 18) -> None:
    """Draw the icon with its upper left corner at (x, y), sharp at the painter's device pixel ratio."""
    ratio = painter.device().devicePixelRatioF()
    image = icon_image(name, colour, round(size * ratio))
    painter.drawImage(QRectF(x, y, size, size), image)
