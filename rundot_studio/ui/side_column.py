"""The right column: the inspector over the queue, or the two as tabs where there is little room."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from .controls.columns import HairLine, Surface
from .controls.segment import Segment
from .controls.theme import GAP, GAP_LARGE
from .inspector.panel import Inspector
from .pictures.thumbnail_source import ThumbnailSource
from .pictures.titles import Titles
from .queue.rows import QueueList


class SideColumn(Surface):
    def __init__(self, thumbnails: ThumbnailSource, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.inspector = Inspector(thumbnails, titles)
        self.queue = QueueList(titles)
        self.tabs = Segment(
            self.tr("Side panel"),
            [
                ("picture", self.tr("Picture"), self.tr("What is known about the picture")),
                ("queue", self.tr("Queue"), self.tr("What runs and what needs you")),
            ],
        )
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, 0)
        head.addWidget(self.tabs)
        self._line = HairLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.inspector, 3)
        column.addWidget(self._line)
        column.addWidget(self.queue, 2)
        self._tabbed = False
        self.tabs.chosen.connect(self._show_parts)
        self._show_parts()

    @property
    def tabbed(self) -> bool:
        return self._tabbed

    def set_tabbed(self, tabbed: bool) -> None:
        self._tabbed = tabbed
        self._show_parts()

    def show_waiting(self, count: int) -> None:
        """How many jobs the queue's tab stands for."""
        self.tabs.set_words("queue", self.tr("Queue {0}").format(count) if count else self.tr("Queue"))

    def _show_parts(self) -> None:
        self._head.setVisible(self._tabbed)
        self._line.setVisible(not self._tabbed)
        self.inspector.setVisible(not self._tabbed or self.tabs.value == "picture")
        self.queue.setVisible(not self._tabbed or self.tabs.value == "queue")
