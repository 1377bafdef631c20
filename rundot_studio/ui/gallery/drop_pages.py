"""The middle of the window as a place to drop files and folders on, whichever page it shows."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from .drag import PICTURES_TYPE


class DropPages(QStackedWidget):
    """``dropped`` tells the paths. The gallery's own pictures are not taken: they are here already."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = paths_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)


def paths_in(data: QMimeData) -> list[Path]:
    """Files and folders of a drop; none for pictures of the gallery."""
    if data.hasFormat(PICTURES_TYPE):
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
