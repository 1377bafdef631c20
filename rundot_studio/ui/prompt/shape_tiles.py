"""The ten shapes, each drawn in its own proportion, in two rows of five."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from rundot_studio.domain.catalog import ASPECT_RATIOS, DEFAULT_ASPECT_RATIO, AspectRatio
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.painting import CENTRE, draw_focus, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import CAPTION_PX, GAP_SMALL, sized, tokens_of

COLUMNS = 5

translate = QCoreApplication.translate


class ShapeTile(PaintedButton):
    """One shape: its outline over its name."""

    LONG_SIDE = 24
    LONG_SIDE_DENSE = 19

    def __init__(self, ratio: AspectRatio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ratio = ratio
        self._dense = False
        self.setText(ratio.name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(48, 44 if self._dense else 52)

    def minimumSizeHint(self) -> QSize:
        return QSize(36, self.sizeHint().height())

    def set_dense(self, dense: bool) -> None:
        self._dense = dense
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        chosen = self.isChecked()
        with painting(self) as painter:
            background = tokens.accent_soft if chosen else tokens.hover if self.hovered else tokens.control
            fill_rounded(painter, self.rect(), background)
            painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.secondary), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._outline(), 2, 2)
            words = QRectF(0, self.height() - (18 if self._dense else 20), self.width(), 16)
            colour = tokens.accent_text if chosen else tokens.secondary
            draw_text(painter, words, self.text(), colour, sized(self.font(), CAPTION_PX, tabular=True), CENTRE)
            draw_focus(painter, self, tokens)

    def _outline(self) -> QRectF:
        scale = (self.LONG_SIDE_DENSE if self._dense else self.LONG_SIDE) / max(self._ratio.width, self._ratio.height)
        if self._ratio.width == self._ratio.height:
            scale *= 0.82  # a square of the same long side would look larger than all others
        width = self._ratio.width * scale
        height = self._ratio.height * scale
        middle = (self.height() - 16) / 2
        return QRectF((self.width() - width) / 2, middle - height / 2, width, height)


class ShapeTiles(QWidget):
    """``chosen`` tells the name of the new shape, such as ``16:9``."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Shape"))
        self._group = QButtonGroup(self)
        self._tiles: dict[str, ShapeTile] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP_SMALL)
        for place, ratio in enumerate(ASPECT_RATIOS):
            tile = ShapeTile(ratio, self)
            describe(
                tile, self.tr("Shape {0}").format(ratio.name), f"{ratio.name}: {translate('Catalog', ratio.best_for)}"
            )
            self._tiles[ratio.name] = tile
            self._group.addButton(tile)
            grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
        self.choose(DEFAULT_ASPECT_RATIO)
        self._group.buttonToggled.connect(self._tell)

    @property
    def value(self) -> str:
        return next(name for name, tile in self._tiles.items() if tile.isChecked())

    def choose(self, name: str) -> None:
        """Choose as if clicked. Raises KeyError for a shape that does not exist."""
        self._tiles[name].setChecked(True)

    def set_dense(self, dense: bool) -> None:
        """Lower tiles, for a short window."""
        for tile in self._tiles.values():
            tile.set_dense(dense)

    def _tell(self, tile: ShapeTile, checked: bool) -> None:
        if checked:
            self.chosen.emit(self.value)
