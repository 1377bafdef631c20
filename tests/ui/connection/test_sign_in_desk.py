"""Signing in and out in the window, over an account that talks to stand-ins of the identity hosts."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.connection.state import ConnectionState
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.connection_stand_in import identity_hosts, signed_out_studio, state_of
from tests.ui.stand_in import StandInStudio

SECRET = "rk_this_must_never_be_seen"


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
            (row,) = window.panels.queue.rows
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
    problem = wired.panels.queue.rows[0].job.problem
    assert problem is not None
    assert problem.hint == "It was not sent. Send it now, or dismiss it."
    wired.hold([replace(job, connection="run")])
    problem = wired.panels.queue.rows[0].job.problem
    assert problem is not None
    assert problem.hint == "It was ordered from another service. Send it to Embedded engine, or dismiss it."


def test_a_job_whose_sign_in_failed_waits_for_the_artists_word(wired: MainWindow, studio: StandInStudio) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a knight"))
    studio.queue.fail(job.id, Problem("NOT_SIGNED_IN", "Nobody is signed in", "", "sign-in"))
    wired.desk.jobs.signed_in()
    assert studio.queue.retried == []
    assert studio.queue.jobs[0].state is JobState.FAILED
    wired.panels.queue.rows[0].button.click()
    assert studio.queue.retried == [job.id]
