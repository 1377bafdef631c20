"""Who is signed in to a service, and the ways to sign in, in the order of comfort.

What is typed into the secret field goes to whoever hears ``key_given``; it is shown nowhere, can't be copied out, and
is wiped as soon as it was used or the section is closed.
"""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField, heading
from rundot_studio.ui.controls.numbers import day
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

KEYCHAIN, SESSION, FILE = "keychain", "session", "file"


class SecretLine(LineField):
    """A password field: Qt lets nobody copy, cut or drag from it."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, icon="lock", parent=parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)

    def wipe(self) -> None:
        self.edit.setText("")  # unlike clear(), this forgets the undo history too


class SignInSection(QWidget):
    """``key_given`` carries the secret and the name of the store; ``look_again`` asks for another look at the vendor
    tool's session; ``signed_out`` wants what is kept forgotten."""

    key_given = Signal(str, str)
    look_again = Signal()
    signed_out = Signal()
    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hosted = True
        self._file_words = ""
        self._who = Label(colour="text", wrap=True)
        self.sign_out = Button(self.tr("Sign out"), kind=ButtonKind.LINK)
        describe(self.sign_out, self.tr("Sign out"), self.tr("Forget the sign-in that is kept on this computer"))
        self._why = Label(colour="warn", wrap=True)
        self._comfort = Label(wrap=True)
        self.look = Button(self.tr("Look again"), small=True)
        describe(self.look, self.tr("Look again"), self.tr("Look again for the session of the rundot command"))
        self.secret = SecretLine("")
        self.sign_in = Button(self.tr("Sign in"))
        describe(self.sign_in, self.tr("Sign in"), self.tr("Sign in with what was pasted"))
        self.complaint = Label(colour="bad", wrap=True)
        self.store = Segment(
            self.tr("Keep the sign-in"),
            [
                (KEYCHAIN, self.tr("Keychain"), self.tr("In the system keychain, locked with your account")),
                (SESSION, self.tr("This session"), self.tr("Until you close the studio")),
                (FILE, self.tr("A file"), self.tr("In a file that only you can read")),
            ],
        )
        self._store_words = Label(colour="secondary", wrap=True)
        self._lay_out()
        self.secret.changed.connect(self._typed)
        self.secret.edit.returnPressed.connect(self._give)
        self.sign_in.clicked.connect(self._give)
        self.look.clicked.connect(self.look_again)
        self.sign_out.clicked.connect(self.signed_out)
        self.store.chosen.connect(self._show_store)
        self.set_hosted(True)
        self._show_store()
        self._typed("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("Account")))
        head.addStretch(1)
        head.addWidget(self.sign_out)
        comfort = QHBoxLayout()
        comfort.setSpacing(GAP)
        comfort.addWidget(self._comfort, 1)
        comfort.addWidget(self.look)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.secret, 1)
        line.addWidget(self.sign_in)
        self._ways = QWidget()
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(GAP)
        ways.addLayout(comfort)
        ways.addLayout(line)
        ways.addWidget(self.complaint)
        ways.addWidget(Label(self.tr("Keep it in")))
        ways.addWidget(self.store)
        ways.addWidget(self._store_words)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, GAP_SMALL, 12, GAP_SMALL)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._who)
        column.addWidget(self._why)
        column.addWidget(self._ways)

    # --- what is known ---

    def set_hosted(self, hosted: bool) -> None:
        """The hosted service takes three kinds of sign-in; another server takes a token, if it wants any."""
        self._hosted = hosted
        self._comfort.setVisible(hosted)
        self.look.setVisible(hosted)
        placeholder = self.tr("Deploy key (rk_…) or token") if hosted else self.tr("Token")
        self.secret.edit.setPlaceholderText(placeholder)
        tip = self.tr("Paste a deploy key, or a token that is good for about an hour. It is not shown.")
        if not hosted:
            tip = self.tr("Paste the token of this server. It is not shown.")
        describe(self.secret.edit, placeholder, tip)
        self._comfort.setText(self.tr("Easiest: run “rundot login” in a terminal. Or paste a key:"))

    def set_file_words(self, words: str) -> None:
        """What keeping a sign-in in a file means on this system."""
        self._file_words = words
        self._show_store()

    def show_who(self, source: str, ends_at: datetime | None, *, renews: bool = False) -> None:
        """Somebody is signed in: by what, and until when."""
        until = self.tr("It renews itself.") if renews else ""
        if not renews and ends_at is not None:
            until = self.tr("Good until {0}.").format(_moment(ends_at))
        self._who.setText(" ".join(part for part in (self.tr("Signed in by {0}.").format(source), until) if part))
        self._show(signed_in=True, why="")

    def show_nobody(self, why: str) -> None:
        """Nobody is signed in; ``why`` is empty where the service may want nobody."""
        self._who.setText(
            self.tr("Nobody is signed in.") if self._hosted else self.tr("If this server wants a token, paste it here.")
        )
        self._show(signed_in=False, why=why)

    def show_looking(self) -> None:
        self._who.setText(self.tr("Looking for a sign-in …"))
        self._show(signed_in=False, why="")

    def tell(self, words: str) -> None:
        """Say more of who is signed in, such as why that can't be changed here."""
        self._why.setText(words)
        self._why.setVisible(bool(words))
        self.reshaped.emit()

    def _show(self, *, signed_in: bool, why: str) -> None:
        self.sign_out.setVisible(signed_in)
        if signed_in and self.secret.edit.hasFocus():
            self.sign_out.setFocus()  # the field goes, and the next one is no place to type
        self._ways.setVisible(not signed_in)
        self._who.setVisible(not why)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.reshaped.emit()

    @property
    def words(self) -> str:
        """What is told of the account."""
        return self._why.text() or self._who.text()

    # --- signing in ---

    def set_busy(self, busy: bool) -> None:
        self.secret.edit.setReadOnly(busy)
        self.sign_in.setText(self.tr("Signing in …") if busy else self.tr("Sign in"))
        self.sign_in.setEnabled(not busy and bool(self.secret.text.strip()))
        self.sign_in.updateGeometry()

    def complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.secret.set_broken(bool(words))
        self.reshaped.emit()

    def clear(self) -> None:
        """Wipe what was typed."""
        self.secret.wipe()
        self.complain("")

    def _typed(self, text: str) -> None:
        self.complain("")
        self.sign_in.setEnabled(bool(text.strip()))

    def _give(self) -> None:
        if self.sign_in.isEnabled():
            self.key_given.emit(self.secret.text.strip(), self.store.value)

    def _show_store(self) -> None:
        words = {
            KEYCHAIN: self.tr("The system keychain keeps it, locked with your account."),
            SESSION: self.tr("It is forgotten when you close the studio."),
            FILE: self._file_words or self.tr("It is kept in a file that only you can read, not encrypted."),
        }
        self._store_words.setText(words[self.store.value])
        self.complain("")


def _moment(moment: datetime) -> str:
    local = moment.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    clock = f"{local:%H:%M}"
    return clock if today else f"{day(local.date())} {clock}"
