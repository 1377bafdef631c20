"""Wildcard lists: one option a line, named, made and deleted in one sheet. Changing a built-in one makes it own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.domain.alternatives import is_wildcard_name
from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField, heading
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.list_row import ListRow
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.text_area import TextArea
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

from .editor_sheet import EditorSheet, quiet_button

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio
    from rundot_studio.studio.wildcards import WildcardList

    from .lists_desk import ListsDesk


class NameRow(ListRow):
    """One list with the number of its options."""

    def __init__(self, wildcard: "WildcardList") -> None:
        super().__init__(wildcard.name, wildcard.options)
        self.name = wildcard.name
        more = sentence(wildcard.problem) or (self.tr("built in") if wildcard.built_in else self.tr("your own"))
        describe(self, f"__{wildcard.name}__, {counted(wildcard.options)}, {more}", f"__{wildcard.name}__  ·  {more}")

    def nextCheckState(self) -> None:
        """Its owner says which list is shown."""


class WildcardEditor(EditorSheet):
    """What can't be written, because it is too long say, stays in the editor and is kept while the sheet lives."""

    def __init__(self, window: QWidget, desk: "ListsDesk") -> None:
        super().__init__(window)
        self._desk = desk
        self._lists: dict[str, WildcardList] = {}
        self._drafts: dict[str, str] = {}
        self._shown = ""
        self._filling = False
        words = self.tr("Wildcards")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self.new = quiet_button(self.tr("New list"), self.tr("Make a list of your own"), "plus")
        self.head.addWidget(self.new)
        self.name = LineField()
        describe(
            self.name.edit,
            self.tr("Name of the list"),
            self.tr("Letters and digits, with - between them and / for folders. Return renames"),
        )
        self.count = Label(colour="faint", tabular=True)
        self.text = TextArea(self.tr("One option a line"))
        describe(self.text.edit, self.tr("Options"), self.tr("One option a line; lines that begin with # are notes"))
        self.note = Label(wrap=True)
        self.delete = quiet_button(self.tr("Delete"), self.tr("Take this list away; it can be undone"), "trash")
        self._lay_out()
        self.new.clicked.connect(self._create)
        self.delete.clicked.connect(self._delete)
        self.text.changed.connect(self._text_changed)
        self.name.edit.editingFinished.connect(self._rename)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("Options")))
        head.addStretch(1)
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.delete)
        self.form.addWidget(heading(self.tr("Name")))
        self.form.addWidget(self.name)
        self.form.addSpacing(GAP_SMALL)
        self.form.addLayout(head)
        self.form.addWidget(self.text, 1)
        self.form.addLayout(foot)

    @property
    def shown(self) -> str:
        """The name of the list in the editor."""
        return self._shown

    @property
    def name_rows(self) -> list[NameRow]:
        return [row for row in self.listed if isinstance(row, NameRow)]

    def open_editor(self, name: str = "") -> None:
        self.complain("")
        self._read(name or self._shown)
        self.open(self.text.edit)

    def _read(self, name: str) -> None:
        self._desk.run(lambda studio: studio.wildcards.lists(), lambda found: self._show_all(found, name), self._fail)

    def _show_all(self, found: Any, name: str) -> None:
        self._put(found)
        self.show_list(name if name in self._lists else next(iter(self._lists), ""))

    def _put(self, found: "Sequence[WildcardList]") -> None:
        """Own ones first: they are what one comes for."""
        self._lists = {each.name: each for each in sorted(found, key=lambda each: (each.built_in, each.name))}
        rows: list[PaintedButton] = []
        for each in self._lists.values():
            row = NameRow(each)
            row.setChecked(each.name == self._shown)
            row.clicked.connect(lambda _checked=False, name=each.name: self.show_list(name))
            rows.append(row)
        self.put_rows(rows)

    def show_list(self, name: str) -> None:
        self.write_now()
        if name not in self._lists:
            return
        self._shown = name
        for row in self.name_rows:
            row.setChecked(row.name == name)
            if row.name == name:
                self.bring_into_sight(row)
        if name in self._drafts:
            self._show_text((name, self._drafts[name]))
        else:
            self._desk.run(lambda studio: (name, studio.wildcards.text(name)), self._show_text, self._fail)

    def _show_text(self, found: Any) -> None:
        name, text = found
        if name != self._shown:
            return
        self._filling = True
        self.name.set_text(name)
        self.text.set_text(text)
        self._filling = False
        wildcard = self._lists[name]
        self.name.edit.setReadOnly(wildcard.built_in)
        self.delete.setEnabled(not wildcard.built_in)
        note = self.tr("Built in. What you change is kept as your own list.") if wildcard.built_in else ""
        self.note.setText(wildcard.problem or note or self.tr("Write __{0}__ in the prompt.").format(name))
        self._show_count()

    def _text_changed(self) -> None:
        if not self._filling:
            self._show_count()
            self.typed()

    def _show_count(self) -> None:
        lines = (line.strip() for line in self.text.text.splitlines())
        count = sum(1 for line in lines if line and not line.startswith("#"))
        self.count.setText(self.tr("1 option") if count == 1 else self.tr("{0} options").format(counted(count)))

    def write_now(self) -> None:
        if not self.unwritten or not self._shown:
            return
        self.unwritten = False
        name, text = self._shown, self.text.text
        self._drafts[name] = text
        self.complain("")
        self._desk.run(lambda studio: _write(studio, name, text), self._written, self._fail)

    def _written(self, found: Any) -> None:
        name, _text, lists = found
        self._drafts.pop(name, None)
        self._put(lists)
        if name == self._shown:
            self.delete.setEnabled(True)
            self.name.edit.setReadOnly(False)
            self.note.setText(self.tr("Write __{0}__ in the prompt.").format(name))

    def _fail(self, error: StudioError) -> None:
        self.complain(" ".join(part for part in (error.message, error.hint) if part))

    # --- the buttons ---

    def _create(self) -> None:
        self.write_now()
        number, name = 2, self.tr("list")
        while name in self._lists:
            name, number = f"{self.tr('list')}-{number}", number + 1
        self._desk.run(lambda studio: _write(studio, name, ""), self._made, self._fail)

    def _made(self, found: Any) -> None:
        name, text, lists = found
        self._drafts[name] = text  # shown at once: nothing that is read later may come over what is typed by then
        self._show_all(lists, name)
        self._drafts.pop(name)
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.edit.selectAll()

    def _rename(self) -> None:
        name, old = self.name.text.strip(), self._shown
        if not name or name == old or old not in self._lists or self._lists[old].built_in:
            return
        taken = {each.casefold() for each in self._lists} - {old.casefold()}
        if not is_wildcard_name(name):
            self.complain(self.tr("A name has letters and digits, with - between them and / for folders."))
            return
        if name.casefold() in taken:
            self.complain(self.tr("There is a list called {0} already.").format(name))
            return
        self.write_now()
        text = self.text.text
        self.complain("")
        self._desk.run(lambda studio: _rename(studio, old, name, text), self._renamed, self._fail)

    def _renamed(self, found: Any) -> None:
        name, lists = found
        self._shown = name
        self._put(lists)
        self.note.setText(self.tr("Write __{0}__ in the prompt.").format(name))

    def _delete(self) -> None:
        self.write_now()
        name = self._shown
        self._desk.run(lambda studio: (name, studio.wildcards.delete(name)), self._deleted, self._fail)

    def _deleted(self, gone: Any) -> None:
        name, text = gone
        self._drafts.pop(name, None)
        self._shown = ""
        self._read("")

        def bring_back() -> None:
            self._desk.run(lambda studio: _write(studio, name, text), self._made, self._fail)

        self.undo_line.offer(self.tr("{0} was deleted.").format(f"__{name}__"), bring_back)


def _write(studio: "Studio", name: str, text: str) -> "tuple[str, str, list[WildcardList]]":
    studio.wildcards.write(name, text)
    return name, text, studio.wildcards.lists()


def _rename(studio: "Studio", old: str, name: str, text: str) -> "tuple[str, list[WildcardList]]":
    if old.casefold() == name.casefold():  # another spelling of the same name
        studio.wildcards.delete(old)
        studio.wildcards.write(name, text)
    else:
        studio.wildcards.write(name, text)
        studio.wildcards.delete(old)
    return name, studio.wildcards.lists()
