"""The gallery's order, groups and card size over a restart. Filters and the search begin anew."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rundot_studio.library.arrangement import Grouping, Order

from .filters import Arrangement
from .panel import GalleryPanel

if TYPE_CHECKING:
    from rundot_studio.ui.session.window_memory import WindowMemory

SECTION = "gallery"


def remember(panel: GalleryPanel, memory: "WindowMemory") -> None:
    """Set the panel as it was, and note from now on what the artist changes."""
    kept = memory.get(SECTION)
    if isinstance(kept, dict):
        restore(panel, kept)

    def note(_change: object = None) -> None:
        memory.put(SECTION, words_of(panel))

    panel.view.rows.wished.connect(note)
    panel.cell_size.valueChanged.connect(note)


def words_of(panel: GalleryPanel) -> dict[str, Any]:
    arrangement = panel.view.rows.arrangement
    order = Order.NEWEST if arrangement.order is Order.BOARD else arrangement.order
    return {"order": order.value, "groups": arrangement.grouping.value, "size": panel.cell_size.value()}


def restore(panel: GalleryPanel, kept: dict[str, Any]) -> None:
    """What is not understood, of a newer version say, stays as it is."""
    arrangement = Arrangement()
    if kept.get("order") in {order.value for order in Order if order is not Order.BOARD}:
        arrangement = replace(arrangement, order=Order(kept["order"]))
    if kept.get("groups") in set(Grouping):
        arrangement = replace(arrangement, grouping=Grouping(kept["groups"]))
    panel.view.rows.arrange(arrangement)
    size = kept.get("size")
    if isinstance(size, int) and not isinstance(size, bool):
        panel.cell_size.setValue(size)
