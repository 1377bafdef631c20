"""What a picture of the gallery is while it is dragged: its file for other programs, its name in the library for us."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import SourceImage

PICTURES_TYPE = "application/x-rundot-studio-pictures"


def drag_data(pictures: Iterable[tuple[Picture, Path]]) -> QMimeData:
    """For pictures with their files."""
    data = QMimeData()
    listed = list(pictures)
    data.setUrls([QUrl.fromLocalFile(str(path)) for _, path in listed])
    lines = "\n".join(f"{picture.id}\t{picture.path}" for picture, _ in listed)
    data.setData(PICTURES_TYPE, lines.encode())
    return data


def pictures_in(data: QMimeData) -> list[SourceImage]:
    """The library's pictures in a drop; nothing for what comes from elsewhere."""
    if not data.hasFormat(PICTURES_TYPE):
        return []
    lines = bytes(data.data(PICTURES_TYPE).data()).decode().splitlines()
    parts = (line.split("\t", 1) for line in lines)
    return [SourceImage(place=path, picture_id=picture_id) for picture_id, path in parts]
