"""How pictures are looked at: what lies behind their alpha, how enlarged pixels are drawn, if a grid parts them."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

SHARP_FROM = 2.0
"""The zoom from which pixels are squares, where the choice is left to us."""


class Ground(StrEnum):
    """What shows through. ``ALPHA`` shows the alpha itself as greys, white where the picture is solid."""

    CHECKER = "checker"
    BLACK = "black"
    WHITE = "white"
    COLOUR = "colour"
    ALPHA = "alpha"


class Scaling(StrEnum):
    """How enlarged pixels are drawn: ``AUTO`` smooths up to 200 % and leaves them square from there."""

    AUTO = "auto"
    NEAREST = "nearest"
    SMOOTH = "smooth"


class Look(QObject):
    """One for all that shows pictures large, so that a change is seen everywhere."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = Ground.CHECKER
        self._colour = "#5a8f5a"
        self._scaling = Scaling.AUTO
        self._grid = True

    @property
    def ground(self) -> Ground:
        return self._ground

    def set_ground(self, ground: Ground) -> None:
        self._ground = ground
        self.changed.emit()

    @property
    def colour(self) -> str:
        """The artist's own colour for :attr:`Ground.COLOUR`, ``#rrggbb``."""
        return self._colour

    def set_colour(self, colour: str) -> None:
        """Take an own colour, and show it."""
        self._colour = colour
        self.set_ground(Ground.COLOUR)

    @property
    def scaling(self) -> Scaling:
        return self._scaling

    def set_scaling(self, scaling: Scaling) -> None:
        self._scaling = scaling
        self.changed.emit()

    @property
    def grid(self) -> bool:
        """Whether lines part the pixels from 800 %."""
        return self._grid

    def set_grid(self, grid: bool) -> None:
        self._grid = grid
        self.changed.emit()

    def sharp_at(self, zoom: float) -> bool:
        """Whether pixels are square at this zoom, in screen pixels per pixel. What is shrunk is always smoothed."""
        if self._scaling is Scaling.AUTO:
            return zoom >= SHARP_FROM
        return self._scaling is Scaling.NEAREST and zoom > 1
