"""What the connection's button and card show of a service: models, state, and their own shape."""

import asyncio
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
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.connection.state import ConnectionState
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.prompt.model_card import ModelRow
from tests.ui.conftest import OnLoop, until
from tests.ui.connection_stand_in import identity_hosts, signed_out_studio, state_of
from tests.ui.stand_in import StandInConnection, StandInStudio


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
