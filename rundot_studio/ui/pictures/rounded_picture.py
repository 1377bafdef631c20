"""Drawing a picture into a rounded tile: filling it, cropped in the middle, with a checkerboard behind its alpha."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPixmap

from rundot_studio.ui.controls.painting import fill_rounded
from rundot_studio.ui.controls.theme import RADIUS, Tokens


def draw_cover(
    painter: QPainter, rect: QRectF, picture: QImage | QPixmap, tokens: Tokens, radius: float = RADIUS
) -> None:
    """Fill ``rect`` with the middle of the picture; an empty control where there is no picture yet."""
    if picture.isNull():
        fill_rounded(painter, rect, tokens.control, radius)
        return
    if picture.hasAlphaChannel() if isinstance(picture, QImage) else picture.hasAlpha():
        fill_checkered(painter, rect, tokens, 8, radius)
    draw_clipped(painter, rect, picture, cover_source(picture.width(), picture.height(), rect), radius)


def draw_clipped(painter: QPainter, rect: QRectF, picture: QImage | QPixmap, source: QRectF, radius: float) -> None:
    """The part ``source`` of the picture, scaled into ``rect``, with antialiased round corners."""
    brush = QBrush(picture)
    transform = brush.transform()
    transform.translate(rect.x(), rect.y())
    transform.scale(rect.width() / source.width(), rect.height() / source.height())
    transform.translate(-source.x(), -source.y())
    brush.setTransform(transform)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def cover_source(width: int, height: int, target: QRectF) -> QRectF:
    """The largest centred part of a (width, height) picture that has the target's proportion, in its pixels."""
    scale = min(width / target.width(), height / target.height())
    part_width = target.width() * scale
    part_height = target.height() * scale
    return QRectF((width - part_width) / 2, (height - part_height) / 2, part_width, part_height)


def fill_checkered(painter: QPainter, rect: QRectF, tokens: Tokens, cell: int, radius: float = 0) -> None:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    brush = QBrush(checkerboard(tokens.check_light, tokens.check_dark, cell))
    painter.save()
    painter.translate(rect.topLeft())
    painter.fillPath(path.translated(-rect.topLeft()), brush)
    painter.restore()


@lru_cache(maxsize=8)
def checkerboard(light: str, dark: str, cell: int) -> QImage:
    """One period of the board, 2 by 2 cells."""
    board = QImage(cell * 2, cell * 2, QImage.Format.Format_RGB32)
    board.fill(QColor(light))
    painter = QPainter(board)
    painter.fillRect(0, 0, cell, cell, QColor(dark))
    painter.fillRect(cell, cell, cell, cell, QColor(dark))
    painter.end()
    return board
