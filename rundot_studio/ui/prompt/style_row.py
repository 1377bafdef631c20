"""A style in a list: a small picture in its colour, its name, and what it is for."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.domain.styles import Style
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.painting import draw_focus, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import SMALL_PX, TEXT_PX, scaled, sized, tokens_of

CARD = 40


def draw_style_card(painter: QPainter, place: QRectF, colour: str, radius: float = 6) -> None:
    """A small landscape in a style's colour: sky, sun and two hills."""
    base = QColor(colour)
    sky = QLinearGradient(place.topLeft(), place.bottomLeft())
    sky.setColorAt(0, base.lighter(108))
    sky.setColorAt(1, base.lighter(150))
    frame = QPainterPath()
    frame.addRoundedRect(place, radius, radius)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setClipPath(frame)
    painter.fillRect(place, sky)
    x, y, side = place.x(), place.y(), place.width()
    painter.setBrush(QColor(255, 255, 255, 215))
    painter.drawEllipse(QPointF(x + side * 0.68, y + side * 0.34), side * 0.13, side * 0.13)
    for shade, left, top, right in ((150, -0.1, 0.42, 0.7), (210, 0.25, 0.58, 1.15)):
        hill = QPainterPath(QPointF(x + left * side, y + side))
        hill.quadTo(
            QPointF(x + (left + right) / 2 * side, y + (2 * top - 1) * side), QPointF(x + right * side, y + side)
        )
        painter.fillPath(hill, base.darker(shade))
    painter.restore()


class StyleRow(PaintedButton):
    """Chosen ones have a tick; a broken one says what is wrong. ``left_above`` tells that Up was pressed on the first
    row."""

    left_above = Signal()

    def __init__(self, style: Style, *, first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.style_id = style.id
        self._style = style
        self._first = first
        self.setText(style.name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        more = sentence(style.problem) or style.description or style.template
        describe(
            self,
            self.tr("Style {0}. {1}").format(style.name, more),
            f"{style.template}\n{sentence(style.problem)}".strip(),
        )

    @property
    def more(self) -> str:
        return sentence(self._style.problem) or self._style.description or self._style.template

    def nextCheckState(self) -> None:
        """Its owner says which styles are chosen."""

    def sizeHint(self) -> QSize:
        return QSize(240, CARD + scaled(SMALL_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            if self._first:
                self.left_above.emit()
            else:
                self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.isChecked():
                fill_rounded(painter, self.rect(), tokens.accent_soft, 6)
            elif self.hovered or self.hasFocus():
                fill_rounded(painter, self.rect(), tokens.hover, 6)
            draw_style_card(painter, QRectF(6, (self.height() - CARD) / 2, CARD, CARD), self._style.colour)
            left = CARD + 16
            line = scaled(TEXT_PX) + 5
            top = self.height() / 2 - line
            right = 34 if self.isChecked() else 10
            words = QRectF(left, top, self.width() - left - right, line)
            draw_text(painter, words, self.text(), tokens.text, sized(self.font(), TEXT_PX, bold=True))
            colour = tokens.bad if self._style.problem else tokens.secondary
            draw_text(painter, words.translated(0, line), self.more, colour, sized(self.font(), SMALL_PX))
            if self.isChecked():
                draw_icon(painter, "check", tokens.accent_text, self.width() - 26, (self.height() - 16) / 2, 16)
            draw_focus(painter, self, tokens, 6)
