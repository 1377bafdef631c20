"""What the artist adds to pictures: tags, boards and a note. For one picture, or for all that are selected."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.theme import CAPTION_PX, GAP

from .chip_row import ChipRow
from .mark_chips import AddChip, MarkChip
from .notes_field import NotesField
from .tag_field import TagField

TAG_SHORTCUT = "T"


class MarksSection(QWidget):
    """``tags_given`` and ``tag_taken`` tell tags, ``board_taken`` and ``board_pressed`` a board's id; ``tags_wanted``
    that the tags there are should be offered in the field, ``board_wanted`` that a board is to be chosen."""

    tags_given = Signal(object)
    tag_taken = Signal(str)
    tag_pressed = Signal(str)
    board_taken = Signal(str)
    board_pressed = Signal(str)
    board_wanted = Signal()
    tags_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tip = self.tr("Tags are found by the search")
        self.tags = ChipRow(AddChip(self.tr("+ Tag"), name=self.tr("Add a tag"), tip=tip, shortcut=TAG_SHORTCUT))
        self.boards = ChipRow(
            AddChip(self.tr("+ Board"), name=self.tr("Add to a board"), tip=self.tr("Choose a board or name a new one"))
        )
        self.field = TagField()
        self.field.hide()
        self._told = Label(colour="secondary", pixels=CAPTION_PX)
        self._told.hide()
        self.notes = NotesField()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.tags, self._told, self.boards, self.notes):
            column.addWidget(widget)
        self.tags.put_at_end(self.field)
        self._shown_tags: tuple[Mapping[str, int], int] = ({}, 1)
        self.tags.add.clicked.connect(self.write_tag)
        self.boards.add.clicked.connect(self.board_wanted)
        self.field.given.connect(self.tags_given)
        self.field.done.connect(self._put_field_away)

    def show_tags(self, tags: Mapping[str, int], count: int) -> None:
        """Tags with how many of the ``count`` pictures have them."""
        self._shown_tags = (dict(tags), count)
        chips = []
        for tag, having in tags.items():
            some = having < count
            find = self.tr("Find pictures with this tag")
            chip = MarkChip(
                f"{tag} {having}" if some else tag,
                name=self.tr("Tag {0}").format(tag),
                tip=self.tr("On {0} of {1}; press to give it to all").format(having, count) if some else find,
                faint=some,
            )
            chip.taken_away.connect(partial(self.tag_taken.emit, tag))
            if some:
                chip.clicked.connect(partial(self._give, tag))
            else:
                chip.clicked.connect(partial(self.tag_pressed.emit, tag))
            chips.append(chip)
        self.tags.show_chips(chips)
        if self.field.isVisibleTo(self):
            self.tags.put_at_end(self.field)
            self.tags.add.hide()
        self._told.setText(self.tr("on {0} pictures").format(counted(count)))
        self._told.setVisible(count > 1)

    def _give(self, tag: str, _checked: bool = False) -> None:
        self.tags_given.emit([tag])

    def show_boards(self, boards: Sequence[tuple[str, str]]) -> None:
        """(id, name) of each that the picture is on."""
        chips = []
        for board, name in boards:
            chip = MarkChip(name, name=self.tr("Board {0}").format(name), tip=self.tr("Show this board"), icon="board")
            chip.clicked.connect(lambda _checked=False, board=board: self.board_pressed.emit(board))
            chip.taken_away.connect(partial(self.board_taken.emit, board))
            chips.append(chip)
        self.boards.show_chips(chips)

    def write_tag(self) -> None:
        """Open the field for a new tag."""
        self.tags_wanted.emit()
        self.tags.add.hide()
        self.tags.put_at_end(self.field)
        self.field.set_text("")
        self.field.show()
        self.field.edit.setFocus()
        self.updateGeometry()

    def show_known_tags(self, known: Sequence[str]) -> None:
        here = self._shown_tags[0]
        self.field.show_known([tag for tag in known if here.get(tag, 0) < self._shown_tags[1]])

    def _put_field_away(self) -> None:
        # Not within the field's own event: it would lose the focus it is just losing.
        QTimer.singleShot(0, self, self._hide_field)

    def _hide_field(self) -> None:
        had_focus = self.field.edit.hasFocus()
        self.field.hide()
        self.show_tags(*self._shown_tags)
        if had_focus:
            self.tags.add.setFocus()
