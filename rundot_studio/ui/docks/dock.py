"""One dock: a panel under a slim grip. The grip shows itself under the pointer; dragging it moves the panel."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QContextMenuEvent, QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.painting import LEFT, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, SMALL_PX, sized, tokens_of

GRIP_HEIGHT = 8
FLOATING_HEIGHT = 32


class Grip(QWidget):
    """The dock's title bar: a short line in the window, its name and a close button where the panel floats.

    It takes no mouse presses, so that the dock sees them and moves.
    """

    def __init__(self, dock: "Dock", token: str) -> None:
        super().__init__(dock)
        self._dock = dock
        self._token = token
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.close_button = Button(icon="close", kind=ButtonKind.QUIET, small=True)
        self.close_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.close_button.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, 4, 0)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.show_floating(False)

    def show_floating(self, floating: bool) -> None:
        self.close_button.setVisible(floating)
        self.setFixedHeight(FLOATING_HEIGHT if floating else GRIP_HEIGHT)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(80, FLOATING_HEIGHT if self._dock.isFloating() else GRIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._dock.menu_wanted.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(getattr(tokens, self._token)))
            if self._dock.isFloating():
                name = QRectF(GAP_LARGE, 0, self.width() - 60, self.height())
                draw_text(painter, name, self._dock.windowTitle(), tokens.secondary, sized(self.font(), SMALL_PX), LEFT)
            elif self.underMouse():
                fill_rounded(painter, QRectF(self.width() / 2 - 16, 3, 32, 3), tokens.faint, 1.5)


class Dock(QDockWidget):
    """``name`` is stable: the remembered layout knows the dock by it. ``put_away`` tells the artist closed it.

    A panel that is made later is given with ``setWidget``.
    """

    menu_wanted = Signal(object)
    put_away = Signal()

    def __init__(self, name: str, title: str, panel: QWidget | None, token: str = "panel") -> None:
        super().__init__(title)
        self._token = token
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable
            | QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self.grip = Grip(self, token)
        describe(self.grip.close_button, self.tr("Put {0} away").format(title))
        self.setTitleBarWidget(self.grip)
        if panel is not None:
            self.setWidget(panel)
        self.topLevelChanged.connect(self.grip.show_floating)

    def exchange(self, panel: QWidget) -> None:
        """Show this panel in place of the one that stood for it."""
        before = self.widget()
        self.setWidget(panel)
        before.hide()
        before.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(getattr(tokens_of(self), self._token)))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.put_away.emit()
