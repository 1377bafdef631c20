"""Names of wildcards, offered by the cursor as soon as ``__`` is typed. The prompt keeps the keyboard."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.painting import RIGHT, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.popover import draw_shadow
from rundot_studio.ui.controls.theme import SMALL_PX, TEXT_PX, scaled, sized, tokens_of

MOST_ROWS = 8
EDGE = 6
"""Room for the shadow around the card."""
PADDING = 4
_BEGUN = re.compile(r"__([^\W_]*(?:[-/][^\W_]*)*)$")
_WHOLE = re.compile(r"__[^\W_]+(?:[-/][^\W_]+)*__")


def begun_name(before: str) -> str | None:
    """The name that is being typed at the end of ``before``; None where no wildcard is begun."""
    begun = _BEGUN.search(before)
    if begun is None or (begun.start() > 0 and before[begun.start() - 1] in "_\\"):
        return None
    if any(whole.end() > begun.start() for whole in _WHOLE.finditer(before)):
        return None  # these two strokes end a name
    return begun[1]


def offered(names: Mapping[str, int], typed: str) -> list[str]:
    """Those that begin with what is typed, then those that hold it."""
    part = typed.casefold()
    first = [name for name in names if name.casefold().startswith(part)]
    return (first + [name for name in names if part in name.casefold() and name not in first])[:MOST_ROWS]


class NameCard(QWidget):
    """The small card: names with the number of their options, one of them marked."""

    picked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Wildcards"))
        self._rows: list[tuple[str, int]] = []
        self.marked = 0
        self.hide()

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self._rows]

    @property
    def _row_height(self) -> int:
        return scaled(TEXT_PX) + 14

    def show_names(self, rows: list[tuple[str, int]], below: QRect) -> None:
        """Below (or above) the cursor, whose place is in the window's measure."""
        self._rows = rows
        self.marked = 0
        font = sized(self.font(), TEXT_PX)
        width = max(200, max(text_width(f"__{name}__", font) for name, _ in rows) + 110)
        height = len(rows) * self._row_height + 2 * PADDING
        window = self._window
        x = min(below.x() - 10, window.width() - width - 8)
        y = below.bottom() + 6
        if y + height > window.height() - 8:
            y = below.top() - 6 - height
        self.setGeometry(max(8, x) - EDGE, y - EDGE, width + 2 * EDGE, height + 2 * EDGE)
        self._tell_marked()
        self.show()
        self.raise_()
        self.update()

    def step(self, by: int) -> None:
        self.marked = (self.marked + by) % len(self._rows)
        self._tell_marked()
        self.update()

    def _tell_marked(self) -> None:
        self.setAccessibleDescription(self._rows[self.marked][0])

    @property
    def name(self) -> str:
        return self._rows[self.marked][0]

    def _row_at(self, y: float) -> int:
        return min(max(0, int((y - EDGE - PADDING) // self._row_height)), len(self._rows) - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.marked = self._row_at(event.position().y())
        self.picked.emit(self.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        card = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        with painting(self) as painter:
            draw_shadow(painter, card, EDGE)
            fill_rounded(painter, card.adjusted(-1, -1, 1, 1), tokens.handle, 9)
            fill_rounded(painter, card, tokens.control)
            for place, (name, options) in enumerate(self._rows):
                row = QRectF(
                    card.x() + PADDING,
                    card.y() + PADDING + place * self._row_height,
                    card.width() - 2 * PADDING,
                    self._row_height,
                )
                if place == self.marked:
                    fill_rounded(painter, row, tokens.accent_soft, 6)
                words = row.adjusted(10, 0, -60, 0)
                colour = tokens.accent_text if place == self.marked else tokens.text
                draw_text(painter, words, f"__{name}__", colour, sized(self.font(), TEXT_PX))
                number = sized(self.font(), SMALL_PX, tabular=True)
                draw_text(painter, row.adjusted(0, 0, -10, 0), counted(options), tokens.secondary, number, RIGHT)


class WildcardCompletion(QObject):
    """Watches one editor."""

    def __init__(self, edit: QTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._names: Mapping[str, int] = {}
        self._card: NameCard | None = None
        self._left_at = -1
        edit.installEventFilter(self)
        edit.textChanged.connect(self._typed)
        edit.cursorPositionChanged.connect(self._moved)

    @property
    def card(self) -> NameCard | None:
        """The card while it is open."""
        return self._card if self._card is not None and self._card.isVisible() else None

    def set_names(self, names: Mapping[str, int]) -> None:
        """All names that can be used, with the number of their options."""
        self._names = names

    def _typed(self) -> None:
        name = self._begun()
        found = offered(self._names, name) if name is not None and self._edit.hasFocus() else []
        if not found or found == [name] or self._start() == self._left_at:
            self._close()
            return
        self._left_at = -1
        card = self._open_card()
        cursor = self._edit.cursorRect()
        corner = self._edit.viewport().mapTo(self._edit.window(), cursor.topLeft())
        rows = [(each, self._names[each]) for each in found]
        card.show_names(rows, QRect(corner, cursor.size()).translated(QPoint(0, 0)))

    def _moved(self) -> None:
        if self.card is not None and self._begun() is None:
            self._close()

    def _begun(self) -> str | None:
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return None
        return begun_name(cursor.block().text()[max(0, cursor.positionInBlock() - 120) : cursor.positionInBlock()])

    def _start(self) -> int:
        """Where in the text the wildcard begins that is being typed; -1 for none."""
        name = self._begun()
        return -1 if name is None else self._edit.textCursor().position() - len(name) - 2

    def _open_card(self) -> NameCard:
        if self._card is None:
            self._card = NameCard(self._edit.window())
            self._card.picked.connect(self._take)
        return self._card

    def _close(self) -> None:
        if self._card is not None:
            self._card.hide()

    def _take(self, name: str) -> None:
        typed = self._begun()
        self._close()
        if typed is None:
            return
        cursor = self._edit.textCursor()
        after = cursor.block().text()[cursor.positionInBlock() :]
        place = cursor.position()
        cursor.setPosition(place - len(typed) - 2)
        ends = place + (2 if after.startswith("__") else 0)
        cursor.setPosition(ends, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"__{name}__")
        self._edit.setTextCursor(cursor)
        self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._close()
        if self.card is not None and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        card = self.card
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if card is None or not plain:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            card.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(card.name)
        elif event.key() == Qt.Key.Key_Escape:
            self._left_at = self._start()
            self._close()
        else:
            return False
        return True
