"""All styles in a card below the chips: found by typing, put on and off with a press."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.styles import Style
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.theme import GAP_SMALL

from .style_row import StyleRow

WIDTH = 340
MOST_HEIGHT = 372


class StylePopover(Popover):
    """``toggled`` tells a style's id, ``edit_wanted`` and ``wildcards_wanted`` that an editor is asked for."""

    GROUND = "panel"
    toggled = Signal(str)
    edit_wanted = Signal()
    wildcards_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._styles: Sequence[Style] = ()
        self._chosen: Sequence[str] = ()
        self._anchor_chip: QWidget | None = None
        self.field = LineField(self.tr("Find a style"), icon="search")
        describe(self.field.edit, self.tr("Find a style"), self.tr("Return puts the first one on"))
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._scroll = ScrollColumn(content)
        self._nothing = Label(self.tr("No style is called that."), wrap=True)
        self._nothing.setContentsMargins(10, 6, 10, 6)
        self.edit = Button(self.tr("Edit styles …"), kind=ButtonKind.QUIET, small=True)
        describe(self.edit, self.tr("Edit styles"), self.tr("Write your own styles, import or export them"))
        self.wildcards = Button(self.tr("Edit wildcards …"), kind=ButtonKind.QUIET, small=True)
        describe(self.wildcards, self.tr("Edit wildcards"), self.tr("Lists of words for __name__ in the prompt"))
        foot = QHBoxLayout()
        foot.addWidget(self.edit)
        foot.addStretch(1)
        foot.addWidget(self.wildcards)
        self.rows.setSpacing(GAP_SMALL)
        for widget in (self.field, self._scroll, self._nothing, HairLine()):
            self.rows.addWidget(widget)
        self.rows.addLayout(foot)
        self.field.changed.connect(self._fill)
        self.field.edit.returnPressed.connect(self._take_first)
        self.field.left.connect(self.dismiss)
        self.field.edit.installEventFilter(self)
        self.edit.clicked.connect(lambda: self._leave_for(self.edit_wanted))
        self.wildcards.clicked.connect(lambda: self._leave_for(self.wildcards_wanted))
        self.closed.connect(self._give_focus_back)

    @property
    def style_rows(self) -> list[StyleRow]:
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        return [row for item in items if item is not None and isinstance(row := item.widget(), StyleRow)]

    def show_styles(self, styles: Sequence[Style], chosen: Sequence[str]) -> None:
        self._styles, self._chosen = styles, chosen
        self._fill()

    def show_chosen(self, chosen: Sequence[str]) -> None:
        self._chosen = chosen
        for row in self.style_rows:
            row.setChecked(row.style_id in chosen)

    def open_at(self, anchor: QWidget) -> None:
        self._anchor_chip = anchor
        self.field.set_text("")
        self.open_below(anchor, WIDTH)
        self.field.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.field.edit and pressed and event.key() == Qt.Key.Key_Down and self.style_rows:  # type: ignore[attr-defined]
            self.style_rows[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = self.field.text.casefold().split()
        found = [style for style in self._styles if all(word in _found_by(style) for word in words)]
        height = 0
        for place, style in enumerate(found):
            row = StyleRow(style, first=place == 0)
            row.setChecked(style.id in self._chosen)
            row.clicked.connect(lambda _checked=False, style_id=style.id: self.toggled.emit(style_id))
            row.left_above.connect(self.field.edit.setFocus)
            self._list.addWidget(row)
            height += row.sizeHint().height() + 2
        self._nothing.setVisible(not found)
        self._scroll.setVisible(bool(found))
        self._scroll.setFixedHeight(min(MOST_HEIGHT, max(0, height - 2)))
        self.arrange()

    def _take_first(self) -> None:
        rows = self.style_rows
        if rows and self.field.text.strip():
            self.toggled.emit(rows[0].style_id)
            self.dismiss()

    def _leave_for(self, wanted: SignalInstance) -> None:
        self.dismiss()
        wanted.emit()

    def _give_focus_back(self) -> None:
        if self._anchor_chip is not None:
            self._anchor_chip.setFocus(Qt.FocusReason.PopupFocusReason)


def _found_by(style: Style) -> str:
    return f"{style.name} {style.description} {style.template}".casefold()
