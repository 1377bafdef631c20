"""The artist's own shortcuts, as the window remembers them."""

from rundot_studio.ui.session.window_memory import WindowMemory

MEMORY = "shortcuts"


def kept_shortcuts(memory: WindowMemory) -> dict[str, list[str]]:
    """The artist's own shortcuts by the actions' names; what is no such thing is passed over."""
    kept = memory.get(MEMORY)
    if not isinstance(kept, dict):
        return {}
    return {
        name: [key for key in keys if isinstance(key, str)]
        for name, keys in kept.items()
        if isinstance(name, str) and isinstance(keys, list)
    }
