"""A size of one's own: what a new picture is brought to, where the connection's API takes that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.domain.catalog import RESIZE_SIDE
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.theme import GAP

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import ResizeSettings


class OwnSize(QWidget):
    """Width and height in pixels; both empty for the size of the shape. ``changed`` is sent as they are typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings: ResizeSettings | None = None
        self.width_field = LineField(self.tr("width"))
        self.height_field = LineField(self.tr("height"))
        sides = self.tr("{0} to {1} pixels; empty for the size of the shape").format(RESIZE_SIDE.low, RESIZE_SIDE.high)
        describe(self.width_field.edit, self.tr("Own width"), sides)
        describe(self.height_field.edit, self.tr("Own height"), sides)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.width_field, 1)
        row.addWidget(Label("×"))
        row.addWidget(self.height_field, 1)
        for field in (self.width_field, self.height_field):
            field.edit.setMaxLength(4)
            field.changed.connect(self._typed)

    @property
    def value(self) -> ResizeSettings | None:
        """What is asked for; None for the size of the shape, and while a side is missing or wrong."""
        sides = [_side(field.text) for field in (self.width_field, self.height_field)]
        if sides[0] is None or sides[1] is None:
            return None
        before = self._settings
        if before is not None and (before.width, before.height) == (sides[0], sides[1]):
            return before  # with its fit and format, which came with a recipe
        from rundot_studio.domain.recipe import ResizeSettings

        return ResizeSettings(sides[0], sides[1])

    @property
    def complaint(self) -> str:
        """The sentence of the rule that is broken; empty where none is."""
        texts = (self.width_field.text.strip(), self.height_field.text.strip())
        if not any(texts) or self.value is not None:
            return ""
        return self.tr("Give width and height, {0} to {1} pixels each.").format(RESIZE_SIDE.low, RESIZE_SIDE.high)

    def set_value(self, settings: ResizeSettings | None) -> None:
        self._settings = settings
        self.width_field.set_text(str(settings.width) if settings else "")
        self.height_field.set_text(str(settings.height) if settings else "")

    def _typed(self) -> None:
        for field in (self.width_field, self.height_field):
            field.set_broken(bool(field.text.strip()) and _side(field.text) is None)
        self.changed.emit()


def _side(text: str) -> int | None:
    """Pixels, or None for what is no side."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        return None
    pixels = int(text)
    return pixels if RESIZE_SIDE.low <= pixels <= RESIZE_SIDE.high else None
