"""The command palette: type a few letters of anything the window can do, or of a picture's prompt, and press Return."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.columns import ScrollColumn
from rundot_studio.ui.controls.describe import describe, shortcut_text
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import RIGHT, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, SMALL_PX, TEXT_PX, sized, tokens_of
from rundot_studio.ui.pictures.rounded_picture import draw_cover
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles
from rundot_studio.ui.pictures.words import caption

from .actions import Action, Actions
from .matching import match

ACTIONS_MOST = 40
PICTURES_MOST = 8
LETTERS_LEAST = 2
"""From here on pictures are looked for too."""
ROW_HEIGHT = 36


@dataclass(frozen=True)
class Entry:
    """A row of the palette: an action or a picture."""

    action: Action | None = None
    picture: Picture | None = None


class PaletteRow(PaintedButton):
    """Painted as chosen by the palette: the cursor stays in the field."""

    def __init__(self, entry: Entry, words: str, thumbnails: ThumbnailSource) -> None:
        super().__init__()
        self.entry = entry
        self.chosen = False
        self._thumbnails = thumbnails
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        more = entry.action.tip or words if entry.action is not None else words
        describe(self, words, more)

    def sizeHint(self) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.chosen or self.hovered:
                fill_rounded(painter, self.rect(), tokens.raised if self.chosen else tokens.hover)
            right = self._draw_end(painter)
            icon = QRectF(10, (self.height() - 24) / 2, 24, 24)
            if self.entry.picture is not None:
                thumbnail = self._thumbnails.get(self.entry.picture, 24, always=True)
                if not thumbnail.isNull():
                    draw_cover(painter, icon, thumbnail, tokens, 4)
            elif self.entry.action is not None and self.entry.action.icon:
                draw_icon(painter, self.entry.action.icon, tokens.secondary, icon.x() + 3, icon.y() + 3, 18)
            room = QRectF(44, 0, self.width() - 56 - right, self.height())
            draw_text(painter, room, self.text(), tokens.text, sized(self.font(), TEXT_PX))

    def _draw_end(self, painter: QPainter) -> float:
        """The shortcut or the group of an action, or a picture's seed, at the right; how wide that is."""
        action, picture = self.entry.action, self.entry.picture
        tokens = tokens_of(self)
        font = sized(self.font(), SMALL_PX)
        keys = caption(picture) if picture is not None else ""
        if action is not None:
            keys = shortcut_text(action.shortcut) if action.shortcut else action.group
        draw_text(painter, QRectF(0, 0, self.width() - 14, self.height()), keys, tokens.faint, font, RIGHT)
        return text_width(keys, font) + GAP


class Palette(Sheet):
    """``picture_chosen`` tells the picture; an action is run. ``find_pictures`` gives pictures by words, the
    newest first."""

    picture_chosen = Signal(object)

    def __init__(self, window: QWidget, actions: Actions, thumbnails: ThumbnailSource, titles: Titles) -> None:
        super().__init__(window, "", width=620, height=480)
        self.setAccessibleName(self.tr("Commands and pictures"))
        self._actions = actions
        self._thumbnails = thumbnails
        self._titles = titles
        self.find_pictures: Callable[[str, int], list[Picture]] = lambda _words, _most: []
        self._recent: list[str] = []
        self._usable: list[Action] = []
        self.heading.hide()
        self.field = LineField(self.tr("A command, or words of a picture"), icon="command")
        describe(self.field.edit, self.tr("Command"), self.tr("Return runs what is chosen, arrow keys choose"))
        self.head.insertWidget(0, self.field, 100)
        self._list = QWidget()
        self._nothing = Label(self.tr("Nothing is called that."), colour="secondary", pixels=TEXT_PX)
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(GAP_LARGE, 0, GAP_LARGE, GAP_LARGE)
        self._column.setSpacing(0)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self._scroll = ScrollColumn(self._list)
        self.body.addWidget(self._scroll)
        self.rows: list[PaletteRow] = []
        self._at = 0
        self.field.changed.connect(self._show)
        self.field.edit.installEventFilter(self)

    def open_palette(self) -> None:
        self._actions.refresh()
        self._usable = [action for action in self._actions.all if action.can_run and action.name != "palette"]
        self._actions.release()
        self.field.set_text("")
        self._show("")
        self.open(self.field.edit)

    @property
    def chosen(self) -> Entry | None:
        return self.rows[self._at].entry if self.rows else None

    def _entries(self, typed: str) -> list[Entry]:
        usable = list(self._usable)
        if not typed.strip():
            order = {name: place for place, name in enumerate(self._recent)}
            usable.sort(key=lambda action: order.get(action.name, len(order)))
            return [Entry(action=action) for action in usable[:ACTIONS_MOST]]
        found = [(match(typed, action.words), action) for action in usable]
        fitting = sorted(
            ((fit.score, action) for fit, action in found if fit is not None), key=lambda pair: pair[0], reverse=True
        )
        entries = [Entry(action=action) for _score, action in fitting[:ACTIONS_MOST]]
        if len(typed.strip()) >= LETTERS_LEAST:
            entries += [Entry(picture=picture) for picture in self.find_pictures(typed, PICTURES_MOST)]
        return entries

    def _show(self, typed: str) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for entry in self._entries(typed):
            words = entry.action.words if entry.action is not None else self._titles.of_picture(_picture_of(entry))
            row = PaletteRow(entry, words, self._thumbnails)
            row.clicked.connect(lambda _checked=False, which=entry: self._run(which))
            self._column.insertWidget(self._column.count() - 2, row)
            self.rows.append(row)
        self._nothing.setVisible(not self.rows)
        self._choose(0)

    def _choose(self, at: int) -> None:
        if not self.rows:
            return
        self._at = at % len(self.rows)
        for place, row in enumerate(self.rows):
            row.chosen = place == self._at
            row.update()
        row = self.rows[self._at]
        self.field.edit.setAccessibleDescription(row.text())
        if self._at:
            self._scroll.ensureWidgetVisible(row, 0, GAP)
        else:  # new rows have no places yet, but the first one is at the top
            self._scroll.verticalScrollBar().setValue(0)

    def _run(self, entry: Entry) -> None:
        self.dismiss()
        if entry.action is not None:
            self._recent = [entry.action.name, *(name for name in self._recent if name != entry.action.name)][:8]
            self._actions.run(entry.action.name)
        else:
            self.picture_chosen.emit(entry.picture)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                self._choose(self._at + step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.chosen is not None:
                    self._run(self.chosen)
                return True
        return super().eventFilter(watched, event)


def _picture_of(entry: Entry) -> Picture:
    assert entry.picture is not None
    return entry.picture
