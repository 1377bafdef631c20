"""The tour's card: what a part of the window is for, and the way on, back and out."""

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.theme import CAPTION_PX, GAP_LARGE, GAP_SMALL, TEXT_PX, scaled, tokens_of

from .marks import CARD_RADIUS

WIDTH = 328


class CoachCard(QWidget):
    """``went_on``, ``went_back`` and ``skipped`` are its three ways; ``show_wanted`` asks for a panel that is put
    away. Escape skips while the keyboard is here."""

    went_on = Signal()
    went_back = Signal()
    skipped = Signal()
    show_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._stop = (0, "", "")
        self._count = Label(colour="faint", pixels=CAPTION_PX, tabular=True)
        self._title = Label(colour="text", pixels=TEXT_PX + 1, bold=True, wrap=True)
        self._words = Label(colour="secondary", pixels=TEXT_PX, wrap=True)
        self._hint = Label(colour="faint", wrap=True)
        self.skip = Button(self.tr("Skip"), kind=ButtonKind.QUIET, small=True)
        describe(self.skip, self.tr("Skip the tour"), self.tr("Skip the tour; it can be found again"), "Esc")
        self.show_it = Button(self.tr("Show it"), small=True)
        describe(self.show_it, self.tr("Show the panel that is put away"))
        self.back = Button(self.tr("Back"), kind=ButtonKind.QUIET, small=True)
        self.next = Button(small=True)
        self._lay_out()
        self.skip.clicked.connect(self.skipped)
        self.show_it.clicked.connect(self.show_wanted)
        self.back.clicked.connect(self.went_back)
        self.next.clicked.connect(self.went_on)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.skip)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_SMALL)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.show_it)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_LARGE, 8, 12, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(GAP_SMALL)
        column.addLayout(foot)

    def come_after(self, widget: QWidget) -> None:
        """The tabulator key leads from there to Next, and on over the card."""
        chain = (widget, self.next, self.back, self.show_it, self.skip)
        for earlier, later in pairwise(chain):
            QWidget.setTabOrder(earlier, later)

    @property
    def title(self) -> str:
        return self._stop[1]

    @property
    def words(self) -> str:
        return self._stop[2]

    @property
    def hint(self) -> str:
        return self._hint.text()

    @property
    def count(self) -> str:
        return self._count.text()

    def show_stop(self, number: int, of: int, title: str, words: str) -> None:
        """``number`` counts from 1. Screen readers are told once; the keyboard stays where it is."""
        if self._stop == (number, title, words):
            return
        self._stop = (number, title, words)
        self._count.setText(self.tr("Step {0} of {1}").format(number, of))
        self._title.setText(title)
        self._words.setText(words)
        self.back.setVisible(number > 1)
        last = number == of
        self.skip.setVisible(not last)
        self.next.setText(self.tr("Done") if last else self.tr("Next"))
        describe(self.next, self.tr("End the tour") if last else self.tr("Next step of the tour"))
        describe(self.back, self.tr("Previous step of the tour"))
        self.next.updateGeometry()
        told = f"{self.count}. {title}. {words}"
        self.setAccessibleName(self.tr("Tour"))
        self.setAccessibleDescription(told)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def show_hint(self, hint: str) -> None:
        """A fainter word beside the buttons: what Next does besides going on."""
        self._hint.setText(hint)

    def offer_to_show(self, offered: bool) -> None:
        self.show_it.setVisible(offered)

    def fitting_size(self) -> QSize:
        """As high as its words need."""
        width = scaled(WIDTH)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return QSize(width, layout.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            fill_rounded(painter, QRectF(self.rect()), tokens_of(self).panel, CARD_RADIUS)
