"""What an artist sees of an error: one dialog, that never storms, never answers by itself, and hides nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.studio.crash_files import crash_reports, unseen_reports, write_report
from rundot_studio.studio.crash_report import Failure, failure_of, report_text
from rundot_studio.studio.log_file import close_log, log_folder, open_log
from rundot_studio.ui.app import open_library
from rundot_studio.ui.crash.desk import CrashDesk
from rundot_studio.ui.crash.lone_window import LoneWindow, show_alone
from rundot_studio.ui.crash.sheet import CrashSheet
from rundot_studio.ui.crash.telling import of_start
from rundot_studio.ui.crash.watch import ErrorWatch
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, Show, Waiting, until
from tests.ui.stand_in import StandInStudio

KEY = "rk_planted_0123456789"
PROMPT = "a brave knight with a lantern"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.fixture
def desk(window: MainWindow) -> CrashDesk:
    return window.furnish().crash


@pytest.fixture
def watch(desk: CrashDesk) -> Iterator[ErrorWatch]:
    """Tells the window, as the program has it."""
    watch = ErrorWatch()
    watch.facts, watch.private = desk.facts, desk.private_words
    watch.listen(desk.tell)
    yield watch
    watch.remove()


def is_open(desk: CrashDesk) -> bool:
    return desk.sheet.isVisible()


def words_of(widget: QWidget) -> str:
    """All that its labels and fields say."""
    labels = [each.text() for each in widget.findChildren(QLabel)]
    return "\n".join(labels + [each.toPlainText() for each in widget.findChildren(QPlainTextEdit)])


def test_an_error_opens_one_dialog_with_all_that_helps(desk: CrashDesk, watch: ErrorWatch, wait_for: Waiting) -> None:
    watch.take(raised(ValueError("too many legs")))
    wait_for(lambda: is_open(desk))
    content = desk.sheet.content
    assert content.what.text() == "ValueError: too many legs"
    assert not content.more.isVisible()
    (file,) = crash_reports()
    assert content.place.text().replace("\u200b", "").endswith(f"log/{file.name}")
    assert "nothing is sent" in content.promise.text()
    content.copy.click()
    assert QApplication.clipboard().text() == file.read_text(encoding="utf-8")
    assert unseen_reports() == []
    content.close_button.click()
    assert not is_open(desk)


def test_a_key_and_a_prompt_are_nowhere(
    wired: MainWindow, studio: StandInStudio, desk: CrashDesk, watch: ErrorWatch, wait_for: Waiting
) -> None:
    handler = open_log()
    wired.panels.prompt.prompt.set_text(PROMPT)
    studio.queue.submit(GenerateRecipe("a goblin with an axe"))
    watch.take(raised(ValueError(f"{KEY}: {PROMPT}, a goblin with an axe")))
    wait_for(lambda: is_open(desk))
    close_log(handler)
    desk.sheet.content.copy.click()
    desk.sheet.content.read.click()
    (file,) = crash_reports()
    shown = words_of(desk.sheet)
    assert "Connection:" in shown
    for text in (shown, QApplication.clipboard().text(), file.read_text(encoding="utf-8")):
        assert "ValueError" in text
        for hidden in (KEY, PROMPT, "a goblin with an axe"):
            assert hidden not in text


def test_errors_while_it_is_open_join_it(desk: CrashDesk, watch: ErrorWatch, wait_for: Waiting) -> None:
    watch.take(raised(ValueError("first")))
    wait_for(lambda: is_open(desk))
    for _time in range(50):
        watch.take(raised(KeyError("second")))
    content = desk.sheet.content
    wait_for(lambda: "Another error came with it" in content.more.text())
    assert content.what.text() == "ValueError: first"
    assert "more than 10 times" in content.more.text()
    content.copy.click()
    assert "KeyError: 'second'" in QApplication.clipboard().text()
    assert len(desk._window.findChildren(CrashSheet)) == 1


def test_the_same_error_again_is_a_sentence_with_a_way_to_the_report(
    desk: CrashDesk, watch: ErrorWatch, window: MainWindow, wait_for: Waiting
) -> None:
    def again() -> None:
        watch.take(raised(ValueError("each time")))

    again()
    wait_for(lambda: is_open(desk))
    desk.sheet.dismiss()
    desk._quiet_until = 0.0  # some time later
    again()
    wait_for(lambda: "went wrong again" in window.panels.status.message)
    assert not is_open(desk)
    window.panels.status.more.click()
    assert is_open(desk)
    assert "2 times" in desk.sheet.content.more.text()


def test_another_error_right_after_the_dialog_was_closed_is_a_sentence(
    desk: CrashDesk, watch: ErrorWatch, window: MainWindow, wait_for: Waiting
) -> None:
    watch.take(raised(ValueError("first")))
    wait_for(lambda: is_open(desk))
    desk.sheet.dismiss()
    watch.take(raised(KeyError("second")))
    wait_for(lambda: "went wrong again" in window.panels.status.message)
    assert not is_open(desk)
    window.panels.status.more.click()
    assert desk.sheet.content.what.text() == "KeyError: 'second'"


def test_what_is_being_typed_does_not_answer(
    desk: CrashDesk, watch: ErrorWatch, window: MainWindow, wait_for: Waiting
) -> None:
    edit = window.panels.prompt.prompt.edit
    edit.setFocus()
    watch.take(raised(ValueError("meanwhile")))
    wait_for(lambda: is_open(desk))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_A):
        QTest.keyClick(QApplication.focusWidget() or window, key)
    QTest.mouseClick(desk.sheet, Qt.MouseButton.LeftButton, pos=desk.sheet.rect().topLeft())
    assert is_open(desk)
    QTest.keyClick(desk.sheet, Qt.Key.Key_Tab)
    assert desk.sheet.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not is_open(desk)
    assert edit.hasFocus()


class _Unpaintable(QWidget):
    """Fails with every paint, and takes the error where the hook would."""

    def __init__(self, parent: QWidget, watch: ErrorWatch) -> None:
        super().__init__(parent)
        self._watch = watch
        self.paints = 0
        self.setGeometry(parent.rect())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        self._watch.take(raised(ZeroDivisionError("in a paint handler")))


def test_an_error_in_the_dialogs_own_painting_comes_to_rest(
    desk: CrashDesk, watch: ErrorWatch, wait_for: Waiting, qtbot: QtBot
) -> None:
    watch.take(raised(ValueError("first")))
    wait_for(lambda: is_open(desk))
    part = _Unpaintable(desk.sheet.card, watch)
    wait_for(lambda: len(desk._shown) == 2)
    qtbot.wait(1200)
    painted = part.paints
    qtbot.wait(1200)
    assert part.paints <= painted + 3
    assert painted < 12


def test_an_error_in_the_telling_ends_it(desk: CrashDesk, watch: ErrorWatch, window: MainWindow, qtbot: QtBot) -> None:
    desk.__dict__["sheet"] = None  # nothing that can be shown
    with capture_exceptions() as caught:
        for number in range(3):
            watch.take(raised(ValueError(f"{number}")))
            qtbot.wait(600)
    assert len(caught) == 1


def test_the_last_run_is_told_of_once_and_quietly(desk: CrashDesk, window: MainWindow) -> None:
    report = write_report(report_text(Failure("It died", "trace"), NOON, ""), NOON)
    assert report is not None
    desk.tell_of_last_run([report])
    assert "ended unexpectedly" in desk._notice.words
    assert not window.findChildren(CrashSheet)
    assert unseen_reports() == []
    desk._notice.show_button.click()
    assert not desk._notice.isVisible()
    assert desk.sheet.content.what.text() == "It died"


def test_without_a_crash_nothing_is_told(desk: CrashDesk, window: MainWindow) -> None:
    desk.tell_of_last_run([])
    assert "_notice" not in desk.__dict__


def test_reports_are_found_again(desk: CrashDesk, window: MainWindow) -> None:
    window.commands.run("crash-reports")
    assert window.panels.status.message == "There are no crash reports."
    for number in range(2):
        write_report(report_text(failure_of(raised(ValueError(f"{number}"))), NOON, ""), NOON)
    window.commands.run("crash-reports")
    assert desk.sheet.content.what.text() == "ValueError: 1"
    assert "2 reports" in desk.sheet.content.more.text()


def test_a_report_that_can_not_be_written_can_be_copied(desk: CrashDesk, watch: ErrorWatch, wait_for: Waiting) -> None:
    log_folder().parent.mkdir(parents=True)
    log_folder().write_text("no folder")
    watch.take(raised(ValueError("lost")))
    wait_for(lambda: is_open(desk))
    assert "copy it before" in desk.sheet.content.promise.text()
    desk.sheet.content.copy.click()
    assert "ValueError: lost" in QApplication.clipboard().text()


def test_the_dialog_fits_its_words_in_a_small_window(
    desk: CrashDesk, watch: ErrorWatch, window: MainWindow, wait_for: Waiting
) -> None:
    window.resize(960, 620)
    watch.take(raised(ValueError("long " * 60)))
    wait_for(lambda: is_open(desk))
    closed = desk.sheet.place.height()
    desk.sheet.content.read.click()
    QApplication.processEvents()
    assert desk.sheet.place.height() > closed
    assert window.rect().contains(desk.sheet.place)
    button = desk.sheet.content.close_button
    assert desk.sheet.card.rect().contains(button.geometry())
    assert not desk.sheet.content.report.edit.horizontalScrollBar().isVisible()


class _BrokenSession:
    async def open(self, _connection: str | None) -> None:
        raise KeyError("a bug while the library is opened")


def test_a_bug_while_the_library_is_opened_leaves_the_window(
    desk: CrashDesk, watch: ErrorWatch, window: MainWindow, on_loop: OnLoop
) -> None:
    async def use() -> None:
        await open_library(_BrokenSession(), None, window, watch)  # type: ignore[arg-type]
        await until(lambda: is_open(desk))

    on_loop(use())
    assert "because of an error" in words_of(window.panels.empty)
    assert window.panels.empty.another_folder.isVisible()


def test_a_window_of_its_own_tells_where_there_is_none(shown: Show, qapp: QApplication, tmp_path: Path) -> None:
    told = of_start("ImportError: no qasync", "the report", tmp_path / "crash.txt")
    lone = LoneWindow(told)
    shown(lone)
    assert "could not start" in words_of(lone)
    assert "ImportError: no qasync" in words_of(lone)
    lone.content.copy.click()
    assert QApplication.clipboard().text() == "the report"
    lone.content.close_button.click()
    assert not lone.isVisible()
    assert not show_alone(qapp, told), "nobody could close it on a screen that is none"
