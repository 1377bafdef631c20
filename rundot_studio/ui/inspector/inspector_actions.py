"""What the inspector adds to the window's actions."""

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.actions.actions import Actions

from .desk import InspectorDesk
from .marks_section import TAG_SHORTCUT
from .reproduce_desk import ReproduceDesk

translate = QCoreApplication.translate


def add_inspector_actions(actions: Actions, inspector: InspectorDesk, again: ReproduceDesk) -> None:
    group = translate("Actions", "Picture")

    def there() -> bool:
        return inspector.picture is not None

    actions.add(
        "reproduce",
        group,
        translate("Actions", "Reproduce"),
        again.reproduce,
        keys="Ctrl+Shift+R",
        tip=translate("Actions", "Run the stored recipe again, and tell whether it is the same picture"),
        icon="retry",
        usable=lambda: again.can_reproduce,
    )
    actions.add("add-tag", group, translate("Actions", "Add a tag"), inspector.write_tag, keys=TAG_SHORTCUT)
    actions.add("write-note", group, translate("Actions", "Write a note"), inspector.write_note, keys="N")
    actions.add(
        "copy-prompt",
        group,
        translate("Actions", "Copy the prompt"),
        inspector.copy_prompt,
        icon="copy",
        usable=there,
    )
