"""The bar over the grid: what is pressed is asked for, what is asked for is said, and nothing is cut off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.library.arrangement import Choices, Grouping, Order
from rundot_studio.ui.controls.drop_down import ToggleChip
from rundot_studio.ui.controls.fields import LineField
from rundot_studio.ui.controls.list_row import ListRow
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.segment import SegmentButton
from rundot_studio.ui.controls.slider import SlimSlider
from rundot_studio.ui.gallery.filter_bar import FilterBar
from rundot_studio.ui.gallery.filters import Arrangement, Filters
from tests.ui.conftest import Show

CHOICES = Choices(
    kinds={"generated": 30, "cutout": 12},
    models={"gpt-image-1": 20, "gemini-3-pro-image-preview": 22},
    engines={"hosted": 42},
    ratios={"1:1": 42},
)


@pytest.fixture
def bar(qtbot: QtBot, shown: Show) -> Iterator[FilterBar]:
    window = QWidget()
    window.resize(900, 700)
    bar = FilterBar(SlimSlider(96, 280, 132), window)
    bar.resize(900, 40)
    bar.attach(lambda: CHOICES, lambda board: {"b1": "Heroes"}.get(board, ""))
    shown(window)
    yield bar
    window.hide()


def row(bar: FilterBar, words: str) -> ListRow:
    return next(each for each in bar.window().findChildren(ListRow) if each.text() == words and each.isVisible())


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def asked(bar: FilterBar) -> list[Arrangement]:
    heard: list[Arrangement] = []
    bar.changed.connect(heard.append)
    return heard


def test_several_kinds_can_be_chosen_in_one_go(bar: FilterBar) -> None:
    heard = asked(bar)
    press(bar.kind)
    press(row(bar, "Generated"))
    press(row(bar, "Cut-outs"))
    assert heard[-1].filters.kinds == {PictureKind.GENERATED, PictureKind.CUTOUT}
    assert bar.kind.text() == "Cut-outs +1"
    press(row(bar, "Generated"))
    assert heard[-1].filters.kinds == {PictureKind.CUTOUT}


def test_the_model_list_has_what_is_in_the_library_with_numbers(bar: FilterBar) -> None:
    heard = asked(bar)
    press(bar.model)
    names = [each.accessibleName() for each in bar.window().findChildren(ListRow) if each.isVisible()]
    assert any(name.endswith(", 22") for name in names)
    press(next(each for each in bar.window().findChildren(ListRow) if each.isVisible()))
    assert heard[-1].filters.models == {"gpt-image-1"}


def test_a_rating_is_one_choice_and_closes_the_list(bar: FilterBar) -> None:
    heard = asked(bar)
    press(bar.rating)
    press(row(bar, "★★★ or more"))
    assert heard[-1].filters.stars == 3
    assert bar.rating.text() == "★ 3+"
    assert not [each for each in bar.window().findChildren(Popover) if each.isVisible()]


def test_clear_keeps_the_search_and_shows_only_where_something_is_asked_for(bar: FilterBar) -> None:
    heard = asked(bar)
    assert not bar.clear.isVisible()
    bar.show_arrangement(Arrangement(Filters(text="knight", stars=2, board="b1"), Order.BOARD))
    assert bar.clear.isVisible()
    assert bar.boards.text() == "Heroes"
    assert not bar.all.isChecked()
    press(bar.clear)
    assert heard[-1] == Arrangement(Filters(text="knight"))
    assert bar.all.isChecked()


def test_a_board_comes_in_its_own_order_and_leaves_with_it(bar: FilterBar) -> None:
    heard = asked(bar)
    bar.choose_board("b1")
    assert heard[-1] == Arrangement(Filters(board="b1"), Order.BOARD)
    bar.choose_board(None)
    assert heard[-1] == Arrangement()


def test_order_and_groups_are_chosen_in_one_list(bar: FilterBar) -> None:
    heard = asked(bar)
    press(bar.order)
    press(row(bar, "By day"))
    press(bar.order)
    press(row(bar, "Best rated"))
    assert heard[-1] == Arrangement(Filters(), Order.RATING, Grouping.DAY)
    assert bar.order.text() == "Best rated · By day"


def test_more_has_every_filter(bar: FilterBar) -> None:
    heard = asked(bar)
    press(bar.more)
    window = bar.window()
    chips = {each.text(): each for each in window.findChildren(ToggleChip) if each.isVisible()}
    segments = {each.text(): each for each in window.findChildren(SegmentButton) if each.isVisible()}
    fields = {each.edit.accessibleName(): each for each in window.findChildren(LineField) if each.isVisible()}
    chips["Cut-outs"].click()
    chips["16:9"].click()
    chips["hosted"].click()
    segments["4+"].click()
    segments["Transparent"].click()
    fields["Seed"].set_text("12345")
    fields["from"].set_text("2026-11-01")
    fields["to"].set_text("2026-11-22")
    assert heard[-1].filters == Filters(
        kinds=frozenset({PictureKind.CUTOUT}),
        engines=frozenset({"hosted"}),
        ratios=frozenset({"16:9"}),
        stars=4,
        seed=12345,
        since=date(2026, 11, 1),
        until=date(2026, 11, 22),
        has_alpha=True,
    )
    assert bar.more.text() == "More 5"
    fields["Seed"].set_text("12a")
    fields["to"].set_text("tomorrow")
    assert fields["Seed"].broken
    assert fields["to"].broken
    assert heard[-1].filters.seed == 12345, "what is no seed was asked for"


@pytest.mark.parametrize("width", [340, 480, 600, 900])
def test_no_button_is_cut_off_and_what_is_asked_for_is_always_seen(bar: FilterBar, width: int) -> None:
    kinds = frozenset({PictureKind.CUTOUT, PictureKind.GENERATED}) if width >= 600 else frozenset()
    filters = Filters(models=frozenset({"gpt-image-1"}), kinds=kinds, board="b1") if width >= 480 else Filters()
    bar.show_arrangement(Arrangement(filters))
    bar.resize(width, 40)
    QApplication.processEvents()
    visible = [
        each
        for each in (bar.all, bar.boards, bar.kind, bar.model, bar.rating, bar.more, bar.order, bar.clear)
        if each.isVisible()
    ]
    assert {bar.boards, bar.more, bar.order} <= set(visible)
    assert bar.all in visible or bar.clear in visible
    assert bar.model in visible or not filters.models
    for button in visible:
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() < width
    lefts = [button.geometry() for button in visible]
    assert not any(one.intersects(other) for place, one in enumerate(lefts) for other in lefts[place + 1 :])


def test_filters_for_several_values_become_queries_that_exclude_each_other() -> None:
    filters = Filters(text="a", models=frozenset({"m1", "m2"}), ratios=frozenset({"1:1", "2:3"}), stars=2)
    queries = filters.queries()
    assert len({(query.model_used, query.aspect_ratio) for query in queries}) == len(queries) == 4
    assert {(query.text, query.stars_at_least, query.engine) for query in queries} == {("a", 2, None)}
    assert replace(filters, text="").active
    assert not Filters(text="a").active
