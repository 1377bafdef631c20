"""What can be done with a recipe besides taking it over: varied, run again, copied. With what a comparison found."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.menu import themed_menu
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL


class RecipeTasks(QWidget):
    """Buttons that their owner connects; ``prompt_wanted`` and ``recipe_wanted`` ask for a copy."""

    prompt_wanted = Signal()
    recipe_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vary = self._button(self.tr("Vary"), self.tr("The same words with another seed"), "vary", "Ctrl+4")
        self.reproduce = self._button(
            self.tr("Reproduce"),
            self.tr("Run the stored recipe again, and tell whether it is the same picture"),
            "retry",
            "Ctrl+Shift+R",
        )
        self.copy = self._button(self.tr("Copy"), self.tr("The prompt, or all of the recipe, to the clipboard"), "copy")
        self.copy.clicked.connect(self._open_menu)
        self.menu: QMenu | None = None
        self._has_prompt = True
        buttons = QWidget()
        row = FlowLayout(buttons, gap=4)
        for button in (self.vary, self.reproduce, self.copy):
            row.addWidget(button)
        self.verdict = Label(colour="text", wrap=True)
        self.verdict.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(buttons)
        column.addWidget(self.verdict)

    def _button(self, words: str, tip: str, icon: str, shortcut: str = "") -> Button:
        button = Button(words, icon=icon, small=True)
        describe(button, words, tip, shortcut)
        return button

    def offer(self, *, vary: bool, reproduce: bool, prompt: bool) -> None:
        """What this picture's recipe allows."""
        self.vary.setVisible(vary)
        self.reproduce.setVisible(reproduce)
        self._has_prompt = prompt

    def _open_menu(self) -> None:
        self.menu = themed_menu(self)
        if self._has_prompt:
            self.menu.addAction(self.tr("Copy the prompt")).triggered.connect(self.prompt_wanted)
        self.menu.addAction(self.tr("Copy the recipe")).triggered.connect(self.recipe_wanted)
        self.menu.popup(self.copy.mapToGlobal(QPoint(0, self.copy.height() + GAP_SMALL)))

    def show_verdict(self, words: str) -> None:
        """What running it again has shown; empty where it was not."""
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
