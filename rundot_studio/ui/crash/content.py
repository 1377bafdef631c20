"""What a telling looks like, over the window or in a small window of its own: words, the report's place, what helps."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextOption
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.text_area import TextArea
from rundot_studio.ui.controls.theme import CONTROL_HEIGHT, GAP, GAP_LARGE, GAP_SMALL, SMALL_PX, TEXT_PX, scaled
from rundot_studio.ui.pictures.file_manager import show_in_folder

from .telling import Telling

REPORT_HEIGHT = 220
COPIED_MS = 2500


class CrashContent(QVBoxLayout):
    """``grown`` tells that it wants another height, ``left`` that the artist is done with it."""

    grown = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._telling: Telling | None = None
        self.words = Label(colour="text", pixels=TEXT_PX, wrap=True)
        self.what = Label(colour="text", pixels=TEXT_PX, wrap=True)
        self.more = Label(wrap=True)
        self.place = Label(colour="text", pixels=TEXT_PX, wrap=True)
        for label in (self.what, self.place):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.promise = Label(wrap=True)
        self.report = TextArea()
        self.report.edit.setReadOnly(True)
        self.report.edit.setFont(_code_font())
        self.report.edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.report.setFixedHeight(REPORT_HEIGHT)
        describe(self.report.edit, self.tr("The report"))
        self.report.hide()
        self.folder = Button(self.tr("Show the folder"))
        self.copy = Button(self.tr("Copy report"))
        self.read = Button(self.tr("Read it"), kind=ButtonKind.QUIET)
        self.read.setCheckable(True)
        self.close_button = Button(kind=ButtonKind.PRIMARY)
        self.close_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.close_button.setFixedHeight(CONTROL_HEIGHT)
        describe(self.folder, self.folder.text(), self.tr("The folder with the log and all crash reports"))
        describe(self.copy, self.copy.text(), self.tr("To send it to somebody who helps"))
        describe(self.read, self.tr("Read the report"))
        self.copy.setFixedWidth(self.copy.sizeHint().width())
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(COPIED_MS)
        self._copied.timeout.connect(self._offer_copy)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setContentsMargins(GAP_LARGE + GAP, 0, GAP_LARGE + GAP, GAP_LARGE + GAP_SMALL)
        self.setSpacing(GAP_SMALL)
        self.addWidget(self.words)
        self.addSpacing(GAP_LARGE)
        self.addWidget(heading(self.tr("What it was")))
        self.addWidget(self.what)
        self.addWidget(self.more)
        self.addSpacing(GAP_LARGE)
        self.addWidget(heading(self.tr("Where the report is")))
        self.addWidget(self.place)
        self.addWidget(self.promise)
        self.addSpacing(GAP_SMALL)
        self.addWidget(self.report)
        self.addSpacing(GAP_LARGE)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.folder, self.copy, self.read):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.addLayout(row)

    def _connect(self) -> None:
        self.folder.clicked.connect(self._show_folder)
        self.copy.clicked.connect(self._copy)
        self.read.toggled.connect(self._show_report)
        self.close_button.clicked.connect(self.left)

    def tell(self, telling: Telling) -> None:
        """Show it; what is shown already is not painted again."""
        from rundot_studio.studio.crash_report import without_home

        self._telling = telling
        _show(self.words, telling.words)
        _show(self.what, telling.what)
        _show(self.more, telling.more)
        self.more.setVisible(bool(telling.more))
        if telling.file is not None:
            _show(self.place, without_home(str(telling.file)))
            promise = self.tr("It stays on this machine; nothing is sent. Keys, tokens and prompts are left out of it.")
        else:
            promise = self.tr("It could not be written into a file: copy it before you close this. Nothing is sent.")
        self.place.setVisible(telling.file is not None)
        _show(self.promise, promise)
        self.close_button.setText(telling.close)
        describe(self.close_button, telling.close)
        self.report.set_text(telling.report)
        self.grown.emit()

    def start_over(self) -> None:
        """As it is when it is opened: the report is not unfolded."""
        self.read.setChecked(False)
        self._offer_copy()

    def _show_report(self, on: bool) -> None:
        self.report.setVisible(on)
        self.grown.emit()

    def _copy(self) -> None:
        if self._telling is not None:
            QApplication.clipboard().setText(self._telling.report)
            self.copy.setText(self.tr("Copied"))
            self._copied.start()

    def _offer_copy(self) -> None:
        self._copied.stop()
        self.copy.setText(self.tr("Copy report"))

    def _show_folder(self) -> None:
        from rundot_studio.studio.log_file import log_folder

        if self._telling is not None:
            show_in_folder(self._telling.file or log_folder())


def _show(label: Label, words: str) -> None:
    if label.text() != words:
        label.setText(words)


def _code_font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(scaled(SMALL_PX))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font
