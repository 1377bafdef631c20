"""The connection's button and its card over the services: who makes the pictures, who signs in, what can be called."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.prompt.model_offer import offer_of_choice
from rundot_studio.ui.session.errands import Errands
from rundot_studio.ui.session.settings_keeper import SettingsKeeper

from .card import WIDTH, ConnectionPopover
from .sign_in_desk import SignInDesk
from .state import RUN, ConnectionState, shown_name
from .switching import Session, Switching
from .watch import ConnectionWatch

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio


class ConnectionDesk(QObject):
    """``signed_in`` tells that somebody signs in who did not before; ``spending_changed`` that the limit is."""

    signed_in = Signal()
    spending_changed = Signal()

    def __init__(self, panels: Panels, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._errands = errands
        self._keeper = SettingsKeeper()
        self._studio: Studio | None = None
        self.card = ConnectionPopover(panels.window)
        self.watch = ConnectionWatch(errands, self)
        self.accounts = SignInDesk(self.card.account, errands, self)
        self.switching = Switching(self.card.choice, errands, self._keeper, self)
        self._connect()

    def _connect(self) -> None:
        card, switching = self.card, self.switching
        self._panels.top.connection.clicked.connect(self.open)
        card.closed.connect(self._closed)
        card.choice.chosen.connect(self._chosen)
        card.choice.decided.connect(switching.decide)
        card.settings.game_set.connect(lambda game: self.change(game=game))
        card.settings.web_api_key_set.connect(lambda key: self.change(web_api_key=key))
        card.settings.level_set.connect(self._set_level)
        card.settings.limit_set.connect(self.set_limit)
        switching.began.connect(self._switch_began)
        switching.waits.connect(lambda words: self.watch.show(ConnectionState.SWITCHING, words))
        switching.failed.connect(self._switch_failed)
        self.watch.changed.connect(self._show_state)
        self.accounts.began.connect(lambda: self.watch.show(ConnectionState.SIGNING_IN))
        self.accounts.ended.connect(self._account_changed)

    # --- the studio comes and goes ---

    def attach(self, studio: "Studio", session: Session | None) -> None:
        self._studio = studio
        self.switching.attach(studio, session)
        hosted = studio.connection.name == RUN
        names_itself = bool(studio.settings.web_api_key) or not hosted
        self.accounts.attach(studio.service.account, hosted=hosted, names_itself=names_itself)
        self.show_models()
        self.watch.attach(studio)
        self._show_card()

    def release(self) -> None:
        self._studio = None
        self.switching.release()
        self.accounts.release()
        self.watch.release(ConnectionState.SWITCHING)

    def close(self) -> None:
        self.card.dismiss()

    def show_models(self) -> None:
        """Bring the panel in step with what the service takes."""
        studio = self._studio
        if studio is not None:
            self._panels.prompt.set_level(studio.capability.level)
            self._panels.prompt.set_offers([offer_of_choice(choice) for choice in studio.capability.models])
            self.show_cautions()

    def show_cautions(self) -> None:
        """What to know of the chosen model before sending."""
        if self._studio is not None:
            cautions = self._studio.capability.cautions(self._panels.prompt.recipe())
            self._panels.prompt.show_caution(" ".join(caution.message for caution in cautions))

    # --- the card ---

    def open(self) -> None:
        """Open the card, or close it. There is nothing to choose from before a studio is there."""
        if self.card.isVisible():
            self.card.dismiss()
            return
        if self._studio is None:
            return
        self._show_card()
        self.card.open_below(self._panels.top.connection, WIDTH)
        ticked = next(row for row in self.card.choice.rows.values() if row.isChecked())
        ticked.setFocus(Qt.FocusReason.PopupFocusReason)

    def ask_to_sign_in(self) -> None:
        """Open the card where one signs in."""
        if not self.card.isVisible():
            self.open()
        if self.card.account.secret.isVisible():
            self.card.account.secret.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _closed(self) -> None:
        if not self.switching.patient:
            self.switching.stay()
        self._panels.top.connection.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_card(self) -> None:
        studio = self._studio
        if studio is None:
            return
        connection, settings = studio.connection, studio.settings
        if not self.switching.wanted:
            self.card.choice.show_choice(connection.name)
        self.card.show_parts(account=studio.service.account is not None)
        self.card.settings.show_settings(
            game=settings.game,
            level=studio.capability.level.name,
            limit=settings.max_credits,
            web_api_key=settings.web_api_key,
            hosted=connection.name == RUN,
            offline=connection.offline,
        )
        self.accounts.refresh()

    def _show_state(self, state: ConnectionState, words: str) -> None:
        studio = self._studio
        top = self._panels.top.connection
        if studio is not None:
            note = self.tr("offline") if studio.connection.offline else ""
            top.show_connection(shown_name(studio.connection.name), state, note, words)
        else:
            top.show_connection(top.text(), state, "", words)
        self.card.show_state(state, words)

    # --- what the artist does ---

    def _chosen(self, name: str) -> None:
        if self._studio is not None:
            self.switching.switch(name, self._studio.settings)

    def change(self, **changes: Any) -> None:
        """Settings that a service is opened with."""
        if self._studio is not None:
            settings = replace(self._studio.settings, **changes)
            self.switching.switch(self._studio.connection.name, settings, **changes)

    def _set_level(self, level: str) -> None:
        if self._studio is not None:
            levels = {**self._studio.settings.api_levels, self._studio.connection.name: level}
            self.change(api_levels=levels)

    def set_limit(self, limit: float | None) -> None:
        """The limit is asked before each batch, so nothing has to be opened anew."""
        if self._studio is not None:
            self._studio.settings = replace(self._studio.settings, max_credits=limit)
            self._errands.run(self._keeper.keep(max_credits=limit), failed=self._not_kept)
            self.spending_changed.emit()

    def set_editor(self, command: str) -> None:
        """Nor for the artist's own paint program."""
        if self._studio is not None and command != self._studio.settings.editor:
            self._studio.settings = replace(self._studio.settings, editor=command)
            self._errands.run(self._keeper.keep(editor=command), failed=self._not_kept)

    def _not_kept(self, error: StudioError) -> None:
        self._panels.status.say(error.message)

    def _switch_began(self, connection: str) -> None:
        self._panels.top.connection.show_connection(shown_name(connection), ConnectionState.SWITCHING)

    def _switch_failed(self, words: str) -> None:
        self.card.choice.give_back()
        self.card.choice.complain(words)
        self._panels.status.say(words)

    def _account_changed(self, signed_in: bool) -> None:
        self.watch.show(ConnectionState.SIGNING_IN)
        self.watch.look()
        if signed_in:
            self.signed_in.emit()
