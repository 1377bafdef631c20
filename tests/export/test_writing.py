import json
import os
from pathlib import Path

import pytest

from rundot_studio.domain.errors import OutputRefused
from rundot_studio.export import links
from rundot_studio.export.links import Link, SourceLink, load_links
from rundot_studio.export.writing import Change, OutputFile, Plan, plan_export, undo_last, write_export_plan

LINK = Link("art", "pixi", "assets", (SourceLink("walk_0", "a1b2c3d4e5"),), {"padding": 2})


def planned(project: Path, **files: bytes) -> Plan:
    return plan_export(project, LINK, {name.replace("_dot_", "."): OutputFile(data) for name, data in files.items()})


def export(project: Path, *, overwrite: bool = False, **files: bytes) -> None:
    write_export_plan(planned(project, **files), overwrite=overwrite)


def contents(project: Path) -> dict[str, bytes]:
    found = {path.relative_to(project).as_posix(): path.read_bytes() for path in project.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(".rundot-studio")}


def test_writes_what_was_planned_and_remembers_it(tmp_path: Path) -> None:
    export(tmp_path, a_dot_png=b"1", a_dot_json=b"2")
    assert contents(tmp_path) == {"assets/a.png": b"1", "assets/a.json": b"2"}
    link = load_links(tmp_path).find("assets", "pixi", "art")
    assert link is not None
    assert link.sources == LINK.sources
    assert link.options == {"padding": 2}
    assert link.files == {"assets/a.json": links.digest(b"2"), "assets/a.png": links.digest(b"1")}
    assert not (tmp_path / ".rundot-studio/staged").exists()


def test_an_update_says_first_what_would_change(tmp_path: Path) -> None:
    export(tmp_path, a=b"1", b=b"2", c=b"3")
    plan = planned(tmp_path, a=b"1", b=b"changed", d=b"4")
    assert [file.change for file in plan.files] == [Change.SAME, Change.UPDATED, Change.NEW]
    assert plan.orphans == ["assets/c"]
    write_export_plan(plan)
    assert contents(tmp_path) == {"assets/a": b"1", "assets/b": b"changed", "assets/c": b"3", "assets/d": b"4"}


def test_a_file_that_did_not_change_is_not_touched(tmp_path: Path) -> None:
    export(tmp_path, a=b"1")
    os.utime(tmp_path / "assets/a", (1, 1))
    export(tmp_path, a=b"1", b=b"2")
    assert (tmp_path / "assets/a").stat().st_mtime == 1


def test_somebody_elses_change_is_never_overwritten_unasked(tmp_path: Path) -> None:
    export(tmp_path, a=b"1", b=b"2")
    (tmp_path / "assets/a").write_bytes(b"by hand")
    with pytest.raises(OutputRefused, match="assets/a: changed by somebody else"):
        export(tmp_path, a=b"3", b=b"4")
    assert contents(tmp_path) == {"assets/a": b"by hand", "assets/b": b"2"}
    export(tmp_path, overwrite=True, a=b"3", b=b"4")
    assert contents(tmp_path) == {"assets/a": b"3", "assets/b": b"4"}


def test_a_file_that_was_there_before_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a").write_bytes(b"mine")
    assert planned(tmp_path, a=b"1").with_change(Change.FOREIGN) == ["assets/a"]


def test_a_change_that_the_new_file_is_made_from_is_no_conflict(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.meta").write_bytes(b"guid: 1")
    file = OutputFile(b"guid: 1\nmore", based_on=links.digest(b"guid: 1"))
    assert plan_export(tmp_path, LINK, {"a.meta": file}).files[0].change is Change.UPDATED


def test_a_change_between_looking_and_writing_is_noticed(tmp_path: Path) -> None:
    plan = planned(tmp_path, a=b"1")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a").write_bytes(b"quick")
    with pytest.raises(OutputRefused, match="changed just now"):
        write_export_plan(plan)


class TestUndo:
    def test_brings_back_what_was_there(self, tmp_path: Path) -> None:
        export(tmp_path, a=b"1")
        export(tmp_path, a=b"2", b=b"3")
        assert undo_last(tmp_path) == ["assets/a", "assets/b"]
        assert contents(tmp_path) == {"assets/a": b"1"}
        assert planned(tmp_path, a=b"5").files[0].change is Change.UPDATED

    def test_can_be_done_once(self, tmp_path: Path) -> None:
        export(tmp_path, a=b"1")
        undo_last(tmp_path)
        assert contents(tmp_path) == {}
        with pytest.raises(OutputRefused, match="no export to undo"):
            undo_last(tmp_path)

    def test_stops_at_what_was_changed_since(self, tmp_path: Path) -> None:
        export(tmp_path, a=b"1", b=b"2")
        (tmp_path / "assets/b").write_bytes(b"by hand")
        with pytest.raises(OutputRefused, match="assets/b was changed since"):
            undo_last(tmp_path)
        assert contents(tmp_path) == {"assets/a": b"1", "assets/b": b"by hand"}


class TestAllOrNothing:
    def test_a_file_that_can_not_be_placed_takes_the_others_back(self, tmp_path: Path) -> None:
        export(tmp_path, a=b"1")
        # A file stands where a folder is needed, and appears after the plan was made.
        plan = plan_export(tmp_path, LINK, {"a": OutputFile(b"2"), "new": OutputFile(b"3"), "deep/b": OutputFile(b"4")})
        (tmp_path / "assets/deep").write_bytes(b"in the way")
        with pytest.raises(OutputRefused):
            write_export_plan(plan)
        assert contents(tmp_path) == {"assets/a": b"1", "assets/deep": b"in the way"}

    def test_one_that_was_cut_off_is_taken_back_by_the_next(self, tmp_path: Path) -> None:
        export(tmp_path, a=b"1")
        # As after a loss of power between two renames.
        state = tmp_path / ".rundot-studio"
        last, staged = state / "last-export", state / "staged"
        for file in last.iterdir():
            file.unlink()
        (last / "0").write_bytes(b"1")
        note = {
            "assets/a": {"before": links.digest(b"1"), "after": links.digest(b"2")},
            "assets/b": {"before": "", "after": links.digest(b"3")},
        }
        (last / "export.json").write_text(json.dumps(note))
        staged.mkdir()
        (staged / "begun").touch()
        (staged / "1").write_bytes(b"3")
        (tmp_path / "assets/a").write_bytes(b"2")
        plan = planned(tmp_path, a=b"5")
        assert contents(tmp_path) == {"assets/a": b"1"}
        assert plan.files[0].change is Change.UPDATED
        assert not staged.exists()


class TestBadPlaces:
    def test_a_project_that_was_moved(self, tmp_path: Path) -> None:
        with pytest.raises(OutputRefused, match="no folder"):
            planned(tmp_path / "gone", a=b"1")

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_project_that_is_read_only(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        try:
            with pytest.raises(OutputRefused, match="not writable"):
                planned(tmp_path, a=b"1")
        finally:
            tmp_path.chmod(0o700)

    @pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b"])
    def test_paths_do_not_lead_out(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(OutputRefused):
            plan_export(tmp_path, LINK, {name: OutputFile(b"1")})

    def test_links_do_not_lead_out(self, tmp_path: Path) -> None:
        project = tmp_path / "project"
        project.mkdir()
        (project / "assets").symlink_to(tmp_path)
        with pytest.raises(OutputRefused, match="leads out"):
            planned(project, a=b"1")

    @pytest.mark.parametrize("text", ["<<<<<<< HEAD\n{}", "{", "[]", '{"exports": [{"name": 1}]}'])
    def test_a_broken_memory_makes_every_file_somebody_elses(self, tmp_path: Path, text: str) -> None:
        export(tmp_path, a=b"1")
        (tmp_path / ".rundot-studio/exports.json").write_text(text)
        plan = planned(tmp_path, a=b"2")
        assert plan.complaint
        assert plan.with_change(Change.FOREIGN) == ["assets/a"]
        write_export_plan(plan, overwrite=True)
        assert (tmp_path / ".rundot-studio/exports.unreadable.json").read_text() == text
        assert load_links(tmp_path).complaint == ""
