"""The card beside a tool's button: its settings, its presets, what the result will be, and the button that does it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import ToolRecipe, UpscaleRecipe
from rundot_studio.domain.tool_settings import (
    MOST_RESULT_MEGAPIXELS,
    default_settings,
    is_too_large,
    result_size,
)
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import HairLine
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import counted, rounded
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.segment import SegmentButton
from rundot_studio.ui.controls.theme import GAP, TEXT_PX
from rundot_studio.ui.controls.toggle import Toggle

from .preset_line import PresetLine
from .tool_forms import form_of

APPLY_HEIGHT = 36


class ToolCard(Popover):
    """``applied`` brings the settings to work with, ``changed`` tells that others stand in it."""

    applied = Signal(object)
    changed = Signal()
    GROUND = "panel"

    def __init__(self, window: QWidget, tool: str, words: str) -> None:
        super().__init__(window)
        self.tool = tool
        self._words = words
        self._pictures: list[Picture] = []
        self._settings_of: dict[str, ToolRecipe] = {}
        self.setAccessibleName(words)
        self.form = form_of(tool)
        self.presets = PresetLine()
        self.result = Label(colour="text", wrap=True, tabular=True)
        self.price = Label(colour="secondary", tabular=True)
        self.defaults = Button(self.tr("Defaults"), kind=ButtonKind.QUIET, small=True)
        describe(self.defaults, self.tr("As the service's defaults"), self.tr("As the service's defaults"))
        self.apply = Button(words, kind=ButtonKind.PRIMARY, hint="↵")
        self.apply.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.apply.setMaximumHeight(APPLY_HEIGHT)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.rows.setContentsMargins(12, 10, 12, 12)
        self.rows.setSpacing(GAP)
        head = QHBoxLayout()
        head.addWidget(Label(self._words, colour="text", pixels=TEXT_PX, bold=True), 1)
        head.addWidget(self.presets.save)
        head.addWidget(self.defaults)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self.result)
        told.addWidget(self.price)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addLayout(told, 1)
        foot.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignVCenter)
        self.rows.addLayout(head)
        self.rows.addWidget(self.presets)
        self.rows.addWidget(self.form)
        self.rows.addWidget(HairLine())
        self.rows.addLayout(foot)

    def _connect(self) -> None:
        self.form.changed.connect(self._form_changed)
        self.defaults.clicked.connect(lambda: self.take(default_settings(self.tool)))
        self.apply.clicked.connect(self._apply)
        self.presets.chosen.connect(lambda name: self.take(self._settings_of[name]))
        self.presets.reshaped.connect(self.arrange)
        self.presets.ended.connect(lambda: self.form.first().setFocus(Qt.FocusReason.OtherFocusReason))
        for child in self.form.findChildren(QWidget):
            if isinstance(child, SegmentButton | Toggle):
                child.installEventFilter(self)

    @property
    def settings(self) -> ToolRecipe | None:
        """None where something is written that can't be."""
        return self.form.settings

    @property
    def pictures(self) -> list[Picture]:
        return self._pictures

    def open_for(self, anchor: QWidget, settings: ToolRecipe, pictures: Sequence[Picture]) -> None:
        """Show it beside ``anchor`` with these settings, for these pictures; Return applies."""
        self._pictures = list(pictures)
        self.presets.end_naming()
        self.show_price("")
        self.form.show_settings(settings)
        self._refresh()
        self.open_below(anchor, self.form.WIDTH)
        self.form.first().setFocus(Qt.FocusReason.PopupFocusReason)

    def take(self, settings: ToolRecipe) -> None:
        """Set the form to other settings."""
        self.form.show_settings(settings)
        self._form_changed()

    def show_presets(self, presets: Sequence[tuple[str, ToolRecipe]]) -> None:
        self._settings_of = dict(presets)
        self.presets.show_presets([name for name, _ in presets])
        self._mark_preset()
        self.arrange()

    def show_price(self, words: str) -> None:
        """What it is estimated to cost; empty where nobody knows."""
        self.price.setText(words)
        self.price.setVisible(bool(words))
        self.arrange()

    def _form_changed(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        words, possible = self._result_words()
        self.result.setText(words)
        self.result.set_colour("text" if possible else "bad")
        self.apply.setEnabled(possible)
        many = len(self._pictures) > 1
        words = self.tr("{0}: {1} pictures").format(self._words, counted(len(self._pictures))) if many else self._words
        self.apply.setText(words)
        describe(self.apply, words, words, "Return")
        self.apply.updateGeometry()
        self.defaults.setEnabled(self.settings != default_settings(self.tool))
        self._mark_preset()
        self.arrange()

    def _mark_preset(self) -> None:
        settings = self.settings
        self.presets.mark(next((name for name, each in self._settings_of.items() if each == settings), ""))

    def _result_words(self) -> tuple[str, bool]:
        """What becomes of the largest picture, and whether that can be made."""
        settings = self.settings
        if settings is None:
            return self.tr("Something above is out of its range."), False
        if not self._pictures:
            return self.tr("Choose a picture first."), False
        sizes = [result_size(settings, (each.width, each.height)) for each in self._pictures]
        width, height = max(sizes, key=lambda size: size[0] * size[1])
        size = self.tr("{0} × {1}, {2} megapixels").format(width, height, rounded(width * height / 1e6, 1))
        if is_too_large((width, height)):
            words = self.tr("It would have {0}; at most {1} megapixels can be made.")
            return words.format(size, MOST_RESULT_MEGAPIXELS), False
        if len(set(sizes)) > 1:
            size = self.tr("up to {0}").format(size)
        elif len(sizes) > 1:
            size = self.tr("{0} each").format(size)
        words = self.tr("Result: {0}").format(size)
        flat = isinstance(settings, UpscaleRecipe) and settings.output_format == "jpeg"
        if flat and any(each.has_alpha for each in self._pictures):
            words = f"{words}. {self.tr('JPEG has no transparency: it will be lost.')}"
        return words, True

    def _apply(self) -> None:
        settings = self.settings
        if settings is not None and self.apply.isEnabled():
            self.dismiss()
            self.applied.emit(settings)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return applies also where a button of the form has the keyboard; Space presses that."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_return(event):
            self._apply()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_return(event):
            self._apply()
        else:
            super().keyPressEvent(event)


def _is_return(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
        event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    )
