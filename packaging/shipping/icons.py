"""The program's icon in every size and container, drawn from the one SVG."""

import os
from pathlib import Path

from .version import ROOT

SOURCE = ROOT / "resources" / "icons" / "app-mark.svg"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw_icons(folder: Path) -> None:
    """Fills ``folder`` with ``<size>.png``, ``rundot-studio.ico`` (Windows) and ``rundot-studio.icns`` (macOS)."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    for size in (*SIZES, 1024):
        draw(size, folder / f"{size}.png")
    drawn = {}
    for size in (*SIZES, 1024):
        with Image.open(folder / f"{size}.png") as image:
            drawn[size] = image.copy()
    drawn[256].save(
        folder / "rundot-studio.ico",
        sizes=[(size, size) for size in _ICO_SIZES],
        append_images=[drawn[size] for size in _ICO_SIZES],
    )
    drawn[1024].save(folder / "rundot-studio.icns", append_images=[drawn[size] for size in SIZES])


def draw(size: int, file: Path) -> None:
    """One PNG of ``size`` x ``size`` pixels with alpha."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    if not image.save(str(file)):
        raise OSError(f"{file} could not be written")
