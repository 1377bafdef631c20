"""How the seams between docks look: a hair line to drag, and tabs in the theme's colours.

The style belongs to the dock area alone; what lies in the docks is painted by itself.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QTabBar, QWidget

from rundot_studio.ui.controls.painting import fill_rounded
from rundot_studio.ui.controls.theme import SMALL_PX, Tokens, tokens_of, tokens_of_palette

SEAM = 5
"""Wide enough to be caught by the pointer; only one pixel of it is drawn."""


class FrameStyle(QProxyStyle):
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric == QStyle.PixelMetric.PM_DockWidgetSeparatorExtent:
            return SEAM
        return super().pixelMetric(metric, option, widget)

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


def dress_tabs(bar: QTabBar) -> None:
    """Give the tabs of docks that lie upon each other the theme's look."""
    bar.setDrawBase(False)
    bar.setExpanding(True)
    bar.setElideMode(Qt.TextElideMode.ElideRight)
    bar.setStyleSheet(_tab_sheet(tokens_of(bar)))


def _tab_sheet(tokens: Tokens) -> str:
    return (
        f"QTabBar {{ background: {tokens.panel}; border: 0; font-size: {SMALL_PX}px; }}"
        f"QTabBar::tab {{ background: {tokens.panel}; color: {tokens.secondary}; border: 0; padding: 9px 12px; }}"
        f"QTabBar::tab:hover {{ color: {tokens.text}; }}"
        f"QTabBar::tab:selected {{ color: {tokens.text}; border-bottom: 2px solid {tokens.accent}; }}"
        f"QTabBar::tab:focus {{ color: {tokens.accent_text}; }}"
    )
