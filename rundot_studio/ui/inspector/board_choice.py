"""A board for the picture that is inspected, which need not be the one that is selected in the gallery."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.gallery.changes_desk import ChangesDesk
from rundot_studio.ui.gallery.marking_desk import MarkingDesk
from rundot_studio.ui.panels import Panels

if TYPE_CHECKING:
    from rundot_studio.ui.gallery.boards_popover import BoardsPopover


class BoardChoice(QObject):
    def __init__(
        self,
        panels: Panels,
        changes: ChangesDesk,
        marking: MarkingDesk,
        picture: Callable[[str], Picture | None],
        parent: QObject | None = None,
    ) -> None:
        """``picture`` gives a picture by its id, for the boards' covers."""
        super().__init__(parent)
        self._panels = panels
        self._changes = changes
        self._marking = marking
        self._picture = picture
        self._open: BoardsPopover | None = None

    @property
    def popover(self) -> "BoardsPopover | None":
        """While it is open."""
        return self._open

    def open(self, anchor: QWidget, picture: Picture) -> None:
        """The boards below ``anchor``; a press puts the picture there, a new name creates a board with it."""
        if self._open is not None:
            return
        from rundot_studio.ui.gallery.boards_popover import BoardsPopover

        popover = BoardsPopover(anchor.window(), self._panels.thumbnails, self._picture)
        popover.show_boards(self._marking.boards)
        popover.chosen.connect(lambda board: self._put(board, picture))
        popover.created.connect(lambda name: self._create(name, picture))
        popover.renamed.connect(self._marking.rename_board)
        popover.deleted.connect(self._marking.delete_board)
        popover.dropped.connect(self._marking.put_on_board)
        popover.closed.connect(lambda: self._closed(anchor))
        self._open = popover
        popover.open_below(anchor, BoardsPopover.WIDTH)

    def take_off(self, board_id: str, picture: Picture) -> None:
        name = self._name_of(board_id)
        self._changes.make(
            lambda library: library.take_off_board(board_id, [picture.id]),
            lambda change: self.tr("Taken off {0}.").format(name) if change.pictures else "",
            lambda _change: self.tr("Back on {0}.").format(name),
        )

    def _put(self, board_id: str, picture: Picture) -> None:
        self._marking.put_on_board(board_id, [picture.id])
        self._dismiss()

    def _create(self, name: str, picture: Picture) -> None:
        def then(_change: object) -> None:
            wanted = " ".join(name.split())
            made = next((each.board.id for each in self._marking.boards if each.board.name == wanted), None)
            if made is not None:
                self._put(made, picture)

        self._changes.make(
            lambda library: library.create_board(name),
            lambda _change: self.tr("Board {0} is there.").format(name),
            lambda _change: self.tr("Board {0} is gone.").format(name),
            then,
        )

    def _name_of(self, board_id: str) -> str:
        return next((each.board.name for each in self._marking.boards if each.board.id == board_id), "")

    def _dismiss(self) -> None:
        if self._open is not None:
            self._open.dismiss()

    def _closed(self, anchor: QWidget) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None
        anchor.setFocus()
