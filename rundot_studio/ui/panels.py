"""The window's panels, made and named in one place, so that the window lays them out and the desk connects them."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from .docks.area import DockArea
from .docks.dock import Dock
from .gallery.drop_pages import DropPages
from .gallery.empty import EmptyGallery
from .inspector.start import InspectorStart
from .pictures.loader import PictureLoader
from .pictures.thumbnail_source import ThumbnailSource
from .prompt.panel import PromptPanel
from .queue.start import QueueStart
from .status_line import StatusLine
from .tab_order import follow_in_tab_order
from .top_bar import TopBar

if TYPE_CHECKING:
    from .canvas.panel import CanvasPanel
    from .gallery.panel import GalleryPanel
    from .inspector.panel import Inspector
    from .pictures.titles import Titles
    from .queue.rows import QueueList

translate = QCoreApplication.translate


class Panels:
    """What is seen before a library is there is made at once; canvas, gallery, inspector and queue when they are asked
    for.

    So the first paint need not wait for them: see :mod:`rundot_studio.ui.furnishing`.
    """

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.loader = PictureLoader(window)
        self.thumbnails = ThumbnailSource(self.loader, window)
        self.top = TopBar()
        self.prompt = PromptPanel(self.loader)
        self.status = StatusLine()
        self.empty = EmptyGallery()
        self.middle = DropPages()
        self.middle.addWidget(self.empty)
        self.area = DockArea(self.middle)
        for name, title, panel, token, place in self._docks():
            self.area.add(Dock(name, title, panel, token), place)

    @cached_property
    def titles(self) -> "Titles":
        from .pictures.titles import Titles

        return Titles()

    @cached_property
    def canvas(self) -> "CanvasPanel":
        from .canvas.panel import CanvasPanel

        canvas = CanvasPanel()
        self.middle.insertWidget(0, canvas)
        follow_in_tab_order(self.top, canvas)
        return canvas

    @cached_property
    def gallery(self) -> "GalleryPanel":
        from .gallery.panel import GalleryPanel

        gallery = GalleryPanel(self.thumbnails, self.titles)
        self.area.docks["gallery"].setWidget(gallery)
        follow_in_tab_order(self.prompt, gallery)
        return gallery

    @cached_property
    def inspector(self) -> "Inspector":
        from .inspector.panel import Inspector

        inspector = Inspector(self.thumbnails, self.titles)
        self.area.docks["picture"].exchange(inspector)
        follow_in_tab_order(inspector, self.area.docks["queue"])  # what is made last is last; these come after it
        follow_in_tab_order(self.area.docks["queue"], self.status)
        return inspector

    @cached_property
    def queue(self) -> "QueueList":
        from .queue.rows import QueueList

        queue = QueueList(self.titles)
        self.area.docks["queue"].exchange(queue)
        follow_in_tab_order(queue, self.status)
        return queue

    def _docks(self) -> tuple[tuple[str, str, QWidget | None, str, Qt.DockWidgetArea], ...]:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        return (
            ("prompt", translate("Panels", "Prompt"), self.prompt, "panel", left),
            ("gallery", translate("Panels", "Gallery"), None, "window", bottom),
            ("picture", translate("Panels", "Picture"), InspectorStart(), "panel", right),
            ("queue", translate("Panels", "Queue"), QueueStart(), "panel", right),
        )

    def show_side(self, name: str) -> None:
        """Bring a panel of a side into sight: ``prompt``, ``picture`` or ``queue``."""
        self.area.show_only(None)
        self.area.show_dock(name)

    def show_waiting(self, count: int) -> None:
        """How many jobs the queue's tab stands for."""
        words = translate("Panels", "Queue {0}").format(count) if count else translate("Panels", "Queue")
        self.area.docks["queue"].setWindowTitle(words)

    def close(self) -> None:
        self.loader.close()
        if "canvas" in vars(self):
            self.canvas.close_threads()
