"""The references over the services: who reads them, thumbnails of addresses, and large ones scaled down on consent."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImage

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.recipe import SourceImage
from rundot_studio.ui.pictures.loader import decode
from rundot_studio.ui.session.chores import Chores
from rundot_studio.ui.session.errands import Errands

from .keeper import is_loose
from .reading import keep_file, reader_of
from .strip import ReferenceStrip
from .tiles import is_url

if TYPE_CHECKING:
    from rundot_studio.library.library import Library
    from rundot_studio.studio.studio import Studio


class ReferenceDesk(QObject):
    """One per window."""

    def __init__(self, strip: ReferenceStrip, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._strip = strip
        self._errands = errands
        self._studio: Studio | None = None
        self._chores = Chores("pasted", self)
        strip.picture_wanted.connect(self._fetch)
        strip.image_given.connect(self._keep_image)
        strip.oversize.scale_wanted.connect(self._scale)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self._strip.set_reader(partial(reader_of, studio.library), partial(_size_of, studio.library))
        self._strip.set_remote(not studio.connection.offline)
        for source in self._strip.value:
            if is_url(source):
                self._fetch(source)

    def release(self) -> None:
        self._studio = None

    def _fetch(self, source: SourceImage) -> None:
        """Fetched by the studio, with the care of any download; the bearer stays at home."""
        if self._studio is None or self._studio.connection.offline:
            return

        def show(data: bytes) -> None:
            self._strip.show_thumbnail(source, decode(data))

        def tell(error: StudioError) -> None:
            self._strip.show_note(source, error.message)
            self._strip.complain(self.tr("At {0} is no picture to be seen. {1}").format(_host(source), error.message))

        self._errands.run(_thumbnail(self._studio, source.place), show, tell)

    def _keep_image(self, image: QImage) -> None:
        """An image of the clipboard becomes a file of the library, like one that was dropped."""
        if self._studio is None:
            self._strip.complain(self.tr("The engine is starting; paste it again in a moment."))
            return

        def add(kept: tuple[SourceImage, int]) -> None:
            self._strip.add_kept(*kept)

        self._chores.run(
            partial(_kept_image, self._studio.library, image, self.tr("Pasted picture")),
            add,
            lambda error: self._strip.complain(error.message),
        )

    def close(self) -> None:
        self._chores.close()

    def _scale(self, source: SourceImage) -> None:
        if self._studio is None:
            return

        def add(scaled: SourceImage) -> None:
            self._strip.add_pictures([scaled])

        self._strip.complain(self.tr("Scaling down …"))
        self._errands.run(_scaled(self._studio.library, source), add, lambda error: self._strip.complain(error.message))


async def _thumbnail(studio: "Studio", url: str) -> bytes:
    from rundot_studio.studio.sources import reference_thumbnail

    return await reference_thumbnail(studio.service.http, url)


def _host(source: SourceImage) -> str:
    return urlsplit(source.place).hostname or source.place


def _kept_image(library: "Library", image: QImage, name: str) -> tuple[SourceImage, int]:
    """The image kept as PNG, and its bytes. Blocking. Raises SourceUnusable."""
    from rundot_studio.studio.sources import source_from_bytes

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    data = bytes(content.data())
    return source_from_bytes(library, data, f"{name}.png"), len(data)


async def _scaled(library: "Library", source: SourceImage) -> SourceImage:
    import asyncio

    return await asyncio.to_thread(_keep_scaled, library, source)


def _keep_scaled(library: "Library", source: SourceImage) -> SourceImage:
    """Blocking, for seconds."""
    from rundot_studio.studio.sources import scaled_reference

    kept = keep_file(library, Path(source.place)) if is_loose(source) else source
    return scaled_reference(library, kept)


def _size_of(library: "Library", source: SourceImage) -> int:
    """The size of a picture of the library, which its row tells; files tell theirs themselves."""
    if source.picture_id is None:
        return 0
    try:
        return library.get(source.picture_id).stored_bytes
    except StudioError:
        return 0
