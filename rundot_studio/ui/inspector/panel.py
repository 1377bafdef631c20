"""What is known about the picture on the canvas: its facts, its recipe, its family. Or what went wrong with a job."""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.chips import Chip
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, GAP_SMALL, TEXT_PX
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles, origin_among, short_title
from rundot_studio.ui.pictures.words import file_facts, kind_words, state_words, time_words

from .family_strip import FamilyStrip
from .recipe_rows import RecipeTable, rows_of


class Inspector(QWidget):
    """``used`` carries the recipe, the part to take over (empty for all of it) and the seed that was used."""

    used = Signal(object, str, object)
    walked = Signal(object)

    def __init__(self, thumbnails: ThumbnailSource, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Inspector"))
        self._titles = titles
        self._recipe: GenerateRecipe | None = None
        self._seed: int | None = None
        self._nothing = Label(
            self.tr("Choose a picture to see how it was made, and to use its recipe again."), wrap=True
        )
        self._title = Label(colour="text", pixels=TEXT_PX, bold=True, wrap=True)
        self._facts = Label(tabular=True, wrap=True)
        self._problem = Label(colour="bad", wrap=True)
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips)
        self._recipe_head = QWidget()
        self.use_all = Button(self.tr("Use all"), kind=ButtonKind.LINK)
        describe(
            self.use_all, self.tr("Use the whole recipe"), self.tr("Fill the prompt panel from this picture"), "Ctrl+U"
        )
        self.table = RecipeTable()
        self._family_head = heading(self.tr("Family"))
        self.family = FamilyStrip(thumbnails)
        self._lines = [HairLine(), HairLine()]
        self._lay_out()
        self.use_all.clicked.connect(lambda: self._tell(""))
        self.table.used.connect(self._tell)
        self.family.walked.connect(self.walked)
        self.show_nothing()

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._recipe_head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(heading(self.tr("Recipe")))
        head.addStretch(1)
        head.addWidget(self.use_all)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP_LARGE)
        column.setSpacing(GAP)
        for widget in (self._nothing, self._title, self._facts, self._problem, self._chips):
            column.addWidget(widget)
        column.addSpacing(GAP_SMALL)
        column.addWidget(self._lines[0])
        column.addSpacing(GAP_SMALL)
        column.addWidget(self._recipe_head)
        column.addWidget(self.table)
        column.addSpacing(GAP_SMALL)
        column.addWidget(self._lines[1])
        column.addSpacing(GAP_SMALL)
        column.addWidget(self._family_head)
        column.addWidget(self.family)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(content))

    def show_nothing(self) -> None:
        self._recipe = None
        self._show_parts(title=False, problem=False, recipe=False, family=False)

    def show_picture(self, picture: Picture, ancestors: list[Picture], children: list[Picture]) -> None:
        """``ancestors`` oldest first."""
        origin = origin_among(ancestors, picture)
        self._title.setText(short_title(origin.recipe.prompt if origin else self._titles.of_picture(picture)))
        self._facts.setText(file_facts(picture))
        self._take_recipe(origin.recipe if origin else None, origin.picture.seed_used if origin else None)
        self.table.show_rows(rows_of(picture.recipe, picture, origin))
        words = [kind_words(picture.recipe)]
        if picture.procedural:
            words.append(self.tr("embedded, procedural"))
        if picture.has_alpha:
            words.append(self.tr("transparent"))
        self._show_chips(words)
        self.family.show_family(ancestors, picture, children)
        self._show_parts(title=True, problem=False, recipe=True, family=bool(ancestors or children))

    def show_job(self, job: Job) -> None:
        """A job that runs, or failed: then with the whole of its message."""
        self._title.setText(short_title(self._titles.of_job(job)))
        facts = self.tr("Not made")
        if job.active:
            facts = time_words(job, None, datetime.now(UTC)) if job.waits_until else state_words(job)
        self._facts.setText(facts)
        if job.problem is not None:
            parts = (job.problem.message, job.problem.hint, job.problem.code)
            self._problem.setText("\n".join(part for part in parts if part))
        self._take_recipe(job.recipe if isinstance(job.recipe, GenerateRecipe) else None, None)
        self.table.show_rows(rows_of(job.recipe))
        self._show_chips([kind_words(job.recipe)])
        self._show_parts(title=True, problem=job.problem is not None, recipe=True, family=False)

    def _take_recipe(self, recipe: GenerateRecipe | None, seed: int | None) -> None:
        self._recipe = recipe
        self._seed = seed if seed is not None else recipe.seed if recipe else None
        self.use_all.setVisible(recipe is not None)

    def _show_chips(self, words: list[str]) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for word in words:
            self._chip_row.addWidget(Chip(word, height=24))

    def _show_parts(self, *, title: bool, problem: bool, recipe: bool, family: bool) -> None:
        self._nothing.setVisible(not title)
        for widget in (self._title, self._facts, self._chips):
            widget.setVisible(title)
        self._problem.setVisible(problem)
        for widget in (self._lines[0], self._recipe_head, self.table):
            widget.setVisible(recipe)
        for widget in (self._lines[1], self._family_head, self.family):
            widget.setVisible(family)

    def _tell(self, part: str) -> None:
        if self._recipe is not None:
            self.used.emit(self._recipe, part, self._seed)
