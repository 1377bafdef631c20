"""What the inspector shows of the library, and what is changed in it: stars, tags, boards; for one picture or many.

Nothing here touches the prompt panel: only ``Use`` does.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.canvas.desk import CanvasDesk
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.gallery.changes_desk import ChangesDesk
from rundot_studio.ui.gallery.marking_desk import MarkingDesk
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.file_manager import show_in_folder
from rundot_studio.ui.pictures.titles import origin_among
from rundot_studio.ui.session.errands import Errands
from rundot_studio.ui.session.studio_signals import StudioSignals

from .board_choice import BoardChoice
from .notes_desk import NotesDesk
from .recipe_rows import id_words
from .unknown_words import words_of_artist

if TYPE_CHECKING:
    from rundot_studio.library.summary import Summary
    from rundot_studio.studio.export_places import ExportPlace
    from rundot_studio.studio.studio import Studio

PAUSE_MS = 120
"""Before more is read than the marks of one picture: who walks through the gallery does not wait for it."""


class InspectorDesk(QObject):
    """One per window."""

    def __init__(
        self,
        panels: Panels,
        canvas: CanvasDesk,
        changes: ChangesDesk,
        marking: MarkingDesk,
        signals: StudioSignals,
        errands: Errands,
        parent: QObject | None = None,
        show_file: Callable[[Path], object] = show_in_folder,
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._changes = changes
        self._marking = marking
        self._errands = errands
        self._show_file = show_file
        self._studio: Studio | None = None
        self._inspector = panels.inspector
        self._selection = panels.gallery.view.selection
        self.notes = NotesDesk(panels, changes, self)
        self._boards = BoardChoice(panels, changes, marking, self._by_id, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_closer)
        canvas.shown.connect(self._shown)
        self._selection.changed.connect(self._selected)
        signals.marks_changed.connect(self._marked)
        signals.boards_changed.connect(self.refresh)
        signals.changed_elsewhere.connect(self.refresh)
        self._inspector.style_name = self._style_name
        self._connect()

    def _connect(self) -> None:
        inspector, marks = self._inspector, self._inspector.marks
        inspector.stars.chosen.connect(self.star)
        marks.tags_given.connect(lambda tags: self.tag(add=tags))
        marks.tag_taken.connect(lambda tag: self.tag(remove=[tag]))
        marks.tag_pressed.connect(self._panels.top.search.set_text)
        marks.tags_wanted.connect(self._offer_tags)
        marks.board_wanted.connect(self._choose_board)
        marks.board_taken.connect(self._take_off)
        marks.board_pressed.connect(self._panels.gallery.filters.choose_board)
        inspector.exports.show_wanted.connect(self._show_file)
        inspector.file.show_folder.clicked.connect(self.show_in_folder)
        inspector.tasks.vary.clicked.connect(lambda: self._panels.canvas.tools.used.emit("vary"))
        inspector.tasks.prompt_wanted.connect(self.copy_prompt)
        inspector.tasks.recipe_wanted.connect(self.copy_recipe)
        for edit in (marks.field.edit, marks.notes.edit):
            edit.cursorPositionChanged.connect(self._canvas.stop_following)  # who writes is not torn away

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self.notes.attach(studio)
        self.refresh()

    def release(self) -> None:
        self.notes.release()
        self._pause.stop()
        self._studio = None

    # --- what is shown ---

    @property
    def picture(self) -> Picture | None:
        return self._canvas.picture

    @property
    def _count(self) -> int:
        return self._selection.picture_count

    def refresh(self) -> None:
        """Read anew what is known of the picture, or of all that are selected."""
        if self._studio is None:
            return
        if self._count > 1:
            self._pause.start()
        else:
            self._show_marks()

    def _shown(self, picture: Picture | None) -> None:
        self.notes.take(picture)
        if self._studio is not None and picture is not None and self._count < 2:
            self._show_marks()
            self._pause.start()

    def _selected(self) -> None:
        if self._count > 1:
            self.notes.take(None)
            self._inspector.show_count(self._count)
            self._pause.start()
        elif self.notes.picture_id is None or self._inspector.many:
            self._inspector.end_many()
            self.notes.take(self.picture)
            self._show_marks()
            self._pause.start()

    def _marked(self, picture_ids: frozenset[str]) -> None:
        if self._count > 1 or (self.picture is not None and self.picture.id in picture_ids):
            self.refresh()

    def _show_marks(self) -> None:
        """Of one picture: some microseconds, so that its stars are there with it."""
        studio, picture = self._studio, self.picture
        if studio is None or picture is None:
            return
        try:
            marks = studio.library.marks([picture.id]).get(picture.id)
            names = {board.id: board.name for board in studio.library.boards()}
        except StudioError as error:
            self._failed(error)
            return
        if marks is None:
            return
        self._inspector.stars.set_stars(marks.stars)
        self._inspector.marks.show_tags(dict.fromkeys(marks.tags, 1), 1)
        self._inspector.marks.show_boards([(board, names[board]) for board in marks.boards if board in names])
        self.notes.show(picture, marks.notes)

    def _look_closer(self) -> None:
        studio, picture = self._studio, self.picture
        if studio is None:
            return
        numbers = self._selection.numbers
        if len(numbers) > 1:
            self._errands.run(_summary(studio, numbers), lambda found: self._summed(found, numbers), self._failed)
        elif picture is not None:
            self._errands.run(_exports(picture.id), lambda places: self._exported(picture, places), self._failed)
            if picture.procedural:
                self._errands.run(_ignored(studio, picture), lambda words: self._tell_ignored(picture, words))

    def _summed(self, summary: "Summary", numbers: Sequence[int]) -> None:
        if len(numbers) == self._count and self._inspector.many:
            self._inspector.show_summary(summary)

    def _exported(self, picture: Picture, places: "list[ExportPlace]") -> None:
        if picture is self.picture and not self._inspector.many:
            self._inspector.show_exports(places)

    def _tell_ignored(self, picture: Picture, words: tuple[str, ...]) -> None:
        if picture is self.picture and not self._inspector.many:
            if isinstance(picture.recipe, GenerateRecipe):
                words = words_of_artist(words, picture.recipe, self._panels.prompt.words.styles.known)
            self._inspector.show_ignored(words)

    def look_again(self) -> None:
        """Something was exported: perhaps this picture."""
        self._pause.start()

    def _style_name(self, style_id: str) -> str:
        known = self._panels.prompt.words.styles.known
        return next((style.name for style in known if style.id == style_id), id_words(style_id))

    # --- marks ---

    def _targets(self) -> Callable[[], list[str]]:
        """Whose marks are changed; asked on the thread that changes them, since a selection may be a whole library."""
        studio, picture = self._studio, self.picture
        if studio is not None and self._count > 1:
            numbers, listing = self._selection.numbers, studio.listing
            return lambda: listing.ids(numbers)
        return lambda: [picture.id] if picture is not None else []

    def star(self, stars: int) -> None:
        if self._count > 1:
            self._marking.star_selected(stars)
            return
        ids = self._targets()
        words = "★" * stars if stars else self.tr("No stars.")
        self._changes.make(
            lambda library: library.star(ids(), stars),
            lambda change: words if change.pictures else "",
            lambda _change: self.tr("The stars are as they were."),
        )

    def tag(self, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Give tags to what is inspected and take some away, undone as one."""
        ids = self._targets()
        words = self.tr("Tagged: {0}") if add else self.tr("Tag taken away: {0}")
        told = words.format(", ".join(add or remove))
        self._changes.make(
            lambda library: library.tag(ids(), add, remove),
            lambda change: told if change.pictures else "",
            lambda _change: self.tr("The tags are as they were."),
        )

    def write_tag(self) -> None:
        """The field for a new tag, wherever the keyboard is now."""
        if self.picture is not None or self._count > 1:
            self._panels.show_side("picture")
            self._inspector.marks.write_tag()

    def write_note(self) -> None:
        if self.picture is not None and self._count < 2:
            self._panels.show_side("picture")
            self._inspector.marks.notes.edit.setFocus()

    def _offer_tags(self) -> None:
        if self._studio is not None:
            self._errands.run(_known_tags(self._studio), self._inspector.marks.show_known_tags, self._failed)

    def _choose_board(self) -> None:
        if self.picture is not None:
            self._boards.open(self._inspector.marks.boards.add, self.picture)

    def _take_off(self, board_id: str) -> None:
        if self.picture is not None:
            self._boards.take_off(board_id, self.picture)

    def _by_id(self, picture_id: str) -> Picture | None:
        try:
            return self._studio.library.get(picture_id) if self._studio is not None else None
        except StudioError:
            return None

    # --- file and clipboard ---

    def show_in_folder(self) -> None:
        if self._studio is not None and self.picture is not None:
            self._show_file(self._studio.library.absolute(self.picture))

    def copy_prompt(self) -> None:
        origin = origin_among(self._canvas.ancestors, self.picture) if self.picture is not None else None
        if origin is not None:
            QGuiApplication.clipboard().setText(origin.recipe.prompt)
            self._panels.status.say(self.tr("Copied the prompt."))

    def copy_recipe(self) -> None:
        if self.picture is None:
            return
        from rundot_studio.library.recipes import text_for

        QGuiApplication.clipboard().setText(text_for(self.picture))
        self._panels.status.say(self.tr("Copied the recipe."))

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(sentence(error.message))


async def _summary(studio: "Studio", numbers: Sequence[int]) -> "Summary":
    import asyncio

    from rundot_studio.library.summary import summarise

    return await asyncio.to_thread(summarise, studio.library, numbers)


async def _ignored(studio: "Studio", picture: Picture) -> tuple[str, ...]:
    """Words of its prompt that the embedded engine did not know."""
    import asyncio

    from rundot_studio.imaging.ignored_words import read_ignored_words

    path = studio.library.absolute(picture)

    def read() -> tuple[str, ...]:
        try:
            return read_ignored_words(path.read_bytes())
        except OSError:
            return ()

    return await asyncio.to_thread(read)


async def _exports(picture_id: str) -> "list[ExportPlace]":
    import asyncio

    from rundot_studio.studio.export_places import export_places
    from rundot_studio.studio.projects import Projects

    return await asyncio.to_thread(lambda: export_places(Projects().all(), picture_id))


async def _known_tags(studio: "Studio") -> list[str]:
    """The most used ones first."""
    import asyncio

    tags = await asyncio.to_thread(studio.library.tags)
    return sorted(tags, key=lambda tag: -tags[tag])
