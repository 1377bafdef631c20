"""Styles and wildcards of the library: read after the start and whenever the window comes back, kept when changed."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from rundot_studio.domain.alternatives import WildcardTable
from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.styles import Style
from rundot_studio.ui.session.chores import Chores

from .panel import PromptPanel
from .style_words import in_words

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio

    from .style_editor import StyleEditor
    from .style_popover import StylePopover
    from .wildcard_editor import WildcardEditor


class ListsDesk(QObject):
    """One per window. ``loaded`` tells that the panel has the lists as they are now."""

    loaded = Signal()

    def __init__(self, prompt: PromptPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self._studio: Studio | None = None
        self.chores = Chores("lists", self)
        prompt.words.styles.wanted.connect(self.open_styles)
        prompt.installEventFilter(self)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self.load()

    def release(self) -> None:
        """What is typed in an open editor is written; the editors go with the library."""
        for editor in ("style_editor", "wildcard_editor"):
            if editor in self.__dict__:
                getattr(self, editor).dismiss()
        self._studio = None

    def close(self) -> None:
        self.chores.close()

    def load(self) -> None:
        """Read what is there; files may have been changed by hand."""
        if self._studio is None:
            return
        styles, wildcards = self._studio.styles, self._studio.wildcards
        self.chores.run(lambda: (styles.styles(), wildcards.table()), self._show, self._go_without)

    def _show(self, found: tuple[list[Style], WildcardTable]) -> None:
        if self._studio is None:
            return
        styles, table = in_words(found[0]), found[1]
        self._prompt.words.styles.set_known(styles)
        self._prompt.words.set_wildcards(table)
        if "style_popover" in self.__dict__:
            self.style_popover.show_styles(styles, self._prompt.words.styles.value)
        self.loaded.emit()

    def _go_without(self, error: StudioError) -> None:
        """They can't be read: what is known stays, and no order waits for the rest."""
        self._prompt.complain(error.message)
        if not self._prompt.words.lists_known:
            self._prompt.words.set_wildcards(WildcardTable())
        self.loaded.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._prompt.words.lists_known:
            self.load()
        return super().eventFilter(watched, event)

    # --- the cards and sheets, made when they are first asked for ---

    @cached_property
    def style_popover(self) -> "StylePopover":
        from .style_popover import StylePopover

        popover = StylePopover(self._prompt.window())
        popover.toggled.connect(self._toggle_style)
        popover.edit_wanted.connect(self.open_style_editor)
        popover.wildcards_wanted.connect(self.open_wildcard_editor)
        return popover

    @cached_property
    def style_editor(self) -> "StyleEditor":
        from .style_editor import StyleEditor

        editor = StyleEditor(self._prompt.window(), self)
        editor.closed.connect(self.load)
        return editor

    @cached_property
    def wildcard_editor(self) -> "WildcardEditor":
        from .wildcard_editor import WildcardEditor

        editor = WildcardEditor(self._prompt.window(), self)
        editor.closed.connect(self.load)
        return editor

    def open_styles(self) -> None:
        """The card of all styles, below the chips."""
        chips = self._prompt.words.styles
        if self._studio is None or not chips.known:
            return
        self.style_popover.show_styles(chips.known, chips.value)
        self.style_popover.open_at(chips.add)

    def open_style_editor(self, style_id: str = "") -> None:
        if self._studio is not None:
            self.style_editor.open_editor(style_id)

    def open_wildcard_editor(self) -> None:
        if self._studio is not None:
            self.wildcard_editor.open_editor()

    def _toggle_style(self, style_id: str) -> None:
        chips = self._prompt.words.styles
        chips.toggle(style_id)
        self.style_popover.show_chosen(chips.value)

    # --- what the editors ask for ---

    @property
    def prompt_text(self) -> str:
        return self._prompt.prompt.text

    def run(
        self,
        work: Callable[["Studio"], object],
        done: Callable[[object], object],
        failed: Callable[[StudioError], object],
    ) -> None:
        """Do something with the library's lists, one thing after the other."""
        studio = self._studio
        if studio is not None:
            self.chores.run(lambda: work(studio), done, failed)
