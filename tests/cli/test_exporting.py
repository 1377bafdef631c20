"""export, as it is typed."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.imaging import codec

from .conftest import Ran

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


def test_undo_takes_it_back(rundot: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    assert rundot("export", "--files", walk, "--to", "pixi", "--out", out).code == 0
    assert (out / "out.json").exists()
    assert rundot("export", "--undo", "--out", out, "--json").json["undone"] == [
        "out.json",
        "out.png",
        "out.sources.json",
    ]
    assert not (out / "out.json").exists()


def test_somebody_elses_change_needs_force(rundot: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    command = ("export", "--files", walk, "--to", "texturepacker", "--out", out)
    assert rundot(*command).code == 0
    (out / "out.json").write_text("{}")
    refused = rundot(*command)
    assert refused.code == 2
    assert "changed by somebody else" in refused.err
    assert (out / "out.json").read_text() == "{}"
    assert rundot(*command, "--force").code == 0
    assert "frames" in json.loads((out / "out.json").read_text())


def test_a_dry_run_writes_nothing(rundot: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    told = rundot("export", "--files", walk, "--to", "phaser", "--out", out, "--dry-run", "--json")
    assert told.json["written"] is False
    assert {file["change"] for file in told.json["files"]} == {"new"}
    assert list(out.iterdir()) == []


def test_single_pictures_at_two_scales(rundot: Run, tmp_path: Path, walk: Path) -> None:
    out = tmp_path / "out"
    flags = ("--trim", "--padding", "1", "--scale", "1,2", "--pixel-art", "--no-sidecar")
    assert rundot("export", "--files", walk / "walk_0.png", "--to", "png", "--out", out, *flags).code == 0
    assert codec.decode_rgba((out / "walk_0.png").read_bytes()).shape == (19, 22, 4)
    assert codec.decode_rgba((out / "walk_0@2x.png").read_bytes()).shape == (36, 42, 4)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--to", "pixi"), "no pictures"),
        (("--to", "flash"), "invalid choice"),
        (("--files", "missing.png", "--to", "png"), "no file"),
        (("--files", "SPRITE", "--to", "godot", "--atlas", "--rotate"), "--rotate"),
        (("--files", "SPRITE", "--to", "png", "--template", "{nobody}"), "template"),
        (("--files", "SPRITE", "--to", "pixi", "--max-size", "8"), "does not fit"),
        (("--files", "SPRITE", "--to", "png", "--scale", "1,x"), "not a number"),
    ],
)
def test_wrong_usage_is_told(rundot: Run, tmp_path: Path, walk: Path, flags: tuple[str, ...], words: str) -> None:
    given = [str(walk / "walk_0.png") if flag == "SPRITE" else flag for flag in flags]
    told = rundot("export", *given, "--out", tmp_path / "out")
    assert told.code != 0
    assert words in told.err
    assert "Traceback" not in told.err
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").glob("*.*"))


def test_a_picture_of_the_library_keeps_its_origin(rundot: Run, tmp_path: Path) -> None:
    made = rundot("generate", "a red mushroom", "--seed", "7", "--aspect", "1:1", "--json").json["pictures"][0]
    out = tmp_path / "out"
    told = rundot("export", made["id"], "--to", "png", "--template", "{name}_{seed}", "--size", "64", "--out", out)
    assert told.code == 0, told.err
    sidecar = json.loads((out / "a_red_mushroom_7.png.json").read_text())
    assert sidecar["prompt"] == "a red mushroom"
    assert sidecar["seed"] == 7
    assert codec.decode_rgba((out / "a_red_mushroom_7.png").read_bytes()).shape[:2] == (64, 64)
