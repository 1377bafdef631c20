"""One axis of a matrix: what is varied, and through which values."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.matrix import Axis, AxisKind
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import ToggleChip
from rundot_studio.ui.controls.fields import Label, LineField, heading
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

from .choices import MatrixChoices, Value, group_words
from .seeds import first_seeds, seeds_of

NONE = "none"


class ValueChip(ToggleChip):
    """A value that is on or off."""

    def __init__(self, value: Value, *, on: bool) -> None:
        super().__init__(value.words)
        self.value = value.value
        describe(self, value.words, value.tip or value.words)
        self.setChecked(on)


class AxisPicker(QWidget):
    """``changed`` tells that the axis is another. Rows can be ``none``: then there is one row."""

    changed = Signal()

    def __init__(self, name: str, first: AxisKind, *, optional: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._choices: MatrixChoices | None = None
        self._groups_shown: tuple[str, ...] = ()
        kinds = [
            (AxisKind.PROMPT.value, self.tr("Prompt"), self.tr("Alternatives and wildcards of the prompt")),
            (AxisKind.MODEL.value, self.tr("Model"), self.tr("Several models")),
            (AxisKind.SEED.value, self.tr("Seed"), self.tr("Several seeds")),
            (AxisKind.STYLE.value, self.tr("Style"), self.tr("Several styles")),
            (AxisKind.SHAPE.value, self.tr("Shape"), self.tr("Several shapes")),
        ]
        if optional:
            kinds.append((NONE, self.tr("None"), self.tr("A single row")))
        self.kind = Segment(name, kinds)
        self.kind.choose(first.value)
        self._picked: dict[str, set[str]] = {}
        self._group = 0
        self.groups = QWidget()
        self._group_flow = FlowLayout(self.groups, GAP_SMALL + 2)
        self._group_buttons = QButtonGroup(self)
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips, GAP_SMALL + 2)
        self.seeds = LineField(self.tr("12, 50, 100-104"))
        describe(self.seeds.edit, self.tr("Seeds"), self.tr("Numbers with commas between them, or from-to"))
        self.dice = Button(icon="dice")
        describe(self.dice, self.tr("Draw seeds"), self.tr("Four other seeds"))
        self._seed_row = QWidget()
        seed_row = QHBoxLayout(self._seed_row)
        seed_row.setContentsMargins(0, 0, 0, 0)
        seed_row.setSpacing(GAP_SMALL)
        seed_row.addWidget(self.seeds, 1)
        seed_row.addWidget(self.dice)
        self.hint = Label(wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(heading(name))
        for widget in (self.kind, self.groups, self.chips, self._seed_row, self.hint):
            self._column.addWidget(widget)
        self.kind.chosen.connect(lambda _kind: self._fill())
        self.seeds.changed.connect(lambda _text: self._seeds_typed())
        self.dice.clicked.connect(lambda: self.seeds.set_text(first_seeds(None)))

    @property
    def value(self) -> Axis | None:
        """None for no axis. Without values where none is chosen."""
        if self.kind.value == NONE:
            return None
        kind = AxisKind(self.kind.value)
        if kind is AxisKind.SEED:
            return Axis(kind, seeds_of(self.seeds.text) or ())
        values = tuple(chip.value for chip in self.value_chips if chip.isChecked())
        return Axis(kind, values, self._group if kind is AxisKind.PROMPT else 0)

    @property
    def labels(self) -> list[str]:
        """How the values are called, for the drawing of the grid."""
        if self.kind.value == AxisKind.SEED.value:
            return list(seeds_of(self.seeds.text) or ())
        return [] if self.kind.value == NONE else [chip.text() for chip in self.value_chips if chip.isChecked()]

    @property
    def value_chips(self) -> list[ValueChip]:
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [chip for item in items if item is not None and isinstance(chip := item.widget(), ValueChip)]

    def show_choices(self, choices: MatrixChoices) -> None:
        """What can be chosen now; what was chosen before stays, as far as it is still there."""
        self._choices = choices
        groups = tuple(group_words(group) for group in choices.template.groups)
        if groups != self._groups_shown:
            self._groups_shown = groups
            self._group = min(self._group, max(0, len(groups) - 1))
            self._picked = {key: chosen for key, chosen in self._picked.items() if not key.startswith("prompt")}
        if not self.seeds.text:
            self.seeds.set_text(first_seeds(choices.base.seed))
        self._fill()

    def choose_group(self, group: int) -> None:
        """Vary this group of the prompt, counted from 0."""
        self._group = group
        self._fill()

    @property
    def _key(self) -> str:
        return f"{self.kind.value}{self._group if self.kind.value == AxisKind.PROMPT.value else ''}"

    def _fill(self) -> None:
        choices = self._choices
        _empty(self._flow)
        _empty(self._group_flow)
        seeded = self.kind.value == AxisKind.SEED.value
        self._seed_row.setVisible(seeded)
        if choices is None or self.kind.value == NONE or seeded:
            self.chips.hide()
            self.groups.hide()
            self._seeds_typed()
            return
        kind = AxisKind(self.kind.value)
        self._fill_groups(choices.template.groups if kind is AxisKind.PROMPT else ())
        values = choices.values(kind, self._group, self._nothing)
        chosen = self._picked.setdefault(self._key, choices.first_values(kind, values))
        for value in values:
            chip = ValueChip(value, on=value.value in chosen)
            chip.toggled.connect(lambda on, each=value.value: self._toggle(each, on))
            self._flow.addWidget(chip)
        self.chips.setVisible(bool(values))
        missing = kind is AxisKind.PROMPT and not values
        self.hint.setText(
            self.tr("Write {red|green} or __colour__ in the prompt to vary its words.") if missing else ""
        )
        self.hint.setVisible(missing)
        self.changed.emit()

    def _fill_groups(self, groups: Sequence[object]) -> None:
        """Which group of the prompt is meant, where there are several."""
        self.groups.setVisible(len(groups) > 1)
        if len(groups) < 2:
            return
        for place, words in enumerate(self._groups_shown):
            chip = ToggleChip(words)
            describe(chip, self.tr("Vary {0}").format(words))
            chip.setChecked(place == self._group)
            self._group_buttons.addButton(chip)
            chip.clicked.connect(lambda _checked=False, each=place: self.choose_group(each))
            self._group_flow.addWidget(chip)

    def _nothing(self, what: str) -> str:
        return self.tr("no style") if what == "style" else self.tr("(nothing)")

    def _toggle(self, value: str, on: bool) -> None:
        chosen = self._picked.setdefault(self._key, set())
        if on:
            chosen.add(value)
        else:
            chosen.discard(value)
        self.changed.emit()

    def _seeds_typed(self) -> None:
        broken = self.kind.value == AxisKind.SEED.value and seeds_of(self.seeds.text) is None
        self.seeds.set_broken(broken)
        self.hint.setText(self.tr("Seeds are whole numbers: 12, 50, 100-104.") if broken else "")
        self.hint.setVisible(broken)
        self.changed.emit()


def _empty(flow: FlowLayout) -> None:
    while (item := flow.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
