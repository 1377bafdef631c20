"""The actions of the depth views."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from .choice import DepthView
from .desk import DepthDesk

if TYPE_CHECKING:
    from rundot_studio.ui.actions.actions import Actions

translate = QCoreApplication.translate


def add_depth_actions(actions: "Actions", desk: DepthDesk) -> None:
    """They do nothing without a picture; each view opens the views where they are closed."""
    group = translate("Actions", "Depth")
    actions.add(
        "depth-views",
        group,
        translate("Actions", "Depth views"),
        desk.toggle,
        keys="D",
        icon="depth-views",
    )
    for name, words, keys, forward in (
        ("next-depth-view", translate("Actions", "Next depth view"), "Alt+D", True),
        ("last-depth-view", translate("Actions", "Previous depth view"), "Alt+Shift+D", False),
    ):
        actions.add(
            name, group, words, partial(desk.step_view, forward=forward), keys=keys, usable=lambda: desk.is_open
        )
    for view, words in (
        (DepthView.BESIDE, translate("Actions", "Depth map beside its picture")),
        (DepthView.FALSE_COLOUR, translate("Actions", "Depth in colours")),
        (DepthView.PARALLAX, translate("Actions", "Parallax")),
        (DepthView.FOG, translate("Actions", "Fog")),
        (DepthView.LIGHT, translate("Actions", "Light at the mouse")),
        (DepthView.NORMALS, translate("Actions", "Normals")),
        (DepthView.RELIEF, translate("Actions", "Relief in 3D")),
    ):
        actions.add(f"depth-{view.value}", group, words, partial(desk.open_view, view))
    actions.add(
        "depth-export",
        group,
        translate("Actions", "Export maps, layers, meshes and clips"),
        desk.open_export,
        usable=lambda: desk.is_open,
    )
