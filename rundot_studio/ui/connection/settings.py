"""What is set for a connection: the game, the level of its API, the key that names it, and the spending limit."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.catalog import API_LEVELS
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField, heading
from rundot_studio.ui.controls.numbers import amount, with_point
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

MOST_CREDITS = 1_000_000.0
LABEL_WIDTH = 130
translate = QCoreApplication.translate


class ConnectionSettings(QWidget):
    """Each signal is sent when the artist has set something: on Return, or on leaving a field."""

    game_set = Signal(str)
    level_set = Signal(str)
    web_api_key_set = Signal(str)
    limit_set = Signal(object)
    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = {"game": "", "web_api_key": "", "limit": ""}
        self.game = LineField(self.tr("none set"))
        describe(self.game.edit, self.tr("Game id"), self.tr("The game that pictures are made for, and billed to"))
        self.web_api_key = LineField(self.tr("needed with a deploy key"))
        describe(
            self.web_api_key.edit,
            self.tr("Web API key"),
            self.tr("Names the service to its sign-in hosts. Its makers can tell it; it is no secret."),
        )
        self.level = Segment(
            self.tr("API level"), [(level.name, level.name, _level_tip(level.name)) for level in API_LEVELS]
        )
        self._level_words = Label(wrap=True)
        self.limit = LineField(self.tr("no limit"))
        self.limit.edit.setMaxLength(9)
        describe(
            self.limit.edit,
            self.tr("Spending limit in credits"),
            self.tr("What may cost more, or can't be priced, asks before it is sent. Empty for no limit."),
        )
        self.complaint = Label(colour="bad", wrap=True)
        self.complaint.hide()
        self._lay_out()
        self.game.edit.editingFinished.connect(self._game_left)
        self.web_api_key.edit.editingFinished.connect(self._web_api_key_left)
        self.limit.edit.editingFinished.connect(self._limit_left)
        self.level.chosen.connect(self._level_chosen)
        self._show_level()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, GAP_SMALL, 12, GAP)
        column.setSpacing(GAP)
        column.addWidget(heading(self.tr("Settings")))
        self._rows = {}
        for name, words, control in (
            ("game", self.tr("Game"), self.game),
            ("web_api_key", self.tr("Web API key"), self.web_api_key),
            ("level", self.tr("API level"), self.level),
            ("limit", self.tr("Ask above, in credits"), self.limit),
        ):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(GAP)
            label = Label(words)
            label.setFixedWidth(LABEL_WIDTH)
            line.addWidget(label)
            line.addWidget(control, 1)
            column.addWidget(row)
            self._rows[name] = row
            if name == "level":
                self._level_words.setContentsMargins(LABEL_WIDTH + GAP, 0, 0, 0)
                column.addWidget(self._level_words)
        column.addWidget(self.complaint)

    def show_settings(
        self, *, game: str, level: str, limit: float | None, web_api_key: str, hosted: bool, offline: bool
    ) -> None:
        """What is set now. The embedded engine has no game, no prices and no key; only RUN has a web API key."""
        self._shown = {"game": game, "web_api_key": web_api_key, "limit": "" if limit is None else amount(limit)}
        self.game.set_text(game)
        self.web_api_key.set_text(web_api_key)
        self.limit.set_text(self._shown["limit"])
        self.level.blockSignals(True)
        self.level.choose(level)
        self.level.blockSignals(False)
        self._show_level()
        self._rows["game"].setVisible(not offline)
        self._rows["web_api_key"].setVisible(hosted)
        self._rows["limit"].setVisible(not offline)
        self.complain("")
        self.reshaped.emit()

    def complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.limit.set_broken(bool(words))
        self.reshaped.emit()

    def _game_left(self) -> None:
        if self._changed("game", self.game.text.strip()):
            self.game_set.emit(self.game.text.strip())

    def _web_api_key_left(self) -> None:
        if self._changed("web_api_key", self.web_api_key.text.strip()):
            self.web_api_key_set.emit(self.web_api_key.text.strip())

    def _limit_left(self) -> None:
        text = self.limit.text.strip().replace(",", ".")
        limit = _credits(text)
        if text and limit is None:
            self.complain(self.tr("The limit must be a number of credits, such as 20, or empty."))
            return
        self.complain("")
        if self._changed("limit", text):
            self.limit_set.emit(limit)

    def _changed(self, name: str, text: str) -> bool:
        """Whether this is news; a field is left more often than it is changed."""
        changed = self._shown[name] != text
        self._shown[name] = text
        return changed

    def _level_chosen(self, name: str) -> None:
        self._show_level()
        self.level_set.emit(name)

    def _show_level(self) -> None:
        self._level_words.setText(_level_tip(self.level.value))


def _level_tip(name: str) -> str:
    level = next(level for level in API_LEVELS if level.name == name)
    words = translate("ConnectionSettings", "Up to {0} references").format(level.most_references)
    if level.resizes:
        words += translate("ConnectionSettings", ", the lite model, and a size of your own")
    return words + "."


def _credits(text: str) -> float | None:
    try:
        credit = float(with_point(text))
    except ValueError:
        return None
    return credit if 0 <= credit <= MOST_CREDITS else None
