"""Colours alternatives and wildcards in the prompt, and underlines what is wrong with them.

Only what is in sight is coloured, over the text and not in it: a very long prompt costs no more than a short one, the
undo history knows nothing of it, and the colours follow the text until it is read anew.
"""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from rundot_studio.domain.alternatives import Span, SpanKind
from rundot_studio.ui.controls.theme import tokens_of

AROUND = 200
"""Letters coloured beyond both ends of what is in sight."""
MOST = 600
"""Spans coloured at once."""


class MarkupColours(QObject):
    def __init__(self, edit: QTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._spans: Sequence[Span] = ()
        self._wide: list[int] = []
        edit.verticalScrollBar().valueChanged.connect(self.refresh)
        edit.installEventFilter(self)

    def show_spans(self, text: str, spans: Sequence[Span]) -> None:
        """``spans`` of ``text``, which stands in the editor, maybe with blanks around it."""
        raw = self._edit.toPlainText()
        shift = max(0, raw.find(text[:200])) if spans else 0
        # Qt counts signs beyond the basic plane, such as emoji, as two.
        self._wide = [place for place, sign in enumerate(raw) if sign > "\uffff"] if spans else []
        self._spans = [Span(span.start + shift, span.end + shift, span.kind) for span in spans] if shift else spans
        self.refresh()

    def refresh(self) -> None:
        """Colour what is in sight now."""
        edit = self._edit
        if not self._spans and not edit.extraSelections():
            return
        room = edit.viewport().rect()
        first = edit.cursorForPosition(QPoint(0, 0)).position() - AROUND
        last = edit.cursorForPosition(QPoint(room.right(), room.bottom())).position() + AROUND
        shown = [span for span in self._spans if span.end >= first and span.start <= last][:MOST]
        edit.setExtraSelections([self._selection(span) for span in shown])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.Resize):
            self.refresh()
        return super().eventFilter(watched, event)

    def _selection(self, span: Span) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._edit.document())
        end = self._edit.document().characterCount() - 1
        cursor.setPosition(min(self._place(span.start), end))
        cursor.setPosition(min(self._place(span.end), end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = self._format(span.kind)
        return selection

    def _place(self, index: int) -> int:
        return index + bisect_left(self._wide, index)

    def _format(self, kind: SpanKind) -> QTextCharFormat:
        tokens = tokens_of(self._edit)
        look = QTextCharFormat()
        if kind in (SpanKind.ALTERNATIVE, SpanKind.WILDCARD):
            look.setForeground(QColor(tokens.accent_text))
        else:
            look.setForeground(QColor(tokens.bad))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(tokens.bad))
        return look
