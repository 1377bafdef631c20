"""The tour offered, begun and remembered: in the welcome at the first start, and by an action ever after."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.controls.describe import shortcut_text
from rundot_studio.ui.controls.sheet import sheets_over
from rundot_studio.ui.gallery.tour_offer import SECTION, SKIPPED, TAKEN

if TYPE_CHECKING:
    from rundot_studio.ui.main_window import MainWindow

    from .tour import Tour


class TourDesk(QObject):
    """One per window. What the tour is made of is imported when it is first taken."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._tour: Tour | None = None
        offer = window.panels.empty.tour
        offer.taken.connect(self.start)
        offer.declined.connect(lambda: self._remember(SKIPPED))

    @property
    def tour(self) -> "Tour | None":
        """The one that runs now."""
        return self._tour

    def start(self) -> None:
        """From its beginning, with all panels beside each other and no sheet over them."""
        for sheet in sheets_over(self._window):
            sheet.dismiss()
        if self._tour is not None:
            self._tour.go_to(self._tour.stops[0].name)
            return
        from .tour import Tour

        self._window.panels.area.show_only(None)
        self._window.panels.empty.tour.put_away()
        self._tour = Tour(self._window)
        self._tour.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        self._tour.start()

    def _ended(self, finished: bool) -> None:
        """It tells once where it is found again."""
        if self._tour is not None:
            self._tour.deleteLater()
            self._tour = None
        if finished or self._window.memory.text(SECTION) != TAKEN:
            self._remember(TAKEN if finished else SKIPPED)
        shortcut = shortcut_text(self._window.commands["palette"].shortcut)
        self._window.say(self.tr("The tour is found again among the commands ({0}).").format(shortcut))

    def _remember(self, how: str) -> None:
        self._window.memory.put(SECTION, how)


def add_tour_actions(actions: Actions, desk: TourDesk, group: str) -> None:
    actions.add("tour", group, desk.tr("Take the tour"), desk.start, icon="play")
