"""A list under a drop-down of the filter bar: one of its rows, or any number of them, can be chosen."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.fields import heading
from rundot_studio.ui.controls.list_row import ListRow
from rundot_studio.ui.controls.popover import Popover

WIDTH = 264


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    number: int | None = None


def open_list(
    anchor: QWidget, choices: Sequence[Choice], chosen: Collection[str], take: Callable[[str], object], *, many: bool
) -> Popover:
    """Open it below ``anchor``; ``take`` hears each value that is pressed. With ``many`` it stays open for more."""
    popover = new_popover(anchor)
    add_choices(popover, choices, chosen, take, many=many)
    show(popover, anchor, WIDTH)
    return popover


class FieldsPopover(Popover):
    """For fields and chips, which would not be seen on the ground of a list."""

    GROUND = "panel"


def new_popover(anchor: QWidget, kind: type[Popover] = Popover) -> Popover:
    """One that is gone when it is closed, and gives the keyboard back to where it came from."""
    popover = kind(anchor.window())
    popover.closed.connect(popover.deleteLater)
    popover.closed.connect(anchor.setFocus)
    return popover


def show(popover: Popover, anchor: QWidget, width: int) -> None:
    popover.open_below(anchor, width)
    popover.setFocus()
    popover.focusNextPrevChild(True)


def add_choices(
    popover: Popover,
    choices: Sequence[Choice],
    chosen: Collection[str],
    take: Callable[[str], object],
    *,
    many: bool,
    title: str = "",
) -> None:
    if title:
        label = heading(title)
        label.setContentsMargins(10, 6, 0, 2)
        popover.rows.addWidget(label)
    rows: dict[str, ListRow] = {}

    def pressed(value: str) -> None:
        if not many:
            for other, row in rows.items():
                row.setChecked(other == value)
        take(value)
        if not many:
            popover.dismiss()

    for choice in choices:
        row = ListRow(choice.words, choice.number)
        row.setChecked(choice.value in chosen)
        row.clicked.connect(lambda _checked=False, value=choice.value: pressed(value))
        rows[choice.value] = row
        popover.rows.addWidget(row)
