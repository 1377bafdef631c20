"""The model: a card with its name and what it is best for; a press opens the cards of all models."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.domain.catalog import DEFAULT_MODEL, model_named
from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import CENTRE, draw_focus, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.theme import CAPTION_PX, SMALL_PX, TEXT_PX, Tokens, sized, tokens_of

from .model_offer import ModelOffer, catalogue_offers, offer_of_model

LIST_WIDTH = 400


class ModelFace(PaintedButton):
    """How one model looks, on the card and in the list."""

    END = 34

    def __init__(self, model: ModelOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.setText(model.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, 52)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            background = self._background(tokens)
            if background:
                fill_rounded(painter, self.rect(), background)
            self._draw_end(painter, tokens)
            right = self._draw_badge(painter, tokens, self.width() - self.END)
            words = QRectF(12, 8, right - 20, 18)
            name_colour = tokens.text if self.model.callable else tokens.faint
            draw_text(painter, words, self.model.label, name_colour, sized(self.font(), TEXT_PX, bold=True))
            below = words.translated(0, 18)
            colour = tokens.secondary if self.model.callable else tokens.faint
            draw_text(painter, below, self._more(), colour, sized(self.font(), SMALL_PX))
            draw_focus(painter, self, tokens)

    def _more(self) -> str:
        return self.model.more

    def _background(self, tokens: Tokens) -> str:
        return tokens.hover if self.hovered else tokens.control

    def _draw_end(self, painter: QPainter, tokens: Tokens) -> None:
        draw_icon(painter, "chevron-down", tokens.secondary, self.width() - 28, (self.height() - 16) / 2, 16)

    def _draw_badge(self, painter: QPainter, tokens: Tokens, right: float) -> float:
        """The sizes the model has, or a warning sign; gives the x where the words must end."""
        if self.model.answered_as or not self.model.callable:
            colour = tokens.amber if self.model.callable else tokens.faint
            draw_icon(painter, "alert", colour, right - 18, (self.height() - 16) / 2, 16)
            return right - 18
        if not self.model.known:
            return right
        words = self.model.sizes[0]
        if len(self.model.sizes) > 1:
            words = f"{self.model.sizes[0]}–{self.model.sizes[-1]}"
        font = sized(self.font(), CAPTION_PX)
        width = text_width(words, font) + 10
        badge = QRectF(right - width, (self.height() - 20) / 2, width, 20)
        fill_rounded(painter, badge, tokens.raised, 5)
        draw_text(painter, badge, words, tokens.secondary, font, CENTRE)
        return right - width

    def describe_model(self) -> None:
        tip = "\n".join(dict.fromkeys((f"{self.model.label} ({self.model.name})", self.model.more)))
        if self.model.label == self.model.name:
            tip = f"{self.model.name}\n{self.model.more}"
        name = self.tr("Model: {0}").format(self.model.label)
        if not self.model.callable:
            name = self.tr("Model: {0}. Can't be used: {1}").format(self.model.label, self.model.more)
        describe(self, name, tip)


class ModelRow(ModelFace):
    """One model of the open list."""

    def __init__(self, model: ModelOffer, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setCheckable(True)
        self.setEnabled(model.callable)
        self.describe_model()

    def _background(self, tokens: Tokens) -> str:
        if self.isChecked():
            return tokens.accent_soft
        return tokens.hover if self.hovered or self.hasFocus() else ""

    def _draw_end(self, painter: QPainter, tokens: Tokens) -> None:
        if self.isChecked():
            draw_icon(painter, "check", tokens.accent_text, self.width() - 28, (self.height() - 16) / 2, 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class ModelCard(ModelFace):
    """``chosen`` tells the new model's name on the wire."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._offers = catalogue_offers()
        super().__init__(next(offer for offer in self._offers if offer.name == DEFAULT_MODEL), parent)
        self._popover: Popover | None = None
        self._wished = ""
        self.describe_model()
        self.clicked.connect(self.open_list)

    def _more(self) -> str:
        return self.tr("Retired") if self.model.answered_as else self.model.more  # the caution below tells the rest

    @property
    def value(self) -> str:
        return self.model.name

    @property
    def wanted(self) -> str:
        """The one that is chosen, or is going to be when it is offered."""
        return self._wished or self.value

    @property
    def offers(self) -> list[ModelOffer]:
        return self._offers

    def set_offers(self, offers: Sequence[ModelOffer]) -> None:
        """What the service offers now. The model that is chosen stays chosen, even where it can't be called."""
        self._offers = list(offers)
        self._close_list()
        if self._popover is not None:
            self._popover.deleteLater()
            self._popover = None
        current = self._offer_named(self._wished) or self._offer_named(self.value)
        if current is not None and current != self.model:
            self._show(current)

    def choose(self, name: str) -> None:
        """Choose by wire name; one that is neither offered nor in the catalogue is chosen when it is offered."""
        offer = self._offer_named(name)
        self._wished = name if offer is None else ""
        if offer is not None and name != self.value:
            self._show(offer)

    def _offer_named(self, name: str) -> ModelOffer | None:
        offered = next((offer for offer in self._offers if offer.name == name), None)
        known = model_named(name)
        return offered or (offer_of_model(known) if known else None)

    def _show(self, offer: ModelOffer) -> None:
        self._wished = ""
        self.model = offer
        self.setText(offer.label)
        self.describe_model()
        self.update()
        self.chosen.emit(offer.name)

    def open_list(self) -> None:
        if self._popover is None:
            self._popover = Popover(self.window())
            self._popover.closed.connect(self._list_closed)
            for offer in self._offers:
                row = ModelRow(offer, self._popover.card)
                row.clicked.connect(lambda _checked=False, name=offer.name: self._picked(name))
                self._popover.rows.addWidget(row)
        for row in self._rows():
            row.setChecked(row.model.name == self.value)
        self._popover.open_below(self, max(self.width(), LIST_WIDTH))
        ready = [row for row in self._rows() if row.isEnabled()]
        checked = [row for row in ready if row.isChecked()]
        for row in (checked or ready)[:1]:
            row.setFocus(Qt.FocusReason.PopupFocusReason)

    def _rows(self) -> list[ModelRow]:
        return self._popover.card.findChildren(ModelRow) if self._popover else []

    def _picked(self, name: str) -> None:
        self.choose(name)
        self._close_list()

    def _close_list(self) -> None:
        if self._popover:
            self._popover.dismiss()

    def _list_closed(self) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
