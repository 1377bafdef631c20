"""A splitter whose handle is a hair line, a little stronger under the pointer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from .painting import fill_rounded, painting
from .theme import tokens_of


class HairHandle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.window))
            painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(tokens.line))
            if self.underMouse():
                grip = QRectF(self.width() / 2 - 16, self.height() / 2 - 1, 32, 3)
                fill_rounded(painter, grip, tokens.faint, 1.5)


class HairSplit(QSplitter):
    """Two parts, one over the other."""

    def __init__(self, upper: QWidget, lower: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setHandleWidth(5)
        self.setChildrenCollapsible(False)
        self.addWidget(upper)
        self.addWidget(lower)

    def createHandle(self) -> QSplitterHandle:
        handle = HairHandle(self.orientation(), self)
        handle.setAttribute(Qt.WidgetAttribute.WA_Hover)
        return handle
