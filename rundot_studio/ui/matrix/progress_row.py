"""A matrix under way, above the Generate button: how far it is, what is missing, and where its sheet is."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, tokens_of
from rundot_studio.ui.gallery.cards import draw_progress

NAME_LETTERS = 34


class Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            draw_progress(painter, QRectF(self.rect()), self._share, tokens_of(self))


class MatrixProgress(QWidget):
    """``show_wanted`` asks for the sheet, ``missing_wanted`` for the cells that failed, ``left`` puts the row away."""

    show_wanted = Signal()
    missing_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Matrix"))
        self.words = Label(colour="text", wrap=True, tabular=True)
        self.bar = Bar()
        self.show_sheet = Button(self.tr("Show the sheet"), kind=ButtonKind.LINK)
        describe(self.show_sheet, self.tr("Show the contact sheet"))
        self.make_missing = Button(self.tr("Make the missing ones"), kind=ButtonKind.LINK)
        describe(
            self.make_missing, self.tr("Make the missing ones"), self.tr("Send again what failed or was cancelled")
        )
        self.close_button = Button(icon="close", kind=ButtonKind.QUIET, small=True)
        describe(self.close_button, self.tr("Put away"), self.tr("The pictures, the board and the sheet stay"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.words, 1)
        head.addWidget(self.close_button)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.make_missing)
        row.addWidget(self.show_sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 6, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.show_sheet.clicked.connect(self.show_wanted)
        self.make_missing.clicked.connect(self.missing_wanted)
        self.close_button.clicked.connect(self.left)
        self.hide()

    def show_matrix(self, name: str, *, stored: int, waiting: int, cells: int, sheet: bool) -> None:
        """``waiting`` cells are under way; what is neither stored nor waiting is missing."""
        missing = cells - stored - waiting
        short = name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1].rstrip() + "…"
        words = self.tr("Matrix {0}: {1} of {2}").format(short, stored, cells)
        if missing:
            words += self.tr(" · {0} missing").format(missing)
        self.words.setText(words)
        self.bar.show_share(stored / cells if cells else 0.0)
        self.bar.setVisible(stored < cells)
        self.show_sheet.setVisible(sheet and not waiting)
        self.make_missing.setVisible(bool(missing) and not waiting)
        self.close_button.setVisible(not waiting)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens_of(self).control)
