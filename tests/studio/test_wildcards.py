"""Wildcard files: read when they change, written whole, and never in the way of a prompt."""

import os
from pathlib import Path

import pytest

from rundot_studio.domain.alternatives import is_wildcard_name, parse
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.studio.wildcards import MOST_BYTES, MOST_OPTIONS, WildcardFolder, built_in_wildcards


@pytest.fixture
def folder(tmp_path: Path) -> WildcardFolder:
    return WildcardFolder(tmp_path)


def test_the_built_in_lists_can_be_used(folder: WildcardFolder) -> None:
    built_in = built_in_wildcards()
    assert {"creature", "metal", "biome", "weapon", "time-of-day", "rarity"} <= set(built_in)
    assert all(is_wildcard_name(name) and 5 <= len(set(own)) == len(own) for name, own in built_in.items())
    assert parse("__creature__", folder.table()).count == len(built_in["creature"])


def test_a_list_is_one_option_a_line_without_comments(folder: WildcardFolder) -> None:
    folder.folder.mkdir()
    (folder.folder / "hat.txt").write_bytes("\ufeff# on heads\r\ncap \r\n\r\n  {big |}crown\r\n".encode())
    assert folder.table().options("HAT") == ("cap", "{big |}crown")
    assert parse("__hat__", folder.table()).expand(9) == ["cap", "big crown", "crown"]


def test_a_changed_file_is_read_again_and_a_deleted_one_is_gone(folder: WildcardFolder) -> None:
    folder.write("hat", "cap")
    before = folder.table()
    file = folder.folder / "hat.txt"
    file.write_text("helmet\ncrown")
    os.utime(file, ns=(1, 1))
    assert folder.table().options("hat") == ("helmet", "crown")
    assert before.options("hat") == ("cap",)  # a prompt that is being read keeps its lists
    file.unlink()
    assert folder.table().options("hat") is None


def test_folders_are_part_of_the_name_and_own_lists_come_before_built_in_ones(folder: WildcardFolder) -> None:
    folder.write("head/hat", "cap")
    folder.write("metal", "cheese")
    assert folder.table().options("head/hat") == ("cap",)
    assert folder.table().options("metal") == ("cheese",)
    listed = {each.name: each for each in folder.lists()}
    assert (listed["metal"].options, listed["metal"].built_in) == (1, False)
    assert folder.delete("metal") == "cheese"
    assert folder.table().options("metal") == built_in_wildcards()["metal"]


def test_the_editor_sees_comments_too(folder: WildcardFolder) -> None:
    folder.write("hat", "# heads\ncap")
    assert folder.text("hat") == "# heads\ncap"
    assert folder.text("metal").startswith("#")
    folder.write("HAT", "crown")
    assert [path.name for path in folder.folder.iterdir()] == ["hat.txt"]


@pytest.mark.parametrize("name", ["../hat", "/hat", "a b", "", "a/b/c/d/e", "x" * 200, "con:", "a.txt"])
def test_a_name_can_not_leave_the_folder(folder: WildcardFolder, name: str) -> None:
    for act in (lambda: folder.write(name, "cap"), lambda: folder.text(name), lambda: folder.delete(name)):
        with pytest.raises(RuleBroken):
            act()
    assert not folder.folder.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"x" * (MOST_BYTES + 1), "1 MB"),
        (b"a\n" * (MOST_OPTIONS + 1), "10,000 lines"),
        (b"x" * 3000, "2,000 letters"),
    ],
)
def test_a_list_that_can_not_be_used_is_told_and_stops_no_other(
    folder: WildcardFolder, content: bytes, said: str
) -> None:
    folder.write("hat", "cap")
    (folder.folder / "bad.txt").write_bytes(content)
    assert (folder.table().options("bad"), folder.table().options("hat")) == (None, ("cap",))
    assert said in next(each.problem for each in folder.lists() if each.name == "bad")


def test_a_list_without_an_option_says_so_in_the_prompt(folder: WildcardFolder) -> None:
    folder.write("hat", "# nothing yet")
    assert "is empty" in parse("__hat__", folder.table()).problems[0].message


def test_built_in_lists_stay(folder: WildcardFolder) -> None:
    with pytest.raises(RuleBroken, match="your own"):
        folder.delete("metal")
