"""Games to export into, and a library with sprites in it."""

from pathlib import Path

import pytest

from rundot_studio.studio.projects import Projects


@pytest.fixture
def forest(tmp_path: Path) -> Path:
    """A Godot game's folder."""
    folder = tmp_path / "games" / "forest"
    folder.mkdir(parents=True)
    (folder / "project.godot").write_text('config_version=5\n[application]\nconfig/name="Forest Quest"\n')
    return folder


@pytest.fixture
def tower(tmp_path: Path) -> Path:
    """A Unity game's folder."""
    folder = tmp_path / "games" / "tower"
    (folder / "ProjectSettings").mkdir(parents=True)
    (folder / "Assets").mkdir()
    return folder


@pytest.fixture
def linked(forest: Path, tower: Path) -> Projects:
    """The program's list with both games, the forest chosen."""
    projects = Projects()
    projects.add(tower)
    projects.add(forest)
    return projects
