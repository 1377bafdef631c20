"""Choosing a connection and signing in, from the window down to real services: on the window's own event loop."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from rundot_studio.domain.catalog import LATEST_LEVEL
from rundot_studio.domain.errors import NotSignedIn, Problem, ServiceRefused, ServiceUnreachable, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.secret import Secret
from rundot_studio.library.library import Library
from rundot_studio.studio.account import Account, Stores
from rundot_studio.studio.secrets import SecretsFile, SecretsUnusable, SessionOnly
from rundot_studio.studio.settings import Settings, config_folder, load_settings
from rundot_studio.ui.connection_state import ConnectionState
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.model_card import ModelRow
from rundot_studio.ui.service_choice import CANCEL, STAY, WAIT
from rundot_studio.ui.studio_session import StudioSession

from .conftest import OnLoop, until
from .stand_in import StandInConnection, StandInService, StandInStudio

SECRET = "rk_this_must_never_be_seen"


class StandInSession:
    """Notes what is to be opened, and attaches the next studio."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, Settings]] = []
        self.refusal: StudioError | None = None

    async def reopen(self, connection: str, settings: Settings) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.opened.append((connection, settings))


class NoKeychain:
    label = "no keychain"

    def get(self, name: str) -> Secret | None:
        return None

    def put(self, name: str, secret: Secret) -> None:
        raise SecretsUnusable("This computer has no keychain that can be used.", "--store file")

    def forget(self, name: str) -> bool:
        return False


@pytest.fixture
def session() -> StandInSession:
    return StandInSession()


@pytest.fixture
def wired(window: MainWindow, studio: StandInStudio, session: StandInSession) -> MainWindow:
    window.attach(studio, session)  # type: ignore[arg-type]
    return window


def state_of(window: MainWindow) -> ConnectionState:
    return window.panels.top.connection.state


# --- switching ---


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


# --- what the service can do ---


def test_the_panel_follows_what_the_service_takes(wired: MainWindow, studio: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        studio.capability.level = LATEST_LEVEL
        studio.capability.names = ("gemini-3.1-flash-image-preview", "gpt-image-1", "painter-of-tomorrow")
        studio.capability.changed.emit()
        model = wired.panels.prompt.model
        model.open_list()
        rows = {row.model.name: row for row in wired.findChildren(ModelRow) if row.isVisible()}
        assert "gemini-3.1-flash-lite-image" in rows
        refused = rows["gpt-image-2"]
        assert not refused.isEnabled()
        assert refused.model.more == "The service does not list it for this game."
        assert "does not list it" in refused.accessibleName()
        rows["painter-of-tomorrow"].click()
        assert wired.panels.prompt.recipe().model == "painter-of-tomorrow"
        assert "10" in wired.panels.prompt.references._count.text()

    on_loop(use())


def test_a_retired_model_warns_at_its_card_before_anything_is_sent(wired: MainWindow) -> None:
    panel = wired.panels.prompt
    panel.model.choose("gpt-image-1")
    assert panel.caution.isVisible()
    assert "retired" in panel.caution.text()
    panel.model.choose("gpt-image-2")
    assert not panel.caution.isVisible()


# --- how it is ---


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (NotSignedIn("Nobody is signed in."), ConnectionState.SIGN_IN_NEEDED),
        (ServiceUnreachable("There is no connection."), ConnectionState.UNREACHABLE),
        (ServiceRefused(500, "It is broken."), ConnectionState.UNREACHABLE),
        (ServiceRefused(404, "There is no such list."), ConnectionState.WORKING),
    ],
)
def test_the_dot_tells_what_a_look_at_the_service_brought(
    window: MainWindow, studio: StandInStudio, on_loop: OnLoop, error: StudioError, state: ConnectionState
) -> None:
    async def use() -> None:
        studio.connection = StandInConnection("run", "RUN", offline=False)
        studio.capability.refusal = error
        window.attach(studio)  # type: ignore[arg-type]
        await until(lambda: state_of(window) is state)
        assert error.message in window.panels.top.connection.toolTip()

    on_loop(use())


def test_the_dot_follows_what_becomes_of_jobs(wired: MainWindow, studio: StandInStudio) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a knight"))
    later = datetime.now(UTC) + timedelta(seconds=12)
    limited = Problem("RATE_LIMITED", "Too many calls")
    studio.queue._change(replace(job, problem=limited, waits_until=later))
    assert state_of(wired) is ConnectionState.WAITING
    studio.queue.send(job.id)
    assert state_of(wired) is ConnectionState.WORKING
    studio.queue.fail(job.id, Problem("SERVICE_UNREACHABLE", "There is no connection", "", "retry"))
    assert state_of(wired) is ConnectionState.UNREACHABLE


# --- signing in ---


def signed_out_studio(
    studio: StandInStudio, tmp_path: Path, http: httpx.AsyncClient, home: str = "/none"
) -> StandInStudio:
    stores = Stores(SessionOnly(), SecretsFile(tmp_path / "secrets.json"), NoKeychain())
    settings = Settings(web_api_key="web", base_url="https://api.example")
    account = Account(http, "https://api.example", settings, hosted=True, stores=stores, environment={"HOME": home})
    studio.settings = settings
    studio.connection = StandInConnection("run", "RUN", offline=False)
    studio.service = StandInService(account)
    studio.capability.refusal = NotSignedIn("This service needs an account, and none is signed in.")
    return studio


def identity_hosts(request: httpx.Request) -> httpx.Response:
    if request.url.path.endswith("exchange-api-key"):
        return httpx.Response(200, json={"data": {"customToken": "custom"}})
    return httpx.Response(200, json={"idToken": "a.b.c", "refreshToken": "r", "expiresIn": "3600"})


def test_a_deploy_key_is_kept_where_the_artist_says_when_there_is_no_keychain(
    window: MainWindow, studio: StandInStudio, tmp_path: Path, on_loop: OnLoop, caplog: pytest.LogCaptureFixture
) -> None:
    async def use() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(identity_hosts)) as http:
            window.attach(signed_out_studio(studio, tmp_path, http))  # type: ignore[arg-type]
            section = window.desk.connection.card.account
            await until(lambda: state_of(window) is ConnectionState.SIGN_IN_NEEDED)
            studio.queue.submit(GenerateRecipe("a knight"))
            studio.queue.fail(studio.queue.jobs[0].id, Problem("NOT_SIGNED_IN", "Nobody", "", "sign-in"))
            (row,) = window.panels.side.queue.rows
            assert row.button.text() == "Sign in"
            row.button.click()
            assert section.secret.edit.hasFocus()
            section.secret.set_text(SECRET)
            section.sign_in.click()
            assert state_of(window) is ConnectionState.SIGNING_IN
            await until(lambda: "no keychain" in section.complaint.text())
            assert "“This session” or “A file”" in section.complaint.text()
            assert row.button.text() == "Sign in"
            await until(lambda: state_of(window) is ConnectionState.SIGN_IN_NEEDED)
            assert not window.desk.connection.card.state.isVisible()  # the account says it already
            section.store.choose("session")
            studio.capability.refusal = None
            section.sign_in.click()
            await until(lambda: section.words == "Signed in by a deploy key. It renews itself.")
            await until(lambda: state_of(window) is ConnectionState.WORKING)
            assert section.secret.text == ""
            assert row.button.text() == "Retry"
            section.sign_out.click()
            await until(lambda: section.secret.isVisible())
            window.finish()
            await window.desk.errands.ended()

    on_loop(use())
    assert SECRET not in caplog.text
    assert SECRET not in "".join(path.read_text() for path in tmp_path.rglob("*.json"))
    assert SECRET[3:] not in window.windowTitle()


def test_a_playground_key_gets_its_sentence_and_is_wiped(
    window: MainWindow, studio: StandInStudio, tmp_path: Path, on_loop: OnLoop
) -> None:
    async def use() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(identity_hosts)) as http:
            window.attach(signed_out_studio(studio, tmp_path, http))  # type: ignore[arg-type]
            window.panels.top.connection.click()
            section = window.desk.connection.card.account
            await until(lambda: section.secret.isVisible())
            section.secret.set_text("pk_a_playground_key")
            section.sign_in.click()
            await until(lambda: "playground" in section.complaint.text())
            assert section.secret.text == ""
            window.finish()
            await window.desk.errands.ended()

    on_loop(use())


def test_a_session_of_the_vendors_tool_is_found_when_one_looks_again(
    window: MainWindow, studio: StandInStudio, tmp_path: Path, on_loop: OnLoop
) -> None:
    ends = datetime.now(UTC) + timedelta(hours=1)
    file = Path.home() / ".rundot" / "prod.session.json"

    async def use() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(identity_hosts)) as http:
            signed_out_studio(studio, tmp_path, http, str(Path.home()))
            window.attach(studio)  # type: ignore[arg-type]
            window.panels.top.connection.click()
            section = window.desk.connection.card.account
            await until(lambda: state_of(window) is ConnectionState.SIGN_IN_NEEDED)
            file.parent.mkdir(parents=True)
            file.write_text(json.dumps({"accessToken": "a.b.c", "expiresAtUnixTimeMs": ends.timestamp() * 1000}))
            studio.capability.refusal = None
            await until(section.look.isVisible)
            section.look.click()
            end = ends.astimezone().strftime("%H:%M")
            await until(lambda: section.words.startswith("Signed in by the session of the rundot command."))
            assert section.words.endswith(f"{end}.")
            await until(lambda: state_of(window) is ConnectionState.WORKING)
            section.sign_out.click()
            await until(lambda: "not kept by the studio" in section.words)
            await asyncio.sleep(0.1)
            assert "not kept by the studio" in section.words
            window.finish()
            await window.desk.errands.ended()

    on_loop(use())


def test_what_was_typed_is_wiped_when_the_card_is_closed(
    window: MainWindow, studio: StandInStudio, tmp_path: Path, on_loop: OnLoop
) -> None:
    async def use() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(identity_hosts)) as http:
            window.attach(signed_out_studio(studio, tmp_path, http))  # type: ignore[arg-type]
            window.panels.top.connection.click()
            card = window.desk.connection.card
            card.account.secret.set_text(SECRET)
            card.dismiss()
            assert card.account.secret.text == ""
            window.finish()
            await window.desk.errands.ended()

    on_loop(use())


def test_what_was_left_from_another_connection_says_where_it_would_go(wired: MainWindow, studio: StandInStudio) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a knight"))
    wired.hold([replace(job, connection="run"), job])
    problem = wired.panels.side.queue.rows[0].job.problem
    assert problem is not None
    assert problem.hint == "It was not sent. Send it now, or dismiss it."
    wired.hold([replace(job, connection="run")])
    problem = wired.panels.side.queue.rows[0].job.problem
    assert problem is not None
    assert problem.hint == "It was ordered from another service. Send it to Embedded engine, or dismiss it."


def test_a_job_whose_sign_in_failed_waits_for_the_artists_word(wired: MainWindow, studio: StandInStudio) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a knight"))
    studio.queue.fail(job.id, Problem("NOT_SIGNED_IN", "Nobody is signed in", "", "sign-in"))
    wired.desk.jobs.signed_in()
    assert studio.queue.retried == []
    assert studio.queue.jobs[0].state is JobState.FAILED
    wired.panels.side.queue.rows[0].button.click()
    assert studio.queue.retried == [job.id]


# --- the card as a whole ---


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (960, 620)])
def test_everything_in_the_open_card_is_named_fits_and_is_reached_by_tab(
    window: MainWindow, studio: StandInStudio, tmp_path: Path, on_loop: OnLoop, width: int, height: int
) -> None:
    async def use() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(identity_hosts)) as http:
            window.attach(signed_out_studio(studio, tmp_path, http))  # type: ignore[arg-type]
            window.resize(width, height)
            window.panels.top.connection.click()
            card = window.desk.connection.card
            await until(card.account.secret.isVisible)
            card.choice.rows["own"].click()
            card.choice.address.set_text("http://127.0.0.1:3000")
            card.choice.ask(2)
            card.account.secret.set_text("x")
            await asyncio.sleep(0.05)
            assert window.rect().contains(card.place)
            controls = [
                control
                for kind in (QAbstractButton, QLineEdit)
                for control in card.findChildren(kind)
                if control.isVisible()
            ]
            for control in controls:
                assert control.accessibleName()
                assert control.toolTip()
                assert control.width() >= control.minimumSizeHint().width(), control.accessibleName()
                right = control.mapTo(card.card, QPoint(control.width(), 0)).x()
                assert right <= card.place.width(), control.accessibleName()
            reached = set()
            for _ in controls:
                focused = window.focusWidget()
                assert focused is not None
                reached.add(focused)
                QTest.keyClick(focused, Qt.Key.Key_Tab)
            names = {widget.accessibleName() for widget in reached}
            assert {"Connect", "Switch when done", "Deploy key (rk_…) or token", "Sign in", "Game id"} <= names
            assert reached <= set(controls)
            window.finish()
            await window.desk.errands.ended()

    on_loop(use())
