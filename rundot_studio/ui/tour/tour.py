"""The tour while it runs: which stop is shown, where its card lies, and what leads on from it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.controls.motion import MOTION_MS, is_still
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.sheet import Sheet

from .card import CoachCard
from .doings import Doing, Doings
from .marks import RING_GAP, CardGround, Ring
from .placing import Placement, place_card, place_in_corner
from .sight import first_seen, rect_in, scroll_to, seen_of
from .stops import END, Stop, stops_of

if TYPE_CHECKING:
    from rundot_studio.ui.main_window import MainWindow

FOLLOW_MS = 80
"""How often it looks where the part is now: docks are dragged, bars come and go, and Qt tells of none of it."""
PAUSE_MS = 600
"""From what the artist did to the next stop, so that what came of it is seen."""


class Tour(QObject):
    """One run. ``ended`` tells whether it came to its end; it was skipped otherwise.

    The window works as ever behind it: nothing but the card itself takes presses, and the keyboard stays where it is.
    """

    ended = Signal(bool)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._stops = stops_of(window)
        self._at = 0
        self._part: QWidget | None = None
        self._seen = QRect()
        self._placement = Placement(QRect())
        self._leads_to: str | None = None
        self._over = False
        self.ring = Ring(window)
        self.ground = CardGround(window)
        self.card = CoachCard(window)
        self._doings = Doings(window, self)
        self._following = QTimer(self)
        self._following.setInterval(FOLLOW_MS)
        self._leading = QTimer(self)
        self._leading.setSingleShot(True)
        self._leading.setInterval(PAUSE_MS)
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(MOTION_MS)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._ring_from = QRect()
        self._card_from = QPoint()
        self._connect()

    def _connect(self) -> None:
        self.card.went_on.connect(self.go_on)
        self.card.went_back.connect(self.go_back)
        self.card.skipped.connect(self.skip)
        self.card.show_wanted.connect(self._show_panel)
        self._doings.done.connect(self._done)
        self._following.timeout.connect(self._follow)
        self._leading.timeout.connect(self._lead)
        self._glide.valueChanged.connect(self._move_on)

    def start(self) -> None:
        """From the first stop, with the cursor in the prompt, where it is to be written."""
        self._doings.listen()
        for heard in self._heard:
            heard.installEventFilter(self)
        prompt = self._window.panels.prompt.prompt.edit
        self.card.come_after(prompt)
        self._following.start()
        self._go(0)
        if prompt.isVisible():
            prompt.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- which stop ---

    @property
    def stop(self) -> Stop:
        return self._stops[self._at]

    @property
    def stops(self) -> tuple[Stop, ...]:
        return self._stops

    @property
    def part(self) -> QWidget | None:
        """What it points at; None where nothing of it is to be seen."""
        return self._part

    def go_on(self) -> None:
        """To the next stop; what a stop can do for the artist, and is not done yet, it does."""
        if self._does_it:
            assert self.stop.does is not None
            self.stop.does()
        if self._at + 1 < len(self._stops):
            self._go(self._at + 1)
        else:
            self._end(finished=True)

    def go_back(self) -> None:
        self._go(max(0, self._at - 1))

    def go_to(self, name: str) -> None:
        """Raises ValueError for a stop that there is not."""
        self._go([stop.name for stop in self._stops].index(name))

    def skip(self) -> None:
        """Who leaves at the last stop has seen them all."""
        self._end(finished=self._at + 1 == len(self._stops))

    @property
    def _does_it(self) -> bool:
        """Only for somebody who has no picture yet and has not begun one."""
        stop, desk = self.stop, self._window.desk
        if stop.does is None or desk.studio is None or not self._window.panels.empty.isVisible():
            return False
        has_words = bool(self._window.panels.prompt.prompt.text)
        return has_words if stop.name == "generate" else not has_words

    def _go(self, at: int) -> None:
        self._leading.stop()
        self._leads_to = None
        began, beside = not self.card.isVisible(), self.ring.parentWidget()
        self._ring_from, self._card_from = self._seen, self.card.pos()
        ring_shown = self.ring.isVisible()
        self._at = at
        self._bring_to_front()
        self._settle()
        if is_still() or began:
            return
        if not ring_shown or self.ring.parentWidget() is not beside:
            self._ring_from = self._seen
        self._move_on(0.0)
        self._glide.start()

    def _bring_to_front(self) -> None:
        """The panel out of its tabs, the part out of what is scrolled away; a panel that was put away stays away."""
        area, stop = self._window.panels.area, self.stop
        if stop.dock and area.only is None and area.is_shown(stop.dock):
            area.docks[stop.dock].raise_()
        part = next((each for each in stop.part() if each.isVisible()), None)
        if part is not None:
            scroll_to(part)

    def _show_panel(self) -> None:
        area = self._window.panels.area
        area.show_only(None)
        if self.stop.dock:
            area.show_dock(self.stop.dock)
        self._bring_to_front()
        self._settle()

    def _done(self, doing: Doing) -> None:
        to = self.stop.leads.get(doing)
        if to is not None and not self._over:
            self._leads_to = to
            self._leading.start()

    def _lead(self) -> None:
        to, self._leads_to = self._leads_to, None
        if to == END:
            self._end(finished=True)
        elif to is not None:
            self.go_to(to)

    def _end(self, *, finished: bool) -> None:
        if self._over:
            return
        self._over = True
        for timer in (self._following, self._leading):
            timer.stop()
        self._glide.stop()
        for heard in self._heard:
            heard.removeEventFilter(self)
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self.card.isAncestorOf(focus)
        for mark in (self.ring, self.ground, self.card):
            mark.hide()
            mark.deleteLater()
        if had_keyboard:
            self._window.panels.prompt.prompt.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit(finished)

    # --- where it lies ---

    def _follow(self) -> None:
        if self._window.isVisible():
            self._doings.look()
            self._settle()

    def _settle(self) -> None:
        """Have card and ring where the part is now. Cheap where nothing has changed."""
        part = first_seen(self.stop.part())
        seen = self._within_window(part) if part is not None else QRect()
        self._show_words(part)
        size = self.card.fitting_size()
        placement = self._place(part, seen, size)
        if part is self._part and seen == self._seen and placement == self._placement and self.card.isVisible():
            return
        self._part, self._seen, self._placement = part, seen, placement
        self._glide.stop()
        self._put(placement)
        if part is None:
            self.ring.hide()
        else:
            if self.ring.parentWidget() is not part.window():
                self.ring.setParent(part.window())
            self.ring.surround(seen)
            self.ring.show()
        self.ground.show()
        self.card.show()
        self._stack()

    def _within_window(self, part: QWidget) -> QRect:
        """What is seen of the part, less what the ring round it needs at the edges of its window."""
        inset = RING_GAP + 2
        return seen_of(part).intersected(part.window().rect().adjusted(inset, inset, -inset, -inset))

    def _show_words(self, part: QWidget | None) -> None:
        stop = self.stop
        words = stop.words
        if part is None:
            words = self.tr("The panel it is about is put away at the moment.")
        self.card.show_stop(self._at + 1, len(self._stops), stop.title, words)
        self.card.offer_to_show(part is None)
        self.card.show_hint(stop.hint if self._does_it and part is not None else "")

    def _place(self, part: QWidget | None, seen: QRect, size: QSize) -> Placement:
        window, panels = self._window, self._window.panels
        floating = [dock for dock in panels.area.docks.values() if dock.isFloating() and dock.isVisible()]
        free = [rect_in(window, dock.rect(), dock) for dock in floating]  # lie over the card
        free += [rect_in(window, seen_of(each), each.window()) for each in (panels.top, *self.stop.free())]
        room = window.rect().adjusted(0, 0, 0, -panels.status.height())
        if part is None:
            return place_in_corner(room, size, free)
        if part.window() is not window:
            seen = rect_in(window, part.window().rect(), part.window())
        return place_card(room, seen.adjusted(-RING_GAP, -RING_GAP, RING_GAP, RING_GAP), size, free)

    def _put(self, placement: Placement) -> None:
        self.ground.lie_under(placement)
        self.card.setGeometry(placement.card)

    def _move_on(self, share: float) -> None:
        """From where it was to where it is now, a little of the way at a time."""
        left = self._card_from - self._placement.card.topLeft()
        shift = QPoint(round(left.x() * (1 - share)), round(left.y() * (1 - share)))
        beak = self._placement.beak
        moved = replace(
            self._placement,
            card=self._placement.card.translated(shift),
            beak=beak + shift if beak is not None else None,
        )
        self._put(moved)
        if self._part is not None:
            self.ring.surround(_between(self._ring_from, self._seen, share))

    def _stack(self) -> None:
        """Over the panels, and below every sheet and popover that is open."""
        if self.ring.parentWidget() is not self._window:
            self.ring.raise_()
        marks = [mark for mark in (self.ring, self.ground, self.card) if mark.parentWidget() is self._window]
        covers = [child for child in self._window.children() if isinstance(child, (Sheet, Popover))]
        lowest = next((cover for cover in covers if cover.isVisible()), None)
        for mark in marks:
            if lowest is None:
                mark.raise_()
            else:
                mark.stackUnder(lowest)

    @property
    def _heard(self) -> tuple[QWidget, QWidget]:
        """Where Escape arrives that no other part has a use for: the canvas keeps it to itself."""
        return (self._window, self._window.panels.canvas.canvas)

    def _skips(self, event: QKeyEvent) -> bool:
        """Escape that leads back from nothing else."""
        panels = self._window.panels
        in_use = panels.area.only is not None or panels.canvas.bar_height or panels.canvas.canvas.picking
        return event.key() == Qt.Key.Key_Escape and not in_use

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._skips(event):
            self.skip()
            return True
        return super().eventFilter(watched, event)


def _between(start: QRect, end: QRect, share: float) -> QRect:
    """``share`` of the way from one rectangle to the other, 0..1."""
    pairs = (
        (start.x(), end.x()),
        (start.y(), end.y()),
        (start.width(), end.width()),
        (start.height(), end.height()),
    )
    return QRect(*(round(first + (last - first) * share) for first, last in pairs))
