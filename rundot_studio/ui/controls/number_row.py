"""A number to set: its name with the range, a slider, and a field to write it in. A wrong one is told in place."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from .describe import describe
from .fields import Label, LineField
from .numbers import amount
from .slider import SlimSlider
from .theme import CAPTION_PX, GAP, TEXT_PX

FIELD_WIDTH = 68
translate = QCoreApplication.translate


@dataclass(frozen=True)
class NumberRange:
    """What may be written: ``low`` to ``high`` with so many ``decimals``; the slider goes in steps of ``slide``.

    ``default`` is None where nothing written leaves it to the service.
    """

    low: float
    high: float
    default: float | None
    decimals: int = 0
    slide: float = 1.0

    def parse(self, text: str) -> float | None:
        """The number, or None for what is none in the range."""
        if not re.fullmatch(
            rf"[0-9]{{1,6}}([.,][0-9]{{1,{self.decimals}}})?" if self.decimals else r"[0-9]{1,6}", text
        ):
            return None
        number = float(text.replace(",", "."))
        return number if self.low <= number <= self.high else None

    def words(self, number: float) -> str:
        return amount(round(number, self.decimals))


class NumberRow(QWidget):
    """``changed`` comes with each other value, also with a broken one."""

    changed = Signal()

    def __init__(self, name: str, limits: NumberRange, more: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limits = limits
        self._value = limits.default
        self._broken = False
        told = self._range_words()
        self.slider = SlimSlider(self._notch(limits.low), self._notch(limits.high), 0)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self.slider, name, f"{more} {told}".strip())
        self.field = LineField(translate("NumberRow", "auto") if limits.default is None else "")
        self.field.setFixedWidth(FIELD_WIDTH)
        self.field.edit.setMaxLength(8)
        describe(self.field.edit, name, f"{more} {told}".strip())
        head = QHBoxLayout()
        head.addWidget(Label(name, colour="text", pixels=TEXT_PX), 1)
        head.addWidget(Label(told, colour="faint", pixels=CAPTION_PX, tabular=True))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.slider, 1)
        line.addWidget(self.field)
        self.more = Label(more, colour="secondary", wrap=True)
        if not more:  # to show it before it has a parent would open a window of its own for a moment
            self.more.hide()
        self._more = more
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self.more)
        self.set_value(limits.default)
        self.slider.valueChanged.connect(self._slid)
        self.field.changed.connect(self._typed)

    @property
    def value(self) -> float | None:
        """None where it is left to the service."""
        return self._value

    @property
    def broken(self) -> bool:
        """Whether something is written that is no value; then ``value`` is the last one that was."""
        return self._broken

    def set_value(self, value: float | None) -> None:
        """Without ``changed``."""
        self._value = value
        self._show_broken(False)
        for widget in (self.slider, self.field):
            widget.blockSignals(True)
        self.field.set_text("" if value is None else self.limits.words(value))
        self.slider.setValue(self._notch(self.limits.low if value is None else value))
        for widget in (self.slider, self.field):
            widget.blockSignals(False)

    def _notch(self, value: float) -> int:
        return round(value / self.limits.slide)

    def _range_words(self) -> str:
        limits = self.limits
        low, high = limits.words(limits.low), limits.words(limits.high)
        if limits.default is None:
            return translate("NumberRow", "{0} to {1} · empty: the model's own").format(low, high)
        return translate("NumberRow", "{0} to {1} · default {2}").format(low, high, limits.words(limits.default))

    def _slid(self, notch: int) -> None:
        value = min(self.limits.high, max(self.limits.low, notch * self.limits.slide))
        self.set_value(round(value, self.limits.decimals))
        self.changed.emit()

    def _typed(self, text: str) -> None:
        text = text.strip()
        value = self.limits.parse(text)
        empty = not text and self.limits.default is None
        self._show_broken(value is None and not empty)
        if not self._broken:
            self._value = value
            self.slider.blockSignals(True)
            self.slider.setValue(self._notch(self.limits.low if value is None else value))
            self.slider.blockSignals(False)
        self.changed.emit()

    def _show_broken(self, broken: bool) -> None:
        self._broken = broken
        self.field.set_broken(broken)
        self.more.set_colour("bad" if broken else "secondary")
        self.more.setText(self._wrong_words() if broken else self._more)
        self.more.setVisible(broken or bool(self._more))

    def _wrong_words(self) -> str:
        limits = self.limits
        low, high = limits.words(limits.low), limits.words(limits.high)
        if limits.decimals:
            step = limits.words(10**-limits.decimals)
            return translate("NumberRow", "A number from {0} to {1}, in steps of {2}.").format(low, high, step)
        return translate("NumberRow", "A whole number from {0} to {1}.").format(low, high)
