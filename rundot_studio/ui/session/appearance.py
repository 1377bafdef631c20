"""How the window looks and moves, as the artist or the system wants it; changed at once, remembered over a restart."""

import sys
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.motion import set_still
from rundot_studio.ui.controls.theme import DARK, LIGHT, Tokens, apply_theme, set_text_scale

from .window_memory import WindowMemory

SYSTEM = "system"
THEMES = ("dark", "light", SYSTEM)
TEXT_PERCENTS = (90, 100, 115, 130)
MOTIONS = (SYSTEM, "full", "less")
USUAL_POINTS = {"darwin": 13.0, "win32": 9.0}
USUAL_POINTS_ELSEWHERE = 10.0
"""The size of a system's interface font where nobody changed it."""


class Appearance(QObject):
    """``changed`` tells that something looks different now. Values that nobody knows are passed over."""

    changed = Signal()

    def __init__(self, app: QApplication, memory: WindowMemory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._memory = memory
        self._system_still = False
        kept = memory.get("appearance")
        kept = kept if isinstance(kept, dict) else {}
        self._theme = _one_of(THEMES, kept.get("theme"), "dark")
        self._text: int | str = _one_of((SYSTEM, *TEXT_PERCENTS), kept.get("text"), SYSTEM)
        self._motion = _one_of(MOTIONS, kept.get("motion"), SYSTEM)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply()

    @property
    def theme(self) -> str:
        """``dark``, ``light`` or ``system``."""
        return self._theme

    @property
    def text(self) -> int | str:
        """Per cent of the usual size, or ``system``."""
        return self._text

    @property
    def motion(self) -> str:
        """``full``, ``less`` or ``system``."""
        return self._motion

    @property
    def tokens(self) -> Tokens:
        """Those of the theme that is shown."""
        if self._theme == SYSTEM:
            return LIGHT if self._app.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK
        return LIGHT if self._theme == "light" else DARK

    def set_theme(self, theme: str) -> None:
        self._theme = _one_of(THEMES, theme, self._theme)
        self._changed()

    def toggle_theme(self) -> None:
        """From dark to light and back, whatever the system says."""
        self.set_theme("dark" if self.tokens is LIGHT else "light")

    def set_text(self, text: int | str) -> None:
        self._text = _one_of((SYSTEM, *TEXT_PERCENTS), text, self._text)
        self._changed()

    def set_motion(self, motion: str) -> None:
        self._motion = _one_of(MOTIONS, motion, self._motion)
        self._changed()

    def hear_of_motion(self, system_wants_less: bool) -> None:
        """What the system wants, found out after the first paint."""
        self._system_still = system_wants_less
        self.apply()

    def apply(self) -> None:
        set_still(self._system_still if self._motion == SYSTEM else self._motion == "less")
        scale = _system_scale() if self._text == SYSTEM else int(self._text) / 100
        another_size = set_text_scale(scale)
        apply_theme(self._app, self.tokens)
        if another_size:
            self._resize_words()

    def _resize_words(self) -> None:
        """Qt tells widgets of the program's font only where they have none of their own; ours have sizes."""
        for widget in self._app.allWidgets():
            if isinstance(widget, Label):
                widget.restyle()
            widget.updateGeometry()
            widget.update()

    def _system_changed(self) -> None:
        if self._theme == SYSTEM:
            self.apply()
            self.changed.emit()

    def _changed(self) -> None:
        self._memory.put("appearance", {"theme": self._theme, "text": self._text, "motion": self._motion})
        self.apply()
        self.changed.emit()


def _one_of(known: tuple[Any, ...], value: object, otherwise: Any) -> Any:
    return value if not isinstance(value, bool) and isinstance(value, (str, int)) and value in known else otherwise


def _system_scale() -> float:
    """How much larger than usual the system's interface font is, within what our controls have room for."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    usual = USUAL_POINTS.get(sys.platform, USUAL_POINTS_ELSEWHERE)
    factor = points / usual if points > 0 else 1.0
    near = 1.0 if abs(factor - 1.0) < 0.11 else factor  # a point more or less is a desktop's taste
    return min(max(near, TEXT_PERCENTS[0] / 100), TEXT_PERCENTS[-1] / 100)
