"""Correcting a cut-out by hand: the picture under the brush, with its bar."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from .look import Look
from .matte_bar import MatteBar
from .matte_canvas import MatteCanvas
from .pyramid_maker import PyramidMaker

ASK_MS = 3000


class MatteEditor(QWidget):
    """``corrected`` brings the picture to be stored, RGBA not multiplied by alpha; ``left`` that nothing is to be.

    The strokes are kept until :meth:`end_keeping` tells whether it was stored. The first Escape after a stroke only
    asks; the second one leaves.
    """

    corrected = Signal(QImage)
    left = Signal()

    def __init__(self, look: Look, maker: PyramidMaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MatteCanvas(look, maker, self)
        self.bar = MatteBar(look, self)
        self._asking = QTimer(self, singleShot=True, interval=ASK_MS)
        self._asking.timeout.connect(self._show_ways_out)
        canvas, bar = self.canvas, self.bar
        bar.radius_changed.connect(canvas.set_radius)
        bar.hardness_changed.connect(canvas.set_hardness)
        bar.mode_changed.connect(self._choose_mode)
        bar.ghost.toggled.connect(canvas.set_ghost)
        bar.undo.clicked.connect(canvas.undo)
        bar.redo.clicked.connect(canvas.redo)
        bar.cancel.clicked.connect(self.leave)
        bar.keep.clicked.connect(self.keep)
        canvas.brush_changed.connect(self._show_brush)
        canvas.edited.connect(self._show_history)
        canvas.opened.connect(self._show_history)
        canvas.escaped.connect(self._escape)
        self._show_brush()
        self._show_history()

    def open(self, cutout: QImage, source: QImage) -> None:
        """See :meth:`MatteCanvas.open`."""
        self._set_keeping(False)
        self.canvas.open(cutout, source)
        self._show_history()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Hand the corrected picture over; where nothing was changed, just leave."""
        if not self.canvas.changed:
            self.leave()
            return
        self._set_keeping(True)
        self.corrected.emit(self.canvas.result())

    def end_keeping(self, *, stored: bool) -> None:
        """The picture that was handed over is stored; or it is not, and the strokes are still here."""
        self._set_keeping(False)
        if stored:
            self.leave()

    def _set_keeping(self, keeping: bool) -> None:
        self.bar.setEnabled(not keeping)
        self.canvas.setEnabled(not keeping)
        if not keeping:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._asking.stop()
        self.canvas.close_edit()
        self.left.emit()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the artist has just been asked; otherwise it asks."""
        if not self.canvas.changed or self._asking.isActive():
            return True
        self._asking.start()
        self._show_ways_out()
        return False

    def _escape(self) -> None:
        if self.may_leave():
            self.leave()

    def _choose_mode(self, mode: object) -> None:
        if mode is not self.canvas.brush.mode:
            self.canvas.switch_mode()

    def _show_brush(self) -> None:
        self.bar.show_brush(self.canvas.brush, ghost=self.canvas.ghost)

    def _show_history(self) -> None:
        self.bar.show_history(can_undo=self.canvas.can_undo, can_redo=self.canvas.can_redo)
        self.bar.keep.setEnabled(self.canvas.changed)
        self._asking.stop()
        self._show_ways_out()

    def _show_ways_out(self) -> None:
        asking = self._asking.isActive()
        self.bar.cancel.setText(self.tr("Drop strokes?") if asking else self.tr("Cancel"))
        self.bar.cancel.updateGeometry()
        self._place()

    # --- keys that go on wherever the focus is ---

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.canvas.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_ours(event):
            self.canvas.redo()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.keep()
        elif event.key() in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight, Qt.Key.Key_X, Qt.Key.Key_O):
            if not self.canvas.hasFocus():  # the bar has it: the brush's keys work there as well
                self.canvas.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.bar.fit_into(self.width(), self.height())
        top, _below, side = self.canvas.margins
        self.canvas.margins = (top, self.height() - self.bar.y(), side)
        self.canvas.setGeometry(self.rect())
        self.canvas.arrange()
        self.bar.raise_()


def _is_ours(event: QKeyEvent) -> bool:
    """Undo and redo are the brush's as long as it is open; Ctrl+Y and Ctrl+Shift+Z both redo."""
    control = Qt.KeyboardModifier.ControlModifier
    shifted = control | Qt.KeyboardModifier.ShiftModifier
    undo = event.key() == Qt.Key.Key_Z and event.modifiers() in (control, shifted)
    return undo or (event.key() == Qt.Key.Key_Y and event.modifiers() == control)
