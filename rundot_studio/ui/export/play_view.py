"""The animations of the sheet, playing with their frame time as they will in the game."""

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.export.sheet import Animation, Region
from rundot_studio.ui.canvas.drawing import fill_ground
from rundot_studio.ui.canvas.look import Look
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import DropDown
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.menu import themed_menu
from rundot_studio.ui.controls.painting import CENTRE, draw_text, painting
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL, TEXT_PX, sized, tokens_of

from .shown import Shown, rect_of

MARGIN = 28


class PlayCanvas(QWidget):
    """The frame that is to be seen now; all frames stand on the same pivot."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look(self)
        self._shown: Shown | None = None
        self._frames: list[Region] = []
        self._place = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def place(self) -> int:
        return self._place

    @property
    def frames(self) -> list[Region]:
        return self._frames

    def show_frames(self, shown: Shown | None, frames: list[Region]) -> None:
        self._shown = shown
        self._frames = frames
        self._place = self._place % len(frames) if frames else 0
        self.update()

    def go_to(self, place: int) -> None:
        self._place = place % len(self._frames) if self._frames else 0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.canvas))
            if self._shown is None or not self._frames:
                words = self.tr("Name pictures walk_0, walk_1 and so on, and they play here.")
                draw_text(painter, self.rect(), words, tokens.secondary, sized(self.font(), TEXT_PX), CENTRE)
                return
            left = max(region.pivot[0] * region.source_size[0] for region in self._frames)
            top = max(region.pivot[1] * region.source_size[1] for region in self._frames)
            right = max((1 - region.pivot[0]) * region.source_size[0] for region in self._frames)
            bottom = max((1 - region.pivot[1]) * region.source_size[1] for region in self._frames)
            across, down = left + right, top + bottom
            zoom = min((self.width() - 2 * MARGIN) / across, (self.height() - 2 * MARGIN) / down, 8.0)
            if zoom > 2:
                zoom = float(int(zoom))
            stage = QRectF(0, 0, across * zoom, down * zoom)
            stage.moveCenter(QRectF(self.rect()).center())
            fill_ground(painter, stage, stage.topLeft(), self._look, tokens)
            region = self._frames[self._place]
            x = stage.x() + (left - region.pivot[0] * region.source_size[0] + region.offset[0]) * zoom
            y = stage.y() + (top - region.pivot[1] * region.source_size[1] + region.offset[1]) * zoom
            target = QRectF(x, y, region.width * zoom, region.height * zoom)
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform, zoom < 1)
            painter.drawImage(target, self._shown.pages[region.page].full, QRectF(rect_of(region)))


class PlayView(QWidget):
    """Plays while it is seen. Space stops it, the arrow keys go frame by frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._animation: Animation | None = None
        self.canvas = PlayCanvas()
        self.choice = DropDown("")
        describe(self.choice, self.tr("Animation"))
        self.choice.clicked.connect(self._open_choices)
        self.button = Button(icon="pause", kind=ButtonKind.QUIET)
        self.button.clicked.connect(self.toggle)
        self.told = Label(colour="secondary", tabular=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP + GAP_SMALL, GAP, GAP + GAP_SMALL, GAP)
        bar.setSpacing(GAP)
        bar.addWidget(self.button)
        bar.addWidget(self.choice)
        bar.addStretch(1)
        bar.addWidget(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addLayout(bar)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._paused = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._next)
        self._show_state()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def animation(self) -> Animation | None:
        return self._animation

    def show_sheet(self, shown: Shown | None) -> None:
        """The animation that was shown is shown again, where there is one of its name."""
        self._shown = shown
        moving = shown.moving if shown is not None else ()
        before = self._animation.name if self._animation is not None else ""
        self._animation = next((each for each in moving if each.name == before), moving[0] if moving else None)
        self._take_frames()

    def choose(self, name: str) -> None:
        moving = self._shown.moving if self._shown is not None else ()
        self._animation = next((each for each in moving if each.name == name), self._animation)
        self.canvas.go_to(0)
        self._take_frames()

    def toggle(self) -> None:
        self._paused = self.playing
        if not self._paused:
            if self.canvas.place == len(self.canvas.frames) - 1 and not self._loops:
                self.canvas.go_to(0)
            self._wait()
        else:
            self._timer.stop()
        self._show_state()

    @property
    def _loops(self) -> bool:
        return self._animation is not None and self._animation.loop

    def _take_frames(self) -> None:
        names = self._animation.frames if self._animation is not None else ()
        regions = {region.name: region for region in self._shown.regions} if self._shown is not None else {}
        self.canvas.show_frames(self._shown, [regions[name] for name in names if name in regions])
        self.choice.set_words(self._animation.name if self._animation is not None else self.tr("No animation"))
        self.choice.setEnabled(self._animation is not None)
        self.button.setEnabled(self._animation is not None)
        self._timer.stop()
        self._wait()
        self._show_state()

    def _wait(self) -> None:
        if self.canvas.frames and self.isVisible() and not self._paused:
            self._timer.start(self.canvas.frames[self.canvas.place].duration_ms)

    def _next(self) -> None:
        last = self.canvas.place == len(self.canvas.frames) - 1
        if last and not self._loops:
            self._show_state()
            return
        self.canvas.go_to(self.canvas.place + 1)
        self._wait()
        self._show_state()

    def _show_state(self) -> None:
        playing = self.playing
        self.button.set_icon_name("pause" if playing else "play")
        describe(self.button, self.tr("Pause") if playing else self.tr("Play"), "", "Space")
        frames = self.canvas.frames
        words = ""
        if frames:
            frame = frames[self.canvas.place]
            place = self.tr("{0} of {1}").format(self.canvas.place + 1, len(frames))
            words = f"{frame.name}   {place}   {frame.duration_ms} ms"
        self.told.setText(words)

    def _open_choices(self) -> None:
        menu = themed_menu(self)
        for each in self._shown.moving if self._shown is not None else ():
            action = menu.addAction(each.name)
            action.triggered.connect(lambda _checked=False, name=each.name: self.choose(name))
        menu.popup(self.choice.mapToGlobal(QPoint(0, self.choice.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._paused = True
            self._timer.stop()
            self.canvas.go_to(self.canvas.place + (1 if event.key() == Qt.Key.Key_Right else -1))
            self._show_state()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wait()
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
