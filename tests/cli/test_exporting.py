"""export, as it is typed."""

import json
import signal
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.imaging import codec

from .conftest import Ran, command, environment

Run = Callable[..., Ran]


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    """A folder with three frames of a walk and a rock below it."""
    folder = tmp_path / "sprites"
    (folder / "props").mkdir(parents=True)
    rng = np.random.default_rng(1)
    for name, size in (("walk_0", 20), ("walk_1", 24), ("walk_2", 22), ("props/rock", 16)):
        rgba = rng.integers(0, 256, (size, size, 4), np.uint8)
        rgba[..., 3] = 255
        rgba[:3] = 0
        (folder / f"{name}.png").write_bytes(codec.encode_png(rgba))
    return folder


def test_a_folder_becomes_an_atlas_in_a_godot_project(rundot: Run, tmp_path: Path, walk: Path) -> None:
    game = tmp_path / "game"
    game.mkdir()
    (game / "project.godot").write_text('config/name="Quest"\n')
    told = rundot("export", "--files", walk, "--to", "godot", "--atlas", "--out", game, "--json")
    assert told.code == 0, told.err
    assert {Path(file["path"]).name for file in told.json["files"]} == {"art.png", "art.tres", "art.sources.json"}
    text = (game / "art/art.tres").read_text()
    assert 'path="res://art/art.png"' in text
    assert '"name": &"walk"' in text
    again = rundot("export", "--files", walk, "--to", "godot", "--atlas", "--out", game, "--json")
    assert {file["change"] for file in again.json["files"]} == {"same"}


def test_undo_takes_it_back(typed: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    assert typed("export", "--files", walk, "--to", "pixi", "--out", out).code == 0
    assert (out / "out.json").exists()
    assert typed("export", "--undo", "--out", out, "--json").json["undone"] == [
        "out.json",
        "out.png",
        "out.sources.json",
    ]
    assert not (out / "out.json").exists()


def test_somebody_elses_change_needs_force(typed: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    command = ("export", "--files", walk, "--to", "texturepacker", "--out", out)
    assert typed(*command).code == 0
    (out / "out.json").write_text("{}")
    refused = typed(*command)
    assert refused.code == 2
    assert "changed by somebody else" in refused.err
    assert (out / "out.json").read_text() == "{}"
    assert typed(*command, "--force").code == 0
    assert "frames" in json.loads((out / "out.json").read_text())


def test_a_dry_run_writes_nothing(typed: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    told = typed("export", "--files", walk, "--to", "phaser", "--out", out, "--dry-run", "--json")
    assert told.json["written"] is False
    assert {file["change"] for file in told.json["files"]} == {"new"}
    assert list(out.iterdir()) == []


def test_single_pictures_at_two_scales(typed: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    flags = ("--trim", "--padding", "1", "--scale", "1,2", "--pixel-art", "--no-sidecar")
    assert typed("export", "--files", walk / "walk_0.png", "--to", "png", "--out", out, *flags).code == 0
    assert codec.decode_rgba((out / "walk_0.png").read_bytes()).shape == (19, 22, 4)
    assert codec.decode_rgba((out / "walk_0@2x.png").read_bytes()).shape == (36, 42, 4)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--to", "pixi"), "no pictures"),
        (("--to", "flash"), "invalid choice"),
        (("--files", "missing.png", "--to", "png"), "no file"),
        (("--files", "SPRITE", "--to", "godot", "--atlas", "--rotate"), "rotate: 'godot'"),
        (("--files", "SPRITE", "--to", "png", "--template", "{nobody}"), "template"),
        (("--files", "SPRITE", "--to", "pixi", "--max-size", "8"), "does not fit"),
        (("--files", "SPRITE", "--to", "png", "--scale", "1,x"), "not a number"),
    ],
)
def test_wrong_usage_is_told(typed: Run, tmp_path: Path, walk: Path, flags: tuple[str, ...], words: str) -> None:
    given = [str(walk / "walk_0.png") if flag == "SPRITE" else flag for flag in flags]
    told = typed("export", *given, "--out", tmp_path / "out")
    assert told.code != 0
    assert words in told.err
    assert "Traceback" not in told.err
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").glob("*.*"))


def test_a_picture_of_the_library_keeps_its_origin(rundot: Run, typed: Run, tmp_path: Path) -> None:
    made = rundot("generate", "a red mushroom", "--seed", "7", "--aspect", "1:1", "--json").json["pictures"][0]
    out = tmp_path / "out"
    told = typed("export", made["id"], "--to", "png", "--template", "{name}_{seed}", "--size", "64", "--out", out)
    assert told.code == 0, told.err
    sidecar = json.loads((out / "a_red_mushroom_7.png.json").read_text())
    assert sidecar["prompt"] == "a red mushroom"
    assert sidecar["seed"] == 7
    assert codec.decode_rgba((out / "a_red_mushroom_7.png").read_bytes()).shape[:2] == (64, 64)


class TestUpdate:
    def test_files_that_changed_are_written_anew_in_place(self, typed: Run, tmp_path: Path, walk: Path) -> None:
        out = tmp_path / "out"
        assert typed("export", "--files", walk, "--to", "texturepacker", "--out", out).code == 0
        nothing = typed("export", "--update", "--project", out)
        assert nothing.code == 0, nothing.err
        assert "Nothing is newer" in nothing.out
        rgba = codec.decode_rgba((walk / "walk_1.png").read_bytes())
        (walk / "walk_1.png").write_bytes(codec.encode_png(rgba[:, :12]))
        before = (out / "out.png").read_bytes()
        planned = typed("export", "--update", "--project", out, "--dry-run", "--json").json
        assert planned["written"] is False
        (export,) = planned["projects"][0]["exports"]
        assert [frame["frame"] for frame in export["frames"]] == ["walk_1"]
        assert {file["change"] for file in export["files"] if file["path"] != "out.sources.json"} == {"updated"}
        assert (out / "out.png").read_bytes() == before
        assert typed("export", "--update", "--project", out).code == 0
        document = json.loads((out / "out.json").read_text())
        assert document["frames"]["walk_1"]["sourceSize"]["w"] == 12
        assert typed("export", "--undo", "--out", out).code == 0
        assert (out / "out.png").read_bytes() == before

    def test_a_conflict_needs_a_choice(self, typed: Run, tmp_path: Path, walk: Path) -> None:
        out = tmp_path / "out"
        assert typed("export", "--files", walk, "--to", "texturepacker", "--out", out).code == 0
        (out / "out.json").write_text("{}")
        (walk / "walk_1.png").write_bytes((walk / "walk_0.png").read_bytes())
        update = ("export", "--update", "--project", out)
        refused = typed(*update)
        assert refused.code == 2
        assert "changed by somebody else" in refused.err
        assert typed(*update, "--conflicts", "beside").code == 0
        assert (out / "out.json").read_text() == "{}"
        assert "frames" in json.loads((out / "out.new.json").read_text())

    def test_a_new_picture_takes_the_place_of_the_one_it_was_made_from(
        self, rundot: Run, typed: Run, tmp_path: Path
    ) -> None:
        game = tmp_path / "game"
        game.mkdir()
        (game / "project.godot").write_text('config/name="Quest"\n')
        made = rundot("generate", "a red mushroom", "--seed", "8", "--aspect", "1:1", "--json").json["pictures"][0]
        assert typed("export", made["id"], "--to", "godot", "--atlas", "--size", "64", "--out", game).code == 0
        cut = rundot("remove-background", made["id"], "--json").json["pictures"][0]
        told = typed("export", "--update", cut["id"], "--json")
        assert told.code == 0, told.err
        (export,) = told.json["projects"][0]["exports"]
        assert export["frames"] == [{"frame": "a_red_mushroom", "before": made["id"], "after": cut["id"]}]
        sources = json.loads((game / "art/art.sources.json").read_text())
        assert sources["a_red_mushroom"]["pictureId"] == cut["id"]
        other = rundot("generate", "a red mushroom", "--seed", "9", "--aspect", "1:1", "--json").json["pictures"][0]
        stray = typed("export", "--update", other["id"])
        assert stray.code != 0
        assert "OLD=NEW" in stray.err
        assert typed("export", "--update", f"a_red_mushroom={other['id']}", "--project", game).code == 0


def test_fixes_are_applied_on_demand(typed: Run, tmp_path: Path, walk: Path) -> None:
    rgba = np.zeros((8, 8, 4), np.uint8)
    (walk / "nothing.png").write_bytes(codec.encode_png(rgba))
    (walk / "wide.png").write_bytes(codec.encode_png(np.full((4, 200, 4), 255, np.uint8)))
    command = ("export", "--files", walk, "--to", "unity", "--atlas", "--max-size", "128", "--out", tmp_path / "out")
    refused = typed(*command)
    assert refused.code == 2
    assert "wide" in refused.err
    told = typed(*command, "--fix", "--json")
    assert told.code == 0, told.err
    assert told.json["findings"] == []
    assert "nothing" not in told.json["sheets"][0]["frames"]
    page = told.json["sheets"][0]["pages"][0]
    assert page["width"] & (page["width"] - 1) == 0


def test_normal_maps_beside_files_go_along(typed: Run, tmp_path: Path, walk: Path) -> None:
    (walk / "walk_0_n.png").write_bytes((walk / "walk_0.png").read_bytes())
    out = tmp_path / "out"
    assert typed("export", "--files", walk, "--to", "phaser", "--lit", "--out", out).code == 0
    assert "walk_0_n" not in (out / "out.json").read_text()
    assert (
        codec.decode_rgba((out / "out_n.png").read_bytes()).shape
        == codec.decode_rgba((out / "out.png").read_bytes()).shape
    )
    plain = tmp_path / "plain"
    assert typed("export", "--files", walk, "--to", "phaser", "--out", plain).code == 0
    assert "walk_0_n" in (plain / "plain.json").read_text()


def test_the_preview_is_served_until_it_is_interrupted(tmp_path: Path, walk: Path) -> None:
    arguments = command("export", "--files", walk, "--preview", "--no-browser")
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), cwd=tmp_path
    ) as running:
        try:
            assert running.stdout is not None
            address = running.stdout.readline().removeprefix("showing at ").strip()
            with urllib.request.urlopen(address, timeout=10) as page:
                assert b"game.js" in page.read()
            with urllib.request.urlopen(f"{address}atlas.json", timeout=10) as atlas:
                assert set(json.load(atlas)["frames"]) == {"walk_0", "walk_1", "walk_2", "props/rock"}
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 130
    assert not list(tmp_path.glob("*.json"))


def test_no_place_is_told(typed: Run, walk: Path) -> None:
    told = typed("export", "--files", walk, "--to", "pixi")
    assert told.code == 2
    assert "--out" in told.err
