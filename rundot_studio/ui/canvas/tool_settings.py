"""What each tool was last set to: kept over a restart, checked when it comes back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rundot_studio.domain.recipe import ToolRecipe
from rundot_studio.domain.tool_settings import (
    TOOLS,
    default_settings,
    settings_from_json,
    settings_to_json,
    tool_of,
)

if TYPE_CHECKING:
    from rundot_studio.ui.session.window_memory import WindowMemory

SECTION = "tools"


class ToolSettings(QObject):
    """One per window. ``changed`` tells the tool."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = {tool: default_settings(tool) for tool in TOOLS}
        self._memory: WindowMemory | None = None

    def remember(self, memory: "WindowMemory") -> None:
        """Take what was kept, as far as it is still understood, and keep what is set from now on."""
        kept = memory.get(SECTION)
        for tool in TOOLS:
            try:
                found = settings_from_json(tool, kept[tool])
            except (KeyError, TypeError, ValueError):
                continue
            self.put(found)
        self._memory = memory

    def get(self, tool: str) -> ToolRecipe:
        """Raises KeyError for a tool that does not exist."""
        return self._settings[tool]

    def put(self, settings: ToolRecipe) -> None:
        tool = tool_of(settings)
        if self._settings[tool] == settings:
            return
        self._settings[tool] = settings
        if self._memory is not None:
            self._memory.put(SECTION, {each: settings_to_json(self._settings[each]) for each in TOOLS})
        self.changed.emit(tool)
