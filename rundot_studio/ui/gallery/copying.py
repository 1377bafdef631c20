"""Pictures on the clipboard: as pixels and file, as paths, or as the text of their recipes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.pictures.loader import decode

if TYPE_CHECKING:
    from rundot_studio.library.library import Library

PNG_START = b"\x89PNG"


def file_data(paths: Sequence[Path]) -> QMimeData:
    """Files, as a file manager copies them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def path_data(paths: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setText("\n".join(str(path) for path in paths))
    return data


def picture_data(path: Path, content: bytes, image: QImage) -> QMimeData:
    """One picture as its pixels, its file, and its PNG where it is one, with its alpha as delivered."""
    data = file_data([path])
    if not image.isNull():
        data.setImageData(image)
    if content.startswith(PNG_START):
        data.setData("image/png", content)
    return data


async def read_picture(path: Path) -> tuple[bytes, QImage]:
    """Off the window's thread. Raises PictureUnknown for a file that can't be read."""
    import asyncio

    from rundot_studio.domain.errors import PictureUnknown

    try:
        content = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise PictureUnknown(f"The file {path.name} can't be read: {error.strerror}.") from error
    return content, await asyncio.to_thread(decode, content)


async def recipe_texts(library: "Library", pictures: Sequence[Picture]) -> str:
    """The recipes as A1111 parameters, one after the other with an empty line between."""
    import asyncio

    from rundot_studio.library.recipes import text_for

    return await asyncio.to_thread(lambda: "\n\n".join(text_for(picture) for picture in pictures))
