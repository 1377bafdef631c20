"""The words of the next picture: the editor, what is wrong in it, what becomes of alternatives, and the styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.segment import Segment

from .completion import WildcardCompletion
from .edit import MOST_LETTERS, PromptEdit
from .markup_colours import MarkupColours
from .reader import PromptReader
from .request import ALL, RANDOM
from .style_chips import StyleChips

if TYPE_CHECKING:
    from rundot_studio.domain.alternatives import Template, WildcardTable
    from rundot_studio.domain.recipe import GenerateRecipe

TROUBLE_AFTER_MS = 600
"""A brace that was just opened is not called wrong before there was time to close it."""
LARGEST_SHOWN = 10**9


class PromptSection(QWidget):
    """``order_changed`` tells that another number of pictures, or other words, would be sent."""

    order_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wildcards_known = False
        self.prompt = PromptEdit()
        self.reader = PromptReader(self)
        self.colours = MarkupColours(self.prompt.edit)
        self.completion = WildcardCompletion(self.prompt.edit)
        self.complaint = Label(colour="bad", wrap=True)
        self.complaint.hide()
        self.trouble = Label(colour="bad", wrap=True)
        self.trouble.hide()
        self.expand = Segment(
            self.tr("Alternatives"),
            [
                (ALL, self.tr("All"), self.tr("A picture of every combination")),
                (RANDOM, self.tr("At random"), self.tr("One combination by chance for each picture")),
            ],
        )
        self.expand.hide()
        self.styles = StyleChips()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TROUBLE_AFTER_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("Prompt")))
        head.addStretch(1)
        head.addWidget(Label(self.tr("Alt ↑ history"), colour="faint"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.prompt, self.complaint, self.trouble, self.expand):
            column.addWidget(widget)
        column.addWidget(self.styles)
        self._column = column

    def _connect(self) -> None:
        self.prompt.changed.connect(self._text_changed)
        self.prompt.edit.shortened.connect(self._paste_was_cut)
        self.reader.read.connect(self._show_template)
        self.expand.chosen.connect(lambda _value: self.order_changed.emit())
        self.styles.changed.connect(self.order_changed)
        self._pause.timeout.connect(self._show_trouble)

    # --- what it says ---

    @property
    def template(self) -> Template:
        """The newest reading; a moment old while a long prompt is read."""
        return self.reader.template

    @property
    def lists_known(self) -> bool:
        """Whether the styles and wildcards of the library are known by now."""
        return self._wildcards_known

    @property
    def combinations(self) -> int:
        return self.template.count if self.reader.has_read and self._is_sound else 1

    @property
    def expands(self) -> str:
        """``all`` or ``random``; ``all`` where there is nothing to choose."""
        return self.expand.value if self.reader.has_read and self.template.groups else ALL

    @property
    def _is_sound(self) -> bool:
        return not self.template.problems

    def pictures(self, each: int) -> int:
        """How many would be sent, at ``each`` for a combination."""
        return each if self.expands == RANDOM else each * self.combinations

    # --- what it is told ---

    def show_recipe(self, recipe: GenerateRecipe) -> None:
        """The words and styles of a recipe. Where a style of it is gone, the words as they were sent."""
        if recipe.template and self.styles.knows(recipe.styles):
            self.prompt.set_text(recipe.template)
            self.styles.choose(recipe.styles)
        else:
            from rundot_studio.domain.alternatives import escaped

            self.prompt.set_text(escaped(recipe.prompt))
            self.styles.choose(())

    def set_wildcards(self, table: WildcardTable) -> None:
        """All wildcards that can be used now."""
        self._wildcards_known = True
        self.completion.set_names({name: len(table.lists[name]) for name in table.names()})
        self.reader.set_wildcards(table)

    def set_dense(self, dense: bool) -> None:
        """Lower, for a short window."""
        self.prompt.set_dense(dense)
        self._column.setSpacing(4 if dense else 6)

    def complain(self, words: str) -> None:
        """Show a broken rule where it was broken; empty words take it back."""
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.prompt.set_broken(bool(words))
        if words:
            self.trouble.hide()
            self.prompt.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_threads(self) -> None:
        self.reader.close()

    # --- what happens ---

    def _text_changed(self, text: str) -> None:
        if self.complaint.text():
            self.complain("")
        self.reader.look(text)

    def _show_template(self, template: Template) -> None:
        spans = template.spans if self._wildcards_known else [span for span in template.spans if _is_good(span.kind)]
        self.colours.show_spans(template.text, spans)
        self.expand.setVisible(bool(template.groups) and self._is_sound)
        self._show_all_count()
        if not template.problems:
            self._pause.stop()
            self.trouble.hide()
        elif self.trouble.isVisible():
            self._show_trouble()
        else:
            self._pause.start()
        self.order_changed.emit()

    def _show_all_count(self) -> None:
        count = self.combinations
        words = self.tr("All")
        if 1 < count < LARGEST_SHOWN:
            words = self.tr("All {0}").format(counted(count))
        self.expand.set_words(ALL, words)

    def _show_trouble(self) -> None:
        problems = self.template.problems
        if problems and self._wildcards_known and not self.complaint.text():
            self.trouble.setText(problems[0].message)
            self.trouble.show()

    def _paste_was_cut(self, letters: int) -> None:
        words = self.tr("A prompt can have {0} letters; the last {1} of the pasted text were left out.")
        self.complain(words.format(counted(MOST_LETTERS), counted(letters)))


def _is_good(kind: str) -> bool:
    return kind in ("alternative", "wildcard")
