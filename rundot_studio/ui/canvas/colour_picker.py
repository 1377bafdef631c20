"""The colour picker: which colour lies under the pointer, told in a small chip beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from rundot_studio.ui.controls.painting import draw_text, fill_rounded
from rundot_studio.ui.controls.theme import CAPTION_ON_PICTURE, CAPTION_PX, SMALL_PX, sized

CHIP_WIDTH = 168.0
CHIP_HEIGHT = 52.0
CHIP_AWAY = 18.0


@dataclass(frozen=True)
class Sample:
    """One pixel of a picture: its column and row, and its colour, not multiplied by alpha."""

    x: int
    y: int
    colour: QColor

    @property
    def hex(self) -> str:
        """``#rrggbb``, with two digits more for an alpha that is not full."""
        alpha = self.colour.alpha()
        return self.colour.name() if alpha == 255 else f"{self.colour.name()}{alpha:02x}"

    @property
    def channels(self) -> str:
        red, green, blue, alpha = self.colour.red(), self.colour.green(), self.colour.blue(), self.colour.alpha()
        return f"{red}, {green}, {blue}, {alpha}"


def chip_place(point: QPointF, room: QRectF) -> QRectF:
    """Beside the point, on the side where there is room; always within ``room``."""
    x = point.x() + CHIP_AWAY
    if x + CHIP_WIDTH > room.right() - 4:
        x = point.x() - CHIP_AWAY - CHIP_WIDTH
    y = point.y() + CHIP_AWAY
    if y + CHIP_HEIGHT > room.bottom() - 4:
        y = point.y() - CHIP_AWAY - CHIP_HEIGHT
    x = min(max(x, room.left() + 4), room.right() - CHIP_WIDTH - 4)
    y = min(max(y, room.top() + 4), room.bottom() - CHIP_HEIGHT - 4)
    return QRectF(x, y, CHIP_WIDTH, CHIP_HEIGHT)


def draw_chip(painter: QPainter, chip: QRectF, sample: Sample, note: str, font: QFont) -> None:
    """``note`` stands instead of the place, for a moment: that the colour was copied."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill_rounded(painter, chip.adjusted(-1, -1, 1, 1), QColor(255, 255, 255, 40), 9)
    fill_rounded(painter, chip, QColor(20, 20, 20, 235), 8)
    swatch = QRectF(chip.left() + 8, chip.top() + 8, 36, 36)
    fill_rounded(painter, swatch, sample.colour, 5)
    if sample.colour.alpha() < 255:  # the colour itself in the upper left half, as it shows in the whole
        painter.save()
        painter.setClipRect(QRectF(swatch.left(), swatch.top(), 18, 36))
        fill_rounded(painter, swatch, QColor(sample.colour.name()), 5)
        painter.restore()
    painter.setPen(QPen(QColor(255, 255, 255, 60), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    words = QRectF(swatch.right() + 10, chip.top() + 5, chip.right() - swatch.right() - 16, 16)
    code, small = sized(font, SMALL_PX, bold=True, tabular=True), sized(font, CAPTION_PX, tabular=True)
    draw_text(painter, words, sample.hex, CAPTION_ON_PICTURE, code)
    draw_text(painter, words.translated(0, 14.5), sample.channels, "#d0d0d0", small)
    draw_text(painter, words.translated(0, 28), note or f"x {sample.x}   y {sample.y}", "#d0d0d0", small)
