"""A picture and its halves, so that drawing it small costs no more than drawing it large, and does not shimmer."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

SMALLEST = 64
"""No more halves are made when the longer side is this short, in pixels."""
AT_ONCE_PIXELS = 2048 * 2048
"""Up to so many pixels halves are made when they are first drawn: it takes less than a frame."""


class Pyramid:
    """``size`` is the picture's; a preview stands for a picture that is larger than its pixels.

    The images are in a form that Qt draws without conversion: RGB32 or premultiplied ARGB32. Half after half follows
    with :meth:`add_half`, which needs no Qt thread; what is drawn is the best there is.
    """

    def __init__(self, image: QImage, size: QSize | None = None) -> None:
        self.levels = [drawable(image)]
        self.size = size if size is not None else image.size()
        self.has_alpha = image.hasAlphaChannel()

    @property
    def full(self) -> QImage:
        return self.levels[0]

    @property
    def complete(self) -> bool:
        last = self.levels[-1]
        return max(last.width(), last.height()) <= SMALLEST

    @property
    def small(self) -> bool:
        """Whether halves may be made on the window's thread."""
        return self.full.width() * self.full.height() <= AT_ONCE_PIXELS

    def level(self, scale: float) -> QImage:
        """The smallest level that need not be enlarged at ``scale``, screen pixels per pixel of the picture."""
        best = self.full
        number = 0
        while True:
            number += 1
            if number == len(self.levels) and self.small and not self.complete and self._shrinks(best, scale):
                self.levels.append(scaled_half(best))
            if number >= len(self.levels) or self.levels[number].width() < scale * self.size.width() * 0.999:
                return best
            best = self.levels[number]

    def _shrinks(self, image: QImage, scale: float) -> bool:
        return image.width() // 2 >= scale * self.size.width() * 0.999

    def add_half(self) -> None:
        """Halve the smallest level once more. One thread at a time."""
        self.levels.append(halved(self.levels[-1]))

    def refresh(self, dirty: QRect) -> None:
        """After ``dirty`` of the full picture was painted over: bring the halves up to date there."""
        for larger, smaller in zip(self.levels, self.levels[1:], strict=False):
            left, top = dirty.left() // 2, dirty.top() // 2
            right = min(smaller.width(), dirty.right() // 2 + 1)
            bottom = min(smaller.height(), dirty.bottom() // 2 + 1)
            dirty = QRect(left, top, right - left, bottom - top)
            if dirty.isEmpty():
                return
            part = larger.copy(QRect(left * 2, top * 2, dirty.width() * 2, dirty.height() * 2))
            half = smoothly(part, dirty.size())
            painter = QPainter(smaller)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(dirty.topLeft(), half)
            painter.end()


def drawable(image: QImage) -> QImage:
    """The image in the form that draws fastest; without a copy where it has it already."""
    if image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def smoothly(image: QImage, size: QSize) -> QImage:
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def scaled_half(image: QImage) -> QImage:
    """Half as wide and half as high, each pixel the mean of those it stands for."""
    return smoothly(image, QSize(max(1, image.width() // 2), max(1, image.height() // 2)))


def halved(image: QImage) -> QImage:
    """The same for threads: OpenCV leaves Python's lock to others while it works, which Qt does not."""
    import cv2
    import numpy as np

    width, height = max(1, image.width() // 2), max(1, image.height() // 2)
    half = QImage(width, height, image.format())
    larger = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    smaller = np.frombuffer(half.bits(), np.uint8).reshape(height, width, 4)
    cv2.resize(larger, (width, height), dst=smaller, interpolation=cv2.INTER_AREA)
    return half
