"""When a start may skip pip, when it asks pip again, when it begins anew."""

from dataclasses import replace
from pathlib import Path

import pytest
from bootstrapping.stamp import Installed, Plan, Stamp, look_at, plan, read_stamp, wanted_stamp, write_stamp

FINISHED = Stamp(
    python="cpython-311 x86_64",
    project="abc",
    location="here",
    extras=("dev", "serve"),
    distributions=("numpy", "rundot_studio"),
    absent=(),
)
WHOLE = Installed(distributions=("extra", "numpy", "rundot_studio"), absent=())


def test_a_finished_installation_is_started() -> None:
    assert plan(FINISHED, FINISHED, WHOLE) is Plan.START


def test_more_extras_than_asked_for_do_no_harm() -> None:
    assert plan(FINISHED, replace(FINISHED, extras=("serve",)), WHOLE) is Plan.START


@pytest.mark.parametrize("wanted", [replace(FINISHED, project="changed"), replace(FINISHED, extras=("dev", "more"))])
def test_a_changed_project_or_a_new_extra_is_installed(wanted: Stamp) -> None:
    assert plan(FINISHED, wanted, WHOLE) is Plan.INSTALL


def test_a_distribution_taken_away_is_installed_again() -> None:
    assert plan(FINISHED, FINISHED, replace(WHOLE, distributions=("numpy",))) is Plan.INSTALL


def test_an_installation_that_never_finished_is_done_again() -> None:
    assert plan(None, FINISHED, WHOLE) is Plan.INSTALL


def test_an_installation_cut_off_while_files_were_written_begins_anew() -> None:
    assert plan(None, FINISHED, replace(WHOLE, absent=("numpy/core.so",))) is Plan.REMAKE


@pytest.mark.parametrize(
    "wanted", [replace(FINISHED, python="cpython-313 x86_64"), replace(FINISHED, location="there")]
)
def test_another_python_or_place_begins_anew(wanted: Stamp) -> None:
    assert plan(FINISHED, wanted, WHOLE) is Plan.REMAKE


def test_a_missing_environment_or_interpreter_begins_anew() -> None:
    assert plan(FINISHED, FINISHED, None) is Plan.REMAKE
    assert plan(None, FINISHED, None) is Plan.REMAKE


def test_lost_files_begin_anew_but_files_that_never_were_there_do_not() -> None:
    gone = replace(WHOLE, absent=("numpy/core.so",))
    assert plan(FINISHED, FINISHED, gone) is Plan.REMAKE
    assert plan(replace(FINISHED, absent=gone.absent), FINISHED, gone) is Plan.START


def test_a_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_stamp(tmp_path, FINISHED)
    assert read_stamp(tmp_path) == FINISHED


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '{"python": "x"}', '{"python": 1, "extras": null}', "\0"])
def test_a_stamp_that_makes_no_sense_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "bootstrap-stamp.json").write_text(content, encoding="utf-8")
    assert read_stamp(tmp_path) is None


def test_no_stamp_is_none(tmp_path: Path) -> None:
    assert read_stamp(tmp_path / "nowhere") is None


def test_the_wanted_stamp_follows_the_project_file(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text("one", encoding="utf-8")
    before = wanted_stamp(project, tmp_path, frozenset({"serve", "dev"}))
    project.write_text("two", encoding="utf-8")
    after = wanted_stamp(project, tmp_path, frozenset({"serve", "dev"}))
    assert before.extras == ("dev", "serve")
    assert replace(before, project=after.project) == after
    assert before.project != after.project


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """The packages of an environment at ``tmp_path``, with one distribution of two files and a program."""
    folder = tmp_path / "lib" / "python3.11" / "site-packages"
    (folder / "paint" / "brushes").mkdir(parents=True)
    (folder / "paint-1.0.dist-info").mkdir()
    (tmp_path / "bin").mkdir()
    names = ["paint/__init__.py", "paint/brushes/a, b.py", "../../../bin/paint", "paint-1.0.dist-info/RECORD"]
    rows = [f'"{name}",sha256=x,1' for name in [*names, "paint/__pycache__/__init__.cpython-311.pyc"]]
    for name in names:
        (folder / name).write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_all_recorded_files_are_looked_for_but_byte_code(tmp_path: Path, packages: Path) -> None:
    assert look_at(tmp_path) == Installed(distributions=("paint",), absent=())


@pytest.mark.parametrize("name", ["paint/__init__.py", "paint/brushes/a, b.py", "../../../bin/paint"])
def test_a_lost_file_is_seen(tmp_path: Path, packages: Path, name: str) -> None:
    (packages / name).unlink()
    assert look_at(tmp_path).absent == (name,)


def test_a_distribution_without_a_record_was_cut_off(tmp_path: Path, packages: Path) -> None:
    record = packages / "paint-1.0.dist-info" / "RECORD"
    record.unlink()
    assert look_at(tmp_path).absent == (str(record),)
