"""Reads the prompt along with the typing: at once while it is short, on a thread when it is long or slow to read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:  # an empty prompt is painted before anything is read
    from concurrent.futures import ThreadPoolExecutor

    from rundot_studio.domain.alternatives import Template, Wildcards

AT_ONCE_LETTERS = 2000
AT_ONCE_S = 0.006
"""A reading that took longer is done on the thread the next time: wildcards may bring in far more than is typed."""
PAUSE_MS = 80


class PromptReader(QObject):
    """``read`` carries the :class:`Template` of the newest text; older ones are never told after it."""

    read = Signal(object)
    _ended = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._template: Template | None = None
        self._wildcards: Wildcards | None = None
        self._text = ""
        self._question = 0
        self._slow = False
        self._pool: ThreadPoolExecutor | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def has_read(self) -> bool:
        """Whether there was anything to read so far; until then the prompt is empty."""
        return self._template is not None

    @property
    def template(self) -> Template:
        """The newest reading."""
        if self._template is None:
            self._template, _took_s = _read("", self.wildcards)
        return self._template

    @property
    def wildcards(self) -> Wildcards:
        if self._wildcards is None:
            from rundot_studio.domain.alternatives import NO_WILDCARDS

            self._wildcards = NO_WILDCARDS
        return self._wildcards

    def set_wildcards(self, wildcards: Wildcards) -> None:
        """Read with these from now on."""
        self._wildcards = wildcards
        self.look(self._text)

    def look(self, text: str) -> None:
        self._text = text
        self._question += 1
        if len(text) <= AT_ONCE_LETTERS and not self._slow:
            self._pause.stop()
            self._tell(self._question, _read(text, self.wildcards))
        else:
            self._pause.start()

    def close(self) -> None:
        self._pause.stop()
        self._question += 1
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _ask(self) -> None:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(1, thread_name_prefix="prompt")
        self._pool.submit(self._work, self._question, self._text, self.wildcards)

    def _work(self, question: int, text: str, wildcards: Wildcards) -> None:
        if question == self._question:
            self._ended.emit(question, _read(text, wildcards))

    def _tell(self, question: int, outcome: tuple[Template, float]) -> None:
        if question != self._question:
            return
        template, took_s = outcome
        self._slow = took_s > AT_ONCE_S
        self._template = template
        self.read.emit(template)


def _read(text: str, wildcards: Wildcards) -> tuple[Template, float]:
    """The template, counted, and the seconds that took."""
    from rundot_studio.domain.alternatives import parse

    begun = time.perf_counter()
    template = parse(text, wildcards)
    template.phrase.count  # noqa: B018 - kept by the phrase, so that nobody has to wait for it later
    return template, time.perf_counter() - begun
