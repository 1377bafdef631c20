"""The button in the top bar that names the game project, with a number where pictures in it have newer ones."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import CENTRE, draw_focus, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import CAPTION_PX, CONTROL_HEIGHT, TEXT_PX, sized, tokens_of

from .folder_drop import dropped_folder

SHORTCUT = "Ctrl+Shift+P"
WIDEST = 300
NARROWEST = 132
ICON = 16
_LEFT = 10
_BEFORE = _LEFT + ICON + 8
_AFTER = 30
_NOTE_GAP = 6
_BADGE = 20


class ProjectButton(PaintedButton):
    """``note`` is a fainter word after the name: the engine. Folders can be dropped on it."""

    folder_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = "project-folder"
        self._note = ""
        self._updates = 0
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_project("")

    @property
    def note(self) -> str:
        return self._note

    @property
    def updates(self) -> int:
        return self._updates

    def show_project(self, name: str, icon: str = "project-folder", note: str = "") -> None:
        """Without a name: there is no project."""
        self._icon = icon
        self._note = note
        self.setText(name or self.tr("No project"))
        self._describe()

    def show_updates(self, count: int) -> None:
        """How many pictures of the project have newer ones that were chosen."""
        if count != self._updates:
            self._updates = count
            self._describe()

    def _describe(self) -> None:
        tip = self.tr("The game project that exports go into")
        if self._updates == 1:
            tip = self.tr("1 picture of the project has a newer one")
        elif self._updates:
            tip = self.tr("{0} pictures of the project have newer ones").format(self._updates)
        describe(self, self.tr("Project: {0}. {1}").format(self.text(), tip), f"{self.text()}: {tip}", SHORTCUT)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = sized(self.font(), TEXT_PX)
        width = _BEFORE + text_width(self.text(), font) + _AFTER
        if self._note:
            width += _NOTE_GAP + text_width(self._note, font)
        if self._updates:
            width += _BADGE + _NOTE_GAP
        return QSize(min(WIDEST, width), CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(NARROWEST, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.hover if self.hovered else tokens.control)
            middle = self.height() / 2
            draw_icon(painter, self._icon, tokens.secondary, _LEFT, middle - ICON / 2, ICON)
            right = self.width() - _AFTER
            if self._updates:
                badge = QRectF(right - _BADGE, middle - 9, _BADGE, 18)
                fill_rounded(painter, badge, tokens.accent_soft, 9)
                font = sized(self.font(), CAPTION_PX, bold=True, tabular=True)
                draw_text(painter, badge, str(min(99, self._updates)), tokens.accent_text, font, CENTRE)
                right -= _BADGE + _NOTE_GAP
            self._draw_words(painter, right)
            draw_icon(painter, "chevron-down", tokens.secondary, self.width() - 25, middle - 8, 16)
            draw_focus(painter, self, tokens)

    def _draw_words(self, painter: QPainter, right: float) -> None:
        tokens = tokens_of(self)
        font = sized(self.font(), TEXT_PX)
        room = QRectF(_BEFORE, 0, right - _BEFORE, self.height())
        name_width = min(text_width(self.text(), font), room.width())
        draw_text(painter, QRectF(_BEFORE, 0, name_width, self.height()), self.text(), tokens.text, font)
        room.setLeft(_BEFORE + name_width + _NOTE_GAP)
        if self._note and room.width() > text_width("…", font):
            draw_text(painter, room, self._note, tokens.secondary, font)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_folder(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folder = dropped_folder(event.mimeData())
        if folder is not None:
            event.acceptProposedAction()
            self.folder_dropped.emit(str(folder))
