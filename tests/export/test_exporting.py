import json
from dataclasses import replace

import numpy as np
import pytest

from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.exporting import Rendered, render
from rundot_studio.export.formats import godot, unity
from rundot_studio.export.frame import Frame, Origin
from rundot_studio.export.options import SHEET_TARGETS, TARGETS, ExportOptions
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.single import SingleOptions
from rundot_studio.imaging import codec
from tests.export import samples

WALK = samples.frames([(20, 30), (22, 30), (18, 30)], margin=2, stem="walk")


def names(rendered: Rendered) -> set[str]:
    return set(rendered.files)


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_input_gives_the_same_bytes(target: str) -> None:
    options = ExportOptions(target, "art", pictures=SingleOptions(scales=(1.0, 2.0)))
    first, second = render(WALK, options), render(WALK[::-1], options)
    again = render(WALK, options)
    assert {name: file.data for name, file in first.files.items()} == {n: f.data for n, f in again.files.items()}
    if target in SHEET_TARGETS and target != "grid":
        pages = [name for name in first.files if name.endswith(".png")]
        assert pages
        assert all(first.files[name].data == second.files[name].data for name in pages)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("godot", {"art.png", "art.tres"}),
        ("unity", {"art.png", "art.png.meta"}),
        ("phaser", {"art.png", "art.json", "art.anims.json"}),
        ("pixi", {"art.png", "art.json"}),
        ("aseprite", {"art.png", "art.json"}),
        ("texturepacker", {"art.png", "art.json"}),
        ("css", {"art.png", "art.css"}),
        ("grid", {"art.png", "art.grid.json"}),
        ("webp", {"art.webp", "art.json"}),
    ],
)
def test_each_target_has_its_files(target: str, expected: set[str]) -> None:
    plain = SingleOptions(sidecar=False)
    assert names(render(WALK, ExportOptions(target, "art", pictures=plain))) == expected


def test_every_scale_is_a_sheet_of_its_own() -> None:
    options = ExportOptions("pixi", "art", pictures=SingleOptions(scales=(1.0, 2.0), sidecar=False))
    rendered = render(WALK, options)
    assert names(rendered) == {"art.png", "art.json", "art@2x.png", "art@2x.json"}
    assert json.loads(rendered.files["art@2x.json"].data)["meta"]["scale"] == "2"
    assert [sheet.region("walk_0").source_size for sheet in rendered.sheets] == [(10, 15), (20, 30)]


def test_an_atlas_tells_where_its_frames_come_from() -> None:
    frames = [replace(WALK[0], origin=Origin("a1b2c3d4e5", "gen-1", "a knight", "dream", 7))]
    rendered = render(frames, ExportOptions("pixi", "art"))
    assert json.loads(rendered.files["art.sources.json"].data) == {
        "walk_0": {
            "generationId": "gen-1",
            "prompt": "a knight",
            "model": "dream",
            "seed": 7,
            "pictureId": "a1b2c3d4e5",
        }
    }


def test_normal_and_depth_pages_go_along() -> None:
    rgba = samples.noise((10, 10), 1)
    frame = Frame("hero", lambda: rgba, maps={"normal": lambda: rgba, "depth": lambda: rgba})
    rendered = render([frame], ExportOptions("phaser", "art", pictures=SingleOptions(sidecar=False)))
    assert {"art.png", "art_n.png", "art_d.png"} <= names(rendered)
    assert json.loads(rendered.files["art.json"].data)["textures"][0]["normalMap"] == "art_n.png"
    assert np.array_equal(codec.decode_rgba(rendered.files["art_n.png"].data), rgba)


def test_ids_of_the_engines_survive_an_update() -> None:
    first = render(WALK, ExportOptions("unity", "art")).files
    meta = first["art.png.meta"].data.decode()
    there = meta.replace("aniso: 1", "aniso: 4").encode()
    newer = [replace(WALK[0], pixels=lambda: samples.noise((50, 50), 9)), *WALK[1:]]
    second = render(newer, ExportOptions("unity", "art"), lambda name: there if name == "art.png.meta" else None)
    changed = second.files["art.png.meta"].data.decode()
    assert unity.guid_of(changed) == unity.guid_of(meta)
    assert unity.known_ids(changed) == unity.known_ids(meta)
    assert "aniso: 4" in changed
    assert changed != there.decode()


def test_godots_uid_survives_an_update() -> None:
    there = b'[gd_resource type="SpriteFrames" format=3 uid="uid://abc"]'
    rendered = render(WALK, ExportOptions("godot", "art"), lambda name: there if name == "art.tres" else None)
    assert godot.uid_of(rendered.files["art.tres"].data.decode()) == "uid://abc"


def test_a_meta_of_another_version_is_left_alone_with_a_sentence() -> None:
    old = b"fileFormatVersion: 2\nguid: 0123456789abcdef0123456789abcdef\nTextureImporter:\n  serializedVersion: 2\n"
    rendered = render(WALK, ExportOptions("unity", "art"), lambda name: old if name.endswith(".meta") else None)
    assert "art.png.meta" not in names(rendered)
    assert "another version of Unity" in rendered.notes[0]


def test_single_pictures_for_unity_have_a_meta_each() -> None:
    rendered = render(WALK, ExportOptions("unity", as_atlas=False, pictures=SingleOptions(sidecar=False)))
    assert names(rendered) == {f"walk_{n}.png{more}" for n in range(3) for more in ("", ".meta")}


class TestBadInput:
    def test_no_pictures(self) -> None:
        with pytest.raises(OutputRefused, match="no pictures"):
            render([], ExportOptions("pixi"))

    def test_an_unknown_target(self) -> None:
        with pytest.raises(RuleBroken):
            ExportOptions("flash")

    @pytest.mark.parametrize("target", ["godot", "unity", "css", "phaser"])
    def test_rotation_where_no_engine_turns_it_back(self, target: str) -> None:
        with pytest.raises(RuleBroken, match="rotate"):
            ExportOptions(target, atlas=AtlasOptions(PackOptions(rotation=True)))

    def test_all_empty(self) -> None:
        empty = [samples.frame(f"e{n}", np.zeros((8, 8, 4), np.uint8)) for n in range(3)]
        rendered = render(empty, ExportOptions("pixi", "art"))
        assert [finding.code for finding in rendered.findings] == ["FRAME_EMPTY"] * 3

    def test_one_larger_than_the_page(self) -> None:
        frames = [samples.frame("huge", samples.noise((300, 10), 1))]
        atlas = AtlasOptions(PackOptions(max_size=256))
        with pytest.raises(OutputRefused, match="huge"):
            render(frames, ExportOptions("pixi", atlas=atlas))
        with pytest.raises(OutputRefused, match="grid"):
            render(frames, ExportOptions("grid", atlas=atlas))

    @pytest.mark.parametrize("target", TARGETS)
    def test_names_that_no_engine_takes(self, target: str) -> None:
        awkward = ["a/b", "A/B", "🐉", "x" * 200, "x" * 201, "con", "a:b", "", '"quoted"', "new\nline", "../up"]
        frames = [samples.frame(name, samples.noise((6, 6), number)) for number, name in enumerate(awkward)]
        rendered = render(frames, ExportOptions(target, "art", as_atlas=target not in ("png", "webp")))
        assert {finding.code for finding in rendered.findings} >= {"NAME_REJECTED"}
        assert len({name.casefold() for name in rendered.files}) == len(rendered.files)
        assert all(".." not in name and "\n" not in name for name in rendered.files)
        for sheet in rendered.sheets:
            assert len({region.name.casefold() for region in sheet.regions}) == len(awkward)
