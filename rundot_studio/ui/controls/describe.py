"""Every control says what it is: a tool tip with its shortcut, and a name for screen readers."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget


def describe(widget: QWidget, name: str, tip: str = "", shortcut: str = "") -> None:
    """Name the control; ``shortcut`` in Qt's portable form, such as ``Ctrl+Return``, is told in the tool tip."""
    widget.setAccessibleName(name)
    told = tip or name
    if shortcut:
        told = f"{told}  ({shortcut_text(shortcut)})"
    widget.setToolTip(told)


def shortcut_text(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
