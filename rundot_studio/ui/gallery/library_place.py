"""In the welcome, once for each library: where its pictures are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.theme import GAP
from rundot_studio.ui.pictures.file_manager import show_in_folder
from rundot_studio.ui.session.window_memory import WindowMemory

from .empty import EmptyGallery

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio

SECTION = "libraries-told"
MOST_REMEMBERED = 100


class LibraryPlace(QWidget):
    """One sentence, and a button that opens the folder."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(self.tr("Your pictures are kept in {0}").format(folder), colour="faint", wrap=True)
        self.show_folder = Button(self.tr("Show folder"), kind=ButtonKind.LINK)
        describe(self.show_folder, self.tr("Show the library's folder"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._words, 1)
        row.addWidget(self.show_folder, 0, Qt.AlignmentFlag.AlignTop)
        self.show_folder.clicked.connect(lambda: show_in_folder(folder))

    @property
    def words(self) -> str:
        return self._words.text()


class LibraryPlaceDesk(QObject):
    """Tells of each new library once; what it told stays to be read as long as the welcome does."""

    def __init__(self, welcome: EmptyGallery, memory: WindowMemory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._welcome = welcome
        self._memory = memory
        self._told: Path | None = None

    def attach(self, studio: "Studio") -> None:
        folder = studio.library.folder
        if folder == self._told:
            return
        self._told = None
        self._welcome.show_foot(None)
        known = self._known()
        if str(folder) in known or studio.library.count():
            return
        self._told = folder
        self._welcome.show_foot(LibraryPlace(folder))
        self._memory.put(SECTION, [*known, str(folder)][-MOST_REMEMBERED:])

    def release(self) -> None:
        """Another connection may follow for the same library: its sentence stays."""

    def _known(self) -> list[str]:
        found = self._memory.get(SECTION)
        return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
