"""A menu in the theme's look. Qt's own, so that keys, submenus and screen readers work: only paint is ours."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from .theme import RADIUS, SMALL_PX, Tokens, tokens_of

STYLE = """
QMenu {{ background: {control}; border: 1px solid {handle}; border-radius: {radius}px; padding: 4px; color: {text}; }}
QMenu::item {{ padding: 6px 22px 6px 14px; border-radius: 6px; margin: 0; font-size: {size}px; }}
QMenu::item:selected {{ background: {raised}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; }}
"""


class RoundedMenu(QMenu):
    """Translucent at its corners; under X cut out by a mask, as they are black there without a compositor."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._masked = QGuiApplication.platformName() == "xcb"
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._masked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._masked:
            return
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))


def themed_menu(parent: QWidget, title: str = "") -> QMenu:
    menu = RoundedMenu(title, parent)
    _dress(menu, tokens_of(parent))
    return menu


def _dress(menu: QMenu, tokens: Tokens) -> None:
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    menu.setStyleSheet(
        STYLE.format(
            control=tokens.control,
            handle=tokens.handle,
            radius=RADIUS,
            text=tokens.text,
            raised=tokens.raised,
            faint=tokens.faint,
            line=tokens.handle,
            size=SMALL_PX + 1,
        )
    )
