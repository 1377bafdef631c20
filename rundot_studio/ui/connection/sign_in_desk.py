"""Signing in and out: the account section of the connection's card over the studio's account."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.session.errands import Errands

from .sign_in_section import FILE, SESSION, SignInSection

if TYPE_CHECKING:
    from rundot_studio.studio.account import Account, Stores, Who
    from rundot_studio.studio.secrets import SecretStore

_NO_STORE = "SECRETS_UNUSABLE"


class SignInDesk(QObject):
    """``began`` tells that a sign-in is tried; ``ended`` that who signs in may be another now, and whether somebody
    does who did not before."""

    began = Signal()
    ended = Signal(bool)

    def __init__(self, section: SignInSection, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._section = section
        self._errands = errands
        self._account: Account | None = None
        self._hosted = True
        self._names_itself = False
        section.key_given.connect(self._sign_in)
        section.look_again.connect(self._look_again)
        section.signed_out.connect(self._sign_out)

    def attach(self, account: "Account | None", *, hosted: bool, names_itself: bool) -> None:
        """``names_itself``: the web API key is set, without which no deploy key can be exchanged."""
        self._account = account
        self._hosted = hosted
        self._names_itself = names_itself
        self._section.set_hosted(hosted)
        self._section.set_busy(False)
        if account is not None:
            self._section.set_file_words(_file_words())

    def release(self) -> None:
        self._account = None

    def refresh(self) -> None:
        """Show who is signed in now. May ask the keychain, off the window's thread; sends nothing."""
        if self._account is not None:
            self._section.show_looking()
            self._errands.run(self._account.who(), self._show_who, self._show_error)

    def _show_who(self, who: "Who") -> None:
        if who.signed_in:
            self._section.show_who(who.source, who.ends_at, renews=who.renewable)
        else:
            # Another server may want nobody; where it does, the state of the connection says so.
            self._section.show_nobody(who.reason if self._hosted else "")

    def _show_error(self, error: StudioError) -> None:
        self._section.show_nobody(error.message)

    def _sign_in(self, text: str, store_name: str) -> None:
        account = self._account
        if account is None:
            return
        if text.startswith("rk_") and not self._names_itself:
            self._section.complain(self.tr("A deploy key needs the web API key: set it below, then sign in."))
            return
        store = _store(account.stores, store_name)
        self._section.set_busy(True)
        self.began.emit()
        if text.startswith(("rk_", "pk_")):
            self._errands.run(account.sign_in_with_key(text, store), self._signed_in, self._refused)
        else:
            self._errands.run(account.sign_in_with_token(text, store), self._signed_in, self._refused)

    def _signed_in(self, _ends_at: object) -> None:
        self._section.set_busy(False)
        self._section.clear()
        self.refresh()
        self.ended.emit(True)

    def _refused(self, error: StudioError) -> None:
        """What was pasted stays where it can be tried again in another way, and goes where it can never do."""
        self._section.set_busy(False)
        hint = error.hint
        if error.problem.code == _NO_STORE:
            hint = self.tr("Choose “This session” or “A file” below, then sign in again.")
        elif error.problem.code == "NOT_SIGNED_IN":
            self._section.clear()
        self._section.complain(" ".join(part for part in (error.message, hint) if part))
        self.ended.emit(False)

    def _look_again(self) -> None:
        if self._account is not None:
            self._account.look_again()
            self._section.show_looking()
            self._errands.run(self._account.who(), self._looked, self._show_error)

    def _looked(self, who: "Who") -> None:
        self._show_who(who)
        self.ended.emit(who.signed_in)

    def _sign_out(self) -> None:
        if self._account is not None:
            self._errands.run(self._account.sign_out(), self._signed_out, self._not_signed_out)

    def _signed_out(self, forgotten: list[str]) -> None:
        words = "" if forgotten else self.tr("This sign-in is not kept by the studio, so it can't be forgotten here.")
        self._show_and_tell(words)
        self.ended.emit(False)

    def _not_signed_out(self, error: StudioError) -> None:
        self._show_and_tell(error.message)

    def _show_and_tell(self, words: str) -> None:
        """Who signs in now, and where somebody still does, why."""
        if self._account is None:
            return

        def show(who: "Who") -> None:
            self._show_who(who)
            if who.signed_in and words:
                self._section.tell(words)

        self._errands.run(self._account.who(), show, self._show_error)


def _store(stores: "Stores", name: str) -> "SecretStore":
    return {SESSION: stores.session, FILE: stores.file}.get(name, stores.keychain)


def _file_words() -> str:
    from rundot_studio.studio.secrets import FILE_NAME, about_the_file
    from rundot_studio.studio.settings import config_folder

    return about_the_file(config_folder() / FILE_NAME)
