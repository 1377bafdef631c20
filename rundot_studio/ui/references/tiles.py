"""The tiles of the references: one for each picture, and the one that adds more."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_focus, fill_rounded, painting
from rundot_studio.ui.controls.theme import tokens_of
from rundot_studio.ui.pictures.rounded_picture import draw_cover

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import SourceImage

TILE = 48


def is_remote(source: SourceImage) -> bool:
    """Whether the service fetches it itself: an HTTPS URL, or a file key of the game's storage."""
    return source.sha256 is None and source.picture_id is None and not PurePath(source.place).is_absolute()


def is_url(source: SourceImage) -> bool:
    return is_remote(source) and source.place.lower().startswith("https://")


class ReferenceTile(PaintedButton):
    """One reference; a press or Delete removes it, Alt with an arrow moves it among the others."""

    removed = Signal()
    moved = Signal(int)

    def __init__(self, source: SourceImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.image = QImage()
        self._note = ""
        self._describe()
        self.clicked.connect(self.removed)

    @property
    def note(self) -> str:
        return self._note

    def set_note(self, note: str) -> None:
        """What else is to be known of it, such as why it can't be shown."""
        self._note = note
        self._describe()
        self.update()

    def _describe(self) -> None:
        name = self.source.place if is_remote(self.source) else PurePath(self.source.place).name
        tip = self.tr("{0}: press to remove").format(name)
        if self._note:
            tip = f"{tip}\n{self._note}"
        describe(self, self.tr("Reference {0}").format(name), tip, "Del")

    def sizeHint(self) -> QSize:
        return QSize(TILE, TILE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            draw_cover(painter, QRectF(self.rect()), self.image, tokens)
            if self.image.isNull() and (is_remote(self.source) or self._note):
                name, colour = ("alert", tokens.amber) if self._note else ("link", tokens.secondary)
                draw_icon(painter, name, colour, (TILE - 20) / 2, (TILE - 20) / 2, 20)
            if self.hovered or self.hasFocus():
                fill_rounded(painter, self.rect(), QColor(0, 0, 0, 120))
                draw_icon(painter, "close", "#ffffff", (TILE - 18) / 2, (TILE - 18) / 2)
            draw_focus(painter, self, tokens)


class AddTile(PaintedButton):
    def sizeHint(self) -> QSize:
        return QSize(TILE, TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.hovered:
                fill_rounded(painter, self.rect(), tokens.hover)
            pen = QPen(QColor(tokens.faint), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            draw_icon(painter, "plus", tokens.secondary, (TILE - 16) / 2, (TILE - 16) / 2, 16)
            draw_focus(painter, self, tokens)
