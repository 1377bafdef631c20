"""The presets of a tool as a line of chips; the one that is set can be renamed and deleted, and a new one saved."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import ToggleChip
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

MOST_NAME_LETTERS = 40


class PresetChip(ToggleChip):
    """F2 renames it and Delete deletes it, as in a list of files."""

    key_pressed = Signal(int)

    def nextCheckState(self) -> None:
        """Checked while its settings stand in the form; the line says when."""

    def event(self, event: QEvent) -> bool:
        """Here these keys are the chip's, whatever they mean to the window."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
            self.key_pressed.emit(event.key())
        else:
            super().keyPressEvent(event)


class PresetLine(QWidget):
    """``chosen`` tells a name; ``saved`` the name for a new one, ``renamed`` old and new name, ``deleted`` a name.
    ``reshaped`` tells that it may have another height now, ``ended`` that no name is asked for any more.

    The button ``save`` is placed by the line's owner.
    """

    chosen = Signal(str)
    saved = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)
    reshaped = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Presets"))
        self.chips: dict[str, PresetChip] = {}
        self._current = ""
        self._renaming = ""
        self.save = Button(self.tr("Save as preset"), kind=ButtonKind.QUIET, icon="plus", small=True)
        describe(self.save, self.tr("Save as preset"), self.tr("Keep these settings under a name"))
        self.rename = Button(icon="pencil", kind=ButtonKind.QUIET, small=True)
        self.delete = Button(icon="trash", kind=ButtonKind.QUIET, small=True)
        describe(self.rename, self.tr("Rename the preset"), self.tr("Give the preset another name"), "F2")
        describe(self.delete, self.tr("Delete the preset"), self.tr("Delete the preset"), "Del")
        self.field = LineField(self.tr("Name of the preset"))
        self.field.edit.setMaxLength(MOST_NAME_LETTERS)
        describe(self.field.edit, self.tr("Name of the preset"), self.tr("Return keeps it, Escape does not"))
        self.keep = Button(self.tr("Keep"), small=True)
        describe(self.keep, self.tr("Keep the preset"), self.tr("Keep the preset under this name"))
        self.complaint = Label(colour="bad", wrap=True)
        self.complaint.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._row = QWidget()
        self._flow = FlowLayout(self._row, gap=GAP_SMALL)
        for button in (self.rename, self.delete):
            self._flow.addWidget(button)
        self._row.hide()
        self._naming = QWidget()
        naming = QHBoxLayout(self._naming)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.setSpacing(GAP)
        naming.addWidget(self.field, 1)
        naming.addWidget(self.keep)
        self._naming.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addWidget(self._row)
        column.addWidget(self._naming)
        column.addWidget(self.complaint)

    def _connect(self) -> None:
        self.save.clicked.connect(lambda: self._ask(""))
        self.rename.clicked.connect(lambda: self._ask(self._current))
        self.delete.clicked.connect(lambda: self.deleted.emit(self._current))
        self.keep.clicked.connect(self._keep)

    @property
    def naming(self) -> bool:
        return not self._naming.isHidden()

    def show_presets(self, names: Sequence[str]) -> None:
        """Those there are now, in this order."""
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for button in (self.rename, self.delete):
            self._flow.removeWidget(button)
        self.chips = {}
        for name in names:
            chip = PresetChip(name)
            describe(chip, self.tr("Preset {0}").format(name), name)
            chip.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            chip.key_pressed.connect(lambda key, name=name: self._key(name, key))
            self.chips[name] = chip
            self._flow.addWidget(chip)
            chip.show()
        for button in (self.rename, self.delete):
            self._flow.addWidget(button)
        self._row.setVisible(bool(names) and not self.naming)
        self.mark("")

    def mark(self, name: str) -> None:
        """Which preset's settings stand in the form; empty for none."""
        self._current = name if name in self.chips else ""
        for each, chip in self.chips.items():
            chip.setChecked(each == self._current)
        self.save.setEnabled(not self._current)
        self.rename.setVisible(bool(self._current))
        self.delete.setVisible(bool(self._current))
        self._flow.invalidate()
        self._row.updateGeometry()

    def complain(self, words: str) -> None:
        """Say why a name was not taken, and let it be mended; empty takes the complaint away."""
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.reshaped.emit()

    def end_naming(self) -> None:
        if self.naming:
            self._naming.hide()
            self._row.setVisible(bool(self.chips))
            self.complain("")
            self.ended.emit()

    def _ask(self, renaming: str) -> None:
        self._renaming = renaming
        self._row.hide()
        self._naming.show()
        self.complain("")
        self.field.set_text(renaming)
        self.field.edit.selectAll()
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        name = " ".join(self.field.text.split())
        if not name:
            self.complain(self.tr("A preset needs a name."))
        elif self._renaming:
            self.renamed.emit(self._renaming, name)
        elif name.casefold() in {each.casefold() for each in self.chips}:
            self.complain(self.tr("There is a preset of that name."))
        else:
            self.saved.emit(name)

    def _key(self, name: str, key: int) -> None:
        if key == Qt.Key.Key_Delete:
            self.deleted.emit(name)
        else:
            self._ask(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.naming and event.key() == Qt.Key.Key_Escape:
            self.end_naming()
        elif self.naming and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        else:
            super().keyPressEvent(event)
