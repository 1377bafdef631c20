"""What cards, headings and drags are made of."""

from array import array
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.arrangement import Entry, Group, Grouping
from rundot_studio.ui.controls.theme import DARK, LIGHT
from rundot_studio.ui.gallery.card_pixmaps import FRAME_S, CardPixmaps, CardStyle
from rundot_studio.ui.gallery.cards import CardLook, CardState, draw_problem_card
from rundot_studio.ui.gallery.drag import drag_data
from rundot_studio.ui.gallery.entries import Entries
from rundot_studio.ui.gallery.headings import HeadingWords, day_words
from rundot_studio.ui.gallery.runs import changed_middle, runs
from rundot_studio.ui.gallery.stars import STAR_PX, STARS, star_at, stars_place
from rundot_studio.ui.pictures.titles import Titles
from rundot_studio.ui.pictures.words import LEFT_OVER
from tests.ui.conftest import png
from tests.ui.stand_in import picture_of

PICTURE = picture_of(1, GenerateRecipe("a knight", seed=77), "1.png")
CARD = QRectF(0, 0, 132, 132)


def style(tokens: object = DARK) -> CardStyle:
    return CardStyle(132, 1.0, tokens, QApplication.font())  # type: ignore[arg-type]


@pytest.fixture
def thumbnail(qapp: QApplication) -> QPixmap:
    pixmap = QPixmap(132, 132)
    pixmap.fill(QColor("#3366aa"))
    return pixmap


def test_a_card_is_drawn_once_for_each_of_its_looks(thumbnail: QPixmap) -> None:
    cards = CardPixmaps()
    first = cards.get(PICTURE, thumbnail, 0, style(), bare=False)
    assert cards.get(PICTURE, thumbnail, 0, style(), bare=False).cacheKey() == first.cacheKey()
    others = [
        cards.get(PICTURE, thumbnail, 3, style(), bare=False),
        cards.get(PICTURE, thumbnail, 0, style(), bare=True),
        cards.get(PICTURE, thumbnail, 0, style(LIGHT), bare=False),
    ]
    assert len({card.cacheKey() for card in (first, *others)}) == 4
    assert first.toImage() != others[0].toImage(), "its stars are not seen"


def test_a_frame_draws_no_more_new_cards_than_it_has_time_for(thumbnail: QPixmap) -> None:
    now = [0.0]
    cards = CardPixmaps(lambda: now[0])
    cards.begin_frame()
    known = cards.get(PICTURE, thumbnail, 0, style(), bare=False)
    now[0] = FRAME_S * 2
    assert cards.get(PICTURE, thumbnail, 1, style(), bare=False).isNull()
    assert cards.put_off
    assert cards.get(PICTURE, thumbnail, 0, style(), bare=False).cacheKey() == known.cacheKey()
    cards.begin_frame()
    assert not cards.get(PICTURE, thumbnail, 1, style(), bare=False).isNull()


@pytest.mark.parametrize("star", range(1, STARS + 1))
def test_each_star_is_pressed_where_it_is_seen(star: int) -> None:
    place = stars_place(CARD, STARS)
    middle = QPointF(place.x() + STAR_PX * (star - 0.5), place.center().y())
    assert star_at(CARD, middle) == star
    assert star_at(CARD, middle - QPointF(0, 30)) == 0


def test_days_are_called_by_their_distance_from_today() -> None:
    today = date(2026, 11, 22)
    assert day_words(today, today) == "Today"
    assert day_words(date(2026, 11, 21), today) == "Yesterday"
    assert day_words(date(2026, 11, 20), today) == "Friday 20 November"
    assert day_words(date(2025, 11, 20), today) == "Thursday 20 November 2025"


def test_groups_are_called_by_board_family_and_what_has_none() -> None:
    words = HeadingWords(Titles())
    words.attach(lambda _id: PICTURE)
    words.set_boards({"b1": "Heroes"})
    assert words.of(None, Grouping.DAY) == "On their way"
    assert words.of(Group("b1", 3), Grouping.BOARD) == "Heroes"
    assert words.of(Group("", 3), Grouping.BOARD) == "On no board"
    assert words.of(Group("0000000001", 2), Grouping.FAMILY) == "A knight"
    assert words.of(Group("", 2), Grouping.FAMILY) == "Single pictures"


def test_one_picture_is_dragged_with_its_bytes_and_several_as_files(tmp_path: Path) -> None:
    path = tmp_path / "1.png"
    path.write_bytes(png(8, 8))
    one = drag_data([(PICTURE, path)])
    assert bytes(one.data("image/png").data()) == path.read_bytes()
    two = drag_data([(PICTURE, path), (PICTURE, path)])
    assert not two.hasFormat("image/png")
    assert len(two.urls()) == 2
    lost = drag_data([(PICTURE, tmp_path / "gone.png")])
    assert lost.hasUrls()
    assert not lost.hasFormat("image/png")


def test_what_was_looked_at_longest_ago_is_forgotten_first() -> None:
    entries = Entries(most=2)
    entries.put({n: Entry(picture_of(n, GenerateRecipe("k"), f"{n}.png")) for n in (1, 2)})
    assert entries.missing([1]) == []
    entries.put({3: Entry(picture_of(3, GenerateRecipe("k"), "3.png"))})
    assert entries.missing([1, 2, 3]) == [2]
    assert entries.number_of(f"{2:010x}") is None
    assert entries.forget([f"{1:010x}"]) == [1]
    assert entries.missing([1]) == [1]


numbers = st.lists(st.integers(0, 30), unique=True)


@given(numbers, st.integers(0, 30), st.integers(0, 5), numbers)
def test_the_middle_is_all_that_differs(old: list[int], start: int, gone: int, put: list[int]) -> None:
    new = old[:start] + put + old[start + gone :]
    first, old_last, new_last = changed_middle(array("q", old), array("q", new))
    assert old[:first] + new[first : new_last + 1] + old[old_last + 1 :] == new
    if old == new:
        assert old_last < first > new_last


@given(st.sets(st.integers(0, 40)))
def test_runs_are_as_long_as_can_be(places: set[int]) -> None:
    found = runs(sorted(places))
    assert {place for first, last in found for place in range(first, last + 1)} == places
    assert all(second > last + 1 for (_, last), (second, _) in pairwise(found))


@pytest.mark.parametrize(("code", "ground"), [(LEFT_OVER, DARK.panel), ("BLOCKED", DARK.bad_soft)])
def test_only_what_went_wrong_is_red(qapp: QApplication, code: str, ground: str) -> None:
    job = Job("1", GenerateRecipe("a knight"), "embedded", datetime.now(UTC), JobState.FAILED)
    job = replace(job, problem=Problem(code, "It was not sent.", "", "retry"))
    image = QImage(140, 140, QImage.Format.Format_RGB32)
    image.fill(QColor(DARK.window))
    painter = QPainter(image)
    look = CardLook(DARK, QApplication.font(), datetime.now(UTC), Titles())
    draw_problem_card(painter, QRectF(0, 0, 140, 140), job, look, CardState())
    painter.end()
    assert image.pixelColor(6, 70) == QColor(ground)
    red = any(image.pixelColor(x, y) == QColor(DARK.bad) for x in range(140) for y in range(60))
    assert red == (code != LEFT_OVER)
