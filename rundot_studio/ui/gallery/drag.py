"""What a picture of the gallery is while it is dragged: its file for other programs, its name in the library for us."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl

if TYPE_CHECKING:  # also who only asks for the kind of a drop imports this, before the first paint
    from rundot_studio.domain.picture import Picture
    from rundot_studio.domain.recipe import SourceImage

PICTURES_TYPE = "application/x-rundot-studio-pictures"
IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
IMAGE_MOST = 24 * 1024 * 1024
"""A larger file is dragged as a file alone: it is read when the drag begins."""


def drag_data(pictures: "Iterable[tuple[Picture, Path]]") -> QMimeData:
    """For pictures with their files; of a single one its bytes too, for editors that take images and no files."""
    data = QMimeData()
    listed = list(pictures)
    data.setUrls([QUrl.fromLocalFile(str(path)) for _, path in listed])
    lines = "\n".join(f"{picture.id}\t{picture.path}" for picture, _ in listed)
    data.setData(PICTURES_TYPE, lines.encode())
    if len(listed) == 1:
        _add_image(data, *listed[0])
    return data


def _add_image(data: QMimeData, picture: "Picture", path: Path) -> None:
    image_type = IMAGE_TYPES.get(path.suffix.lower())
    if image_type is None or picture.stored_bytes > IMAGE_MOST:
        return
    with suppress(OSError):  # gone or unreadable: whoever takes the file will be told
        data.setData(image_type, path.read_bytes())


def pictures_in(data: QMimeData) -> "list[SourceImage]":
    """The library's pictures in a drop; nothing for what comes from elsewhere."""
    if not data.hasFormat(PICTURES_TYPE):
        return []
    from rundot_studio.domain.recipe import SourceImage

    lines = bytes(data.data(PICTURES_TYPE).data()).decode().splitlines()
    parts = (line.split("\t", 1) for line in lines)
    return [SourceImage(place=path, picture_id=picture_id) for picture_id, path in parts]
