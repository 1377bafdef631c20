"""A page of preferences: sections of rows, each a name, a sentence and a control; found by typing."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX

WORDS_LEAST = 200
CONTROL_WIDTH = 300


class PreferenceRow(QWidget):
    """One thing to set. ``also`` are words it is found by too. A ``wide`` control stands below the words."""

    def __init__(self, name: str, more: str, control: QWidget, *, also: str = "", wide: bool = False) -> None:
        super().__init__()
        self.name = name
        self.control = control
        in_this_language = QCoreApplication.translate("PreferenceSearch", also)
        self._found_by = f"{name} {more} {also} {in_this_language}".casefold()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(name, colour="text", pixels=TEXT_PX, wrap=True))
        self.more = Label(more, colour="secondary", wrap=True)
        if not more:  # to show it before it has a parent would open a window of its own for a moment
            self.more.hide()
        words.addWidget(self.more)
        self._words = words
        if wide:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 6, 0, 6)
            column.addLayout(words)
            column.addWidget(control)
            return
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(GAP_LARGE)
        row.addLayout(words, 1)
        control.setMaximumWidth(CONTROL_WIDTH)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def show_more(self, more: str) -> None:
        self.more.setText(more)
        self.more.setVisible(bool(more))

    def show_mark(self, mark: str) -> None:
        """A word of warning right under the name."""
        self._words.insertWidget(1, Label(mark, colour="warn", bold=True))

    def is_found_by(self, words: list[str]) -> bool:
        return all(word in self._found_by for word in words)


class Section(QWidget):
    """A heading over its rows."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.name = name
        self.title = title
        self.rows: list[PreferenceRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, GAP)
        self._column.setSpacing(0)
        self._column.addWidget(Label(title, colour="secondary", bold=True))
        self._column.addSpacing(GAP // 2)

    def add(self, row: PreferenceRow) -> PreferenceRow:
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def insert(self, place: int, row: PreferenceRow) -> PreferenceRow:
        """Put a row before the one at ``place``."""
        anchor = self.rows[place] if place < len(self.rows) else None
        index = self._column.indexOf(anchor) if anchor is not None else self._column.count()
        self.rows.insert(place, row)
        self._column.insertWidget(index, row)
        return row

    def take_away(self, row: PreferenceRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def show_found(self, words: list[str]) -> bool:
        """Show the rows that are found by all the words; whether there is one."""
        by_title = all(word in self.title.casefold() for word in words)
        found = [row for row in self.rows if by_title or row.is_found_by(words)]
        for row in self.rows:
            row.setVisible(row in found)
        self.setVisible(bool(found))
        return bool(found)


class Page(ScrollColumn):
    """All sections, one below the other."""

    def __init__(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(GAP_LARGE, 0, GAP_LARGE + GAP, GAP_LARGE)
        self._column.setSpacing(GAP)
        self._nothing = Label(colour="secondary", pixels=TEXT_PX)
        self._nothing.setText(self.tr("Nothing is called that."))
        self._nothing.hide()
        super().__init__(content)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self.sections: list[Section] = []

    def add(self, section: Section) -> Section:
        if self.sections:
            line = HairLine()
            section.layout().insertWidget(0, line)  # type: ignore[union-attr]
            section.layout().insertSpacing(1, GAP)  # type: ignore[union-attr]
        self.sections.append(section)
        self._column.insertWidget(self._column.count() - 1, section)
        return section

    def look_for(self, typed: str) -> bool:
        """Show what was typed for, and all where nothing was typed; whether there is anything."""
        words = typed.casefold().split()
        found = [section.show_found(words) for section in self.sections]
        self._nothing.setVisible(not any(found))
        return any(found)

    def go_to(self, name: str) -> None:
        """Scroll to a section."""
        for section in self.sections:
            if section.name == name and section.isVisibleTo(self):
                self.verticalScrollBar().setValue(section.y())
