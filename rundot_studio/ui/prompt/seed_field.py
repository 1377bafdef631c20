"""The seed: a number, a lock that keeps it for the next pictures, and dice that draw another."""

import random

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.domain.catalog import SEED
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import INSETS, LineField
from rundot_studio.ui.controls.painting import text_width
from rundot_studio.ui.controls.theme import CONTROL_HEIGHT, GAP_SMALL, SMALL_PX, TEXT_PX, sized

NARROW_INSETS = (GAP_SMALL - 2, GAP_SMALL - 2)
AROUND_CURSOR = 4
"""What the field of Qt keeps free at both ends of its text together."""


class SeedField(QWidget):
    """Unlocked, each picture draws its own seed (``value`` is None). Writing a number locks it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.number = LineField(self.tr("random"))
        self.number.edit.setValidator(QIntValidator(SEED.low, SEED.high, self))
        self.number.edit.setMaxLength(10)
        describe(self.number.edit, self.tr("Seed"), self.tr("The same words and the same seed give the same picture"))
        self.lock = Button(icon="unlock")
        self.lock.setCheckable(True)
        describe(self.lock, self.tr("Lock the seed"), self.tr("Keep this seed for the next pictures"))
        self.dice = Button(icon="dice")
        describe(self.dice, self.tr("Draw a seed"), self.tr("Draw another seed and keep it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.number, 1)
        row.addWidget(self.lock)
        row.addWidget(self.dice)
        self.number.edit.textEdited.connect(self._edited)
        self.lock.toggled.connect(self._lock_toggled)
        self.dice.clicked.connect(self.draw)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small window the number is written smaller and all of it moves together: the first digits of a seed
        are worth as much as the last."""
        digits = text_width(str(SEED.high), sized(self.font(), TEXT_PX, tabular=True)) + AROUND_CURSOR
        roomy = digits + sum(INSETS) + 2 * (GAP_SMALL + CONTROL_HEIGHT) <= self.width()
        self.number.edit.setFont(sized(self.font(), TEXT_PX if roomy else SMALL_PX, tabular=True))
        self.number.set_insets(*(INSETS if roomy else NARROW_INSETS))
        for button in (self.lock, self.dice):
            button.set_narrow(not roomy)

    @property
    def value(self) -> int | None:
        """The locked seed, or None for a new one with each picture."""
        if not self.lock.isChecked() or not self.number.text:
            return None
        return int(self.number.text)

    def set_value(self, seed: int | None) -> None:
        self.number.set_text("" if seed is None else str(seed))
        self.lock.setChecked(seed is not None)
        self.changed.emit()

    def draw(self) -> None:
        self.set_value(random.randint(SEED.low, SEED.high))

    def _edited(self, text: str) -> None:
        if text and int(text) > SEED.high:  # the validator lets through what more typing could mend
            text = text[:-1]
            self.number.set_text(text)
        self.lock.setChecked(bool(text))
        self.changed.emit()

    def _lock_toggled(self, locked: bool) -> None:
        self.lock.set_icon_name("lock" if locked else "unlock")
        if locked and not self.number.text:
            self.number.set_text(self._kept or str(random.randint(SEED.low, SEED.high)))
        elif not locked:
            self._kept = self.number.text or self._kept
            self.number.set_text("")
        self.changed.emit()
