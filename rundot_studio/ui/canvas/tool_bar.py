"""The floating tool bar over the canvas: what can be done with the picture that is shown, or with those selected."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.chips import Chip
from rundot_studio.ui.controls.columns import HairLine
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.numbers import amount, counted
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

from .floating_card import SHADOW, FloatingCard
from .tool_button import SettingsButton, ToolButton

SHORTCUTS = {
    "cut-out": "Ctrl+1",
    "upscale": "Ctrl+2",
    "depth": "Ctrl+3",
    "vary": "Ctrl+4",
    "save": "Ctrl+S",
    "export": "Ctrl+E",
}
SETTINGS_SHORTCUTS = {"cut-out": "Ctrl+Alt+1", "upscale": "Ctrl+Alt+2", "depth": "Ctrl+Alt+3"}
RARE = ("vary", "save", "export")
"""The first to lose their words where there is little room."""


class ToolBar(FloatingCard):
    """``used`` tells the tool: ``cut-out``, ``upscale``, ``depth``, ``vary``, ``save`` or ``export``;
    ``settings_wanted`` the tool whose settings are to be shown."""

    used = Signal(str)
    settings_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Tools"))
        self.buttons: dict[str, Button] = {}
        self.settings: dict[str, SettingsButton] = {}
        self._room = QSize()
        self._many = False
        self.selected = Chip("", ground="accent_soft", colour="accent_text")
        self.selected.hide()
        row = QHBoxLayout(self)
        inset = SHADOW + GAP_SMALL
        row.setContentsMargins(inset, inset, inset, inset)
        row.setSpacing(2)
        row.addWidget(self.selected)
        for tool, words, hint, tip in self._tools():
            if tool in SETTINGS_SHORTCUTS:
                row.addWidget(self._make_pair(tool, words, hint))
            else:
                if tool == RARE[0]:
                    self._add_line(row)
                self.buttons[tool] = Button(words, kind=ButtonKind.QUIET, icon=tool)
                row.addWidget(self.buttons[tool])
            button = self.buttons[tool]
            describe(button, f"{words} {hint}".strip(), tip, SHORTCUTS[tool])
            button.clicked.connect(partial(self._use, tool))

    def _add_line(self, row: QHBoxLayout) -> None:
        line = HairLine(upright=True)
        line.setMaximumHeight(20)
        row.addSpacing(GAP_SMALL)
        row.addWidget(line)
        row.addSpacing(GAP_SMALL)

    def _tools(self) -> tuple[tuple[str, str, str, str], ...]:
        return (
            ("cut-out", self.tr("Cut out"), "", self.tr("Remove the background")),
            ("upscale", self.tr("Upscale"), "2×", self.tr("Larger, with finer detail")),
            ("depth", self.tr("Depth"), "", self.tr("Estimate how near everything is")),
            ("vary", self.tr("Vary"), "", self.tr("The same words with another seed")),
            ("save", self.tr("Save"), "", self.tr("Save a copy as a file")),
            ("export", self.tr("Export"), "", self.tr("Export for a game")),
        )

    def _make_pair(self, tool: str, words: str, hint: str) -> ToolButton:
        pair = ToolButton(words, tool, hint)
        self.buttons[tool] = pair.button
        self.settings[tool] = pair.settings
        name = self.tr("Settings of {0}").format(words)
        describe(pair.settings, name, self.tr("Settings and presets"), SETTINGS_SHORTCUTS[tool])
        pair.settings.clicked.connect(lambda: self.settings_wanted.emit(tool))
        return pair

    def _use(self, tool: str, _checked: bool = False) -> None:
        self.used.emit(tool)

    @classmethod
    def shortcuts(cls) -> dict[str, str]:
        return dict(SHORTCUTS)

    def show_factor(self, factor: float) -> None:
        """How much larger the next press on Upscale makes a picture."""
        hint = f"{amount(factor)}×"
        button = self.buttons["upscale"]
        if button.hint != hint:
            button.set_hint(hint)
            button.setAccessibleName(f"{button.text()} {hint}")
            self._arrange()

    def show_selected(self, count: int) -> None:
        """How many pictures the tools work on; 1 is the one that is shown."""
        shown = count > 1
        words = self.tr("{0} pictures").format(counted(count)) if shown else ""
        if words == self.selected.text:
            return
        self.selected.set_text(words)
        self._many = shown
        self._arrange()

    def fit_into(self, width: int, height: int) -> None:
        """Lie at the bottom in the middle of an area; without words where they have no room."""
        self._room = QSize(width, height)
        self._arrange()

    def _arrange(self) -> None:
        width, height = self._room.width(), self._room.height()
        if not width:
            return
        everything = tuple(self.buttons)
        for without_words, told in (((), True), (RARE, True), (everything, True), (everything, False)):
            self.selected.setVisible(self._many and told)
            for tool, button in self.buttons.items():
                button.set_compact(tool in without_words)
            size = self._natural()
            if size.width() <= width - 2 * GAP:
                break
        self.setGeometry((width - size.width()) // 2, height - size.height(), size.width(), size.height())

    def _natural(self) -> QSize:
        for pair in self.findChildren(ToolButton):
            layout = pair.layout()
            assert layout is not None
            layout.invalidate()
            pair.updateGeometry()
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.sizeHint()
