"""Numbers and days: English as ever, German with its point and comma."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.controls.language import hush, speak
from rundot_studio.ui.controls.numbers import amount, counted, day, day_in, rounded, with_point

UI = Path(__file__).parents[3] / "rundot_studio" / "ui"


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "de")
    yield
    hush(qapp)


def test_english_writes_as_python_does() -> None:
    assert counted(1234567) == "1,234,567"
    assert amount(1.5) == "1.5"
    assert amount(20.0) == "20"
    assert rounded(2.345, 1) == "2.3"
    assert day(date(2026, 1, 31)) == "2026-01-31"
    assert with_point("1.5") == "1.5"


def test_german_writes_a_comma_and_points_between_thousands(german: None) -> None:
    assert counted(1234567) == "1.234.567"
    assert amount(1.5) == "1,5"
    assert rounded(2.345, 1) == "2,3"
    assert day(date(2026, 1, 31)) == "31.01.2026"


@given(st.floats(0, 99999).map(lambda number: round(number, 1)))
def test_what_is_shown_can_be_typed_again(number: float) -> None:
    assert float(with_point(amount(number))) == number


def test_a_number_typed_in_german_or_english_is_understood(german: None) -> None:
    assert float(with_point("1,5")) == 1.5
    assert float(with_point("1.5")) == 1.5
    assert float(with_point(amount(2.5))) == 2.5


def test_a_day_is_read_as_it_is_written_and_as_english_writes_it(german: None) -> None:
    assert day_in("31.01.2026") == day_in("2026-01-31") == date(2026, 1, 31)
    assert day_in("31.02.2026") is None
    assert day_in("") is None


def test_english_reads_days_in_one_form() -> None:
    assert day_in(" 2026-01-31 ") == date(2026, 1, 31)
    assert day_in("31.01.2026") is None


def _groups_thousands(file: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        spec = node.format_spec if isinstance(node, ast.FormattedValue) else None
        if spec is not None and ast.unparse(spec).strip("f'\"") in (",", ",d"):
            yield node.lineno


def test_no_part_of_the_window_groups_thousands_by_itself() -> None:
    files = [file for file in UI.rglob("*.py") if file.name != "numbers.py"]
    found = [f"{file.relative_to(UI)}:{line}" for file in files for line in _groups_thousands(file)]
    assert not found, "counted() of ui/controls/numbers.py writes it as the window's language does"
