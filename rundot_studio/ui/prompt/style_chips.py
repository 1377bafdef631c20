"""The styles of the next picture: a chip for each, the innermost first, and the one that opens all styles."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.domain.styles import Style
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.painting import LEFT, draw_focus, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import SMALL_PX, scaled, sized, tokens_of

STYLES_SHORTCUT = "Ctrl+Shift+Y"
SIDE = 10
CROSS = 12
MOST_WIDTH = 220


class StyleChip(PaintedButton):
    """One style; a press or Delete takes it off, Alt with an arrow moves it among the others."""

    removed = Signal()
    moved = Signal(int)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(style.name)
        self._problem = style.problem
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        tip = sentence(style.problem) or style.template
        describe(self, self.tr("Style {0}").format(style.name), self.tr("{0}\nPress to take it off").format(tip), "Del")
        self.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        width = text_width(self.text(), sized(self.font(), SMALL_PX)) + 2 * SIDE + CROSS + 4
        return QSize(min(MOST_WIDTH, width), scaled(SMALL_PX) + 14)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        ground = tokens.bad_soft if self._problem else tokens.accent_soft
        colour = tokens.bad if self._problem else tokens.accent_text
        radius = self.height() / 2
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.raised if self.hovered else ground, radius)
            words = QRectF(SIDE, 0, self.width() - 2 * SIDE - CROSS - 4, self.height())
            draw_text(painter, words, self.text(), colour, sized(self.font(), SMALL_PX), LEFT)
            left = self.width() - SIDE - CROSS + 2
            draw_icon(painter, "close", colour, left, (self.height() - CROSS) / 2, CROSS)
            draw_focus(painter, self, tokens, radius)


class AddChip(PaintedButton):
    """Opens the card of all styles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("Style"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self, self.tr("Add a style"), self.tr("Choose among the styles, or write one"), STYLES_SHORTCUT)

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.text(), sized(self.font(), SMALL_PX)) + 2 * SIDE + 16, scaled(SMALL_PX) + 14)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        radius = self.height() / 2
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.hover if self.hovered else tokens.control, radius)
            draw_icon(painter, "plus", tokens.secondary, SIDE - 2, (self.height() - 14) / 2, 14)
            words = QRectF(SIDE + 15, 0, self.width() - SIDE - 15, self.height())
            draw_text(painter, words, self.text(), tokens.secondary, sized(self.font(), SMALL_PX), LEFT)
            draw_focus(painter, self, tokens, radius)


class StyleChips(QWidget):
    """``changed`` tells that others are chosen; ``wanted`` asks for the card of all styles.

    Before the styles are known, those that are chosen are kept by their ids.
    """

    changed = Signal()
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Styles"))
        self._known: dict[str, Style] | None = None
        self._chosen: list[str] = []
        self._chips: list[StyleChip] = []
        self._flow = FlowLayout(self, 6)
        self.add = AddChip()
        self._flow.addWidget(self.add)
        self.add.clicked.connect(self.wanted)

    @property
    def value(self) -> tuple[str, ...]:
        """Ids of the chosen styles, the innermost first."""
        return tuple(self._chosen)

    @property
    def styles(self) -> list[Style]:
        """The chosen ones, as far as they are known."""
        return [self._known[style_id] for style_id in self._chosen if self._known and style_id in self._known]

    @property
    def known(self) -> list[Style]:
        return list((self._known or {}).values())

    def knows(self, style_ids: Sequence[str]) -> bool:
        """Whether all of them are there; True as long as nobody knows."""
        return self._known is None or all(style_id in self._known for style_id in style_ids)

    def set_known(self, styles: Sequence[Style]) -> None:
        """All styles there are now. A chosen one that is gone is taken off."""
        self._known = {style.id: style for style in styles}
        kept = [style_id for style_id in self._chosen if style_id in self._known]
        gone = kept != self._chosen
        self._chosen = kept
        self._show()
        if gone:
            self.changed.emit()

    def choose(self, style_ids: Sequence[str]) -> None:
        """Choose these and no others; unknown ones are left out."""
        wanted = [style_id for style_id in dict.fromkeys(style_ids) if self.knows([style_id])]
        if wanted != self._chosen:
            self._chosen = wanted
            self._show()
            self.changed.emit()

    def toggle(self, style_id: str) -> None:
        kept = [each for each in self._chosen if each != style_id]
        self.choose(kept if style_id in self._chosen else [*kept, style_id])

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add)
        self._chips = [self._chip(style) for style in self.styles]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add)
        for first, second in pairwise([*self._chips, self.add]):
            QWidget.setTabOrder(first, second)
        self._flow.invalidate()
        self.updateGeometry()

    def _chip(self, style: Style) -> StyleChip:
        chip = StyleChip(style, self)
        chip.removed.connect(lambda: self._remove(style.id))
        chip.moved.connect(lambda by: self._move(style.id, by))
        return chip

    def _remove(self, style_id: str) -> None:
        place = self._chosen.index(style_id)
        self.toggle(style_id)
        after: QWidget = self._chips[place] if place < len(self._chips) else self.add
        after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, style_id: str, by: int) -> None:
        place = self._chosen.index(style_id)
        target = min(max(0, place + by), len(self._chosen) - 1)
        if target != place:
            order = [each for each in self._chosen if each != style_id]
            order.insert(target, style_id)
            self.choose(order)
            self._chips[target].setFocus(Qt.FocusReason.OtherFocusReason)
