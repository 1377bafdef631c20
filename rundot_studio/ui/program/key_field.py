"""A field that takes a shortcut as it is pressed: Backspace takes it away, Escape leaves it as it was."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.ui.controls.describe import shortcut_text
from rundot_studio.ui.controls.painting import CENTRE, draw_ring, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import SMALL_PX, sized, tokens_of

WIDTH = 150
HEIGHT = 28
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_WALK = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyField(QWidget):
    """``pressed`` tells the new shortcut in Qt's portable form, empty for none."""

    pressed = Signal(str)

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._broken = False
        self.setFixedSize(WIDTH, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def keys(self) -> str:
        return self._keys

    def show_keys(self, keys: str, *, broken: bool = False) -> None:
        """``broken`` where another action has them too."""
        self._keys = keys
        self._broken = broken
        self.setAccessibleDescription(shortcut_text(keys) if keys else self.tr("none"))
        self.update()

    def event(self, event: QEvent) -> bool:
        """While this field has the focus, keys are taken down instead of run."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if key in _MODIFIERS or key in _WALK or (plain and key == Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif plain and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.pressed.emit("")
        else:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            sequence = QKeySequence(QKeyCombination(modifiers, key))
            self.pressed.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.control, 6)
            words = shortcut_text(self._keys) if self._keys else self.tr("none")
            if self.hasFocus():
                words = self.tr("Press keys") if not self._keys else words
            colour = tokens.text if self._keys else tokens.secondary
            draw_text(painter, self.rect(), words, colour, sized(self.font(), SMALL_PX), CENTRE)
            if self._broken:
                draw_ring(painter, self.rect(), tokens.bad, 6)
            elif self.hasFocus():
                draw_ring(painter, self.rect(), tokens.accent, 6)
