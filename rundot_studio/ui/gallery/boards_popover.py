"""The boards in a card: to show one, to add pictures to one, and to create, rename and delete them in place."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.list_row import ListRow
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import draw_focus, draw_ring, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.theme import GAP_SMALL, SMALL_PX, TEXT_PX, sized, tokens_of
from rundot_studio.ui.pictures.rounded_picture import draw_cover
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource

from .drag import pictures_in

if TYPE_CHECKING:
    from rundot_studio.library.boards import BoardOverview

COVER = 36
MOST_HEIGHT = 340


class BoardRow(ListRow):
    """``renamed`` and ``deleted`` are pressed on it, ``dropped`` brings the ids of pictures."""

    HEIGHT = 48
    LEFT = COVER + 20
    rename_wanted = Signal()
    delete_wanted = Signal()
    dropped = Signal(object)

    def __init__(
        self, overview: "BoardOverview", cover: Picture | None, thumbnails: ThumbnailSource, *, shown: bool
    ) -> None:
        super().__init__(overview.board.name, overview.pictures)
        self.overview = overview
        self._cover = cover
        self._thumbnails = thumbnails
        self._dragged_over = False
        self.setChecked(shown)
        self.setAcceptDrops(True)
        self._tools = [
            self._tool("pencil", self.tr("Rename {0}").format(self.text()), "F2", self.rename_wanted),
            self._tool("trash", self.tr("Delete {0}").format(self.text()), "Del", self.delete_wanted),
        ]
        thumbnails.ready.connect(self._repaint_cover)

    def _tool(self, icon: str, words: str, keys: str, signal: object) -> Button:
        tool = Button(icon=icon, kind=ButtonKind.QUIET, small=True, parent=self)
        tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        describe(tool, words, "", keys)
        tool.clicked.connect(signal)
        tool.hide()
        return tool

    def nextCheckState(self) -> None:
        """Its owner says which board is shown."""

    def _repaint_cover(self, picture_id: str) -> None:
        if self._cover is not None and picture_id == self._cover.id:
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        for tool in self._tools:
            tool.show()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        for tool in self._tools:
            tool.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = self.width() - 6
        for tool in reversed(self._tools):
            left -= tool.sizeHint().width() + 2
            tool.setGeometry(left, (self.height() - 26) // 2, tool.sizeHint().width(), 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pictures_in(event.mimeData()):
            event.acceptProposedAction()
            self._dragged_over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._dragged_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._dragged_over = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit([source.picture_id for source in pictures_in(event.mimeData())])

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.isChecked():
                fill_rounded(painter, self.rect(), tokens.accent_soft, 6)
            elif self.hovered or self.hasFocus() or self._dragged_over:
                fill_rounded(painter, self.rect(), tokens.hover, 6)
            place = QRectF(8, (self.height() - COVER) / 2, COVER, COVER)
            if self._cover is None:
                fill_rounded(painter, place, tokens.raised, 6)
                draw_icon(painter, "board", tokens.faint, place.x() + 9, place.y() + 9, 18)
            else:
                pixels = round(COVER * self.devicePixelRatioF())
                draw_cover(painter, place, self._thumbnails.get(self._cover, pixels, always=True), tokens, 6)
            words = QRectF(self.LEFT, 6, self.width() - self.LEFT - 70, 18)
            draw_text(painter, words, self.text(), tokens.text, sized(self.font(), TEXT_PX))
            count = self.overview.pictures
            told = self.tr("1 picture") if count == 1 else self.tr("{0} pictures").format(counted(count))
            small = sized(self.font(), SMALL_PX, tabular=True)
            draw_text(painter, words.translated(0, 18), told, tokens.secondary, small)
            if self._dragged_over:
                draw_ring(painter, self.rect(), tokens.accent, 6)
            draw_focus(painter, self, tokens, 6)


class BoardsPopover(Popover):
    """``chosen`` tells a board's id, ``created`` a new name, ``renamed`` an id and a name, ``deleted`` an id, and
    ``dropped`` an id and the pictures' ids."""

    chosen = Signal(str)
    created = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)
    dropped = Signal(str, object)
    WIDTH = 288
    GROUND = "panel"

    def __init__(self, window: QWidget, thumbnails: ThumbnailSource, picture: Callable[[str], Picture | None]) -> None:
        super().__init__(window)
        self._thumbnails = thumbnails
        self._picture = picture
        self._overviews: Sequence[BoardOverview] = ()
        self._shown: str | None = None
        self.field = LineField(self.tr("Find a board, or name a new one"), icon="search")
        describe(self.field.edit, self.tr("Board's name"), self.tr("Return creates a board of this name"))
        self.offer = ListRow("")
        self.offer.setCheckable(False)
        self._hint = Label(self.tr("No boards yet. Name one to collect pictures on it."), wrap=True)
        self._hint.setContentsMargins(10, 6, 10, 8)
        list_ = QWidget()
        self._list = QVBoxLayout(list_)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._scroll = ScrollColumn(list_)
        self.rows.setSpacing(GAP_SMALL)
        for widget in (self.field, self._hint, self._scroll, self.offer):
            self.rows.addWidget(widget)
        self.field.changed.connect(self._fill)
        self.field.edit.returnPressed.connect(self._take_first)
        self.field.left.connect(self.dismiss)
        self.offer.clicked.connect(self._create)

    def show_boards(self, overviews: "Sequence[BoardOverview]", shown: str | None = None) -> None:
        """These boards; ``shown`` is the one that the gallery shows."""
        self._overviews = overviews
        self._shown = shown if shown is not None else self._shown
        self._fill()

    def open_below(self, anchor: QWidget, width: int) -> None:
        super().open_below(anchor, width)
        self.field.setFocus()

    def open_at(self, point: QPoint, width: int) -> None:
        """Under a point of the screen, as a menu is."""
        spot = QWidget(self._window)
        spot.setGeometry(QRect(self._window.mapFromGlobal(point), QSize(1, 1)))
        self.open_below(spot, width)
        self.closed.connect(spot.deleteLater)

    def sizeHint(self) -> QSize:
        return QSize(self.WIDTH, MOST_HEIGHT)

    @property
    def board_rows(self) -> list[BoardRow]:
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        return [row for item in items if item is not None and isinstance(row := item.widget(), BoardRow)]

    def _fill(self) -> None:
        """The boards whose names have what is typed, and the offer to create one where there is none of that name."""
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        typed = " ".join(self.field.text.split())
        for overview in self._overviews:
            if typed.casefold() in overview.board.name.casefold():
                self._list.addWidget(self._row(overview))
        known = any(overview.board.name.casefold() == typed.casefold() for overview in self._overviews)
        self.offer.setText(self.tr("Create {0}").format(typed))
        self.offer.setVisible(bool(typed) and not known)
        self._hint.setVisible(not self._overviews and not typed)
        count = self._list.count()
        self._scroll.setFixedHeight(min(MOST_HEIGHT, max(0, count * (BoardRow.HEIGHT + 2) - 2)))
        self._scroll.setVisible(count > 0)
        self.arrange()

    def _row(self, overview: "BoardOverview") -> BoardRow:
        board = overview.board.id
        cover = self._picture(overview.cover) if overview.cover else None
        row = BoardRow(overview, cover, self._thumbnails, shown=board == self._shown)
        row.clicked.connect(lambda: self.chosen.emit(board))
        row.delete_wanted.connect(lambda: self.deleted.emit(board))
        row.rename_wanted.connect(lambda: self._rename(row))
        row.dropped.connect(lambda ids: self.dropped.emit(board, ids))
        return row

    def _rename(self, row: BoardRow) -> None:
        """A field in place of the row's words, until Return or Escape."""
        field = LineField(parent=row)
        field.set_text(row.text())
        describe(field.edit, self.tr("New name of {0}").format(row.text()))
        field.setGeometry(BoardRow.LEFT - 12, 8, row.width() - BoardRow.LEFT + 4, 32)
        field.show()
        field.edit.selectAll()
        field.edit.setFocus()

        def take() -> None:
            self.renamed.emit(row.overview.board.id, field.text)
            field.deleteLater()

        field.edit.returnPressed.connect(take)
        field.left.connect(field.deleteLater)

    def _take_first(self) -> None:
        rows = self.board_rows
        if self.offer.isVisibleTo(self) and not rows:
            self._create()
        elif rows:
            rows[0].click()

    def _create(self) -> None:
        name = " ".join(self.field.text.split())
        if name:
            self.field.set_text("")
            self.created.emit(name)
