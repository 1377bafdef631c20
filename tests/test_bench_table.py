"""The table of the benches: what is held against its goal, and what a bench in a process of its own hands over."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import table
from tests.bench.__main__ import BENCHES
from tests.bench.table import Row, formatted, tell, tell_times

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def rows() -> list[Row]:
    table.ROWS.clear()
    return table.ROWS


def test_a_goal_is_held_against_the_ratio_where_there_is_one(rows: list[Row]) -> None:
    tell("start", 300, "ms", reference="bare, 200 ms", ratio=1.5, goal="<= 2")
    tell("start", 300, "ms", reference="bare, 100 ms", ratio=3.0, goal="<= 2")
    tell("memory", 340, "MB", goal="<= 350")
    tell("known", 1, "")
    assert [row.met for row in rows] == [True, False, True, None]


def test_times_make_a_row_for_each_goal(rows: list[Row]) -> None:
    tell_times("frame", [float(number) for number in range(1, 101)], "p50 <= 60, p99 <= 90, most <= 100")
    assert [(row.what, row.met) for row in rows] == [("frame, p50", True), ("frame, p99", False), ("frame, most", True)]


def test_the_table_stands_in_columns() -> None:
    lines = formatted([Row("a", "1 ms"), Row("longer", "2 ms", "other, 1 ms", 2.0, "<= 1", met=False)]).splitlines()
    assert lines[0].split() == ["what", "ours", "reference", "ratio", "goal"]
    assert len({line.index(word) for line, word in zip(lines, ("ours", "1 ms", "2 ms"), strict=True)}) == 1
    assert lines[2].endswith("missed")


def test_every_bench_of_the_list_is_there_and_no_other() -> None:
    assert all(importlib.util.find_spec(f"tests.bench.{bench.name}") for bench in BENCHES)
    told = {path.stem for path in (ROOT / "tests" / "bench").glob("*.py") if "tell" in path.read_text(encoding="utf-8")}
    assert {bench.name for bench in BENCHES} == told - {"table", "__main__", "one"}


@pytest.mark.slow
def test_one_bench_is_run_and_shown() -> None:
    command = [sys.executable, "-m", "tests.bench", "--only", "starting"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "rundot-studio --version" in ended.stdout, ended.stderr
