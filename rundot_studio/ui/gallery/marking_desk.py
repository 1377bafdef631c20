"""Stars and boards for what is selected in the gallery."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels

from .boards_popover import BoardsPopover
from .changes_desk import ChangesDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rundot_studio.library.boards import BoardOverview
    from rundot_studio.studio.studio import Studio


class MarkingDesk(QObject):
    """One per window."""

    def __init__(self, panels: Panels, changes: ChangesDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._changes = changes
        self._studio: Studio | None = None
        self._open: BoardsPopover | None = None
        gallery = panels.gallery
        gallery.view.starred.connect(self.star_selected)
        gallery.filters.boards_wanted.connect(self.show_boards)
        gallery.selected.board.clicked.connect(lambda: self.choose_board(gallery.selected.board))
        gallery.view.moved_before.connect(self.move_on_board)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        gallery = self._panels.gallery
        gallery.view.painter.headings.attach(studio.library.get)
        gallery.filters.attach(studio.listing.choices, self._name_of)
        self.boards_changed()

    def release(self) -> None:
        self._studio = None
        if self._open is not None:
            self._open.dismiss()

    @property
    def boards(self) -> "list[BoardOverview]":
        if self._studio is None:
            return []
        try:
            return self._studio.library.board_overviews()
        except StudioError as error:
            self._panels.status.say(error.message)
            return []

    def boards_changed(self) -> None:
        """Boards are others, or what is on them: say their names and numbers wherever they are shown."""
        view = self._panels.gallery.view
        view.rows.boards_changed()
        names = {overview.board.id: overview.board.name for overview in self.boards}
        view.painter.headings.set_boards(names)
        view.viewport().update()
        arrangement = view.rows.arrangement
        if self._studio is not None and arrangement.filters.board not in (None, *names):
            self._panels.gallery.filters.choose_board(None)
        self._panels.gallery.filters.show_arrangement(view.rows.arrangement)
        if self._open is not None:
            self._open.show_boards(self.boards)

    def _name_of(self, board_id: str) -> str:
        return next((each.board.name for each in self.boards if each.board.id == board_id), "")

    # --- stars ---

    def star_selected(self, stars: int) -> None:
        """0 takes them away."""
        numbers = self._panels.gallery.view.selection.numbers
        if not numbers or self._studio is None:
            return
        listing = self._studio.listing
        given = self.tr("{0} for {1} pictures.") if stars else self.tr("No stars for {1} pictures.")
        one = "★" * stars if stars else self.tr("No stars.")
        self._changes.make(
            lambda library: library.star(listing.ids(numbers), stars),
            lambda change: _counted(
                len(change.pictures), one, given.format("★" * stars, counted(len(change.pictures)))
            ),
            lambda _change: self.tr("The stars are as they were."),
        )

    # --- boards ---

    def show_boards(self) -> None:
        """The list under the bar's drop-down: a press shows a board, pictures can be dropped on it."""
        filters = self._panels.gallery.filters
        if self._open is not None:
            return
        popover = self._new_popover(filters.boards, with_selected=False)
        popover.chosen.connect(self._show_board)
        popover.open_below(filters.boards, BoardsPopover.WIDTH)

    def choose_board(self, anchor: QWidget, point: QPoint | None = None) -> None:
        """A board for what is selected."""
        if self._open is not None or not self._panels.gallery.view.selection.picture_count:
            return
        popover = self._new_popover(anchor, with_selected=True)
        popover.chosen.connect(self._add_and_close)
        if point is None:
            popover.open_below(anchor, BoardsPopover.WIDTH)
        else:
            popover.open_at(point, BoardsPopover.WIDTH)

    def _new_popover(self, anchor: QWidget, *, with_selected: bool) -> BoardsPopover:
        popover = BoardsPopover(anchor.window(), self._panels.thumbnails, self._picture)
        popover.show_boards(self.boards, self._panels.gallery.view.rows.arrangement.filters.board)
        popover.created.connect(partial(self.create_board, with_selected=with_selected))
        popover.renamed.connect(self.rename_board)
        popover.deleted.connect(self.delete_board)
        popover.dropped.connect(self.put_on_board)
        popover.closed.connect(self._closed)
        self._open = popover
        return popover

    def _closed(self) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None
        self._panels.gallery.view.setFocus()

    def _picture(self, picture_id: str) -> Picture | None:
        if self._studio is None:
            return None
        try:
            return self._studio.library.get(picture_id)
        except StudioError:
            return None

    def _show_board(self, board_id: str) -> None:
        filters = self._panels.gallery.filters
        shown = self._panels.gallery.view.rows.arrangement.filters.board
        filters.choose_board(None if shown == board_id else board_id)
        if self._open is not None:
            self._open.dismiss()

    def _add_and_close(self, board_id: str) -> None:
        self.put_selected_on(board_id)
        if self._open is not None:
            self._open.dismiss()

    def put_selected_on(self, board_id: str) -> None:
        numbers = self._panels.gallery.view.selection.numbers
        if self._studio is not None:
            self._put(board_id, partial(self._studio.listing.ids, numbers))

    def put_on_board(self, board_id: str, picture_ids: "Sequence[str]") -> None:
        self._put(board_id, lambda: list(picture_ids))

    def _put(self, board_id: str, ids: "Callable[[], Sequence[str]]") -> None:
        name = self._name_of(board_id)
        self._changes.make(
            lambda library: library.put_on_board(board_id, ids()),
            lambda change: (
                _counted(
                    len(change.pictures),
                    self.tr("Added to {0}.").format(name),
                    self.tr("Added {0} pictures to {1}.").format(counted(len(change.pictures)), name),
                )
                or self.tr("Already on {0}.").format(name)
            ),
            lambda _change: self.tr("Taken off {0} again.").format(name),
        )

    def take_off_board(self) -> None:
        """What is selected, off the board that is shown."""
        board_id = self._panels.gallery.view.rows.arrangement.filters.board
        numbers = self._panels.gallery.view.selection.numbers
        if board_id is None or self._studio is None:
            return
        name, listing = self._name_of(board_id), self._studio.listing
        self._changes.make(
            lambda library: library.take_off_board(board_id, listing.ids(numbers)),
            lambda change: _counted(
                len(change.pictures),
                self.tr("Taken off {0}.").format(name),
                self.tr("{0} pictures taken off {1}.").format(counted(len(change.pictures)), name),
            ),
            lambda _change: self.tr("Back on {0}.").format(name),
        )

    def create_board(self, name: str, with_selected: bool = False) -> None:
        def then(_change: object) -> None:
            made = next((each.board.id for each in self.boards if each.board.name == " ".join(name.split())), None)
            if with_selected and made is not None:
                self._add_and_close(made)

        self._changes.make(
            lambda library: library.create_board(name),
            lambda _change: self.tr("Board {0} is there.").format(name),
            lambda _change: self.tr("Board {0} is gone.").format(name),
            then,
        )

    def rename_board(self, board_id: str, name: str) -> None:
        before = self._name_of(board_id)
        if name.strip() == before:
            return
        self._changes.make(
            lambda library: library.rename_board(board_id, name),
            lambda _change: self.tr("Renamed to {0}.").format(name),
            lambda _change: self.tr("Renamed to {0}.").format(before),
        )

    def delete_board(self, board_id: str) -> None:
        """The board; its pictures stay."""
        name = self._name_of(board_id)
        self._changes.make(
            lambda library: library.delete_board(board_id),
            lambda _change: self.tr("Board {0} is gone; its pictures are still here.").format(name),
            lambda _change: self.tr("Board {0} is back.").format(name),
        )

    def move_on_board(self, before: object) -> None:
        """What is selected, to right before a picture of the board that is shown, or to its end."""
        rows = self._panels.gallery.view.rows
        board_id = rows.arrangement.filters.board
        numbers = self._panels.gallery.view.selection.numbers
        if board_id is None or self._studio is None:
            return
        listing = self._studio.listing
        place = before if isinstance(before, str) else None
        self._changes.make(
            lambda library: library.move_on_board(board_id, listing.ids(numbers), place),
            lambda _change: self.tr("Moved."),
            lambda _change: self.tr("Moved back."),
        )


def _counted(count: int, one: str, many: str) -> str:
    return "" if not count else one if count == 1 else many
