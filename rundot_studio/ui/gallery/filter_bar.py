"""The bar over the grid: what is shown, in which order, and how large. It says what the model was asked for."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.library.arrangement import Choices, Grouping, Order
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import DropDown, FilterButton, PlainButton
from rundot_studio.ui.controls.slider import SlimSlider
from rundot_studio.ui.controls.theme import GAP
from rundot_studio.ui.pictures.words import model_label

from .choice_list import Choice, add_choices, new_popover, open_list, show
from .drag import pictures_in
from .filter_words import grouping_name, kind_name, order_name, several, stars_name
from .filters import Arrangement, Filters, toggled
from .more_filters import open_more

STARS_OFFERED = (0, 1, 2, 3, 4, 5)
SHOW_WIDTH = 220
SHORTER = (96, 64)
"""How wide buttons may be where there is little room, and where there is less."""


class FilterBar(QWidget):
    """``changed`` brings the arrangement that the artist wants; ``boards_wanted`` that the boards are to be shown, by a
    press or because pictures are dragged over their button."""

    changed = Signal(object)
    boards_wanted = Signal()

    def __init__(self, cell_size: SlimSlider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrangement = Arrangement()
        self._choices: Callable[[], Choices] = Choices
        self._board_name: Callable[[str], str] = lambda _board: ""
        self.cell_size = cell_size
        self.all = PlainButton(self.tr("All"))
        describe(self.all, self.tr("All pictures"), self.tr("Show the whole library"))
        self.boards = self._drop_down(self.tr("Boards"), self.boards_wanted.emit)
        self.boards.setAcceptDrops(True)
        self.boards.installEventFilter(self)
        self.kind = self._drop_down(self.tr("Kind"), self._open_kinds)
        self.model = self._drop_down(self.tr("Model"), self._open_models)
        self.rating = self._drop_down(self.tr("Rating"), self._open_ratings)
        self.more = self._drop_down(self.tr("More"), self._open_more)
        self.clear = FilterButton(self.tr("Clear"), icon="close")
        describe(self.clear, self.tr("Clear filters"), self.tr("Show all pictures again; the search stays"))
        self.order = self._drop_down(order_name(Order.NEWEST), self._open_orders)
        describe(self.order, self.tr("Order and groups"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 14, 6)
        row.setSpacing(2)
        for button in (self.all, self.boards, self.kind, self.model, self.rating, self.more, self.clear):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.order)
        row.addSpacing(GAP)
        row.addWidget(cell_size)
        self.all.clicked.connect(self.clear_filters)
        self.clear.clicked.connect(self.clear_filters)
        self.show_arrangement(Arrangement())

    def attach(self, choices: Callable[[], Choices], board_name: Callable[[str], str]) -> None:
        """Where the numbers in the lists come from, and the boards' names."""
        self._choices = choices
        self._board_name = board_name

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Say what is asked for, whoever asked."""
        self._arrangement = arrangement
        filters = arrangement.filters
        self._say(self.boards, self._board_name(filters.board) if filters.board else "", self.tr("Boards"))
        self._say(self.kind, several([kind_name(kind) for kind in sorted(filters.kinds)], ""), self.tr("Kind"))
        self._say(self.model, several([model_label(name) for name in sorted(filters.models)], ""), self.tr("Model"))
        self._say(self.rating, self._rating_words(filters.stars), self.tr("Rating"))
        more = filters.in_more
        self._say(self.more, self.tr("More {0}").format(more) if more else "", self.tr("More"))
        self.all.set_plain(not filters.active)
        self.clear.setVisible(filters.active)
        self.order.set_words(self._order_words())
        self._fit()

    @staticmethod
    def _rating_words(stars: int) -> str:
        if not stars:
            return ""
        return f"★ {stars}" if stars == 5 else f"★ {stars}+"

    def _order_words(self) -> str:
        words = order_name(self._arrangement.order)
        if self._arrangement.grouping is Grouping.NONE:
            return words
        return f"{words} · {grouping_name(self._arrangement.grouping)}"

    def _drop_down(self, words: str, opens: Callable[[], object]) -> DropDown:
        button = DropDown(words)
        describe(button, words)
        button.clicked.connect(lambda _checked=False: opens())
        return button

    def _say(self, button: FilterButton, chosen: str, otherwise: str) -> None:
        button.set_words(chosen or otherwise)
        button.set_active(bool(chosen))
        button.setAccessibleName(f"{otherwise}: {chosen}" if chosen else otherwise)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.boards and isinstance(event, QDragEnterEvent) and pictures_in(event.mimeData()):
            event.accept()
            self.boards_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    # --- narrow windows ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Leave out what ``More`` holds too, from the least used on, until the rest has room. What is active stays, if
        need be with shorter words."""
        active = [button for button in (self.boards, self.kind, self.model, self.rating) if button.active]
        for widget in (self.all, self.model, self.rating, self.kind, self.cell_size):
            widget.setVisible(True)
        for button in (*active, self.order):
            button.set_most_width()
        for widget in (self.cell_size, self.model, self.kind, self.rating, self.all):
            if self._room_wanted() <= self.width():
                return
            if widget is self.all:
                widget.setVisible(not self._filters.active)  # Clear does the same
            elif widget not in active:
                widget.setVisible(False)
        for width in SHORTER:
            for button in (*active, self.order):
                if self._room_wanted() > self.width():
                    button.set_most_width(width)

    def _room_wanted(self) -> int:
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.sizeHint().width()

    # --- what is opened ---

    def _ask(self, filters: Filters) -> None:
        self._change(replace(self._arrangement, filters=filters))

    def _change(self, arrangement: Arrangement) -> None:
        self.show_arrangement(arrangement)
        self.changed.emit(arrangement)

    @property
    def _filters(self) -> Filters:
        return self._arrangement.filters

    def clear_filters(self) -> None:
        """All pictures again; the search stays."""
        arrangement = replace(self._arrangement, filters=Filters(text=self._filters.text))
        if arrangement.order is Order.BOARD:
            arrangement = replace(arrangement, order=Order.NEWEST)
        self._change(arrangement)

    def choose_board(self, board: str | None) -> None:
        """Show a board, in the artist's order; or no board again."""
        order = self._arrangement.order
        if board is not None and order is Order.NEWEST:
            order = Order.BOARD
        elif board is None and order is Order.BOARD:
            order = Order.NEWEST
        grouping = Grouping.NONE if board is not None else self._arrangement.grouping
        self._change(Arrangement(replace(self._filters, board=board), order, grouping))

    def _open_kinds(self) -> None:
        numbers = self._choices().kinds
        offered = [Choice(kind, kind_name(kind), numbers.get(kind, 0)) for kind in PictureKind]
        open_list(self.kind, offered, self._filters.kinds, self._take_kind, many=True)

    def _take_kind(self, value: str) -> None:
        self._ask(replace(self._filters, kinds=toggled(self._filters.kinds, PictureKind(value))))

    def _open_models(self) -> None:
        offered = [Choice(name, model_label(name), number) for name, number in self._choices().models.items()]
        open_list(self.model, offered, self._filters.models, self._take_model, many=True)

    def _take_model(self, value: str) -> None:
        self._ask(replace(self._filters, models=toggled(self._filters.models, value)))

    def _open_ratings(self) -> None:
        offered = [Choice(str(stars), stars_name(stars)) for stars in STARS_OFFERED]
        chosen = {str(self._filters.stars)}
        open_list(self.rating, offered, chosen, self._take_rating, many=False)

    def _take_rating(self, value: str) -> None:
        self._ask(replace(self._filters, stars=int(value)))

    def _open_more(self) -> None:
        open_more(self.more, self._filters, self._choices(), self._ask)

    def _open_orders(self) -> None:
        popover = new_popover(self.order)
        orders = [order for order in Order if order is not Order.BOARD or self._filters.board is not None]
        groupings = [grouping for grouping in Grouping if grouping is not Grouping.BOARD or self._filters.board is None]
        add_choices(
            popover,
            [Choice(order, order_name(order)) for order in orders],
            {self._arrangement.order},
            lambda value: self._change(replace(self._arrangement, order=Order(value))),
            many=False,
            title=self.tr("Order"),
        )
        add_choices(
            popover,
            [Choice(grouping, grouping_name(grouping)) for grouping in groupings],
            {self._arrangement.grouping},
            lambda value: self._change(replace(self._arrangement, grouping=Grouping(value))),
            many=False,
            title=self.tr("Groups"),
        )
        show(popover, self.order, SHOW_WIDTH)
