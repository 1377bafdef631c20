"""Orders of new pictures: kept while the engine starts, references stored first, guarded, and sent to the queue."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.canvas.desk import CanvasDesk
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.references.keeper import ReferenceKeeper, is_loose
from rundot_studio.ui.references.reading import keep_file

from .price_desk import PriceDesk

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio


class OrderDesk(QObject):
    """Works without a studio too: what is ordered before one is there is sent when it comes."""

    def __init__(self, panels: Panels, canvas: CanvasDesk, prices: PriceDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._prices = prices
        self._studio: Studio | None = None
        self._refusal = ""
        self._early: list[tuple[GenerateRecipe, int]] = []
        self._keeper = ReferenceKeeper(self)
        self._keeper.kept.connect(self._references_kept)
        self._keeper.failed.connect(panels.prompt.references.complain)
        panels.prompt.generate.connect(self.generate)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self._refusal = ""

    def send_early(self) -> None:
        """What was ordered before the studio was there; called when all else is attached."""
        early, self._early = self._early, []
        for recipe, count in early:
            self.generate(recipe, count)

    def release(self) -> None:
        self._studio = None

    def close(self) -> None:
        self._keeper.close()

    def refuse(self, reason: str) -> None:
        """There will be no studio: every order is answered with the reason."""
        self._refusal = reason
        if self._early:
            self._early = []
            self._panels.prompt.complain(reason)

    def generate(self, recipe: GenerateRecipe, count: int) -> None:
        if self._refusal:
            self._panels.prompt.complain(self._refusal)
            return
        if self._studio is None:
            self._early.append((recipe, count))
            self._panels.status.say(self.tr("The engine is starting; your order is kept."))
            return
        self._canvas.follow()
        if any(is_loose(source) for source in recipe.references):
            self._keeper.keep(recipe, count, partial(keep_file, self._studio.library))
            return
        self._prices.pass_guard(recipe, count, partial(self._send, recipe, count))

    def _send(self, recipe: GenerateRecipe, count: int) -> None:
        if self._studio is None:
            self._early.append((recipe, count))
            return
        try:
            self._studio.queue.submit(recipe, count)
            self._panels.gallery.view.scrollToTop()  # where the new cards are
        except RuleBroken as broken:
            self._panels.prompt.complain(broken.message)
        except StudioError as error:
            self._panels.status.say(error.message)

    def _references_kept(self, recipe: GenerateRecipe, count: int) -> None:
        self._panels.prompt.references.take_kept(recipe.references)
        self.generate(recipe, count)
