"""The window's panels, made and named in one place, so that the window lays them out and the desk connects them."""

from PySide6.QtWidgets import QWidget

from .canvas.panel import CanvasPanel
from .controls.split import HairSplit
from .gallery.drop_pages import DropPages
from .gallery.empty import EmptyGallery
from .gallery.panel import GalleryPanel
from .pictures.loader import PictureLoader
from .pictures.thumbnail_source import ThumbnailSource
from .pictures.titles import Titles
from .prompt.panel import PromptPanel
from .side_column import SideColumn
from .status_line import StatusLine
from .top_bar import TopBar


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
        self.side = SideColumn(self.thumbnails, self.titles)
        self.status = StatusLine()
        self.empty = EmptyGallery()
        self.split = HairSplit(self.canvas, self.gallery)
        self.middle = DropPages()
        self.middle.addWidget(self.split)
        self.middle.addWidget(self.empty)

    def show_side(self, tab: str) -> None:
        """Bring a part of the side column into sight."""
        self.top.side.setChecked(True)
        self.side.tabs.choose(tab)

    def close(self) -> None:
        self.loader.close()
