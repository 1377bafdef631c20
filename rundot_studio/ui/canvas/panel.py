"""The canvas with what floats over it: the zoom controls at the top, the tool bar at the bottom."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.chips import Chip
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL

from .canvas import Canvas
from .corner_bar import CornerBar
from .floating_card import FloatingBar
from .look import Look
from .look_card import WIDTH, LookCard
from .matte_editor import MatteEditor
from .side_by_side import SideBySide
from .surface import MARGIN_BOTTOM, CanvasSurface
from .tool_bar import ToolBar


class CanvasPanel(QWidget):
    """Keeps the floating parts in place, and shows only those that can do something.

    One of three surfaces is seen: the canvas, pictures side by side, or a cut-out under the brush. ``chosen`` tells
    which of the pictures side by side the artist decided for, ``corrected`` brings a corrected cut-out to be stored,
    and ``back`` tells that the canvas is seen again. ``whole_window_wanted`` asks whoever holds the panel for the whole
    window, or to give it back; ``touch_up_wanted`` for the pictures that :meth:`correct` needs, ``depth_wanted`` for
    the depth views, or for their end.
    """

    chosen = Signal(int)
    corrected = Signal(QImage)
    back = Signal()
    whole_window_wanted = Signal(bool)
    touch_up_wanted = Signal()
    depth_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look(self)
        self.canvas = Canvas(self.look, self)
        self.together = SideBySide(self.look, self.canvas.maker, self)
        self.matte = MatteEditor(self.look, self.canvas.maker, self)
        self.tools = ToolBar(self)
        self._card: LookCard | None = None
        self._can_touch_up = False
        self._can_see_depth = False
        self._bar: FloatingBar | None = None
        self._zooms = True
        self._whole = False
        self._make_controls()
        self._connect()
        self.together.hide()
        self.matte.hide()
        self.refresh()

    def _make_controls(self) -> None:
        self.percent = Chip("100 %")
        self.percent.setToolTip(self.tr("Zoom: turn the wheel over the picture"))
        self.fit = self._control(self.tr("Fit"), self.tr("Fit"), self.tr("Show the whole picture"), "0")
        self.one_to_one = self._control("1:1", "1:1", self.tr("One screen pixel for each pixel"), "1")
        self.look_button = self._control(
            "", self.tr("Show"), self.tr("What lies behind, and how pixels look"), "", "backdrop"
        )
        self.picker = self._control("", self.tr("Pick a colour"), self.tr("Click copies the colour"), "I", "eyedropper")
        self.picker.setCheckable(True)
        self.compare = self._control(
            "", self.tr("Compare"), self.tr("Compare with what it was made from"), "", "compare"
        )
        self.compare.setCheckable(True)
        self.compare.setChecked(True)
        self.touch_up = self._control(
            "", self.tr("Touch up the cut-out"), self.tr("Touch up the cut-out with a brush"), "E", "touch-up"
        )
        self.depth_button = self._control(
            "",
            self.tr("Depth views"),
            self.tr("Parallax, fog, light and relief from the depth map"),
            "D",
            "depth-views",
        )
        self.depth_button.setCheckable(True)
        self.whole = self._control(
            "", self.tr("Whole window"), self.tr("Give the picture the whole window"), "F", "expand"
        )
        self.done = self._control(self.tr("Done"), self.tr("Done"), self.tr("Back to one picture"), "Esc")
        looking = (self.compare, self.look_button, self.picker, self.depth_button, self.touch_up)
        zooming = (self.percent, self.fit, self.one_to_one, self.whole, self.done)
        self.looking = CornerBar(self.tr("Looking"), looking, self)
        self.zooming = CornerBar(self.tr("Zoom"), zooming, self)

    def _control(self, words: str, name: str, tip: str, shortcut: str, icon: str = "") -> Button:
        # What is switched on and off here is a way of looking, not a choice: it gets no accent.
        button = Button(words, icon=icon, kind=ButtonKind.QUIET if icon else ButtonKind.CONTROL, small=True)
        describe(button, name, tip, shortcut)
        return button

    def _connect(self) -> None:
        for surface in self._surfaces():
            surface.zoom_changed.connect(self._show_zoom)
            surface.picking_changed.connect(self._show_picking)
        self.fit.clicked.connect(lambda: self.surface.fit())
        self.one_to_one.clicked.connect(lambda: self.surface.zoom_to(1.0))
        self.picker.toggled.connect(lambda on: self.surface.set_picking(on))
        self.compare.toggled.connect(self.canvas.set_comparing)
        self.look_button.clicked.connect(self.open_look)
        self.touch_up.clicked.connect(self.touch_up_wanted)
        self.depth_button.clicked.connect(self._ask_depth)
        self.whole.clicked.connect(lambda: self.whole_window_wanted.emit(not self._whole))
        self.done.clicked.connect(self.show_canvas)
        self.canvas.escaped.connect(self._escape)
        self.together.escaped.connect(self.show_canvas)
        self.together.chosen.connect(self._choose)
        self.matte.left.connect(self.show_canvas)
        self.matte.corrected.connect(self.corrected)

    def close_threads(self) -> None:
        self.canvas.close_threads()

    def _surfaces(self) -> tuple[CanvasSurface, ...]:
        return (self.canvas, self.together, self.matte.canvas)

    @property
    def surface(self) -> CanvasSurface:
        """The one that is seen."""
        if not self.matte.isHidden():
            return self.matte.canvas
        return self.canvas if self.together.isHidden() else self.together

    # --- what is seen ---

    def show_canvas(self) -> None:
        """Back to one picture; what lay side by side or under the brush is forgotten."""
        if self.surface is self.canvas:
            return
        self.surface.set_picking(False)
        self.together.clear()
        self.matte.canvas.close_edit()
        self._see(self.canvas)
        self.back.emit()

    def compare_pictures(self, images: Sequence[QImage], captions: Sequence[str] = (), marked: int = 0) -> None:
        """Two to four pictures side by side, zoomed and panned in step. Raises ValueError for another number."""
        self.together.compare(images, captions, marked)
        self._see(self.together)

    def correct(self, cutout: QImage, source: QImage) -> None:
        """Put a cut-out under the brush; ``source`` is what it was cut out of. ``back`` follows in the end.

        Images that were not multiplied by alpha keep untouched pixels to the bit. Whoever stores what ``corrected``
        brings calls ``matte.end_keeping``.
        """
        self._see(self.matte)
        self.matte.open(cutout, source)

    def set_can_touch_up(self, can: bool) -> None:
        """Whether the picture on the canvas is a cut-out whose source is at hand."""
        self._can_touch_up = can
        self.refresh()

    def set_can_see_depth(self, can: bool) -> None:
        """Whether there is a picture that has a depth map, or could have one."""
        self._can_see_depth = can
        self.refresh()

    def _ask_depth(self) -> None:
        self.depth_button.setChecked(self._bar is not None)  # it follows what is seen, which may take its time
        self.depth_wanted.emit()

    def set_bar(self, bar: FloatingBar | None, *, zooms: bool = True) -> None:
        """Another bar in the place of the tool bar, or None for the tool bar itself; ``zooms`` keeps the controls
        of zoom and look.

        The bar is a child of the panel.
        """
        if self._bar is not None and self._bar is not bar:
            self._bar.hide()
        self._bar = bar
        self._zooms = zooms
        if bar is not None:
            bar.fit_into(self.width(), self.height())  # shown first, a part of it could lie below the pointer
            bar.show()
        self.refresh()

    @property
    def bar_height(self) -> int:
        """Covered at the bottom by a bar that was set, in pixels."""
        return self._bar.height() if self._bar is not None else 0

    def set_whole_window(self, whole: bool) -> None:
        """Whether the panel has the whole window now: the button and Escape lead back."""
        self._whole = whole
        self.whole.set_icon_name("shrink" if whole else "expand")
        name = self.tr("Give the window back") if whole else self.tr("Give the picture the whole window")
        describe(self.whole, name, name, "F")

    def open_look(self) -> LookCard:
        if self._card is None or self._card.parent() is not self.window():
            self._card = LookCard(self.window(), self.look)
            self._card.closed.connect(self.look_button.setFocus)
        self._card.open_below(self.look_button, WIDTH)
        self._card.swatches.swatches[self.look.ground].setFocus(Qt.FocusReason.PopupFocusReason)
        return self._card

    def _see(self, part: QWidget) -> None:
        self.surface.set_picking(False)
        for each in (self.canvas, self.together, self.matte):
            each.setVisible(each is part)
        self.refresh()
        self.surface.arrange()
        self._show_zoom()
        self.surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, number: int) -> None:
        self.show_canvas()
        self.chosen.emit(number)

    def _escape(self) -> None:
        if self._whole:
            self.whole_window_wanted.emit(False)

    def refresh(self) -> None:
        """Show the controls that the picture on the canvas gives a use."""
        single = self.surface is self.canvas
        has_picture = not single or self.canvas.has_picture
        plain = single and self._bar is None
        self.tools.setVisible(plain and has_picture)
        self.compare.setVisible(plain and self.canvas.can_compare)
        self.touch_up.setVisible(plain and self._can_touch_up and has_picture)
        self.depth_button.setVisible((single or self._bar is not None) and self._can_see_depth and has_picture)
        self.done.setVisible(self.surface is self.together and self._bar is None)
        for control in (self.look_button, self.picker):
            control.setVisible(self._zooms)
        self.looking.settle(shown=has_picture)
        self.zooming.settle(shown=has_picture and self._zooms)
        self._place()
        self._keep_free()

    def _show_zoom(self) -> None:
        self.percent.set_text(f"{round(self.surface.zoom * 100)} %")
        self._place()

    def _show_picking(self, picking: bool) -> None:
        self.picker.setChecked(picking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.canvas, self.together, self.matte):
            part.setGeometry(self.rect())
        self._place()
        self._keep_free()

    def _place(self) -> None:
        edge = GAP + GAP_SMALL
        self.zooming.adjustSize()
        self.looking.move(edge, edge)
        self.zooming.move(self.width() - self.zooming.width() - edge, edge)
        self.canvas.reserved = [QRectF(bar.geometry()) for bar in (self.looking, self.zooming) if not bar.isHidden()]
        self.tools.fit_into(self.width(), self.height())
        floats: list[QWidget] = [self.looking, self.zooming, self.tools]
        if self._bar is not None:
            self._bar.fit_into(self.width(), self.height())
            floats.append(self._bar)
        for floating in floats:
            floating.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
            floating.raise_()

    def _keep_free(self) -> None:
        """A fitted picture keeps above the bar that lies over it."""
        below = self.bar_height
        above, _below, side = self.canvas.margins
        wanted = (above, float(max(MARGIN_BOTTOM, below)), side)
        if self.canvas.margins != wanted:
            self.canvas.margins = wanted
            self.canvas.arrange()
        self.together.keep_free(below)
