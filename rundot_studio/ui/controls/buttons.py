"""Buttons painted from the tokens: the primary one, plain and quiet ones, links, and icon buttons."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from .icons import draw_icon
from .painting import CENTRE, LEFT, draw_focus, draw_text, fill_rounded, painting, text_width
from .theme import (
    CAPTION_PX,
    CONTROL_HEIGHT,
    GAP,
    GAP_SMALL,
    PRIMARY_HEIGHT,
    SMALL_PX,
    TEXT_PX,
    Tokens,
    sized,
    tokens_of,
)

SMALL_HEIGHT = 26


class ButtonKind(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    CONTROL = "control"
    QUIET = "quiet"
    LINK = "link"


class PaintedButton(QAbstractButton):
    """What all our buttons share: hover, Return as well as Space, and a click that leaves the cursor in the prompt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # the key that opened a sheet must not press what has the focus in it
                self.click()
            return
        super().keyPressEvent(event)

    @property
    def hovered(self) -> bool:
        return self.underMouse() and self.isEnabled()


class Button(PaintedButton):
    """A button with words, an icon, or both; ``hint`` is a fainter word after them, such as a shortcut.

    ``at_left`` is for buttons that stand one below the other."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: ButtonKind = ButtonKind.CONTROL,
        icon: str = "",
        hint: str = "",
        small: bool = False,
        at_left: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._at_left = at_left
        self._small = small
        self._icon = icon
        self._hint = hint
        self._compact = False
        self._narrow = False
        self.setText(text)
        fixed = QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding if kind is ButtonKind.PRIMARY else fixed, fixed)
        if kind is ButtonKind.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def _icon_size(self) -> int:
        return 16 if self._small else 18

    @property
    def icon_name(self) -> str:
        return self._icon

    def set_icon_name(self, name: str) -> None:
        self._icon = name
        self.update()

    @property
    def hint(self) -> str:
        return self._hint

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, where there is no room for words."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Give four pixels of the room beside an icon that stands alone."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    @property
    def _words(self) -> str:
        return "" if self._compact else self.text()

    def _text_font(self) -> QFont:
        if self._kind is ButtonKind.PRIMARY:
            return sized(self.font(), TEXT_PX + 1, bold=True)
        small = self._small or self._kind is ButtonKind.LINK
        return sized(self.font(), SMALL_PX if small else TEXT_PX, tabular=True)

    def _hint_font(self) -> QFont:
        return sized(self.font(), CAPTION_PX if self._kind is ButtonKind.PRIMARY else TEXT_PX)

    def sizeHint(self) -> QSize:
        height = {ButtonKind.PRIMARY: PRIMARY_HEIGHT, ButtonKind.LINK: 20}.get(
            self._kind, SMALL_HEIGHT if self._small else CONTROL_HEIGHT
        )
        content = self._content_width()
        if not self._words:
            return QSize(height - GAP_SMALL if self._narrow else height, height)
        sides = 8 if self._kind is ButtonKind.LINK else 16 if self._small else 24
        return QSize(content + sides, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _content_width(self) -> int:
        width = self._icon_size if self._icon else 0
        if self._words:
            width += text_width(self._words, self._text_font()) + (GAP if self._icon else 0)
            if self._hint:
                width += GAP + self._hint_width()
        return width

    def _hint_width(self) -> int:
        pill = 14 if self._kind is ButtonKind.PRIMARY else 0
        return text_width(self._hint, self._hint_font()) + pill

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(0.45)
            background = self._background(tokens)
            if background:
                fill_rounded(painter, self.rect(), background)
            self._draw_content(painter, tokens)
            draw_focus(painter, self, tokens)
            if self._kind is ButtonKind.PRIMARY and self.hasFocus():
                inner = QRectF(self.rect()).adjusted(3, 3, -3, -3)
                painter.setPen(tokens.on_primary)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(inner, 6, 6)

    def _background(self, tokens: Tokens) -> str:
        if self._kind is ButtonKind.PRIMARY:
            return tokens.primary_hover if self.hovered or self.isDown() else tokens.primary
        if self._kind is ButtonKind.LINK:
            return ""
        if self.isChecked():
            return tokens.accent_soft if self._kind is ButtonKind.CONTROL else tokens.raised
        if self.isDown():
            return tokens.raised
        if self.hovered:
            return tokens.hover
        return tokens.control if self._kind is ButtonKind.CONTROL else ""

    def _colour(self, tokens: Tokens) -> str:
        if self._kind is ButtonKind.PRIMARY:
            return tokens.on_primary
        if self._kind is ButtonKind.LINK:
            return tokens.text if self.hovered else tokens.accent_text
        if self.isChecked() and self._kind is ButtonKind.CONTROL:
            return tokens.accent_text
        return tokens.secondary if self.isCheckable() and not self.isChecked() else tokens.text

    def _draw_content(self, painter: QPainter, tokens: Tokens) -> None:
        colour = self._colour(tokens)
        height = self.height()
        left = GAP if self._at_left else (self.width() - self._content_width()) / 2
        if self._kind is ButtonKind.LINK:
            left *= 2  # links stand at the right end of a row, flush with what is above and below
        if self._icon:
            draw_icon(painter, self._icon, colour, left, (height - self._icon_size) / 2, self._icon_size)
            left += self._icon_size + GAP
        if not self._words:
            return
        font = self._text_font()
        width = text_width(self._words, font)
        draw_text(painter, QRectF(left, 0, width, height), self._words, colour, font, LEFT)
        if self._hint:
            self._draw_hint(painter, tokens, left + width + GAP)

    def _draw_hint(self, painter: QPainter, tokens: Tokens, left: float) -> None:
        room = QRectF(left, 0, self._hint_width(), self.height())
        if self._kind is not ButtonKind.PRIMARY:
            draw_text(painter, room, self._hint, tokens.faint, self._hint_font(), LEFT)
            return
        pill = QRectF(left, (self.height() - 20) / 2, room.width(), 20)
        painter.save()
        painter.setOpacity(painter.opacity() * 0.14)
        fill_rounded(painter, pill, "#000000", 5)
        painter.restore()
        draw_text(painter, pill, self._hint, tokens.on_primary, self._hint_font(), CENTRE)
