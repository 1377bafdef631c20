"""What is selected and what can be done with it, in a small card at the foot of the grid; for two pictures and more."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.popover import draw_shadow
from rundot_studio.ui.controls.theme import GAP_SMALL, tokens_of

from .menu import COMPARED_MOST
from .view import GalleryView

SHADOW = 10
ABOVE_FOOT = 10


class SelectionBar(QWidget):
    """Lies over the view. ``compare``, ``board``, ``export`` and ``delete`` are buttons that its owner connects; the
    first is there for as many as can be compared, where it has room."""

    def __init__(self, view: GalleryView) -> None:
        super().__init__(view)
        self._view = view
        self._count = Label(colour="text", tabular=True)
        self.compare = Button(self.tr("Compare"), kind=ButtonKind.QUIET, icon="compare", small=True)
        describe(self.compare, self.tr("Compare"), self.tr("Put two to four pictures side by side"), "C")
        self.board = Button(self.tr("Add to board"), kind=ButtonKind.QUIET, icon="board", small=True)
        describe(self.board, self.tr("Add to board"), self.tr("Put the selected pictures on a board"), "Ctrl+B")
        self.export = Button(self.tr("Export"), kind=ButtonKind.QUIET, icon="export", small=True)
        describe(self.export, self.tr("Export"), self.tr("Export the selected pictures for a game"), "Ctrl+E")
        self.delete = Button(self.tr("Delete"), kind=ButtonKind.QUIET, icon="trash", small=True)
        describe(self.delete, self.tr("Delete"), self.tr("Move the selected pictures to the trash"), "Del")
        self.nothing = Button(icon="close", kind=ButtonKind.QUIET, small=True)
        describe(self.nothing, self.tr("Select nothing"), "", "Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + 14, SHADOW + GAP_SMALL, SHADOW + GAP_SMALL, SHADOW + GAP_SMALL)
        row.setSpacing(GAP_SMALL)
        row.addWidget(self._count)
        row.addSpacing(GAP_SMALL)
        for button in (self.compare, self.board, self.export, self.delete, self.nothing):
            row.addWidget(button)
        self.nothing.clicked.connect(view.selection.nothing)
        view.selection.changed.connect(self.refresh)
        view.rows.modelReset.connect(self.refresh)
        view.rows.rowsRemoved.connect(self.refresh)
        view.installEventFilter(self)
        self.hide()

    def refresh(self) -> None:
        count = self._view.selection.picture_count
        self.setVisible(count > 1)
        if count > 1:
            self._count.setText(self.tr("{0} selected").format(counted(count)))
            self._place()

    def _place(self) -> None:
        self.compare.setVisible(self._view.selection.picture_count <= COMPARED_MOST)
        if self.sizeHint().width() > self._view.width():
            self.compare.hide()
        size = self.sizeHint()
        left = max(0, (self._view.width() - size.width()) // 2)
        self.setGeometry(left, self._view.height() - size.height() - ABOVE_FOOT + SHADOW, size.width(), size.height())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        card = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        with painting(self) as painter:
            draw_shadow(painter, card, SHADOW)
            fill_rounded(painter, card.adjusted(-1, -1, 1, 1), tokens.handle, 9)
            fill_rounded(painter, card, tokens.control)
