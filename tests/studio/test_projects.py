import json
from dataclasses import replace
from pathlib import Path

import pytest

from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.export.project import ProjectKind
from rundot_studio.studio.projects import Projects


@pytest.fixture
def projects(tmp_path: Path) -> Projects:
    return Projects(tmp_path / "config" / "projects.json")


@pytest.fixture
def godot(tmp_path: Path) -> Path:
    folder = tmp_path / "quest"
    (folder / "art").mkdir(parents=True)
    (folder / "project.godot").write_text('config/name="Quest"\n')
    return folder


def test_a_folder_below_a_project_links_the_project(projects: Projects, godot: Path) -> None:
    linked = projects.add(godot / "art")
    assert (linked.root, linked.kind, linked.name, linked.icon) == (godot, ProjectKind.GODOT, "Quest", "project-godot")
    assert projects.add(godot) == linked
    assert [each.root for each in projects.all()] == [godot]
    assert projects.chosen == linked


def test_defaults_are_remembered_as_far_as_they_were_changed(projects: Projects, godot: Path, tmp_path: Path) -> None:
    linked = projects.add(godot)
    wanted = replace(linked.defaults, padding=8, scales=(1.0, 2.0), pixel_art=True, folder="sprites/new")
    projects.set_defaults(godot, wanted)
    assert Projects(tmp_path / "config" / "projects.json").all()[0].defaults == wanted
    (stored,) = json.loads((tmp_path / "config/projects.json").read_text())["projects"]
    assert set(stored["defaults"]) == {"padding", "scales", "pixel_art", "folder"}
    projects.set_defaults(godot, linked.defaults)
    assert projects.all()[0].defaults == linked.defaults


@pytest.mark.parametrize(
    "change",
    [{"padding": 999}, {"folder": "../out"}, {"folder": "/etc"}, {"template": "{x}"}, {"scales": ()}, {"target": "no"}],
)
def test_defaults_that_no_export_takes_are_refused(projects: Projects, godot: Path, change: dict[str, object]) -> None:
    linked = projects.add(godot)
    with pytest.raises(RuleBroken):
        projects.set_defaults(godot, replace(linked.defaults, **change))  # type: ignore[arg-type]


def test_the_chosen_one_is_the_last_added_until_another_is(projects: Projects, godot: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    assert projects.chosen is None
    projects.add(godot)
    projects.add(plain)
    assert projects.chosen is not None
    assert projects.chosen.root == plain
    projects.choose(godot)
    assert [each.chosen for each in projects.all()] == [True, False]
    projects.remove(godot)
    assert projects.chosen.root == plain
    with pytest.raises(OutputRefused):
        projects.choose(godot)


def test_a_moved_project_is_told_and_found_again(projects: Projects, godot: Path, tmp_path: Path) -> None:
    linked = projects.add(godot)
    projects.set_defaults(godot, replace(linked.defaults, padding=7))
    moved = tmp_path / "elsewhere"
    godot.rename(moved)
    assert projects.all()[0].missing
    projects.move(godot, moved)
    (found,) = projects.all()
    assert (found.root, found.missing, found.defaults.padding, found.chosen) == (moved, False, 7, True)
    with pytest.raises(OutputRefused):
        projects.move(moved, tmp_path / "nowhere")


def test_no_folder_is_no_project(projects: Projects, tmp_path: Path) -> None:
    with pytest.raises(OutputRefused):
        projects.add(tmp_path / "missing")


@pytest.mark.parametrize("text", ["", "[]", '{"projects": [1]}', '{"projects": [{"root": 5, "defaults": 3}]}'])
def test_a_list_that_was_spoiled_by_hand_is_empty(projects: Projects, tmp_path: Path, text: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/projects.json").write_text(text)
    assert projects.all() == []


def test_spoiled_defaults_are_the_usual_ones(projects: Projects, godot: Path, tmp_path: Path) -> None:
    usual = projects.add(godot).defaults
    file = tmp_path / "config/projects.json"
    document = json.loads(file.read_text())
    document["projects"][0]["defaults"] = {"padding": "much", "colour": 3}
    file.write_text(json.dumps(document))
    assert projects.all()[0].defaults == usual
