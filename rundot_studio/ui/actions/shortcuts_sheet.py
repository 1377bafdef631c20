"""All shortcuts on one sheet: the window's actions by their groups, and the keys that the panels know by themselves."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.columns import ScrollColumn
from rundot_studio.ui.controls.describe import shortcut_text
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.painting import CENTRE, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, SMALL_PX, TEXT_PX, sized, tokens_of

from .actions import Actions

COLUMNS = 2


class KeyCap(QWidget):
    """A shortcut on a small rounded ground, like a key."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.setAccessibleName(words)
        size = self.sizeHint()
        self.setFixedSize(size)

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.words, sized(self.font(), SMALL_PX)) + 14, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.raised, 5)
            draw_text(painter, self.rect(), self.words, tokens.text, sized(self.font(), SMALL_PX), CENTRE)


class ShortcutsSheet(Sheet):
    """Read anew each time it is opened: actions come later, and the artist changes their keys."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window, "", width=900, height=640)
        words = self.tr("Shortcuts")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self._actions = actions
        self._content: QWidget = QWidget()
        self._scroll = ScrollColumn(self._content)
        self.body.addWidget(self._scroll)

    def open_sheet(self) -> None:
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(GAP_LARGE + GAP, GAP, GAP_LARGE + GAP, GAP_LARGE)
        row.setSpacing(GAP_LARGE * 2)
        columns = [QVBoxLayout() for _column in range(COLUMNS)]
        heights = [0] * COLUMNS
        for group, lines in self.groups().items():
            shortest = heights.index(min(heights))
            columns[shortest].addWidget(_group(group, lines))
            heights[shortest] += len(lines) + 2
        for column in columns:
            column.setSpacing(GAP_LARGE)
            column.addStretch(1)
            row.addLayout(column, 1)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self._content = content
        self.open()

    def groups(self) -> dict[str, list[tuple[str, list[str]]]]:
        """By heading: each line's words and its shortcuts as this system writes them."""
        found: dict[str, list[tuple[str, list[str]]]] = {}
        for action in self._actions.all:
            keys = [shortcut_text(each.toString()) for each in action.qt.shortcuts()]
            if keys:
                found.setdefault(action.group, []).append((action.words, keys))
        for group, lines in self._fixed().items():
            found.setdefault(group, []).extend(lines)
        return found

    def _fixed(self) -> dict[str, list[tuple[str, list[str]]]]:
        return {
            self.tr("In the prompt"): [
                (self.tr("Earlier and later prompts"), [shortcut_text("Alt+Up"), shortcut_text("Alt+Down")]),
            ],
            self.tr("In the gallery"): [
                (self.tr("Walk the pictures"), ["←", "→", "↑", "↓"]),
                (self.tr("Select on the way"), [shortcut_text("Shift") + "+←", "→"]),
                (self.tr("Select all"), [shortcut_text("Ctrl+A")]),
                (self.tr("Delete what is selected"), [shortcut_text("Del")]),
            ],
            self.tr("On the canvas"): [
                (self.tr("Zoom in and out"), ["+", "-"]),
                (self.tr("The whole picture, or 1:1"), ["0", "1"]),
                (self.tr("Drag the picture"), [shortcut_text("Space"), "←", "→", "↑", "↓"]),
                (self.tr("Before and after, or the next picture"), [",", "."]),
                (self.tr("Copy the picked colour"), ["C"]),
            ],
            self.tr("With the brush"): [
                (self.tr("Smaller and larger"), ["[", "]"]),
                (self.tr("Remove or restore"), ["X"]),
                (self.tr("Show the original"), ["O"]),
                (self.tr("Straight on from the last place"), [shortcut_text("Shift") + "+" + self.tr("click")]),
                (self.tr("Keep, or cancel"), [shortcut_text("Return"), shortcut_text("Esc")]),
            ],
        }


def _group(name: str, lines: list[tuple[str, list[str]]]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    column.addWidget(heading(name))
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_LARGE)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for place, (words, keys) in enumerate(lines):
        grid.addWidget(Label(words, colour="text", pixels=TEXT_PX, wrap=True), place, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch(1)
        for each in keys:
            caps.addWidget(KeyCap(each))
        grid.addLayout(caps, place, 1)
    column.addLayout(grid)
    return box
