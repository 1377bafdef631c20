"""The sections that concern the program and its library: the connection, spending, the library's care, what is rare."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import LineField
from rundot_studio.ui.controls.numbers import amount, counted

from .page import PreferenceRow, Section

translate = QCoreApplication.translate
POLL_LEAST = 5.0
POLL_MOST = 3600.0


def _button(words: str, tip: str = "") -> Button:
    button = Button(words)
    describe(button, words, tip)
    return button


class ConnectionSection(Section):
    def __init__(self) -> None:
        super().__init__("connection", translate("ConnectionSection", "Connection"))
        self.open = _button(translate("ConnectionSection", "Choose and sign in"))
        self.row = self.add(
            PreferenceRow(
                translate("ConnectionSection", "Who makes the pictures"),
                "",
                self.open,
                also="embedded engine run server account sign in api level game key",
            )
        )

    def show_connection(self, words: str) -> None:
        self.row.show_more(words)


class SpendingSection(Section):
    """``limit_set`` tells credits or None, ``broken`` texts are told in place."""

    limit_set = Signal(object)

    def __init__(self) -> None:
        super().__init__("spending", translate("SpendingSection", "Cost guard"))
        self.limit = LineField(translate("SpendingSection", "no limit"))
        self.limit.edit.setMaxLength(9)
        name = translate("SpendingSection", "Ask above, in credits")
        self._words = translate("SpendingSection", "What may cost more, or can't be priced, asks before it is sent.")
        describe(self.limit.edit, name, self._words)
        self._row = self.add(PreferenceRow(name, self._words, self.limit, also="price money limit spending"))
        self.limit.edit.editingFinished.connect(self._left)

    def show_limit(self, limit: float | None) -> None:
        self.limit.set_text("" if limit is None else amount(limit))

    def _left(self) -> None:
        text = self.limit.text.strip().replace(",", ".")
        limit = number_in(text, 0.0, 999_999_999.0)
        broken = bool(text) and limit is None
        self.limit.set_broken(broken)
        wrong = translate("SpendingSection", "The limit must be a number of credits, such as 20, or empty.")
        self._row.show_more(wrong if broken else self._words)
        if not broken:
            self.limit_set.emit(limit)


class LibrarySection(Section):
    def __init__(self) -> None:
        super().__init__("library", translate("LibrarySection", "Library"))
        self.show_folder = _button(translate("LibrarySection", "Show the folder"))
        self.verify = _button(translate("LibrarySection", "Check now"))
        self.back_up = _button(translate("LibrarySection", "Back up"))
        self.empty = _button(translate("LibrarySection", "Empty the trash"))
        self.where = self.add(
            PreferenceRow(translate("LibrarySection", "Where your pictures are"), "", self.show_folder, also="path")
        )
        self.add(
            PreferenceRow(
                translate("LibrarySection", "Check every picture"),
                translate("LibrarySection", "Reads each file and compares it with what was stored. Deletes nothing."),
                self.verify,
                also="verify hash missing changed",
            )
        )
        self.add(
            PreferenceRow(
                translate("LibrarySection", "Backup"),
                translate("LibrarySection", "All pictures, recipes, boards and notes in one ZIP file."),
                self.back_up,
                also="copy zip move",
            )
        )
        self.trash = self.add(
            PreferenceRow(translate("LibrarySection", "Trash"), "", self.empty, also="delete undo restore")
        )

    def show_library(self, folder: str, in_trash: int) -> None:
        self.where.show_more(folder)
        words = translate("LibrarySection", "Nothing in it.")
        if in_trash:
            words = translate("LibrarySection", "{0} pictures, which then go to the system's trash.").format(
                counted(in_trash)
            )
        self.trash.show_more(words)
        self.empty.setEnabled(in_trash > 0)


class AdvancedSection(Section):
    """``poll_set`` tells seconds; 0 never asks."""

    poll_set = Signal(float)

    def __init__(self) -> None:
        super().__init__("advanced", translate("AdvancedSection", "Advanced"))
        self.poll = LineField(translate("AdvancedSection", "never"))
        name = translate("AdvancedSection", "Ask for late pictures every, in seconds")
        self._words = translate("AdvancedSection", "Of services that finish a picture later. Empty never asks.")
        describe(self.poll.edit, name, self._words)
        self._row = self.add(PreferenceRow(name, self._words, self.poll, also="poll later background"))
        self.layout_anew = _button(translate("AdvancedSection", "Arrange anew"))
        self.add(
            PreferenceRow(
                translate("AdvancedSection", "Panels"),
                translate("AdvancedSection", "Puts all panels back at their first places."),
                self.layout_anew,
                also="docks layout reset",
            )
        )
        self.log = _button(translate("AdvancedSection", "Show the log"))
        self.about = _button(translate("AdvancedSection", "About"))
        self.add(
            PreferenceRow(
                translate("AdvancedSection", "What happened, and what this is made of"),
                translate("AdvancedSection", "The log never holds a key or a token."),
                _side_by_side(self.log, self.about),
                also="version licence license error",
            )
        )
        self.guide = _button(translate("AdvancedSection", "Guide"))
        self.tour = _button(translate("AdvancedSection", "Take the tour"))
        self.add(
            PreferenceRow(
                translate("AdvancedSection", "How it is done"),
                translate("AdvancedSection", "The tour leads round the window in two minutes."),
                _side_by_side(self.guide, self.tour),
                also="help tour guide learn",
            )
        )
        self.poll.edit.editingFinished.connect(self._left)

    def show_poll(self, seconds: float) -> None:
        self.poll.set_text(amount(seconds) if seconds else "")

    def _left(self) -> None:
        text = self.poll.text.strip().replace(",", ".")
        seconds = number_in(text, POLL_LEAST, POLL_MOST)
        broken = bool(text) and seconds is None
        self.poll.set_broken(broken)
        wrong = translate("AdvancedSection", "From {0} to {1} seconds, or empty.").format(
            amount(POLL_LEAST), amount(POLL_MOST)
        )
        self._row.show_more(wrong if broken else self._words)
        if not broken:
            self.poll_set.emit(seconds or 0.0)


def _side_by_side(*buttons: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        row.addWidget(button)
    return both


def number_in(text: str, least: float, most: float) -> float | None:
    """The number that was written, or None where it is none between the bounds."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if least <= number <= most else None
