"""A cut-out under the brush, as pixels to be changed and as a picture to be drawn, kept in step where it changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter

from rundot_studio.imaging.matte_edit import Box, MatteEdit

from .pyramid import Pyramid, scaled_half, smoothly

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STRAIGHT = QImage.Format.Format_RGBA8888
WHOLE_SOURCE_PIXELS = 4096 * 4096


class MattePicture:
    """``source`` is what the cut-out was made from, scaled to it where it has another size. Made on any thread."""

    def __init__(self, cutout: QImage, source: QImage) -> None:
        ours = cutout.convertToFormat(STRAIGHT)
        if source.size() != ours.size():
            source = smoothly(source, ours.size())
        self._theirs = source.convertToFormat(STRAIGHT)  # lives as long as its pixels are looked at
        self.edit = MatteEdit(_pixels_of(ours), _pixels_of(self._theirs))
        self.picture = Pyramid(ours)
        # The source shines through faintly: for a large one half its size is enough, and a quarter of the memory.
        large = source.width() * source.height() > WHOLE_SOURCE_PIXELS
        self.source = Pyramid(scaled_half(source) if large else source, source.size())
        for pyramid in (self.picture, self.source):
            while not pyramid.complete:
                pyramid.add_half()

    @property
    def size(self) -> QSize:
        return self.picture.size

    def show(self, box: Box) -> None:
        """Bring what is drawn up to date with what was painted into ``box``."""
        painter = QPainter(self.picture.full)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(box.left, box.top, self.image(box))
        painter.end()
        self.picture.refresh(QRect(box.left, box.top, box.right - box.left, box.bottom - box.top))

    def image(self, box: Box | None = None) -> QImage:
        """The picture as it is now, or a part of it, not multiplied by alpha."""
        import numpy as np

        rgba = self.edit.rgba if box is None else self.edit.rgba[box.slices]
        height, width = rgba.shape[:2]
        rows = np.ascontiguousarray(rgba)
        return QImage(rows.data, width, height, width * 4, STRAIGHT).copy()


def array_of(image: QImage) -> "NDArray[np.uint8]":
    """A copy of the pixels, shape (height, width, 4)."""
    return _pixels_of(image).copy()


def _pixels_of(image: QImage) -> "NDArray[np.uint8]":
    """The image's own pixels, for as long as it lives."""
    import numpy as np

    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
