"""The model: a card with its name and what it is best for; a press opens the cards of all models."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.domain.catalog import DEFAULT_MODEL, MODELS, Model, model_named

from .buttons import PaintedButton
from .describe import describe
from .icons import draw_icon
from .painting import CENTRE, draw_focus, draw_text, fill_rounded, painting, text_width
from .popover import Popover
from .theme import CAPTION_PX, SMALL_PX, TEXT_PX, Tokens, sized, tokens_of


class ModelFace(PaintedButton):
    """How one model looks, on the card and in the list."""

    END = 34

    def __init__(self, model: Model, parent: QWidget | None = None) -> None:
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
            draw_text(painter, words, self.model.label, tokens.text, sized(self.font(), TEXT_PX, bold=True))
            below = words.translated(0, 18)
            faint = tokens.secondary
            draw_text(painter, below, self.model.best_for, faint, sized(self.font(), SMALL_PX))
            draw_focus(painter, self, tokens)

    def _background(self, tokens: Tokens) -> str:
        return tokens.hover if self.hovered else tokens.control

    def _draw_end(self, painter: QPainter, tokens: Tokens) -> None:
        draw_icon(painter, "chevron-down", tokens.secondary, self.width() - 28, (self.height() - 16) / 2, 16)

    def _draw_badge(self, painter: QPainter, tokens: Tokens, right: float) -> float:
        """The sizes the model has, or a warning sign; gives the x where the words must end."""
        if self.model.answered_as:
            draw_icon(painter, "alert", tokens.accent_text, right - 18, (self.height() - 16) / 2, 16)
            return right - 18
        words = self.model.sizes[0]
        if len(self.model.sizes) > 1:
            words = f"{self.model.sizes[0]}–{self.model.sizes[-1]}"
        font = sized(self.font(), CAPTION_PX)
        width = text_width(words, font) + 10
        badge = QRectF(right - width, (self.height() - 20) / 2, width, 20)
        fill_rounded(painter, badge, tokens.raised, 5)
        draw_text(painter, badge, words, tokens.secondary, font, CENTRE)
        return right - width


class ModelRow(ModelFace):
    """One model of the open list."""

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
        default = model_named(DEFAULT_MODEL)
        assert default is not None
        super().__init__(default, parent)
        self._popover: Popover | None = None
        self._describe()
        self.clicked.connect(self.open_list)

    @property
    def value(self) -> str:
        return self.model.name

    def choose(self, name: str) -> None:
        """Choose by wire name; a name this version does not know is left alone."""
        model = model_named(name)
        if model is None or model == self.model:
            return
        self.model = model
        self.setText(model.label)
        self._describe()
        self.update()
        self.chosen.emit(name)

    def _describe(self) -> None:
        tip = f"{self.model.label} ({self.model.name})\n{self.model.best_for}"
        describe(self, self.tr("Model: {0}").format(self.model.label), tip)

    def open_list(self) -> None:
        if self._popover is None:
            self._popover = Popover(self.window())
            self._popover.closed.connect(self._list_closed)
            for model in MODELS:
                row = ModelRow(model, self._popover.card)
                row.setCheckable(True)
                describe(row, self.tr("Model: {0}").format(model.label), f"{model.name}\n{model.best_for}")
                row.clicked.connect(lambda _checked=False, name=model.name: self._picked(name))
                self._popover.rows.addWidget(row)
        for row in self._rows():
            row.setChecked(row.model == self.model)
        self._popover.open_below(self, max(self.width(), 300))
        next(row for row in self._rows() if row.isChecked()).setFocus(Qt.FocusReason.PopupFocusReason)

    def _rows(self) -> list[ModelRow]:
        return self._popover.card.findChildren(ModelRow) if self._popover else []

    def _picked(self, name: str) -> None:
        self.choose(name)
        if self._popover:
            self._popover.dismiss()

    def _list_closed(self) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
