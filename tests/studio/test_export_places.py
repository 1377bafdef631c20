from pathlib import Path

from rundot_studio.library.library import Library
from rundot_studio.studio.export_places import export_places
from rundot_studio.studio.exports import Exports
from rundot_studio.studio.projects import Projects

from .library_pictures import Shelf


def _game(folder: Path, projects: Projects) -> Path:
    (folder / "ProjectSettings").mkdir(parents=True)
    (folder / "Assets").mkdir()
    projects.add(folder)
    return folder


def test_a_picture_knows_where_it_was_exported_and_whether_the_file_is_still_so(
    library: Library, tmp_path: Path
) -> None:
    projects = Projects(tmp_path / "projects.json")
    root = _game(tmp_path / "game", projects)
    exports, shelf = Exports(library, projects), Shelf(library)
    knight, other = shelf.add("a brave knight"), shelf.add("a dragon")
    chosen = projects.chosen
    assert chosen is not None
    spec = exports.spec_for(chosen.game, [knight.id], sheet=False, target="png")
    exports.write(exports.plan([knight.id], chosen.game, spec))
    (place,) = export_places(projects.all(), knight.id)
    assert place.root == root
    assert place.project == "game"
    assert place.file.is_file()
    assert place.file.suffix == ".png"
    assert place.written_at is not None
    assert (place.missing, place.changed) == (False, False)
    assert export_places(projects.all(), other.id) == []

    place.file.write_bytes(place.file.read_bytes() + b"x")
    (place,) = export_places(projects.all(), knight.id)
    assert (place.missing, place.changed) == (False, True)
    place.file.unlink()
    (place,) = export_places(projects.all(), knight.id)
    assert (place.missing, place.written_at) == (True, None)


def test_of_a_sheet_the_page_is_shown(library: Library, tmp_path: Path) -> None:
    projects = Projects(tmp_path / "projects.json")
    _game(tmp_path / "game", projects)
    exports, shelf = Exports(library, projects), Shelf(library)
    pictures = [shelf.add(f"walk {number}").id for number in range(3)]
    chosen = projects.chosen
    assert chosen is not None
    exports.write(exports.plan(pictures, chosen.game, exports.spec_for(chosen.game, pictures, sheet=True)))
    (place,) = export_places(projects.all(), pictures[1])
    assert place.frame == "walk_1"
    assert place.file.suffix == ".png"
