"""From one connection to another, down to the real services: on the window's own event loop."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from rundot_studio.domain.catalog import LATEST_LEVEL
from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library
from rundot_studio.studio.settings import config_folder, load_settings
from rundot_studio.ui.connection.service_choice import CANCEL, STAY, WAIT
from rundot_studio.ui.connection.state import ConnectionState
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.studio_session import StudioSession
from tests.ui.conftest import OnLoop, until
from tests.ui.connection_stand_in import StandInSession, state_of
from tests.ui.stand_in import StandInStudio


@pytest.fixture
def session() -> StandInSession:
    return StandInSession()


@pytest.fixture
def wired(window: MainWindow, studio: StandInStudio, session: StandInSession) -> MainWindow:
    window.attach(studio, session)  # type: ignore[arg-type]
    return window


def test_a_connection_is_opened_in_place_of_another_and_remembered(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    """The real services: the embedded engine, closed for an own server that nobody runs, and back."""

    async def use() -> None:
        opened = StudioSession(window, tmp_path / "library")
        await opened.open(None)
        top, card = window.panels.top.connection, window.desk.connection.card
        await until(lambda: top.state is ConnectionState.WORKING)
        assert (top.text(), top.note) == ("Embedded engine", "offline")
        top.click()
        card.choice.rows["own"].click()
        card.choice.address.set_text("http://127.0.0.1:9")
        card.choice.use.click()
        await until(lambda: top.text() == "127.0.0.1:9" and top.state is ConnectionState.UNREACHABLE)
        assert card.isVisible()
        assert "127.0.0.1:9" in top.toolTip()
        await until(lambda: load_settings().settings.connection == "http://127.0.0.1:9")
        card.choice.rows["embedded"].click()
        await until(lambda: top.note == "offline" and top.state is ConnectionState.WORKING)
        await until(lambda: load_settings().settings.connection == "embedded")
        window.finish()
        await window.desk.errands.ended()
        await opened.end()

    on_loop(use())


def test_the_command_lines_connection_wins_for_this_run_and_is_not_remembered(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    async def use() -> None:
        opened = StudioSession(window, tmp_path / "library")
        await opened.open("http://127.0.0.1:9")
        assert window.panels.top.connection.text() == "127.0.0.1:9"
        window.finish()
        await window.desk.errands.ended()
        await opened.end()
        assert load_settings().settings.connection == "embedded"

    on_loop(use())


@pytest.mark.parametrize("after_s", [0.0, 0.005, 0.02, 0.1])
def test_a_window_that_is_closed_in_the_midst_of_a_switch_leaves_nothing_open(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop, after_s: float
) -> None:
    """The watch over all tests sees the threads and processes of a studio that nobody closed."""

    async def use() -> None:
        opened = StudioSession(window, tmp_path / "library")
        await opened.open(None)
        window.desk.connection._chosen("http://127.0.0.1:9")
        await asyncio.sleep(after_s)
        window.finish()
        await window.desk.errands.ended()
        await opened.end()
        Library(tmp_path / "library").close()  # nobody holds it any more

    on_loop(use())


def test_a_switch_asked_for_in_the_midst_of_another_follows_it(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop, caplog: pytest.LogCaptureFixture
) -> None:
    async def use() -> None:
        opened = StudioSession(window, tmp_path / "library")
        await opened.open(None)
        settings = load_settings().settings
        await asyncio.gather(*(opened.reopen(name, settings) for name in ("http://127.0.0.1:9", "embedded")))
        assert window.desk.studio is not None
        assert window.desk.studio.connection.name == "embedded"
        window.finish()
        await window.desk.errands.ended()
        await opened.end()

    on_loop(use())
    assert not [record for record in caplog.records if record.levelname == "ERROR"], caplog.text


def test_a_remembered_connection_that_can_not_be_gives_way_to_the_embedded_engine(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "settings.json").write_text(json.dumps({"connection": "nonsense"}))

    async def use() -> None:
        opened = StudioSession(window, tmp_path / "library")
        await opened.open(None)
        assert window.panels.top.connection.note == "offline"
        assert "nonsense" in window.panels.status.message
        window.finish()
        await window.desk.errands.ended()
        await opened.end()

    on_loop(use())


def choose_own_server(window: MainWindow) -> None:
    choice = window.desk.connection.card.choice
    window.panels.top.connection.click()
    choice.rows["own"].click()
    choice.address.set_text("http://127.0.0.1:3000")
    choice.use.click()


def two_jobs(studio: StandInStudio) -> list[Job]:
    jobs = studio.queue.submit(GenerateRecipe("a knight"), 2)
    for job in jobs:
        studio.queue.send(job.id)
    return jobs


@pytest.mark.parametrize("answer", [WAIT, CANCEL, STAY])
def test_running_jobs_are_asked_about_before_a_switch(
    wired: MainWindow, studio: StandInStudio, session: StandInSession, on_loop: OnLoop, answer: str
) -> None:
    async def use() -> None:
        jobs = two_jobs(studio)
        choose_own_server(wired)
        choice = wired.desk.connection.card.choice
        assert choice.question == "2 pictures are being made."
        assert not session.opened
        choice.buttons[answer].click()
        if answer == WAIT:
            assert choice.question == "Switching when 2 pictures are done."
            assert state_of(wired) is ConnectionState.SWITCHING
            studio.queue.finish(jobs[0].id)
            assert choice.question == "Switching when 1 picture is done."
            assert not session.opened
            studio.queue.finish(jobs[1].id)
        if answer == STAY:
            assert not choice.question
            assert choice.rows["embedded"].isChecked()
            await asyncio.sleep(0.05)
            assert not session.opened
        else:
            await until(lambda: session.opened)
            assert session.opened[0][0] == "http://127.0.0.1:3000"
        assert studio.queue.cancelled == ([job.id for job in jobs] if answer == CANCEL else [])

    on_loop(use())


def test_closing_the_card_is_no_answer_and_nothing_is_switched(
    wired: MainWindow, studio: StandInStudio, session: StandInSession, on_loop: OnLoop
) -> None:
    async def use() -> None:
        (first, second) = two_jobs(studio)
        choose_own_server(wired)
        wired.desk.connection.card.dismiss()
        studio.queue.finish(first.id)
        studio.queue.finish(second.id)
        await asyncio.sleep(0.05)
        assert not session.opened

    on_loop(use())


def test_a_question_that_settles_itself_is_not_asked_any_longer(
    wired: MainWindow, studio: StandInStudio, session: StandInSession, on_loop: OnLoop
) -> None:
    async def use() -> None:
        (first, second) = two_jobs(studio)
        choose_own_server(wired)
        choice = wired.desk.connection.card.choice
        studio.queue.finish(first.id)
        assert choice.question == "1 picture is being made."
        studio.queue.finish(second.id)
        await until(lambda: session.opened)

    on_loop(use())


def test_what_comes_later_holds_no_switch_up(
    wired: MainWindow, studio: StandInStudio, session: StandInSession, on_loop: OnLoop
) -> None:
    async def use() -> None:
        (job,) = studio.queue.submit(GenerateRecipe("a knight"))
        studio.queue.send(job.id)
        studio.queue._change(replace(studio.queue.jobs[0], later_id="their-id"))
        choose_own_server(wired)
        await until(lambda: session.opened)
        assert studio.queue.cancelled == []

    on_loop(use())


def test_a_connection_that_can_not_be_opened_says_why_where_it_was_chosen(
    wired: MainWindow, session: StandInSession, on_loop: OnLoop
) -> None:
    session.refusal = StudioError("The library is locked.")

    async def use() -> None:
        choose_own_server(wired)
        choice = wired.desk.connection.card.choice
        await until(lambda: choice.complaint.text() == "The library is locked.")
        assert choice.rows["embedded"].isChecked()

    on_loop(use())


def test_game_level_and_key_open_the_connection_anew(
    wired: MainWindow, session: StandInSession, on_loop: OnLoop
) -> None:
    async def use() -> None:
        card = wired.desk.connection.card
        card.settings.level.choose("5.28")
        await until(lambda: session.opened)
        connection, settings = session.opened[0]
        assert connection == "embedded"
        assert settings.level_of("embedded") is LATEST_LEVEL
        await until(lambda: load_settings().settings.api_levels == {"embedded": "5.28"})

    on_loop(use())
