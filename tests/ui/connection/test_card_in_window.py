"""The parts of the connection's card by themselves: what they show and what they tell."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.ui.connection.service_choice import OWN, ServiceChoice
from rundot_studio.ui.connection.settings import ConnectionSettings
from rundot_studio.ui.connection.sign_in_section import SignInSection
from rundot_studio.ui.connection.state import RUN
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.popover import Popover
from tests.ui.conftest import Show

SECRET = "rk_this_must_never_be_seen"


@pytest.fixture
def choice(shown: Show) -> ServiceChoice:
    choice = ServiceChoice()
    shown(choice)
    return choice


@pytest.fixture
def section(shown: Show) -> SignInSection:
    section = SignInSection()
    section.resize(360, 300)
    shown(section)
    section.show_nobody("Nobody is signed in.")
    return section


@pytest.fixture
def settings(shown: Show) -> ConnectionSettings:
    settings = ConnectionSettings()
    shown(settings)
    settings.show_settings(game="forest", level="5.21", limit=20, web_api_key="", hosted=True, offline=False)
    return settings


# --- who makes the pictures ---


def test_a_press_chooses_a_service_at_once(choice: ServiceChoice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choice.chosen) as chosen:
        QTest.mouseClick(choice.rows[RUN], Qt.MouseButton.LeftButton)
    assert chosen.args == [RUN]
    assert choice.rows[RUN].isChecked()
    choice.give_back()
    assert not choice.rows[RUN].isChecked()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("images.example", "with its scheme"),
        ("https://me:pass@images.example", "without a name or password"),
        ("https://images.example/api", "without a path"),
        ("ftp://images.example", "with its scheme"),
    ],
)
def test_the_address_of_an_own_server_is_checked_as_it_is_typed(
    choice: ServiceChoice, qtbot: QtBot, typed: str, words: str
) -> None:
    choice.rows[OWN].click()
    assert choice.address.edit.hasFocus()
    assert not choice.use.isEnabled()
    QTest.keyClicks(choice.address.edit, typed)
    assert words in choice.complaint.text()
    assert choice.address.broken
    assert not choice.use.isEnabled()
    with qtbot.assertNotEmitted(choice.chosen):
        QTest.keyClick(choice.address.edit, Qt.Key.Key_Return)


def test_a_good_address_is_chosen_with_return(choice: ServiceChoice, qtbot: QtBot) -> None:
    choice.rows[OWN].click()
    QTest.keyClicks(choice.address.edit, "http://127.0.0.1:3000")
    assert not choice.complaint.text()
    with qtbot.waitSignal(choice.chosen) as chosen:
        QTest.keyClick(choice.address.edit, Qt.Key.Key_Return)
    assert chosen.args == ["http://127.0.0.1:3000"]


def test_the_own_server_that_is_open_is_shown_with_its_address(choice: ServiceChoice) -> None:
    choice.show_choice("http://127.0.0.1:3000")
    assert choice.rows[OWN].isChecked()
    assert choice.address.text == "http://127.0.0.1:3000"
    assert choice.address.isVisible()
    choice.show_choice(RUN)
    assert not choice.address.isVisible()


# --- signing in ---


def test_a_secret_is_told_once_and_shown_nowhere(section: SignInSection, qtbot: QtBot) -> None:
    QTest.keyClicks(section.secret.edit, SECRET)
    assert section.secret.edit.echoMode() is QLineEdit.EchoMode.Password
    QGuiApplication.clipboard().setText("what was there before")
    QTest.keySequence(section.secret.edit, "Ctrl+A")
    QTest.keySequence(section.secret.edit, "Ctrl+C")
    QTest.keySequence(section.secret.edit, "Ctrl+X")
    QTest.keyClicks(section.secret.edit, SECRET)
    assert QGuiApplication.clipboard().text() == "what was there before"
    with qtbot.waitSignal(section.key_given) as given:
        QTest.keyClick(section.secret.edit, Qt.Key.Key_Return)
    assert given.args == [SECRET, "keychain"]
    section.clear()
    assert section.secret.text == ""
    QTest.keySequence(section.secret.edit, "Ctrl+Z")
    assert section.secret.text == ""
    for widget in [section, *section.findChildren(QWidget)]:
        assert SECRET not in f"{widget.accessibleName()} {widget.toolTip()} {widget.windowTitle()}"


def test_where_it_is_kept_is_said_in_plain_words(section: SignInSection, qtbot: QtBot) -> None:
    section.set_file_words("It is kept in a file, not encrypted.")
    section.store.choose("file")
    assert "It is kept in a file, not encrypted." in words_in(section)
    section.store.choose("session")
    assert "It is forgotten when you close the studio." in words_in(section)
    section.secret.set_text(SECRET)
    with qtbot.waitSignal(section.key_given) as given:
        section.sign_in.click()
    assert given.args == [SECRET, "session"]


def test_who_is_signed_in_is_told_with_its_end(section: SignInSection) -> None:
    section.show_who("the session of the rundot command", datetime.now(UTC) + timedelta(minutes=1))
    assert section.words.startswith("Signed in by the session of the rundot command. Good until ")
    assert section.sign_out.isVisible()
    assert not section.secret.isVisible()
    section.show_who("a deploy key", None, renews=True)
    assert section.words == "Signed in by a deploy key. It renews itself."


def test_another_server_takes_a_token_only(section: SignInSection) -> None:
    section.set_hosted(False)
    section.show_nobody("")
    assert section.words == "If this server wants a token, paste it here."
    assert section.secret.edit.placeholderText() == "Token"
    assert not section.look.isVisible()


def words_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


# --- settings ---


def test_a_setting_is_told_when_it_is_changed_and_only_then(settings: ConnectionSettings, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(settings.game_set):
        QTest.keyClick(settings.game.edit, Qt.Key.Key_Return)
    settings.game.set_text("desert")
    with qtbot.waitSignal(settings.game_set) as game:
        QTest.keyClick(settings.game.edit, Qt.Key.Key_Return)
    assert game.args == ["desert"]
    with qtbot.waitSignal(settings.level_set) as level:
        settings.level.choose("5.28")
    assert level.args == ["5.28"]


@pytest.mark.parametrize(("typed", "limit"), [("40", 40.0), ("2,5", 2.5), ("", None)])
def test_the_spending_limit_is_a_number_or_nothing(
    settings: ConnectionSettings, qtbot: QtBot, typed: str, limit: float | None
) -> None:
    settings.limit.set_text(typed)
    with qtbot.waitSignal(settings.limit_set) as told:
        QTest.keyClick(settings.limit.edit, Qt.Key.Key_Return)
    assert told.args == [limit]


@pytest.mark.parametrize("typed", ["much", "-3", "nan", "inf"])
def test_a_limit_that_is_no_number_is_said_there(settings: ConnectionSettings, qtbot: QtBot, typed: str) -> None:
    settings.limit.set_text(typed)
    with qtbot.assertNotEmitted(settings.limit_set):
        QTest.keyClick(settings.limit.edit, Qt.Key.Key_Return)
    assert settings.complaint.isVisible()
    assert settings.limit.broken


def test_the_embedded_engine_has_no_prices_and_no_game(settings: ConnectionSettings) -> None:
    settings.show_settings(game="", level="5.28", limit=None, web_api_key="", hosted=False, offline=True)
    assert not settings.game.isVisible()
    assert not settings.limit.isVisible()
    assert settings.level.value == "5.28"


# --- the card itself ---


def test_tab_stays_within_an_open_card(shown: Show) -> None:
    window = QWidget()
    window.resize(400, 300)
    behind = QPushButton("behind", window)
    popover = Popover(window)
    first, second = QPushButton("first"), QPushButton("second")
    popover.rows.addWidget(first)
    popover.rows.addWidget(second)
    shown(window)
    popover.open_below(behind, 200)
    first.setFocus()
    for expected in (second, first, second):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert expected.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Backtab)
    assert first.hasFocus()


@pytest.mark.parametrize("count", [1, 40])
def test_a_card_lies_within_its_window(shown: Show, count: int) -> None:
    window = QWidget()
    window.resize(400, 300)
    anchor = QPushButton("anchor", window)
    anchor.setGeometry(340, 0, 60, 30)
    popover = Popover(window)
    for number in range(count):
        popover.rows.addWidget(QPushButton(str(number)))
    shown(window)
    popover.open_below(anchor, 200)
    assert window.rect().contains(popover.place)
    assert popover.place.width() == 200
