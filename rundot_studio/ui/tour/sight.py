"""Where a part of the window is to be seen: in its scroll area, in its dock, in a dock that floats."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

LEAST = 8
"""Pixels of a part that must be seen for it to be pointed at."""


def seen_of(part: QWidget) -> QRect:
    """What is seen of the part in the coordinates of its own window; empty where it is hidden or scrolled away."""
    if not part.isVisible():
        return QRect()
    window = part.window()
    rect = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    step = part.parentWidget()
    while step is not None and step is not window:
        rect = rect.intersected(QRect(step.mapTo(window, QPoint(0, 0)), step.size()))
        step = step.parentWidget()
    rect = rect.intersected(window.rect())
    return rect if rect.width() >= LEAST and rect.height() >= LEAST else QRect()


def first_seen(parts: Sequence[QWidget]) -> QWidget | None:
    """The first of the parts of which something is seen."""
    return next((part for part in parts if not seen_of(part).isEmpty()), None)


def scroll_to(part: QWidget) -> None:
    """Bring the part into sight, in every scroll area that it lies in."""
    step = part.parentWidget()
    while step is not None:
        if isinstance(step, QScrollArea):
            step.ensureWidgetVisible(part, 0, 2 * LEAST)
        step = step.parentWidget()


def rect_in(window: QWidget, rect: QRect, of: QWidget) -> QRect:
    """A rectangle of one window in the coordinates of another."""
    if of is window:
        return rect
    return QRect(window.mapFromGlobal(of.mapToGlobal(rect.topLeft())), rect.size())
