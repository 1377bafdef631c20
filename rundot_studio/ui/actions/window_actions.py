"""The actions that the window has from its start: making, finding, looking, and the tools."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.canvas.canvas_actions import add_canvas_actions
from rundot_studio.ui.canvas.tool_bar import SETTINGS_SHORTCUTS, ToolBar
from rundot_studio.ui.connection.button import SHORTCUT as CONNECTION_SHORTCUT
from rundot_studio.ui.crash.desk import add_crash_actions
from rundot_studio.ui.depth.depth_actions import add_depth_actions
from rundot_studio.ui.editors.desk import add_editor_actions
from rundot_studio.ui.inspector.inspector_actions import add_inspector_actions
from rundot_studio.ui.program.desk import add_program_actions
from rundot_studio.ui.prompt.panel import GENERATE_SHORTCUT
from rundot_studio.ui.prompt.prompt_actions import add_prompt_actions
from rundot_studio.ui.top_bar import PALETTE_SHORTCUT, SEARCH_SHORTCUT, SIDE_SHORTCUT, THEME_SHORTCUT
from rundot_studio.ui.tour.desk import add_tour_actions

from .actions import Actions

if TYPE_CHECKING:
    from rundot_studio.ui.docks.area import DockArea
    from rundot_studio.ui.main_window import MainWindow

translate = QCoreApplication.translate


def add_window_actions(actions: Actions, window: "MainWindow") -> None:
    """All of them work without a studio, if only to say that there is none yet."""
    panels, desk = window.panels, window.desk
    making, looking, tools, program = (
        translate("Actions", "Make"),
        translate("Actions", "Look"),
        translate("Actions", "Tools"),
        translate("Actions", "Program"),
    )
    actions.add(
        "generate",
        making,
        translate("Actions", "Generate"),
        panels.prompt.send,
        keys=(GENERATE_SHORTCUT, "Ctrl+Enter"),
        icon="return",
    )
    actions.add(
        "write-prompt",
        making,
        translate("Actions", "Write the prompt"),
        panels.prompt.prompt.edit.setFocus,
        keys="Ctrl+L",
    )
    add_prompt_actions(actions, desk, making)
    actions.add(
        "use-recipe",
        making,
        translate("Actions", "Use the whole recipe"),
        panels.inspector.use_all.click,
        keys="Ctrl+U",
    )
    actions.add("undo", making, translate("Actions", "Undo"), desk.changes.undo, keys="Ctrl+Z")
    actions.add(
        "search",
        looking,
        translate("Actions", "Search pictures"),
        panels.top.search.edit.setFocus,
        keys=SEARCH_SHORTCUT,
        icon="search",
    )
    actions.add(
        "side-panel",
        looking,
        translate("Actions", "Show or hide the side panel"),
        window.toggle_side,
        keys=SIDE_SHORTCUT,
    )
    actions.add(
        "change-theme",
        looking,
        translate("Actions", "Dark or light theme"),
        window.appearance.toggle_theme,
        keys=THEME_SHORTCUT,
        over_sheets=True,
    )
    area = panels.area
    actions.add(
        "only-canvas",
        looking,
        translate("Actions", "The picture alone in the window"),
        lambda: area.show_only(None if area.only == "" else ""),
        keys="F",
    )
    actions.add(
        "only-gallery",
        looking,
        translate("Actions", "The gallery alone in the window"),
        lambda: area.show_only(None if area.only == "gallery" else "gallery"),
        keys="G",
    )
    for name, dock in area.docks.items():
        actions.add(
            f"panel-{name}",
            looking,
            translate("Actions", "Show or hide the panel: {0}").format(dock.windowTitle()),
            partial(_toggle_dock, area, name),
        )
    actions.add("first-layout", looking, translate("Actions", "All panels at their first places"), area.start_anew)
    add_canvas_actions(actions, panels.canvas, desk.compare, desk.matte)
    add_depth_actions(actions, desk.depth)
    add_inspector_actions(actions, desk.inspector, desk.again)
    add_editor_actions(actions, desk.editors)
    desk.editors.settings_wanted.connect(lambda: window.program.open_preferences("editor"))
    for tool, keys in ToolBar.shortcuts().items():
        button = panels.canvas.tools.buttons[tool]
        actions.add(tool, tools, button.text(), button.click, keys=keys, tip=button.toolTip(), icon=tool)
    for tool, keys in SETTINGS_SHORTCUTS.items():
        settings = panels.canvas.tools.settings[tool]
        words = settings.accessibleName()
        actions.add(f"{tool}-settings", tools, words, settings.click, keys=keys, icon=tool)
    actions.add(
        "palette",
        program,
        translate("Actions", "Commands and pictures"),
        lambda: window.palette_sheet.open_palette(),
        keys=PALETTE_SHORTCUT,
        over_sheets=True,
        icon="command",
    )
    actions.add(
        "shortcuts",
        program,
        translate("Actions", "All shortcuts"),
        lambda: window.shortcuts_sheet.open_sheet(),
        keys=("?", "F2"),
        over_sheets=True,
    )
    actions.add(
        "connection",
        program,
        translate("Actions", "Connection"),
        desk.connection.open,
        keys=CONNECTION_SHORTCUT,
        icon="link",
    )
    add_program_actions(actions, window.program, program)
    add_crash_actions(actions, window.furnish().crash, program)
    add_tour_actions(actions, window.touring, program)
    actions.add("quit", program, translate("Actions", "Quit"), window.close, keys="Ctrl+Q", over_sheets=True)


def _toggle_dock(area: "DockArea", name: str) -> None:
    area.show_only(None)
    area.show_dock(name, not area.is_shown(name))
