"""Matrices over the services: put together, priced, sent, and followed until the contact sheet is there."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from secrets import randbelow
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rundot_studio.domain.alternatives import WildcardTable, parse
from rundot_studio.domain.catalog import SEED
from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.domain.matrix import AxisKind, Matrix, matrix
from rundot_studio.domain.recipe import SourceImage
from rundot_studio.domain.styles import Style
from rundot_studio.ui.canvas.desk import CanvasDesk
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.prompt.price_desk import PriceDesk
from rundot_studio.ui.references.keeper import ReferenceKeeper, is_loose
from rundot_studio.ui.references.reading import keep_file
from rundot_studio.ui.session.studio_signals import StudioSignals

from .choices import MatrixChoices
from .progress_row import MatrixProgress

if TYPE_CHECKING:
    from rundot_studio.studio.matrix import MatrixState
    from rundot_studio.studio.studio import Studio

    from .sheet import MatrixSheet

REFRESH_MS = 120


class MatrixDesk(QObject):
    """One per window. What is under way is shown above the Generate button, the newest matrix first."""

    def __init__(
        self,
        panels: Panels,
        canvas: CanvasDesk,
        prices: PriceDesk,
        signals: StudioSignals,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._prices = prices
        self._studio: Studio | None = None
        self._put_away: set[str] = set()
        self._shown = ""
        self._seed = 0
        self.progress = MatrixProgress()
        panels.prompt.add_above_button(self.progress)
        self._keeper = ReferenceKeeper(self)
        self._keeper.kept.connect(self._references_kept)
        self._keeper.failed.connect(panels.prompt.references.complain)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        for signal in (signals.job_changed, signals.job_removed, signals.picture_added, signals.boards_changed):
            signal.connect(lambda *_news: self._refresh_soon())
        panels.prompt.matrix_button.clicked.connect(self.open)
        self.progress.show_wanted.connect(self.show_sheet)
        self.progress.missing_wanted.connect(self._make_missing)
        self.progress.left.connect(self._leave)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self._refresh_soon()

    def release(self) -> None:
        self._timer.stop()
        self._studio = None
        self.progress.hide()
        if "sheet" in self.__dict__:
            self.sheet.dismiss()

    def close(self) -> None:
        self._keeper.close()

    # --- putting one together ---

    @cached_property
    def sheet(self) -> "MatrixSheet":
        from .sheet import MatrixSheet

        sheet = MatrixSheet(self._panels.window)
        sheet.changed.connect(self._plan_changed)
        sheet.wanted.connect(self._make)
        return sheet

    def open(self) -> None:
        """With what the panel says now. Without words there is nothing to vary."""
        prompt = self._panels.prompt
        if self._studio is None or not prompt.words.lists_known:
            self._panels.status.say(self.tr("The engine is starting."))
            return
        template = parse(prompt.prompt.text, prompt.words.reader.wildcards)
        if not prompt.prompt.text:
            prompt.complain(self.tr("Write what you would like to see."))
            return
        if template.problems:
            prompt.complain(template.problems[0].message)
            return
        self._seed = randbelow(SEED.high + 1)
        chips = prompt.words.styles
        self.sheet.open_matrix(MatrixChoices(template, prompt.recipe(), prompt.model.offers, chips.known, chips.styles))

    def _plan(self, references: tuple[SourceImage, ...] | None = None) -> Matrix:
        """The matrix as the sheet says it. Raises RuleBroken."""
        prompt = self._panels.prompt
        across, down = self.sheet.axes
        base = prompt.recipe()
        if references is not None:
            base = replace(base, references=references)
        if AxisKind.MODEL in (across.kind, down.kind if down is not None else None):
            base = replace(base, image_size=None)  # not every model has the sizes of the one that is chosen
        wildcards = prompt.words.reader.wildcards
        chips = prompt.words.styles
        known = {style.id: style for style in chips.known}
        return matrix(
            prompt.prompt.text,
            base,
            across,
            down,
            styles=chips.styles,
            style_of=_finder(known),
            wildcards=wildcards if isinstance(wildcards, WildcardTable) else WildcardTable(),
            seed=self._seed,
        )

    def _plan_changed(self) -> None:
        sheet = self.sheet
        if self._studio is None:
            return
        problem = sheet.trouble
        planned: Matrix | None = None
        if not problem:
            try:
                planned = self._plan()
                problem = self._refusal(planned)
            except RuleBroken as broken:
                problem = broken.message
        sheet.complain(problem)
        sheet.show_number(len(planned.cells) if planned else 0)
        if planned is not None and not problem:
            show = partial(sheet.show_number, len(planned.cells))
            self._prices.tell_price([cell.recipe for cell in planned.cells], show)

    def _refusal(self, planned: Matrix) -> str:
        """Why it can't be sent; empty where it can."""
        from rundot_studio.studio.orders import MOST_PICTURES, problem_of_recipe

        assert self._studio is not None
        if len(planned.cells) > MOST_PICTURES:
            words = self.tr("A matrix can have {0} pictures at most; this one has {1}.")
            return words.format(counted(MOST_PICTURES), counted(len(planned.cells)))
        level = self._studio.capability.level
        loose = self._panels.prompt.references.value
        if any(is_loose(source) for source in loose):
            return ""  # checked again when the files are kept
        return next((told for cell in planned.cells if (told := problem_of_recipe(cell.recipe, level))), "")

    # --- sending ---

    def _make(self) -> None:
        if self._studio is None:
            return
        references = self._panels.prompt.references.value
        if any(is_loose(source) for source in references):
            self._keeper.keep(references, partial(keep_file, self._studio.library), None)
            return
        self._guard(None)

    def _references_kept(self, references: tuple[SourceImage, ...], _kept_for: object) -> None:
        self._panels.prompt.references.take_kept(references)
        self._guard(references)

    def _guard(self, references: tuple[SourceImage, ...] | None) -> None:
        try:
            planned = self._plan(references)
        except RuleBroken as broken:
            self.sheet.complain(broken.message)
            return
        self._panels.prompt.prompt.remember(self._panels.prompt.prompt.text)
        self.sheet.dismiss()
        self._prices.pass_order_guard([cell.recipe for cell in planned.cells], 1, partial(self._send, planned))

    def _send(self, planned: Matrix) -> None:
        studio = self._studio
        if studio is None:
            return
        try:
            state = studio.matrices.submit(planned, studio.capability.level)
        except StudioError as error:
            self._panels.prompt.complain(error.message)
            return
        self._shown = state.id
        self._canvas.follow()
        self._panels.gallery.view.scrollToTop()
        self.refresh()

    # --- following ---

    def _refresh_soon(self) -> None:
        if self._studio is not None and not self._timer.isActive():
            self._timer.start()

    def refresh(self) -> None:
        """Show how far the newest matrix is that nobody has put away."""
        state = self._state()
        if state is None:
            self.progress.hide()
            return
        from rundot_studio.studio.matrix import CellStatus

        self._shown = state.id
        self.progress.show_matrix(
            state.name,
            stored=state.count(CellStatus.STORED),
            waiting=state.count(CellStatus.WAITING),
            cells=len(state.cells),
            sheet=bool(state.sheet_id),
        )
        if state.complete and not state.sheet_id:
            self._refresh_soon()  # its sheet is being painted

    def _state(self) -> "MatrixState | None":
        if self._studio is None:
            return None
        ids = [each for each in self._studio.matrices.ids if each not in self._put_away]
        return self._studio.matrices.state(ids[-1]) if ids else None

    def show_sheet(self) -> None:
        if self._studio is None:
            return
        try:
            state = self._studio.matrices.state(self._shown)
            picture = self._studio.library.get(state.sheet_id)
        except (KeyError, StudioError):
            self._panels.status.say(self.tr("The contact sheet is no longer there."))
            return
        self._canvas.go_to(picture)

    def _make_missing(self) -> None:
        if self._studio is None or self._shown not in self._studio.matrices.ids:
            return
        try:
            self._studio.matrices.make_missing(self._shown)
        except StudioError as error:
            self._panels.status.say(error.message)
        self.refresh()

    def _leave(self) -> None:
        self._put_away.add(self._shown)
        self.refresh()
        self._panels.prompt.prompt.edit.setFocus()


def _finder(known: dict[str, Style]) -> Callable[[str], Style]:
    def find(style_id: str) -> Style:
        if style_id not in known:
            raise RuleBroken("style", style_id, "one that is there")
        return known[style_id]

    return find
