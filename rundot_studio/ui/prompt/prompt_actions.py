"""What can be done about the next picture, beside writing and sending it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.actions.actions import Actions

from .panel import MATRIX_SHORTCUT
from .style_chips import STYLES_SHORTCUT

if TYPE_CHECKING:
    from rundot_studio.ui.desk import Desk

translate = QCoreApplication.translate


def add_prompt_actions(actions: Actions, desk: "Desk", group: str) -> None:
    lists = desk.lists
    actions.add(
        "matrix",
        group,
        translate("Actions", "Matrix of two things"),
        desk.matrix.open,
        keys=MATRIX_SHORTCUT,
        icon="matrix",
    )
    actions.add("styles", group, translate("Actions", "Choose styles"), lists.open_styles, keys=STYLES_SHORTCUT)
    actions.add("edit-styles", group, translate("Actions", "Edit styles"), lists.open_style_editor)
    actions.add("edit-wildcards", group, translate("Actions", "Edit wildcards"), lists.open_wildcard_editor)
