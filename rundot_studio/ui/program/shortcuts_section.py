"""Every action with its shortcut, to be changed by pressing another one; kept in the window's memory."""

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.actions.kept_shortcuts import MEMORY, kept_shortcuts
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.session.window_memory import WindowMemory

from .key_field import KeyField
from .page import PreferenceRow, Section

translate = QCoreApplication.translate


class ShortcutsSection(Section):
    def __init__(self, actions: Actions, memory: WindowMemory) -> None:
        super().__init__("shortcuts", translate("ShortcutsSection", "Shortcuts"))
        self._actions = actions
        self._memory = memory
        self.fields: dict[str, KeyField] = {}
        self._shown: dict[str, PreferenceRow] = {}
        for action in actions.all:
            field = KeyField(action.shortcut)
            describe(field, translate("ShortcutsSection", "Shortcut of {0}").format(action.words))
            field.pressed.connect(lambda keys, name=action.name: self.change(name, keys))
            self.fields[action.name] = field
            also = f"{action.group} {translate('ShortcutsSection', 'shortcut keyboard key')}"
            self._shown[action.name] = self.add(PreferenceRow(action.words, "", field, also=also))
        self.usual = Button(translate("ShortcutsSection", "Give all their first shortcuts"))
        describe(self.usual, self.usual.text())
        self.usual.clicked.connect(self._give_back)
        self.add(PreferenceRow(translate("ShortcutsSection", "As they were"), "", self.usual))
        self._show()

    def change(self, name: str, keys: str) -> None:
        """Give an action this shortcut, or none where it is empty."""
        own = kept_shortcuts(self._memory)
        own[name] = [keys]
        if (keys,) == self._actions[name].keys[:1]:
            del own[name]  # its first shortcut, with whatever others it has
        self._keep(own)

    def _give_back(self) -> None:
        self._keep({})

    def _keep(self, own: dict[str, list[str]]) -> None:
        self._memory.put(MEMORY, own)
        self._actions.change_shortcuts(own)
        self._show()

    def _show(self) -> None:
        clashing = {name for names in self._actions.clashes().values() for name in names}
        for name, field in self.fields.items():
            field.show_keys(self._actions[name].shortcut, broken=name in clashing)
            words = translate("ShortcutsSection", "Another action has this shortcut too: neither runs.")
            self._shown[name].show_more(words if name in clashing else "")
