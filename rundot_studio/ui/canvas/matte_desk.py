"""Correcting the cut-out on the canvas by hand, and storing what was corrected as its child."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImage, QImageReader

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.errands import Errands

from .desk import CanvasDesk
from .matte_picture import STRAIGHT, array_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rundot_studio.studio.studio import Studio


class MatteDesk(QObject):
    """One per window. What is under the brush stays there until it is kept or left, whatever is clicked elsewhere."""

    def __init__(self, panels: Panels, canvas: CanvasDesk, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._errands = errands
        self._studio: Studio | None = None
        self._picture: Picture | None = None
        self._number = 0
        panels.canvas.touch_up_wanted.connect(self.begin)
        panels.canvas.corrected.connect(self._keep)
        panels.canvas.back.connect(self._left)
        canvas.shown.connect(self._shown)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        self._number += 1

    @property
    def can_begin(self) -> bool:
        """Whether the picture on the canvas has an alpha to correct."""
        picture = self._canvas.picture
        return self._studio is not None and picture is not None and picture.has_alpha and self._picture is None

    def begin(self) -> None:
        """Read the cut-out on the canvas and what it was cut out of, and put them under the brush."""
        picture = self._canvas.picture
        if self._studio is None or picture is None or not self.can_begin:
            if self._picture is None:
                self._panels.status.say(self.tr("Cut the picture out first; then it can be touched up with a brush."))
            return
        library = self._studio.library
        source = source_among(self._canvas.ancestors)
        self._number += 1
        self._panels.canvas.canvas.maker.run(
            partial(_read_both, library.absolute(picture), library.absolute(source) if source is not None else None),
            partial(self._open, picture, self._number),
        )

    def _open(self, picture: Picture, number: int, images: tuple[QImage, QImage]) -> None:
        if number != self._number or self._canvas.picture is not picture:
            return
        if any(image.isNull() for image in images):
            self._panels.status.say(self.tr("A picture's file can't be read: {0}").format(picture.id))
            return
        self._picture = picture
        self._panels.canvas.correct(*images)

    def _shown(self, picture: Picture | None) -> None:
        self._panels.canvas.set_can_touch_up(picture is not None and picture.has_alpha)
        if self._picture is None or (picture is not None and picture.id == self._picture.id):
            return
        if self._panels.canvas.matte.canvas.changed:
            self._panels.status.say(self.tr("Keep the corrected cut-out, or cancel it, to see another picture."))
        else:
            self._panels.canvas.show_canvas()

    def _left(self) -> None:
        self._picture = None

    def _keep(self, image: QImage) -> None:
        picture, studio = self._picture, self._studio
        if picture is None or studio is None:
            self._failed_with(self.tr("The library is not open; your strokes are kept here."))
            return
        self._canvas.follow()
        self._errands.run(self._store(studio, picture, array_of(image)), partial(self._stored, studio), self._failed)

    async def _store(self, studio: "Studio", parent: Picture, rgba: "NDArray[np.uint8]") -> Picture:
        """On the thread that writes to the library."""
        import asyncio

        from rundot_studio.studio.edits import store_corrected

        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(studio.disk, store_corrected, studio.library, parent, rgba)

    def _stored(self, studio: "Studio", picture: Picture) -> None:
        self._panels.canvas.matte.end_keeping(stored=True)
        studio.library.picture_added.emit(picture)  # now that nothing is under the brush any more, it can be shown

    def _failed(self, error: StudioError) -> None:
        self._failed_with(error.message)

    def _failed_with(self, words: str) -> None:
        self._panels.status.say(words)
        self._panels.canvas.matte.end_keeping(stored=False)


def source_among(ancestors: list[Picture]) -> Picture | None:
    """The nearest one that is whole: what was cut out. None where the family begins with a cut-out."""
    return next((each for each in reversed(ancestors) if not each.has_alpha), None)


def _read_both(cutout: Path, source: Path | None) -> tuple[QImage, QImage]:
    """On a thread. Without a source, the colours that the cut-out hides under its clear pixels are all there is."""
    ours = _read_straight(cutout)
    return ours, _read_straight(source) if source is not None else ours.convertToFormat(QImage.Format.Format_RGBX8888)


def _read_straight(path: Path) -> QImage:
    """RGBA not multiplied by alpha; a null image for what can't be read."""
    try:
        content = path.read_bytes()
    except OSError:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    return image if image.isNull() else image.convertToFormat(STRAIGHT)
