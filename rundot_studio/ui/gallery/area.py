"""What mouse and keyboard need of the gallery's view."""

from typing import Protocol

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea

from .geometry import Grid
from .selection import Selection


class GalleryArea(Protocol):
    """Points are in the viewport; ``offset`` is how far it is scrolled, so that their sum is in the grid."""

    @property
    def widget(self) -> QAbstractScrollArea: ...
    @property
    def grid(self) -> Grid: ...
    @property
    def selection(self) -> Selection: ...
    @property
    def offset(self) -> int: ...
    def row_at(self, point: QPoint) -> int | None: ...
    def heading_at(self, point: QPoint) -> int | None: ...
    def ranges_in(self, box: QRect) -> list[tuple[int, int]]:
        """The rows whose cells touch a box of the content, as ranges."""

    def drag_out(self) -> None:
        """Drag what is selected; returns when it was dropped."""
