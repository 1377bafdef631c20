import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.domain.errors import OutputRefused, PictureUnknown
from rundot_studio.export.checks import Repair
from rundot_studio.export.formats import unity
from rundot_studio.export.links import Link, load_links
from rundot_studio.export.project import GameProject, recognised
from rundot_studio.export.sheet import Borders
from rundot_studio.export.spec import ExportSpec, SpriteSettings
from rundot_studio.export.writing import Change, Resolution
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library
from rundot_studio.studio.exports import ExportCancelled, Exports
from rundot_studio.studio.projects import Projects

from .library_pictures import Shelf, sprite


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def shelf(library: Library) -> Shelf:
    return Shelf(library)


@pytest.fixture
def exports(library: Library, tmp_path: Path) -> Exports:
    return Exports(library, Projects(tmp_path / "projects.json"))


@pytest.fixture
def game(tmp_path: Path) -> GameProject:
    root = tmp_path / "game"
    (root / "ProjectSettings").mkdir(parents=True)
    (root / "Assets").mkdir()
    return recognised(root)


def exported(exports: Exports, game: GameProject, *pictures: str, **options: object) -> None:
    spec = exports.spec_for(game, pictures, **options)  # type: ignore[arg-type]
    exports.write(exports.plan(pictures, game, spec))


def test_what_is_planned_is_written_and_undone(exports: Exports, shelf: Shelf, game: GameProject) -> None:
    pictures = [shelf.add(f"walk {number}").id for number in range(3)]
    spec = exports.spec_for(game, pictures)
    plan = exports.plan(pictures, game, spec)
    assert plan.names == ("walk_0", "walk_1", "walk_2")
    assert [file.path for file in plan.files] == [
        f"Assets/Art/Art.{end}" for end in ("png", "png.meta", "sources.json")
    ]
    assert {file.change for file in plan.files} == {Change.NEW}
    assert plan.pages[0].shape[2] == 4
    assert not (game.root / "Assets/Art").exists()
    exports.write(plan)
    assert np.array_equal(codec.decode_rgba((game.root / "Assets/Art/Art.png").read_bytes()), plan.pages[0])
    exports.undo(game)
    assert not (game.root / "Assets/Art").exists()


def test_a_preview_reads_each_picture_once(exports: Exports, shelf: Shelf, game: GameProject, library: Library) -> None:
    picture = shelf.add("rock")
    spec = exports.spec_for(game, [picture.id])
    first = exports.preview([picture.id], game, spec)
    library.absolute(picture).write_bytes(b"not a picture any more")
    again = exports.preview([picture.id], game, replace(spec, template="{name}_x"))
    assert np.array_equal(first.pages[0], again.pages[0])
    assert again.frames[0].name == "rock_x"


def test_what_fits_on_no_page_is_a_plan_with_a_way_out(exports: Exports, shelf: Shelf, game: GameProject) -> None:
    picture = shelf.add("wide", sprite(1, (200, 8)))
    small = replace(game, defaults=replace(game.defaults, max_size=128))
    spec = exports.spec_for(small, [picture.id])
    plan = exports.plan([picture.id], small, spec)
    assert plan.refusal is not None
    with pytest.raises(OutputRefused):
        exports.write(plan)
    assert exports.plan_mended([picture.id], small, spec).refusal is None


def test_the_artists_word_ends_a_plan(exports: Exports, shelf: Shelf, game: GameProject) -> None:
    pictures = [shelf.add(f"f {number}").id for number in range(4)]
    told: list[tuple[int, int]] = []
    with pytest.raises(ExportCancelled):
        exports.plan(
            pictures,
            game,
            exports.spec_for(game),
            lambda done, total: told.append((done, total)),
            lambda: len(told) == 2,
        )
    assert told == [(1, 4), (2, 4)]


def test_pivots_borders_and_names_stay_with_the_picture(exports: Exports, shelf: Shelf, game: GameProject) -> None:
    picture = shelf.add("a panel")
    assert exports.book is not None
    before = exports.book.change({picture.id: SpriteSettings("ui_panel", (0.5, 1.0), Borders(3, 4, 5, 6))})
    exported(exports, game, picture.id)
    item = unity.sprite_items((game.root / "Assets/Art/Art.png.meta").read_text())[0]
    assert "name: ui_panel" in item
    assert "border: {x: 3, y: 6, z: 5, w: 4}" in item
    exports.book.change(before)
    assert exports.book.settings([picture.id]) == {}


def test_normals_come_from_the_depth_map(exports: Exports, shelf: Shelf, game: GameProject) -> None:
    picture = shelf.add("ball")
    ramp = np.zeros((32, 24, 4), np.uint8)
    ramp[..., :3] = np.linspace(0, 255, 24).astype(np.uint8)[None, :, None]
    ramp[..., 3] = 255
    shelf.add("depth", ramp, parent=picture)
    cutout = shelf.add("cutout", sprite(5), parent=picture)
    spec = replace(exports.spec_for(game, [cutout.id]), lit=True)
    plan = exports.plan([cutout.id], game, spec)
    files = {Path(file.path).name: file.data for file in plan.files}
    normal, color = codec.decode_rgba(files["Art_n.png"]), codec.decode_rgba(files["Art.png"])
    assert normal.shape == color.shape
    assert codec.decode_rgba(files["Art_d.png"]).shape == color.shape
    # It rises to the right, so that it looks to the left.
    assert normal[8:24, 6:18, 0].mean() < 115


def _pictures_of(exports: Exports, game: GameProject, link: Link) -> tuple[list[str], GameProject, ExportSpec]:
    pictures, spec = exports.again(link)
    return pictures, game, spec


class TestUpdate:
    def test_a_chosen_child_takes_its_place(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock, tree = shelf.add("rock"), shelf.add("tree")
        exported(exports, game, rock.id, tree.id)
        meta = game.root / "Assets/Art/Art.png.meta"
        ids = unity.known_ids(meta.read_text())
        better = shelf.add("cutout", sprite(9, (48, 40)), parent=rock)
        assert [each.id for each in exports.newer(game)[rock.id]] == [better.id]
        assert exports.chosen_newer(game) == {}
        shelf.library.star([better.id], 3)
        assert exports.chosen_newer(game) == {rock.id: better.id}
        plan = exports.plan_update(game, exports.chosen_newer(game))
        (update,) = plan.updates
        assert [(swap.frame, swap.before, swap.after) for swap in update.swaps] == [("rock", rock.id, better.id)]
        page = next(file for file in plan.files if file.path == "Assets/Art/Art.png")
        assert page.change is Change.UPDATED
        assert page.size_before != page.size_after
        exports.write_update(plan)
        assert unity.known_ids(meta.read_text()) == ids
        assert {source.picture for source in load_links(game.root).links[0].sources} == {better.id, tree.id}
        exports.undo(game)
        assert {source.picture for source in load_links(game.root).links[0].sources} == {rock.id, tree.id}

    def test_another_picture_keeps_the_frames_name_but_not_the_old_edge(
        self, exports: Exports, shelf: Shelf, game: GameProject
    ) -> None:
        rock, other = shelf.add("rock"), shelf.add("a stone")
        spec = exports.spec_for(game, [rock.id]).with_settings(rock.id, fringe=(0, 255, 0), pivot=(0.5, 1.0))
        exports.write(exports.plan([rock.id], game, spec))
        exports.write_update(exports.plan_update(game, {rock.id: other.id}))
        (link,) = load_links(game.root).links
        assert [(source.frame, source.picture) for source in link.sources] == [("rock", other.id)]
        _, after = exports.again(link)
        assert (after.settings(other.id).fringe, after.settings(other.id).pivot) == (None, (0.5, 1.0))

    def test_grandchildren_count_and_depth_maps_do_not(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock = shelf.add("rock")
        exported(exports, game, rock.id)
        child = shelf.add("cutout", parent=rock)
        grandchild = shelf.add("cutout", parent=child)
        shelf.add("depth", parent=rock)
        assert [each.id for each in exports.newer(game)[rock.id]] == [grandchild.id, child.id]
        assert exports.ancestor_in(game, grandchild.id) == rock.id
        assert exports.ancestor_in(game, rock.id) is None

    def test_a_foreign_change_waits_for_a_choice(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock = shelf.add("rock")
        exported(exports, game, rock.id, target="texturepacker")
        page = game.root / "Assets/Art/Art.png"
        page.write_bytes(codec.encode_png(sprite(77)))
        theirs = page.read_bytes()
        better = shelf.add("cutout", sprite(9, (48, 40)), parent=rock)
        plan = exports.plan_update(game, {rock.id: better.id})
        assert [file.path for file in plan.conflicts] == ["Assets/Art/Art.png"]
        assert plan.conflicts[0].size_before == (24, 32)
        with pytest.raises(OutputRefused, match="changed by somebody else"):
            exports.write_update(plan)
        choice = {"Assets/Art/Art.png": Resolution.BESIDE}
        assert "belongs to" in plan.torn(choice)[0]
        exports.write_update(plan, choice)
        assert page.read_bytes() == theirs
        assert codec.decode_rgba((page.parent / "Art.new.png").read_bytes()).shape == (40, 48, 4)
        # Theirs is told as theirs the next time too.
        third = shelf.add("cutout", sprite(10), parent=rock)
        again = exports.plan_update(game, {better.id: third.id})
        assert [file.path for file in again.conflicts] == ["Assets/Art/Art.png"]
        exports.write_update(again, {"Assets/Art/Art.png": Resolution.OVERWRITE})
        assert codec.decode_rgba(page.read_bytes()).shape == (32, 24, 4)

    def test_kept_files_stay_and_nothing_lies_beside(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock = shelf.add("rock")
        exported(exports, game, rock.id, target="texturepacker")
        described = game.root / "Assets/Art/Art.json"
        ours = described.read_text()
        described.write_text("{}")
        plan = exports.plan_update(game, {rock.id: shelf.add("cutout", sprite(9, (9, 9)), parent=rock).id})
        exports.write_update(plan, {"Assets/Art/Art.json": Resolution.KEEP})
        assert described.read_text() == "{}"
        assert sorted(path.name for path in described.parent.iterdir()) == ["Art.json", "Art.png", "Art.sources.json"]
        # Put back as the studio wrote it, it is the studio's again.
        described.write_text(ours)
        (link,) = load_links(game.root).links
        again = exports.plan(*_pictures_of(exports, game, link))
        assert {file.change for file in again.files} == {Change.SAME, Change.UPDATED}

    def test_a_picture_that_is_gone_holds_nobody_else_up(
        self, exports: Exports, shelf: Shelf, game: GameProject
    ) -> None:
        rock, tree = shelf.add("rock"), shelf.add("tree")
        exported(exports, game, rock.id, target="texturepacker")
        exported(exports, game, tree.id, target="png")
        better = shelf.add("cutout", parent=rock)
        plan = exports.plan_update(game, {rock.id: better.id, tree.id: "ffffffffff"})
        refusals = {update.link.target: update.refusal for update in plan.updates}
        assert refusals["texturepacker"] is None
        assert isinstance(refusals["png"], PictureUnknown)
        exports.write_update(plan)
        assert {source.picture for link in load_links(game.root).links for source in link.sources} == {
            better.id,
            tree.id,
        }

    def test_two_exports_are_written_and_undone_as_one(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock = shelf.add("rock")
        exported(exports, game, rock.id, target="texturepacker")
        exported(exports, game, rock.id, target="png")
        before = {path: path.read_bytes() for path in game.root.rglob("*.png")}
        better = shelf.add("cutout", sprite(9, (20, 20)), parent=rock)
        exports.write_update(exports.plan_update(game, {rock.id: better.id}))
        assert all(path.read_bytes() != data for path, data in before.items())
        exports.undo(game)
        assert {path: path.read_bytes() for path in game.root.rglob("*.png")} == before

    def test_a_changed_file_is_taken_anew(self, exports: Exports, game: GameProject, tmp_path: Path) -> None:
        source = tmp_path / "art" / "rock.png"
        source.parent.mkdir()
        source.write_bytes(codec.encode_png(sprite(1)))
        (key,) = exports.sources(game).add_files([str(source)])
        assert key == "file:../art/rock.png"
        exported(exports, game, key, target="texturepacker")
        assert exports.plan_update(game, {}).updates == ()
        source.write_bytes(codec.encode_png(sprite(2, (50, 40))))
        plan = exports.plan_update(game, {})
        assert plan.updates[0].swaps[0].before == plan.updates[0].swaps[0].after == key
        exports.write_update(plan)
        assert codec.decode_rgba((game.root / "Assets/Art/Art.png").read_bytes()).shape == (40, 50, 4)
        assert exports.plan_update(game, {}).updates == ()
        source.unlink()
        assert exports.plan_update(game, {}).updates[0].refusal is not None

    def test_one_that_an_earlier_version_wrote_is_told(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock = shelf.add("rock")
        exported(exports, game, rock.id)
        file = game.root / ".rundot-studio/exports.json"
        document = json.loads(file.read_text())
        document["exports"][0]["options"] = {"padding": 2}
        file.write_text(json.dumps(document))
        plan = exports.plan_update(game, {rock.id: shelf.add("cutout", parent=rock).id})
        refusal = plan.updates[0].refusal
        assert refusal is not None
        assert "not known any more" in refusal.message


class TestRetiredLinks:
    def test_are_found_and_linked_anew(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock, other = shelf.add("rock"), shelf.add("other")
        exported(exports, game, rock.id)
        shelf.library.delete([rock.id])
        ((link, (finding,)),) = exports.links(game)
        assert finding.code == "LINK_RETIRED"
        relink = next(fix for fix in finding.fixes if fix.action is Repair.RELINK)
        exports.mend_link(game, link, relink, {"rock": other.id})
        ((link, findings),) = exports.links(game)
        assert findings == []
        pictures, spec = exports.again(link)
        assert pictures == [other.id]
        assert exports.plan(pictures, game, spec).names == ("rock",)

    def test_or_forgotten(self, exports: Exports, shelf: Shelf, game: GameProject) -> None:
        rock = shelf.add("rock")
        exported(exports, game, rock.id)
        shelf.library.delete([rock.id])
        ((link, (finding,)),) = exports.links(game)
        exports.mend_link(game, link, next(fix for fix in finding.fixes if fix.action is Repair.FORGET))
        assert exports.links(game) == []
        assert (game.root / "Assets/Art/Art.png").exists()
