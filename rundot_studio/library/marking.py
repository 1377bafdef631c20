"""What artists change in a library: marks, boards and the trash; announced, and undone by what each change returns."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from psygnal import Signal

from rundot_studio.domain.picture import Picture

from . import boards, marks
from .boards import (
    Board,
    BoardOverview,
    BoardsChange,
    apply_boards,
    read_boards,
    read_on_board,
    read_order,
    read_overviews,
)
from .database import Database
from .marks import Marks, MarksChange, apply_marks, read_marks, read_tags
from .sidecars import Sidecars
from .trash import Emptied, HandOver, Trash, TrashChange, system_trash

Change = MarksChange | BoardsChange | TrashChange
"""Something an artist did, as a value that :meth:`Marking.undo` takes."""


class Marking:
    """The part of a library that artists write into. See :class:`~.library.Library` for threads and signals."""

    marks_changed = Signal(frozenset)
    """Ids of pictures whose stars, tags, notes or boards are others now."""
    boards_changed = Signal()
    """There are other boards, or they have other names or another order."""
    board_contents_changed = Signal(frozenset)
    """Ids of boards that have other pictures, or the same in another order."""
    pictures_deleted = Signal(frozenset)
    """Ids of pictures that went to the trash, or from there out of the library."""
    pictures_restored = Signal(frozenset)
    """Ids of pictures that came back from the trash."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._trash = Trash(database, folder)
        self._sidecars = Sidecars(database, folder)

    # Stars, tags, notes -----------------------------------------------------------------------------------------------

    def marks(self, picture_ids: Collection[str]) -> dict[str, Marks]:
        """The marks of each of these pictures that there is."""
        return read_marks(self._database, picture_ids)

    def tags(self) -> dict[str, int]:
        """All tags in alphabetical order, and how many pictures have each."""
        return read_tags(self._database)

    def star(self, picture_ids: Iterable[str], stars: int) -> Change:
        """Raises RuleBroken outside 0 to 5, PictureUnknown for a picture that is gone; as all that follow do."""
        return self._change(marks.starring(picture_ids, stars))

    def tag(self, picture_ids: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> Change:
        """Add and take away tags in one go. Raises RuleBroken for a tag that is empty or long."""
        return self._change(marks.tagging(picture_ids, add, remove))

    def untag(self, picture_ids: Iterable[str], *tags: str) -> Change:
        return self._change(marks.tagging(picture_ids, remove=tags))

    def note(self, picture_ids: Iterable[str], text: str) -> Change:
        """Replace the note; an empty one takes it away. Raises RuleBroken for a very long one."""
        return self._change(marks.noting(picture_ids, text))

    def mark(
        self,
        picture_ids: Iterable[str],
        stars: int | None = None,
        add_tags: Iterable[str] = (),
        remove_tags: Iterable[str] = (),
        note: str | None = None,
    ) -> Change:
        """Several marks in one go, all or nothing, and undone as one; None leaves stars or notes as they are."""
        chosen = tuple(picture_ids)
        changes = [marks.tagging(chosen, add_tags, remove_tags)]
        if stars is not None:
            changes.append(marks.starring(chosen, stars))
        if note is not None:
            changes.append(marks.noting(chosen, note))
        return self._change(marks.together(*changes))

    # Boards -----------------------------------------------------------------------------------------------------------

    def boards(self) -> list[Board]:
        """In the artist's order."""
        return read_boards(self._database)

    def board_overviews(self) -> list[BoardOverview]:
        """In the artist's order, each with its number of pictures and the first of them, the trash left out."""
        return read_overviews(self._database)

    def board_pictures(self, board_id: str, limit: int = -1, offset: int = 0) -> list[Picture]:
        """The pictures of a board in the artist's order, the trash left out; from the place ``offset`` on."""
        return read_on_board(self._database, board_id, limit, offset)

    def create_board(self, name: str) -> Change:
        """After all others. Raises RuleBroken for a name that is empty, long or taken."""
        return self._change(boards.creating(self.boards(), name))

    def rename_board(self, board_id: str, name: str) -> Change:
        return self._change(boards.renaming(self.boards(), board_id, name))

    def delete_board(self, board_id: str) -> Change:
        """The board; its pictures stay in the library."""
        return self._change(boards.deleting(self.boards(), board_id))

    def order_boards(self, board_ids: Sequence[str]) -> Change:
        """These first and in this order, the others after them as they were."""
        return self._change(boards.ordering(self.boards(), board_ids))

    def put_on_board(self, board_id: str, picture_ids: Iterable[str]) -> Change:
        """After those that are on it, in this order; one that is on it already keeps its place."""
        return self._change(boards.placing(board_id, add=picture_ids))

    def take_off_board(self, board_id: str, picture_ids: Iterable[str]) -> Change:
        return self._change(boards.placing(board_id, remove=picture_ids))

    def arrange_board(self, board_id: str, picture_ids: Iterable[str]) -> Change:
        """These of its pictures first and in this order, the others after them as they were."""
        return self._change(boards.arranging(board_id, picture_ids))

    def move_on_board(self, board_id: str, picture_ids: Iterable[str], before: str | None = None) -> Change:
        """Some of its pictures, in this order, to right before another, or to the end.

        Raises RuleBroken for a picture that is not on the board.
        """
        order = read_order(self._database, board_id)
        return self._change(boards.moving(board_id, order, picture_ids, before))

    # Trash ------------------------------------------------------------------------------------------------------------

    def delete(self, picture_ids: Iterable[str]) -> Change:
        """Into the library's trash. Children stay, and still name their parent."""
        return self._change(TrashChange(put=frozenset(picture_ids)))

    def restore(self, picture_ids: Iterable[str]) -> Change:
        """Out of the trash, to where they were."""
        return self._change(TrashChange(back=frozenset(picture_ids)))

    def trash(self) -> list[str]:
        """Ids of the pictures in the trash, what was deleted first coming first."""
        return self._trash.contents()

    def empty_trash(self, picture_ids: Collection[str] | None = None, hand_over: HandOver = system_trash) -> Emptied:
        """Hand the trash, or these pictures of it, to the system's. Can't be undone here."""
        emptied = self._trash.empty(hand_over, picture_ids)
        if emptied.gone:
            self._sidecars.touch()
            self.pictures_deleted.emit(frozenset(emptied.gone))
        return emptied

    # Changes ----------------------------------------------------------------------------------------------------------

    def undo(self, change: Change) -> Change:
        """Make the change that a method returned; again one comes back, which is the redo.

        What is no longer in the library is left out.
        """
        return self._change(change, strict=False)

    def _change(self, change: Change, strict: bool = True) -> Change:
        inverse = self._apply(change, strict)
        if isinstance(inverse, BoardsChange):
            self._announce_boards(inverse)
        elif inverse.pictures:
            self._sidecars.touch()
            if isinstance(inverse, MarksChange):
                self.marks_changed.emit(inverse.pictures)
            else:
                self._announce_trash(inverse)
        return inverse

    def _announce_boards(self, inverse: BoardsChange) -> None:
        if inverse != BoardsChange():
            self._sidecars.touch()
        if inverse.boards or inverse.deleted:
            self.boards_changed.emit()
        if inverse.contents:
            self.board_contents_changed.emit(inverse.contents)
        if inverse.pictures:
            self.marks_changed.emit(inverse.pictures)

    def _announce_trash(self, inverse: TrashChange) -> None:
        if inverse.back:
            self.pictures_deleted.emit(inverse.back)
        if inverse.put:
            self.pictures_restored.emit(inverse.put)

    def _apply(self, change: Change, strict: bool) -> Change:
        if isinstance(change, TrashChange):
            return self._trash.apply(change, now(), strict)
        with self._database.transaction() as connection:
            if isinstance(change, MarksChange):
                return apply_marks(connection, change, strict)
            return apply_boards(connection, change, strict)


def now() -> datetime:
    """The time as the library keeps it: UTC."""
    return datetime.now(UTC)
