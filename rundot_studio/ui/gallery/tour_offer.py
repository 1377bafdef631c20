"""In the welcome: the offer to be shown round the window, until it was taken or declined once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.theme import GAP
from rundot_studio.ui.session.window_memory import WindowMemory

SECTION = "tour"
"""Of the window's memory: what became of the tour."""
TAKEN = "taken"
SKIPPED = "skipped"


class TourOffer(QWidget):
    taken = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = True
        self.take = Button(self.tr("Take the two-minute tour"), icon="play")
        describe(self.take, self.take.text(), self.tr("Round the window, with its real parts"))
        self.decline = Button(self.tr("Not now"), kind=ButtonKind.QUIET)
        describe(self.decline, self.tr("No tour now"), self.tr("The tour stays among the commands"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.take)
        row.addWidget(self.decline)
        row.addStretch(1)
        self._keep_room()
        self.take.clicked.connect(self.taken)
        self.decline.clicked.connect(self.declined)
        self.decline.clicked.connect(self.put_away)

    def _keep_room(self) -> None:
        """What stands above is not to move when the offer goes."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def show_remembered(self, memory: WindowMemory) -> None:
        """Offer it to those who have neither taken nor declined it."""
        self._offered = memory.text(SECTION) not in (TAKEN, SKIPPED)
        self.setVisible(self._offered)

    def put_away(self) -> None:
        self._offered = False
        self.hide()

    def show_while(self, there_is_room: bool) -> None:
        """Hidden while something else has to be told; shown again only where it is still offered."""
        self.setVisible(there_is_room and self._offered)
