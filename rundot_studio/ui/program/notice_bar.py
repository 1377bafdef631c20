"""A line under the top bar for what an artist should know of the library that is open, such as that it is read-only."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import Surface
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.painting import painting
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, tokens_of
from rundot_studio.ui.session.errands import Errands

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio

ICON_PX = 16


class NoticeBar(Surface):
    """Shown while there is something to tell, until the artist puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("control", parent)
        self.setAccessibleName(self.tr("Notice"))
        self._words = Label(colour="text", wrap=True)
        self.close_button = Button(icon="close", kind=ButtonKind.QUIET, small=True)
        describe(self.close_button, self.tr("Put the notice away"))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_LARGE + ICON_PX + GAP, 6, GAP_LARGE, 6)
        row.setSpacing(GAP)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_words(self, words: str) -> None:
        """Empty words put it away."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with painting(self) as painter:
            draw_icon(painter, "alert", tokens_of(self).warn, GAP_LARGE, (self.height() - ICON_PX) / 2, ICON_PX)


class NoticeDesk(QObject):
    """Asks each library that is opened whether there is something to know of it."""

    def __init__(self, bar: NoticeBar, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._errands = errands
        self._studio: Studio | None = None

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self._errands.run(_notice(studio), partial(self._show, studio))

    def release(self) -> None:
        self._studio = None
        self._bar.show_words("")

    def _show(self, studio: "Studio", notice: str) -> None:
        if studio is self._studio:
            self._bar.show_words(sentence(notice))


async def _notice(studio: "Studio") -> str:
    import asyncio

    return await asyncio.to_thread(lambda: studio.library.notice)
