"""A menu in the theme's look. Qt's own, so that keys, submenus and screen readers work: only paint is ours."""

from PySide6.QtCore import Qt
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


def themed_menu(parent: QWidget, title: str = "") -> QMenu:
    """Gone when it is closed, if nobody keeps it."""
    menu = QMenu(title, parent)
    dress_menu(menu, tokens_of(parent))
    return menu


def dress_menu(menu: QMenu, tokens: Tokens) -> None:
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
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
