"""The floating tool bar over the canvas: what can be done with the picture that is shown."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.theme import GAP_SMALL

from .floating_card import SHADOW, FloatingCard


class ToolBar(FloatingCard):
    """``used`` tells the tool: ``cut-out``, ``upscale``, ``depth``, ``vary`` or ``save``."""

    used = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Tools"))
        self.buttons: dict[str, Button] = {}
        row = QHBoxLayout(self)
        inset = SHADOW + GAP_SMALL
        row.setContentsMargins(inset, inset, inset, inset)
        row.setSpacing(2)
        for tool, words, hint, tip, shortcut in self._tools():
            button = Button(words, kind=ButtonKind.QUIET, icon=tool, hint=hint)
            describe(button, f"{words} {hint}".strip(), tip, shortcut)
            button.clicked.connect(lambda _checked=False, name=tool: self.used.emit(name))
            self.buttons[tool] = button
            row.addWidget(button)

    def _tools(self) -> tuple[tuple[str, str, str, str, str], ...]:
        return (
            ("cut-out", self.tr("Cut out"), "", self.tr("Remove the background"), "Ctrl+1"),
            ("upscale", self.tr("Upscale"), "2×", self.tr("Twice the size, with finer detail"), "Ctrl+2"),
            ("depth", self.tr("Depth"), "", self.tr("Estimate how near everything is"), "Ctrl+3"),
            ("vary", self.tr("Vary"), "", self.tr("The same words with another seed"), "Ctrl+4"),
            ("save", self.tr("Save"), "", self.tr("Save a copy as a file"), "Ctrl+S"),
        )

    @classmethod
    def shortcuts(cls) -> dict[str, str]:
        return {"cut-out": "Ctrl+1", "upscale": "Ctrl+2", "depth": "Ctrl+3", "vary": "Ctrl+4", "save": "Ctrl+S"}

    def fit_into(self, width: int, height: int) -> None:
        """Lie at the bottom in the middle of an area; without words where they have no room."""
        for button in self.buttons.values():
            button.set_compact(False)
        if self._natural().width() > width - 2 * GAP_SMALL:
            for button in self.buttons.values():
                button.set_compact(True)
        size = self._natural()
        self.setGeometry((width - size.width()) // 2, height - size.height(), size.width(), size.height())

    def _natural(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.sizeHint()
