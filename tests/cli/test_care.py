"""library verify, rebuild, import, rescue, backup, restore, and jobs: run as people and scripts run them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library, now
from tests.imaging import samples

from .conftest import Ran, command, environment

Rundot = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    inbox = tmp_path / "in box"
    inbox.mkdir()
    (inbox / "knight.png").write_bytes(samples.png())
    (inbox / "castle.webp").write_bytes(samples.saved(samples.colours(seed=3), "WEBP", lossless=True))
    (inbox / "broken.png").write_bytes(samples.png()[:60])
    return inbox


def job(number: int, state: JobState, connection: str = "embedded", **answer: Any) -> Job:
    told = Answer("http://embedded/gone.png", deadline=now() + timedelta(days=7), **answer)
    answered = state in (JobState.ANSWERED, JobState.FAILED)
    problem = Problem("DOWNLOAD_FAILED", "No network.", action="retry") if state is JobState.FAILED else None
    recipe = GenerateRecipe("a coin, pixel art", seed=number)
    return Job(f"{number:010x}", recipe, connection, now(), state, answer=told if answered else None, problem=problem)


def add_jobs(folder: Path, *jobs: Job) -> None:
    library = Library(folder)
    library.journal.add(list(jobs))
    library.close()


def test_every_bad_file_of_an_import_is_named(rundot: Rundot, folder: Path, inbox: Path) -> None:
    (inbox / "moving.gif").write_bytes(samples.gif(2))
    (inbox / "empty.png").write_bytes(b"")
    (inbox / "text.jpg").write_text("no picture")
    imported = rundot("library", "import", inbox, inbox / "nowhere.png", "--json", library=folder)
    assert (imported.code, len(imported.json["pictures"]), imported.json["left"]) == (1, 2, [])
    failed = {Path(each["path"]).name: each for each in imported.json["failed"]}
    assert set(failed) == {"broken.png", "moving.gif", "empty.png", "text.jpg", "nowhere.png"}
    assert "GIF" in failed["moving.gif"]["message"]
    assert "PNG" in failed["moving.gif"]["hint"]
    told = rundot("library", "import", inbox, library=folder).err
    assert all(name in told for name in failed if name != "nowhere.png")


def test_import_verify_rebuild_backup_and_restore(typed: Rundot, folder: Path, inbox: Path, tmp_path: Path) -> None:
    imported = typed("library", "import", inbox, "--json", library=folder)
    assert imported.code == 1
    assert len(imported.json["pictures"]) == 2
    (failed,) = imported.json["failed"]
    assert failed["path"].endswith("broken.png")
    assert "damaged" in failed["message"]

    again = typed("library", "import", inbox / "knight.png", "--json", library=folder)
    assert again.code == 0
    assert again.json["duplicates"][0]["id"] in {picture["id"] for picture in imported.json["pictures"]}

    verified = typed("library", "verify", "--json", library=folder)
    assert verified.code == 0
    assert (verified.json["checked"], verified.json["clean"], verified.json["unknown"]) == (2, True, [])

    archive = tmp_path / "b.zip"
    assert typed("library", "backup", archive, "--json", library=folder).json["files"] == 3
    assert typed("library", "backup", archive, library=folder).code == 2
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    rebuilt = typed("library", "rebuild", "--json", library=folder)
    assert rebuilt.code == 0
    assert rebuilt.json["pictures"] == 2

    stored = Path(imported.json["pictures"][0]["libraryPath"])
    stored.write_bytes(stored.read_bytes() + b"!")
    Path(imported.json["pictures"][1]["libraryPath"]).unlink()
    (folder / "pictures" / "stray.png").write_bytes(samples.png())
    verified = typed("library", "verify", "--json", library=folder)
    assert verified.code == 1
    assert [finding["id"] for finding in verified.json["changed"]] == [imported.json["pictures"][0]["id"]]
    assert [finding["id"] for finding in verified.json["missing"]] == [imported.json["pictures"][1]["id"]]
    assert "library import" in verified.json["unknown"][0]["import"]

    restored = typed("library", "restore", archive, "--json", library=tmp_path / "restored")
    assert restored.code == 0
    assert restored.json["clean"] is True
    refused = typed("library", "restore", archive, library=tmp_path / "restored")
    assert refused.code == 1
    assert "not empty" in refused.err


def test_jobs_are_listed_and_forgotten(typed: Rundot, folder: Path) -> None:
    add_jobs(
        folder, job(1, JobState.QUEUED), job(2, JobState.SENT), job(3, JobState.FAILED), job(4, JobState.LOST, "run")
    )
    listed = typed("jobs", "list", "--json", library=folder).json["jobs"]
    assert [each["state"] for each in listed] == ["queued", "sent", "failed", "lost"]
    assert [each["mayBeBilled"] for each in listed] == [False, True, False, True]
    assert [each["atRisk"] for each in listed] == [False, False, True, False]
    forgotten = typed("jobs", "forget", "--json", library=folder).json
    assert (len(forgotten["forgotten"]), len(forgotten["kept"])) == (1, 1)
    named = typed("jobs", "forget", f"{1:010x}", f"{3:010x}", "--json", library=folder)
    assert len(named.json["forgotten"]) == 2
    assert typed("jobs", "forget", "ffff", library=folder).code == 2
    assert [each["id"] for each in typed("jobs", "list", "--json", library=folder).json["jobs"]] == [f"{2:010x}"]


def test_resume_sends_what_was_never_sent_and_leaves_what_may_be_billed(
    rundot: Rundot, typed: Rundot, folder: Path
) -> None:
    add_jobs(folder, job(1, JobState.QUEUED), job(2, JobState.SENT), job(3, JobState.QUEUED, "https://own.example"))
    resumed = rundot("jobs", "resume", "--json", library=folder)
    assert [picture["id"] for picture in resumed.json["pictures"]] == [f"{1:010x}"]
    assert [problem["code"] for problem in resumed.json["failed"]] == ["ANSWER_LOST"]
    assert "https://own.example" in resumed.err
    states = {each["id"]: each["state"] for each in typed("jobs", "list", "--json", library=folder).json["jobs"]}
    assert states == {f"{2:010x}": "lost", f"{3:010x}": "queued"}
    named = rundot("jobs", "resume", f"{2:010x}", "--json", library=folder)
    assert [picture["id"] for picture in named.json["pictures"]] == [f"{2:010x}"]


def test_rescue_says_what_is_left(rundot: Rundot, typed: Rundot, folder: Path) -> None:
    assert "No picture is at risk" in rundot("library", "rescue", library=folder).out
    add_jobs(folder, job(1, JobState.ANSWERED))
    rescued = typed("library", "rescue", "--json", library=folder)
    document = json.loads(rescued.out)
    assert document["pictures"] == []
    assert rescued.code == (1 if document["atRisk"] or document["expired"] else 0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_a_backup_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    library = Library(folder)
    for number in range(150):
        library.keep_source(number.to_bytes(2, "big") + bytes(1_000_000), "png")
    library.close()
    target = tmp_path / "out" / "b.zip"
    running = subprocess.Popen(
        command("--library", folder, "library", "backup", target),
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("out/.b.zip.part")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130, err
    assert "Traceback" not in err
    assert list((tmp_path / "out").iterdir()) == []
