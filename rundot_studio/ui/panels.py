"""The window's panels, made and named in one place, so that the window lays them out and the desk connects them."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from .canvas.panel import CanvasPanel
from .docks.area import DockArea
from .docks.dock import Dock
from .gallery.drop_pages import DropPages
from .gallery.empty import EmptyGallery
from .gallery.panel import GalleryPanel
from .inspector.panel import Inspector
from .pictures.loader import PictureLoader
from .pictures.thumbnail_source import ThumbnailSource
from .pictures.titles import Titles
from .prompt.panel import PromptPanel
from .queue.rows import QueueList
from .status_line import StatusLine
from .top_bar import TopBar

translate = QCoreApplication.translate


class Panels:
    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.loader = PictureLoader(window)
        self.thumbnails = ThumbnailSource(self.loader, window)
        self.titles = Titles()
        self.top = TopBar()
        self.prompt = PromptPanel(self.loader)
        self.canvas = CanvasPanel()
        self.gallery = GalleryPanel(self.thumbnails, self.titles)
        self.inspector = Inspector(self.thumbnails, self.titles)
        self.queue = QueueList(self.titles)
        self.status = StatusLine()
        self.empty = EmptyGallery()
        self.middle = DropPages()
        self.middle.addWidget(self.canvas)
        self.middle.addWidget(self.empty)
        self.area = DockArea(self.middle)
        for name, title, panel, token, place in self._docks():
            self.area.add(Dock(name, title, panel, token), place)

    def _docks(self) -> tuple[tuple[str, str, QWidget, str, Qt.DockWidgetArea], ...]:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        return (
            ("prompt", translate("Panels", "Prompt"), self.prompt, "panel", left),
            ("gallery", translate("Panels", "Gallery"), self.gallery, "window", bottom),
            ("picture", translate("Panels", "Picture"), self.inspector, "panel", right),
            ("queue", translate("Panels", "Queue"), self.queue, "panel", right),
        )

    def show_side(self, name: str) -> None:
        """Bring a panel of the right side into sight: ``picture`` or ``queue``."""
        self.area.show_only(None)
        self.area.show_dock(name)

    def show_waiting(self, count: int) -> None:
        """How many jobs the queue's tab stands for."""
        words = translate("Panels", "Queue {0}").format(count) if count else translate("Panels", "Queue")
        self.area.docks["queue"].setWindowTitle(words)

    def close(self) -> None:
        self.loader.close()
        self.canvas.close_threads()
