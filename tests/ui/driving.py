"""How the window's tests type, press and make pictures."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.main_window import MainWindow

from .stand_in import StandInStudio

CTRL = Qt.KeyboardModifier.ControlModifier


def type_prompt(window: MainWindow, words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def ctrl(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, CTRL)


def make_picture(window: MainWindow, studio: StandInStudio, words: str = "a brave knight") -> Picture:
    window.panels.prompt.prompt.set_text(words)
    window.panels.prompt.send()
    job = studio.queue.jobs[-1]
    studio.queue.send(job.id)
    return studio.queue.finish(job.id)


def fail(studio: StandInStudio, action: str, recipe: GenerateRecipe | None = None) -> str:
    (job,) = studio.queue.submit(recipe or GenerateRecipe("a battle", seed=3))
    studio.queue.fail(job.id, Problem("X", "It failed", "", action))
    return job.id
