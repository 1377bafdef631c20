"""What the artist does while the tour runs, as far as a stop waits for it."""

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe

if TYPE_CHECKING:
    from rundot_studio.ui.main_window import MainWindow

PAUSE_MS = 1500
"""Who has written nothing more for so long has written the prompt."""
LETTERS_LEAST = 3


class Doing(Enum):
    WROTE = "wrote a prompt"
    ORDERED = "ordered a picture"
    KEPT_SEED = "keeps a seed"
    CUT_OUT = "cut a picture out"
    STARRED = "gave stars"
    OPENED_EXPORT = "opened the export"
    OPENED_PALETTE = "opened the palette"


class Doings(QObject):
    """``done`` tells each of them, from :meth:`listen` on until the object is gone."""

    done = Signal(object)

    def __init__(self, window: "MainWindow", parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        self._open: set[Doing] = set()

    def listen(self) -> None:
        panels, signals = self._window.panels, self._window.desk.signals
        panels.empty.chosen.connect(self._took_example)
        panels.prompt.prompt.changed.connect(self._writes)
        panels.prompt.seed.changed.connect(self._seed_changed)
        panels.inspector.stars.chosen.connect(self._starred)
        panels.gallery.view.starred.connect(self._starred)
        signals.job_added.connect(self._job_added)
        signals.picture_added.connect(self._picture_added)

    def look(self) -> None:
        """Note which sheets are open now; Qt tells nobody when a child is shown."""
        exporting = self._window.exporting.sheet
        palette = vars(self._window).get("palette_sheet")
        for doing, sheet in ((Doing.OPENED_EXPORT, exporting), (Doing.OPENED_PALETTE, palette)):
            if sheet is None or not sheet.isVisible():
                self._open.discard(doing)
            elif doing not in self._open:
                self._open.add(doing)
                self.done.emit(doing)

    def _took_example(self, _words: str) -> None:
        self._pause.stop()
        self.done.emit(Doing.WROTE)

    def _writes(self, text: str) -> None:
        if len(text.strip()) >= LETTERS_LEAST:
            self._pause.start()
        else:
            self._pause.stop()

    def _paused(self) -> None:
        self.done.emit(Doing.WROTE)

    def _seed_changed(self) -> None:
        if self._window.panels.prompt.seed.value is not None:
            self.done.emit(Doing.KEPT_SEED)

    def _starred(self, stars: int) -> None:
        if stars:
            self.done.emit(Doing.STARRED)

    def _job_added(self, job: Job) -> None:
        if isinstance(job.recipe, GenerateRecipe):
            self._pause.stop()
            self.done.emit(Doing.ORDERED)

    def _picture_added(self, picture: Picture) -> None:
        if isinstance(picture.recipe, CutoutRecipe):
            self.done.emit(Doing.CUT_OUT)
