"""What the window does at once when pictures are ordered."""

from PySide6.QtWidgets import QApplication

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.main_window import MainWindow

from .conftest import Waiting
from .stand_in import StandInStudio


def test_ordering_brings_the_new_cards_into_view(window: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    for number in range(80):
        studio.library.add(GenerateRecipe(f"knight {number}", seed=number))
    window.attach(studio)  # type: ignore[arg-type]
    bar = window.panels.gallery.view.verticalScrollBar()
    wait_for(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    window.panels.prompt.prompt.set_text("a brave knight")
    window.panels.prompt.send()
    QApplication.processEvents()
    assert bar.value() == 0
