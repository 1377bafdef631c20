"""The filters that are used less often, in one card: all of them, so that nothing is lost where the bar is narrow."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.domain.catalog import ASPECT_RATIOS
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.library.arrangement import Choices
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.drop_down import ToggleChip
from rundot_studio.ui.controls.fields import LineField, heading
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.numbers import day as written_day
from rundot_studio.ui.controls.numbers import day_in
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL
from rundot_studio.ui.pictures.words import model_label

from .choice_list import FieldsPopover, new_popover, show
from .filter_words import kind_name
from .filters import Filters, toggled

translate = QCoreApplication.translate
EXAMPLE_DAY = date(2026, 1, 31)
WIDTH = 336
ANY, WITH, WITHOUT = "any", "with", "without"


def open_more(anchor: QWidget, filters: Filters, choices: Choices, ask: Callable[[Filters], object]) -> Popover:
    """Open the card below ``anchor``; ``ask`` hears the filters after each change."""
    popover = new_popover(anchor, FieldsPopover)
    MoreFilters(popover, filters, choices, ask)
    show(popover, anchor, WIDTH)
    return popover


class MoreFilters:
    """Fills the card."""

    def __init__(self, popover: Popover, filters: Filters, choices: Choices, ask: Callable[[Filters], object]) -> None:
        self._popover = popover
        self._filters = filters
        self._ask = ask
        popover.rows.setContentsMargins(14, 12, 14, 14)
        popover.rows.setSpacing(GAP_SMALL + 2)
        self._add_chips(translate("Filters", "Kind"), "kinds", [(kind, kind_name(kind)) for kind in PictureKind])
        self._add_chips(translate("Filters", "Model"), "models", [(n, model_label(n)) for n in choices.models])
        self._add_rating()
        ratios = [ratio.name for ratio in ASPECT_RATIOS]
        self._add_chips(translate("Filters", "Shape"), "ratios", [(name, name) for name in ratios])
        self._add_alpha()
        self._add_seed()
        self._add_days()
        self._add_chips(translate("Filters", "Engine"), "engines", [(name, name) for name in choices.engines])

    def _change(self, **changes: Any) -> None:
        self._filters = replace(self._filters, **changes)
        self._ask(self._filters)

    def _heading(self, words: str) -> None:
        if self._popover.rows.count():
            self._popover.rows.addSpacing(GAP_SMALL)
        self._popover.rows.addWidget(heading(words))

    def _add_chips(self, title: str, name: str, values: Iterable[tuple[Any, str]]) -> None:
        offered = list(values)
        if not offered:
            return
        self._heading(title)
        holder = QWidget()
        flow = FlowLayout(holder, gap=GAP_SMALL)
        for value, words in offered:
            chip = ToggleChip(words)
            chip.setChecked(value in getattr(self._filters, name))
            describe(chip, f"{title}: {words}", words)
            chip.clicked.connect(
                lambda _checked=False, v=value: self._change(**{name: toggled(getattr(self._filters, name), v)})
            )
            flow.addWidget(chip)
        self._popover.rows.addWidget(holder)

    def _add_segment(
        self, title: str, choices: list[tuple[str, str, str]], chosen: str, take: Callable[[str], Any]
    ) -> None:
        self._heading(title)
        segment = Segment(title, choices)
        segment.choose(chosen)
        segment.chosen.connect(take)
        self._popover.rows.addWidget(segment)

    def _add_rating(self) -> None:
        offered = [("0", translate("Filters", "Any"), translate("Filters", "Any rating"))]
        for stars in range(1, 6):
            words = str(stars) if stars == 5 else f"{stars}+"
            offered.append((str(stars), words, translate("Filters", "{0} stars or more").format(stars)))
        self._add_segment(
            translate("Filters", "Stars"),
            offered,
            str(self._filters.stars),
            lambda value: self._change(stars=int(value)),
        )

    def _add_alpha(self) -> None:
        offered = [
            (ANY, translate("Filters", "Any"), translate("Filters", "With transparent parts or without")),
            (WITH, translate("Filters", "Transparent"), translate("Filters", "Only with transparent parts")),
            (WITHOUT, translate("Filters", "Opaque"), translate("Filters", "Only without transparent parts")),
        ]
        alpha = self._filters.has_alpha
        chosen = ANY if alpha is None else WITH if alpha else WITHOUT
        wanted = {ANY: None, WITH: True, WITHOUT: False}
        self._add_segment(
            translate("Filters", "Background"),
            offered,
            chosen,
            lambda value: self._change(has_alpha=wanted[value]),
        )

    def _add_seed(self) -> None:
        self._heading(translate("Filters", "Seed"))
        field = LineField(translate("Filters", "Any seed"))
        field.set_text("" if self._filters.seed is None else str(self._filters.seed))
        describe(field.edit, translate("Filters", "Seed"), translate("Filters", "Only pictures of this seed"))

        def take(text: str) -> None:
            text = text.strip()
            field.set_broken(bool(text) and not text.isdecimal())
            if not field.broken:
                self._change(seed=int(text) if text else None)

        field.changed.connect(take)
        self._popover.rows.addWidget(field)

    def _add_days(self) -> None:
        self._heading(translate("Filters", "Made"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        fields = {}
        for name, words in (("since", translate("Filters", "from")), ("until", translate("Filters", "to"))):
            field = LineField(f"{words} {written_day(EXAMPLE_DAY)}")
            day: date | None = getattr(self._filters, name)
            field.set_text(written_day(day) if day else "")
            describe(field.edit, words, translate("Filters", "A day, such as {0}").format(written_day(EXAMPLE_DAY)))
            field.changed.connect(lambda text, n=name, f=field: self._take_day(n, f, text))
            fields[name] = field
            row.addWidget(field)
        self._popover.rows.addLayout(row)
        holder = QWidget()
        flow = FlowLayout(holder, gap=GAP_SMALL)
        for words, days in (
            (translate("Filters", "Today"), 0),
            (translate("Filters", "7 days"), 6),
            (translate("Filters", "30 days"), 29),
        ):
            chip = ToggleChip(words)
            chip.setCheckable(False)
            chip.clicked.connect(lambda _c=False, d=days: self._show_last(fields, d))
            flow.addWidget(chip)
        self._popover.rows.addWidget(holder)

    def _take_day(self, name: str, field: LineField, text: str) -> None:
        day = day_in(text)
        field.set_broken(bool(text.strip()) and day is None)
        if not field.broken:
            self._change(**{name: day})

    def _show_last(self, fields: dict[str, LineField], days: int) -> None:
        fields["since"].set_text(written_day(date.today() - timedelta(days=days)))
        fields["until"].set_text("")
