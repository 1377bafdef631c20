"""The pictures of the user guide and the README, by name: so they can be made anew whenever the window changes.

``python -m tests.screens --guide`` writes each to ``resources/guide/pictures/NAME.png``, with at most 256 colours, so
that the program stays small.
"""

import asyncio
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.main_window import MainWindow

from . import scenes
from .rendering import grabbed
from .scene import Look, Scene, SetUp, Stage

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "guide" / "pictures"
SIZE = (1280, 800)
COLOURS = 256
EXPORTED = ("cut", "potion", "shield", "sword", "gem", "chest")


@dataclass(frozen=True)
class GuidePicture:
    name: str
    set_up: SetUp
    theme: str = "dark"
    part: Callable[[MainWindow], QWidget] | None = None
    size: tuple[int, int] = SIZE


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
    stage.window.panels.prompt.prompt.set_text("a {red|blue} knight, pixel art")
    stage.window.commands.run("matrix")
    await asyncio.sleep(0.5)


async def gallery_alone(stage: Stage) -> None:
    stage.window.commands.run("only-gallery")
    await asyncio.sleep(1)


async def export(stage: Stage) -> None:
    stage.window.furnish().exporting.export_pictures([stage.pictures[name].id for name in EXPORTED])
    await asyncio.sleep(1)
    sheet = stage.window.furnish().exporting.sheet
    assert sheet is not None
    sheet.options.page.chosen.emit("4096")
    await asyncio.sleep(3)


GUIDE_PICTURES = (
    GuidePicture("window", scenes.working),
    GuidePicture("window-light", scenes.working, theme="light"),
    GuidePicture("before-and-after", scenes.before_and_after),
    GuidePicture("prompt", prompt_with_alternatives, part=lambda window: window.panels.prompt),
    GuidePicture("matrix", matrix),
    GuidePicture("touch-up", touching_up),
    GuidePicture("depth-relief", depth_relief),
    GuidePicture("gallery", gallery_alone, size=(1280, 640)),
    GuidePicture("export", export),
    GuidePicture("connection", scenes.connection),
    GuidePicture("problems", scenes.problems),
)


async def render_for_guide(app: QApplication, wanted: GuidePicture, library: Path, target: Path) -> Path:
    """Render one of them into ``target``; gives the file."""
    scene = Scene(wanted.name, wanted.set_up, part=wanted.part)
    image = await grabbed(app, scene, Look(wanted.size, wanted.theme), library)
    file = target / f"{wanted.name}.png"
    file.write_bytes(small_png(image))
    return file


def small_png(image: QImage) -> bytes:
    """The picture as PNG with a palette: a third of the bytes, and no difference to be seen in a guide."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs name bytes for the format, Qt takes text
    with Image.open(io.BytesIO(bytes(buffer.data().data()))) as read:
        reduced = read.convert("RGB").quantize(COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()
