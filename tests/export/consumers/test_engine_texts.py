"""Godot's and Unity's files read by readers that know nothing of ours, and compared with what was exported."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.export.exporting import render
from rundot_studio.export.formats import godot, unity, unity_yaml
from rundot_studio.export.options import ExportOptions
from rundot_studio.export.sheet import Region, Sheet
from tests.export import samples

from .godot_text import Call, Section, read_sections
from .plain_yaml import read_yaml

NAMES = st.text(min_size=1, max_size=20).filter(lambda name: name.strip() != "")


def godot_frames(text: str) -> tuple[list[Section], dict[str, list[tuple[float, Section]]], dict[str, Any]]:
    """External resources, what each animation shows for how many of its beats, and all of it by its name."""
    header, *sections = read_sections(text)
    assert header.tag == "gd_resource"
    assert header.heading["format"] == 3
    external = [each for each in sections if each.tag == "ext_resource"]
    inner = {each.heading["id"]: each for each in sections if each.tag == "sub_resource"}
    assert header.heading["load_steps"] == len(external) + len(inner) + 1
    resource = next(each for each in sections if each.tag == "resource")
    animations = {each["name"]: each for each in resource.values["animations"]}
    shown = {
        name: [(frame["duration"], inner[frame["texture"].arguments[0]]) for frame in each["frames"]]
        for name, each in animations.items()
    }
    return external, shown, animations


def assert_region(section: Section, region: Region) -> None:
    x, y, width, height = section.values["region"].arguments
    assert (x, y, width, height) == (region.x, region.y, region.width, region.height)
    left, top, wider, taller = section.values.get("margin", Call("Rect2", (0, 0, 0, 0))).arguments
    assert (left, top) == region.offset
    assert (width + wider, height + taller) == region.source_size


class TestGodot:
    @pytest.mark.parametrize("pages", [1, 3])
    def test_every_frame_is_where_it_was_packed(self, pages: int) -> None:
        sheet = samples.sheet(pages)
        external, shown, _ = godot_frames(godot.sprite_frames(sheet, "res://art")["art.tres"])
        assert [each.heading["path"] for each in external] == [f"res://art/{page.file}" for page in sheet.pages]
        assert all(each.heading["type"] == "Texture2D" for each in external)
        ids = [each.heading["id"] for each in external]
        for region in sheet.regions:
            title, index = ("walk", int(region.name[-1])) if region.name.startswith("walk") else (region.name, 0)
            _, section = shown[title.replace("/", "_")][index]
            assert_region(section, region)
            assert section.values["atlas"] == Call("ExtResource", (ids[region.page],))

    def test_every_frame_is_shown_as_long_as_it_was_meant_to(self) -> None:
        sheet = samples.sheet()
        _, shown, animations = godot_frames(godot.sprite_frames(sheet, "res://")["art.tres"])
        seconds = [beats / animations["walk"]["speed"] for beats, _ in shown["walk"]]
        assert [round(1000 * each) for each in seconds] == [80, 120, 160]
        assert animations["walk"]["loop"] is True
        assert animations["hero"]["loop"] is False

    def test_a_texture_alone(self) -> None:
        sheet = samples.sheet()
        for file, text in godot.atlas_textures(sheet, "res://art").items():
            header, external, resource = read_sections(text)
            assert header.heading["type"] == "AtlasTexture"
            assert external.heading["path"] == "res://art/art.png"
            region = next(each for each in sheet.regions if each.name.replace("/", "_") == file.removesuffix(".tres"))
            assert_region(resource, region)
            assert resource.values["atlas"] == Call("ExtResource", ("1",))

    def test_the_uid_stays(self) -> None:
        existing = '[gd_resource type="SpriteFrames" format=3 uid="uid://c8w1hs4bmuxn7"]'
        header = read_sections(godot.sprite_frames(samples.sheet(), "res://", existing)["art.tres"])[0]
        assert header.heading["uid"] == "uid://c8w1hs4bmuxn7"

    @given(NAMES)
    def test_any_name_comes_through(self, name: str) -> None:
        region = Region(name, 0, 1, 2, 3, 4, (0, 0), (3, 4))
        sheet = Sheet("art", samples.sheet().pages, (region,))
        _, shown, _ = godot_frames(godot.sprite_frames(sheet, "res://")["art.tres"])
        ((title, ((_, section),)),) = shown.items()
        assert title
        assert_region(section, region)


def importer(text: str) -> tuple[str, dict[str, Any]]:
    document = read_yaml(text)
    assert document["fileFormatVersion"] == 2
    return document["guid"], document["TextureImporter"]


class TestUnity:
    def test_every_sprite_is_where_it_was_packed(self) -> None:
        sheet = samples.sheet()
        guid, texture = importer(unity.write(sheet, 0, asset_path="Assets/art.png").text)
        assert len(str(guid)) == 32
        assert (texture["textureType"], texture["spriteMode"], texture["alphaIsTransparency"]) == (8, 2, 1)
        sprites = {each["name"]: each for each in texture["spriteSheet"]["sprites"]}
        assert list(sprites) == [region.name for region in sheet.regions]
        for region in sheet.regions:
            rect = sprites[region.name]["rect"]
            assert (rect["x"], rect["width"], rect["height"]) == (region.x, region.width, region.height)
            assert rect["y"] + rect["height"] == sheet.pages[0].height - region.y
            assert sprites[region.name]["alignment"] == 9

    def test_pivots_are_where_they_were_in_the_untrimmed_picture(self) -> None:
        sheet = samples.sheet()
        _, texture = importer(unity.write(sheet, 0).text)
        for region, sprite in zip(sheet.regions, texture["spriteSheet"]["sprites"], strict=True):
            x = region.offset[0] + sprite["pivot"]["x"] * region.width
            y = region.offset[1] + (1 - sprite["pivot"]["y"]) * region.height
            assert x == pytest.approx(region.pivot[0] * region.source_size[0], abs=1e-3)
            assert y == pytest.approx(region.pivot[1] * region.source_size[1], abs=1e-3)

    def test_borders_are_left_bottom_right_top(self) -> None:
        _, texture = importer(unity.write(samples.sheet(), 0).text)
        panel = next(each for each in texture["spriteSheet"]["sprites"] if each["name"] == "ui/panel")
        assert panel["border"] == {"x": 8, "y": 4, "z": 10, "w": 6}

    def test_the_three_tables_agree(self) -> None:
        _, texture = importer(unity.write(samples.sheet(), 0).text)
        ids = {each["name"]: each["internalID"] for each in texture["spriteSheet"]["sprites"]}
        assert {each["second"]: each["first"][213] for each in texture["internalIDToNameTable"]} == ids
        assert texture["spriteSheet"]["nameFileIdTable"] == ids
        assert len({each["spriteID"] for each in texture["spriteSheet"]["sprites"]}) == len(ids)

    def test_ids_stay_and_all_else_with_them(self) -> None:
        sheet = samples.sheet()
        first = unity.write(sheet, 0, asset_path="Assets/art.png").text.replace(
            "maxTextureSize: 16384", "maxTextureSize: 512"
        )
        moved = replace(sheet, regions=tuple(replace(each, x=each.x + 3) for each in sheet.regions[1:]))
        guid, before = importer(first)
        guid_after, after = importer(unity.write(moved, 0, first, asset_path="Assets/elsewhere.png").text)
        assert guid_after == guid
        known = before["spriteSheet"]["nameFileIdTable"]
        assert after["spriteSheet"]["nameFileIdTable"] == {
            name: known[name] for name in known if name != sheet.regions[0].name
        }
        places = ("spriteSheet", "internalIDToNameTable")
        assert {k: v for k, v in after.items() if k not in places} == {
            k: v for k, v in before.items() if k not in places
        }

    def test_a_lit_sheet_names_its_normal_map(self) -> None:
        rgba = samples.noise((20, 20), 1)
        frame = samples.frame("hero", rgba, maps={"normal": lambda: rgba})
        files = render([frame], ExportOptions("unity", "art", asset_folder="Assets/Art")).files
        guid, normal = importer(files["art_n.png.meta"].data.decode())
        assert (normal["textureType"], normal["spriteMode"], normal["mipmaps"]["sRGBTexture"]) == (1, 0, 0)
        _, texture = importer(files["art.png.meta"].data.decode())
        (secondary,) = texture["spriteSheet"]["secondaryTextures"]
        assert secondary == {"texture": {"fileID": 2800000, "guid": guid, "type": 3}, "name": "_NormalMap"}
        mine = files["art.png.meta"].data.replace(b"_NormalMap", b"_MaskTex")
        again = render([frame], ExportOptions("unity", "art", asset_folder="Assets/Art"), {"art.png.meta": mine}.get)
        assert again.files["art.png.meta"].data == mine

    @given(NAMES)
    def test_any_name_comes_through(self, name: str) -> None:
        region = Region(name, 0, 1, 2, 3, 4, (0, 0), (3, 4))
        text = unity.write(Sheet("art", samples.sheet().pages, (region,)), 0).text
        _, texture = importer(text)
        assert [each["name"] for each in texture["spriteSheet"]["sprites"]] == [name]
        assert list(texture["spriteSheet"]["nameFileIdTable"]) == [name]

    @given(st.text(max_size=30))
    def test_scalars_mean_what_they_meant(self, text: str) -> None:
        assert read_yaml(f"key: {unity_yaml.quoted(text)}") == {"key": text}
