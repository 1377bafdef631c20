import re
from dataclasses import replace

import pytest

from rundot_studio.domain.errors import OutputRefused, SourceUnusable
from rundot_studio.export.formats import godot
from rundot_studio.export.sheet import Region, SheetPage
from tests.export import samples


def test_sprite_frames_come_back() -> None:
    sheet = samples.sheet(2)
    found = godot.read_sprite_frames("art", godot.sprite_frames(sheet, "res://art")["art.tres"])
    assert [page.file for page in found.pages] == ["art-0.png", "art-1.png"]
    assert found.animations == sheet.animations
    for name in ("walk_0", "walk_1", "walk_2", "hero"):
        wanted = replace(sheet.region(name), pivot=(0.5, 0.5))
        assert found.region(name) == wanted


def test_what_was_trimmed_is_the_margin() -> None:
    text = godot.sprite_frames(samples.sheet(), "res://art")["art.tres"]
    assert "region = Rect2(2, 2, 30, 40)\nmargin = Rect2(4, 6, 18, 8)" in text
    assert 'path="res://art/art.png"' in text


def test_every_animation_has_its_speed_and_every_frame_its_share() -> None:
    text = godot.sprite_frames(samples.sheet(), "res://")["art.tres"]
    assert '"speed": 12.5' in text
    assert [float(each) for each in re.findall(r'"duration": ([\d.]+)', text)][:3] == [1.0, 1.5, 2.0]
    assert 'path="res://art.png"' in text


def test_the_uid_that_scenes_refer_to_stays() -> None:
    existing = '[gd_resource type="SpriteFrames" load_steps=2 format=3 uid="uid://c8w1hs4bmuxn7"]\n'
    text = godot.sprite_frames(samples.sheet(), "res://art", existing)["art.tres"]
    assert godot.uid_of(text) == "uid://c8w1hs4bmuxn7"
    assert godot.uid_of(godot.sprite_frames(samples.sheet(), "res://art")["art.tres"]) == ""


def test_each_frame_can_have_a_resource_of_its_own() -> None:
    existing = {"hero.tres": '[gd_resource type="AtlasTexture" format=3 uid="uid://abc"]'}
    texts = godot.atlas_textures(samples.sheet(), "res://art", existing)
    assert sorted(texts) == ["hero.tres", "ui_panel.tres", "walk_0.tres", "walk_1.tres", "walk_2.tres"]
    assert godot.uid_of(texts["hero.tres"]) == "uid://abc"
    assert "margin" not in texts["ui_panel.tres"]


def test_rotated_frames_are_refused() -> None:
    sheet = samples.sheet()
    turned = replace(sheet, regions=(Region("a", 0, 0, 0, 4, 8, (0, 0), (4, 8), rotated=True),), animations=())
    with pytest.raises(OutputRefused, match="rotated"):
        godot.sprite_frames(turned, "res://art")


def test_names_and_paths_are_escaped() -> None:
    sheet = replace(samples.sheet(), pages=(SheetPage('a"b.png', 8, 8),))
    assert r'path="res://a\"b.png"' in godot.sprite_frames(sheet, "res://")["art.tres"]


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n", '[gd_resource type="Theme"]'])
def test_what_is_no_sprite_frames_is_refused(text: str) -> None:
    with pytest.raises(SourceUnusable):
        godot.read_sprite_frames("art.tres", text)
