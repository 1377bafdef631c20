"""Opens the card beside a tool's button, and fills it: settings, presets, and what it would cost."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.estimate import Estimate
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import ToolRecipe
from rundot_studio.ui.controls.numbers import amount
from rundot_studio.ui.session.errands import Errands

from .tool_bar import ToolBar
from .tool_settings import ToolSettings

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio
    from rundot_studio.studio.tool_presets import ToolPreset, ToolPresets

    from .tool_card import ToolCard

T = TypeVar("T")


class ToolCardDesk(QObject):
    """``applied`` brings the settings that the artist pressed for."""

    applied = Signal(object)

    def __init__(self, bar: ToolBar, settings: ToolSettings, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._settings = settings
        self._errands = errands
        self._studio: Studio | None = None
        self._cards: dict[str, ToolCard] = {}
        self._question = 0

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        for card in self._cards.values():
            card.dismiss()

    def open(self, tool: str, pictures: Sequence[Picture]) -> "ToolCard":
        """Show the card of a tool for these pictures."""
        card = self._card(tool)
        button = self._bar.settings[tool]
        button.setChecked(True)
        card.open_for(button.parentWidget() or button, self._settings.get(tool), pictures)
        self._ask_price(card)
        self._run_presets(card, lambda _presets: None)
        return card

    def _card(self, tool: str) -> "ToolCard":
        """Made when it is first asked for: the first paint does not need it."""
        from .tool_card import ToolCard

        card = self._cards.get(tool)
        if card is None or card.parent() is not self._bar.window():
            card = self._cards[tool] = ToolCard(self._bar.window(), tool, self._bar.buttons[tool].text())
            self._connect(card)
        return card

    def _connect(self, card: "ToolCard") -> None:
        button = self._bar.settings[card.tool]
        card.closed.connect(lambda: button.setChecked(False))
        card.closed.connect(button.setFocus)
        card.changed.connect(lambda: self._changed(card))
        card.applied.connect(self.applied)
        line = card.presets
        line.saved.connect(lambda name: self._save(card, name))
        line.renamed.connect(
            lambda name, to: self._run_presets(card, lambda presets: presets.rename(card.tool, name, to))
        )
        line.deleted.connect(lambda name: self._run_presets(card, lambda presets: presets.delete(card.tool, name)))

    def _changed(self, card: "ToolCard") -> None:
        if card.settings is not None:
            self._settings.put(card.settings)
        self._ask_price(card)

    # --- presets: in a file, so off the window's thread ---

    def _save(self, card: "ToolCard", name: str) -> None:
        settings = card.settings
        if settings is None:
            card.presets.complain(self.tr("Something is out of its range; mend it first."))
            return
        self._run_presets(card, lambda presets: presets.save(name, settings))

    def _run_presets(self, card: "ToolCard", work: "Callable[[ToolPresets], object]") -> None:
        """Do something with the presets, and show those that there are then."""

        def done(found: "list[ToolPreset]") -> None:
            card.presets.end_naming()
            card.presets.complain("")
            card.show_presets([(preset.name, preset.settings) for preset in found if preset.tool == card.tool])

        def failed(error: StudioError) -> None:
            card.presets.complain(error.message)

        self._errands.run(_off_the_loop(work), done, failed)

    # --- what it would cost ---

    def _ask_price(self, card: "ToolCard") -> None:
        from rundot_studio.studio.batches import source_size

        self._question += 1
        mine = self._question
        studio, settings, pictures = self._studio, card.settings, card.pictures
        if studio is None or studio.connection.offline or settings is None or not pictures:
            card.show_price("")
            return

        def show(estimate: Estimate | None) -> None:
            if mine == self._question:
                card.show_price(price_words(estimate))

        asked = studio.costs.estimate(_sendable(settings), len(pictures), source_size(pictures))
        self._errands.run(asked, show, lambda _error: show(None))


def price_words(estimate: Estimate | None) -> str:
    """``about 2 credits``; empty where nobody knows."""
    from PySide6.QtCore import QCoreApplication

    if estimate is None:
        return ""
    written = amount(estimate.credits)
    translate = QCoreApplication.translate
    words = (
        translate("PriceDesk", "1 credit") if written == "1" else translate("PriceDesk", "{0} credits").format(written)
    )
    exact = estimate.exact and estimate.low == estimate.high
    return words if exact else translate("PriceDesk", "about {0}").format(words)


def _sendable(settings: ToolRecipe) -> ToolRecipe:
    from rundot_studio.domain.recipe import SourceImage
    from rundot_studio.domain.tool_settings import applied_to

    return applied_to(settings, SourceImage("-"))


async def _off_the_loop(work: "Callable[[ToolPresets], object]") -> "list[ToolPreset]":
    import asyncio

    return await asyncio.to_thread(_on_disk, work)


def _on_disk(work: "Callable[[ToolPresets], object]") -> "list[ToolPreset]":
    """Blocking."""
    from rundot_studio.studio.tool_presets import ToolPresets

    presets = ToolPresets()
    work(presets)
    return presets.presets()
