"""Fields to write in: a frame that shows the focus and a broken rule, the one-line field, and small labels."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from .icons import draw_icon
from .language import sentence
from .painting import draw_ring, fill_rounded, painting
from .theme import CONTROL_HEIGHT, GAP, GAP_SMALL, SMALL_PX, sized, tokens_of

INSETS = (GAP + GAP_SMALL - 2, GAP)
WORD_MOST = 16
LONG_WORD = re.compile(rf"\S{{{WORD_MOST + 1},}}")
_AFTER_FOLDER = re.compile(r"(?<=[^/\\:][/\\])")
"""Not after the stroke that a path begins with, nor within ``https://``."""


class FieldFrame(QWidget):
    """A rounded control around an editor: accent ring with the focus, red ring where a rule is broken."""

    def __init__(self, editor: QWidget, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._icon = icon
        self._broken = False
        editor.installEventFilter(self)
        self.setFocusProxy(editor)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSETS[0] if not icon else 34, 0, INSETS[1], 0)
        row.setSpacing(GAP_SMALL)
        row.addWidget(editor, 1)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    @property
    def broken(self) -> bool:
        return self._broken

    def set_broken(self, broken: bool) -> None:
        self._broken = broken
        self.update()

    def set_insets(self, left: int, right: int) -> None:
        """How far the words keep from the frame's ends, in pixels; :data:`INSETS` unless there is little room."""
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(left, 0, right, 0)

    def add_at_end(self, widget: QWidget) -> None:
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.control)
            if self._icon:
                draw_icon(painter, self._icon, tokens.secondary, 10, (self.height() - 16) / 2, 16)
            if self._broken:
                draw_ring(painter, self.rect(), tokens.bad)
            elif self._editor.hasFocus():
                draw_ring(painter, self.rect(), tokens.accent)


class LineField(FieldFrame):
    """One line of text. ``changed`` tells the text as it is typed, ``left`` that Escape was pressed."""

    changed = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str = "", *, icon: str = "", parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, icon=icon, parent=parent)
        self.edit.setFrame(False)
        self.edit.setPlaceholderText(placeholder)
        self.edit.textChanged.connect(self.changed)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        return super().eventFilter(watched, event)


class Label(QLabel):
    """Words in one of the theme's greys; they follow a change of theme."""

    def __init__(
        self,
        text: str = "",
        *,
        colour: str = "secondary",
        pixels: int = SMALL_PX,
        bold: bool = False,
        wrap: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        text = sentence(text)
        super().__init__(breakable(text) if wrap else text, parent)
        self._colour = colour
        self._style = (pixels, bold, tabular)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.restyle()

    def setText(self, text: str) -> None:
        text = sentence(text)
        super().setText(breakable(text) if self.wordWrap() else text)

    def set_colour(self, colour: str) -> None:
        """``colour`` names a token, such as ``bad``."""
        self._colour = colour
        self._recolour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ParentChange):
            self._recolour()

    def restyle(self) -> None:
        """Take the size of text that is set now."""
        pixels, bold, tabular = self._style
        font: QFont = sized(self.font(), pixels, bold=bold, tabular=tabular)
        self.setFont(font)
        self._recolour()

    def _recolour(self) -> None:
        colour = QColor(getattr(tokens_of(self.parentWidget() or self), self._colour))
        palette = self.palette()
        if palette.color(self.foregroundRole()) != colour:
            palette.setColor(self.foregroundRole(), colour)
            self.setPalette(palette)


def breakable(text: str) -> str:
    """Long words (paths, URLs) with invisible places to break, so that they never make a column wider.

    After the strokes between folders where they are near enough, else anywhere.
    """
    return LONG_WORD.sub(lambda word: "\u200b".join(_chunks(word.group())), text)


def _chunks(word: str) -> list[str]:
    parts = _AFTER_FOLDER.split(word)
    return [part[start : start + WORD_MOST] for part in parts for start in range(0, len(part), WORD_MOST)]


def heading(text: str, parent: QWidget | None = None) -> Label:
    """The small bold word over a control."""
    return Label(text, colour="secondary", pixels=SMALL_PX, bold=True, parent=parent)
