"""Any sequence of marking, boards, deleting, restoring, emptying, undo and reopening ends as it does in a model."""

import copy
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Change, Library
from rundot_studio.library.query import Query
from rundot_studio.library.rebuild import rebuild
from rundot_studio.library.sidecar_format import (
    BOARDS,
    SIDECAR,
    Entry,
    read_board_list,
    read_board_orders,
    read_sidecar,
)

from .conftest import answered_job, png_bytes

IDS = tuple(f"{number:010x}" for number in range(1, 6))
SELECTIONS = st.sets(st.sampled_from(IDS), min_size=1)
TAGS = st.sets(st.sampled_from(("boss", "BOSS", "wip", "żaba")), max_size=2)
MONTH = "pictures/2026/11"


@dataclass
class Marked:
    """One picture of the model. Tags in lower case, boards by id."""

    stars: int = 0
    tags: set[str] = field(default_factory=set)
    notes: str = ""
    boards: set[str] = field(default_factory=set)
    deleted: bool = False


@dataclass
class Model:
    pictures: dict[str, Marked] = field(default_factory=lambda: {picture: Marked() for picture in IDS})
    boards: dict[str, str] = field(default_factory=dict)
    """Names by id, in order."""
    orders: dict[str, list[str]] = field(default_factory=dict)
    """Pictures of each board, in order."""

    def without(self, gone: set[str]) -> "Model":
        kept = {picture: marked for picture, marked in self.pictures.items() if picture not in gone}
        orders = {board: [picture for picture in order if picture in kept] for board, order in self.orders.items()}
        return Model(copy.deepcopy(kept), dict(self.boards), orders)


class LibraryMachine(RuleBasedStateMachine):
    """The library's doings beside the model's; what was done is on a stack with the model before it."""

    @initialize()
    def open(self) -> None:
        self.top = Path(tempfile.mkdtemp())
        self.library = Library(self.top / "library")
        self.programs = [self.library]
        self.paths = {}
        for number, picture in enumerate(IDS, 1):
            self.paths[picture] = self.library.store(answered_job(number), png_bytes(), "png", (8, 6), True).path
        self.model = Model()
        self.done: list[tuple[Change, Model]] = []
        self.undone: list[tuple[Change, Model]] = []
        self.gone: set[str] = set()

    def teardown(self) -> None:
        for program in self.programs:
            program.close()
        shutil.rmtree(self.top)

    def do(self, act: Callable[[], Change], change_model: Callable[[Model], None]) -> None:
        before = copy.deepcopy(self.model)
        self.done.append((act(), before))
        self.undone.clear()
        change_model(self.model)

    def draw_board(self, data: st.DataObject) -> str:
        """By place: ids are drawn by the library, and differ from run to run."""
        return list(self.model.boards)[data.draw(st.integers(0, len(self.model.boards) - 1))]

    def there(self, chosen: set[str]) -> list[str]:
        return sorted(chosen - self.gone)

    @rule(chosen=SELECTIONS, stars=st.integers(0, 5))
    def star(self, chosen: set[str], stars: int) -> None:
        def change(model: Model) -> None:
            for picture in self.there(chosen):
                model.pictures[picture].stars = stars

        self.do(lambda: self.library.star(self.there(chosen), stars), change)

    @rule(chosen=SELECTIONS, add=TAGS, remove=TAGS)
    def tag(self, chosen: set[str], add: set[str], remove: set[str]) -> None:
        def change(model: Model) -> None:
            for picture in self.there(chosen):
                tags = model.pictures[picture].tags
                tags |= {tag.lower() for tag in add}
                tags -= {tag.lower() for tag in remove}

        self.do(lambda: self.library.tag(self.there(chosen), add, remove), change)

    @rule(chosen=SELECTIONS, text=st.sampled_from(("", "for level two", "“quoted”\nlines")))
    def note(self, chosen: set[str], text: str) -> None:
        def change(model: Model) -> None:
            for picture in self.there(chosen):
                model.pictures[picture].notes = text

        self.do(lambda: self.library.note(self.there(chosen), text), change)

    @rule(name=st.sampled_from(("enemies", "heroes", "tiles")))
    def create_board(self, name: str) -> None:
        if name in self.model.boards.values():
            return

        def change(model: Model) -> None:
            model.boards = {board.id: board.name for board in self.library.boards()}
            assert list(model.boards.values())[-1] == name
            model.orders[list(model.boards)[-1]] = []

        self.do(lambda: self.library.create_board(name), change)

    @precondition(lambda self: self.model.boards)
    @rule(data=st.data())
    def rename_board(self, data: st.DataObject) -> None:
        board = self.draw_board(data)
        name = f"{self.model.boards[board]}!"
        if name in self.model.boards.values():
            return
        self.do(lambda: self.library.rename_board(board, name), lambda model: model.boards.update({board: name}))

    @precondition(lambda self: self.model.boards)
    @rule(data=st.data())
    def delete_board(self, data: st.DataObject) -> None:
        board = self.draw_board(data)

        def change(model: Model) -> None:
            del model.boards[board]
            del model.orders[board]
            for marked in model.pictures.values():
                marked.boards.discard(board)

        self.do(lambda: self.library.delete_board(board), change)

    @precondition(lambda self: len(self.model.boards) > 1)
    @rule(data=st.data())
    def order_boards(self, data: st.DataObject) -> None:
        order = data.draw(st.permutations(list(self.model.boards)))

        def change(model: Model) -> None:
            model.boards = {board: model.boards[board] for board in order}

        self.do(lambda: self.library.order_boards(order), change)

    @precondition(lambda self: self.model.boards)
    @rule(data=st.data(), chosen=SELECTIONS, on=st.booleans())
    def place(self, data: st.DataObject, chosen: set[str], on: bool) -> None:
        board = self.draw_board(data)

        def change(model: Model) -> None:
            for picture in self.there(chosen):
                boards = model.pictures[picture].boards
                order = model.orders[board]
                if on and board not in boards:
                    boards.add(board)
                    order.append(picture)
                elif not on and board in boards:
                    boards.remove(board)
                    order.remove(picture)

        act = self.library.put_on_board if on else self.library.take_off_board
        self.do(lambda: act(board, self.there(chosen)), change)

    @precondition(lambda self: any(self.model.orders.values()))
    @rule(data=st.data())
    def move_on_board(self, data: st.DataObject) -> None:
        filled = [board for board in self.model.boards if self.model.orders[board]]
        board = filled[data.draw(st.integers(0, len(filled) - 1))]
        order = self.model.orders[board]
        moved = data.draw(st.lists(st.sampled_from(order), min_size=1, unique=True))
        before = data.draw(st.sampled_from([None, *(picture for picture in order if picture not in moved)]))

        def change(model: Model) -> None:
            left = [picture for picture in order if picture not in moved]
            place = len(left) if before is None else left.index(before)
            model.orders[board] = [*left[:place], *moved, *left[place:]]

        self.do(lambda: self.library.move_on_board(board, moved, before), change)

    @rule(chosen=SELECTIONS, deleted=st.booleans())
    def delete_or_restore(self, chosen: set[str], deleted: bool) -> None:
        def change(model: Model) -> None:
            for picture in self.there(chosen):
                model.pictures[picture].deleted = deleted

        act = self.library.delete if deleted else self.library.restore
        self.do(lambda: act(self.there(chosen)), change)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        change, before = self.done.pop()
        self.undone.append((self.library.undo(change), self.model))
        self.model = before.without(self.gone)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        change, before = self.undone.pop()
        self.done.append((self.library.undo(change), self.model))
        self.model = before.without(self.gone)

    @rule()
    def empty_trash(self) -> None:
        expected = {picture for picture, marked in self.model.pictures.items() if marked.deleted}
        emptied = self.library.empty_trash(hand_over=Path.unlink)
        assert set(emptied.gone) == expected
        assert not emptied.kept
        self.gone |= expected
        self.model = self.model.without(self.gone)

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.programs.remove(self.library)
        self.check_sidecars()
        self.library = Library(self.top / "library")
        self.programs.append(self.library)

    @rule()
    def go_on_in_another_program(self) -> None:
        self.library = Library(self.top / "library")
        self.programs.append(self.library)

    @rule(deleted=st.booleans())
    def rebuild(self, deleted: bool) -> None:
        for program in self.programs:
            program.close()
        folder = self.top / "library"
        for file in folder.glob(f"{DATABASE}*") if deleted else ():
            file.unlink()
        assert rebuild(folder).unreadable == []
        self.library = Library(folder)
        self.programs = [self.library]
        self.check_sidecars()

    @rule()
    def flush(self) -> None:
        self.library.flush()
        self.check_sidecars()

    @rule()
    def sweep(self) -> None:
        assert self.library.sweep() == 0

    @invariant()
    def marks_are_those_of_the_model(self) -> None:
        found = self.library.marks(IDS)
        assert {
            picture: Marked(
                marks.stars,
                {tag.lower() for tag in marks.tags},
                marks.notes,
                set(marks.boards),
                marks.deleted_at is not None,
            )
            for picture, marks in found.items()
        } == self.model.pictures
        assert {board.id: board.name for board in self.library.boards()} == self.model.boards
        assert [board.id for board in self.library.boards()] == list(self.model.boards)
        for overview in self.library.board_overviews():
            order = self.model.orders[overview.board.id]
            shown = [picture for picture in order if not self.model.pictures[picture].deleted]
            assert [picture.id for picture in self.library.board_pictures(overview.board.id)] == shown
            assert (overview.pictures, overview.cover) == (len(shown), shown[0] if shown else None)

    @invariant()
    def files_are_where_they_belong(self) -> None:
        for picture, marked in self.model.pictures.items():
            path = self.library.get(picture).path
            assert path == self.paths[picture].replace("pictures/", "trash/" if marked.deleted else "pictures/", 1)
        there = {file.relative_to(self.library.folder).as_posix() for file in self.library.folder.rglob("*.png")}
        assert there == {self.library.get(picture).path for picture in self.model.pictures}

    @invariant()
    def finding_agrees(self) -> None:
        deleted = {picture for picture, marked in self.model.pictures.items() if marked.deleted}
        assert self.library.count() == len(self.model.pictures) - len(deleted)
        assert set(self.library.trash()) == deleted
        for stars in (1, 3, 5):
            query = Query(stars_at_least=stars, in_trash=None)
            starred = {picture for picture, marked in self.model.pictures.items() if marked.stars >= stars}
            assert {picture.id for picture in self.library.find(query, 10)} == starred
            assert self.library.count_found(query) == len(starred)
        worded = {picture for picture, marked in self.model.pictures.items() if "żaba" in marked.tags}
        assert {picture.id for picture in self.library.find(Query("zaba", in_trash=None), 10)} == worded

    def check_sidecars(self) -> None:
        """The files tell what the model says, which is what a database could be made from again."""
        folder = self.top / "library"
        entries = read_sidecar(folder / MONTH / SIDECAR)
        marked = {picture: marked for picture, marked in self.model.pictures.items() if marked != Marked()}
        assert {picture: self.told_by(entry) for picture, entry in entries.items()} == marked
        for picture, entry in entries.items():
            assert entry.file == Path(self.paths[picture]).name
            assert all(self.model.boards[board] == name for board, name in entry.boards.items())
            assert not entry.deleted_to or (folder / entry.deleted_to).exists()
        assert list(read_board_list(folder / BOARDS).items()) == list(self.model.boards.items())
        orders = {board: tuple(order) for board, order in self.model.orders.items()}
        assert read_board_orders(folder / BOARDS) == orders

    def told_by(self, entry: Entry) -> Marked:
        tags = {tag.lower() for tag in entry.tags}
        return Marked(entry.stars, tags, entry.notes, set(entry.boards), entry.deleted_at is not None)


LibraryMachine.TestCase.settings = settings(settings.get_profile("short"), max_examples=25, stateful_step_count=25)
TestAnySequence = LibraryMachine.TestCase
