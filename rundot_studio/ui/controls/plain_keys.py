"""Keys without Ctrl or Alt, which the window has shortcuts for: a sheet over it keeps them for itself."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def is_plain_override(event: QEvent) -> bool:
    """Whether a key is about to run a shortcut of the window though it is no more than a sign."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return bool(event.text().strip()) and not event.modifiers() & _COMMANDING
