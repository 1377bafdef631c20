"""The tour's card lies within the window, beside the part it speaks of, and never over it."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from rundot_studio.ui.tour.placing import EDGE, GAP, Side, place_card, place_in_corner

ROOM = QRect(0, 0, 1024, 672)
CARD = QSize(328, 180)


@st.composite
def parts(draw: st.DrawFn) -> QRect:
    """Parts as large as a column of the window at most."""
    width, height = draw(st.integers(8, 330)), draw(st.integers(8, 300))
    return QRect(draw(st.integers(0, 1024 - width)), draw(st.integers(0, 672 - height)), width, height)


@given(parts(), st.lists(parts(), max_size=3))
def test_it_is_whole_in_the_window_and_never_over_its_part(part: QRect, free: list[QRect]) -> None:
    placement = place_card(ROOM, part, CARD, free)
    assert ROOM.adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(placement.card)
    assert placement.card.size() == CARD
    assert not placement.card.intersects(part)


@given(parts())
def test_the_beak_grows_out_of_the_edge_that_faces_the_part(part: QRect) -> None:
    placement = place_card(ROOM, part, CARD)
    card, beak = placement.card, placement.beak
    assert beak is not None
    edges = {
        Side.RIGHT: QRect(card.left(), card.top(), 1, card.height()),
        Side.LEFT: QRect(card.right() + 1, card.top(), 1, card.height()),
        Side.BELOW: QRect(card.left(), card.top(), card.width(), 1),
        Side.ABOVE: QRect(card.left(), card.bottom() + 1, card.width(), 1),
    }
    assert placement.side is not None
    assert edges[placement.side].contains(beak)


def test_it_keeps_off_what_the_stop_wants_free_the_first_above_all() -> None:
    part = QRect(16, 440, 150, 34)
    beside = QRect(part.right() + 1, 0, 1024 - part.right(), 672)
    assert place_card(ROOM, part, CARD).side is Side.RIGHT
    assert place_card(ROOM, part, CARD, [beside]).side is Side.ABOVE
    above = QRect(0, 0, part.right() + 1, part.top())
    assert place_card(ROOM, part, CARD, [above, beside]).side is Side.RIGHT


def test_it_lies_close_to_its_part() -> None:
    part = QRect(16, 85, 280, 100)
    card = place_card(ROOM, part, CARD).card
    assert card.left() - part.right() == GAP + 1


def test_a_part_that_fills_the_window_is_left_as_free_as_can_be() -> None:
    placement = place_card(ROOM, ROOM, CARD)
    assert placement.beak is None
    assert ROOM.contains(placement.card)


def test_a_card_that_points_at_nothing_lies_in_a_corner_that_is_free() -> None:
    right = QRect(700, 0, 324, 672)
    assert place_in_corner(ROOM, CARD).card.bottomRight() == QPoint(1023 - EDGE, 671 - EDGE)
    assert not place_in_corner(ROOM, CARD, [right]).card.intersects(right)
