import json
from pathlib import Path

import pytest

from rundot_studio.export.project import ProjectKind, recognised


def test_godot(tmp_path: Path) -> None:
    text = '[application]\nconfig/name="My Quest"\n[rendering]\ntextures/canvas_textures/default_texture_filter=0\n'
    (tmp_path / "project.godot").write_text(text)
    (tmp_path / "sprites" / "hero").mkdir(parents=True)
    found = recognised(tmp_path / "sprites" / "hero")
    assert (found.kind, found.root, found.name) == (ProjectKind.GODOT, tmp_path, "My Quest")
    assert found.defaults.folder == "sprites"
    assert found.defaults.pixel_art
    assert found.resource_folder("art/hero") == "res://art/hero"


def test_unity(tmp_path: Path) -> None:
    (tmp_path / "ProjectSettings").mkdir()
    (tmp_path / "Assets").mkdir()
    (tmp_path / "ProjectSettings/ProjectSettings.asset").write_text("PlayerSettings:\n  productName: Dungeon\n")
    found = recognised(tmp_path)
    assert (found.kind, found.name, found.defaults.target) == (ProjectKind.UNITY, "Dungeon", "unity")


@pytest.mark.parametrize(
    ("package", "game", "kind", "target"),
    [
        ({"phaser": "^3.80"}, False, ProjectKind.PHASER, "phaser"),
        ({"pixi.js": "^8"}, False, ProjectKind.PIXI, "pixi"),
        ({"@pixi/sprite": "^7"}, False, ProjectKind.PIXI, "pixi"),
        ({"phaser": "^3.80"}, True, ProjectKind.RUN, "phaser"),
        ({}, True, ProjectKind.RUN, "pixi"),
        ({"react": "1"}, False, ProjectKind.PLAIN, "texturepacker"),
    ],
)
def test_by_package(tmp_path: Path, package: dict[str, str], game: bool, kind: ProjectKind, target: str) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"name": "quest", "dependencies": package}))
    if game:
        (tmp_path / "game.config.prod.json").write_text('{"gameId": "x"}')
    found = recognised(tmp_path)
    assert (found.kind, found.defaults.target, found.name) == (kind, target, "quest" if found.root == tmp_path else "")


@pytest.mark.parametrize("text", ["{", "[]", '{"dependencies": 3}', "\x00"])
def test_a_broken_package_is_no_project(tmp_path: Path, text: str) -> None:
    (tmp_path / "package.json").write_text(text)
    assert recognised(tmp_path).kind is ProjectKind.PLAIN


def test_a_folder_that_is_not_there_yet_is_plain(tmp_path: Path) -> None:
    found = recognised(tmp_path / "new" / "sprites")
    assert (found.kind, found.root) == (ProjectKind.PLAIN, tmp_path / "new" / "sprites")
