"""The tour at each of its stops: the first ones over an empty library, the others beside a picture."""

from functools import partial

from PySide6.QtWidgets import QApplication

from .scene import SCENES, SOME_LOOKS, Scene, Stage

FIRST = ("write", "generate")
LATER = ("recipe", "seed", "cut-out", "star", "export", "find")


async def at_stop(name: str, stage: Stage) -> None:
    stage.window.commands.run("tour")
    tour = stage.window.touring.tour
    assert tour is not None
    if name in LATER:
        await stage.show("knight")
    elif name == "generate":
        stage.window.panels.empty.examples[0].click()
    tour.go_to(name)
    QApplication.processEvents()


async def panel_put_away(stage: Stage) -> None:
    """A stop about a panel that is not there says so, and offers to show it."""
    stage.window.panels.area.docks["picture"].close()
    await at_stop("recipe", stage)


for stop in FIRST:
    SCENES.append(Scene(f"tour-{stop}", partial(at_stop, stop), SOME_LOOKS, library="empty"))
for stop in LATER:
    SCENES.append(Scene(f"tour-{stop}", partial(at_stop, stop), SOME_LOOKS))
SCENES.append(Scene("tour-panel-put-away", panel_put_away, SOME_LOOKS))
