"""What the desks of a game's sheets share: studio, game, one worker, and a sheet made when it is first asked for."""

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

from .worker import Worker

if TYPE_CHECKING:
    from rundot_studio.export.project import GameProject
    from rundot_studio.studio.exports import Exports
    from rundot_studio.studio.studio import Studio
    from rundot_studio.ui.controls.sheet import Sheet
    from rundot_studio.ui.main_window import MainWindow

S = TypeVar("S", bound="Sheet")


class GameSheetDesk(QObject, Generic[S]):
    """Ends its work and puts its sheet away when the studio goes."""

    def __init__(self, window: "MainWindow", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._worker = Worker(self)
        self._studio: Studio | None = None
        self._made: Exports | None = None
        self._project: GameProject | None = None
        self._sheet: S | None = None

    @property
    def busy(self) -> bool:
        return self._worker.busy

    @property
    def sheet(self) -> S | None:
        """None until it was opened first."""
        return self._sheet

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._worker.close()
        self._studio = self._made = None
        if self._sheet is not None:
            self._sheet.dismiss()
            self._sheet.deleteLater()
            self._sheet = None

    def set_project(self, project: "GameProject | None") -> None:
        self._project = project

    @property
    def _exports(self) -> "Exports":
        """Made on the worker's thread."""
        assert self._studio is not None
        if self._made is None:
            from rundot_studio.studio.exports import Exports

            self._made = Exports(self._studio.library)
        return self._made
