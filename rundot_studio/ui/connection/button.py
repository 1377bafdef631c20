"""The button in the top right that names the connection, with a dot for how it is doing."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.painting import draw_focus, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import CONTROL_HEIGHT, TEXT_PX, sized, tokens_of

from .state import ConnectionState

SHORTCUT = "Ctrl+Shift+C"
WIDEST = 260
_BEFORE = 26
_AFTER = 32
_NOTE_GAP = 6


class ConnectionButton(PaintedButton):
    """``note`` is a fainter word after the name, such as ``offline``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ConnectionState.STARTING
        self._note = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_connection(self.tr("Starting"), ConnectionState.STARTING)

    @property
    def state(self) -> ConnectionState:
        return self._state

    @property
    def note(self) -> str:
        return self._note

    def show_connection(self, label: str, state: ConnectionState, note: str = "", tip: str = "") -> None:
        """``tip`` says more of the state; without it the state's own words are told."""
        self._state = state
        self._note = note
        self.setText(label)
        told = sentence(tip) or state.words
        name = self.tr("Connection: {0}. {1}").format(label, told)
        describe(self, name, self.tr("{0}: {1}\nPress to choose who makes the pictures").format(label, told), SHORTCUT)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = sized(self.font(), TEXT_PX)
        width = text_width(self.text(), font)
        if self._note:
            width += _NOTE_GAP + text_width(self._note, font)
        return QSize(min(WIDEST, width + _BEFORE + _AFTER), CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.hover if self.hovered else tokens.control)
            middle = self.height() / 2
            fill_rounded(painter, QRectF(11, middle - 4, 8, 8), getattr(tokens, self._state.dot), 4)
            font = sized(self.font(), TEXT_PX)
            note_width = text_width(self._note, font) if self._note else 0
            room = QRectF(_BEFORE, 0, self.width() - _BEFORE - _AFTER, self.height())
            words = room.adjusted(0, 0, -note_width - _NOTE_GAP if note_width else 0, 0)
            draw_text(painter, words, self.text(), tokens.text, font)
            if note_width:
                room.setLeft(room.right() - note_width)
                draw_text(painter, room, self._note, tokens.secondary, font)
            draw_icon(painter, "chevron-down", tokens.secondary, self.width() - 25, middle - 8, 16)
            draw_focus(painter, self, tokens)
