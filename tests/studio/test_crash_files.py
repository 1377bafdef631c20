"""Reports in files: few, small, and told of once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from rundot_studio.studio.crash_files import (
    LARGEST,
    MOST,
    SEEN,
    crash_reports,
    mark_seen,
    read_report,
    unseen_reports,
    write_report,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_report_is_written_and_read(tmp_path: Path) -> None:
    path = write_report("it broke\n", NOON, tmp_path / "log")
    assert path is not None
    assert path.name.startswith("crash-2026-03-0")
    assert read_report(path) == "it broke\n"
    assert crash_reports(tmp_path / "log") == [path]


def test_a_name_that_is_no_text_is_written_all_the_same(tmp_path: Path) -> None:
    path = write_report("\udcff", NOON, tmp_path)
    assert path is not None
    assert read_report(path) == "\\udcff"


def test_two_in_one_second_are_two_files(tmp_path: Path) -> None:
    written = [write_report(f"{number}", NOON, tmp_path) for number in range(3)]
    assert len(set(written)) == 3
    assert [read_report(path) for path in crash_reports(tmp_path)] == ["2", "1", "0"]


def test_the_oldest_go_and_nothing_else_does(tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("rundot-studio.log", "crash-notes.txt", "crash-2026.txt")]
    for other in others:
        other.write_text("somebody's")
    for number in range(MOST + 4):
        write_report(f"{number}", NOON + timedelta(minutes=number), tmp_path)
    assert [read_report(path) for path in crash_reports(tmp_path)] == [str(n) for n in range(MOST + 3, 3, -1)]
    assert all(other.exists() for other in others)


def test_a_file_that_has_grown_is_read_to_its_cap(tmp_path: Path) -> None:
    path = tmp_path / "crash-2026-03-02-120000.txt"
    path.write_bytes(b"x" * (2 * LARGEST))
    assert len(read_report(path)) == LARGEST


def test_each_is_told_of_once(tmp_path: Path) -> None:
    first = write_report("first", NOON, tmp_path)
    assert first is not None
    assert unseen_reports(tmp_path) == [first]
    mark_seen([first], tmp_path)
    assert unseen_reports(tmp_path) == []
    second = write_report("second", NOON, tmp_path)
    assert unseen_reports(tmp_path) == [second]
    first.unlink()
    mark_seen([], tmp_path)
    assert (tmp_path / SEEN).read_text() == ""


def test_a_folder_that_can_not_be_used_is_no_further_trouble(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    folder = blocked / "log"
    assert write_report("x", NOON, folder) is None
    assert crash_reports(folder) == unseen_reports(folder) == []
    mark_seen([folder / "crash-2026-03-02-120000.txt"], folder)
