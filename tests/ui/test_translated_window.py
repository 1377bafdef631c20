"""Nothing that can be seen escapes the translation: every bar, card, sheet, menu and state of the window is opened.

The library's words are numbers, so that any other word in English letters is one of the program's own.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import words
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, DepthRecipe, GenerateRecipe, Recipe, SourceImage
from rundot_studio.library.library import Library, now
from rundot_studio.studio.about import parts_with_licences
from rundot_studio.studio.crash_files import write_report
from rundot_studio.studio.crash_report import Failure, report_text
from rundot_studio.ui.controls.language import hush, take_words
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.crash.watch import Incident
from rundot_studio.ui.depth.choice import DepthView
from rundot_studio.ui.main_window import MainWindow

from .conftest import OnLoop, png, until
from .foreign_words import Foreign, seen_by_all
from .test_library_desk import opened

menus = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    """What comes from below the window."""
    return sorted(words.gather().sentences)


@pytest.fixture
def foreign(qapp: QApplication, sentences: list[str]) -> Iterator[None]:
    """Before the window is made."""
    take_words(qapp, Foreign(sentences), "xx")
    yield
    hush(qapp)


PROMPT = "{1|2|3} __4"
STYLES = (words.ROOT / "resources" / "styles" / "built-in.toml").read_text(encoding="utf-8")
CONTENT = "\n".join(
    (
        *(file.read_text(encoding="utf-8") for file in sorted((words.ROOT / "resources").glob("wildcards/*.txt"))),
        *(file.stem for file in sorted((words.ROOT / "resources").glob("wildcards/*.txt"))),
        "studio/log",
        STYLES,
        STYLES.replace("{prompt}", PROMPT),
        *(f"{part.name}\n{part.version}\n{part.licence}" for part in parts_with_licences()),
    )
)
"""Styles and wildcards are written in English, which the embedded engine reads; licences have names."""


class Seen:
    """What escaped, by what was open. ``content`` is what is no word of the program besides."""

    def __init__(self, window: MainWindow, content: str = "") -> None:
        self.window = window
        self._content = f"{CONTENT}\n{content}"
        self.escaped: dict[str, set[str]] = {}
        self._known: set[str] = set()

    def look(self, name: str) -> None:
        """Note what escapes now and did not before."""
        found = seen_by_all(self._content) - self._known
        self._known |= found
        if found:
            self.escaped[name] = found

    @property
    def told(self) -> str:
        return "\n".join(f"{name}: {text!r}" for name, texts in self.escaped.items() for text in sorted(texts))

    async def open(self, name: str, opens: Callable[[], object]) -> None:
        """Open something, look, and close it again."""
        opens()
        await asyncio.sleep(0.05)
        self.look(name)
        for popover in self.window.findChildren(Popover):
            popover.dismiss()


def store(library: Library, number: int, recipe: Recipe, parent: str | None = None) -> Picture:
    answer = Answer("https://cdn.example/1.png", f"{number}", "gpt-image-2", number)
    job = Job(f"{number:010x}", recipe, "embedded", now(), JobState.ANSWERED, parent_id=parent, answer=answer)
    alpha = isinstance(recipe, CutoutRecipe)
    return library.store(job, png(64, 64, alpha=alpha), "png", (64, 64), alpha)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with a picture, its cut-out and its depth map, on a board, with stars."""
    folder = tmp_path / "11"
    library = Library(folder)
    first = store(library, 1, GenerateRecipe("42 42", negative_prompt="43", seed=7))
    source = SourceImage(first.path, picture_id=first.id)
    store(library, 2, CutoutRecipe(source), first.id)
    store(library, 3, DepthRecipe(source), first.id)
    store(library, 4, GenerateRecipe("44 44", seed=8))
    library.close()
    return folder


@menus
def test_the_window_and_what_the_gallery_opens(
    foreign: None, window: MainWindow, folder: Path, on_loop: OnLoop
) -> None:
    seen = Seen(window)

    async def use() -> None:
        seen.look("no studio")
        async with opened(window, folder):
            view, bar, desk = window.panels.gallery.view, window.panels.gallery.filters, window.desk
            await until(lambda: desk.picture is not None)
            seen.look("first picture")
            for button in (bar.kind, bar.model, bar.rating, bar.more, bar.order, bar.boards):
                await seen.open("filters", button.click)
            view.select_row(1)
            desk.marking.star_selected(4)
            await until(window.panels.status.undo.isVisible)
            seen.look("stars")
            desk.marking.create_board("55", with_selected=True)
            await asyncio.sleep(0.3)
            seen.look("a board")
            await seen.open("boards", desk.marking.show_boards)
            await seen.open("quick look", desk.browsing.open_look)
            desk.browsing.open_menu(QPoint(0, 0))
            seen.look("menu of a picture")
            desk.browsing.menu.close()
            view.selection.all()
            seen.look("selection")
            desk.browsing.open_menu(QPoint(0, 0))
            seen.look("menu of pictures")
            desk.browsing.menu.close()
            window.panels.top.search.set_text("99")
            await asyncio.sleep(0.3)
            seen.look("nothing found")

    on_loop(use())
    assert not seen.escaped, seen.told


def test_what_makes_pictures(foreign: None, window: MainWindow, folder: Path, on_loop: OnLoop) -> None:
    seen = Seen(window)

    async def use() -> None:
        async with opened(window, folder):
            prompt, desk = window.panels.prompt, window.desk
            await until(lambda: desk.picture is not None and prompt.words.lists_known)
            prompt.prompt.set_text(PROMPT)
            seen.look("alternatives")
            await seen.open("models", prompt.model.open_list)
            for name in ("styles", "edit-styles", "edit-wildcards", "matrix", "connection"):
                await seen.open(name, lambda name=name: window.commands.run(name))
                await asyncio.sleep(0.2)
                seen.look(name)
            for count, problem in enumerate(PROBLEMS):
                recipe = GenerateRecipe("45")
                job = Job(f"{count}", recipe, "run", datetime.now(UTC), JobState.FAILED, problem=problem)
                desk.studio.queue.job_added.emit(job)
            lost = Job("77", recipe, "run", datetime.now(UTC), JobState.LOST, problem=PROBLEMS[0])
            desk.studio.queue.job_added.emit(lost)
            await asyncio.sleep(0.1)
            seen.look("problems")

    on_loop(use())
    assert not seen.escaped, seen.told


PROBLEMS = (
    Problem("IMAGE_GEN_SAFETY_FILTER", "Blocked by the safety filter", "Change the words and send again.", "reword"),
    Problem("RATE_LIMITED", "Rate limit exceeded", "Your own limit is reached. Try again in a moment.", "retry"),
    Problem("HTTP_401", "Unauthorized", "Sign in again.", "sign-in"),
    Problem("INVALID_PARAMETER", "5: 6 is not allowed; it must be a whole number from 1 to 9", "", "reword"),
    Problem("SERVICE_UNREACHABLE", "There is no connection to 7 (8).", "Check the network and the address.", "retry"),
)


@menus
def test_what_is_done_with_a_picture(foreign: None, window: MainWindow, folder: Path, on_loop: OnLoop) -> None:
    seen = Seen(window)

    async def use() -> None:
        async with opened(window, folder):
            desk, canvas = window.desk, window.panels.canvas
            await until(lambda: desk.picture is not None)
            for row in range(4):
                window.panels.gallery.view.select_row(row)
                await asyncio.sleep(0.2)
                seen.look(f"picture {row}")
            for view in DepthView:
                if view is not DepthView.RELIEF:  # drawn by OpenGL, which the screen of the tests has not
                    await seen.open(view.value, lambda view=view: desk.depth.open_view(view))
            await seen.open("depth export", desk.depth.open_export)
            desk.depth.close_views()
            await seen.open("look", canvas.open_look)
            for tool in ("cut-out", "upscale", "depth"):
                await seen.open(tool, lambda tool=tool: desk.tools.open_settings(tool))
            for name in ("add-tag", "write-note", "open-in"):
                await seen.open(name, lambda name=name: window.commands.run(name))
            window.panels.gallery.view.selection.all()
            window.commands.run("compare")
            await asyncio.sleep(0.2)
            seen.look("compare")
            for tool in ("cut-out", "upscale", "depth"):
                await seen.open(tool, lambda tool=tool: desk.tools.open_settings(tool))
            window.panels.area._open_menu("queue", QPoint(0, 0))
            seen.look("menu of a panel")
            for menu in QApplication.topLevelWidgets():
                if menu is not window:
                    menu.close()

    on_loop(use())
    assert not seen.escaped, seen.told


def test_what_a_first_start_tells(foreign: None, window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    seen = Seen(window, f"{tmp_path}/12")

    async def use() -> None:
        async with opened(window, tmp_path / "12"):
            await until(lambda: window.panels.empty.foot is not None)
            for example in window.panels.empty.examples:
                example.hide()  # English, as the engine reads it
            seen.look("welcome")
            await seen.open("tour", lambda: window.commands.run("tour"))
            tour = window.touring.tour
            assert tour is not None
            for stop in tour.stops:
                await seen.open(stop.name, lambda name=stop.name: tour.go_to(name))
            window.panels.area.docks["picture"].close()
            await seen.open("a panel put away", lambda: tour.go_to("recipe"))

    on_loop(use())
    assert not seen.escaped, seen.told


def test_what_belongs_to_the_program(foreign: None, window: MainWindow, folder: Path, on_loop: OnLoop) -> None:
    seen = Seen(window)

    async def use() -> None:
        async with opened(window, folder):
            await until(lambda: window.desk.picture is not None)
            for name in ("preferences", "about", "log", "shortcuts", "palette", "project", "local-ai"):
                await seen.open(name, lambda name=name: window.commands.run(name))
            for name in ("update-project", "project-links", "verify-library"):
                await seen.open(name, lambda name=name: window.commands.run(name))
                await asyncio.sleep(0.2)
                seen.look(name)
            crash = window.furnish().crash
            window.commands.run("crash-reports")
            seen.look("no crash report")
            reports = [write_report(report_text(Failure("7", "8"), now(), ""), now()) for _time in range(2)]
            await seen.open("crash report", lambda: window.commands.run("crash-reports"))
            crash.tell_of_last_run([each for each in reports if each is not None])
            seen.look("last run")
            incidents = [Incident(Failure(f"{each}", "8"), now(), count=each, report="8") for each in (5, 66, 7)]
            for count in (1, 2, 3):
                await seen.open("an error", lambda count=count: crash.tell(incidents[:count]))
            crash.sheet.dismiss()
            crash.tell([Incident(Failure("9", "8"), now())])
            seen.look("an error again")
            window.panels.gallery.view.selection.all()
            window.commands.run("export")
            await asyncio.sleep(1)
            seen.look("export")

    on_loop(use())
    assert not seen.escaped, seen.told
