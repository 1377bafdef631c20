"""The foot of the export sheet: where it goes, how far it is, and what became of it."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX, tokens_of

EXPORT_SHORTCUT = "Ctrl+Return"


class ProgressLine(QWidget):
    """A thin bar; full of motion while nobody knows how long."""

    HEIGHT = 4

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.update()

    @property
    def share(self) -> float:
        return self._share

    def sizeHint(self) -> QSize:
        return QSize(120, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.raised, 2)
            done = QRectF(0, 0, self.width() * self._share, self.height())
            fill_rounded(painter, done, tokens.accent, 2)


class Foot(QWidget):
    """``export`` is the one primary button. ``show_done`` puts three links after a sentence."""

    show_wanted = Signal()
    undo_wanted = Signal()
    play_wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label(colour="secondary", pixels=TEXT_PX, tabular=True)
        self.words.setMinimumWidth(1)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = ProgressLine()
        self.cancel = Button(self.tr("Cancel"), kind=ButtonKind.LINK)
        describe(self.cancel, self.tr("Cancel"), self.tr("Nothing is left half written"))
        self.cancel.clicked.connect(self.cancelled)
        self.show_files = self._link(self.tr("Show"), self.tr("Open the folder"), self.show_wanted)
        self.undo = self._link(self.tr("Undo"), self.tr("Take this export back"), self.undo_wanted)
        self.play = Button(self.tr("Play in the sample game"), kind=ButtonKind.QUIET, icon="gamepad", small=True)
        describe(self.play, self.play.text(), self.tr("Opens a small game with these pictures in the browser"))
        self.play.clicked.connect(self.play_wanted)
        self.export = Button(self.tr("Export"), kind=ButtonKind.PRIMARY)
        self.export.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self.export, self.tr("Export"), "", EXPORT_SHORTCUT)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP + 4)
        row.setSpacing(GAP)
        row.addWidget(self.progress)
        row.addWidget(self.words, 1)
        for button in (self.cancel, self.show_files, self.undo, self.play):
            row.addWidget(button)
        row.addSpacing(GAP)
        row.addWidget(self.export)
        self.show_rest("")

    def _link(self, words: str, tip: str, told: object) -> Button:
        button = Button(words, kind=ButtonKind.LINK)
        describe(button, words, tip)
        button.clicked.connect(told)
        return button

    def show_rest(self, words: str, bad: bool = False) -> None:
        """Nothing is being done."""
        self._set(words, "bad" if bad else "secondary", working=False, done=False)

    def show_work(self, words: str, share: float) -> None:
        self.progress.set_share(share)
        self._set(words, "secondary", working=True, done=False)

    def show_done(self, words: str, *, undo: bool = True) -> None:
        self._set(words, "text", working=False, done=True)
        self.undo.setVisible(undo)

    def _set(self, words: str, colour: str, *, working: bool, done: bool) -> None:
        self.words.setText(words)
        self.words.setToolTip(words)
        self.words.set_colour(colour)
        self.progress.setVisible(working)
        self.cancel.setVisible(working)
        self.show_files.setVisible(done)
        self.undo.setVisible(done)
