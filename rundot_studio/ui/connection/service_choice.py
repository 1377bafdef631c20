"""Who makes the pictures: the embedded engine, the hosted service, or a server of one's own; and the question that
running jobs raise when another one is chosen."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.choice_row import ChoiceRow
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

from .state import EMBEDDED, RUN

OWN = "own"
WAIT, CANCEL, STAY = "wait", "cancel", "stay"


class ServiceChoice(QWidget):
    """``chosen`` tells ``embedded``, ``run`` or a base URL; ``decided`` tells ``wait``, ``cancel`` or ``stay``;
    ``reshaped`` that it is higher or lower than before."""

    chosen = Signal(str)
    decided = Signal(str)
    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = EMBEDDED
        self.rows = {
            EMBEDDED: ChoiceRow(self.tr("Embedded engine"), self.tr("Offline and free, drawn by rules")),
            RUN: ChoiceRow(self.tr("RUN"), self.tr("The hosted models, with an account")),
            OWN: ChoiceRow(self.tr("Own server"), self.tr("Another machine that runs rundot-studio serve")),
        }
        for name, row in self.rows.items():
            describe(row, self.tr("Connection: {0}").format(row.text()), row.more)
            row.clicked.connect(lambda _checked=False, name=name: self._picked(name))
        self.address = LineField("https://images.example")
        describe(self.address.edit, self.tr("Address of the server"), self.tr("Scheme, host and port of your server"))
        self.use = Button(self.tr("Connect"))
        describe(self.use, self.tr("Connect"), self.tr("Have this server make the pictures"))
        self.complaint = Label(colour="bad", wrap=True)
        self._question_words = Label(colour="text", wrap=True)
        self.buttons = {
            WAIT: Button(self.tr("Switch when done"), small=True),
            CANCEL: Button(self.tr("Cancel them"), small=True),
            STAY: Button(self.tr("Stay"), kind=ButtonKind.QUIET, small=True),
        }
        self._describe_buttons()
        self._lay_out()
        self.address.changed.connect(self._typed)
        self.address.edit.returnPressed.connect(self._use_address)
        self.use.clicked.connect(self._use_address)
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, what=what: self.decided.emit(what))
        self.show_choice(EMBEDDED)

    def _describe_buttons(self) -> None:
        describe(self.buttons[WAIT], self.tr("Switch when done"), self.tr("Switch when these pictures are made"))
        describe(self.buttons[CANCEL], self.tr("Cancel them"), self.tr("Cancel these pictures and switch now"))
        describe(self.buttons[STAY], self.tr("Stay"), self.tr("Do not switch"))

    def _lay_out(self) -> None:
        self._own = QWidget()
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.address, 1)
        line.addWidget(self.use)
        own = QVBoxLayout(self._own)
        own.setContentsMargins(12, GAP_SMALL, 12, GAP)
        own.setSpacing(6)
        own.addLayout(line)
        own.addWidget(self.complaint)
        self._question = QWidget()
        question = QVBoxLayout(self._question)
        question.setContentsMargins(12, GAP, 12, GAP)
        question.setSpacing(GAP)
        question.addWidget(self._question_words)
        answers = QHBoxLayout()
        answers.setSpacing(GAP_SMALL)
        for button in self.buttons.values():
            answers.addWidget(button)
        answers.addStretch(1)
        question.addLayout(answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for row in self.rows.values():
            column.addWidget(row)
        column.addWidget(self._own)
        column.addWidget(self._question)

    @property
    def question(self) -> str:
        """The words of what is asked now; empty where nothing is."""
        return self._question_words.text() if self._question.isVisibleTo(self) else ""

    def show_choice(self, name: str) -> None:
        """``name`` is the connection that is open now: ``embedded``, ``run`` or a base URL."""
        self._current = name
        kind = name if name in (EMBEDDED, RUN) else OWN
        if kind == OWN:
            self.address.set_text(name)
        self._typed(self.address.text)
        self._tick(kind)
        self.complain("")
        self.ask_nothing()

    def ask(self, count: int) -> None:
        """What is to become of ``count`` pictures that the old connection is making."""
        words = self.tr("1 picture is being made.")
        if count != 1:
            words = self.tr("{0} pictures are being made.").format(count)
        news = not self.question
        self._show_question(words, wait=True)
        if news:
            self.buttons[WAIT].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_waiting(self, count: int) -> None:
        """The switch follows when the last of ``count`` pictures is made."""
        words = self.tr("Switching when 1 picture is done.")
        if count != 1:
            words = self.tr("Switching when {0} pictures are done.").format(count)
        self._show_question(words, wait=False)

    def _show_question(self, words: str, *, wait: bool) -> None:
        self._question_words.setText(words)
        self.buttons[WAIT].setVisible(wait)
        self._question.show()
        self.reshaped.emit()

    def ask_nothing(self) -> None:
        self._question.hide()
        self.reshaped.emit()

    def complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.address.set_broken(bool(words) and self._own.isVisibleTo(self))
        self.reshaped.emit()

    def give_back(self) -> None:
        """The switch did not happen: tick what is open."""
        self.show_choice(self._current)

    def _tick(self, kind: str) -> None:
        for name, row in self.rows.items():
            row.setChecked(name == kind)
        self._own.setVisible(kind == OWN)
        self.reshaped.emit()

    def _picked(self, kind: str) -> None:
        self._tick(kind)
        self.complain("")
        if kind == OWN:
            self.address.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._typed(self.address.text)
        elif kind == self._current:
            self.ask_nothing()
        else:
            self.chosen.emit(kind)

    def _typed(self, text: str) -> None:
        self.complain(_broken_rule(text) if text.strip() else "")
        news = text.strip() not in ("", self._current)
        self.use.setEnabled(news and not self.complaint.text())

    def _use_address(self) -> None:
        if self.use.isEnabled() and not self.complaint.text():
            self.chosen.emit(self.address.text.strip())


def _broken_rule(address: str) -> str:
    """What is wrong with an address of an own server, in a sentence; empty where nothing is."""
    from rundot_studio.studio.settings import validated_base_url

    try:
        validated_base_url(address, own_server=True)
    except RuleBroken as broken:
        return QCoreApplication.translate("ServiceChoice", "This must be {0}.").format(sentence(broken.rule))
    return ""
