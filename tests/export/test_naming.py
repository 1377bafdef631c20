import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.export.frame import Origin
from rundot_studio.export.naming import FILE_NAMES, RULES, distinct, expanded, folded, named, safe, short_name

KNIGHT = Origin(picture_id="a1b2c3d4e5", prompt="A brave knight, pixel art", model="dream", seed=7)


class TestTemplates:
    def test_fields_are_filled_in(self) -> None:
        assert expanded("{project}_{name}_{seed}", "knight", KNIGHT, "quest", 1) == "quest_knight_7"

    def test_an_empty_field_takes_its_separator_along(self) -> None:
        assert expanded("{project}_{name}_{seed}", "knight", Origin(), "", 1) == "knight"

    @pytest.mark.parametrize("template", ["{nobody}", "{name", "{}", " ", "{name.__class__}", "{0}"])
    def test_what_is_no_field_is_refused(self, template: str) -> None:
        with pytest.raises(RuleBroken, match="template"):
            expanded(template, "knight", KNIGHT, "", 1)

    def test_a_prompt_is_shortened_to_its_first_words(self) -> None:
        assert short_name("A brave, OLD knight — with a very long sword") == "a_brave_old_knight"


class TestSafe:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("walk 1", "walk 1"),
            ("a/b\\c", "a_b_c"),
            ("🐉 dragon 🔥", "dragon"),
            ("🐉", "sprite"),
            ("what?*", "what"),
            ("CON", "CON_"),
            ("nul.png", "nul.png_"),
            ("..", "sprite"),
            ("", "sprite"),
            ("é".encode().decode(), "é"),
            ("ворон_1", "ворон_1"),
            ("line\nbreak", "line_break"),
        ],
    )
    def test_for_files(self, name: str, expected: str) -> None:
        assert safe(name) == expected

    def test_slashes_group_frames_where_the_engine_takes_them(self) -> None:
        assert safe("hero//walk/0", RULES["pixi"]) == "hero/walk/0"
        assert safe("../../etc/passwd", RULES["pixi"]) == "etc/passwd"
        assert safe("hero/walk/0", RULES["godot"]) == "hero_walk_0"

    def test_a_class_begins_with_a_letter(self) -> None:
        assert safe("1 ворон", RULES["css"]) == "s-1"
        assert safe("-x", RULES["css"])[0].isalpha()

    @given(st.text(max_size=300), st.sampled_from(sorted(RULES)))
    def test_is_short_and_stays_the_same_when_done_again(self, name: str, target: str) -> None:
        once = safe(name, RULES[target])
        assert 0 < len(once) <= RULES[target].most_characters + 2
        assert safe(once, RULES[target]) == once
        assert ".." not in once.split("/")

    @given(st.text(max_size=300))
    def test_of_a_file_has_no_folder_in_it(self, name: str) -> None:
        assert not set(safe(name, FILE_NAMES)) & set('/\\:*?"<>|\0\n')


class TestDistinct:
    def test_equal_names_are_numbered_in_other_case_too(self) -> None:
        assert distinct(["Hero", "hero", "HERO"]) == ["Hero", "hero_2", "HERO_3"]

    def test_a_number_that_somebody_has_is_left_out(self) -> None:
        assert distinct(["a", "a", "a_2"]) == ["a", "a_3", "a_2"]

    @given(st.lists(st.sampled_from(["a", "A", "a_2", "A_2", "b", "ß", "ss", "ｂ"]), max_size=12))
    def test_no_two_are_alike(self, names: list[str]) -> None:
        result = distinct(names)
        assert len({folded(name) for name in result}) == len(names)
        assert len(result) == len(names)


def test_the_preview_is_what_is_written() -> None:
    pictures = [("knight", KNIGHT), ("Knight", KNIGHT), ("🐉", Origin())]
    assert named(pictures, "{name}_{seed}") == ["knight_7", "Knight_7_2", "sprite"]
