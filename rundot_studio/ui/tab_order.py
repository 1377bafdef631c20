"""Where the tabulator key leads: over the top, the canvas, the prompt, the gallery, and then to the right."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from .prompt.panel import PromptPanel


def set_tab_order(prompt: "PromptPanel") -> None:
    """From the prompt down the left column."""
    stations: list[QWidget] = [
        prompt.prompt.edit,
        prompt.words.expand,
        prompt.words.styles.add,
        prompt.avoid.edit,
        prompt.model,
        prompt.image_size,
        prompt.shape,
        prompt.own_size.width_field.edit,
        prompt.own_size.height_field.edit,
        prompt.seed,
        prompt.count,
        prompt.references,
        prompt.cut_out,
        prompt.size_question.send,
        prompt.size_question.change,
        prompt.guard.send,
        prompt.guard.change,
        prompt.generate_button,
        prompt.matrix_button,
    ]
    for first, second in pairwise(stations):
        QWidget.setTabOrder(first, second)


def follow_in_tab_order(before: QWidget, panel: QWidget) -> None:
    """Let a panel that was made later come right after the controls of another one."""
    last = _chain_of(before)[-1]
    for widget in _chain_of(panel):
        QWidget.setTabOrder(last, widget)
        last = widget


def _chain_of(panel: QWidget) -> list[QWidget]:
    """What the tabulator key can reach in the panel, in its order."""
    chain = []
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        if panel.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain
