"""The keys that walk the gallery."""

from PySide6.QtCore import Qt

from .area import GalleryArea

Key = Qt.Key


def row_after(area: GalleryArea, key: Key) -> int | None:
    """Where a key leads from the current row; None for a key that does not walk, or an empty gallery."""
    grid = area.grid
    last = grid.count - 1
    if last < 0 or key not in WALKING:
        return None
    current = area.selection.current
    if current is None:
        return last if key is Key.Key_End else 0
    if key is Key.Key_Home:
        return 0
    if key is Key.Key_End:
        return last
    if key in (Key.Key_Left, Key.Key_Right):
        return min(last, max(0, current + (1 if key is Key.Key_Right else -1)))
    page = max(1, area.widget.viewport().height() // grid.pitch)
    rows = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -page, Key.Key_PageDown: page}[key]
    row = grid.step(current, rows)
    if row == current and abs(rows) > 1:
        return 0 if rows < 0 else last
    return row


WALKING = frozenset(
    {
        Key.Key_Left,
        Key.Key_Right,
        Key.Key_Up,
        Key.Key_Down,
        Key.Key_PageUp,
        Key.Key_PageDown,
        Key.Key_Home,
        Key.Key_End,
    }
)
