"""The list of what is exported: dragging or Alt with an arrow key reorders, F2 renames, Delete takes out."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import draw_ring, draw_text, fill_rounded
from rundot_studio.ui.controls.scroll_bar import OverlayScrollBar
from rundot_studio.ui.controls.theme import CAPTION_PX, GAP, GAP_SMALL, TEXT_PX, sized, tokens_of
from rundot_studio.ui.pictures.rounded_picture import fill_checkered
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles

from .draft import Draft
from .frame_model import FrameModel, FrameRow, Index
from .shown import Shown

ROW = 44
THUMB = 34


class FramePainter(QStyledItemDelegate):
    """Thumbnail, name, and the animation that the frame belongs to."""

    def __init__(self, thumbnails: ThumbnailSource, view: QListView) -> None:
        super().__init__(view)
        self._thumbnails = thumbnails
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.model()
        assert isinstance(model, FrameModel)
        row = model.row(index.row())
        tokens = tokens_of(self._view)
        room = QRectF(option.rect).adjusted(2, 1, -2, -1)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected:
            fill_rounded(painter, room, tokens.accent_soft, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            fill_rounded(painter, room, tokens.hover, 6)
        if row.left_out:
            painter.setOpacity(0.45)
        self._draw_thumbnail(painter, row, QRectF(room.x() + 5, room.y() + (room.height() - THUMB) / 2, THUMB, THUMB))
        words = room.adjusted(THUMB + 14, 4, -6, -4)
        note = self._note(row)
        name = QRectF(words.x(), words.y(), words.width(), words.height() / 2 if note else words.height())
        draw_text(painter, name, row.name, tokens.text, sized(self._view.font(), TEXT_PX))
        if note:
            below = QRectF(words.x(), words.center().y(), words.width(), words.height() / 2)
            draw_text(painter, below, note, tokens.secondary, sized(self._view.font(), CAPTION_PX, tabular=True))
        painter.setOpacity(1)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            draw_ring(painter, room, tokens.accent, 6)
        painter.restore()

    def _note(self, row: FrameRow) -> str:
        if row.left_out:
            return self.tr("left out")
        if row.animation:
            return self.tr("frame of {0}").format(row.animation)
        return f"{row.picture.width} × {row.picture.height}" if row.picture is not None else ""

    def _draw_thumbnail(self, painter: QPainter, row: FrameRow, room: QRectF) -> None:
        fill_checkered(painter, room, tokens_of(self._view), 4, 5)
        if row.picture is None:
            return
        ratio = self._view.devicePixelRatioF()
        pixmap = self._thumbnails.get(row.picture, round(THUMB * ratio), always=True)
        if not pixmap.isNull():
            size = QSize(pixmap.size()).scaled(QSize(THUMB, THUMB), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(room.center())
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        editor.setGeometry(rect.adjusted(THUMB + 12, 6, -6, -6))


class FrameView(QListView):
    """``ordered`` brings all keys in another order, ``removed`` those to take out."""

    ordered = Signal(object)
    removed = Signal(object)

    def __init__(self, thumbnails: ThumbnailSource, titles: Titles) -> None:
        super().__init__()
        self.frames = FrameModel(titles, self)
        self.setModel(self.frames)
        self.setItemDelegate(FramePainter(thumbnails, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = OverlayScrollBar(self)
        self.viewport().setAutoFillBackground(False)
        describe(self, self.tr("Pictures"), self.tr("Drag to reorder, F2 renames, Delete takes out"))
        thumbnails.ready.connect(self._refresh)

    def _refresh(self, _picture_id: str) -> None:
        """A method, unlike a function, is disconnected when the list goes."""
        self.viewport().update()

    @property
    def chosen(self) -> list[int]:
        """Selected rows, from the top."""
        return sorted(index.row() for index in self.selectedIndexes())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete and self.chosen:
            self.removed.emit([self.frames.keys[row] for row in self.chosen])
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.chosen:
            rows = self.chosen
            before = rows[0] - 1 if event.key() == Qt.Key.Key_Up else rows[-1] + 2
            self.move_rows(rows, before)
        else:
            super().keyPressEvent(event)

    def move_rows(self, rows: Sequence[int], before: int) -> None:
        """Put these rows, in their order, before another one."""
        keys = self.frames.keys
        before = min(max(0, before), len(keys))
        moving = [keys[row] for row in rows]
        ahead = [key for place, key in enumerate(keys) if place < before and place not in rows]
        after = [key for place, key in enumerate(keys) if place >= before and place not in rows]
        order = [*ahead, *moving, *after]
        if order != list(keys):
            self.ordered.emit(order)
            self._select(len(ahead), len(moving))

    def _select(self, first: int, count: int) -> None:
        self.clearSelection()
        self.setCurrentIndex(self.frames.index(first))
        for row in range(first, first + count):
            self.selectionModel().select(self.frames.index(row), self.selectionModel().SelectionFlag.Select)

    def dropEvent(self, event: QDropEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        before = index.row() if index.isValid() else len(self.frames.keys)
        if index.isValid() and point.y() > self.visualRect(index).center().y():
            before += 1
        self.move_rows(self.chosen, before)
        event.setDropAction(Qt.DropAction.CopyAction)  # the view would take the rows out after a move
        event.accept()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.isValid():
            self.stepped.emit(self.frames.keys[current.row()])

    stepped = Signal(str)
    """The key of the picture that the keyboard is at."""


class FrameList(QWidget):
    """The list with its heading, and what makes an animation of the selected pictures."""

    animated = Signal(str, object)
    """The animation's name and the keys of its frames, in their order."""

    def __init__(self, thumbnails: ThumbnailSource, titles: Titles) -> None:
        super().__init__()
        self.view = FrameView(thumbnails, titles)
        self.count = Label(colour="secondary", bold=True)
        self.animate = Button(self.tr("Make an animation"), kind=ButtonKind.LINK)
        describe(self.animate, self.animate.text(), self.tr("Numbers the selected pictures, or all, in this order"))
        self.animate.clicked.connect(self._ask_for_name)
        self.name = LineField(self.tr("Its name, such as walk"))
        describe(self.name.edit, self.tr("Name of the animation"), self.tr("Return takes it, Escape does not"))
        self.name.edit.returnPressed.connect(self._name_given)
        self.name.left.connect(self._put_away)
        self.name.hide()
        top = QHBoxLayout()
        top.setContentsMargins(GAP + GAP_SMALL, 0, GAP, 0)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.animate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_SMALL, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addLayout(top)
        named = QHBoxLayout()
        named.setContentsMargins(GAP, 0, GAP, 0)
        named.addWidget(self.name)
        column.addLayout(named)
        column.addWidget(self.view, 1)

    def show_draft(self, draft: Draft) -> None:
        current = self.view.currentIndex().row()
        self.view.frames.show_draft(draft)
        count = len(draft.shown)
        self.count.setText(self.tr("1 picture") if count == 1 else self.tr("{0} pictures").format(counted(count)))
        self.animate.setEnabled(count > 1)
        if 0 <= current < len(draft.pictures) and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.frames.index(current))

    def show_names(self, shown: Shown) -> None:
        self.view.frames.show_names(shown)

    def go_to(self, key: str) -> None:
        place = self.view.frames.place_of(key)
        if place >= 0 and self.view.currentIndex().row() != place:
            self.view.setCurrentIndex(self.view.frames.index(place))

    def _ask_for_name(self) -> None:
        self.name.show()
        self.name.edit.setFocus()

    def _put_away(self) -> None:
        self.name.hide()
        self.view.setFocus()

    def _name_given(self) -> None:
        words = self.name.text.strip()
        if not words:
            return
        keys = self.view.frames.keys
        rows = self.view.chosen
        chosen = [keys[row] for row in rows] if len(rows) > 1 else list(keys)
        self.name.set_text("")
        self._put_away()
        self.animated.emit(words, chosen)
