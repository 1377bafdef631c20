"""The choice of what lies behind a picture's alpha: five small swatches in a row."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QColorDialog, QHBoxLayout, QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.painting import draw_focus, draw_ring, painting
from rundot_studio.ui.controls.theme import Tokens, tokens_of
from rundot_studio.ui.pictures.rounded_picture import checkerboard

from .look import Ground, Look

SIDE = 26


class Swatch(PaintedButton):
    def __init__(self, ground: Ground, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._look = look
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            tile = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            self._fill(painter, tile, tokens)
            painter.setPen(QPen(QColor(tokens.faint), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            if self.isChecked():
                draw_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.text, 7)
            draw_focus(painter, self, tokens)

    def _fill(self, painter: QPainter, tile: QRectF, tokens: Tokens) -> None:
        path = QPainterPath()
        path.addRoundedRect(tile, 4, 4)
        if self._ground is Ground.CHECKER:
            painter.setBrushOrigin(tile.topLeft())
            painter.fillPath(path, QBrush(checkerboard(tokens.faint, tokens.control, 5)))
            return
        fills = {Ground.BLACK: "#000000", Ground.WHITE: "#ffffff", Ground.COLOUR: self._look.colour}
        painter.fillPath(path, QColor(fills.get(self._ground, "#000000")))
        if self._ground is Ground.ALPHA:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#ffffff"))
            painter.drawEllipse(tile.center(), tile.width() * 0.28, tile.width() * 0.28)


class GroundSwatches(QWidget):
    """Changes the look at once. The own colour, chosen when it shows already, asks for another one."""

    asked_colour = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Behind transparency"))
        self._look = look
        self._group = QButtonGroup(self)
        self.swatches: dict[Ground, Swatch] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for ground, name in self._names():
            swatch = Swatch(ground, look, self)
            describe(swatch, name)
            swatch.clicked.connect(lambda _checked=False, chosen=ground: self._choose(chosen))
            self._group.addButton(swatch)
            self.swatches[ground] = swatch
            row.addWidget(swatch)
        look.changed.connect(self._show)
        self._show()

    def _names(self) -> tuple[tuple[Ground, str], ...]:
        return (
            (Ground.CHECKER, self.tr("Checkerboard")),
            (Ground.BLACK, self.tr("Black")),
            (Ground.WHITE, self.tr("White")),
            (Ground.COLOUR, self.tr("Own colour; press again to change it")),
            (Ground.ALPHA, self.tr("Alpha only")),
        )

    def _show(self) -> None:
        self.swatches[self._look.ground].setChecked(True)
        for swatch in self.swatches.values():
            swatch.update()

    def _choose(self, ground: Ground) -> None:
        if ground is Ground.COLOUR and self._look.ground is Ground.COLOUR:
            self._ask_colour()
        else:
            self._look.set_ground(ground)

    def _ask_colour(self) -> None:
        dialog = QColorDialog(QColor(self._look.colour), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Behind transparency"))
        dialog.currentColorChanged.connect(lambda colour: self._look.set_colour(colour.name()))
        self.asked_colour.emit()
        dialog.open()
