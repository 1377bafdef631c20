"""A row of local AI: weights or a folder, what they are, and the one question or course that concerns them now."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, tokens_of
from rundot_studio.ui.controls.toggle import Toggle

from .page import PreferenceRow

translate = QCoreApplication.translate
BAR_WIDTH = 120
SWITCH_WIDTH = 64


class CourseBar(QWidget):
    """How far something is, 0..1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        return self._share

    def show_share(self, share: float) -> None:
        self._share = share
        self.setAccessibleName(f"{share * 100:.0f} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(BAR_WIDTH, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        bar = QRectF(self.rect())
        with painting(self) as painter:
            fill_rounded(painter, bar, tokens.raised, bar.height() / 2)
            if self._share > 0:
                bar.setWidth(max(bar.height(), bar.width() * min(1.0, self._share)))
                fill_rounded(painter, bar, tokens.accent, bar.height() / 2)


class LocalAiRow(PreferenceRow):
    """Idle it tells its facts and has its switch, fetch and remove; else a question with a yes and a no, or a course
    with a cancel. ``key`` names the weights or the folder."""

    fetch_pressed = Signal(str)
    remove_pressed = Signal(str)
    switched = Signal(str, bool)
    agreed = Signal(str)
    cancelled = Signal(str)

    def __init__(self, key: str, name: str, facts: str, *, mark: str = "", also: str = "") -> None:
        self._controls = QWidget()
        super().__init__(name, facts, self._controls, also=f"{also} local ai weights model")
        self.key = key
        self._facts = facts
        self._asked = ""
        if mark:
            self.show_mark(mark)
        self.switch = Toggle("")
        self.switch.setFixedWidth(SWITCH_WIDTH)
        describe(self.switch, translate("LocalAi", "{0} answers").format(name))
        self.fetch = Button(small=True)
        self.remove = Button(icon="trash", kind=ButtonKind.QUIET, small=True)
        words = translate("LocalAi", "Remove {0}").format(name)
        describe(self.remove, words, words)
        self.bar = CourseBar()
        self.yes = Button(small=True)
        self.no = Button(kind=ButtonKind.QUIET, small=True)
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.bar, self.yes, self.no, self.fetch, self.switch, self.remove):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
            part.hide()
        self._connect()

    def _connect(self) -> None:
        self.fetch.clicked.connect(lambda: self.fetch_pressed.emit(self.key))
        self.remove.clicked.connect(lambda: self.remove_pressed.emit(self.key))
        self.switch.clicked.connect(lambda: self.switched.emit(self.key, self.switch.isChecked()))
        self.yes.clicked.connect(lambda: self.agreed.emit(self._asked))
        self.no.clicked.connect(lambda: self.cancelled.emit(self._asked))

    @property
    def asked(self) -> str:
        """What is asked or under way: ``fetch``, ``remove`` or nothing."""
        return self._asked

    def set_facts(self, facts: str) -> None:
        """What it tells when it is idle next."""
        self._facts = facts

    def show_idle(self, *, fetch: str = "", on: bool | None = None, removable: bool = False, wrong: str = "") -> None:
        """``fetch`` are the button's words; ``on`` is None for what can't be switched. ``wrong`` is why it failed."""
        self._asked = ""
        self._tell(f"{self._facts}\n{wrong}" if wrong else self._facts, "bad" if wrong else "secondary")
        self._name(self.fetch, fetch)
        self.switch.setChecked(bool(on))
        shown = {self.fetch: bool(fetch), self.switch: on is not None, self.remove: removable}
        self._show_only([part for part, there in shown.items() if there])

    def ask(self, what: str, question: str, yes: str, no: str, *, possible: bool = True) -> None:
        """Ask in place; ``agreed`` or ``cancelled`` brings ``what`` back."""
        self._asked = what
        self._tell(question, "text")
        self._name(self.yes, yes)
        self._name(self.no, no)
        self.yes.setEnabled(possible)
        self._show_only([self.yes, self.no])
        (self.yes if possible else self.no).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_course(self, what: str, words: str, share: float, cancel: str = "") -> None:
        """Under way, with a bar and a way to end it where there is one."""
        begun = self._asked != what or self.bar.isHidden()
        self._asked = what
        self._tell(words, "secondary")
        self.bar.show_share(share)
        if begun:
            self._name(self.no, cancel)
            self._show_only([self.bar, self.no] if cancel else [self.bar])
            if cancel:
                self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, button: Button, words: str) -> None:
        button.setText(words)
        describe(button, f"{words}: {self.name}" if words else self.name, words)
        button.updateGeometry()

    def _tell(self, words: str, colour: str) -> None:
        self.more.set_colour(colour)
        self.show_more(words)

    def _show_only(self, parts: list[QWidget]) -> None:
        for part in (self.bar, self.yes, self.no, self.fetch, self.switch, self.remove):
            part.setVisible(part in parts)
        self._controls.adjustSize()
