"""A scene: one state of the window, set up by what a person would do, and the sizes and themes it is rendered in."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.studio.studio import Studio
from rundot_studio.ui.main_window import MainWindow

WIDE = (1440, 900)
SMALL = (1024, 700)


@dataclass(frozen=True)
class Look:
    """How a scene is rendered."""

    size: tuple[int, int] = WIDE
    theme: str = "dark"
    language: str = "en"

    @property
    def suffix(self) -> str:
        return f"{self.size[0]}-{self.theme}-{self.language}"


EVERY_LOOK = tuple(
    Look(size, theme, code) for code in ("en", "de") for theme in ("dark", "light") for size in (WIDE, SMALL)
)
"""Both sizes, both themes, both languages."""
SOME_LOOKS = (Look(), Look(SMALL, "light"), Look(language="de"), Look(SMALL, "light", "de"))
"""Enough for what lies over the window: each size, theme and language once with another."""
ONE_LOOK = (Look(),)


@dataclass
class Stage:
    """What a scene has to work with."""

    window: MainWindow
    studio: Studio | None
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By the names that ``pictures.py`` gives them."""

    async def until(self, holds: Callable[[], object], seconds: float = 30.0) -> None:
        """Wait with the window alive; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not holds():  # noqa: ASYNC110 - what is waited for is a widget's state, and sets no event
                await asyncio.sleep(0.02)

    async def show(self, name: str) -> None:
        """Put a picture on the canvas, and wait for its pixels."""
        picture = self.pictures[name]
        self.window.desk.canvas.go_to(picture)
        await self.until(lambda: self.window.panels.canvas.canvas.key == picture.id)

    async def settle(self) -> None:
        """Until thumbnails and fades have come to rest."""
        for _turn in range(25):
            await asyncio.sleep(0.02)


SetUp = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True)
class Scene:
    """``library`` is ``full``, ``empty`` or ``none`` where the studio can't be opened; ``part`` what is rendered, where
    that is not the whole window."""

    name: str
    set_up: SetUp
    looks: tuple[Look, ...] = EVERY_LOOK
    library: str = "full"
    part: Callable[[MainWindow], QWidget] | None = None


SCENES: list[Scene] = []


def scene(*looks: Look, library: str = "full") -> Callable[[SetUp], SetUp]:
    """Register a coroutine as a scene under its own name."""

    def register(set_up: SetUp) -> SetUp:
        name = getattr(set_up, "__name__", "scene").replace("_", "-")
        SCENES.append(Scene(name, set_up, looks or EVERY_LOOK, library))
        return set_up

    return register


def file_of(folder: Path, name: str, look: Look) -> Path:
    return folder / f"{name}-{look.suffix}.png"
