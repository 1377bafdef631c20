"""Own styles: written, duplicated, deleted, imported and exported in one sheet. Built-in ones can be looked at."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.styles import PROMPT_PLACE, Style
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.theme import GAP

from .editor_sheet import EditorSheet, quiet_button
from .style_form import StyleForm, example_of
from .style_row import StyleRow
from .style_words import in_words

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio

    from .lists_desk import ListsDesk


class StyleEditor(EditorSheet):
    def __init__(self, window: QWidget, desk: "ListsDesk") -> None:
        super().__init__(window)
        self._desk = desk
        self._styles: dict[str, Style] = {}
        self._shown = ""
        words = self.tr("Styles")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self.fields = StyleForm()
        self.note = Label(self.tr("This style is built in. Duplicate it to change it."), wrap=True)
        self.duplicate = quiet_button(self.tr("Duplicate"), self.tr("An own copy of this style"))
        self.delete = quiet_button(self.tr("Delete"), self.tr("Take this style away; it can be undone"), "trash")
        self.new = quiet_button(self.tr("New style"), self.tr("Write a style of your own"), "plus")
        self.load = quiet_button(self.tr("Import …"), self.tr("Add the styles of a TOML or JSON file"))
        self.save = quiet_button(self.tr("Export …"), self.tr("Write your own styles, or this one, to a file"))
        for button in (self.new, self.load, self.save):
            self.head.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.duplicate)
        foot.addWidget(self.delete)
        foot.addStretch(1)
        self.form.addWidget(self.note)
        self.form.addWidget(self.fields, 1)
        self.form.addLayout(foot)
        self.fields.changed.connect(self.typed)
        self.new.clicked.connect(self._create)
        self.duplicate.clicked.connect(self._duplicate)
        self.delete.clicked.connect(self._delete)
        self.load.clicked.connect(self._ask_for_import)
        self.save.clicked.connect(self._ask_for_export)

    @property
    def shown(self) -> str:
        """The id of the style in the form."""
        return self._shown

    def open_editor(self, style_id: str = "") -> None:
        """With this style; else the first own one, else the first."""
        self.complain("")
        self._read(style_id or self._shown)
        self.open(self.fields.name.edit)

    def _read(self, style_id: str) -> None:
        self._desk.run(lambda studio: studio.styles.styles(), lambda found: self._show_all(found, style_id), self._fail)

    def _show_all(self, found: Any, style_id: str) -> None:
        """Own ones first: they are what one comes for."""
        self._styles = {style.id: style for style in sorted(in_words(found), key=lambda style: style.built_in)}
        self._fill_list()
        self.show_style(style_id if style_id in self._styles else next(iter(self._styles), ""))

    @property
    def style_rows(self) -> list[StyleRow]:
        return [row for row in self.listed if isinstance(row, StyleRow)]

    def show_style(self, style_id: str) -> None:
        self.write_now()
        self._shown = style_id
        style = self._styles.get(style_id)
        if style is None:
            return
        self.fields.show_style(style, example_of(self._desk.prompt_text))
        self.note.setVisible(style.built_in)
        self.delete.setEnabled(not style.built_in)
        for row in self.style_rows:
            row.setChecked(row.style_id == style_id)
            if row.style_id == style_id:
                self.bring_into_sight(row)

    def write_now(self) -> None:
        if not self.unwritten:
            return
        self.unwritten = False
        style = self.fields.value
        if style.built_in or not style.id:
            return
        self._styles[style.id] = style
        self.complain("")
        self._desk.run(lambda studio: studio.styles.save(style), self._saved, self._fail)

    def _saved(self, saved: Any) -> None:
        """Show a new name or colour in the list; what is typed meanwhile stays as it is."""
        self._fill_list()

    def _fill_list(self) -> None:
        rows: list[PaintedButton] = []
        for place, style in enumerate(self._styles.values()):
            row = StyleRow(style, first=place == 0)
            row.setChecked(style.id == self._shown)
            row.clicked.connect(lambda _checked=False, each=style.id: self.show_style(each))
            rows.append(row)
        self.put_rows(rows)

    def _fail(self, error: StudioError) -> None:
        self.complain(" ".join(part for part in (error.message, error.hint) if part))

    # --- the buttons ---

    def _create(self) -> None:
        self.write_now()
        style = Style("", self.tr("New style"), f"{PROMPT_PLACE}, ")
        self._desk.run(lambda studio: studio.styles.save(style), self._made, self._fail)

    def _duplicate(self) -> None:
        self.write_now()
        style_id = self._shown
        self._desk.run(lambda studio: studio.styles.duplicate(style_id), self._made, self._fail)

    def _made(self, style: Any) -> None:
        """Show it at once: nothing that is read later may come over what is typed by then."""
        self._add([style])

    def _add(self, styles: list[Style]) -> None:
        self.write_now()
        self._styles = {**{style.id: style for style in styles}, **self._styles}
        self._shown = styles[0].id
        self._fill_list()
        self.show_style(self._shown)
        self.fields.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields.name.edit.selectAll()

    def _delete(self) -> None:
        self.write_now()
        style_id = self._shown
        self._desk.run(lambda studio: studio.styles.delete(style_id), self._deleted, self._fail)

    def _deleted(self, style: Any) -> None:
        own = [each.id for each in self._styles.values() if not each.built_in and each.id != style.id]
        self._read(own[0] if own else "")

        def bring_back() -> None:
            self._desk.run(lambda studio: studio.styles.save(style), self._made, self._fail)

        self.undo_line.offer(self.tr("{0} was deleted.").format(style.name), bring_back)

    def _ask_for_import(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Import styles"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Styles (*.toml *.json)"))
        dialog.fileSelected.connect(lambda name: self.import_from(Path(name)))
        dialog.open()

    def import_from(self, path: Path) -> None:
        self.write_now()
        self._desk.run(lambda studio: _import(studio, path), self._imported, self._fail)

    def _imported(self, styles: Any) -> None:
        count = len(styles)
        self.complain("")
        self._add(styles)
        words = self.tr("1 style was added.") if count == 1 else self.tr("{0} styles were added.").format(count)
        ids = [style.id for style in styles]

        def take_back() -> None:
            self._desk.run(
                lambda studio: [studio.styles.delete(each) for each in ids], lambda _gone: self._read(""), self._fail
            )

        self.undo_line.offer(words, take_back)

    def _ask_for_export(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Export styles"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("TOML (*.toml)"), self.tr("JSON (*.json)")])
        dialog.setDefaultSuffix("toml")
        dialog.selectFile("styles.toml")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """All own styles, or the one that is shown where there are none."""
        self.write_now()
        shown = self._shown
        self._desk.run(lambda studio: _export(studio, shown, path), lambda _done: self.complain(""), self._fail)


def _import(studio: "Studio", path: Path) -> list[Style]:
    from rundot_studio.domain.errors import SourceUnusable

    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnusable(f"{path.name} can't be read: {error.strerror or error}.") from error
    return studio.styles.add_from(data, path.name)


def _export(studio: "Studio", shown: str, path: Path) -> None:
    from rundot_studio.domain.errors import SourceUnusable
    from rundot_studio.library.files import write_atomically

    own = [style.id for style in studio.styles.styles() if not style.built_in]
    data = studio.styles.export(own or [shown], "json" if path.suffix.lower() == ".json" else "toml")
    try:
        write_atomically(path, data)
    except OSError as error:
        raise SourceUnusable(f"{path.name} can't be written: {error.strerror or error}.") from error
