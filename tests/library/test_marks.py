"""Stars, tags and notes: on whole selections, announced, undone."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import PictureUnknown, RuleBroken
from rundot_studio.domain.picture import Picture
from rundot_studio.library.library import Library
from rundot_studio.library.marks import Marks, MarksChange, clean_tag, tag_key

Store = Callable[..., Picture]


@pytest.fixture
def ids(store: Store) -> list[str]:
    return [store(number).id for number in (1, 2, 3)]


def test_a_new_picture_has_no_marks(library: Library, ids: list[str]) -> None:
    assert library.marks([*ids, "ffffffffff"]) == dict.fromkeys(ids, Marks())


def test_a_selection_is_marked_in_one_go_and_announced_once(library: Library, ids: list[str]) -> None:
    told: list[frozenset[str]] = []
    library.marks_changed.connect(told.append)
    library.star(ids, 4)
    library.tag(ids[:2], ["boss", " level   one "])
    library.note(ids[2:], "  for the intro\n")
    assert told == [frozenset(ids), frozenset(ids[:2]), frozenset(ids[2:])]
    marks = library.marks(ids)
    assert marks[ids[0]] == Marks(4, ("boss", "level one"))
    assert marks[ids[2]] == Marks(4, notes="for the intro")
    assert library.tags() == {"boss": 2, "level one": 2}


def test_several_marks_are_set_and_undone_as_one(library: Library, ids: list[str]) -> None:
    library.tag(ids[:1], ["wip"])
    library.star(ids[:1], 1)
    told: list[frozenset[str]] = []
    library.marks_changed.connect(told.append)
    before = library.marks(ids)
    change = library.mark(ids, stars=3, add_tags=["boss"], remove_tags=["wip"], note="good")
    assert library.marks(ids) == dict.fromkeys(ids, Marks(3, ("boss",), "good"))
    library.undo(change)
    assert library.marks(ids) == before
    assert told == [frozenset(ids)] * 2
    with pytest.raises(RuleBroken):
        library.mark(ids, stars=9, note="never")
    assert library.mark(ids) == MarksChange()
    assert library.marks(ids) == before


def test_what_changes_nothing_is_not_announced_and_undoes_nothing(library: Library, ids: list[str]) -> None:
    library.tag(ids, ["boss"])
    told: list[frozenset[str]] = []
    library.marks_changed.connect(told.append)
    assert library.tag(ids, ["BOSS"]) == library.star(ids, 0) == library.untag(ids, "never") == MarksChange()
    assert told == []


def test_undo_touches_only_what_was_changed(library: Library, ids: list[str]) -> None:
    library.tag(ids[:1], ["boss"])
    library.star(ids[:1], 2)
    tagged = library.tag(ids, ["boss"])
    starred = library.star(ids, 5)
    library.star(ids[1:2], 1)
    library.undo(tagged)
    assert library.tags() == {"boss": 1}
    redo = library.undo(starred)
    assert [library.marks(ids)[picture].stars for picture in ids] == [2, 0, 0]
    library.undo(redo)
    assert [library.marks(ids)[picture].stars for picture in ids] == [5, 1, 5]


def test_upper_case_makes_no_other_tag_and_accents_do(library: Library, ids: list[str]) -> None:
    library.tag(ids[:1], ["Łąka"])
    library.tag(ids[1:2], ["ŁĄKA"])
    library.tag(ids[2:], ["laka"])
    assert library.tags() == {"laka": 1, "Łąka": 2}
    library.untag(ids, "łąka")
    assert library.tags() == {"laka": 1}


def test_tags_of_pictures_in_the_trash_are_not_counted(library: Library, ids: list[str]) -> None:
    library.tag(ids, ["boss"])
    library.delete(ids[:1])
    assert library.tags() == {"boss": 2}


@pytest.mark.parametrize(
    "mark",
    [
        lambda library, ids: library.star(ids, 6),
        lambda library, ids: library.star(ids, -1),
        lambda library, ids: library.tag(ids, [""]),
        lambda library, ids: library.tag(ids, [" \n"]),
        lambda library, ids: library.tag(ids, ["x" * 81]),
        lambda library, ids: library.note(ids, "x" * 20_001),
    ],
)
def test_what_is_not_allowed_is_refused(library: Library, ids: list[str], mark: Callable[..., object]) -> None:
    with pytest.raises(RuleBroken):
        mark(library, ids)
    assert library.marks(ids) == dict.fromkeys(ids, Marks())


def test_a_selection_with_an_unknown_picture_is_left_as_it_was(library: Library, ids: list[str]) -> None:
    with pytest.raises(PictureUnknown):
        library.star([*ids, "ffffffffff"], 3)
    assert library.marks(ids) == dict.fromkeys(ids, Marks())


@given(st.text(st.characters(categories=None), max_size=60))
def test_any_tag_is_refused_or_kept_as_one_line_that_the_database_can_hold(text: str) -> None:
    try:
        tag = clean_tag(text)
    except RuleBroken:
        return
    assert tag
    assert "\n" not in tag
    assert "\0" not in tag
    assert clean_tag(tag) == tag
    assert tag_key(tag) == tag_key(text)
    tag.encode()


def test_notes_and_tags_hold_what_can_be_typed(library: Library, ids: list[str]) -> None:
    library.note(ids, 'a\ud800b\0c "quoted" 🐉')
    library.tag(ids, ["d\udc00e", "🐉 fire"])
    assert library.marks(ids[:1])[ids[0]] == Marks(0, ("d?e", "🐉 fire"), 'a?bc "quoted" 🐉')
