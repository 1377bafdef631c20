"""One window for each scene and look, offscreen, set up and grabbed."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.controls.language import hush, speak
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.studio_session import StudioSession
from rundot_studio.ui.session.window_memory import WindowMemory

from .pictures import make_pictures, named_pictures
from .scene import Look, Scene, Stage, file_of


def settings_in(folder: str) -> None:
    """Settings and projects neither of whoever renders nor of the scene before."""
    for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
        os.environ[f"XDG_{kind}_HOME"] = folder


async def prepare(folder: Path) -> None:
    """Make the pictures that all scenes show."""
    await make_pictures(folder)


async def render(app: QApplication, scene: Scene, look: Look, library: Path, target: Path) -> Path:
    """Render one scene into ``target``; gives the file."""
    file = file_of(target, scene.name, look)
    (await grabbed(app, scene, look, library)).save(str(file))
    return file


async def grabbed(
    app: QApplication, scene: Scene, look: Look, library: Path, seen: Callable[[QWidget], None] = lambda _part: None
) -> QImage:
    """The window in that state, or the part of it that the scene names, which ``seen`` is given too.

    The library is copied: scenes do not meet.
    """
    speak(app, look.language)
    with tempfile.TemporaryDirectory() as temporary:
        settings_in(temporary)
        folder = Path(temporary) / "library"
        if scene.library == "full":
            shutil.copytree(library, folder)
        elif scene.library == "none":
            folder.write_text("This is a file, not a folder.")
        memory = WindowMemory()
        memory.put("appearance", {"theme": look.theme, "text": 100, "motion": "less"})
        window = MainWindow(memory)
        window.resize(*look.size)
        window.show()
        window.activateWindow()
        session = StudioSession(window, folder)
        try:
            await session.open(None)
            studio = window.desk.studio
            stage = Stage(window, studio, named_pictures(studio) if studio is not None else {})
            await stage.settle()
            await scene.set_up(stage)
            await stage.settle()
            part = scene.part(window) if scene.part else window
            image = part.grab().toImage()
            seen(part)
        finally:
            window.finish()
            await window.desk.errands.ended()
            await session.end()
            window.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            await asyncio.sleep(0)
            hush(app)
    return image
