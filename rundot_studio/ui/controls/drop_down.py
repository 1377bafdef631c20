"""Small buttons of a filter bar: one that is on or off, and one that opens a list below it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .buttons import PaintedButton
from .icons import draw_icon
from .painting import LEFT, draw_focus, draw_text, fill_rounded, painting, text_width
from .theme import GAP_SMALL, SMALL_PX, sized, tokens_of

HEIGHT = 28
SIDES = 10
MOST_WIDTH = 168
CHEVRON = 14


class FilterButton(PaintedButton):
    """Quiet until it is checked: then it lies on a raised ground, or with ``set_active`` in the accent's colours."""

    def __init__(self, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._active = False
        self._most = MOST_WIDTH
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def active(self) -> bool:
        return self._active

    def set_active(self, active: bool) -> None:
        """Whether it holds back some of the pictures now."""
        self._active = active
        self.update()

    def set_words(self, words: str) -> None:
        if words != self.text():
            self.setText(words)
            self.updateGeometry()

    def set_most_width(self, pixels: int = MOST_WIDTH) -> None:
        """Where there is less room, longer words end in an ellipsis."""
        if pixels != self._most:
            self._most = pixels
            self.updateGeometry()

    @property
    def _after(self) -> int:
        """Room after the words."""
        return CHEVRON + GAP_SMALL if self._icon else 0

    def sizeHint(self) -> QSize:
        width = text_width(self.text(), sized(self.font(), SMALL_PX, tabular=True)) + 2 * SIDES + self._after
        return QSize(min(self._most, width), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            colour = tokens.secondary
            if self._active:
                fill_rounded(painter, self.rect(), tokens.accent_soft)
                colour = tokens.accent_text
            elif self.isChecked() or self.isDown():
                fill_rounded(painter, self.rect(), tokens.raised)
                colour = tokens.text
            elif self.hovered:
                fill_rounded(painter, self.rect(), tokens.hover)
                colour = tokens.text
            words = QRectF(SIDES, 0, self.width() - 2 * SIDES - self._after, self.height())
            draw_text(painter, words, self.text(), colour, sized(self.font(), SMALL_PX, tabular=True), LEFT)
            if self._icon:
                left = self.width() - SIDES - CHEVRON + 2
                draw_icon(painter, self._icon, colour, left, (self.height() - CHEVRON) / 2, CHEVRON)
            draw_focus(painter, self, tokens)


class PlainButton(FilterButton):
    """``set_plain`` raises it: nothing is held back."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self.setCheckable(True)

    def set_plain(self, plain: bool) -> None:
        self.setChecked(plain)

    def nextCheckState(self) -> None:
        """Its owner says when it is raised."""


class DropDown(FilterButton):
    """Opens a list; the list is its owner's."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, icon="chevron-down", parent=parent)


class ToggleChip(FilterButton):
    """On or off, among others of its kind."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self.setCheckable(True)
        self.toggled.connect(self.set_active)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.isChecked() and not self.hovered:
            with painting(self) as painter:
                fill_rounded(painter, self.rect(), tokens_of(self).raised)
        super().paintEvent(event)
