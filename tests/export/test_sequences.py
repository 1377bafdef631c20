import pytest

from rundot_studio.export.sequences import animations, singles, split_number


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("walk_3", ("walk", 3)),
        ("walk-03", ("walk", 3)),
        ("hero/walk/12", ("hero/walk", 12)),
        ("walk (4)", ("walk", 4)),
        ("walk7", ("walk", 7)),
        ("idle", ("idle", None)),
        ("007", ("", 7)),
    ],
)
def test_numbers_end_a_name(name: str, expected: tuple[str, int | None]) -> None:
    assert split_number(name) == expected


def test_frames_follow_their_numbers_not_their_letters() -> None:
    found = animations(["walk_10", "walk_2", "walk_1", "idle", "jump_1"], "art")
    assert [(each.name, each.frames) for each in found] == [("walk", ("walk_1", "walk_2", "walk_10"))]
    assert singles(["walk_1", "walk_2", "walk_10", "idle"], found) == ["idle"]


def test_frames_that_are_only_numbers_are_called_like_the_sheet() -> None:
    assert animations(["0", "1"], "explosion")[0].name == "explosion"
