"""Colours alternatives and wildcards in the prompt, and underlines what is wrong with them.

Only paragraphs in sight are coloured, and only where their colours are others than before: a prompt of many lines costs
no more than a short one. The undo history knows nothing of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QTextEdit

from rundot_studio.ui.controls.theme import tokens_of

if TYPE_CHECKING:
    from rundot_studio.domain.alternatives import Span, SpanKind

MOST = 5000
"""Spans coloured in one paragraph."""


class MarkupColours(QObject):
    def __init__(self, edit: QTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._spans: Sequence[Span] = ()
        edit.verticalScrollBar().valueChanged.connect(self.refresh)
        edit.installEventFilter(self)

    def show_spans(self, text: str, spans: Sequence[Span]) -> None:
        """``spans`` of ``text``, which stands in the editor, maybe with blanks around it."""
        self._spans = self._in_the_editor(text, spans) if spans else ()
        self.refresh()

    def _in_the_editor(self, text: str, spans: Sequence[Span]) -> list[Span]:
        """Where the spans are in Qt's measure, which counts signs beyond the basic plane, such as emoji, as two."""
        from rundot_studio.domain.alternatives import Span

        raw = self._edit.toPlainText()
        shift = max(0, raw.find(text[:200]))
        wide = [place for place, sign in enumerate(raw) if sign > "\uffff"]

        def place(index: int) -> int:
            return index + shift + bisect_left(wide, index + shift)

        return [Span(place(span.start), place(span.end), span.kind) for span in spans]

    def refresh(self) -> None:
        """Colour what is in sight now."""
        for block in self._blocks_in_sight():
            start = block.position()
            end = start + block.length()
            inside = [span for span in self._spans if span.end > start and span.start < end][:MOST]
            wanted = [self._range(span, start, end) for span in inside]
            layout = block.layout()
            if _told(wanted) != _told(layout.formats()):
                layout.setFormats(wanted)
                self._edit.document().markContentsDirty(start, block.length())

    def _blocks_in_sight(self) -> Iterator[QTextBlock]:
        room = self._edit.contentsRect()
        block = self._edit.cursorForPosition(QPoint(0, 0)).block()
        last = self._edit.cursorForPosition(QPoint(room.width(), room.height())).block().blockNumber() + 1
        while block.isValid() and block.blockNumber() <= last:
            yield block
            block = block.next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.Resize):
            self.refresh()
        return super().eventFilter(watched, event)

    def _range(self, span: Span, start: int, end: int) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start = max(span.start, start) - start
        found.length = min(span.end, end) - start - found.start
        found.format = self._format(span.kind)
        return found

    def _format(self, kind: SpanKind) -> QTextCharFormat:
        from rundot_studio.domain.alternatives import SpanKind

        tokens = tokens_of(self._edit)
        look = QTextCharFormat()
        if kind in (SpanKind.ALTERNATIVE, SpanKind.WILDCARD):
            look.setForeground(QColor(tokens.accent_text))
        else:
            look.setForeground(QColor(tokens.bad))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(tokens.bad))
        return look


def _told(ranges: Sequence[QTextLayout.FormatRange]) -> list[tuple[int, int, str]]:
    return [(each.start, each.length, each.format.foreground().color().name()) for each in ranges]
