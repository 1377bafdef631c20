"""What scrolls without a ground of its own: the panel below is seen through it.

Qt's own viewport is not asked for. The first time it is, PySide 6.11 makes all of its widget classes to find the one it
is of, which would cost the first paint some 20 ms.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QTextEdit, QWidget


def see_through(area: QScrollArea) -> None:
    """Give the area a viewport that is not filled. Its content fills itself, unless it is told not to."""
    area.setViewport(QWidget())


def see_through_text(edit: QTextEdit | QPlainTextEdit) -> None:
    """Its words keep the colours of the theme; only their ground is taken away."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
    edit.setPalette(palette)
