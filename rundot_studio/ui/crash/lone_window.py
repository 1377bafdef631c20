"""The same telling in a small window of its own, where the program's window could not be made."""

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.theme import DARK, GAP, GAP_LARGE, HEADING_PX, LIGHT, apply_theme

from .content import CrashContent
from .telling import Telling

WIDTH = 600
NOBODY_SEES = ("offscreen", "minimal", "minimalegl", "vnc")
"""Plugins of Qt without a screen: a window there would wait for ever."""


class LoneWindow(QWidget):
    def __init__(self, telling: Telling) -> None:
        super().__init__()
        self.setWindowTitle("Rundot Studio")
        self.setAccessibleDescription(telling.words)
        self._ended = QEventLoop(self)
        self.content = CrashContent()
        head = QVBoxLayout()
        head.setContentsMargins(GAP_LARGE + GAP, GAP_LARGE, GAP_LARGE, GAP)
        head.addWidget(Label(telling.heading, colour="text", pixels=HEADING_PX, bold=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GAP, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addLayout(self.content)
        self.content.grown.connect(self._fit)
        self.content.left.connect(self.close)
        self.content.tell(telling)

    def run(self) -> None:
        """Show it until it is closed."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.content.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ended.exec()

    def _fit(self) -> None:
        self.setFixedSize(WIDTH, self._column.totalHeightForWidth(WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._ended.quit()


def show_alone(app: QApplication, telling: Telling) -> bool:
    """Show it until it is closed; whether there was a screen for it."""
    if QGuiApplication.platformName() in NOBODY_SEES:
        return False
    if app.style().name() != "fusion":  # the window did not get far enough to choose
        light = app.styleHints().colorScheme() == Qt.ColorScheme.Light
        apply_theme(app, LIGHT if light else DARK)
    window = LoneWindow(telling)
    window.run()
    window.deleteLater()
    return True
