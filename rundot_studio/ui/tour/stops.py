"""What the tour says, and of what: the loop from an idea to a sprite in the game, with the window's real parts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.connection.state import EMBEDDED
from rundot_studio.ui.controls.describe import shortcut_text

from .doings import Doing

if TYPE_CHECKING:
    from rundot_studio.ui.main_window import MainWindow

translate = QCoreApplication.translate
END = ""


def _no_widgets() -> Sequence[QWidget]:
    return ()


@dataclass(frozen=True)
class Stop:
    """``part`` gives the widgets it may point at, the best one first; the first that can be seen is taken.

    ``dock`` is the panel they lie in, which is brought to the front; empty for what is always there.
    ``leads`` names for what the artist does the stop that follows by itself, :data:`END` for none.
    ``free`` gives what the card should not cover besides, the most important first.
    ``does`` does for the artist what the stop asks for, where that costs nothing, and ``hint`` says so.
    """

    name: str
    title: str
    words: str
    part: Callable[[], Sequence[QWidget]]
    dock: str = ""
    leads: Mapping[Doing, str] = field(default_factory=dict)
    free: Callable[[], Sequence[QWidget]] = _no_widgets
    does: Callable[[], object] | None = None
    hint: str = ""


def stops_of(window: "MainWindow") -> tuple[Stop, ...]:
    """Words follow the connection that is open now, and the artist's own shortcuts."""
    embedded = _is_embedded(window)
    return (
        _write(window, embedded),
        _generate(window, embedded),
        _recipe(window),
        _seed(window),
        _cut_out(window),
        _star(window),
        _export(window),
        _find(window),
    )


def _write(window: "MainWindow", embedded: bool) -> Stop:
    panels = window.panels
    words = translate("Tour", "Write it here in a few plain words.")
    if panels.empty.isVisible():
        words = translate("Tour", "Write it here in a few plain words, or take one of the examples beside it.")
    return Stop(
        "write",
        translate("Tour", "Say what you would like to see"),
        words,
        lambda: (panels.prompt.prompt,),
        "prompt",
        {Doing.WROTE: "generate", Doing.ORDERED: "recipe"},
        free=lambda: (*panels.empty.examples, panels.prompt.generate_button),
        does=panels.empty.examples[0].click if embedded else None,
        hint=translate("Tour", "Next takes the first example."),
    )


def _generate(window: "MainWindow", embedded: bool) -> Stop:
    panels = window.panels
    words = translate("Tour", "{0} makes it, wherever the cursor is. What it costs stands above the button.")
    if embedded:
        words = translate(
            "Tour",
            "{0} makes it, wherever the cursor is. The embedded engine paints by rules on this computer: its pictures"
            " are placeholders. Hosted models are at the top right.",
        )
    return Stop(
        "generate",
        translate("Tour", "Make the picture"),
        words.format(_keys(window, "generate")),
        lambda: (panels.prompt.generate_button,),
        "prompt",
        {Doing.ORDERED: "recipe"},
        free=lambda: (panels.prompt.prompt, *_foot(window)),
        does=panels.prompt.send if embedded else None,
        hint=translate("Tour", "Next makes it for you."),
    )


def _recipe(window: "MainWindow") -> Stop:
    panels = window.panels
    return Stop(
        "recipe",
        translate("Tour", "The picture and its recipe"),
        translate(
            "Tour",
            "The picture comes into the middle. All that it was made from is kept here, and in its file. Press “use”"
            " beside the seed.",
        ),
        lambda: (panels.inspector.table, panels.area.docks["picture"]),
        "picture",
        {Doing.KEPT_SEED: "seed"},
        free=lambda: (panels.canvas,),
    )


def _seed(window: "MainWindow") -> Stop:
    panels = window.panels
    return Stop(
        "seed",
        translate("Tour", "Keep the seed"),
        translate(
            "Tour",
            "Locked, the same words make the same picture again, so a changed word shows what it does. Change one and"
            " make another. Open the lock for something new each time.",
        ),
        lambda: (panels.prompt.seed,),
        "prompt",
        {Doing.ORDERED: "cut-out"},
        free=lambda: (panels.prompt.generate_button, panels.prompt.prompt, panels.canvas),
    )


def _cut_out(window: "MainWindow") -> Stop:
    panels = window.panels
    words = translate(
        "Tour",
        "Cut out ({0}) removes the background. Each tool makes a new picture beside the old one: nothing is lost.",
    )
    return Stop(
        "cut-out",
        translate("Tour", "Cut it out"),
        _with_keys(words, window, "cut-out"),
        lambda: (panels.canvas.tools.buttons["cut-out"], panels.canvas, panels.empty),
        "",
        {Doing.CUT_OUT: "star"},
        free=lambda: (panels.canvas,),
    )


def _star(window: "MainWindow") -> Stop:
    panels = window.panels
    return Stop(
        "star",
        translate("Tour", "Star the good ones"),
        translate("Tour", "Click a star here, or press 1 to 5 in the gallery. Later “Rating” shows you only the best."),
        lambda: (panels.inspector.stars, panels.area.docks["picture"]),
        "picture",
        {Doing.STARRED: "export"},
        free=lambda: (panels.canvas,),
    )


def _export(window: "MainWindow") -> Stop:
    panels = window.panels
    words = translate(
        "Tour",
        "Export ({0}) makes sprites and atlases for Godot, Unity, Phaser and others. The project at the top left says"
        " which game they go into.",
    )
    return Stop(
        "export",
        translate("Tour", "Into the game"),
        _with_keys(words, window, "export"),
        lambda: (panels.canvas.tools.buttons["export"], panels.top.project),
        "",
        {Doing.OPENED_EXPORT: "find"},
        free=lambda: (panels.canvas,),
    )


def _find(window: "MainWindow") -> Stop:
    panels = window.panels
    words = translate("Tour", "{0} finds every command and every picture, and this tour again. {1} opens the guide.")
    return Stop(
        "find",
        translate("Tour", "Find anything"),
        words.format(_keys(window, "palette"), _keys(window, "guide")),
        lambda: (panels.top.palette_button,),
        "",
        {Doing.OPENED_PALETTE: END},
    )


def _keys(window: "MainWindow", action: str) -> str:
    """The shortcut as the artist has it; what the action is called where it has none."""
    found = window.commands[action]
    return shortcut_text(found.shortcut) if found.shortcut else found.words


def _with_keys(words: str, window: "MainWindow", action: str) -> str:
    """The shortcut in brackets, or none where the action has none."""
    shortcut = window.commands[action].shortcut
    return words.format(shortcut_text(shortcut)) if shortcut else words.replace(" ({0})", "")


def _foot(window: "MainWindow") -> Sequence[QWidget]:
    """Where the library is, which is said only once."""
    foot = window.panels.empty.foot
    return (foot,) if foot is not None else ()


def _is_embedded(window: "MainWindow") -> bool:
    """Also while there is no studio yet: it is what a first start opens."""
    studio = window.desk.studio
    return studio is None or studio.connection.name == EMBEDDED
