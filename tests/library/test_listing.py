from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, SourceImage
from rundot_studio.library.arrangement import Group, Grouping, Order
from rundot_studio.library.library import Library
from rundot_studio.library.listing import Listing
from rundot_studio.library.query import Query

Store = Callable[..., Picture]
ALL = [Query()]


@pytest.fixture
def pictures(store: Store) -> list[Picture]:
    return [store(number) for number in range(1, 6)]


def listed(library: Library, order: Order = Order.NEWEST, grouping: Grouping = Grouping.NONE) -> list[int]:
    return Listing(library).listed(ALL, order, grouping).numbers.tolist()


def board(library: Library, name: str, pictures: list[Picture]) -> str:
    library.create_board(name)
    board_id = library.boards()[-1].id
    library.put_on_board(board_id, [picture.id for picture in pictures])
    return board_id


def test_an_empty_library_lists_nothing(library: Library) -> None:
    for grouping in Grouping:
        found = Listing(library).listed(ALL, Order.NEWEST, grouping)
        assert (found.numbers.tolist(), found.groups) == ([], ())


def test_each_order_lists_all_pictures_but_those_in_the_trash(library: Library, pictures: list[Picture]) -> None:
    library.star([pictures[1].id], 5)
    library.star([pictures[3].id], 2)
    library.delete([pictures[0].id])
    assert listed(library) == [5, 4, 3, 2]
    assert listed(library, Order.OLDEST) == [2, 3, 4, 5]
    assert listed(library, Order.RATING) == [2, 4, 5, 3]


def test_the_newest_some_are_the_beginning_of_all(library: Library, pictures: list[Picture]) -> None:
    assert Listing(library).listed(ALL, limit=2).numbers.tolist() == [5, 4]
    assert Listing(library).listed(ALL, limit=99).numbers.tolist() == [5, 4, 3, 2, 1]


def test_queries_that_exclude_each_other_are_listed_together(library: Library, store: Store) -> None:
    for number, ratio in enumerate(("1:1", "16:9", "2:3", "1:1"), 1):
        store(number, GenerateRecipe("a knight", aspect_ratio=ratio))
    queries = [Query(aspect_ratio="1:1"), Query(aspect_ratio="2:3")]
    assert Listing(library).listed(queries).numbers.tolist() == [4, 3, 1]


def test_entries_have_their_stars_and_ids_keep_their_order(library: Library, pictures: list[Picture]) -> None:
    library.star([pictures[2].id], 4)
    entries = Listing(library).entries([3, 1, 99])
    assert {number: (entry.picture, entry.stars) for number, entry in entries.items()} == {
        3: (pictures[2], 4),
        1: (pictures[0], 0),
    }
    assert Listing(library).ids([4, 99, 2]) == [pictures[3].id, pictures[1].id]


def test_days_are_groups_in_the_order_that_is_asked_for(library: Library, pictures: list[Picture]) -> None:
    yesterday = datetime.now(UTC).astimezone().toordinal() - 1
    with library._database.transaction() as connection:
        connection.execute("UPDATE picture_facets SET day = ? WHERE number IN (2, 5)", (yesterday,))
    newest = Listing(library).listed(ALL, Order.NEWEST, Grouping.DAY)
    day = (pictures[0].created_at.astimezone() + timedelta()).toordinal()
    later, earlier = sorted((day, yesterday), reverse=True)
    members = {yesterday: [5, 2], day: [4, 3, 1]}
    assert newest.groups == (Group(str(later), len(members[later])), Group(str(earlier), len(members[earlier])))
    assert newest.numbers.tolist() == members[later] + members[earlier]
    oldest = Listing(library).listed(ALL, Order.OLDEST, Grouping.DAY)
    assert oldest.numbers.tolist() == [*reversed(members[earlier]), *reversed(members[later])]


def test_by_board_a_picture_comes_once_for_each_of_its_boards_and_at_last_where_it_has_none(
    library: Library, pictures: list[Picture]
) -> None:
    first = board(library, "first", pictures[:3])
    second = board(library, "second", pictures[2:4])
    found = Listing(library).listed(ALL, Order.NEWEST, Grouping.BOARD)
    assert found.groups == (Group(first, 3), Group(second, 2), Group("", 1))
    assert found.numbers.tolist() == [3, 2, 1, 4, 3, 5]


def test_a_board_is_listed_in_the_artists_order(library: Library, pictures: list[Picture]) -> None:
    board_id = board(library, "sheet", pictures[:3])
    with library._database.transaction() as connection:
        for position, number in enumerate((2, 3, 1)):
            connection.execute("UPDATE board_pictures SET position = ? WHERE number = ?", (position, number))
    found = Listing(library).listed([Query(board=board_id)], Order.BOARD)
    assert found.numbers.tolist() == [2, 3, 1]
    assert Listing(library).listed([Query(board=board_id)], Order.NEWEST).numbers.tolist() == [3, 2, 1]


def test_families_come_from_their_beginning_and_what_has_none_at_last(library: Library, store: Store) -> None:
    first = store(1)
    store(2)
    cut_out = store(3, CutoutRecipe(SourceImage("x", picture_id=first.id)), first.id)
    store(4)
    store(5, CutoutRecipe(SourceImage("x", picture_id=cut_out.id)), cut_out.id)
    found = Listing(library).listed(ALL, Order.NEWEST, Grouping.FAMILY)
    assert found.groups == (Group(first.id, 3), Group("", 2))
    assert found.numbers.tolist() == [1, 3, 5, 4, 2]
    library.delete([first.id])
    found = Listing(library).listed(ALL, Order.NEWEST, Grouping.FAMILY)
    assert found.groups[0] == Group(first.id, 2), "a deleted beginning no longer holds its family together"


def test_there_are_as_many_pictures_to_choose_as_are_found(library: Library, pictures: list[Picture]) -> None:
    library.delete([pictures[0].id])
    choices = Listing(library).choices()
    assert choices.kinds == {"generated": 4}
    assert choices.ratios == {"1:1": 4}
    assert list(choices.engines.values()) == [4]
    for model, count in choices.models.items():
        assert len(Listing(library).listed([Query(model_used=model)]).numbers) == count


def test_a_long_list_is_whole_and_in_order(library: Library) -> None:
    """More numbers than are converted at once."""
    with library._database.transaction() as connection:
        connection.execute("INSERT INTO facets VALUES (1, 'generated', '', '', '', 0, 0, '', 0, 0, 0, 1, 20000)")
        connection.executemany(
            "INSERT INTO picture_facets (number, facet, day) VALUES (?, 1, 1)", [(n,) for n in range(1, 20_001)]
        )
    numbers = listed(library)
    assert len(numbers) == 20_000
    assert all(first == second + 1 for first, second in pairwise(numbers))
