"""What is known about the picture on the canvas: its facts, its recipe, its family. Or what went wrong with a job."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, LocalRecipe
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.chips import Chip
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL, TEXT_PX
from rundot_studio.ui.pictures.problem_words import problem_message
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles, origin_among, short_title
from rundot_studio.ui.pictures.words import bytes_words, file_facts, kind_words, state_words, time_words

from .exports_section import ExportsSection
from .family_strip import FamilyStrip
from .file_section import FileSection
from .marks_section import MarksSection
from .recipe_rows import RecipeTable, id_words, rows_of
from .recipe_tasks import RecipeTasks
from .star_row import StarRow
from .start import MARGINS, nothing_chosen
from .summary_words import kinds_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rundot_studio.library.summary import Summary
    from rundot_studio.studio.export_places import ExportPlace


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
        self._one: Callable[[], None] = self._display_nothing
        self.style_name: Callable[[str], str] = id_words
        self._many = False
        self._make_parts(thumbnails)
        self._lay_out()
        self.use_all.clicked.connect(lambda: self._tell(""))
        self.table.used.connect(self._tell)
        self.family.walked.connect(self.walked)
        self.show_nothing()

    def _make_parts(self, thumbnails: ThumbnailSource) -> None:
        self._nothing = nothing_chosen()
        self._title = Label(colour="text", pixels=TEXT_PX, bold=True, wrap=True)
        self.stars = StarRow()
        self._facts = Label(tabular=True, wrap=True)
        self._problem = Label(colour="bad", wrap=True)
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips)
        self.use_all = Button(self.tr("Use all"), kind=ButtonKind.LINK)
        describe(
            self.use_all, self.tr("Use the whole recipe"), self.tr("Fill the prompt panel from this picture"), "Ctrl+U"
        )
        self.table = RecipeTable()
        self.ignored = Label(colour="secondary", wrap=True)
        self.ignored.setToolTip(self.tr("The embedded engine paints by rules, and knows no such words."))
        self.ignored.hide()
        self.tasks = RecipeTasks()
        self.family = FamilyStrip(thumbnails)
        self.marks = MarksSection()
        self.exports = ExportsSection()
        self.file = FileSection()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GAP)
        head.addWidget(self._title, 1)
        head.addWidget(self.stars, 0, Qt.AlignmentFlag.AlignTop)
        self._recipe_part = _part(self.tr("Recipe"), self.table, self.ignored, self.tasks, beside=self.use_all)
        self._family_part = _part(self.tr("Family"), self.family)
        self._marks_part = _part(self.tr("Tags and notes"), self.marks)
        self._exports_part = _part(self.tr("Exported"), self.exports)
        self._file_part = _part(self.tr("File"), self.file)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(GAP)
        column.addWidget(self._nothing)
        column.addLayout(head)
        for widget in (
            self._facts,
            self._problem,
            self._chips,
            self._recipe_part,
            self._family_part,
            self._marks_part,
            self._exports_part,
            self._file_part,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(content))

    # --- one thing ---

    def show_nothing(self) -> None:
        self._show_one(self._display_nothing)

    def show_picture(self, picture: Picture, ancestors: list[Picture], children: list[Picture]) -> None:
        """``ancestors`` oldest first."""
        self._show_one(partial(self._display_picture, picture, ancestors, children))

    def show_job(self, job: Job) -> None:
        """A job that runs, or failed: then with the whole of its message."""
        self._show_one(partial(self._display_job, job))

    def _show_one(self, display: Callable[[], None]) -> None:
        """Now, or when no longer many are selected."""
        self._one = display
        if not self._many:
            display()

    def _display_nothing(self) -> None:
        self._recipe = None
        self._show_parts()

    def _display_picture(self, picture: Picture, ancestors: list[Picture], children: list[Picture]) -> None:
        origin = origin_among(ancestors, picture)
        self._title.setText(short_title(origin.recipe.prompt if origin else self._titles.of_picture(picture)))
        self._facts.setText(file_facts(picture))
        self._take_recipe(origin.recipe if origin else None, origin.picture.seed_used if origin else None)
        self.table.show_rows(rows_of(picture.recipe, picture, origin, self.style_name))
        self.tasks.offer(
            vary=origin is not None, reproduce=not isinstance(picture.recipe, LocalRecipe), prompt=origin is not None
        )
        self.tasks.show()
        words = [kind_words(picture.recipe)]
        if picture.procedural:
            words.append(self.tr("embedded, procedural"))
        if picture.has_alpha:
            words.append(self.tr("transparent"))
        self._show_chips(words)
        self.family.show_family(ancestors, picture, children)
        self.file.show_file(picture)
        self._show_parts(title=True, recipe=True, family=self.family.has_others, marks=True, file=True)

    def _display_job(self, job: Job) -> None:
        self._title.setText(short_title(self._titles.of_job(job)))
        facts = self.tr("Not made")
        if job.active:
            facts = time_words(job, None, datetime.now(UTC)) if job.waits_until else state_words(job)
        self._facts.setText(facts)
        if job.problem is not None:
            parts = (problem_message(job.problem), sentence(job.problem.hint), job.problem.code)
            self._problem.setText("\n".join(part for part in parts if part))
        self._take_recipe(job.recipe if isinstance(job.recipe, GenerateRecipe) else None, None)
        self.table.show_rows(rows_of(job.recipe, style_name=self.style_name))
        self.tasks.hide()
        self._show_chips([kind_words(job.recipe)])
        self._show_parts(title=True, problem=job.problem is not None, recipe=True)

    # --- what many have in common ---

    @property
    def many(self) -> bool:
        """Whether it shows what several pictures have in common."""
        return self._many

    def show_count(self, count: int) -> None:
        """So many are selected; what they have in common comes with :meth:`show_summary`."""
        self._many = True
        self._title.setText(self.tr("{0} pictures").format(counted(count)))
        self._facts.setText(self.tr("Looking at them …"))
        self._show_chips([])
        self._show_parts(title=True, marks=True, chips=False)
        self.marks.boards.hide()
        self.marks.notes.hide()

    def show_summary(self, summary: "Summary") -> None:
        self._title.setText(self.tr("{0} pictures").format(counted(summary.count)))
        self._facts.setText(bytes_words(summary.stored_bytes))
        self._show_chips(kinds_words(summary.kinds))
        self._chips.show()
        self.stars.set_stars(summary.common_stars)
        self.marks.show_tags(summary.tags, summary.count)

    def name_styles(self) -> None:
        """The names of styles are known now, or have changed."""
        if not self._many and self._recipe is not None and self._recipe.styles:
            self._one()

    def end_many(self) -> None:
        """Show the one thing again that is to be seen."""
        if self._many:
            self._many = False
            self.marks.boards.show()
            self.marks.notes.show()
            self._one()

    def show_exports(self, places: "Sequence[ExportPlace]") -> None:
        """Where the picture was exported."""
        self.exports.show_places(places)
        self._exports_part.setVisible(bool(places) and not self._many)

    def show_ignored(self, words: tuple[str, ...]) -> None:
        """Words of the prompt that the embedded engine did not know, told as soon as they have been read."""
        self.ignored.setText(self.tr("Not understood: {0}").format(", ".join(words)))
        self.ignored.setVisible(bool(words))

    def _take_recipe(self, recipe: GenerateRecipe | None, seed: int | None) -> None:
        self._recipe = recipe
        self._seed = seed if seed is not None else recipe.seed if recipe else None
        self.ignored.hide()
        self.use_all.setVisible(recipe is not None)

    def _show_chips(self, words: list[str]) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for word in words:
            self._chip_row.addWidget(Chip(word, height=24))

    def _show_parts(
        self,
        *,
        title: bool = False,
        problem: bool = False,
        recipe: bool = False,
        family: bool = False,
        marks: bool = False,
        file: bool = False,
        chips: bool = True,
    ) -> None:
        self._nothing.setVisible(not title)
        for widget in (self._title, self._facts):
            widget.setVisible(title)
        self._chips.setVisible(title and chips)
        self.stars.setVisible(marks)
        self._problem.setVisible(problem)
        self._recipe_part.setVisible(recipe)
        self._family_part.setVisible(family)
        self._marks_part.setVisible(marks)
        self._exports_part.hide()
        self._file_part.setVisible(file)

    def _tell(self, part: str) -> None:
        if self._recipe is not None:
            self.used.emit(self._recipe, part, self._seed)


def _part(title: str, *widgets: QWidget, beside: QWidget | None = None) -> QWidget:
    """A part of the column under a hair line and a heading."""
    part = QWidget()
    head = QHBoxLayout()
    head.addWidget(heading(title))
    head.addStretch(1)
    if beside is not None:
        head.addWidget(beside)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, GAP_SMALL, 0, 0)
    column.setSpacing(GAP)
    column.addWidget(HairLine())
    column.addSpacing(GAP_SMALL)
    column.addLayout(head)
    for widget in widgets:
        column.addWidget(widget)
    return part
