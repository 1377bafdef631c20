"""The section about the artist's own paint program."""

from PySide6.QtCore import QCoreApplication, Signal

from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import LineField
from rundot_studio.ui.controls.language import sentence

from .page import PreferenceRow, Section

translate = QCoreApplication.translate
MOST_LETTERS = 1000


class EditorSection(Section):
    """``editor_set`` tells a command that can be run, or none; what can't be is told in place."""

    editor_set = Signal(str)

    def __init__(self) -> None:
        super().__init__("editor", translate("EditorSection", "Other programs"))
        self.command = LineField(translate("EditorSection", "found by itself"))
        self.command.edit.setMaxLength(MOST_LETTERS)
        name = translate("EditorSection", "My own paint program")
        self._words = translate(
            "EditorSection",
            "A program or a command, with {file} where the file goes. Krita, Aseprite and GIMP are found.",
        )
        describe(self.command.edit, name, self._words)
        self._row = self.add(
            PreferenceRow(name, self._words, self.command, also="open in krita aseprite gimp editor", wide=True)
        )
        self.command.edit.editingFinished.connect(self._left)

    def show_command(self, command: str) -> None:
        self.command.set_text(command)
        self._tell("")

    def _left(self) -> None:
        from rundot_studio.domain.errors import StudioError
        from rundot_studio.studio.editors import own_editor

        command = self.command.text.strip()
        try:
            if command:
                own_editor(command)
        except StudioError as error:
            self._tell(sentence(error.message))
            return
        self._tell("")
        self.editor_set.emit(command)

    def _tell(self, problem: str) -> None:
        self.command.set_broken(bool(problem))
        self._row.show_more(problem or self._words)
