"""The section of preferences for local AI: weights and folders, each in a row, and the ways to add more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.engine.local_ai.folders import MOST_GUIDANCE, MOST_STEPS
from rundot_studio.engine.local_ai.weights import UPSCALE_ROLES
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import ToggleChip
from rundot_studio.ui.controls.fields import LineField
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.numbers import amount
from rundot_studio.ui.controls.theme import GAP

from .local_ai_rows import CourseBar, LocalAiRow
from .local_ai_words import CUTOUTS, folder_facts, weights_facts, weights_mark
from .page import PreferenceRow, Section
from .program_sections import number_in

if TYPE_CHECKING:
    from rundot_studio.studio.local_models import Overview

translate = QCoreApplication.translate
FIELD_WIDTH = 84


class AddFileRow(PreferenceRow):
    """Takes a file of weights; where nobody knows it, asks what it is for. ``wanted_for`` brings the word for that."""

    wanted_for = Signal(str)

    def __init__(self) -> None:
        self._parts = QWidget()
        self._usual = translate("LocalAi", "An ONNX file that you have. One of the list above is recognised.")
        name = translate("LocalAi", "Weights of your own")
        super().__init__(name, self._usual, self._parts, also="local ai onnx file add", wide=True)
        self.choose = Button(translate("LocalAi", "Choose a file…"), small=True)
        describe(self.choose, translate("LocalAi", "Choose a file of weights"), self._usual)
        self.bar = CourseBar()
        self.bar.hide()
        self._roles = QWidget()
        flow = FlowLayout(self._roles)
        self.chips: dict[str, ToggleChip] = {}
        for role, words in self._offered():
            chip = ToggleChip(words)
            describe(chip, translate("LocalAi", "Use it for {0}").format(words))
            chip.clicked.connect(lambda _checked=False, role=role: self.wanted_for.emit(role))
            self.chips[role] = chip
            flow.addWidget(chip)
        self._roles.hide()
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.choose)
        line.addWidget(self.bar)
        line.addStretch(1)
        column.addWidget(self._roles)
        column.addLayout(line)

    def _offered(self) -> list[tuple[str, str]]:
        cutouts = [(role, translate("LocalAi", "cut-out: {0}").format(words)) for role, words in CUTOUTS.items()]
        every = [("upscale", translate("LocalAi", "all upscaling"))]
        return cutouts + every + [(role, translate("LocalAi", "upscaling: {0}").format(role)) for role in UPSCALE_ROLES]

    def show_usual(self, words: str = "", *, wrong: bool = False) -> None:
        self.more.set_colour("bad" if wrong else "secondary")
        self.show_more(words or self._usual)
        self._roles.hide()
        self.bar.hide()
        self.choose.setEnabled(True)

    def ask_role(self, file_name: str) -> None:
        """The file is in no catalogue: what is it for?"""
        self.more.set_colour("text")
        self.show_more(translate("LocalAi", "{0} is in no catalogue. What is it for?").format(file_name))
        for chip in self.chips.values():
            chip.setChecked(False)
        self.bar.hide()
        self._roles.show()
        self.choose.setEnabled(True)
        next(iter(self.chips.values())).setFocus()

    def show_course(self, words: str, share: float) -> None:
        self.more.set_colour("secondary")
        self.show_more(words)
        self._roles.hide()
        self.choose.setEnabled(False)
        self.bar.show_share(share)
        self.bar.show()


class UseFolderRow(PreferenceRow):
    """Takes a folder in the form of diffusers, with steps and guidance of the artist's own where they are given."""

    def __init__(self) -> None:
        self._parts = QWidget()
        self._usual = translate(
            "LocalAi",
            "In the form of diffusers, only safetensors: pictures from words, or Marigold for depth "
            "(prs-eth/marigold-depth-v1-1, Open RAIL++-M). It stays where it lies.",
        )
        name = translate("LocalAi", "A folder of your own")
        super().__init__(name, self._usual, self._parts, also="local ai diffusers marigold depth sdxl", wide=True)
        self.choose = Button(translate("LocalAi", "Choose a folder…"), small=True)
        describe(self.choose, translate("LocalAi", "Choose a folder in the form of diffusers"))
        self.steps = LineField(translate("LocalAi", "steps"))
        self.guidance = LineField(translate("LocalAi", "guidance"))
        usual = translate("LocalAi", "From {0} to {1}; empty for what is usual")
        describe(self.steps.edit, translate("LocalAi", "Steps"), usual.format(1, MOST_STEPS))
        describe(self.guidance.edit, translate("LocalAi", "Guidance"), usual.format(0, amount(MOST_GUIDANCE)))
        self.bar = CourseBar()
        self.bar.hide()
        line = QHBoxLayout(self._parts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.choose)
        for field in (self.steps, self.guidance):
            field.setFixedWidth(FIELD_WIDTH)
            field.edit.setMaxLength(6)
            field.changed.connect(self._typed)
            line.addWidget(field)
        line.addWidget(self.bar)
        line.addStretch(1)

    @property
    def numbers(self) -> tuple[int | None, float | None]:
        """Steps and guidance; None for what is usual."""
        steps = self.steps.text.strip()
        guidance = self.guidance.text.strip().replace(",", ".")
        return (int(steps) if steps else None, float(guidance) if guidance else None)

    def _typed(self) -> None:
        steps = self.steps.text.strip()
        guidance = self.guidance.text.strip().replace(",", ".")
        whole = not steps or (steps.isascii() and steps.isdigit() and 1 <= int(steps) <= MOST_STEPS)
        sound = not guidance or number_in(guidance, 0.0, MOST_GUIDANCE) is not None
        self.steps.set_broken(not whole)
        self.guidance.set_broken(not sound)
        self.choose.setEnabled(whole and sound)
        words = translate("LocalAi", "Steps from 1 to {0}, guidance from 0 to {1}; empty for what is usual.")
        if whole and sound:
            self.show_usual()
        else:
            self.show_usual(words.format(MOST_STEPS, amount(MOST_GUIDANCE)), wrong=True)
            self.choose.setEnabled(False)

    def show_usual(self, words: str = "", *, wrong: bool = False) -> None:
        self.more.set_colour("bad" if wrong else "secondary")
        self.show_more(words or self._usual)
        self.bar.hide()
        self.choose.setEnabled(True)

    def show_course(self, words: str, share: float) -> None:
        self.more.set_colour("secondary")
        self.show_more(words)
        self.choose.setEnabled(False)
        self.bar.show_share(share)
        self.bar.show()


class LocalAiSection(Section):
    """``weights`` and ``folders`` are rows by id and name; ``made`` tells each new one."""

    made = Signal(object)

    def __init__(self) -> None:
        super().__init__("local-ai", translate("LocalAi", "Local AI"))
        off = translate(
            "LocalAi",
            "Networks on this computer that take over from the embedded engine's own algorithms. Off until you fetch "
            "or add one; nothing is fetched unasked.",
        )
        self.copy = Button(translate("LocalAi", "Copy the command"), small=True)
        describe(self.copy, translate("LocalAi", "Copy the command that installs it"))
        self.copy.hide()
        self._install = ""
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._install))
        self.about = self.add(
            PreferenceRow(translate("LocalAi", "What it is"), off, self.copy, also="local ai install")
        )
        self.weights: dict[str, LocalAiRow] = {}
        self.folders: dict[str, LocalAiRow] = {}
        self.add_file = AddFileRow()
        self.use_folder = UseFolderRow()
        self.add(self.add_file)
        self.add(self.use_folder)
        self._off = off

    def show_overview(self, found: "Overview", install: str) -> None:
        """Show what there is now; rows that ask something or have something under way are left alone."""
        words = self._off
        self._install = install
        self.copy.setVisible(bool(found.missing))
        if found.missing:
            missing = translate("LocalAi", "To run them, install {0} (missing: {1}).")
            words = f"{words}\n{missing.format(install, ', '.join(found.missing))}"
        self.about.more.set_colour("secondary")
        self.about.show_more(words)
        for known in found.weights:
            row = self._row(
                self.weights, known.weights.id, known.weights.title, weights_facts(known), weights_mark(known)
            )
            if row.asked:
                continue
            fetch = ""
            if not known.installed and known.weights.url:
                fetch = translate("LocalAi", "Resume…") if known.part_bytes else translate("LocalAi", "Fetch…")
            on = bool(known.on_for) if known.installed else None
            row.show_idle(fetch=fetch, on=on, removable=known.installed)
        for folder, on_for in found.folders:
            row = self._row(self.folders, folder.name, folder.name, folder_facts(folder, on_for))
            if not row.asked:
                row.show_idle(on=bool(on_for) if folder.use == "depth" else None, removable=True)
        self._drop_gone(self.weights, {known.weights.id for known in found.weights})
        self._drop_gone(self.folders, {folder.name for folder, _ in found.folders})

    def fail(self, words: str) -> None:
        """What is installed can't be read."""
        self.about.more.set_colour("bad")
        self.about.show_more(words)

    def _row(self, rows: dict[str, LocalAiRow], key: str, name: str, facts: str, mark: str = "") -> LocalAiRow:
        row = rows.get(key)
        if row is None:
            row = rows[key] = LocalAiRow(key, name, facts, mark=mark, also=facts)
            before = self.add_file if rows is self.weights else self.use_folder
            self.insert(self.rows.index(before), row)
            self.made.emit(row)
        row.set_facts(facts)
        return row

    def _drop_gone(self, rows: dict[str, LocalAiRow], there: set[str]) -> None:
        for key in [key for key in rows if key not in there]:
            self.take_away(rows.pop(key))
