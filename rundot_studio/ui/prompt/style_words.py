"""The built-in styles in the window's language: their names and what they are good for; templates stay as they are."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from rundot_studio.domain.styles import Style


def in_words(styles: Sequence[Style]) -> list[Style]:
    """The same styles; an artist's own ones are called what the artist called them."""
    return [_translated(style) if style.built_in else style for style in styles]


def _translated(style: Style) -> Style:
    translate = QCoreApplication.translate
    return replace(style, name=translate("Styles", style.name), description=translate("Styles", style.description))
