"""Which part of a picture is seen at which zoom: arithmetic of the canvas, without Qt."""

from dataclasses import dataclass, replace

ZOOM_LEAST = 0.02
ZOOM_MOST = 32.0
FIT_MOST = 8.0
ZOOM_STOPS = (0.05, 0.1, 0.15, 0.2, 0.25, 1 / 3, 0.5, 2 / 3, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
"""Where the keys stop on their way; the wheel knows no stops."""


def next_stop(zoom: float, *, larger: bool) -> float:
    """The stop after ``zoom`` in one direction; the last one again at the end."""
    if larger:
        return next((stop for stop in ZOOM_STOPS if stop > zoom * 1.001), ZOOM_MOST)
    return next((stop for stop in reversed(ZOOM_STOPS) if stop < zoom * 0.999), ZOOM_LEAST)


@dataclass(frozen=True)
class CanvasView:
    """A picture of (width, height) pixels seen through a window of (room_width, room_height).

    ``zoom`` is window pixels per picture pixel. (``x``, ``y``) is where the picture's upper left corner lies in the
    window.
    """

    width: int
    height: int
    room_width: int
    room_height: int
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def fitted(self, top: float, bottom: float, side: float) -> "CanvasView":
        """The whole picture, centred between the margins; small sprites grow, but not beyond eight times."""
        across = max(1, self.room_width - 2 * side)
        down = max(1, self.room_height - top - bottom)
        zoom = min(across / self.width, down / self.height, FIT_MOST)
        if zoom > 2:
            zoom = float(int(zoom))  # whole steps keep the pixels of a sprite square
        x = (self.room_width - self.width * zoom) / 2
        y = top + (down - self.height * zoom) / 2
        return replace(self, zoom=zoom, x=x, y=y)

    def zoomed(self, zoom: float, at_x: float, at_y: float) -> "CanvasView":
        """Another zoom; the picture's point under (at_x, at_y) stays where it is."""
        zoom = min(max(zoom, ZOOM_LEAST), ZOOM_MOST)
        factor = zoom / self.zoom
        moved = replace(self, zoom=zoom, x=at_x - (at_x - self.x) * factor, y=at_y - (at_y - self.y) * factor)
        return moved.held()

    def moved(self, dx: float, dy: float) -> "CanvasView":
        return replace(self, x=self.x + dx, y=self.y + dy).held()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the window is in the picture, in its pixels; it may lie outside."""
        return (x - self.x) / self.zoom, (y - self.y) / self.zoom

    def held(self) -> "CanvasView":
        """Pulled back so that at least a quarter of the window, or the whole picture, stays in sight."""
        return replace(
            self,
            x=_hold(self.x, self.width * self.zoom, self.room_width),
            y=_hold(self.y, self.height * self.zoom, self.room_height),
        )


def _hold(start: float, length: float, room: int) -> float:
    visible = min(length, room / 4)
    return min(max(start, visible - length), room - visible)
