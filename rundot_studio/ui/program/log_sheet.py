"""The log in the window: its newest part, to be read and copied; never with a secret."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFont, QFontDatabase, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.scroll_bar import OverlayScrollBar
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, SMALL_PX, scaled


class LogSheet(Sheet):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=980, height=640)
        words = self.tr("Log")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        describe(self.text, words, self.tr("The newest part of what happened"))
        self._bar = OverlayScrollBar(self.text)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(scaled(SMALL_PX))
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.text.setFont(font)
        self.body.setContentsMargins(GAP_LARGE + GAP, 0, GAP_LARGE, GAP_LARGE)
        self.body.addWidget(self.text)
        self.copy = Button(self.tr("Copy all"), small=True)
        describe(self.copy, self.copy.text(), self.tr("To send it to somebody who helps"))
        self.copy.clicked.connect(self._copy)
        self.folder = Button(self.tr("Show the folder"), small=True)
        describe(self.folder, self.folder.text())
        self.folder.clicked.connect(self._show_folder)
        self.head.addWidget(self.copy)
        self.head.addWidget(self.folder)

    def open_log(self) -> None:
        from rundot_studio.studio.log_file import read_log

        self.text.setPlainText(read_log() or self.tr("Nothing has gone wrong so far."))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.open(self.text)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())

    def _show_folder(self) -> None:
        from rundot_studio.studio.log_file import log_folder

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))
