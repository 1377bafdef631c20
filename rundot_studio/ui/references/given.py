"""What was dropped or pasted, sorted: pictures of the library, files, an image without a file, or addresses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from rundot_studio.ui.gallery.drag import pictures_in

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import SourceImage

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True)
class Given:
    """Only one of the four has something: the best that there was."""

    pictures: tuple[SourceImage, ...] = ()
    files: tuple[Path, ...] = ()
    image: QImage | None = None
    addresses: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.files or self.image is not None or self.addresses)


def given_in(data: QMimeData) -> Given:
    """A browser gives an image together with its address: the image is what one sees, and needs no network."""
    pictures = tuple(pictures_in(data))
    if pictures:
        return Given(pictures=pictures)
    urls = data.urls() if data.hasUrls() else []
    files = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if files:
        return Given(files=files)
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Given(image=image)
    addresses = tuple(url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in urls)
    typed = _address_in(data)
    return Given(addresses=addresses or ((typed,) if typed else ()))


def holds_something(data: QMimeData) -> bool:
    """Whether a drop may be let in; asked while it still hangs in the air."""
    return data.hasUrls() or data.hasImage() or bool(_address_in(data))


def are_pictures(data: QMimeData) -> bool:
    """Whether this is meant as pictures even where words are written: files that are pictures, ours, or an image
    without any words."""
    if pictures_in(data):
        return True
    urls = data.urls() if data.hasUrls() else []
    if urls:
        return any(url.isLocalFile() and url.toLocalFile().lower().endswith(SUFFIXES) for url in urls)
    return data.hasImage() and not data.hasText()


def _address_in(data: QMimeData) -> str:
    """The address that a piece of text is, if it is one."""
    text = data.text().strip() if data.hasText() and len(data.text()) < 4000 else ""
    return text if text.lower().startswith(("https://", "http://")) and len(text.split()) == 1 else ""
