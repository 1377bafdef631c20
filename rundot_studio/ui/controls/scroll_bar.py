"""A slim scroll bar: a rounded handle over the content's margin that grows a little under the pointer."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle, QStyleOptionSlider, QWidget
from shiboken6 import isValid

from .painting import fill_rounded, painting
from .theme import tokens_of

THICKNESS = 10


class SlimScrollBar(QScrollBar):
    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(THICKNESS, 40)
        return QSize(40, THICKNESS)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )
        tokens = tokens_of(self)
        busy = self.underMouse() or self.isSliderDown()
        margin = 2 if busy else 3
        with painting(self) as painter:
            rect = QRectF(handle).adjusted(margin, margin, -margin, -margin)
            colour = tokens.faint if busy else tokens.handle
            fill_rounded(painter, rect, colour, min(rect.width(), rect.height()) / 2)


class OverlayScrollBar(SlimScrollBar):
    """Lies over the right margin of an area, so that nothing moves when it comes and goes.

    The area keeps its own bar, hidden, and the two follow each other.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        own = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        own.rangeChanged.connect(self._take_range)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        area.installEventFilter(self)
        self._take_range(own.minimum(), own.maximum())

    def _take_range(self, low: int, high: int) -> None:
        if not isValid(self._area):  # it is going, and tells of it while it goes
            return
        # Asked for anew: what Python holds of Qt's own bar can become void while the bar lives.
        own = self._area.verticalScrollBar()
        self.setRange(low, high)
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        self.setVisible(high > low)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._area.width() - THICKNESS, 0, THICKNESS, self._area.height())
        return super().eventFilter(watched, event)
