"""The card below the connection's button: who makes the pictures, who is signed in, and what is set for it."""

from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.columns import HairLine
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.theme import GAP

from .service_choice import ServiceChoice
from .settings import ConnectionSettings
from .sign_in_section import SignInSection
from .state import ConnectionState

WIDTH = 372


class ConnectionPopover(Popover):
    """Its parts are shown as far as the connection has them: the embedded engine knows neither account nor price."""

    GROUND = "panel"

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("Connection"))
        self._worth_telling = False
        self.state = Label(colour="secondary", wrap=True)
        self.state.setContentsMargins(12, GAP, 12, 2)
        self.choice = ServiceChoice()
        self.account = SignInSection()
        self.settings = ConnectionSettings()
        self._lines = [HairLine(), HairLine()]
        self.rows.setSpacing(GAP)
        for part in (self.choice, self.state, self._lines[0], self.account, self._lines[1], self.settings):
            self.rows.addWidget(part)
        for part in (self.choice, self.account, self.settings):
            part.reshaped.connect(self._reshape)
        self.closed.connect(self.account.clear)

    def show_parts(self, *, account: bool) -> None:
        self.account.setVisible(account)
        self._lines[0].setVisible(account)
        self._reshape()

    def show_state(self, state: ConnectionState, words: str) -> None:
        """How the connection is doing, in words."""
        quiet = (ConnectionState.WORKING, ConnectionState.SWITCHING) if not words else (ConnectionState.SWITCHING,)
        self._worth_telling = state not in quiet  # of a switch the choice above tells
        self.state.setText(words or state.words)
        self.state.set_colour({"bad": "bad", "amber": "warn"}.get(state.dot, "secondary"))
        self._reshape()

    def _show_state_once(self) -> None:
        """What the account says is not said twice."""
        twice = self.state.text() == self.account.words and self.account.isVisibleTo(self)
        self.state.setVisible(self._worth_telling and not twice)

    def _reshape(self) -> None:
        self._show_state_once()
        if self.isVisible():
            self.arrange()
