"""Scenes with something open: popovers, sheets, cards and bars over the window."""

import asyncio

from rundot_studio.ui.depth.choice import DepthView

from .scene import SOME_LOOKS, Stage, scene

PROMPT = "a {red|blue|green} __creature__ with a __weapon__"


@scene(*SOME_LOOKS)
async def more_filters(stage: Stage) -> None:
    stage.window.panels.gallery.filters.more.click()


@scene(*SOME_LOOKS)
async def order_and_groups(stage: Stage) -> None:
    stage.window.panels.gallery.filters.order.click()


@scene(*SOME_LOOKS)
async def boards(stage: Stage) -> None:
    """Two boards, and the field for a third."""
    stage.window.desk.marking.show_boards()


@scene(*SOME_LOOKS)
async def quick_look(stage: Stage) -> None:
    stage.window.panels.gallery.view.select_row(3)
    stage.window.desk.browsing.open_look()


@scene(*SOME_LOOKS)
async def several_selected(stage: Stage) -> None:
    """The bar of the selection, and what the pictures have in common."""
    stage.window.panels.gallery.view.selection.all()
    await asyncio.sleep(0.3)


@scene(*SOME_LOOKS)
async def alternatives(stage: Stage) -> None:
    await stage.until(lambda: stage.window.panels.prompt.words.lists_known)
    stage.window.panels.prompt.prompt.set_text(PROMPT)


@scene(*SOME_LOOKS)
async def models(stage: Stage) -> None:
    stage.window.panels.prompt.model.open_list()


@scene(*SOME_LOOKS)
async def styles(stage: Stage) -> None:
    await stage.until(lambda: stage.window.panels.prompt.words.lists_known)
    stage.window.commands.run("styles")


@scene(*SOME_LOOKS)
async def edit_styles(stage: Stage) -> None:
    stage.window.commands.run("edit-styles")


@scene(*SOME_LOOKS)
async def edit_wildcards(stage: Stage) -> None:
    stage.window.commands.run("edit-wildcards")


@scene(*SOME_LOOKS)
async def matrix(stage: Stage) -> None:
    await stage.until(lambda: stage.window.panels.prompt.words.lists_known)
    stage.window.panels.prompt.prompt.set_text(PROMPT)
    stage.window.commands.run("matrix")


@scene(*SOME_LOOKS)
async def cut_out_settings(stage: Stage) -> None:
    await stage.show("knight")
    stage.window.desk.tools.open_settings("cut-out")


@scene(*SOME_LOOKS)
async def upscale_settings(stage: Stage) -> None:
    await stage.show("knight")
    stage.window.desk.tools.open_settings("upscale")


@scene(*SOME_LOOKS)
async def depth_settings(stage: Stage) -> None:
    await stage.show("castle")
    stage.window.desk.tools.open_settings("depth")


@scene(*SOME_LOOKS)
async def how_pictures_look(stage: Stage) -> None:
    await stage.show("cut")
    stage.window.panels.canvas.open_look()


@scene(*SOME_LOOKS)
async def touch_up(stage: Stage) -> None:
    await stage.show("cut")
    stage.window.commands.run("touch-up")
    await asyncio.sleep(0.5)


@scene(*SOME_LOOKS)
async def depth_light(stage: Stage) -> None:
    await stage.show("castle")
    stage.window.desk.depth.open_view(DepthView.LIGHT)
    await asyncio.sleep(0.8)


@scene(*SOME_LOOKS)
async def depth_export(stage: Stage) -> None:
    await stage.show("castle")
    stage.window.desk.depth.open_view(DepthView.FOG)
    await asyncio.sleep(0.8)
    stage.window.desk.depth.open_export()


@scene(*SOME_LOOKS)
async def project(stage: Stage) -> None:
    stage.window.commands.run("project")


@scene(*SOME_LOOKS)
async def export(stage: Stage) -> None:
    """Eight pictures for a game."""
    view = stage.window.panels.gallery.view
    view.selection.rows_between(3, 10)
    stage.window.commands.run("export")
    await asyncio.sleep(2)


@scene(*SOME_LOOKS)
async def local_ai(stage: Stage) -> None:
    stage.window.commands.run("local-ai")


@scene(*SOME_LOOKS)
async def sign_in(stage: Stage) -> None:
    """The card of the connection where it asks for an account."""
    stage.window.desk.connection.ask_to_sign_in()
