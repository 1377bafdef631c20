"""The pictures of the user guide and the README, by name: so they can be made anew whenever the window changes.

``python -m tests.screens --guide`` writes each to ``resources/guide/pictures/NAME.png``, and to
``resources/guide/de/pictures`` in German, with few colours, so that the program stays small. In each file is noted
which of the program's words it shows: a test then knows a picture of a window that is no more.
"""

import asyncio
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, PngImagePlugin
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.controls.language import ENGLISH
from rundot_studio.ui.main_window import MainWindow
from tests.ui.foreign_words import painted_texts

from . import scenes
from .rendering import grabbed
from .scene import Look, Scene, SetUp, Stage

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "guide"
WIDE = (1280, 800)
NARROW = (1120, 720)
"""Little more than the smallest window: a page of the guide is narrow, and its words are to be read."""
COLOURS = 192
ROUNDS = 3
"""In which the palette is fitted to the picture."""
SHOWS = "Shows"
"""The key in the file of those words of the program that the picture shows, a line each."""
EXPORTED = ("cut", "potion", "shield", "sword", "gem", "chest")


@dataclass(frozen=True)
class GuidePicture:
    name: str
    set_up: SetUp
    theme: str = "dark"
    part: Callable[[MainWindow], QWidget] | None = None
    size: tuple[int, int] = NARROW
    languages: tuple[str, ...] = ("en", "de")


async def prompt_with_alternatives(stage: Stage) -> None:
    stage.window.panels.prompt.prompt.set_text("a {red|blue|green} slime with a __weapon__, game icon")


async def touching_up(stage: Stage) -> None:
    await stage.show("cut")
    await stage.until(lambda: stage.window.panels.canvas.canvas.can_compare)
    stage.window.commands.run("touch-up")
    await asyncio.sleep(0.5)


async def depth_relief(stage: Stage) -> None:
    await stage.show("castle")
    stage.window.commands.run("depth-relief")
    await asyncio.sleep(2)


async def matrix(stage: Stage) -> None:
    await stage.until(lambda: stage.window.panels.prompt.words.lists_known)
    stage.window.panels.prompt.prompt.set_text("a {red|blue} knight")
    stage.window.commands.run("matrix")
    await asyncio.sleep(0.5)
    for chip in stage.window.desk.matrix.sheet.down.value_chips[1:4]:
        chip.click()
    await asyncio.sleep(0.5)


async def gallery_alone(stage: Stage) -> None:
    stage.window.commands.run("only-gallery")
    await asyncio.sleep(1)


async def export(stage: Stage) -> None:
    assert stage.studio is not None
    game = stage.studio.library.folder.parent / "forest-quest"
    game.mkdir()
    (game / "project.godot").write_text("config_version=5\n", encoding="utf-8")
    exporting = stage.window.furnish().exporting
    exporting.projects.link(game)
    await stage.until(lambda: exporting.projects.chosen is not None)
    exporting.export_pictures([stage.pictures[name].id for name in EXPORTED])
    await stage.until(lambda: exporting.sheet is not None)
    await asyncio.sleep(1)
    assert exporting.sheet is not None
    exporting.sheet.options.name.edit.clear()
    QTest.keyClicks(exporting.sheet.options.name.edit, "items")
    await asyncio.sleep(3)


GUIDE_PICTURES = (
    GuidePicture("window", scenes.working, size=WIDE),
    GuidePicture("window-light", scenes.working, theme="light", size=WIDE, languages=("en",)),
    GuidePicture("before-and-after", scenes.before_and_after),
    GuidePicture("prompt", prompt_with_alternatives, part=lambda window: window.panels.prompt),
    GuidePicture("matrix", matrix),
    GuidePicture("touch-up", touching_up),
    GuidePicture("depth-relief", depth_relief, size=WIDE),
    GuidePicture("gallery", gallery_alone, size=(1280, 560)),
    GuidePicture("export", export, size=WIDE),
    GuidePicture("connection", scenes.connection),
    GuidePicture("problems", scenes.problems),
)


def picture_file(name: str, language: str, folder: Path = FOLDER) -> Path:
    """Where the pages in that language look for a picture."""
    return (folder if language == ENGLISH else folder / language) / "pictures" / f"{name}.png"


async def render_for_guide(app: QApplication, wanted: GuidePicture, language: str, library: Path, folder: Path) -> Path:
    """Render one of them for the pages below ``folder``; gives the file."""
    texts: list[str] = []
    scene = Scene(wanted.name, wanted.set_up, part=wanted.part)
    look = Look(wanted.size, wanted.theme, language)
    image = await grabbed(app, scene, look, library, lambda part: texts.extend(painted_texts(part)))
    file = picture_file(wanted.name, language, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(small_png(image, words_of_the_program(language).intersection(texts)))
    return file


def words_of_the_program(language: str) -> set[str]:
    """All that the window says in a language; the keys of the German catalogue are every English word."""
    catalogue = json.loads((FOLDER.parent / "languages" / "de.json").read_text(encoding="utf-8"))["words"]
    return {key.rpartition("|")[2] for key in catalogue} if language == ENGLISH else set(catalogue.values())


def small_png(image: QImage, words: Iterable[str]) -> bytes:
    """The picture as PNG with a palette: a third of the bytes, and no difference to be seen in a guide."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs name bytes for the format, Qt takes text
    noted = PngImagePlugin.PngInfo()
    noted.add_itxt(SHOWS, "\n".join(sorted(words)), zip=True)
    with Image.open(io.BytesIO(bytes(buffer.data().data()))) as read:
        reduced = read.convert("RGB").quantize(COLOURS, kmeans=ROUNDS)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True, pnginfo=noted)
    return out.getvalue()
