import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.export.formats import unity, unity_yaml
from tests.export import samples


def first() -> str:
    return unity.write(samples.sheet(), 0, asset_path="Assets/art.png").text


def test_a_new_file_has_an_id_for_every_sprite() -> None:
    text = first()
    ids = unity.known_ids(text)
    assert set(ids) == {"walk_0", "walk_1", "walk_2", "ui/panel", "hero"}
    assert len(set(ids.values())) == 5
    assert all(0 < each < 2**63 for each in ids.values())
    assert len(unity.guid_of(text)) == 32
    assert "spriteMode: 2" in text


def test_every_key_of_a_sprite_is_followed_by_a_space() -> None:
    """YAML takes ``name:hero`` for text rather than a key."""
    (item, *_) = unity.sprite_items(first())
    assert "      name: walk_0\n" in item
    assert not [line for line in item.splitlines() if re.fullmatch(r" *[A-Za-z]+:\S.*", line)]
    assert unity_yaml.with_value("    - name:", "name", "x") == "    - name: x"


def test_rectangles_count_from_the_bottom() -> None:
    item = unity.sprite_items(first())[0]
    values = [unity_yaml.value(item, f"rect.{key}") for key in ("x", "y", "width", "height")]
    assert values == ["2", str(128 - 2 - 40), "30", "40"]


def test_pivots_are_those_of_the_trimmed_rectangle() -> None:
    item = unity.sprite_items(first())[0]
    # x: (24 - 4) / 30 of the width; y: the pivot is 2 px below the rectangle of 40
    assert unity_yaml.value(item, "pivot") == "{x: 0.666667, y: -0.05}"


def test_nothing_changes_when_nothing_changed() -> None:
    text = first()
    assert unity.write(samples.sheet(), 0, text).text == text


def test_ids_and_settings_of_an_existing_file_stay() -> None:
    text = first().replace("filterMode: 1", "filterMode: 0").replace("userData:", "userData: mine")
    number = unity.known_ids(text)["walk_1"]
    text = text.replace(str(number), "-6792013190358773584")
    guid = "0123456789abcdef0123456789abcdef"
    text = text.replace(unity.guid_of(text), guid)
    item = unity.sprite_items(text)[1]
    shaped = item.replace("physicsShape: []", "physicsShape:\n      - - {x: 1, y: 2}")
    text = text.replace(item, shaped)
    sheet = samples.sheet()
    moved = replace(sheet, regions=tuple(replace(region, x=region.x + 1) for region in sheet.regions[:4]))
    changed = unity.write(moved, 0, text).text
    assert unity.guid_of(changed) == guid
    assert unity.known_ids(changed)["walk_1"] == -6792013190358773584
    assert "filterMode: 0" in changed
    assert "userData: mine" in changed
    assert "- - {x: 1, y: 2}" in changed
    assert "hero" not in unity.known_ids(changed)
    assert unity_yaml.value(unity.sprite_items(changed)[1], "rect.x") == "37"


def test_line_ends_of_windows_stay() -> None:
    text = first().replace("\n", "\r\n")
    changed = unity.write(samples.sheet(), 0, text).text
    assert changed.count("\n") == changed.count("\r\n")
    assert unity.known_ids(changed) == unity.known_ids(first())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("  serializedVersion: 12", "  serializedVersion: 4"), "another version"),
        (("  serializedVersion: 12", "  serializedVersion: 99"), "another version"),
        (("TextureImporter:", "NativeFormatImporter:"), "does not import a texture"),
        (("guid: ", "guid: x"), "no guid"),
        (("TextureImporter:", "<<<<<<< HEAD\nTextureImporter:"), "conflicts"),
        (("    sprites:", "    spriten:"), "no list of sprites"),
    ],
)
def test_a_file_that_is_not_understood_is_left_alone(change: tuple[str, str], reason: str) -> None:
    result = unity.write(samples.sheet(), 0, first().replace(*change, 1))
    assert result.text == ""
    assert reason in result.note
    assert "art.png.meta" in result.note


@given(st.text(max_size=40))
def test_names_survive_their_quotes(name: str) -> None:
    quoted = unity_yaml.quoted(name)
    assert "\n" not in quoted
    assert quoted.isascii()
    assert unity_yaml.unquoted(quoted) == name
