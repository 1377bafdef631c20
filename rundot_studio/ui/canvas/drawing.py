"""Drawing the part of a picture that is seen: from the level that fits, on its ground, with a grid between pixels."""

import math
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from rundot_studio.ui.controls.theme import Tokens
from rundot_studio.ui.pictures.rounded_picture import checkerboard

from .look import Ground, Look
from .pyramid import Pyramid

CHECK_CELL = 10
TILE_PX = 600
GRID_LIGHT = QColor(255, 255, 255, 46)
GRID_DARK = QColor(0, 0, 0, 70)


def snapped(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle moved to where its corner lies on a whole screen pixel, so that 1:1 is exact at any ratio.

    It is at least one screen pixel wide and high: a picture of 1 by 4096 is a line then, and not nothing.
    """
    to_screen = painter.deviceTransform()
    corner = to_screen.map(rect.topLeft())
    shift_x = (round(corner.x()) - corner.x()) / to_screen.m11()
    shift_y = (round(corner.y()) - corner.y()) / to_screen.m22()
    width, height = max(rect.width(), 1 / to_screen.m11()), max(rect.height(), 1 / to_screen.m22())
    return QRectF(rect.x() + shift_x, rect.y() + shift_y, width, height)


def inside(rect: QRectF, size: QSize) -> QRectF:
    """The largest centred rectangle of a picture's proportion.

    A picture whose sides were merely rounded to whole pixels of its own fills all of ``rect``: so pictures of one shape
    lie on each other exactly.
    """
    scale = min(rect.width() / size.width(), rect.height() / size.height())
    own_pixel = max(1.0, scale)
    if max(rect.width() - size.width() * scale, rect.height() - size.height() * scale) <= own_pixel:
        return rect
    width, height = size.width() * scale, size.height() * scale
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)


def draw_on_ground(
    painter: QPainter, pyramid: Pyramid, target: QRectF, clip: QRectF, look: Look, tokens: Tokens, *, sharp: bool
) -> None:
    """The part of a picture that is in ``clip``, with what lies behind it. The whole would fill ``target``."""
    part = target & clip
    if part.isEmpty():
        return
    painter.save()
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    if not pyramid.has_alpha:
        draw_picture(painter, pyramid, target, part, sharp=sharp)
    elif look.ground is Ground.ALPHA:
        painter.fillRect(part, QColor("#000000"))
        draw_alpha(painter, pyramid, target, part, sharp=sharp)
    else:
        fill_ground(painter, part, target.topLeft(), look, tokens)
        draw_picture(painter, pyramid, target, part, sharp=sharp)
    painter.restore()


def fill_ground(painter: QPainter, part: QRectF, corner: QPointF, look: Look, tokens: Tokens) -> None:
    """What lies behind alpha; the checkerboard begins at the picture's ``corner`` and moves with it."""
    if look.ground is Ground.CHECKER:
        _fill_checkered(painter, part, corner, tokens)
        return
    colours = {Ground.BLACK: "#000000", Ground.WHITE: "#ffffff", Ground.COLOUR: look.colour, Ground.ALPHA: "#000000"}
    painter.fillRect(part, QColor(colours[look.ground]))


def _fill_checkered(painter: QPainter, part: QRectF, corner: QPointF, tokens: Tokens) -> None:
    """In screen pixels, tile by tile: Qt scales a pattern afresh in every frame where the ratio is not 1."""
    screen = painter.deviceTransform().m11()
    cell = max(1, round(CHECK_CELL * screen))
    tile = _checker_tile(tokens.check_light, tokens.check_dark, cell)
    side = tile.width()
    painter.save()
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.translate(corner)
    painter.scale(1 / screen, 1 / screen)
    left, right = (part.left() - corner.x()) * screen, (part.right() - corner.x()) * screen
    top, bottom = (part.top() - corner.y()) * screen, (part.bottom() - corner.y()) * screen
    for y in range(math.floor(top / side), math.ceil(bottom / side)):
        for x in range(math.floor(left / side), math.ceil(right / side)):
            painter.drawImage(x * side, y * side, tile)
    painter.restore()


@lru_cache(maxsize=8)
def _checker_tile(light: str, dark: str, cell: int) -> QImage:
    """So many periods of the board that few tiles fill a screen."""
    side = max(1, TILE_PX // (2 * cell)) * 2 * cell
    tile = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(tile)
    painter.fillRect(tile.rect(), QBrush(checkerboard(light, dark, cell)))
    painter.end()
    return tile


def draw_picture(painter: QPainter, pyramid: Pyramid, target: QRectF, part: QRectF, *, sharp: bool) -> None:
    """Only what is seen is handed to Qt: it counts in 16 bits and a fraction; a zoomed picture is wider than that."""
    screen = painter.deviceTransform().m11()
    image = pyramid.level(target.width() * screen / pyramid.size.width())
    per_x = image.width() / target.width()
    per_y = image.height() / target.height()
    left = max(0, math.floor((part.left() - target.left()) * per_x) - 1)
    top = max(0, math.floor((part.top() - target.top()) * per_y) - 1)
    right = min(image.width(), math.ceil((part.right() - target.left()) * per_x) + 1)
    bottom = min(image.height(), math.ceil((part.bottom() - target.top()) * per_y) + 1)
    if right <= left or bottom <= top:
        return
    source = QRectF(left, top, right - left, bottom - top)
    place = QRectF(
        target.left() + left / per_x, target.top() + top / per_y, source.width() / per_x, source.height() / per_y
    )
    shrunk_much = per_x / screen > 2.5  # its halves are not there yet: quick and rough until they are
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not (sharp or shrunk_much))
    painter.drawImage(place, image, source)


def draw_alpha(painter: QPainter, pyramid: Pyramid, target: QRectF, part: QRectF, *, sharp: bool) -> None:
    """White through the picture's alpha: painted aside, as the colours are to be replaced before they meet others."""
    screen = painter.deviceTransform().m11()
    aside = QImage(
        math.ceil(part.width() * screen) + 1,
        math.ceil(part.height() * screen) + 1,
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    aside.setDevicePixelRatio(screen)
    aside.fill(Qt.GlobalColor.transparent)
    inner = QPainter(aside)
    inner.translate(-part.topLeft())
    draw_picture(inner, pyramid, target, part, sharp=sharp)
    inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    inner.fillRect(part.adjusted(-1, -1, 1, 1), QColor("#ffffff"))
    inner.end()
    painter.drawImage(part.topLeft(), aside)


def draw_grid(painter: QPainter, size: QSize, target: QRectF, clip: QRectF) -> None:
    """Lines between the picture's pixels, each a light and a dark one so that one of them is seen on any colour."""
    part = target & clip
    step_x, step_y = target.width() / size.width(), target.height() / size.height()
    if part.isEmpty():
        return
    to_screen = painter.deviceTransform()
    line = 1 / to_screen.m11()

    def places(start: float, step: float, low: float, high: float, offset: float, scale: float) -> list[float]:
        first, last = math.ceil((low - start) / step), math.floor((high - start) / step)
        return [
            (round((start + place * step) * scale + offset) - offset) / scale + line / 2
            for place in range(first, last + 1)
        ]

    columns = places(target.left(), step_x, part.left(), part.right(), to_screen.dx(), to_screen.m11())
    rows = places(target.top(), step_y, part.top(), part.bottom(), to_screen.dy(), to_screen.m22())
    painter.save()
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for colour, shift in ((GRID_DARK, 0.0), (GRID_LIGHT, -line)):
        painter.setPen(QPen(colour, 0))
        lines = [QLineF(x + shift, part.top(), x + shift, part.bottom()) for x in columns]
        lines += [QLineF(part.left(), y + shift, part.right(), y + shift) for y in rows]
        painter.drawLines(lines)
    painter.restore()
