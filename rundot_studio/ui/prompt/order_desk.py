"""Orders of new pictures: kept while the engine starts, references stored first, expanded, guarded, and sent."""

from dataclasses import replace
from functools import partial
from secrets import randbelow
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rundot_studio.domain.alternatives import WildcardTable
from rundot_studio.domain.catalog import SEED
from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.domain.recipe import SourceImage
from rundot_studio.ui.canvas.desk import CanvasDesk
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.references.keeper import ReferenceKeeper, is_loose
from rundot_studio.ui.references.reading import keep_file

from .price_desk import PriceDesk
from .request import OrderRequest

if TYPE_CHECKING:
    from rundot_studio.studio.orders import Order
    from rundot_studio.studio.studio import Studio


PORTION = 25
"""Pictures that are put into the queue at once."""


class OrderDesk(QObject):
    """Works without a studio too: what is ordered before one is there is sent when it comes."""

    def __init__(self, panels: Panels, canvas: CanvasDesk, prices: PriceDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._prices = prices
        self._studio: Studio | None = None
        self._refusal = ""
        self._early: list[OrderRequest] = []
        self._asked: list[Order] = []
        self._portions: list[Order] = []
        self._next_portion = QTimer(self)
        self._next_portion.setSingleShot(True)
        self._next_portion.timeout.connect(self._send_portion)
        self._keeper = ReferenceKeeper(self)
        self._keeper.kept.connect(self._references_kept)
        self._keeper.failed.connect(panels.prompt.references.complain)
        panels.prompt.generate.connect(self.generate)
        panels.prompt.size_question.answered.connect(self._answered)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self._refusal = ""

    def send_early(self) -> None:
        """What was ordered before the studio was there; called when all else is attached, and when the lists of styles
        and wildcards are known."""
        early, self._early = self._early, []
        for request in early:
            self.generate(request)

    def release(self) -> None:
        """What was asked about is not sent by the next studio, which may take other orders. What was sent is sent."""
        while self._portions:
            self._send_portion()
        self._next_portion.stop()
        self._studio = None
        self._asked = []
        self._panels.prompt.size_question.hide()

    def close(self) -> None:
        self._keeper.close()

    def refuse(self, reason: str) -> None:
        """There will be no studio: every order is answered with the reason."""
        self._refusal = reason
        if self._early:
            self._early = []
            self._panels.prompt.complain(reason)

    def generate(self, request: OrderRequest) -> None:
        if self._refusal:
            self._panels.prompt.complain(self._refusal)
            return
        if self._studio is None or self._waits_for_lists(request):
            self._early.append(request)
            if self._studio is None:
                self._panels.status.say(self.tr("The engine is starting; your order is kept."))
            return
        self._canvas.follow()
        if any(is_loose(source) for source in request.base.references):
            self._keeper.keep(request.base.references, partial(keep_file, self._studio.library), request)
            return
        self._expand(request)

    def _waits_for_lists(self, request: OrderRequest) -> bool:
        needs_them = bool(request.styles) or "__" in request.base.prompt
        return needs_them and not self._panels.prompt.words.lists_known

    def _references_kept(self, references: tuple[SourceImage, ...], request: OrderRequest) -> None:
        self._panels.prompt.references.take_kept(references)
        self.generate(replace(request, base=replace(request.base, references=references)))

    def _expand(self, request: OrderRequest) -> None:
        from rundot_studio.studio.orders import Expand, order

        assert self._studio is not None
        words = self._panels.prompt.words
        styles = {style.id: style for style in words.styles.known}
        wildcards = words.reader.wildcards
        ordered = order(
            request.base.prompt,
            request.base,
            styles=[styles[style_id] for style_id in request.styles if style_id in styles],
            wildcards=wildcards if isinstance(wildcards, WildcardTable) else WildcardTable(),
            count=request.count,
            expand=Expand(request.expand),
            draw=request.base.seed if request.base.seed is not None else randbelow(SEED.high + 1),
            level=self._studio.capability.level,
        )
        if ordered.problem:
            self._panels.prompt.complain(ordered.problem)
        elif ordered.question:
            self._asked.append(ordered)
            self._ask()
        else:
            self._pass(ordered)

    def _ask(self) -> None:
        question = self._panels.prompt.size_question
        if self._asked:
            words = self.tr("This makes {0} pictures. Send them all?")
            question.put(words.format(counted(self._asked[0].total)))
        else:
            question.hide()
            self._panels.prompt.prompt.edit.setFocus()

    def _answered(self, agreed: bool) -> None:
        if not self._asked:
            return
        ordered = self._asked.pop(0)
        self._ask()
        if agreed:
            self._pass(ordered)

    def _pass(self, ordered: "Order") -> None:
        self._prices.pass_order_guard(ordered.recipes, ordered.count, partial(self._send, ordered))

    def _send(self, ordered: "Order") -> None:
        """Put it into the queue: a small order at once, a large one in portions, so that the window stays alive."""
        if self._studio is None:
            self._panels.status.say(self.tr("The connection is changing; send it again."))
            return
        step = max(1, PORTION // ordered.count)
        recipes = ordered.recipes
        self._portions += [replace(ordered, recipes=recipes[at : at + step]) for at in range(0, len(recipes), step)]
        self._panels.gallery.view.scrollToTop()  # where the new cards are
        self._send_portion()

    def _send_portion(self) -> None:
        from rundot_studio.studio.orders import send

        if self._studio is None or not self._portions:
            return
        try:
            send(self._studio.queue, self._portions.pop(0))
        except StudioError as error:
            self._portions = []
            if isinstance(error, RuleBroken):
                self._panels.prompt.complain(error.message)
            else:
                self._panels.status.say(error.message)
        if self._portions:
            self._next_portion.start()
