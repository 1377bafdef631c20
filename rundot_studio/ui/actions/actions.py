"""The window's actions: each has a stable name, words, a shortcut that the artist may change, and what it does.

A single key without Ctrl or Alt works wherever nobody is writing: Qt gives it to a field that has the focus first.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.sheet import is_covered


@dataclass(frozen=True)
class Action:
    """One thing the window can do. ``name`` is stable: settings remember the artist's shortcut by it."""

    name: str
    group: str
    """Under which heading the shortcuts' sheet and the palette show it, translated."""
    words: str
    """What it does, translated: ``Cut out``."""
    tip: str
    keys: tuple[str, ...]
    """The shortcuts it has without the artist's changes, in Qt's portable form; the first one is told."""
    icon: str
    qt: QAction

    @property
    def shortcut(self) -> str:
        """The first shortcut it has now, in Qt's portable form; empty where it has none."""
        sequences = self.qt.shortcuts()
        return sequences[0].toString(QKeySequence.SequenceFormat.PortableText) if sequences else ""

    @property
    def can_run(self) -> bool:
        """As :meth:`Actions.refresh` found it last, for menus and lists."""
        return self.qt.isEnabled()


class Actions(QObject):
    """One registry per window, in the order in which the actions were added."""

    shortcuts_changed = Signal()
    added = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, Action] = {}
        self._usable: dict[str, Callable[[], bool]] = {}
        self._runs: dict[str, Callable[[], object]] = {}
        self._over_sheets: set[str] = set()
        self._changed_keys: dict[str, tuple[str, ...]] = {}

    def add(
        self,
        name: str,
        group: str,
        words: str,
        run: Callable[[], object],
        *,
        keys: str | Iterable[str] = (),
        tip: str = "",
        icon: str = "",
        usable: Callable[[], bool] | None = None,
        over_sheets: bool = False,
    ) -> Action:
        """Add an action; ``usable`` is asked by :meth:`refresh` whether it can be run now.

        Its shortcut is deaf while a sheet covers the window, where nobody would see what it does (and pays for),
        unless it is one ``over_sheets``.
        Raises ValueError for a name that is there already.
        """
        if name in self._actions:
            raise ValueError(f"There are two actions named {name}.")
        wanted = (keys,) if isinstance(keys, str) else tuple(keys)
        own = tuple(key for key in wanted if key)
        qt = QAction(words, self)
        qt.setObjectName(name)
        qt.setToolTip(tip or words)
        qt.setAutoRepeat(False)
        qt.triggered.connect(lambda _checked=False: self._run_asked(name))
        self._runs[name] = run
        if over_sheets:
            self._over_sheets.add(name)
        action = Action(name, group, words, tip, own, icon, qt)
        self._actions[name] = action
        if usable is not None:
            self._usable[name] = usable
        self._give_keys(action)
        self._window.addAction(qt)
        self.added.emit(name)
        return action

    def __getitem__(self, name: str) -> Action:
        return self._actions[name]

    def __contains__(self, name: object) -> bool:
        return name in self._actions

    @property
    def all(self) -> list[Action]:
        return list(self._actions.values())

    def run(self, name: str) -> bool:
        """Do it, where it can be done now; whether it was."""
        usable = self._usable.get(name)
        if usable is not None and not usable():
            return False
        self._runs[name]()
        return True

    def _run_asked(self, name: str) -> None:
        """By its shortcut: what could be run is asked now, not when a menu was last open."""
        if name in self._over_sheets or not is_covered(self._window):
            self.run(name)

    def refresh(self) -> None:
        """Ask each action anew whether it can be run; menus and the palette do so before they open."""
        for name, usable in self._usable.items():
            self._actions[name].qt.setEnabled(usable())

    def release(self) -> None:
        """A menu that showed what can't be run has closed: shortcuts are heard again, and ask for themselves."""
        for name in self._usable:
            self._actions[name].qt.setEnabled(True)

    def change_shortcuts(self, keys: Mapping[str, Iterable[str]]) -> None:
        """The artist's own shortcuts, by the actions' names; an empty one takes a shortcut away. Unknown names wait
        for an action that is added later."""
        self._changed_keys = {name: tuple(wanted) for name, wanted in keys.items()}
        for action in self._actions.values():
            self._give_keys(action)
        self.shortcuts_changed.emit()

    def clashes(self) -> dict[str, list[str]]:
        """Shortcuts that more than one action has, each with the actions' names: Qt runs neither."""
        holders: dict[str, list[str]] = {}
        for action in self._actions.values():
            for sequence in action.qt.shortcuts():
                keys = sequence.toString(QKeySequence.SequenceFormat.PortableText)
                holders.setdefault(keys, []).append(action.name)
        return {keys: names for keys, names in holders.items() if len(names) > 1}

    def _give_keys(self, action: Action) -> None:
        keys = self._changed_keys.get(action.name, action.keys)
        action.qt.setShortcuts([QKeySequence(each) for each in keys if each])
