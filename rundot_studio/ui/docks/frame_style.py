"""How the seams between docks look: a hair line to drag, and tabs in the theme's colours.

The style belongs to the dock area alone; what lies in the docks is painted by itself.
"""

from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QStyleOptionTab, QTabBar, QWidget

from rundot_studio.ui.controls.painting import CENTRE, draw_ring, draw_text, fill_rounded
from rundot_studio.ui.controls.theme import SMALL_PX, sized, tokens_of_palette

SEAM = 5
"""Wide enough to be caught by the pointer; only one pixel of it is drawn."""
TAB_HEIGHT = 36


class FrameStyle(QProxyStyle):
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric == QStyle.PixelMetric.PM_DockWidgetSeparatorExtent:
            return SEAM
        if metric in (
            QStyle.PixelMetric.PM_TabBarTabShiftVertical,
            QStyle.PixelMetric.PM_TabBarTabShiftHorizontal,
            QStyle.PixelMetric.PM_TabBarTabOverlap,
            QStyle.PixelMetric.PM_TabBarBaseOverlap,
        ):
            return 0
        return super().pixelMetric(metric, option, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, cast(QWidget, widget))
        if kind == QStyle.ContentsType.CT_TabBarTab:
            found.setHeight(TAB_HEIGHT)
        return found

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element == QStyle.ControlElement.CE_TabBarTab and isinstance(option, QStyleOptionTab):
            _draw_tab(painter, option)
        else:
            super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element != QStyle.PrimitiveElement.PE_IndicatorDockWidgetResizeHandle:
            super().drawPrimitive(element, option, painter, widget)
            return
        tokens = tokens_of_palette(option.palette)
        seam: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.fillRect(seam, QColor(tokens.window))
        upright = seam.width() < seam.height()
        line = QRect(seam.center().x(), seam.top(), 1, seam.height())
        if not upright:
            line = QRect(seam.left(), seam.center().y(), seam.width(), 1)
        painter.fillRect(line, QColor(tokens.line))
        if state & QStyle.StateFlag.State_MouseOver:
            grip = QRect(0, 0, 3, 32) if upright else QRect(0, 0, 32, 3)
            grip.moveCenter(seam.center())
            fill_rounded(painter, grip, tokens.faint, 1.5)


def _draw_tab(painter: QPainter, option: QStyleOptionTab) -> None:
    tokens = tokens_of_palette(option.palette)
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(option.rect, QColor(tokens.panel))
    if chosen:
        line = QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2)
        painter.fillRect(line, QColor(tokens.accent))
    colour = tokens.text if chosen or pointed else tokens.secondary
    draw_text(painter, option.rect.adjusted(8, 0, -8, 0), option.text, colour, sized(painter.font(), SMALL_PX), CENTRE)
    if option.state & QStyle.StateFlag.State_HasFocus:
        draw_ring(painter, option.rect.adjusted(3, 4, -3, -5), tokens.accent)
    painter.restore()


def dress_tabs(bar: QTabBar, style: FrameStyle) -> None:
    """Give the tabs of docks that lie upon each other our look.

    Not by a style sheet: one on a tab bar keeps a change of palette from all of the bar's parent.
    """
    bar.setStyle(style)
    bar.setDrawBase(False)
    bar.setExpanding(True)
    bar.setElideMode(Qt.TextElideMode.ElideRight)
