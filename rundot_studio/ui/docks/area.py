"""The dock area: the canvas in the middle, the panels around it, in an arrangement that follows the window's size
until the artist arranges it by hand."""

from base64 import b64decode, b64encode

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QTabBar, QTabWidget, QWidget
from shiboken6 import isValid

from .dock import Dock
from .frame_style import FrameStyle, dress_tabs

LEFT_WIDTH = 316
LEFT_WIDTH_NARROW = 286
RIGHT_WIDTH = 286
RIGHT_WIDTH_NARROW = 246
GALLERY_SHARE = 0.4
_LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
_RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
VERSION = 1
"""Of the remembered layout; another one is not restored."""


class DockArea(QMainWindow):
    """Not a window of its own: it lies within one. ``arranged`` tells that the layout should be remembered,
    ``begun_anew`` that all panels are at their first places and want the arrangement for the window's size."""

    arranged = Signal()
    only_changed = Signal(object)
    """Another panel has the whole area: see :attr:`DockArea.only`."""
    begun_anew = Signal()

    def __init__(self, middle: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)
        self._frame_style = FrameStyle()
        self.setStyle(self._frame_style)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCentralWidget(middle)
        self.middle = middle
        self.docks: dict[str, Dock] = {}
        self.arranged_by_hand = False
        self._arranging = False
        self._seam_held_at: QPointF | None = None
        self._away: set[str] = set()
        self._only: str | None = None
        self._before_only: QByteArray | None = None
        self._focus_before: QWidget | None = None
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self.arranged)

    def add(self, dock: Dock, place: Qt.DockWidgetArea) -> None:
        name = dock.objectName()
        self.docks[name] = dock
        self.addDockWidget(place, dock)
        dock.dockLocationChanged.connect(lambda _area: self._moved())
        dock.topLevelChanged.connect(lambda _floating: self._moved())
        dock.put_away.connect(lambda: self._set_away(name, True))
        dock.menu_wanted.connect(lambda place: self._open_menu(name, place))

    # --- what is shown ---

    def is_shown(self, name: str) -> bool:
        return name not in self._away

    def show_dock(self, name: str, shown: bool = True) -> None:
        """Show or put away a panel, and bring it to the front of its tabs."""
        self._set_away(name, not shown)
        dock = self.docks[name]
        dock.setVisible(shown)
        if shown:
            dock.raise_()

    def hold_back(self, name: str, held: bool) -> None:
        """Hide a panel that has nothing to show, without taking it for the artist's wish."""
        if self._only is None:
            self.docks[name].setVisible(not held and self.is_shown(name))

    def _set_away(self, name: str, away: bool) -> None:
        if away == (name in self._away):
            return
        self._away.symmetric_difference_update({name})
        self._tell()

    @property
    def only(self) -> str | None:
        """The panel that has the whole area; ``""`` for the middle; None where all are shown."""
        return self._only

    def show_only(self, name: str | None) -> None:
        """Give the whole area to one dock, to the middle (``""``), or back to all (None).

        The keyboard goes along, and afterwards back to where it was: Qt would give it to whatever comes next.
        """
        if name == self._only:
            return
        if self._before_only is None:
            self._before_only = self.saveState(VERSION)
            self._focus_before = QApplication.focusWidget()
        self._arranging = True
        self.middle.setVisible(name in (None, ""))
        if name is None:
            self.restoreState(self._before_only, VERSION)
            self._before_only = None
        else:
            for each, dock in self.docks.items():
                if not dock.isFloating():
                    dock.setVisible(each == name)
        self._only = name
        self._arranging = False
        self.only_changed.emit(name)
        if name is None:
            self._give_focus_back()

    def _give_focus_back(self) -> None:
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the arrangement ---

    def arrange(self, *, narrow: bool) -> None:
        """Side panels one over the other, or as tabs where there is little room; not what the artist arranged."""
        if self.arranged_by_hand:
            return
        self._arranging = True
        picture, queue = self.docks["picture"], self.docks["queue"]
        if narrow:
            self.tabifyDockWidget(picture, queue)
            picture.raise_()
        elif self.tabbed:
            self.removeDockWidget(queue)  # a tab can't be split off in place
            self.addDockWidget(_RIGHT, queue, Qt.Orientation.Vertical)
            queue.setVisible(self.is_shown("queue"))
        self._arranging = False

    def set_sizes(self, *, narrow: bool) -> None:
        """Widths and heights as they are at first in a wide or a narrow window, unless the artist has set others."""
        if self.arranged_by_hand:
            return
        docks = self.docks
        left = LEFT_WIDTH_NARROW if narrow else LEFT_WIDTH
        right = RIGHT_WIDTH_NARROW if narrow else RIGHT_WIDTH
        self.resizeDocks([docks["prompt"], docks["picture"]], [left, right], Qt.Orientation.Horizontal)
        self.resizeDocks([docks["gallery"]], [int(self.height() * GALLERY_SHARE)], Qt.Orientation.Vertical)
        if not self.tabbed:
            heights = [int(self.height() * 0.68), int(self.height() * 0.32)]
            self.resizeDocks([docks["picture"], docks["queue"]], heights, Qt.Orientation.Vertical)

    @property
    def tabbed(self) -> bool:
        """Whether the picture's details and the queue lie upon each other."""
        return self.docks["queue"] in self.tabifiedDockWidgets(self.docks["picture"])

    def start_anew(self) -> None:
        """All panels at their first places."""
        self.show_only(None)
        self.arranged_by_hand = False
        self._away.clear()
        self._arranging = True
        for name, dock in self.docks.items():
            dock.setFloating(False)
            place = {"prompt": _LEFT, "gallery": _BOTTOM}.get(name, _RIGHT)
            self.addDockWidget(place, dock)
            dock.show()
        self._arranging = False
        self.begun_anew.emit()
        self._tell()

    def _moved(self) -> None:
        if not self._arranging and self.isVisible():
            self.arranged_by_hand = True
            self._tell()

    def _tell(self) -> None:
        if not self._arranging:
            self._telling.start(300)

    # --- over a restart ---

    def layout_words(self) -> dict[str, object]:
        """The layout as JSON values."""
        state = self._before_only if self._before_only is not None else self.saveState(VERSION)
        return {
            "version": VERSION,
            "by_hand": self.arranged_by_hand,
            "away": sorted(self._away),
            "state": b64encode(state.data()).decode("ascii"),
        }

    def restore_layout(self, words: object) -> None:
        """Take what :meth:`layout_words` gave; anything else is passed over."""
        if not isinstance(words, dict) or words.get("version") != VERSION:
            return
        away = words.get("away")
        if isinstance(away, list):
            self._away = {name for name in away if name in self.docks}
        if words.get("by_hand") is True:
            try:
                state = b64decode(str(words.get("state", "")), validate=True)
            except ValueError:
                state = b""
            self._arranging = True
            self.arranged_by_hand = self.restoreState(QByteArray(state), VERSION)
            self._arranging = False
        for name, dock in self.docks.items():
            if name in self._away:
                dock.hide()

    # --- Qt ---

    def event(self, event: QEvent) -> bool:
        """A seam that is dragged is an arrangement too; Qt tells of it in no signal."""
        taken = super().event(event)
        if not isinstance(event, QMouseEvent):
            return taken
        if event.type() == QEvent.Type.MouseButtonPress:
            self._seam_held_at = event.globalPosition() if taken else None
        elif event.type() == QEvent.Type.MouseButtonRelease and self._seam_held_at is not None:
            way, self._seam_held_at = event.globalPosition() - self._seam_held_at, None
            if way.manhattanLength() > 0:  # a press alone arranges nothing
                self._moved()
        return taken

    def _open_menu(self, name: str, place: QPoint) -> None:
        dock = self.docks[name]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        float_it = QAction(self.tr("Back into the window") if dock.isFloating() else self.tr("Let it float"), menu)
        float_it.triggered.connect(lambda: dock.setFloating(not dock.isFloating()))
        away = QAction(self.tr("Put {0} away").format(dock.windowTitle()), menu)
        away.triggered.connect(dock.close)
        anew = QAction(self.tr("All panels at their first places"), menu)
        anew.triggered.connect(self.start_anew)
        for action in (float_it, away, anew):
            menu.addAction(action)
        menu.popup(place)

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() != QEvent.Type.ChildPolished:
            return  # before the child is asked for: see controls/viewport.py
        child = event.child()
        if isinstance(child, QTabBar):
            dress_tabs(child, self._frame_style)
