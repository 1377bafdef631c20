import json
from dataclasses import replace

import pytest

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.export.formats import aseprite, phaser, pixi, texturepacker
from rundot_studio.export.sheet import DEFAULT_FRAME_MS, Borders, Sheet
from tests.export import samples


def still(sheet: Sheet) -> Sheet:
    """Without what TexturePacker's JSON does not hold."""
    regions = tuple(replace(region, duration_ms=DEFAULT_FRAME_MS) for region in sheet.regions)
    return replace(sheet, regions=regions, animations=())


@pytest.mark.parametrize("array", [False, True])
@pytest.mark.parametrize("pages", [1, 2])
def test_texturepacker_comes_back(array: bool, pages: int) -> None:
    sheet = samples.sheet(pages, scale=2.0)
    texts = texturepacker.write(sheet, array=array)
    without_borders = tuple(replace(region, borders=None) for region in still(sheet).regions)
    assert texturepacker.read("art", list(texts.values())) == replace(still(sheet), regions=without_borders)
    assert list(texts) == (["art.json"] if pages == 1 else ["art-0.json", "art-1.json"])


def test_texturepacker_says_what_the_format_says() -> None:
    document = json.loads(texturepacker.write(samples.sheet())["art.json"])
    assert document["frames"]["walk_0"] == {
        "frame": {"x": 2, "y": 2, "w": 30, "h": 40},
        "rotated": False,
        "trimmed": True,
        "spriteSourceSize": {"x": 4, "y": 6, "w": 30, "h": 40},
        "sourceSize": {"w": 48, "h": 48},
        "pivot": {"x": 0.5, "y": 1},
    }
    assert document["meta"]["image"] == "art.png"
    assert document["meta"]["scale"] == "1"


@pytest.mark.parametrize("pages", [1, 2])
def test_pixi_comes_back(pages: int) -> None:
    sheet = samples.sheet(pages)
    texts = pixi.write(sheet)
    assert pixi.read("art", list(texts.values())) == replace(still(sheet), animations=sheet.animations)


def test_pixi_names_the_other_pages_in_the_first() -> None:
    texts = pixi.write(samples.sheet(3))
    first, *others = [json.loads(text) for text in texts.values()]
    assert first["meta"]["related_multi_packs"] == ["art-1.json", "art-2.json"]
    assert all(other["meta"]["related_multi_packs"] == [] for other in others)


def test_pixi_is_given_no_animation_that_it_can_not_play() -> None:
    sheet = samples.sheet(2)
    spread = replace(sheet, regions=(replace(sheet.regions[0], page=1), *sheet.regions[1:]))
    assert "animations" not in "".join(pixi.write(spread).values())
    assert [each.name for each in pixi.spread_animations(spread)] == ["walk"]
    assert pixi.spread_animations(sheet) == []


def test_pixi_frames_can_be_told_apart_in_the_shared_cache() -> None:
    document = json.loads(pixi.write(pixi.prefixed(samples.sheet()))["art.json"])
    assert all(name.startswith("art/") for name in document["frames"])
    assert document["animations"]["walk"][0] == "art/walk_0"


@pytest.mark.parametrize("pages", [1, 2])
def test_phaser_comes_back(pages: int) -> None:
    sheet = samples.sheet(pages)
    assert phaser.read("art", phaser.write(sheet)["art.json"]) == still(sheet)


def test_phaser_gets_the_centre_of_nine_slices_and_the_lit_page() -> None:
    sheet = samples.sheet()
    lit = replace(sheet, pages=(replace(sheet.pages[0], normal_map="art_n.png"),))
    texture = json.loads(phaser.write(lit)["art.json"])["textures"][0]
    panel = next(each for each in texture["frames"] if each["filename"] == "ui/panel")
    assert panel["scale9Borders"] == {"x": 8, "y": 6, "w": 46, "h": 22}
    assert texture["normalMap"] == "art_n.png"


def test_phaser_animations_keep_each_frames_time() -> None:
    (walk,) = json.loads(phaser.write(samples.sheet())["art.anims.json"])["anims"]
    assert [frame["duration"] for frame in walk["frames"]] == [80, 120, 160]
    assert walk["repeat"] == -1


def test_aseprite_comes_back() -> None:
    sheet = samples.sheet()
    found = aseprite.read("art", aseprite.write(sheet)["art.json"])
    wanted = {region.name: region for region in sheet.regions}
    assert {region.name for region in found.regions} == set(wanted)
    for region in found.regions:
        assert region == replace(wanted[region.name], pivot=region.pivot, borders=None)
    assert found.animations == sheet.animations


def test_aseprite_slices_are_in_pixels_of_the_whole_frame() -> None:
    slices = {
        each["name"]: each["keys"][0]
        for each in json.loads(aseprite.write(samples.sheet())["art.json"])["meta"]["slices"]
    }
    assert slices["ui/panel"]["center"] == {"x": 8, "y": 6, "w": 46, "h": 22}
    assert slices["walk_0"]["pivot"] == {"x": 24, "y": 48}


def test_borders_survive_both_ways_of_saying_them() -> None:
    for texts, read in ((pixi.write(samples.sheet()), pixi.read),):
        assert read("art", list(texts.values())).region("ui/panel").borders == Borders(8, 6, 10, 4)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"meta": 3}', '{"meta": {"image": "a", "size": {}}}'])
def test_a_text_that_somebody_broke_is_refused_in_words(text: str) -> None:
    with pytest.raises(SourceUnusable):
        texturepacker.read("art.json", [text])


def test_a_frame_that_somebody_broke_is_named() -> None:
    document = json.loads(texturepacker.write(samples.sheet())["art.json"])
    del document["frames"]["hero"]["frame"]["w"]
    with pytest.raises(SourceUnusable, match="hero"):
        texturepacker.read("art.json", [json.dumps(document)])
