"""Scenes of what nobody expected: an error in the window, the day after a crash, and reports looked at again."""

import asyncio
from datetime import datetime

from rundot_studio.studio.crash_files import write_report
from rundot_studio.studio.crash_report import failure_of, report_text
from rundot_studio.ui.crash.toolkit import facts
from rundot_studio.ui.crash.watch import ErrorWatch

from .scene import SOME_LOOKS, Stage, scene

NOON = datetime(2026, 3, 2, 12, 0, 0).astimezone()


def an_error(divisor: int = 0) -> Exception:
    try:
        1 // divisor
    except ZeroDivisionError as error:
        return error
    raise AssertionError("there is no error to show")


@scene(*SOME_LOOKS)
async def something_went_wrong(stage: Stage) -> None:
    """The same error, three times."""
    watch = ErrorWatch()
    crash = stage.window.furnish().crash
    watch.facts, watch.private = crash.facts, crash.private_words
    watch.listen(crash.tell)
    for _time in range(3):
        watch.take(an_error(), logged=True)
    await stage.until(lambda: crash.sheet.isVisible())
    watch.remove()


@scene(*SOME_LOOKS)
async def crash_report(stage: Stage) -> None:
    """The newest report, unfolded."""
    write_report(report_text(failure_of(an_error()), NOON, facts("RUN")), NOON)
    stage.window.commands.run("crash-reports")
    stage.window.furnish().crash.sheet.content.read.click()
    await asyncio.sleep(0)


@scene(*SOME_LOOKS)
async def last_run_crashed(stage: Stage) -> None:
    report = write_report(report_text(failure_of(an_error()), NOON, facts("RUN")), NOON)
    assert report is not None
    stage.window.furnish().crash.tell_of_last_run([report])
    await stage.show("castle")
