from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.library.families import families


def test_all_that_was_made_from_a_picture_is_its_family() -> None:
    children = [(2, "b", "a"), (3, "c", "b"), (4, "d", "a"), (9, "y", "x")]
    assert families(children) == {2: "a", 3: "a", 4: "a", 9: "x"}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_a_child_is_always_in_its_parents_family(parents: list[int]) -> None:
    """Also where a damaged file makes a picture its own ancestor: then only that the end is reached."""
    children = [(number, f"p{number}", f"p{parent}") for number, parent in enumerate(parents)]
    found = families(children)
    assert set(found) == set(range(len(parents)))
    for number, parent in enumerate(parents):
        if parent < number and all(above <= place for place, above in enumerate(parents)):
            assert found[number] == found.get(parent, f"p{parent}")


def test_a_long_line_is_walked_once() -> None:
    children = [(number, f"p{number}", f"p{number - 1}") for number in range(1, 5000)]
    assert set(families(children).values()) == {"p0"}
