"""What stands in the prompt panel survives a restart: the words, every control, and the history of prompts.

Each value is checked by itself when it is read: it may come from another version, or from a hand that wrote nonsense.
What is no value is passed over, and its control stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from rundot_studio.domain.catalog import ASPECT_RATIO_NAMES, IMAGE_SIZES, RESIZE_FITS, RESIZE_SIDE, SEED
from rundot_studio.domain.styles import is_style_id
from rundot_studio.ui.session.window_memory import WindowMemory

from .edit import MOST_LETTERS
from .panel import COUNTS, PromptPanel
from .request import ALL, RANDOM

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import ResizeSettings, SourceImage

SECTION = "prompt"
HISTORY = "prompt-history"
VERSION = 1
AFTER_MS = 700
MOST_REFERENCES = 50
MOST_STYLES = 50


class PanelMemory(QObject):
    """One per window; made before the window is shown."""

    def __init__(self, panel: PromptPanel, memory: WindowMemory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._memory = memory
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.remember)
        self._restore()
        panel.changed.connect(self._changed)
        panel.generate.connect(lambda _request: self._changed())

    def _changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def remember(self) -> None:
        """Put all of it into the window's memory now."""
        self._timer.stop()
        self._memory.put(SECTION, state_of(self._panel))
        self._memory.put(HISTORY, [_plain(prompt) for prompt in self._panel.prompt.history])

    def _restore(self) -> None:
        history = self._memory.get(HISTORY)
        if isinstance(history, list):
            self._panel.prompt.set_history([each for each in history if isinstance(each, str) and each])
        state = self._memory.get(SECTION)
        if isinstance(state, dict) and state.get("version") == VERSION:
            _show(self._panel, state)


def state_of(panel: PromptPanel) -> dict[str, Any]:
    """The panel as JSON."""
    own = panel.own_size.value
    return {
        "version": VERSION,
        "text": _plain(panel.prompt.edit.toPlainText()),
        "avoid": _plain(panel.avoid.text),
        "expand": panel.words.expand.value,
        "styles": list(panel.words.styles.value),
        "model": panel.model.wanted,
        "shape": panel.shape.value,
        "size": panel.image_size.value,
        "ownSize": [own.width, own.height, own.fit] if own is not None else None,
        "seed": panel.seed.value,
        "count": panel.count.value,
        "references": [
            [source.place, source.sha256, source.picture_id, source.scaled_from] for source in panel.references.value
        ],
        "cutOut": panel.cut_out.isChecked(),
    }


def _show(panel: PromptPanel, state: dict[str, Any]) -> None:
    text, avoid, model = (state.get(name) for name in ("text", "avoid", "model"))
    if isinstance(text, str) and len(text) <= MOST_LETTERS:
        panel.prompt.start_with(text)
    if isinstance(avoid, str):
        panel.avoid.set_text(avoid[:MOST_LETTERS])
    if isinstance(model, str):
        panel.model.choose(model)
    for segment, name, values in (
        (panel.words.expand, "expand", (ALL, RANDOM)),
        (panel.shape, "shape", ASPECT_RATIO_NAMES),
        (panel.image_size, "size", IMAGE_SIZES),
        (panel.count, "count", COUNTS),
    ):
        if isinstance(state.get(name), str) and state[name] in values:
            segment.choose(state[name])
    panel.own_size.set_value(_own_size(state.get("ownSize")))
    if _is_within(state.get("seed"), SEED.low, SEED.high):
        panel.seed.set_value(state["seed"])
    panel.words.styles.choose([each for each in _list(state.get("styles"), MOST_STYLES) if _is_style(each)])
    sources = (_source(each) for each in _list(state.get("references"), MOST_REFERENCES))
    panel.references.set_value(tuple(source for source in sources if source is not None))
    panel.cut_out.setChecked(state.get("cutOut") is True)


def _plain(text: str) -> str:
    """Without half signs, which no file takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _list(value: object, most: int) -> list[Any]:
    return value[:most] if isinstance(value, list) else []


def _is_style(value: object) -> bool:
    return isinstance(value, str) and is_style_id(value)


def _is_within(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _own_size(value: object) -> ResizeSettings | None:
    if not isinstance(value, list) or len(value) != 3 or value[2] not in RESIZE_FITS:
        return None
    if not all(_is_within(side, RESIZE_SIDE.low, RESIZE_SIDE.high) for side in value[:2]):
        return None
    from rundot_studio.domain.recipe import ResizeSettings

    return ResizeSettings(value[0], value[1], value[2])


def _source(value: object) -> SourceImage | None:
    if not isinstance(value, list) or len(value) != 4 or not isinstance(value[0], str) or not value[0]:
        return None
    if not all(part is None or isinstance(part, str) for part in value[1:]):
        return None
    from rundot_studio.domain.recipe import SourceImage

    return SourceImage(*value)
